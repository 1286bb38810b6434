"""Lowers calls with keyed arguments: small tables of inputs, read by year, by date, by value, or as tax brackets."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import DATE, WHOLE, Type
from plainplan.graph.asked import where_asked
from plainplan.graph.builder import ZERO, minus, plus
from plainplan.graph.context import Condition, Context, Scope
from plainplan.graph.expressions import in_arm, lower, lower_as, materialise, step_of
from plainplan.graph.literals import NO_NOTES, is_literal, lower_input, plain_input
from plainplan.graph.nodes import And, Compare, Formula, If, InputTable, Reference, Sparse
from plainplan.records import dataclass
from plainplan.syntax import nodes


def _split(node: nodes.Call) -> tuple[list[nodes.Argument], nodes.Expression | None]:
    """The keyed rows, and the value of `otherwise`."""
    rows = [a for a in node.arguments if a.key is not None and not _is_otherwise(a)]
    last = [a.value for a in node.arguments if _is_otherwise(a)]
    return rows, last[0] if last else None


def _is_otherwise(argument: nodes.Argument) -> bool:
    return isinstance(argument.key, nodes.Name) and argument.key.name == "otherwise"


def _otherwise(context: Context, node: nodes.Expression | None, scope: Scope, target: Type) -> Formula | None:
    return None if node is None else lower_as(context, node, scope, target)


def _cell(context: Context, node: nodes.Expression, scope: Scope, target: Type, name: str, block: str) -> Reference:
    """One cell of a table: an input when the plan writes a literal, else a formula."""
    type_ = context.type_of(node)
    is_plain = not type_.compounding and (type_.period == target.period or type_.is_zero)
    if is_literal(context, node) and is_plain:
        return lower_input(
            context, node, name, f"{scope.label} {node.span.text}", _typed(type_, target), block, "literal", NO_NOTES
        )
    formula = lower_as(context, node, scope, target)
    if isinstance(formula, Reference):
        return context.builder.add(name, scope.label, plain_input(target), block, formula, node.span)
    return context.builder.add(
        name, f"{scope.label} {context.words.code(node)}", plain_input(target), block, formula, node.span
    )


def _typed(type_: Type, target: Type) -> Type:
    return target if type_.is_zero or type_.is_bare else type_


def _open_table(context: Context, node: nodes.Call, scope: Scope) -> tuple[str, str]:
    count = context.literal_counts.get(f"{scope.owner} table", 0) + 1
    context.literal_counts[f"{scope.owner} table"] = count
    key = f"{scope.owner}.{_name(node)}" + (f" {count}" if count > 1 else "")
    return key, context.builder.block(
        f"table {key}", "inputs", f"{scope.label} {context.words.code(node.function)}", node.span
    )


def _name(node: nodes.Call) -> str:
    assert isinstance(node.function, nodes.Name)
    return node.function.name


def _has_series_value(context: Context, rows: list[nodes.Argument]) -> bool:
    return any(context.type_of(row.value).is_series for row in rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """A keyed row as cells: where it begins, what stands between (its end, or its increment), its value."""

    key: Reference
    upper: Reference | None
    value: Reference


def _table(
    context: Context,
    node: nodes.Call,
    scope: Scope,
    kind: str,
    types: tuple[Type, Type],
    make_row: Callable[[int, nodes.Argument, _Row | None, str, str], _Row],
) -> InputTable:
    """The table of a call. One of plain numbers is made once, however often its function is called."""
    identity = (id(node), plain_input(types[0]), plain_input(types[1]))
    found = context.tables.get(identity)
    if found is not None:
        return found
    arguments, _ = _split(node)
    key, block = _open_table(context, node, scope)
    rows: list[_Row] = []
    for position, argument in enumerate(arguments, 1):
        rows.append(make_row(position, argument, rows[-1] if rows else None, key, block))
    table = InputTable(
        key,
        f"{scope.label} {context.words.code(node.function)}",
        kind,
        tuple(row.key.quantity for row in rows),
        tuple(row.upper.quantity for row in rows if row.upper is not None),
        tuple(row.value.quantity for row in rows),
        node.span,
    )
    context.builder.graph.tables.append(table)
    if all(_is_plain(context, argument) for argument in arguments):
        context.tables[identity] = table
    return table


def _is_plain(context: Context, row: nodes.Argument) -> bool:
    ends = (row.key.low, row.key.high) if isinstance(row.key, nodes.Range) else (row.key,)
    return all(cell is not None and is_literal(context, cell) for cell in (*ends, row.value))


def _by_year(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    rows, last = _split(node)
    target = context.type_of(node)
    if _has_series_value(context, rows):
        return _chain(context, rows, last, scope, target, lambda row: _is_in_year(context, row, scope))

    def make_row(position: int, row: nodes.Argument, before: _Row | None, key: str, block: str) -> _Row:
        low, high = (row.key.low, row.key.high) if isinstance(row.key, nodes.Range) else (row.key, row.key)
        assert low is not None
        assert high is not None
        begin = _cell(context, low, scope, WHOLE, f"{key}.from{position}", block)
        if high is low:
            # One year: its row ends where it begins, so that changing the one cell moves the whole row.
            end = context.builder.add(f"{key}.to{position}", scope.label, WHOLE, block, begin, row.span)
        else:
            end = _cell(context, high, scope, WHOLE, f"{key}.to{position}", block)
        return _Row(begin, end, _cell(context, row.value, scope, target, f"{key}.value{position}", block))

    table = _table(context, node, scope, "between", (WHOLE, target), make_row)
    return _sparse(table, context.known["year"], _otherwise(context, last, scope, target))


def _is_in_year(context: Context, row: nodes.Argument, scope: Scope) -> Formula:
    year = context.known["year"]
    if isinstance(row.key, nodes.Range):
        low, high = lower(context, row.key.low, scope), lower(context, row.key.high, scope)
        return And((Compare(">=", year, low, None), Compare("<=", year, high, None)))
    assert row.key is not None
    return Compare("=", year, lower(context, row.key, scope), None)


def _by_date(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """The value at the step that contains the date."""
    rows, last = _split(node)
    target = context.type_of(node)

    def step_at(date: nodes.Expression) -> Formula:
        return step_of(context, lower(context, date, scope), scope)

    def is_now(row: nodes.Argument) -> Formula:
        assert row.key is not None
        step = context.known["step"]
        if isinstance(row.key, nodes.Range):
            low, high = step_at(row.key.low), step_at(row.key.high)
            return And((Compare(">=", step, low, None), Compare("<=", step, high, None)))
        return Compare("=", step, step_at(row.key), None)

    return _chain(context, rows, last, scope, target, is_now)


def _since(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """The value of the last date that the step has reached."""
    return _steps(context, node, scope, context.known["date_end"], DATE)


def _lookup(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """The value of the greatest key that is not above the argument."""
    argument = node.arguments[0].value
    type_ = context.type_of(argument)
    at = lower(context, argument, scope)
    if type_.kind == "quantity" and not type_.is_whole:
        # A key is reached by what counts as equal to it (rule 23).
        at = plus(at, context.known["tolerance" if type_.currency is None else "money_tolerance"])
    return _steps(context, node, scope, at, type_)


def _steps(context: Context, node: nodes.Call, scope: Scope, at: Formula, key_type: Type) -> Formula:
    rows, last = _split(node)
    target = context.type_of(node)
    if _has_series_value(context, rows):

        def is_reached(row: nodes.Argument) -> Formula:
            assert row.key is not None
            return Compare(">=", at, lower_as(context, row.key, scope, key_type), None)

        return _chain(context, list(reversed(rows)), last, scope, target, is_reached)

    def make_row(position: int, row: nodes.Argument, before: _Row | None, key: str, block: str) -> _Row:
        assert row.key is not None
        begin = _cell(context, row.key, scope, key_type, f"{key}.key{position}", block)
        return _Row(begin, None, _cell(context, row.value, scope, target, f"{key}.value{position}", block))

    table = _table(context, node, scope, "since", (key_type, target), make_row)
    return _sparse(table, at, _otherwise(context, last, scope, target))


def _brackets(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    argument = node.arguments[0].value
    type_ = context.type_of(argument)
    label = f"{scope.label} {context.words('increment')}"

    def make_row(position: int, row: nodes.Argument, before: _Row | None, key: str, block: str) -> _Row:
        assert row.key is not None
        begin = _cell(context, row.key, scope, type_, f"{key}.key{position}", block)
        share = _cell(context, row.value, scope, Type(), f"{key}.value{position}", block)
        step = minus(share, ZERO if before is None else before.value)
        increment = context.builder.add(f"{key}.increment{position}", label, Type(), block, step, row.span)
        return _Row(begin, increment, share)

    table = _table(context, node, scope, "brackets", (type_, Type()), make_row)
    at = where_asked(context, lower(context, argument, scope), scope)
    return _sparse(table, materialise(context, at, scope, type_), None)


def _choose(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    rows, last = _split(node)

    def holds(row: nodes.Argument) -> Formula:
        assert row.key is not None
        return lower(context, row.key, scope)

    return _chain(context, rows, last, scope, context.type_of(node), holds)


def _chain(
    context: Context,
    rows: list[nodes.Argument],
    last: nodes.Expression | None,
    scope: Scope,
    target: Type,
    holds: Callable[[nodes.Argument], Formula],
) -> Formula:
    """The value of the first row that holds."""
    found: list[tuple[Condition, Formula]] = []
    for row in rows:
        condition = Condition(holds(row))
        found.append((condition, lower_as(context, row.value, in_arm(scope, condition), target)))
        scope = in_arm(scope, condition, is_otherwise=True)
    whole: Formula = ZERO if last is None else lower_as(context, last, scope, target)
    for condition, value in reversed(found):
        whole = If(condition.test, value, whole)
    return whole


def _sparse(table: InputTable, at: Formula, otherwise: Formula | None) -> Sparse:
    return Sparse(table.kind, at, table.key, table.keys, table.uppers, table.values, otherwise)


KEYED: dict[str, Callable[[Context, nodes.Call, Scope], Formula]] = {
    "brackets": _brackets,
    "by_date": _by_date,
    "by_year": _by_year,
    "choose": _choose,
    "lookup": _lookup,
    "since": _since,
}
