"""What the parts of the lowering share: the model, the builder, and the quantities that every plan has."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.check.model import Model, Symbol
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type, money, substitute
from plainplan.graph.builder import Builder, divided, times
from plainplan.graph.nodes import TIME, Constant, Flow, Formula, InputTable, Reference
from plainplan.graph.words import Words
from plainplan.records import dataclass, field
from plainplan.source import Span
from plainplan.syntax import nodes


@dataclass(slots=True)
class AccountParts:
    """An asset or a debt while its quantities are made. `opening` and `closing` are ids; `closing` is defined last."""

    name: str
    label: str
    node: nodes.Account
    type: Type
    block: str
    opening: Reference
    initial: Formula
    closing: int
    flows: list[Flow] = field(default_factory=list)
    members: dict[str, int] = field(default_factory=dict)

    @property
    def is_debt(self) -> bool:
        """Whether the balance is owed rather than owned."""
        return self.node.keyword == "debt"

    @property
    def currency(self) -> str:
        """The currency in which the account is kept."""
        currency = self.type.currency
        assert currency is not None
        return currency


@dataclass(slots=True)
class State:
    """Where every account stands at one point of a step, and what has happened to it so far in the step."""

    balances: dict[str, Formula] = field(default_factory=dict)
    costs: dict[str, Formula] = field(default_factory=dict)
    drawn: dict[str, Formula] = field(default_factory=dict)
    # When a debt was first drawn whose term is counted from then.
    begun: dict[str, Formula] = field(default_factory=dict)
    # Terms whose sum is the member so far: (`cash`, `bought`) -> [...].
    posted: dict[tuple[str, str], list[Formula]] = field(default_factory=dict)

    def post(self, account: str, member: str, amount: Formula) -> None:
        """Adds to what a member holds so far in the step."""
        self.posted.setdefault((account, member), []).append(amount)


@dataclass(slots=True)
class Run:
    """The block in which a statement stands: its key, its own period and the flag of the steps in which it runs."""

    key: str
    period: str
    # Whether the period is longer than the step, so that members must be gathered since the last run.
    is_gathered: bool
    flag: Formula | None
    # Members that were read inside the block, by account and name: the row carried over, and that row a step before.
    carried: dict[tuple[str, str], tuple[int, Reference]] = field(default_factory=dict)


@dataclass(slots=True)
class Condition:
    """The condition of a choice; it has a row of its own once an arm needs its flag."""

    formula: Formula
    row: Reference | None = None

    @property
    def test(self) -> Formula:
        """What the choice reads."""
        return self.row or self.formula


@dataclass(slots=True)
class Arm:
    """An arm of a choice, and the arms around it: what is computed there is asked for only where it is taken."""

    condition: Condition
    is_otherwise: bool
    outer: Arm | None
    flag: Reference | None = None


@dataclass(slots=True)
class Binding:
    """A local name: its formula and its type."""

    formula: Formula
    type: Type
    # What was written for it, where a formal must be written out.
    node: nodes.Expression | None = None


@dataclass(slots=True)
class Scope:
    """What names mean at one point of the plan.

    `state` None means the close of the step. `owner` and `block` name the rows made here. `accounts` maps the formals
    of a rule to the accounts it was given.
    """

    owner: str
    label: str
    block: str
    span: Span | None
    state: State | None = None
    guard: Formula | None = None
    run: Run | None = None
    locals: dict[str, Binding] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    # Formals that were given several accounts in order.
    orders: dict[str, list[str]] = field(default_factory=dict)
    # The prefix of the rule application to which records and named statements belong.
    prefix: str = ""
    # What `prev` goes back along where nothing that it reads tells: a table's rows in a table.
    axis: str = TIME
    # The currency in which the rule counts that is applied here; None outside rules.
    currency: str | None = None
    # The arm of a choice in which an expression stands.
    arm: Arm | None = None

    def named(self, owner: str, label: str, span: Span | None = None) -> Scope:
        """The same scope for rows under another name."""
        return Scope(
            owner,
            label,
            self.block,
            span or self.span,
            self.state,
            self.guard,
            self.run,
            self.locals,
            self.accounts,
            self.orders,
            self.prefix,
            self.axis,
            self.currency,
            self.arm,
        )


@dataclass(slots=True)
class StatementParts:
    """What a statement moved, for `spend.amount`, `spend.short`, `spend.from(cash)`."""

    amount: Formula
    short: Formula
    sources: dict[str, Formula]
    type: Type
    label: str = ""


@dataclass(slots=True)
class FlowParts:
    """An income, expense or goal while its quantities are made."""

    node: nodes.Account
    label: str
    amount: Reference
    due: Reference
    type: Type
    paid: int
    short: int
    # Only of a goal: what falls due in the step, and the share that is paid of all that has fallen due so far.
    wanted: int | None = None
    funded: int | None = None


class Context:
    """A graph being made from a model."""

    def __init__(self, model: Model, builder: Builder) -> None:
        """A context with nothing made yet."""
        self.model = model
        self.builder = builder
        self.words: Words = builder.words
        self.diagnostics: list[Diagnostic] = []
        self.known: dict[str, Reference] = {}
        self.literals: dict[int, Reference] = {}
        self.literal_counts: dict[str, int] = {}
        # Keyed tables of plain numbers, by call and by the types of keys and values.
        self.tables: dict[tuple[int, Type, Type], InputTable] = {}
        self.definitions: dict[str, int] = {}
        self.accounts: dict[str, AccountParts] = {}
        self.flows: dict[str, FlowParts] = {}
        # The goals that are paid after an event which a block names.
        self.following: dict[str, list[str]] = {}
        self.statements: dict[str, StatementParts] = {}
        # What each statement took from an account, in the order of the page.
        self.takes: list[tuple[str, Formula]] = []
        self.records: dict[str, int] = {}
        self.record_starts: dict[int, Formula] = {}
        # Where each record is made, by name; None where in every step.
        self.made: dict[str, Formula | None] = {}
        self.pending_starts: dict[int, tuple[nodes.Expression, Scope, Type]] = {}
        # Rows of what is read before the statement or the rule that makes it: `prev(spend.amount)` in the same block.
        self.promised: dict[str, int] = {}
        self.exchange: dict[str, Formula] = {}
        # Formulas of properties, to be lowered when everything that they may read has a row.
        self.postponed: list[Callable[[], object]] = []
        # Assets whose cost the plan reads; `*` when it reads that of a rule's account.
        self.costed: set[str] = set()
        self.groups: dict[str, nodes.Group] = {}
        # The currency of what a rule was given as several accounts; all other groups count in the plan's.
        self.group_currencies: dict[str, str] = {}
        # The group of the plan that such a one stands for.
        self.group_origins: dict[str, str] = {}
        # The weights that groups state, by group and member.
        self.targets: dict[tuple[str, str], Reference] = {}
        # What the dimension variables of the function are that is being lowered.
        self.meanings: dict[str, Type] = {}
        # In plan currency: what entered or left the plan, growth, costs, shorts, and amounts that may be negative.
        self.entered: list[Formula] = []
        self.left: list[Formula] = []
        self.grown: list[Formula] = []
        self.costs: list[Formula] = []
        self.shorts: list[Formula] = []
        self.raw_amounts: list[Formula] = []
        # For each `rebalance RULE(…)`: how far what its accounts hold, with its costs, is from what they held.
        self.kept_totals: list[Formula] = []
        # The totals of accounts that the plan reads, `assets.liquid`: they have a row then.
        self.read_totals: list[tuple[str, str]] = []
        # How far the shares of each `rebalance to` are from 100 %.
        self.weight_gaps: list[Formula] = []

    @property
    def plan_money(self) -> Type:
        """Money in the plan's currency."""
        return money(self.model.facts.currency)

    def type_of(self, node: nodes.Expression) -> Type:
        """The type that the checker found; in a function with dimension variables, as it is called."""
        type_ = self.model.types[id(node)]
        return substitute(type_, self.meanings) if self.meanings else type_

    def symbol_of(self, node: nodes.Expression) -> Symbol:
        """What the checker found a name to mean."""
        return self.model.symbols[id(node)]

    def property_of(self, node: nodes.Declaration, name: str) -> nodes.Expression | None:
        """The value of a property as written, or None."""
        found = self.model.properties.get(id(node), {}).get(name)
        return found.value if found is not None else None

    def in_plan_money(self, formula: Formula, currency: str) -> Formula:
        """An amount of a currency as plan currency at the step's rate."""
        if currency == self.model.facts.currency:
            return formula
        return times(formula, self.exchange[currency])

    def from_plan_money(self, formula: Formula, currency: str) -> Formula:
        """An amount of plan currency as another currency at the step's rate."""
        if currency == self.model.facts.currency:
            return formula
        return divided(formula, self.exchange[currency])

    def exchanged(self, formula: Formula, currency: str, wanted: str | None) -> Formula:
        """An amount of one currency in another at the step's rate; as it is where none is wanted."""
        if wanted is None or currency == wanted:
            return formula
        return self.from_plan_money(self.in_plan_money(formula, currency), wanted)

    def currency_of(self, name: str) -> str:
        """The currency in which an account or a group counts."""
        if name in self.groups:
            return self.group_currencies.get(name, self.model.facts.currency)
        return self.accounts[name].currency

    def account_row(
        self, parts: AccountParts, suffix: str, word: str, formula: Formula, type_: Type | None = None
    ) -> Reference:
        """A row in the block of an account: money of its currency unless `type_` says otherwise."""
        return self.builder.add(
            f"{parts.name}.{suffix}",
            self.words.of(parts.label, word),
            (type_ or parts.type).as_series(),
            parts.block,
            formula,
            parts.node.span,
        )

    def label_of(self, name: str) -> str:
        """The label of an account or a group."""
        group = self.groups.get(name)
        return self.accounts[name].label if group is None else group.label or name

    def promise(self, key: str, type_: Type, scope: Scope) -> Reference:
        """A row whose formula is told later by `keep_promise`."""
        if key not in self.promised:
            self.promised[key] = self.builder.allocate(
                f"{key}~", scope.label, type_.as_series(), scope.block, scope.span
            )
        return Reference(self.promised[key])

    def keep_promise(self, key: str, formula: Formula) -> None:
        """Tells the formula of a row that was read before, if it was."""
        number = self.promised.pop(key, None)
        if number is not None:
            self.builder.define(number, formula)

    def members(self, name: str) -> list[str]:
        """The accounts that a name stands for: those of a group, or the account itself."""
        group = self.groups.get(name)
        return [member.name for member in group.members] if group is not None else [name]


def exponent(value: int) -> Constant:
    """A whole exponent."""
    return Constant(float(value))
