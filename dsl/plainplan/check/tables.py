"""Tables and grids: their columns are names of their own, typed in whatever order they stand."""

from __future__ import annotations

from plainplan.check.collect import check_name, report_duplicate
from plainplan.check.context import Binding, Context, Place
from plainplan.check.headers import GREATEST_ROWS, read_header
from plainplan.check.model import Header
from plainplan.check.symbols import force
from plainplan.diagnostics import Label
from plainplan.dimensions import Type
from plainplan.records import replace
from plainplan.source import Span
from plainplan.syntax import nodes

# What the cells of a grid are called after the dot.
CELL = "cell"
GREATEST_COLUMNS = 1_000


def collect_columns(context: Context, owner: Binding) -> None:
    """Give the binding of a table or a grid its columns, which see each other."""
    columns: list[tuple[nodes.Name, nodes.Node]] = []
    match owner.node:
        case nodes.Table(columns=lines):
            columns = [(line.name, line) for line in lines]
        case nodes.Grid(rows=rows, columns=across):
            columns = [(rows.name, rows), (across.name, across)]
    for name, line in columns:
        binding = Binding("column", name.name, line, name.span)
        first = owner.members.setdefault(name.name, binding)
        if first is not binding:
            assert first.span is not None
            report_duplicate(context, name.name, name.span, first.span)
            continue
        check_name(context, name.name, name.span)
        context.locals.append(binding)
    place = Place("table", owner.node, columns=dict(owner.members))
    for binding in owner.members.values():
        binding.place = place
    if isinstance(owner.node, nodes.Grid):
        _collect_cells(context, owner, owner.node, place)


def _collect_cells(context: Context, owner: Binding, grid: nodes.Grid, place: Place) -> None:
    head = owner.members.get(CELL)
    if head is None:
        owner.members[CELL] = Binding("column", CELL, grid, grid.cell.span, place)
    else:
        context.report("reserved-name", f"`{CELL}` is what a grid calls its cells", head.span)


def type_column(context: Context, binding: Binding) -> Type:
    """The type of a line of a table or a grid: all but a total varies from row to row."""
    match binding.node:
        case nodes.TableColumn(is_header=True) | nodes.GridAxis() as line:
            return read_header(context, line)
        case nodes.TableColumn(value=value, is_total=is_total):
            own = context.infer(value, binding.place)
        case nodes.Grid(cell=cell):
            own, is_total = context.infer(cell, binding.place), False
        case _:
            raise AssertionError(binding.node)
    return own if own.is_unknown else replace(own, is_zero=False, is_bare=False, is_series=not is_total)


def check_table(context: Context, table: nodes.Table | nodes.Grid) -> None:
    """Type every column of a table or a grid, and hold its headers against each other."""
    owner = context.names.get(table.name.name)
    if owner is None or owner.node is not table:
        return
    for name, binding in owner.members.items():
        context.model.columns[f"{owner.name}.{name}"] = force(context, binding, None)
    if isinstance(table, nodes.Grid):
        _check_size(context, table)
    else:
        _check_headers(context, table)


def _check_headers(context: Context, table: nodes.Table) -> None:
    if len(table.columns) > GREATEST_COLUMNS:
        context.report(
            "too-many-columns",
            f"`{table.name.name}` has {len(table.columns):,} columns, and a table has at most {GREATEST_COLUMNS:,}",
            table.name.span,
        )
    lines = [line for line in table.columns if line.is_header]
    if not lines:
        context.report(
            "missing-header",
            f"the table `{table.name.name}` has no header, which says what its rows are",
            table.name.span,
            help="write `t in 1..3` as its first line",
        )
        return
    read = [(line, header) for line in lines if (header := context.model.headers.get(id(line))) is not None]
    for line, header in read[1:]:
        first_line, first = read[0]
        if header.length == first.length and _share_rows(header, first):
            continue
        context.report(
            "headers-differ",
            f"`{line.name.name}` has {_rows_of(header)}, and `{first_line.name.name}` has {_rows_of(first)}",
            line.value.span,
            labels=(Label(first_line.value.span, _rows_of(first)),),
        )


def _share_rows(header: Header, first: Header) -> bool:
    return not header.data or not first.data or header.data == first.data


def _rows_of(header: Header) -> str:
    if header.data:
        return f"the {header.length:,} rows of `{header.data}`"
    return f"{header.length:,} row{'s' if header.length != 1 else ''}"


def _check_size(context: Context, grid: nodes.Grid) -> None:
    headers = [context.model.headers.get(id(axis)) for axis in (grid.rows, grid.columns)]
    rows, columns = (header.length if header is not None else 0 for header in headers)
    if rows * columns > GREATEST_ROWS:
        keyword: Span = grid.span._replace(end=grid.span.start + len("grid"))
        context.report(
            "too-many-rows",
            f"{rows:,} rows of {columns:,} make {rows * columns:,} cells, and a grid has at most {GREATEST_ROWS:,}",
            keyword,
        )
