"""The formula graph: named quantities, each with one formula over other quantities.

Normal form (tests hold every graph to it, because a row of the workbook is one quantity):
- `If`, `Lag`, `Compare`, `Select`, `Aggregate`, `At`, `Window`, `Sparse`, `Step`, `Row` and `Listed` stand only at the
  top of a formula, and `Whole` and `Several` only as arguments of a `Call`;
- a formula has at most 8 operators and calls, and at most 30 references;
- a `Constant` is 0, 1 or an exponent: every other number is an input or a named constant quantity;
- flags are quantities of the type boolean that hold 1 or 0; text quantities are inputs or Select/If of inputs.

A series has a value in every step of the plan (the axis `time`), in every row of a table or of a data file, or in every
cell of a grid (the axis is a key of `Graph.axes`). A formula over one axis reads other series of that axis in its own
step or row, a cell of a grid also the heads of its row and of its column; all else it reads whole or at an index.
"""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.records import dataclass, field
from plainplan.source import Span

SCALAR = "scalar"
TIME = "time"


@dataclass(frozen=True, slots=True)
class Constant:
    """0, 1 or a whole exponent."""

    value: float


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of a quantity: in this step when it has the time axis."""

    quantity: int


@dataclass(frozen=True, slots=True)
class Lag:
    """The value of a series at the close of the step before, or in the row above, and `start` in the first.

    Excel: `IF(first=1,start,left)`, with an empty column before the first step.
    """

    quantity: int
    start: Formula
    axis: str = TIME


@dataclass(frozen=True, slots=True)
class Step:
    """The number of the step, counted from 1. Excel: the cell to the left plus 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """The number of the row of an axis, counted from 1. Excel: the cell above plus 1."""

    axis: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The column of an axis whose k-th row is the k-th formula; each cell has its own."""

    axis: str
    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """All values of a series in order, as the list that a built-in takes. Excel: the range of its cells."""

    quantity: int


@dataclass(frozen=True, slots=True)
class Several:
    """Values given one by one to a built-in that takes a list. Excel: the values between commas."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """-x."""

    operand: Formula


@dataclass(frozen=True, slots=True)
class Binary:
    """`+ - * / ^`. x / 0 is undefined; a power needs a base > 0 unless the exponent is whole; 0^0 is undefined."""

    operator: str
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Compare:
    """A flag, 1 or 0: `a > b` is a - b > tolerance, `a >= b` is a - b >= -tolerance, `a = b` is |a - b| <= tolerance,
    `a != b` its opposite, `<` and `<=` with the sides exchanged. `tolerance` None compares exactly (whole numbers,
    dates, text)."""

    operator: str
    left: Formula
    right: Formula
    tolerance: int | None


@dataclass(frozen=True, slots=True)
class Not:
    """1 - flag."""

    operand: Formula


@dataclass(frozen=True, slots=True)
class And:
    """The product of flags (at least two)."""

    operands: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The greatest of flags (at least two)."""

    operands: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class If:
    """`IF(flag=1, consequent, alternative)`: only the taken arm is computed, an undefined flag is undefined."""

    flag: Formula
    consequent: Formula
    alternative: Formula


@dataclass(frozen=True, slots=True)
class Select:
    """The `index`-th option, counted from 1: what a scenario puts in force. Excel: CHOOSE."""

    index: int
    options: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in of the elementwise table (`plainplan.builtins`), by name."""

    function: str
    arguments: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One number over all steps or rows of a series, a left fold in their order: `sum`, `mean`, `min`, `max`, `sd`
    (sample), `first`, `final`, `index_of_zero` (the number of the first step whose flag is 0, or 0)."""

    kind: str
    quantity: int


@dataclass(frozen=True, slots=True)
class At:
    """The value of a series at the step or row numbered `index` (a scalar, or a series); undefined outside 1…N."""

    quantity: int
    index: Formula


@dataclass(frozen=True, slots=True)
class Window:
    """`sum`, `mean`, `min`, `max` or `sd` of a series over the last `steps` steps or rows, this one included (fewer at
    the beginning); `steps` None looks back to the first. The window is part of the structure."""

    kind: str
    quantity: int
    steps: int | None
    axis: str = TIME


@dataclass(frozen=True, slots=True)
class Sparse:
    """A small table of inputs read at `at`; `keys`, `uppers` and `values` are input quantities of one InputTable.

    `between`: the value of the row with key <= at <= upper, else `otherwise` (rows never overlap).
    `since`: the value of the last row with key <= at, else `otherwise` (undefined when None); keys ascend.
    `brackets`: the sum over rows of rate × the part of `at` between this key and the next; `values` are rates,
    keys ascend. Computed as Σ (at > key) · (at - key) · increment, where the increment quantities are `uppers`.
    """

    kind: str
    at: Formula
    table: str
    keys: tuple[int, ...]
    uppers: tuple[int, ...]
    values: tuple[int, ...]
    otherwise: Formula | None


Formula = (
    Constant
    | Reference
    | Lag
    | Step
    | Row
    | Listed
    | Whole
    | Several
    | Negate
    | Binary
    | Compare
    | Not
    | And
    | Or
    | If
    | Select
    | Call
    | Aggregate
    | At
    | Window
    | Sparse
)


# Of an input with an axis: one value a row.
InputValue = float | str | tuple[float | str, ...]


@dataclass(frozen=True, slots=True)
class InputFacts:
    """What is known of an input besides its value.

    `value` is a float (dates as Excel serial numbers, flags as 1 and 0) or a text; of an input with an axis a tuple of
    them, one a row. `as_written` is the plan's text for
    it. `is_free` inputs are blue: `--set`, scenarios and the client may change them; the others are grey: a change of
    them is a new export. `low`/`high` bound a constant, and what counts something (`is_count`) is whole. `origin` is
    `param`, `property`, `literal`, `default` (a default in force that the plan does not write), `scenario`, `data` or
    `constant` (12 months a year).
    """

    value: InputValue
    as_written: str
    is_free: bool
    origin: str
    low: float | None = None
    high: float | None = None
    source_note: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    is_count: bool = False


@dataclass(slots=True)
class Quantity:
    """A named value: an input (`formula` None) or a formula.

    `name` is unique and is what `explain`, `--set` and the JSON output use (`cash.opening`, `spend.short`,
    `lever.return#1` for the first literal in a formula). `label` is in the plan's locale, for people. `block` is the
    key of the GraphBlock that shows it.
    """

    id: int
    name: str
    label: str
    type: Type
    block: str
    formula: Formula | None
    span: Span | None
    input: InputFacts | None = None
    axis: str = SCALAR
    # A helper row was made to keep formulas short; run and explain leave it out of summaries.
    is_helper: bool = False


@dataclass(frozen=True, slots=True)
class GraphBlock:
    """A group of rows under one title.

    `sheet` is `inputs`, `time`, `accounts`, `policy`, `debts`, `checks`, `tables` or `data`. Rows stand in the order of
    their ids. On `tables` and `data` a block is one table: its series over `axis` are the columns (of a grid the heads
    and the cells), its scalars the totals below. `source` is the path of a data file as the plan writes it, and
    `digest` the SHA-256 of its bytes.
    """

    key: str
    sheet: str
    title: str
    span: Span | None = None
    axis: str = ""
    source: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows of a table, of a data file or of a list, or the cells of a grid.

    `number` is the quantity that counts the rows from 1. The cells of a grid have none: they stand row after row, and
    `rows` and `columns` are the keys of the axes of their heads.
    """

    key: str
    title: str
    length: int
    number: int | None
    rows: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class InputTable:
    """Inputs that stand as the rows of one small table: keys, upper ends (or increments), values."""

    key: str
    title: str
    kind: str
    keys: tuple[int, ...]
    uppers: tuple[int, ...]
    values: tuple[int, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A line of an account's corkscrew: a series and whether it adds (1) or takes away (-1)."""

    label: str
    quantity: int
    sign: int


@dataclass(frozen=True, slots=True)
class AccountView:
    """An asset or debt as a corkscrew: opening + Σ sign × flow = closing. Balances of debts are positive."""

    name: str
    label: str
    keyword: str
    type: Type
    opening: int
    flows: tuple[Flow, ...]
    closing: int
    # Quantities by member name: `cost`, `return`, `interest`, `principal`, `payment`, `coverage`, …
    members: dict[str, int]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FlowView:
    """An income, expense, withdrawal or other external flow: what was paid and what was short, in every step.

    `short` is None where being short is no failure: of what comes in, and of a goal.
    """

    name: str
    label: str
    keyword: str
    amount: int
    short: int | None
    span: Span | None = None

    @property
    def is_received(self) -> bool:
        """Whether it comes into the plan; all others leave it."""
        return self.keyword in ("income", "receive", "arrival")


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal: what fell due and was paid in each step, in its own currency, the share that is paid of all that has
    fallen due so far, and the number of the first step that is short (scalar, 0 if none)."""

    name: str
    label: str
    wanted: int
    paid: int
    funded: int
    first_short: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check. `holds` (series, 1 where it holds or is not tested), `ok` (scalar flag over the run), `failed_step`
    (scalar: number of the first failing step, 0 if none), `left`, `right` (the compared sides, or None),
    `shortfall` (scalar: what was missing at the first failure; None when the condition is no comparison)."""

    name: str
    label: str
    keyword: str
    holds: int
    ok: int
    failed_step: int
    left: int | None
    right: int | None
    shortfall: int | None
    condition: str
    is_builtin: bool
    scenario: str | None
    span: Span | None
    # In how large a share of the paths of a scenario it has to hold.
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class WindowsView:
    """The windows of a scenario, whose number counts the base as 1, through the rows of a data file: `start` is the
    input that says where the window in force starts, `starts` are its values and `labels` how people write them."""

    scenario: int
    data: str
    start: int
    starts: tuple[float, ...]
    labels: tuple[str, ...]
    is_wrapped: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A `prove`: the flag that the claim holds, of one value, in every step or in every row."""

    name: str
    label: str
    quantity: int
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class SolveView:
    """A `solve`: the inputs that are looked for, as the plan names them, and what is asked of them: each condition as
    its left side, its operator and its right side."""

    name: str
    label: str
    unknowns: tuple[tuple[str, Span | None], ...]
    conditions: tuple[tuple[int, str, int], ...]
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """An audit row: where `flag` is 1, `values` are written down under the label."""

    label: str
    flag: int | None
    values: tuple[int, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a household statement: constants by column, None where a column is empty.

    `kind` is `title`, `line`, `subtotal`, `total`, `entry` (a blue cell), `ratio` (value, standard, alert, light) or
    `check` (a difference and the flag that it is nothing). `unit` says how it reads: `money`, `share`, `number`,
    `months`, `rate`, `date`, `count`, `person`.
    """

    label: str
    kind: str
    cells: tuple[int | None, ...]
    unit: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A household statement as it is laid out: `head`, `assets`, `debts`, `cash_flow`, `ratios`, `goals`,
    `persons`, `variance`. `heads` name the columns of its cells."""

    key: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line of a chart: a series over time, or along the rows of a table; a constant is the same all along."""

    label: str
    quantity: int
    is_constant: bool = False


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of a report. `keys` is the column that names the rows, None where the steps go across."""

    title: str
    keys: int | None
    lines: tuple[ChartLine, ...]
    span: Span | None = None


@dataclass(slots=True)
class Graph:
    """Everything that the evaluator, the workbook and the reports know of a plan.

    `order` lists the ids of formula quantities so that each stands after what it reads in the same step; `levels[i]`
    is the level of quantity i: all scalars of a level, then all series of it, then the next level (a scalar that
    aggregates a series has a higher level). `well_known` names ids that every plan has: `step`, `date` (first day),
    `date_end` (last day), `year`, `first`, `last`, `elapsed`, `price_level`, `assets`, `debts`, `net_worth`,
    `net_cash_flow`, `money_tolerance`, `tolerance`, `scenario` (input, 1 = base), `start` (input).
    """

    title: str
    locale: str
    currency: str
    steps: int
    # 0 where steps are shorter than a month.
    step_months: int
    # A file without a plan block, in which time stands still.
    is_calculator: bool = False
    # A step is a business day, which people call by its own date and not by the last of the weekend after it.
    is_daily: bool = False
    quantities: list[Quantity] = field(default_factory=list)
    blocks: list[GraphBlock] = field(default_factory=list)
    tables: list[InputTable] = field(default_factory=list)
    accounts: list[AccountView] = field(default_factory=list)
    flows: list[FlowView] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    checks: list[CheckView] = field(default_factory=list)
    notes: list[NoteView] = field(default_factory=list)
    charts: list[ChartView] = field(default_factory=list)
    # Only in a graph that was built with them.
    claims: list[ClaimView] = field(default_factory=list)
    solutions: list[SolveView] = field(default_factory=list)
    # Only in a graph that was built with them.
    statements: list[StatementView] = field(default_factory=list)
    # The amounts that statements and flows ask for, as calculated: those below zero move nothing.
    asked: list[int] = field(default_factory=list)
    axes: dict[str, Axis] = field(default_factory=dict)
    # Scenario names and labels; the first is the base.
    scenarios: list[tuple[str, str]] = field(default_factory=list)
    # Of the scenarios that roll through the rows of a data file.
    windows: list[WindowsView] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    well_known: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    # `##` documentation by declared name, for the Notes sheet and `explain`.
    docs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def named_day(self) -> int:
        """The series of the days by which people call the steps: the last of each, for which balances are given."""
        return self.well_known["date" if self.is_daily else "date_end"]
