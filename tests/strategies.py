"""Plans that hypothesis makes up: sound ones, with accounts, flows, debts, rules and blocks of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from second_calendar import Calendar

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
SHORT = ("day", "week")
# From the shortest to the longest.
PERIODS = (*SHORT, *MONTHS_IN)
MONTH_NAMES = ("january", "april", "july", "october")

# The same plans on every machine and in every run; how many is up to each test.
STEADY = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

RULES = """
rule harvest(from_fund: asset, into_fund: asset, share = 30%) {
    if from_fund.return > 0 {
        move share * from_fund.gain from from_fund to into_fund
    } else if from_fund.return < 0 {
        move 1% * into_fund from into_fund to from_fund as refill
    }
    record refilled = refill.amount
}

rule steady(fund: asset, other: asset, begin: money) {
    record target = prev(target, start: begin) * 1.01 {
        start: begin
    }
    if fund > target {
        move fund - target from fund to other
    } else {
        move target - fund from other to fund
    }
}
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a named statement asks for each time: money, or money per year, maybe real, in a block that may not run."""

    name: str
    amount: int
    is_per_year: bool
    is_real: bool
    # Steps in a whole number of which the block runs; None when a condition decides.
    every_months: int | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A made-up plan: its text, and what a test must know of it."""

    text: str
    # 0 where steps are shorter than a month.
    step_months: int
    inflation: int
    assets: tuple[str, ...]
    debts: tuple[str, ...]
    asked: tuple[Asked, ...]


@st.composite
def sketches(draw: st.DrawFn, years: int = 3) -> Sketch:
    """A sound plan of at most so many years."""
    step = draw(st.sampled_from([*sorted(MONTHS_IN), *SHORT]))
    length = draw(st.integers(1, years))
    inflation = draw(st.integers(0, 8))
    assets = tuple(f"fund{number}" for number in range(draw(st.integers(2, 4))))
    debts = tuple(f"loan{number}" for number in range(draw(st.integers(0, 2))))
    first = date(draw(st.integers(2000, 2030)), draw(st.integers(1, 12)), draw(days(step)))
    count, period = draw(lengths(step)) if step in SHORT else (length, "year")
    parts = [
        declaration(
            'plan "made up"',
            [
                f"start: {first}" if step in SHORT else f"start: {first:%Y-%m}",
                f"length: {count} {period}s" if step in SHORT else f"years: {length}",
                f"step: {step}",
                f"inflation: {inflation}%/year",
            ],
        )
    ]
    firsts = Calendar(first, step, count, period).firsts
    parts += [draw(asset_texts(name, assets)) for name in assets]
    parts += [draw(debt_texts(name, step, assets)) for name in debts]
    parts += [draw(flow_texts(f"flow{number}", assets, debts, firsts)) for number in range(draw(st.integers(0, 4)))]
    parts.append(f"group all_funds = {', '.join(assets)}\n")
    if debts:
        parts.append(f"group all_loans = {', '.join(debts)}\n")
    parts.append(RULES)
    asked: list[Asked] = []
    for number in range(draw(st.integers(1, 3))):
        text, found = draw(block_texts(f"s{number}", step, assets, debts))
        parts.append(text)
        asked += found
    parts += [f"let {each.name}_all = {each.name}.amount + {each.name}.short\n" for each in asked]
    formulas = draw(st.lists(money_formulas(step, assets), max_size=3))
    parts += [f"let formula{number} = {formula}\n" for number, formula in enumerate(formulas)]
    parts.append("let peak = max(net_worth, prev(peak, start: 0 TWD))\n")
    parts.append("check above_nothing: assets >= 0\n")
    text = "\n".join(parts)
    return Sketch(text, MONTHS_IN.get(step, 0), inflation, assets, debts, tuple(asked))


def days(step: str) -> st.SearchStrategy[int]:
    """The day of the month on which a plan starts: the first, where steps are whole months."""
    return st.integers(1, 28) if step in SHORT else st.just(1)


@st.composite
def lengths(draw: st.DrawFn, step: str) -> tuple[int, str]:
    """The length of a plan of short steps, which is a matter of months."""
    if draw(st.booleans()):
        return draw(st.integers(1, 60)), step
    return draw(st.integers(1, 5)), "month"


@st.composite
def asset_texts(draw: st.DrawFn, name: str, assets: tuple[str, ...]) -> str:
    """One asset: what it is worth, what it returns, what it costs."""
    lines = [f"value: {draw(st.integers(0, 2_000_000))} TWD"]
    if draw(st.booleans()):
        lines.append(f"return: {draw(st.integers(-60, 60))}%/year")
    else:
        first, other = draw(st.integers(-90, 90)), draw(st.integers(-20, 20))
        lines.append(f"return: by_year(2000..2015: {first}%/year, otherwise: {other}%/year)")
    if draw(st.booleans()):
        lines.append(f"fee: {draw(st.integers(0, 3))}%/year")
    if draw(st.booleans()):
        lines += [f"buy_cost: {draw(st.integers(0, 2))}%", f"sell_cost: {draw(st.integers(0, 2))}%"]
    if draw(st.booleans()):
        others = [other for other in assets if other != name]
        lines += [f"payout: {draw(st.integers(0, 6))}%/year", f"into: {draw(st.sampled_from(others))}"]
        if draw(st.booleans()):
            lines.append(f"in: {draw(st.sampled_from(('march', 'june, december')))}")
    return declaration(f"asset {name}", lines)


@st.composite
def debt_texts(draw: st.DrawFn, name: str, step: str, assets: tuple[str, ...]) -> str:
    """One debt of any kind of payment."""
    payment = draw(st.sampled_from(["level", "equal_principal", "interest_only", "at_maturity", "none"]))
    lines = [f"principal: {draw(st.integers(0, 900_000))} TWD", f"rate: {draw(st.integers(0, 12))}%/year"]
    if payment != "none":
        unit = "months" if step in SHORT else "years"
        lines += [f"term: {draw(st.integers(1, 4))} {unit}", f"paid_from: {draw(orders(assets))}"]
    lines += [
        f"payment: {payment}",
        f"every: {draw(st.sampled_from(PERIODS[:3] if step in SHORT else sorted(MONTHS_IN)))}",
    ]
    if payment in ("at_maturity", "none"):
        lines.append(f"interest: {draw(st.sampled_from(['simple', 'compound']))}")
    if draw(st.booleans()):
        lines += [f"limit: {draw(st.integers(900_000, 1_200_000))} TWD", f"draw_cost: {draw(st.integers(0, 5))}%"]
    return declaration(f"debt {name}", lines)


@st.composite
def flow_texts(draw: st.DrawFn, name: str, assets: tuple[str, ...], debts: tuple[str, ...], firsts: list[date]) -> str:
    """One income, expense or goal; `firsts` are the first days of the steps, and the day after the last."""
    keyword = draw(st.sampled_from(["income", "expense", "goal"]))
    real = draw(st.sampled_from(["", " real"]))
    if keyword == "goal" and draw(st.booleans()):
        day = date.fromordinal(draw(st.integers(firsts[0].toordinal(), firsts[-1].toordinal() - 1)))
        lines = [f"amount: {draw(st.integers(0, 900_000))} TWD{real}", f"at: {day}"]
    elif draw(st.booleans()):
        months = draw(st.lists(st.sampled_from(MONTH_NAMES), min_size=1, max_size=2, unique=True))
        lines = [f"amount: {draw(st.integers(0, 90_000))} TWD{real}", f"in: {', '.join(months)}"]
    else:
        lines = [f"amount: {draw(st.integers(0, 40_000))} TWD/{draw(st.sampled_from(['month', 'year']))}{real}"]
    lines.append(f"growth: {draw(st.integers(0, 5))}%/year")
    payers = (*assets, *debts)
    lines.append(
        f"into: {draw(st.sampled_from(assets))}" if keyword == "income" else f"paid_from: {draw(orders(payers))}"
    )
    if keyword == "goal" and draw(st.booleans()):
        lines.append(f"priority: {draw(st.integers(1, 3))}")
    return declaration(f"{keyword} {name}", lines)


@st.composite
def orders(draw: st.DrawFn, assets: tuple[str, ...]) -> str:
    """One account, or several in order."""
    return " then ".join(draw(st.lists(st.sampled_from(assets), min_size=1, max_size=3, unique=True)))


@st.composite
def block_texts(
    draw: st.DrawFn, prefix: str, step: str, assets: tuple[str, ...], debts: tuple[str, ...]
) -> tuple[str, list[Asked]]:
    """One block with one to four statements, and what those that stand outside of conditions ask for."""
    periods = PERIODS[PERIODS.index(step) :]
    kind = draw(st.sampled_from(["each", "each", "each first", "when"]))
    period = draw(st.sampled_from(periods))
    opening = {
        "each": f"each {period}",
        "each first": f"each {period} first",
        "when": f"when {assets[0]} > {assets[1]}",
    }[kind]
    every = MONTHS_IN[period] if kind == "each" and step not in SHORT else None
    lines: list[str] = []
    asked: list[Asked] = []
    for number in range(draw(st.integers(1, 4))):
        name = f"{prefix}_{number}"
        text, found = draw(statement_texts(name, assets, debts, every))
        lines += text.splitlines()
        asked += found
    return declaration(opening, lines), asked


@st.composite
def statement_texts(
    draw: st.DrawFn, name: str, assets: tuple[str, ...], debts: tuple[str, ...], every: int | None
) -> tuple[str, list[Asked]]:
    """One statement, and what it asks for when that is known."""
    kinds = ["move", "withdraw", "receive", "share", "rebalance", "apply", "if", "group"]
    kind = draw(st.sampled_from(kinds + ["borrow", "repay"] * bool(debts) + ["replace"] * (len(debts) > 1)))
    source, target = draw(st.permutations(assets))[:2]
    money, asked = draw(amounts(name, every))
    if kind == "move":
        return f"move {money} from {source} to {target} as {name}", [asked]
    if kind == "withdraw":
        return f"withdraw {money} from {draw(orders((*assets, *debts)))} as {name}", [asked]
    if kind == "receive":
        return f"receive {money} into {target} as {name}", [asked]
    if kind == "share":
        return f"move {draw(st.integers(-5, 120))}% * {source} from {source} to {target} as {name}", []
    if kind == "group":
        return f"withdraw {money} from all_funds as {name}", [asked]
    if kind == "borrow":
        return f"borrow {money} from {draw(orders(debts))} into {target} as {name}", []
    if kind == "repay":
        repaid = draw(st.sampled_from(["all_loans", " then ".join(draw(st.permutations(debts)))]))
        return f"repay {money} of {repaid} from {source} as {name}", []
    if kind == "replace":
        return f"repay {money} of {debts[0]} from {debts[1]} then {source} as {name}", []
    if kind == "apply":
        rule = draw(
            st.sampled_from([f"harvest({source}, {target})", f"steady({source}, {target}, begin: 500_000 TWD)"])
        )
        return f"apply {rule} as {name}", []
    if kind == "rebalance":
        first = draw(st.integers(0, 100))
        return f"rebalance to {source} {first}%, {target} {100 - first}% as {name}", []
    return (
        f"if {source} > {target} {{\n    move {money} from {source} to {target} as {name}\n"
        f"}} else if {source} > 0 {{\n    withdraw {money} from {source}\n"
        f"}} else {{\n    receive {money} into {source}\n}}"
    ), []


@st.composite
def amounts(draw: st.DrawFn, name: str, every: int | None) -> tuple[str, Asked]:
    """An amount of money, or of money per year, and the same for a test."""
    amount = draw(st.integers(1, 400_000))
    is_per_year = draw(st.booleans())
    is_real = draw(st.booleans())
    text = f"{amount} TWD{'/year' if is_per_year else ''}{' real' if is_real else ''}"
    return text, Asked(name, amount, is_per_year, is_real, every)


def money_formulas(step: str, assets: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Formulas that give money, of every form that looks at one step or at several."""
    window = f"6 {step}s" if step in SHORT else "24 months"
    plain = st.one_of(
        st.sampled_from([*assets, "net_worth", "assets", "all_funds", *(f"{name}.gain" for name in assets)]),
        st.integers(0, 90_000).map(lambda number: f"{number} TWD"),
        st.integers(1, 90_000).map(lambda number: f"nominal({number} TWD real)"),
    )

    def longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        share = st.tuples(inner, inner).map(lambda two: f"({two[0]}) / (abs({two[1]}) + 1 TWD)")
        number = st.one_of(share, st.integers(-200, 200).map(lambda percent: f"({percent}%)"))
        condition = st.one_of(
            st.tuples(inner, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), inner).map(" ".join),
            st.sampled_from([f"{assets[0]}.return > 0", "first", "step > 2", "elapsed >= 1 year", "year(now) > 2010"]),
        )
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-"), inner).map(lambda three: f"({' '.join(three)})"),
            st.tuples(number, inner).map(lambda two: f"{two[0]} * {two[1]}"),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
            st.tuples(condition, inner, inner).map(lambda t: f"(if {t[0]} then {t[1]} else {t[2]})"),
            inner.map(lambda text: f"prev({text}, start: 5 TWD)"),
            inner.map(lambda text: f"cumulative({text})"),
            inner.map(lambda text: f"round({text}, 2)"),
            inner.map(lambda text: f"sum({text}, last: {window})"),
            st.tuples(st.sampled_from(["sum", "mean", "min", "max", "final"]), inner).map(lambda t: f"{t[0]}({t[1]})"),
        )

    return st.recursive(plain, longer, max_leaves=6)


def declaration(head: str, lines: list[str]) -> str:
    """A declaration with its block."""
    return f"{head} {{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"
