"""A checked plan: the tree, what every name in it refers to, and the type of every expression.

The tree is left as it was: facts stand in tables keyed by `id(node)`, which is safe because the model keeps the tree.
"""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.records import dataclass, field
from plainplan.source import Source, Span
from plainplan.syntax import nodes


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a name means.

    `kind`: `param`, `let`, `asset`, `debt`, `income`, `expense`, `goal`, `group`, `person`, `record`, `statement` (a
    named statement), `application` (a named rule application), `formal`, `unit` (a unit word or a declared unit),
    `currency`, `time` (`now`, `elapsed`, `step`, `period`, `first`), `total` (`assets`, `debts`, `net_worth`,
    `net_cash_flow`, …), `data`, `table`, `grid`, `scenario`, `rule`, `fn`, `builtin`, `plan`.
    `node` is the declaration (None for what the language provides). `scope` is the rule, fn or block it is local to.
    """

    kind: str
    name: str
    type: Type
    node: nodes.Node | None
    span: Span | None
    scope: nodes.Node | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The `plan` block, read: `start` is (year, month, day), a step covers `step_months` whole months.

    `is_calculator` marks a file without a plan block (one step, today-independent: start 2000-01-01).
    `inflation` is the property's expression, None when the plan states none.
    """

    label: str
    currency: str
    start: tuple[int, int, int]
    steps: int
    step: str
    step_months: int
    inflation: nodes.Expression | None
    locale: str
    node: nodes.Plan | None
    is_calculator: bool = False


@dataclass(slots=True)
class Model:
    """The checked plan.

    `declarations` are those of the plan file in file order; `library` those that `use` brought in. `types` and
    `symbols` are keyed by `id` of the expression node: a `Name`, `Member` or `Call.function` has a symbol, every
    expression has a type. `properties[id(declaration)]` maps property names to their nodes. `scenarios` are in file
    order.
    """

    source: Source
    facts: PlanFacts
    files: list[nodes.File] = field(default_factory=list)
    declarations: list[nodes.Declaration] = field(default_factory=list)
    library: list[nodes.Declaration] = field(default_factory=list)
    globals: dict[str, Symbol] = field(default_factory=dict)
    rules: dict[str, nodes.Rule] = field(default_factory=dict)
    functions: dict[str, nodes.Fn] = field(default_factory=dict)
    types: dict[int, Type] = field(default_factory=dict)
    symbols: dict[int, Symbol] = field(default_factory=dict)
    properties: dict[int, dict[str, nodes.Property]] = field(default_factory=dict)
    scenarios: list[nodes.Scenario] = field(default_factory=list)

    def type_of(self, node: nodes.Expression) -> Type:
        """The type of a checked expression."""
        return self.types[id(node)]

    def symbol_of(self, node: nodes.Expression) -> Symbol:
        """What a checked name refers to."""
        return self.symbols[id(node)]
