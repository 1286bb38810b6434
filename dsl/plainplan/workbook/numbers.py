"""How the numbers of a quantity look: its format and the words of its unit."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.dimensions import SHARES, TIME, Type
from plainplan.graph import nodes
from plainplan.workbook.wording import Wording

# Parentheses for what is below zero, a dash for nothing; `_)` keeps the digits in line.
MONEY = r"#,##0_);[Red]\(#,##0\);\-_)"
MONEY_EXACT = r"#,##0.00_);[Red]\(#,##0.00\);\-_)"
PER_CENT = "0.00%_)"
# Of what is less than a hundredth, such as a variance, two decimals would say too little.
PER_CENT_FINE = "0.0000%_)"
# An input shows every digit that its writer gave.
PER_CENT_EXACT = "0.00####%_)"
WHOLE = "#,##0_)"
# A ratio to nothing is a number beyond all others, and reads as a dash.
A_RATIO_TO_NOTHING = 1e15
# A number in the second of two sections has no sign, so that what is below zero needs one of its own.
NUMBER = r'[>=1000000000000000]"—"_);[<0]\-#,##0.00_);#,##0.00_)'
FACTOR = NUMBER.replace("0.00", "0.0000")
FACTOR_FINE = NUMBER.replace("0.00", "0.000000")
# What leaves an account is less than nothing, but no cause for alarm.
FLOW = MONEY.replace("[Red]", "")
NUMBER_EXACT = "#,##0.00########_)"
DATE = "yyyy-mm-dd_)"
# No date: the check never failed.
DATE_OR_NONE = 'yyyy-mm-dd_);;"—"_)'
PLAIN = "0_)"
TEXT = "@"
# Each shows all that those before it show.
EXACTNESS = (PLAIN, WHOLE, MONEY, MONEY_EXACT, PER_CENT_EXACT, NUMBER_EXACT)
LIGHT = '[=1]"✓";[=0]"✗";General'


def number_format(type_: Type, is_share: bool) -> str:
    """The format of a computed number."""
    match type_.kind:
        case "boolean":
            return PLAIN
        case "date":
            return DATE
        case "text":
            return "General"
    if type_.is_money or type_.is_money_flow:
        return MONEY
    if type_.is_rate or is_share:
        return PER_CENT
    if type_.is_whole:
        return PLAIN
    return NUMBER


def input_format(type_: Type, is_share: bool, value: nodes.InputValue) -> str:
    """The format of an input, which hides none of the digits that its writer gave; a column of them has one."""
    if isinstance(value, tuple):
        found = {input_format(type_, is_share, one) for one in value if one == one}
        exact = [number_format for number_format in EXACTNESS if number_format in found]
        # Dates, texts and flags have one format each.
        return exact[-1] if exact else max(found, default=PLAIN)
    if isinstance(value, str):
        return TEXT
    match type_.kind:
        case "boolean":
            return PLAIN
        case "date":
            return DATE
    if type_.is_rate or is_share:
        return PER_CENT_EXACT
    if value == int(value) and abs(value) < 1e15:
        if type_.is_money or type_.is_money_flow:
            return MONEY
        # A year is no amount: it has no comma.
        return PLAIN if abs(value) < 10_000 else WHOLE
    return MONEY_EXACT if type_.is_money and round(value, 2) == value else _small(value)


def _small(value: float) -> str:
    # 0.0000000001 would be shown as nothing, and 1e300 as ###.
    return NUMBER_EXACT if value == 0 or 1e-6 <= abs(value) < 1e15 else "0.00E+00_)"


def unit_words(type_: Type, is_share: bool, wording: Wording) -> str:
    """The unit of a quantity for its column: `TWD`, `TWD/年`, `%/年`, `年`."""
    match type_.kind:
        case "boolean":
            return wording("unit_flag")
        case "date":
            return wording("unit_date")
        case "text":
            return ""
    if is_share:
        return wording("unit_per_cent")
    if type_.is_rate:
        return wording(f"unit_per_{type_.period}") if type_.period else wording("unit_per_cent")
    text = "".join(_factors(type_, wording))
    return f"{text} {wording('unit_real')}" if type_.is_real and text else text


def _factors(type_: Type, wording: Wording) -> Iterator[str]:
    above = [(name, power) for name, power in type_.powers if power > 0]
    below = [(name, -power) for name, power in type_.powers if power < 0]
    yield "·".join(_unit_name(name, type_.period, wording, not below) + _power(power) for name, power in above)
    for name, power in below:
        yield "/" + _unit_name(name, type_.period, wording, False) + _power(power)


def _unit_name(name: str, period: str | None, wording: Wording, is_plural: bool) -> str:
    if name == TIME:
        return wording.get(f"unit_{period}{'s' if is_plural else ''}", period or TIME)
    if name == SHARES:
        return wording("unit_shares" if is_plural else "unit_share")
    return name


def _power(power: int) -> str:
    return "" if power == 1 else f"^{power}"
