"""Forty equations whose solutions are known: textbook formulas, each solved for one of its inputs.

The figures are those of the worked examples in `tests/textbook/cases.json`: what a formula gives for its inputs, and so
the input for which it gives that.
"""

from __future__ import annotations

from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Equation:
    """The formula of a worked example over its inputs, what it gives for them, and the input that is looked for.

    `case` is the example. `closed` where algebra finds a formula for the unknown.
    """

    name: str
    case: str
    inputs: str
    formula: str
    result: float
    unknown: str
    closed: bool = True

    @property
    def values(self) -> dict[str, float]:
        """The inputs by name."""
        return {name: float(value) for name, value in (each.split("=") for each in self.inputs.split("; "))}

    @property
    def plan(self) -> str:
        """The formula as a plan in which the unknown is written wrong."""
        written = {**self.values, self.unknown: self.values[self.unknown] * 1.25 + 0.0625}
        lines = [f"param {name} = {value!r}" for name, value in written.items()]
        return "\n".join([*lines, f"let result = {self.formula}", ""])

    @property
    def question(self) -> str:
        """What is asked."""
        return f"{self.unknown} where result = {self.result!r}"


TSMC = "buy=80; sell=90; dividend=5"
FREEDOM = "own=17000000; r=0.05; paid=960000"
FALL = "own=100; line=1.3; fall=0.7"
PROJECT = "paid=2400000; cash=800000; r=0.1; n=4"
CAPM = "market=0.12; safe=0.07; beta=1.5"
SAVING = "own=10000; r=0.05; n=3"
XQ = "income=70000; tax=0.06; insurance=0.13; needed=0.11; fixed=35000"
SHOP = "fixed=200000; margin=0.2; units=10000"
COVER = "liquid=5500000; insured=10000000; owed=3000000; yearly=780000; n=8"
PAPER = "face=1000000; d=90; r=0.12"
PPN = "kept=1; r=0.1; option=0.1515"
FUND = "k=0.95; q=0.9; strike=21; price=25.2"
MARGIN = "own=100; debt=120; line=1.3"
HONG_KONG = "own=100; debt=120; lent=0.7"
BOOST = "r=0.2; debt=5; i=0.0825; own=100"
HOUSE = "price=1500; loan=1200; rise=0.2"
BOND = "face=100000; coupon=0.05125; n=4; y=0.05"

EQUATIONS = [
    Equation(
        "holding period return, selling price", "s4-hpr-tsmc", TSMC, "(sell - buy + dividend) / buy", 0.1875, "sell"
    ),
    Equation(
        "holding period return, buying price", "s4-hpr-tsmc", TSMC, "(sell - buy + dividend) / buy", 0.1875, "buy"
    ),
    Equation("CAPM, beta", "s4-capm-a", CAPM, "safe + (market - safe) * beta", 0.145, "beta"),
    Equation("CAPM, safe rate", "s4-capm-a", CAPM, "safe + (market - safe) * beta", 0.145, "safe"),
    Equation("simple interest, rate", "s4-simple-interest", SAVING, "own * (1 + r * n)", 11500, "r"),
    Equation("compound interest, rate", "s4-compound-interest", SAVING, "own * (1 + r)^n", 11576.25, "r"),
    Equation("compound interest, years", "s4-compound-interest", SAVING, "own * (1 + r)^n", 11576.25, "n"),
    Equation(
        "present value, years",
        "s4-pv-lump",
        "future=50000; r=0.08; n=4",
        "future * (1 + r)^(-n)",
        36751.492639822674,
        "n",
    ),
    Equation("annuity, payment", "s4-fv-annuity", "a=50000; r=0.06; n=3", "a * ((1 + r)^n - 1) / r", 159180, "a"),
    Equation(
        "annuity, rate", "s4-fv-annuity", "a=50000; r=0.06; n=3", "a * ((1 + r)^n - 1) / r", 159180, "r", closed=False
    ),
    Equation("annuity, years", "s4-fv-annuity", "a=50000; r=0.06; n=3", "a * ((1 + r)^n - 1) / r", 159180, "n"),
    Equation("loan, principal", "s4-ch4q1-loan", "p=5000000; r=0.05; n=20", "-pmt(r, n, p)", 401212.9359534566, "p"),
    Equation(
        "loan, rate", "s4-ch4q1-loan", "p=5000000; r=0.05; n=20", "-pmt(r, n, p)", 401212.9359534566, "r", closed=False
    ),
    Equation("perpetuity, rate", "s4-perpetuity", "a=100; r=0.1", "a / r", 1000, "r"),
    Equation("effective rate, nominal", "s4-ch4q2-ear", "j=0.12; m=2", "(1 + j / m)^m - 1", 0.1236, "j"),
    Equation("growth, rate", "s4-ch4q6-rate", "p=50000; i=0.11999470186444165; n=5", "p * (1 + i)^n", 88115, "i"),
    Equation(
        "two rates, years",
        "s1-hsbc-gap-150y",
        "a=0.065; b=0.12; n=150",
        "((1 + b) / (1 + a))^n",
        1906.611614628336,
        "n",
    ),
    Equation(
        "surplus, income", "s4-xq70-surplus", XQ, "income * (1 - tax - insurance - needed) - fixed", 14000, "income"
    ),
    Equation("surplus, tax", "s4-xq70-surplus", XQ, "income * (1 - tax - insurance - needed) - fixed", 14000, "tax"),
    Equation("break-even, margin", "s4-breakeven-company-a", SHOP, "fixed / margin", 1000000, "margin"),
    Equation("break-even price, units", "s4-breakeven-company-a-price", SHOP, "fixed / (margin * units)", 100, "units"),
    Equation(
        "freedom, savings rate", "s4-freedom-savings-rate-simple", "s=0.5; r=0.05; n=20", "s * n * r / (1 - s)", 1, "s"
    ),
    Equation("freedom, yearly expense", "s4-freedom-jia", FREEDOM, "own * r / paid", 0.8854166666666666, "paid"),
    Equation("commission, sales", "s4-commission-10", "y=10; b=5; m=0.5", "m * max(y - b, 0)", 2.5, "y"),
    Equation(
        "life cover",
        "s4-ch7q10-capacity",
        COVER,
        "(liquid + insured - owed) / (yearly * n)",
        2.003205128205128,
        "insured",
    ),
    Equation("paper, discount", "s4-cp-price", PAPER, "face * (1 - r * d / 365)", 970410.9589041095, "r"),
    Equation("paper, days", "s4-cp-price", PAPER, "face * (1 - r * d / 365)", 970410.9589041095, "d"),
    Equation(
        "structured note, option price",
        "s4-ppn-100-participation",
        PPN,
        "(1 - kept / (1 + r)) / option",
        0.6000600060006,
        "option",
    ),
    Equation(
        "structured note, share price",
        "s4-ppn-fubon-net-return",
        FUND,
        "k + q * max(price / strike - 1, 0) - 1",
        0.13,
        "price",
    ),
    Equation(
        "bond, yield", "s4-bond-price-5", BOND, "-pv(y, n, face * coupon, face)", 100443.2438130203, "y", closed=False
    ),
    Equation("bond, coupon", "s4-bond-price-5", BOND, "-pv(y, n, face * coupon, face)", 100443.2438130203, "coupon"),
    Equation("zero growth, required return", "s4-ddm-zero-growth", "d=5; k=0.1", "d / k", 50, "k"),
    Equation("constant growth, growth", "s4-ch10q8-gordon", "d=2; g=0.04; k=0.12", "d / (k - g)", 25, "g"),
    Equation("margin call, maintenance line", "s1-a-fall-amount", MARGIN, "own + debt - line * debt", 64, "line"),
    Equation(
        "margin call in Hong Kong",
        "s1-hk-fall-amount",
        HONG_KONG,
        "own - debt * (1 - lent) / lent",
        48.57142857142857,
        "lent",
    ),
    Equation(
        "most debt for a fall, fall",
        "s1-max-debt-70-a",
        "own=100; line=1.3; fall=0.7",
        "own * (1 - fall) / (line - (1 - fall))",
        30,
        "fall",
    ),
    Equation("boost, interest", "s1-boost-20-5", BOOST, "debt * (r - i) / own", 0.005875, "i"),
    Equation("house, rise", "s3-mortgage-equity-after", HOUSE, "price * (1 + rise) - loan", 600, "rise"),
    Equation(
        "income after a fall, fall", "s0-income-after-price-fall", "y=0.1; fall=0.2", "y / (1 - fall)", 0.125, "fall"
    ),
    Equation(
        "project, cash a year",
        "s4-npv",
        "paid=2400000; cash=800000; r=0.1; n=4",
        "-pv(r, n, cash) - paid",
        135892.35707943447,
        "cash",
    ),
]
