"""Which plain numbers are read as percentages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainplan.graph import nodes

SHARE_MEMBERS = ("return", "weight")
# Built-ins whose number is read as a percentage.
RATES = frozenset(
    {"disc", "effect", "intrate", "irr", "mirr", "nominal_rate", "oddfyield", "oddlyield", "rate", "rri"}
    | {"tbilleq", "tbillyield", "xirr", "yield", "yielddisc", "yieldmat"}
)
# Built-ins whose number is read like what they are given.
ALIKE = frozenset({"abs", "average", "max", "median", "min", "sqrt", "stdev.p", "stdev.s"})


def find_shares(graph: nodes.Graph) -> frozenset[int]:
    """The plain numbers that are read as percentages: weights, returns, changes, what is computed from them, what a
    check compares with one, and what an audit row writes or a chart draws beside one.
    """
    shares = {
        quantity.id
        for quantity in graph.quantities
        if quantity.type.is_number and quantity.input is not None and is_per_cent(quantity.input.as_written)
    }
    for account in graph.accounts:
        shares.update(account.members[name] for name in SHARE_MEMBERS if name in account.members)
    shares.update(goal.funded for goal in graph.goals)
    _add_results(graph, shares)
    pairs = [pair for check in graph.checks for pair in _compared(graph, check)]
    pairs += [pair for note in graph.notes for pair in pairwise(note.values)]
    pairs += [pair for chart in graph.charts for pair in pairwise(line.quantity for line in chart.lines)]
    # Twice, since a series may look back at one that stands after it, and a chart draw what an audit row tells.
    for _ in range(2):
        for left, right in pairs:
            for one, other in ((left, right), (right, left)):
                type_ = graph.quantities[one].type
                if other in shares and type_.is_number and not type_.is_whole:
                    shares.update(_read_alike(graph, one))
        _add_results(graph, shares)
    return frozenset(number for number in shares if graph.quantities[number].type.is_number)


def _add_results(graph: nodes.Graph, shares: set[int]) -> None:
    for number in graph.order:
        quantity = graph.quantities[number]
        if quantity.type.is_number and quantity.formula is not None and _is_share(quantity.formula, graph, shares):
            shares.add(number)


def _compared(graph: nodes.Graph, check: nodes.CheckView) -> Iterator[tuple[int, int]]:
    """The two sides of a check, or of each comparison of a check that makes several."""
    if check.left is not None and check.right is not None:
        yield check.left, check.right
        return
    waiting: list[nodes.Formula] = [nodes.Reference(check.holds)]
    while waiting:
        match waiting.pop():
            case nodes.Compare(_, nodes.Reference(left), nodes.Reference(right)):
                yield left, right
            case nodes.Reference(number) if graph.quantities[number].type.kind == "boolean":
                waiting += [part for part in (graph.quantities[number].formula,) if part is not None]
            case nodes.And(operands) | nodes.Or(operands):
                waiting += operands


def _read_alike(graph: nodes.Graph, number: int) -> Iterator[int]:
    """A computed quantity, and what it only repeats: a name, one row of a column, the least or greatest of its rows."""
    while graph.quantities[number].input is None:
        yield number
        match graph.quantities[number].formula:
            case nodes.Reference(quantity) | nodes.At(quantity) | nodes.Aggregate("min" | "max" | "final", quantity):
                number = quantity
            # A figure of an audit row, which is nothing where the row is not written.
            case nodes.If(_, nodes.Reference(quantity), nodes.Constant(0)):
                number = quantity
            case _:
                return


def is_per_cent(as_written: str) -> bool:
    """Whether an input is written in per cent: `5%`, `5%, 8%` or `[5%, 8%]`, a list also line by line with comments."""
    last = as_written.rstrip("] \n")
    if "\n" in last:
        # The last value, without the comma after it and its comment.
        last = last.rpartition("\n")[2].partition("#")[0].rstrip(" ,]")
    return last.endswith("%")


def _is_share(formula: nodes.Formula, graph: nodes.Graph, shares: set[int]) -> bool:
    match formula:
        case nodes.Reference(quantity) | nodes.Aggregate(_, quantity) | nodes.At(quantity) | nodes.Window(_, quantity):
            return quantity in shares
        case nodes.Negate(operand):
            return _is_share(operand, graph, shares)
        case nodes.Whole(quantity):
            return quantity in shares
        case nodes.Call(function) if function in RATES:
            return True
        case nodes.Call(function, options) if function in ALIKE:
            return _any_share(options, graph, shares)
        case nodes.Call("index" | "valid", (values, *_)):
            return _is_share(values, graph, shares)
        case nodes.Sparse("between" | "since", values=values, otherwise=otherwise):
            return any(value in shares for value in values) or (
                otherwise is not None and _is_share(otherwise, graph, shares)
            )
        case nodes.Lag(quantity):
            return quantity in shares
        case nodes.If(_, consequent, alternative):
            return _any_share((consequent, alternative), graph, shares)
        case nodes.Select(_, options) | nodes.Listed(_, options):
            return _any_share(options, graph, shares)
        case nodes.Binary("-", left, nodes.Constant(1)) if _is_change(left, graph):
            return True
        case nodes.Binary("-", nodes.Constant(1), right) if _is_change(right, graph):
            return True
        # What is left of a whole, but not the factor 1 + r.
        case nodes.Binary("-", nodes.Constant(1), right):
            return _is_share(right, graph, shares)
        case nodes.Binary("+" | "-", left, right):
            parts = [part for part in (left, right) if part != nodes.Constant(0)]
            return bool(parts) and all(_is_share(part, graph, shares) for part in parts)
        case nodes.Binary("*", left, right) if _is_share(left, graph, shares) and _is_share(right, graph, shares):
            return True
        case nodes.Binary("^", left, _):
            return _is_share(left, graph, shares)
        case nodes.Binary("/", left, right):
            return _is_share(left, graph, shares) and not _is_share(right, graph, shares)
        case nodes.Binary("*", left, right):
            return _is_rate_over_time(left, right, graph) or _is_rate_over_time(right, left, graph)
    return False


def _is_change(formula: nodes.Formula, graph: nodes.Graph) -> bool:
    """Whether a formula is an amount over another of its kind, or a power of that: less 1, how far it has moved."""
    match formula:
        case nodes.Reference(quantity) if graph.quantities[quantity].is_helper:
            part = graph.quantities[quantity].formula
            return part is not None and _is_change(part, graph)
        case nodes.Binary("^", base, _):
            return _is_change(base, graph)
        case nodes.Binary("/", over, under):
            kinds = [_powers(side, graph) for side in (over, under)]
            return kinds[0] is not None and kinds[0] == kinds[1]
    return False


def _powers(formula: nodes.Formula, graph: nodes.Graph) -> tuple[tuple[str, int], ...] | None:
    """The dimension of what a formula names, or of money that is added up or multiplied by numbers."""
    match formula:
        case nodes.Reference(quantity) | nodes.Aggregate(_, quantity) | nodes.At(quantity) | nodes.Lag(quantity):
            found = graph.quantities[quantity]
            # Half of a number is no change of it.
            is_written = found.axis == nodes.SCALAR and found.input is not None and found.input.origin == "literal"
            return None if is_written and found.type.is_number else found.type.powers
        case nodes.Binary("+" | "-" | "*", left, right):
            # A number in it has none, or may be written.
            kinds = {kind for kind in (_powers(left, graph), _powers(right, graph)) if kind}
            return kinds.pop() if len(kinds) == 1 else None
    return None


def _any_share(options: tuple[nodes.Formula, ...], graph: nodes.Graph, shares: set[int]) -> bool:
    return any(_is_share(option, graph, shares) for option in options)


def _is_rate_over_time(left: nodes.Formula, right: nodes.Formula, graph: nodes.Graph) -> bool:
    match left, right:
        case nodes.Reference(rate), nodes.Reference(time):
            return graph.quantities[rate].type.is_rate and graph.quantities[time].type.is_duration
    return False
