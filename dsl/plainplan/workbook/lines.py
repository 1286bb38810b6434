"""What the rows of a sheet hold: one class a kind of row."""

from __future__ import annotations

from plainplan.graph.nodes import AccountView, Axis, Flow, GraphBlock, InputTable
from plainplan.records import dataclass
from plainplan.source import Span


@dataclass(frozen=True, slots=True)
class TitleLine:
    """The heading of a block."""

    row: int
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """The row of one quantity."""

    row: int
    quantity: int


@dataclass(frozen=True, slots=True)
class FlowLine:
    """What a flow of another block does to an account: the flow with its sign."""

    row: int
    account: AccountView
    flow: Flow


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """An input that scenarios override: the value in force, and what each scenario puts there (None: the base)."""

    row: int
    quantity: int
    options: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TableHead:
    """The column heads of a small table."""

    row: int
    table: InputTable


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a small table: quantities by column."""

    row: int
    table: InputTable
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A link to a table of this sheet, by its place among them."""

    row: int
    table: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where the data of a block come from."""

    row: int
    block: GraphBlock


@dataclass(frozen=True, slots=True)
class ColumnsHead:
    """The heads of columns that run down an axis, label and unit one below the other; the first row follows."""

    row: int
    axis: Axis
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GridHead:
    """What the cells of a grid are; the row below has its column heads, and then follow row heads and cells. `beside`
    and `below` are computed from the heads of the rows and of the columns, `helpers` keep the cells short."""

    row: int
    axis: Axis
    row_head: int
    column_head: int
    cells: int
    beside: tuple[int, ...]
    below: tuple[int, ...]
    helpers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check with its light; `check` is its number in the graph."""

    row: int
    check: int


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """The number of cells of a sheet that hold an error."""

    row: int
    sheet: str


Line = (
    TitleLine
    | QuantityLine
    | FlowLine
    | ScenarioLine
    | TableHead
    | TableLine
    | ContentsLine
    | SourceLine
    | ColumnsHead
    | GridHead
    | CheckLine
    | ErrorLine
)
