"""Lowers tables and grids: a column is one quantity along the rows, the cells of a grid one along both its heads."""

from __future__ import annotations

from plainplan.builtins import BUILTINS
from plainplan.check.model import Header
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.lists import define_listed, is_written_out, list_facts
from plainplan.graph.nodes import Axis, InputFacts, Reference
from plainplan.source import Span
from plainplan.syntax import nodes


def allocate_tables(context: Context) -> None:
    """A row of the graph for every column, total and cell, so that formulas may read them in any order."""
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Table):
            _allocate_table(context, declaration)
        elif isinstance(declaration, nodes.Grid):
            _allocate_grid(context, declaration)


def define_tables(context: Context) -> None:
    """The values and formulas of all tables and grids."""
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Table):
            for line in declaration.columns:
                header = context.model.headers.get(id(line))
                if header is None:
                    _define(context, declaration, line.name.name, line.value)
                else:
                    _define_header(context, declaration, line.name.name, header, line.value.span)
        elif isinstance(declaration, nodes.Grid):
            for axis in (declaration.rows, declaration.columns):
                header = context.model.headers[id(axis)]
                _define_header(context, declaration, axis.name.name, header, axis.values.span)
            _define(context, declaration, CELL, declaration.cell)


# What the cells of a grid are called after the dot.
CELL = "cell"


def _allocate_table(context: Context, table: nodes.Table) -> None:
    name, title = table.name.name, table.label or table.name.name
    headers = [header for line in table.columns if (header := context.model.headers.get(id(line))) is not None]
    # A table over a data file has the rows of the file, so that all its columns can be read.
    axis = next((header.data for header in headers if header.data), name)
    block = context.builder.block(f"table {name}", "tables", title, table.span, axis)
    context.builder.axis(axis, title, headers[0].length, block)
    for line in table.columns:
        _allocate(context, f"{name}.{line.name.name}", line.label or line.name.name, block, axis, line.span)


def _allocate_grid(context: Context, grid: nodes.Grid) -> None:
    name, title = grid.name.name, grid.label or grid.name.name
    block = context.builder.block(f"grid {name}", "tables", title, grid.span, name)
    rows, columns = f"{name}.rows", f"{name}.cols"
    lengths = [context.model.headers[id(axis)].length for axis in (grid.rows, grid.columns)]
    axes = context.builder.graph.axes
    axes[rows], axes[columns] = Axis(rows, title, lengths[0], None), Axis(columns, title, lengths[1], None)
    axes[name] = Axis(name, title, lengths[0] * lengths[1], None, rows, columns)
    for axis, key in ((grid.rows, rows), (grid.columns, columns)):
        _allocate(context, f"{name}.{axis.name.name}", axis.label or axis.name.name, block, key, axis.span)
    _allocate(context, f"{name}.{CELL}", grid.cell_label or title, block, name, grid.cell.span)


def _allocate(context: Context, name: str, label: str, block: str, axis: str, span: Span) -> None:
    type_ = context.model.columns[name].type
    if type_.is_series:
        context.definitions[name] = context.builder.column(name, label, type_, block, axis, span)
    else:
        context.definitions[name] = context.builder.allocate(name, label, type_, block, span)


def _scope(context: Context, table: nodes.Table | nodes.Grid, column: str, span: Span) -> Scope:
    quantity = context.builder.graph.quantities[context.definitions[f"{table.name.name}.{column}"]]
    axis = next(block.axis for block in context.builder.graph.blocks if block.key == quantity.block)
    return Scope(quantity.name, quantity.label, quantity.block, span, axis=axis)


def _define(context: Context, table: nodes.Table | nodes.Grid, column: str, value: nodes.Expression) -> None:
    number = context.definitions[f"{table.name.name}.{column}"]
    type_ = context.builder.graph.quantities[number].type
    context.builder.define(number, lower_as(context, value, _scope(context, table, column, value.span), type_))


def _define_header(context: Context, table: nodes.Table | nodes.Grid, column: str, header: Header, span: Span) -> None:
    number = context.definitions[f"{table.name.name}.{column}"]
    if header.kind == "data":
        context.builder.define(number, Reference(context.definitions[f"{header.data}.{header.column}"]))
    elif header.kind == "range":
        values = tuple(_in_range(header, row) for row in range(header.length))
        context.builder.graph.quantities[number].input = InputFacts(values, span.text, True, "literal")
    elif is_written_out(context, header.items, header.type):
        context.builder.graph.quantities[number].input = list_facts(header.items, span.text)
    else:
        define_listed(context, number, header.items, _scope(context, table, column, span), header.type)


def _in_range(header: Header, row: int) -> float:
    if header.step_months:
        return BUILTINS["edate"].scalar(header.start, header.step_months * row)
    # Never from the row above, so that rounding does not add up.
    return header.start + row * header.step
