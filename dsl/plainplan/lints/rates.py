"""Rates whose `%` was forgotten: `7/year` is 700 % a year."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.model import Model
from plainplan.check.words import PERIOD_WORDS
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import MONTHS_IN, MONTHS_IN_YEAR
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part
from plainplan.syntax import nodes

# A rate of a hundred per cent a year and more is seldom meant, and then it is written `100%/year`; of a day or a week
# it has to be so much in itself.
LEAST_DOUBTED = 1.0


def find_rates(model: Model) -> Iterator[Diagnostic]:
    """A warning for each, where the plan declares rates: in params, properties and scenarios.

    In a formula `12/year` may be how often something happens.
    """
    for declaration in model.declarations:
        for value in _declared(declaration):
            for part in every_part(value):
                yield from _of_rate(model, part)


def _declared(declaration: nodes.Declaration) -> Iterator[nodes.Expression]:
    match declaration:
        case nodes.Param(value=value, properties=properties):
            yield value
            yield from (item.value for item in properties if item.name.name == "range")
        case nodes.Account(properties=properties) | nodes.Plan(properties=properties):
            yield from (item.value for item in properties)
        case nodes.Scenario(items=items):
            yield from (item.value for item in items if isinstance(item, nodes.Overlay))


def _of_rate(model: Model, node: nodes.Expression) -> Iterator[Diagnostic]:
    match node:
        case nodes.Binary(
            operator="/", left=nodes.Number(unit=None, text=text, value=value), right=nodes.Name() as period
        ):
            type_ = model.types.get(id(node))
            times = MONTHS_IN_YEAR / MONTHS_IN.get(PERIOD_WORDS.get(period.name, ""), MONTHS_IN_YEAR)
            if (
                value * times >= LEAST_DOUBTED
                and not text.endswith(("%", "bp"))
                and type_ is not None
                and type_.is_rate
            ):
                message = f"`{node.span.text}` is {value * 100:,.10g}% a {period.name}"
                help = f"write `{text}%/{period.span.text}`"
                yield reported("percentage-point", message, node.span, help=help)
