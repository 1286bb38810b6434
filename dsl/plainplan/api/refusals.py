"""Where a plan gives an applied rule what the rule refuses by `valid`."""

from __future__ import annotations

from plainplan.graph.nodes import Call, Formula, Graph, GraphBlock
from plainplan.graph.operands import direct_reads, walk
from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.evaluate.causes import Cause
    from plainplan.source import Span


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused: `line` of `broker`, or the application as a whole, and where the plan writes it."""

    name: str
    span: Span


def find_refusal(graph: Graph, cause: Cause) -> Refusal | None:
    """The argument, or the application, whose value makes a figure inside a rule say that it has none."""
    if cause.key != "said":
        return None
    figure = graph.quantities[cause.quantity]
    applied = [block for block in graph.blocks if _owner(block) and block.span and not block.span.source.is_library]
    blocks = [block for block in applied if figure.name.startswith(f"{_owner(block)}.")]
    if not blocks or figure.formula is None:
        return None
    block = blocks[0]
    assert block.span is not None
    conditions = [
        part.arguments[1] for part in walk(figure.formula) if isinstance(part, Call) and len(part.arguments) == 3
    ]
    given = {number for condition in conditions[:1] for number in _given(graph, condition, block.span)}
    if len(given) != 1:
        return Refusal(f"`{_owner(block)}`", block.span)
    argument = graph.quantities[given.pop()]
    name = argument.name.removeprefix(f"{_owner(block)}.").partition("#")[0]
    return Refusal(f"`{name}` of `{_owner(block)}`", argument.span or block.span)


def _owner(block: GraphBlock) -> str:
    kind, _, owner = block.key.partition(" ")
    return owner if kind == "rule" else ""


def _given(graph: Graph, formula: Formula, span: Span) -> set[int]:
    """The arguments of an application that a formula rests on."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [formula]
    while waiting:
        reads = [number for part in walk(waiting.pop()) for number in direct_reads(part)]
        for number in reads:
            if number in seen:
                continue
            seen.add(number)
            quantity = graph.quantities[number]
            place = quantity.span
            if place is not None and place.source is span.source and span.start < place.start and place.end <= span.end:
                found.add(number)
            elif quantity.formula is not None:
                waiting.append(quantity.formula)
    return found
