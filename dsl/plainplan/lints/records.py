"""Records that are counted while they only keep their value."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import PERIODS, is_shorter
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_expressions
from plainplan.syntax import nodes

COUNTING = ("sum", "mean", "cumulative")


def find_kept(model: Model) -> Iterator[Diagnostic]:
    """A warning for each sum of a formula of a record whose block runs once in several steps.

    A record by its own name is counted once for each time it is made; in a formula its value stands in every step.
    """
    seldom = _made_seldom(model)
    if not seldom:
        return
    for expression in written_expressions(model):
        for part in every_part(expression):
            match part:
                case nodes.Call(
                    function=nodes.Name(name=name), arguments=(nodes.Argument(key=None, value=value), *rest)
                ):
                    is_several = any(argument.key is None for argument in rest)
                    if name not in COUNTING or is_several or _record_of(model, value) is not None:
                        continue
                    yield from _kept_within(model, value, seldom)


def _kept_within(model: Model, value: nodes.Expression, seldom: dict[int, nodes.Block]) -> Iterator[Diagnostic]:
    for part in every_part(value):
        made = _record_of(model, part)
        if made is not None and made in seldom:
            block = seldom[made]
            message = f"`{part.span.text}` keeps its value between two runs of its block, and counts in every step here"
            assert block.period is not None
            yield reported("kept-record", message, part.span, (Label(block.period.span, "how often it is made"),))
            return


def _record_of(model: Model, node: nodes.Expression) -> int | None:
    """The record, or the application that makes it, by `id`; None for what is no record."""
    match node:
        case nodes.Name():
            symbol = model.symbols.get(id(node))
            return id(symbol.node) if symbol is not None and symbol.kind == "record" else None
        case nodes.Member(object=nodes.Name() as owner):
            symbol = model.symbols.get(id(owner))
            return id(symbol.node) if symbol is not None and symbol.kind == "application" else None
        case _:
            return None


def _made_seldom(model: Model) -> dict[int, nodes.Block]:
    """The records and applications of blocks of a period that is longer than the step, by `id`."""
    found: dict[int, nodes.Block] = {}
    for block in model.declarations:
        if not isinstance(block, nodes.Block) or block.keyword != "each" or block.period is None:
            continue
        if block.period.name in PERIODS and is_shorter(model.facts.step, block.period.name):
            for statement in statements_of(block.body):
                if isinstance(statement, nodes.Record | nodes.Apply):
                    found[id(statement)] = block
    return found
