"""Where every quantity stands: which sheet, which row, which column.

All sheets share their columns, so that a step stands in one column wherever the reader looks:

    A label · B unit · C constant value · D total · E plan line · F empty, before the first step · G… the steps

On the sheets of tables and of data rows run down instead; `tables_layout.py` places them.
"""

from __future__ import annotations

from plainplan.graph.nodes import (
    SCALAR,
    TIME,
    AccountView,
    Graph,
    GraphBlock,
    InputTable,
    Quantity,
    Reference,
    Select,
)
from plainplan.records import dataclass, field
from plainplan.workbook.lines import (
    CheckLine,
    ErrorLine,
    FlowLine,
    Line,
    QuantityLine,
    ScenarioLine,
    TableHead,
    TableLine,
    TitleLine,
)
from plainplan.workbook.names import excel_name
from plainplan.workbook.unread import find_unread, has_steps
from plainplan.workbook.wording import SHEETS, Wording

LABEL_COLUMN, UNIT_COLUMN, VALUE_COLUMN, TOTAL_COLUMN, LINE_COLUMN, BEFORE_COLUMN, FIRST_COLUMN = range(7)
# Title, an empty row, then the number of the step and its last day; rows are counted from 0.
STEP_ROW, DATE_ROW, FIRST_ROW = 2, 3, 5

SERIES_SHEETS = ("time", "accounts", "policy", "debts")
TABLE_SHEETS = ("tables", "data")


@dataclass(frozen=True, slots=True)
class Place:
    """The cell of a constant, the row of a series over time, whose cells begin in `FIRST_COLUMN`, or the first cell of
    a series over another axis: a column of so many `rows`, a row of so many `columns`, or a rectangle of both."""

    sheet: str
    row: int
    column: int
    is_series: bool
    rows: int = 0
    columns: int = 0

    @property
    def is_constant(self) -> bool:
        """Whether it is one cell for one value."""
        return not (self.is_series or self.rows or self.columns)


@dataclass(frozen=True, slots=True)
class Mark:
    """What follows the names of the sheets and inputs of a plan that shares its book with another."""

    sheets: str = ""
    names: str = ""


@dataclass(slots=True)
class Layout:
    """The places of all quantities and the lines of every sheet."""

    steps: int
    sheet_names: dict[str, str]
    # Whether steps run to the right; in a calculator they rarely do.
    has_steps: bool = True
    places: dict[int, Place] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    # The row after the last one in use, for each sheet.
    ends: dict[str, int] = field(default_factory=dict)
    # The column after the last one in use, for each sheet on which rows run down.
    widths: dict[str, int] = field(default_factory=dict)
    # Of these, the column after the last one that belongs on paper; parts of formulas follow.
    page_widths: dict[str, int] = field(default_factory=dict)
    # The sheet and row of each flow of each account, by the account's name and the flow's number.
    flow_rows: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    # On the sheet of checks the lights end before this row; below are the heads of the steps and the rows behind.
    lights_end: int = 0

    def head_row(self, sheet: str) -> int:
        """The row with the numbers of the steps; that with their dates is the next."""
        return self.lights_end if sheet == "checks" else STEP_ROW

    @property
    def last_column(self) -> int:
        """The column of the last step."""
        return FIRST_COLUMN + self.steps - 1

    def add(self, sheet: str, make: type[Line], *arguments: object) -> int:
        """Puts a line below the last one of a sheet and gives its row."""
        row = self.ends.setdefault(sheet, FIRST_ROW)
        self.lines.setdefault(sheet, []).append(make(row, *arguments))  # type: ignore[arg-type]  # each line knows its own
        self.ends[sheet] = row + 1
        return row

    def skip(self, sheet: str) -> None:
        """Leaves a row empty."""
        self.ends[sheet] = self.ends.get(sheet, FIRST_ROW) + 1

    def corners(self, quantity: int) -> tuple[int, int, int, int]:
        """The first row and column and the last row and column of the cells of a quantity."""
        place = self.places[quantity]
        if place.is_series:
            return place.row, FIRST_COLUMN, place.row, self.last_column
        return (
            place.row,
            place.column,
            place.row + max(place.rows, 1) - 1,
            place.column + max(place.columns, 1) - 1,
        )


def lay_out(graph: Graph, wording: Wording, mark: Mark | None = None) -> Layout:
    """Gives every quantity its place; `mark` is for a plan that shares its book with another."""
    mark = mark or Mark()
    unread = find_unread(graph)
    shown = {quantity.id for quantity in graph.quantities} - unread
    names = {key: wording(f"sheet_{sheet_word(graph, key)}") + mark.sheets for key in SHEETS}
    layout = Layout(graph.steps, names, has_steps(graph, shown))
    in_tables = {number for table in graph.tables for number in (*table.keys, *table.uppers, *table.values)}
    options = _scenario_options(graph, in_tables)
    in_columns = {option for row in options.values() for option in row if option is not None}
    if graph.statements:
        from plainplan.workbook.statements_layout import place_statements

        in_columns |= place_statements(layout, graph)
    rows: dict[str, list[Quantity]] = {block.key: [] for block in graph.blocks}
    rows_of_sheet: dict[str, list[tuple[GraphBlock, list[Quantity]]]] = {}
    for quantity in graph.quantities:
        if quantity.id in shown and quantity.id not in in_tables and quantity.id not in in_columns:
            rows[quantity.block].append(quantity)
    used = {"inputs" if graph.tables else "", *layout.lines}
    for block in graph.blocks:
        for sheet, quantities in _by_sheet(block.sheet, rows[block.key]).items():
            used.add(sheet)
            rows_of_sheet.setdefault(sheet, []).append((block, quantities))
    _place_checks(layout, graph, wording, used)
    for sheet, parts in rows_of_sheet.items():
        if sheet in TABLE_SHEETS:
            from plainplan.workbook.tables_layout import place_tables

            place_tables(layout, graph, sheet, parts)
            continue
        for block, quantities in parts:
            _place_block(layout, graph, sheet, block, quantities, options)
    for table in graph.tables:
        _place_table(layout, table)
    _name_inputs(layout, graph, in_tables | unread, mark.names)
    return layout


def sheet_word(graph: Graph, key: str) -> str:
    """The word for a sheet: a calculator has calculations where a plan has rules."""
    return "calculations" if key == "policy" and graph.is_calculator else key


def _scenario_options(graph: Graph, in_tables: set[int]) -> dict[int, tuple[int | None, ...]]:
    """The constants that choose among inputs by scenario, with the input of each scenario that has its own."""
    found: dict[int, tuple[int | None, ...]] = {}
    taken = set(in_tables)
    sheets = {block.key: block.sheet for block in graph.blocks}
    for quantity in graph.quantities:
        formula = quantity.formula
        if not isinstance(formula, Select) or quantity.axis == TIME or sheets[quantity.block] != "inputs":
            continue
        numbers = [option.quantity for option in formula.options if isinstance(option, Reference)]
        if len(numbers) < len(formula.options) or len(numbers) != len(graph.scenarios):
            continue
        own = dict.fromkeys(numbers)
        if any(graph.quantities[number].input is None or number in taken for number in own):
            continue
        taken.update(own)
        found[quantity.id] = tuple(
            number if numbers.index(number) == position else None for position, number in enumerate(numbers)
        )
    return found


def _by_sheet(sheet: str, quantities: list[Quantity]) -> dict[str, list[Quantity]]:
    """The rows of a block on the sheets that show them: all inputs stand on one sheet, and no series there; heads of
    tables and data stand in them."""
    found: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        if quantity.input is not None and quantity.axis == SCALAR:
            home = "inputs"
        elif quantity.axis == TIME and sheet in ("inputs", *TABLE_SHEETS):
            # Inputs have their source and note where the other sheets have their steps, tables their columns.
            home = "time"
        else:
            home = sheet
        found.setdefault(home, []).append(quantity)
    return found


def _place_block(
    layout: Layout,
    graph: Graph,
    sheet: str,
    block: GraphBlock,
    quantities: list[Quantity],
    options: dict[int, tuple[int | None, ...]],
) -> None:
    """The rows of a block by id; an account's begin with its opening, its flows and its closing."""
    layout.add(sheet, TitleLine, block.title, block.span)
    rest = {quantity.id: quantity for quantity in quantities}
    for account in graph.accounts:
        if account.closing in rest and account.opening in rest:
            _place_corkscrew(layout, sheet, account, rest)
    for quantity in rest.values():
        if quantity.id in options:
            row = layout.add(sheet, ScenarioLine, quantity.id, options[quantity.id])
            layout.places[quantity.id] = Place(sheet, row, VALUE_COLUMN, False)
            for position, option in enumerate(options[quantity.id]):
                if option is not None:
                    layout.places[option] = Place(sheet, row, FIRST_COLUMN + position, False)
        else:
            _place_quantity(layout, sheet, quantity)
    layout.skip(sheet)


def _place_corkscrew(layout: Layout, sheet: str, account: AccountView, rest: dict[int, Quantity]) -> None:
    _place_quantity(layout, sheet, rest.pop(account.opening))
    for number, flow in enumerate(account.flows):
        # What adds to the account and is computed here stands here itself, all else as a link with its sign.
        own = rest.get(flow.quantity)
        if flow.sign > 0 and own is not None and own.axis == TIME and flow.quantity != account.closing:
            row = _place_quantity(layout, sheet, rest.pop(flow.quantity))
        else:
            row = layout.add(sheet, FlowLine, account, flow)
        layout.flow_rows[account.name, number] = (sheet, row)
    _place_quantity(layout, sheet, rest.pop(account.closing))


def _place_quantity(layout: Layout, sheet: str, quantity: Quantity) -> int:
    row = layout.add(sheet, QuantityLine, quantity.id)
    is_series = quantity.axis == TIME
    layout.places[quantity.id] = Place(sheet, row, FIRST_COLUMN if is_series else VALUE_COLUMN, is_series)
    return row


def _place_table(layout: Layout, table: InputTable) -> None:
    """A small table below the inputs: `from`, `to` and the value, or whichever of them it has."""
    if not table.keys:
        return
    layout.add("inputs", TitleLine, table.title, table.span)
    layout.add("inputs", TableHead, table)
    columns = (table.keys, table.uppers, table.values)
    for position in range(len(table.keys)):
        cells = tuple(
            (UNIT_COLUMN + offset, column[position]) for offset, column in enumerate(columns) if position < len(column)
        )
        row = layout.add("inputs", TableLine, table, cells)
        for column, number in cells:
            layout.places[number] = Place("inputs", row, column, False)
    layout.skip("inputs")


def _place_checks(layout: Layout, graph: Graph, wording: Wording, used: set[str]) -> None:
    """The lights stand at the top of their sheet: the plan's checks, the built-in ones, warnings last."""
    layout.ends["checks"] = STEP_ROW
    groups: dict[str, list[int]] = {"checks_of_plan": [], "checks_built_in": [], "warnings": []}
    for number, check in enumerate(graph.checks):
        built_in = "checks_built_in" if check.is_builtin else "checks_of_plan"
        groups["warnings" if check.keyword == "warn" else built_in].append(number)
    for title, numbers in groups.items():
        if not numbers and title != "checks_built_in":
            continue
        layout.add("checks", TitleLine, wording(title), None)
        for number in numbers:
            layout.add("checks", CheckLine, number)
        if title == "checks_built_in":
            for sheet in SHEETS:
                # What is missing in data is an error where it is read.
                if sheet in used and sheet != "data":
                    layout.add("checks", ErrorLine, sheet)
        layout.skip("checks")
    layout.lights_end = layout.ends["checks"]
    # Two rows for the heads of the steps, and an empty one.
    layout.ends["checks"] += FIRST_ROW - STEP_ROW


def _name_inputs(layout: Layout, graph: Graph, nameless: set[int], mark: str) -> None:
    taken: set[str] = set()
    for quantity in graph.quantities:
        if quantity.input is not None and quantity.axis == SCALAR and quantity.id not in nameless:
            name = excel_name(quantity.name + mark, taken)
            if name is not None:
                layout.names[quantity.id] = name


def count_cells(graph: Graph, quantity: Quantity) -> int:
    """How many values a quantity has: one, one a step, or one a row or cell of its axis."""
    match quantity.axis:
        case "scalar":
            return 1
        case "time":
            return graph.steps
    return graph.axes[quantity.axis].length
