"""What a check knows while it runs: the model so far, the diagnostics, and what each name stands for."""

from __future__ import annotations

import os
from collections.abc import Callable

from plainplan.check.model import Model, Symbol
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import UNKNOWN, Type
from plainplan.records import dataclass, field
from plainplan.source import Span
from plainplan.syntax import nodes


@dataclass(frozen=True, slots=True, eq=False)
class Environment:
    """One local name and the ones before it: a `let` of a block is seen only by what stands after it."""

    binding: Binding
    parent: Environment | None

    def find(self, name: str) -> Binding | None:
        """The innermost binding of a name."""
        here: Environment | None = self
        while here is not None:
            if here.binding.name == name:
                return here.binding
            here = here.parent
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an expression stands. `kind` is `plan`, `block`, `rule`, `fn`, or `table` in tables and grids; `scope` is
    the block, rule, fn, table or grid. The columns of a table or grid, in whatever order they stand, are `columns`."""

    kind: str
    scope: nodes.Node | None = None
    environment: Environment | None = None
    columns: dict[str, Binding] = field(default_factory=dict)

    def with_binding(self, binding: Binding) -> Place:
        """The place after a line that introduces a name."""
        return Place(self.kind, self.scope, Environment(binding, self.environment))


PLAN_PLACE = Place("plan")


@dataclass(slots=True, eq=False)
class Binding:
    """A name and what it stands for. Its symbol is made when it is first asked for: the order of lines is free."""

    kind: str
    name: str
    node: nodes.Node | None
    span: Span | None
    place: Place = PLAN_PLACE
    symbol: Symbol | None = None
    is_open: bool = False
    is_used: bool = False
    is_library: bool = False
    # What scenarios put in the place of a `param` or `let`: a series there makes it a series.
    overlays: list[nodes.Expression] = field(default_factory=list)
    # The records and named statements of a rule, the formals of a function, the columns of a table, by name.
    members: dict[str, Binding] = field(default_factory=dict)
    # The formals of a rule, by name.
    formals: dict[str, Binding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Deferred:
    """A `prev(x, start: v)` whose x is typed after the formulas that it may lead back to."""

    call: nodes.Call
    place: Place


@dataclass(slots=True, eq=False)
class Context:
    """The state of one check."""

    model: Model
    # The two halves of typing call each other: an expression asks for names, a name for its expression.
    infer_with: Callable[[Context, nodes.Expression, Place], Type]
    define_with: Callable[[Context, Binding], Type]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # Data files lie below this folder.
    project_root: str | os.PathLike[str] = ""
    # The plan's own names and those of its blocks.
    names: dict[str, Binding] = field(default_factory=dict)
    functions: dict[str, Binding] = field(default_factory=dict)
    rules: dict[str, Binding] = field(default_factory=dict)
    units: dict[str, Binding] = field(default_factory=dict)
    # Where each statement of a block or rule stands, and the binding of each `let` among them, by `id`.
    places: dict[int, Place] = field(default_factory=dict)
    lets: dict[int, Binding] = field(default_factory=dict)
    locals: list[Binding] = field(default_factory=list)
    has_asset: bool = False
    # A file that should be used could not be read: its rules and functions are not known.
    misses_files: bool = False
    # Names that stand in a text of which parts could not be read.
    damaged_names: frozenset[str] = frozenset()
    # Whether a list in brackets stands anywhere.
    has_lists: bool = False
    # The currencies that `fx` gives a rate.
    rates: set[str] = field(default_factory=set)
    scenarios: dict[str, nodes.Scenario] = field(default_factory=dict)
    # Bindings being typed, outermost first: a name met again is a cycle.
    opened: list[Binding] = field(default_factory=list)
    deferred: list[Deferred] = field(default_factory=list)
    # Formals of functions, by `id`, that say how far a window looks back: a call writes them out.
    written_out: set[int] = field(default_factory=set)
    # Where `grow`, `receive salary` and `pay mortgage` stand.
    events: dict[str, Span] = field(default_factory=dict)
    # Each application: the block or rule that it stands in, and the rule.
    applied: list[tuple[nodes.Node | None, Binding]] = field(default_factory=list)
    reported_names: set[tuple[str, str]] = field(default_factory=set)
    # The rules that count in a foreign currency: by rule and currency, and the currency of each copy by `id`.
    instances: dict[tuple[int, str], Binding] = field(default_factory=dict)
    rule_currencies: dict[int, str] = field(default_factory=dict)
    # Those that cannot, with the first fault: where they are applied.
    misfits: list[tuple[nodes.Apply, Diagnostic]] = field(default_factory=list)
    # The currency of the rule that is being typed; None elsewhere.
    working: str | None = None

    @property
    def currency(self) -> str:
        """The currency of plain `money` and of accounts that are given: the plan's, in a rule the rule's."""
        return self.working or self.model.facts.currency

    def work_in(self, scope: nodes.Node | None) -> str | None:
        """Enters a rule, function, block or the plan; gives the currency to set `working` to when it is left."""
        outer, self.working = self.working, self.rule_currencies.get(id(scope))
        return outer

    def infer(self, node: nodes.Expression, place: Place) -> Type:
        """The type of an expression at a place, found once."""
        known = self.model.types.get(id(node))
        return known if known is not None else self.infer_with(self, node, place)

    def define(self, binding: Binding) -> Type:
        """The type of what a name stands for."""
        return self.define_with(self, binding)

    def report(
        self,
        code: str,
        message: str,
        span: Span | None,
        marker: str = "",
        *,
        labels: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
        severity: str = "error",
    ) -> Type:
        """Add a diagnostic; gives the unknown type, so that an expression at fault can return it."""
        self.diagnostics.append(Diagnostic(code, message, span, marker, labels, notes, help, severity))
        return UNKNOWN

    def report_name_once(self, kind: str, name: str) -> bool:
        """Whether an unknown name is met for the first time: one mistake is reported once."""
        if (kind, name) in self.reported_names:
            return False
        self.reported_names.add((kind, name))
        return True

    def type_of(self, node: nodes.Expression) -> Type:
        """The type that an expression has been given, unknown before that."""
        return self.model.types.get(id(node), UNKNOWN)

    def property(self, declaration: nodes.Node, name: str) -> nodes.Expression | None:
        """The value of a declaration's property, if it is written."""
        found = self.model.properties.get(id(declaration), {}).get(name)
        return found.value if found else None
