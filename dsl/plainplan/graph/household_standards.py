"""A ratio with its standard value, its alert value and its light.

A standard is a blue cell: what is at least as good is green, what is worse than the alert value red, what lies between
yellow. A light is 3, 2 or 1, and 0 where a ratio does not apply, because there is nothing to divide by; the
ratio is then beyond every line, which is shown as a dash.
"""

from __future__ import annotations

from plainplan.dimensions import NUMBER, WHOLE, Type, duration
from plainplan.graph.builder import ONE, ZERO, divided, plus
from plainplan.graph.household_period import Household
from plainplan.graph.nodes import Compare, Formula, If, InputFacts, Or, StatementLine
from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """What is good, from where on a ratio is red, and whether more of it is better; `source` is a key of the words."""

    good: float
    limit: float
    is_more_better: bool
    source: str = "practice"
    unit: str = "share"


STANDARDS = {
    "debt": Standard(0.5, 0.6, False),
    "self_use_leverage": Standard(0.7, 0.8, False),
    "investment_leverage": Standard(0.3, 0.5, False),
    "consumption_leverage": Standard(0.5, 1.0, False),
    "productive": Standard(0.4, 0.2, True),
    "months_by_deposits": Standard(3.0, 1.0, True, "text", "months"),
    "months_by_sale": Standard(6.0, 3.0, True, "text", "months"),
    "months_by_worth": Standard(12.0, 6.0, True, "text", "months"),
    "work_savings": Standard(0.2, 0.1, True),
    "total_savings": Standard(0.2, 0.1, True),
    "debt_service": Standard(0.3, 0.4, False),
    "interest_cover": Standard(3.0, 1.5, True, unit="number"),
    "freedom": Standard(1.0, 0.5, True, "text"),
    "margin": Standard(0.2, 0.0, True),
    "achievement": Standard(1.0, 0.5, True, "text", "number"),
    "catastrophe": Standard(1.0, 0.5, True, "text", "number"),
}
UNITS: dict[str, Type] = {"share": NUMBER, "number": NUMBER, "months": duration("month")}


def plain_ratio(household: Household, key: str, part: Formula, whole: Formula) -> StatementLine:
    """A ratio that is no better for being greater or smaller."""
    tolerance = household.context.known["money_tolerance"].quantity
    label = household.words(key)
    found = If(Compare(">", whole, ZERO, tolerance), divided(part, whole), ZERO)
    value = household.cell(f"ratio.{key}", label, found, NUMBER)
    return StatementLine(label, "line", (value.quantity,), "share")


def ratio(household: Household, key: str, part: Formula, whole: Formula) -> StatementLine:
    """A ratio, its two standard values and its light."""
    words, standard = household.words, STANDARDS[key]
    label, type_ = words(key), UNITS[standard.unit]
    known = household.context.known
    tolerance = known["money_tolerance"].quantity
    name = f"ratio.{key}"
    is_there = Compare(">", whole, ZERO, tolerance)
    divides = household.helper(household.flag(f"{name}.divides", words.of(label, "applies"), is_there))
    applies = divides
    # Beyond every line, and shown as a dash.
    nothing = household.context.builder.number(9.99e307, "nothing_owed")
    if not standard.is_more_better:
        # A debt without anything to stand against is beyond every line.
        is_owed = Compare(">", part, ZERO, tolerance)
        owes = household.helper(household.flag(f"{name}.owes", words.of(label, "applies"), is_owed))
        applies = household.helper(household.flag(f"{name}.applies", words.of(label, "applies"), Or((divides, owes))))
    value = household.cell(name, label, If(divides, divided(part, whole), nothing), type_)
    marks = [
        household.input(f"{name}.{word}", words.of(label, word), type_, _facts(household, standard, number))
        for word, number in (("good", standard.good), ("limit", standard.limit))
    ]
    operator = ">=" if standard.is_more_better else "<="
    passed = [
        household.helper(
            household.flag(
                f"{name}.{word}_passed",
                words.of(label, word),
                Compare(operator, value, mark, known["tolerance"].quantity),
            )
        )
        for word, mark in zip(("good", "limit"), marks, strict=True)
    ]
    light = household.cell(
        f"{name}.light", words.of(label, "light"), If(applies, plus(plus(ONE, passed[0]), passed[1]), ZERO), WHOLE
    )
    cells = (value.quantity, marks[0].quantity, marks[1].quantity, light.quantity)
    return StatementLine(label, "ratio", cells, standard.unit)


def _facts(household: Household, standard: Standard, value: float) -> InputFacts:
    texts = {"share": f"{value * 100:g}%", "number": f"{value:g}", "months": f"{value:g} months"}
    note = household.words(f"note.{standard.source}")
    return InputFacts(value, texts[standard.unit], True, "default", source_note=note)
