"""What a value is: its dimension, the period and the compounding it is quoted in, real or nominal, constant or series.

A number is stored in the unit in which it is quoted: `60萬 TWD/year` is 600,000 with the dimension TWD × time⁻¹ and the
period `year`. Two quantities that meet are brought to one period by an explicit conversion (see `period_factor`), so a
reader of the workbook finds the figures that the plan's writer wrote.
"""

from __future__ import annotations

from plainplan.records import dataclass, replace

TIME = "time"
SHARES = "shares"

# Months and days are two families; a year is twelve months and 365 days where the families meet.
MONTHS_IN = {"year": 12, "quarter": 3, "month": 1}
DAYS_IN = {"week": 7, "day": 1}
PERIODS = (*MONTHS_IN, *DAYS_IN)
MONTHS_IN_YEAR = 12
DAYS_IN_YEAR = 365
BUSINESS_DAYS = 5

_CODES = (
    "AED AUD BRL CAD CHF CNH CNY CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MOP MXN MYR NOK NZD PHP PLN RUB SAR SEK"
    " SGD THB TRY TWD USD VND ZAR"
)
CURRENCIES = frozenset(_CODES.split())

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression.

    `kind` is `quantity`, `boolean`, `date`, `text`, `account` (an account given to a rule), or `unknown` after an
    error, which fits everything so that one mistake is reported once. `powers` maps currencies, `time`, `shares` and
    declared units to whole exponents, sorted by name. `period` is the unit of its time factor (None without one).
    """

    kind: str = "quantity"
    powers: tuple[tuple[str, int], ...] = ()
    period: str | None = None
    is_real: bool = False
    is_series: bool = False
    # Whole numbers are compared exactly (semantics.md, rule 23).
    is_whole: bool = False
    # The literal `0`, which fits every dimension (rule 15).
    is_zero: bool = False
    # A signed literal without a unit, which may become plan-currency money where money is required (rule 15).
    is_bare: bool = False
    # `yearly`, `quarterly`, `monthly`, `daily`: a nominal rate that says how it compounds.
    compounding: str | None = None

    def power(self, base: str) -> int:
        """The exponent of a base, 0 when it is absent."""
        for name, exponent in self.powers:
            if name == base:
                return exponent
        return 0

    @property
    def currency(self) -> str | None:
        """The currency that stands in the dimension, if there is just one."""
        found = [name for name, _ in self.powers if name in CURRENCIES]
        return found[0] if len(found) == 1 else None

    @property
    def is_money(self) -> bool:
        """Whether this is an amount of money: one currency to the power 1 and nothing else."""
        return self.kind == "quantity" and len(self.powers) == 1 and self.powers[0][1] == 1 and bool(self.currency)

    @property
    def is_money_flow(self) -> bool:
        """Whether this is money per time."""
        return (
            self.kind == "quantity"
            and len(self.powers) == 2
            and self.power(TIME) == -1
            and self.currency is not None
            and self.power(self.currency) == 1
        )

    @property
    def is_number(self) -> bool:
        """Whether this is a plain number."""
        return self.kind == "quantity" and not self.powers

    @property
    def is_rate(self) -> bool:
        """Whether this is a number per time."""
        return self.kind == "quantity" and self.powers == ((TIME, -1),)

    @property
    def is_duration(self) -> bool:
        """Whether this is a length of time."""
        return self.kind == "quantity" and self.powers == ((TIME, 1),)

    @property
    def is_unknown(self) -> bool:
        """Whether an error has already been reported for this expression."""
        return self.kind == "unknown"

    def as_series(self, is_series: bool = True) -> Type:
        """The same type along the time axis, or constant."""
        return self if self.is_series == is_series else replace(self, is_series=is_series)

    def plain(self) -> Type:
        """The type without what only a literal or a whole number carries, nor its axis: for comparing and printing."""
        return replace(self, is_series=False, is_whole=False, is_zero=False, is_bare=False, compounding=None)


UNKNOWN = Type("unknown")
NUMBER = Type()
WHOLE = Type(is_whole=True)
BOOLEAN = Type("boolean")
DATE = Type("date", is_whole=True)
TEXT = Type("text")
ACCOUNT = Type("account")


def money(currency: str, is_real: bool = False) -> Type:
    """Money in a currency."""
    return Type(powers=((currency, 1),), is_real=is_real)


def money_per(currency: str, period: str, is_real: bool = False) -> Type:
    """Money per period."""
    return Type(powers=tuple(sorted(((currency, 1), (TIME, -1)))), period=period, is_real=is_real)


def rate_per(period: str) -> Type:
    """A number per period."""
    return Type(powers=((TIME, -1),), period=period)


def duration(period: str) -> Type:
    """A length of time counted in periods."""
    return Type(powers=((TIME, 1),), period=period)


def combine_powers(left: Type, right: Type, sign: int) -> tuple[tuple[str, int], ...]:
    """The powers of left × right (`sign` 1) or left ÷ right (`sign` -1)."""
    powers = dict(left.powers)
    for name, exponent in right.powers:
        powers[name] = powers.get(name, 0) + sign * exponent
    return tuple(sorted((name, exponent) for name, exponent in powers.items() if exponent))


# A dimension variable: a formal `price: a` takes any quantity, the same wherever the letter returns. Among the powers
# of a function's body it stands as a base of its own, which no unit can be called, until a call says what it is.
VARIABLES = {"a": "any a", "b": "any b"}


def variable_of(type_: Type) -> str | None:
    """The dimension variable that a type is, or is per time; None where it has none."""
    return next((name for name, _ in type_.powers if name in VARIABLES.values()), None)


def without_time(type_: Type) -> Type:
    """What a type per time is per time: money of money per month."""
    return replace(type_, powers=tuple(power for power in type_.powers if power[0] != TIME), period=None)


def substitute(type_: Type, meanings: dict[str, Type]) -> Type:
    """The type with what a call gave in the place of its dimension variables."""
    if type_.kind != "quantity" or not any(name in meanings for name, _ in type_.powers):
        return type_
    powers: dict[str, int] = {}
    period, is_real = type_.period, type_.is_real
    for name, exponent in type_.powers:
        found = meanings.get(name, Type(powers=((name, 1),)))
        for base, power in found.powers:
            powers[base] = powers.get(base, 0) + power * exponent
        period, is_real = found.period or period, is_real or found.is_real
    return replace(
        type_,
        powers=tuple(sorted((base, power) for base, power in powers.items() if power)),
        period=period if powers.get(TIME) else None,
        is_real=is_real and any(power and base in CURRENCIES for base, power in powers.items()),
    )


def is_shorter(period: str, other: str) -> bool:
    """Whether one `period` is shorter than one `other`."""
    return days_in(period) < days_in(other)


def days_in(period: str) -> float:
    """The days of a period, of a month a twelfth of a year's."""
    return DAYS_IN.get(period) or MONTHS_IN[period] * DAYS_IN_YEAR / MONTHS_IN_YEAR


def period_factor(period: str, other: str) -> tuple[int, int]:
    """How many `other` make one `period`, as an exact fraction (numerator, denominator).

    `period_factor("year", "month")` is (12, 1); `period_factor("month", "day")` is (365, 12).
    """
    if (period in MONTHS_IN) == (other in MONTHS_IN):
        table = MONTHS_IN if period in MONTHS_IN else DAYS_IN
        return _reduced(table[period], table[other])
    if period in MONTHS_IN:
        return _reduced(MONTHS_IN[period] * DAYS_IN_YEAR, MONTHS_IN_YEAR * DAYS_IN[other])
    numerator, denominator = period_factor(other, period)
    return denominator, numerator


def steps_of(count: float, period: str, step: str) -> float:
    """How many steps of a plan there are in so many periods; a day of a plan of days is one, and a week has five."""
    if step == "day" and period != "day":
        return count * days_in(period) * BUSINESS_DAYS / DAYS_IN["week"]
    numerator, denominator = period_factor(period, step)
    return count * numerator / denominator


def _reduced(numerator: int, denominator: int) -> tuple[int, int]:
    a, b = numerator, denominator
    while b:
        a, b = b, a % b
    return numerator // a, denominator // a


def describe(type_: Type) -> str:
    """The type in a writer's words: `money`, `money per time`, `a rate`, `real money in TWD`, `shares`, `a date`."""
    if type_.kind != "quantity":
        return {"boolean": "a condition", "date": "a date", "text": "text", "account": "an account"}.get(
            type_.kind, "unknown"
        )
    real = "real " if type_.is_real else ""
    for claim, words in (
        (type_.is_number, "a number"),
        (type_.is_money, f"{real}money"),
        (type_.is_money_flow, f"{real}money per time"),
        (type_.is_rate, "a rate"),
        (type_.is_duration, "a length of time"),
        (type_.powers == ((SHARES, 1),), "shares"),
    ):
        if claim:
            return words
    return real + dimension_text(type_)


def dimension_text(type_: Type) -> str:
    """The dimension as a formula: `TWD × time⁻¹`; `number` when there is none."""
    parts = [
        name + (str(exponent).translate(SUPERSCRIPTS) if exponent != 1 else "")
        for name, exponent in sorted(type_.powers, key=lambda item: (item[1] < 0, item[0] == TIME, item[0]))
    ]
    return " × ".join(parts) or "number"


def unit_text(type_: Type) -> str:
    """The unit as the plan writes it: `TWD/year`, `years`, `%/year` is `/year` with the per cent left to the reader."""
    above = [
        (type_.period or TIME) + "s" if name == TIME else name
        for name, exponent in type_.powers
        for _ in range(max(0, exponent))
    ]
    below = [
        (type_.period or TIME) if name == TIME else name.removesuffix("s") if name == SHARES else name
        for name, exponent in type_.powers
        for _ in range(max(0, -exponent))
    ]
    text = " ".join(above) + "".join(f"/{name}" for name in below)
    return text + " real" if type_.is_real and text else text
