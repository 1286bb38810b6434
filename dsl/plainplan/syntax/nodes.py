"""The syntax tree: what a plan file says, with the span of every node and nothing decided about its meaning.

A node compares by what it says, never by where it stands. Names are kept as written after folding full-width
characters; every comment is kept in `File.comments`. `Name` is used both for a reference and for the name that a
declaration introduces.
"""

from __future__ import annotations

from plainplan.records import dataclass, field
from plainplan.source import Source, Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything with a place in a plan text."""

    span: Span = field(compare=False, repr=False)


# --- expressions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`60萬`, `2.5`, `2%`, `25bp`, `15 years`, `100 TWD`: `value` has the magnitude and the per cent applied.

    `text` is the number as written, folded, without its unit. `unit` is the unit word or currency that follows.
    """

    text: str
    value: float
    unit: Name | None = None


@dataclass(frozen=True, slots=True)
class Text(Node):
    """`"陳先生"`: `value` without its quotes and escapes."""

    value: str


@dataclass(frozen=True, slots=True)
class Date(Node):
    """`2026-01` or `2026-01-31`; `day` is None when only the month is written."""

    year: int
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name: a reference in an expression (unit words and currencies among them), or the name being declared."""

    name: str


@dataclass(frozen=True, slots=True)
class Alias(Name):
    """`spend "生活費"`: the name of a statement, after `as`, with the label of what it moves."""

    label: str | None = None


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`core.return`: after the dot any word may stand, reserved or not."""

    object: Expression
    member: Name


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """One argument of a call: `x`, `start: v` (a Name as key), `2026: -37%`, `otherwise: v`, `2027..2030: v`."""

    key: Expression | None
    value: Expression


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`pmt(i, n, -pv)`, `chen.turns(65)`, `spend.from(cash)`, `elastic(core, …, floor: 15 years)`."""

    function: Name | Member
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """`-x` or `not x`."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`+ - * / ^`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`< <= > >= = !=`, never chained."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`and`, `or`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """`if a then b else c`, an expression."""

    condition: Expression
    consequent: Expression
    alternative: Expression


@dataclass(frozen=True, slots=True)
class RealSuffix(Node):
    """`60萬 TWD/year real`: the amount is money of the plan's start."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class CompoundedSuffix(Node):
    """`2.1%/year compounded monthly`; `every` is `monthly`, `quarterly`, `yearly` or `daily`."""

    operand: Expression
    every: Name


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`1..30`, `15%..40% by 5%`."""

    low: Expression
    high: Expression
    step: Expression | None


@dataclass(frozen=True, slots=True)
class Priority(Node):
    """`cash then core then lever`: an order of accounts. At least two; one account is a plain `Name`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Weight(Node):
    """`core 40%` or `cash rest` in a list: `share` is None for `rest`."""

    name: Name
    share: Expression | None


@dataclass(frozen=True, slots=True)
class List(Node):
    """`[0.4, 0.6]`: values in their order, where a function takes a list."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Listing(Node):
    """`a, b, c` where a list is expected: months, group members, weights, grid headers. At least two items,
    or one `Weight`; one plain item is the item itself."""

    items: tuple[Expression, ...]


Expression = (
    Number
    | Text
    | Date
    | Name
    | Member
    | Call
    | Unary
    | Binary
    | Comparison
    | Logic
    | Conditional
    | RealSuffix
    | CompoundedSuffix
    | Range
    | Priority
    | Weight
    | List
    | Listing
)


@dataclass(frozen=True, slots=True)
class Property(Node):
    """`rate: 2.1%/year compounded monthly`. `name.name` may be any word, reserved or not."""

    name: Name
    value: Expression


# --- declarations -----------------------------------------------------------------------------------------------
# `doc` holds the `##` lines above the declaration, without their marks.


@dataclass(frozen=True, slots=True)
class Plan(Node):
    """`plan "陳家退休計畫" { currency: TWD … }`."""

    label: str | None
    properties: tuple[Property, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use(Node):
    """`use std.rebalance`."""

    path: tuple[Name, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """`unit 張 = 1_000 shares`."""

    name: Name
    value: Expression
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fx(Node):
    """`fx USD = 31.5 TWD`: plan currency for one unit of `currency`."""

    currency: Name
    value: Expression
    label: str | None = None
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person(Node):
    """`person chen "陳先生" { born: 1970-03-02 }`."""

    name: Name
    label: str | None
    properties: tuple[Property, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Param(Node):
    """`param market = 9%/year "報酬" { range: -20%/year .. 30%/year }`."""

    name: Name
    value: Expression
    label: str | None
    properties: tuple[Property, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let beta = core / portfolio "Beta"`, in a plan, a rule or a block."""

    name: Name
    value: Expression
    label: str | None
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formal(Node):
    """`floor: duration = 15 years`: `type` may be missing when a default says it."""

    name: Name
    type: Expression | None
    default: Expression | None


@dataclass(frozen=True, slots=True)
class Fn(Node):
    """`fn tax(x: money) = brackets(x, …)`."""

    name: Name
    formals: tuple[Formal, ...]
    value: Expression
    label: str | None
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column(Node):
    """`column "伙食 (外食)" as food: TWD/month "伙食"`, in a `data` block; `type` is written as that of a formal."""

    header: str
    name: Name
    type: Expression | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Data(Node):
    """`data ndx "指數" from "data/ndx-annual.csv" by year { column "…" as food }`."""

    name: Name
    label: str | None
    path: Text
    by: Name | None
    columns: tuple[Column, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account(Node):
    """An `asset`, `debt`, `income`, `expense` or `goal`, as `keyword` says.

    `value` is the main value of the one-line form `expense food "伙食" = 1.8萬 TWD/month`.
    """

    keyword: str
    name: Name
    label: str | None
    value: Expression | None
    properties: tuple[Property, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group(Node):
    """`group portfolio "投資組合" = core, lever, cash`, or with weights `core 40%, lever 20%, cash rest`."""

    name: Name
    label: str | None
    members: tuple[Name, ...]
    doc: tuple[str, ...] = ()
    weights: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """`rule elastic(prototype: asset, …) { … }`."""

    name: Name
    formals: tuple[Formal, ...]
    body: tuple[Statement, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Qualifier(Node):
    """What follows a check's condition, as `kind` says.

    `at` (value: a date expression, or the Name `end`), `in` (value: a scenario's Name), `paths` (value: the share),
    `within` (value: the tolerance).
    """

    kind: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Check(Node):
    """`check solvent "不破產": net_worth > 0 in 95% of paths`, at the top level or in a block; `keyword` is
    `check` or `warn`."""

    keyword: str
    name: Name
    label: str | None
    condition: Expression
    qualifiers: tuple[Qualifier, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prove(Node):
    """`prove NAME "label": CLAIM`."""

    name: Name
    label: str | None
    claim: Expression
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solve(Node):
    """`solve x = saving_rate where freedom(at: 20 years) = 1`."""

    name: Name
    unknown: Expression
    condition: Expression
    label: str | None
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn(Node):
    """A line of a table: `t in 1..3` (is_header), `pv = cash / (1 + r)^t`, `total price = sum(pv)` (is_total)."""

    name: Name
    value: Expression
    label: str | None
    is_header: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table(Node):
    """`table bond "三年期公司債" { … }`."""

    name: Name
    label: str | None
    columns: tuple[TableColumn, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridAxis(Node):
    """`rows r in 15%..40% by 5% "報酬率"`; `keyword` is `rows` or `cols`."""

    keyword: str
    name: Name
    values: Expression
    label: str | None


@dataclass(frozen=True, slots=True)
class Grid(Node):
    """`grid boost "負債增益" { rows … cols … cell = … "label" }`."""

    name: Name
    label: str | None
    rows: GridAxis
    columns: GridAxis
    cell: Expression
    cell_label: str | None
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay(Node):
    """`market = by_year(…)`: what a scenario puts in the place of a named input."""

    target: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class Draw(Node):
    """`market ~ lognormal(mean: 9%/year, sd: 24%)`, `~ once` when `is_once`."""

    target: Expression
    value: Expression
    is_once: bool


@dataclass(frozen=True, slots=True)
class Scenario(Node):
    """`scenario dotcom "2000 網路泡沫" { … }`; items are overlays, draws and properties (`paths: 10_000`)."""

    name: Name
    label: str | None
    items: tuple[Overlay | Draw | Property, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportItem(Node):
    """A line of a report, as `keyword` says: `chart "t" of a, b`, `show EXPR as "label"`,
    `statement balance at DATE`, `statement cash_flow from D until E`, `variance over 10%`.

    `values` are the expressions in the order written; `label` the text; `kind` the statement's name.
    """

    keyword: str
    label: str | None
    kind: Name | None
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Report(Node):
    """`report "給客戶" { … }`."""

    label: str | None
    items: tuple[ReportItem, ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block(Node):
    """A policy block. `keyword` is `each`, `when`, `once_when` or `at`.

    each: `period` is `month`, `quarter` or `year`; `is_first` for `each year first`; `months` for `in december`.
    when and at: `condition` is the condition or the date.
    """

    keyword: str
    period: Name | None
    is_first: bool
    months: tuple[Name, ...]
    condition: Expression | None
    body: tuple[Statement, ...]
    doc: tuple[str, ...] = ()


# --- statements -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move(Node):
    """`move X from A to B as NAME`; the source may be a Priority."""

    amount: Expression
    source: Expression
    target: Expression
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Withdraw(Node):
    """`withdraw X from A then B as NAME`: the money leaves the plan."""

    amount: Expression
    source: Expression
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Pay(Node):
    """`pay mortgage` (source None: the due event of a debt or expense) or `pay X from A as NAME`."""

    amount: Expression
    source: Expression | None
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Receive(Node):
    """`receive salary` (target None: the due event of an income) or `receive X into A as NAME`."""

    amount: Expression
    target: Expression | None
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Borrow(Node):
    """`borrow X from D into A as NAME`."""

    amount: Expression
    debt: Expression
    target: Expression
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Repay(Node):
    """`repay X of D from A as NAME`."""

    amount: Expression
    debt: Expression
    source: Expression
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Rebalance(Node):
    """`rebalance to core 40%, lever 20%, cash rest as NAME`, or to the weights of a group, `rebalance to portfolio`."""

    weights: tuple[Weight, ...]
    alias: Alias | None
    group: Name | None = None


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """`apply RULE(...) as NAME`, or `rebalance RULE(...)` when `is_rebalance`."""

    rule: Call
    is_rebalance: bool
    alias: Alias | None


@dataclass(frozen=True, slots=True)
class Grow(Node):
    """`grow`."""


@dataclass(frozen=True, slots=True)
class Record(Node):
    """`record NAME = EXPR "label" { start: V }`."""

    name: Name
    value: Expression
    label: str | None
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Note(Node):
    """`note "斷頭": ratio, sold`: an audit row."""

    label: str
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if C { … } else if D { … } else { … }`: one (condition, statements) per branch, and the last `else`."""

    branches: tuple[tuple[Expression, tuple[Statement, ...]], ...]
    otherwise: tuple[Statement, ...] | None


Statement = (
    Move | Withdraw | Pay | Receive | Borrow | Repay | Rebalance | Apply | Grow | Let | Record | Note | Check | If
)

Declaration = (
    Plan
    | Use
    | Unit
    | Fx
    | Person
    | Param
    | Let
    | Fn
    | Data
    | Account
    | Group
    | Rule
    | Check
    | Prove
    | Solve
    | Table
    | Grid
    | Scenario
    | Report
    | Block
)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """A comment, `##` documentation included; `text` begins with its mark."""

    text: str


@dataclass(frozen=True, slots=True)
class File(Node):
    """One plan file: its declarations in file order, and every comment by offset."""

    source: Source = field(compare=False, repr=False)
    declarations: tuple[Declaration, ...] = ()
    comments: tuple[Comment, ...] = ()
