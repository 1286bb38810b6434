"""A checked plan: the tree, what every name in it refers to, and the type of every expression.

The tree is left as it was: facts stand in tables keyed by `id(node)`, which is safe because the model keeps the tree.
"""

from __future__ import annotations

from plainplan.dimensions import DAYS_IN, Type
from plainplan.records import dataclass, field
from plainplan.source import Source, Span
from plainplan.syntax import nodes


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a name means.

    `kind`: `param`, `let`, `asset`, `debt`, `income`, `expense`, `goal`, `group`, `person`, `record`, `statement` (a
    named statement), `application` (a named rule application), `formal`, `unit` (a unit word or a declared unit),
    `currency`, `time` (`now`, `elapsed`, `step`, `period`, `first`), `total` (`assets`, `debts`, `net_worth`,
    `net_cash_flow`, …), `data`, `table`, `grid`, `column` (`bond.pv`: of a table, a grid or a data file;
    also a total of a table, whose type is no series), `scenario`, `rule`, `fn`, `builtin`, `plan`.
    `node` is the declaration (None for what the language provides): of a column its line, of the cells of a grid the
    grid, of a data column without a line of its own the data. `scope` is the rule, fn, block, table, grid or data that
    it is local to.
    """

    kind: str
    name: str
    type: Type
    node: nodes.Node | None
    span: Span | None
    scope: nodes.Node | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The `plan` block, read: `start` and `end`, the first day after the plan, are (year, month, day).

    A step covers `step_months` whole months, or, where it `is_short`, a week from the start or a business day: from one
    to the next, the weekend and the `holidays` between them included.
    `is_calculator` marks a file without a plan block (one step, today-independent: start 2000-01-01).
    `inflation` is the property's expression, None when the plan states none.
    """

    label: str
    currency: str
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    steps: int
    step: str
    step_months: int
    inflation: nodes.Expression | None
    locale: str
    node: nodes.Plan | None
    is_calculator: bool = False
    holidays: tuple[tuple[int, int, int], ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether a step is shorter than a month, so that it is counted in days."""
        return self.step in DAYS_IN


@dataclass(frozen=True, slots=True)
class Header:
    """The values down a table or along a grid.

    `range`: row k, counted from 0, is `start + k * step` in the unit of `type` (a percentage is a fraction); of dates
    `start` is a serial number and row k is `step_months * k` months later. `list`: row k is `items[k]`, a constant.
    `data`: row k is that of `column` (its name in the plan) of the data file `data`.
    """

    type: Type
    kind: str
    length: int
    start: float = 0.0
    step: float = 0.0
    step_months: int = 0
    items: tuple[nodes.Expression, ...] = ()
    data: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a data file: percentages are fractions, dates serial numbers, blanks NaN, all in the unit of `type`.

    `name` is its name in the plan, `header` what the file calls it, `label` what people read.
    """

    name: str
    header: str
    type: Type
    values: tuple[float | str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class DataFacts:
    """A data file, read: `digest` is the SHA-256 of its bytes, `key` the name of the column that tells its rows apart.

    With a `period` (`year`, `quarter`, `month`) a column outside tables is a series over the plan's time: in each step
    the value of the row whose key lies in the same period; by `week` or `day`, where the key is a date, that of the
    last row dated by the end of the step. Within a table or a grid, and without a `period`, it is the list of its rows.
    """

    node: nodes.Data
    path: str
    digest: str
    columns: tuple[DataColumn, ...]
    key: str
    period: str | None
    length: int

    def column(self, name: str) -> DataColumn:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class Rolling:
    """What `rolling:` of a scenario says: the data file through whose rows its windows run, and whether their ends are
    joined."""

    data: str
    is_wrapped: bool
    span: Span


@dataclass(frozen=True, slots=True)
class StatementTime:
    """The date of a household statement, and how many months its cash flow covers that end with it."""

    year: int
    month: int
    day: int
    months: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class StatementRequest:
    """A line of a report that shows a statement: `balance`, `cash_flow`, `ratios` or `variance`; `time` None is the
    plan's first year."""

    name: str
    time: StatementTime | None
    span: Span


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report, and the unit of its axis."""

    node: nodes.ReportItem
    type: Type


@dataclass(slots=True)
class Model:
    """The checked plan.

    `declarations` are those of the plan file in file order; `library` those that `use` brought in. `types` and
    `symbols` are keyed by `id` of the expression node: a `Name`, `Member` or `Call.function` has a symbol, every
    expression has a type. `properties[id(declaration)]` maps property names to their nodes. `scenarios` are in file
    order. `headers` are keyed by `id` of the TableColumn or GridAxis, `columns` by the name in the plan (`bond.pv`),
    `data` by the name of the data.
    """

    source: Source
    facts: PlanFacts
    files: list[nodes.File] = field(default_factory=list)
    declarations: list[nodes.Declaration] = field(default_factory=list)
    library: list[nodes.Declaration] = field(default_factory=list)
    globals: dict[str, Symbol] = field(default_factory=dict)
    rules: dict[str, nodes.Rule] = field(default_factory=dict)
    functions: dict[str, nodes.Fn] = field(default_factory=dict)
    # The rules that count in a foreign currency where they are applied, and that currency, by `id` of the `Apply`.
    applied: dict[int, tuple[nodes.Rule, str]] = field(default_factory=dict)
    types: dict[int, Type] = field(default_factory=dict)
    symbols: dict[int, Symbol] = field(default_factory=dict)
    properties: dict[int, dict[str, nodes.Property]] = field(default_factory=dict)
    scenarios: list[nodes.Scenario] = field(default_factory=list)
    # Those that roll through the rows of a data file, by `id` of the Scenario.
    rolling: dict[int, Rolling] = field(default_factory=dict)
    headers: dict[int, Header] = field(default_factory=dict)
    columns: dict[str, Symbol] = field(default_factory=dict)
    data: dict[str, DataFacts] = field(default_factory=dict)
    # What reports show, in file order.
    statements: list[StatementRequest] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    # `variance over 10%` of a report: a constant share; None when no report says it.
    variance_over: nodes.Expression | None = None

    @property
    def statement_time(self) -> StatementTime | None:
        """The date of the first statement that a report dates."""
        return next((request.time for request in self.statements if request.time is not None), None)

    def type_of(self, node: nodes.Expression) -> Type:
        """The type of a checked expression."""
        return self.types[id(node)]

    def symbol_of(self, node: nodes.Expression) -> Symbol:
        """What a checked name refers to."""
        return self.symbols[id(node)]
