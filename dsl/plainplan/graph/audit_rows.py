"""Audit rows: what a `note` writes of the step in which it stands, each figure under the name that a reader knows."""

from __future__ import annotations

from plainplan.dimensions import Type, money
from plainplan.graph.builder import ZERO, guarded
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower, materialise
from plainplan.graph.nodes import Formula, NoteView, Reference
from plainplan.syntax import nodes


def write_note(context: Context, node: nodes.Note, scope: Scope, own: Scope) -> None:
    """The figures of a `note` as rows of their own, under the rows of the statement `own`."""
    own.label = title = context.words.text(node.label, node.span)
    values: list[int] = []
    for value in node.values:
        for label, type_, formula in _figures(context, value, scope, own):
            name = f"{own.owner}.value{len(values) + 1}"
            row = context.builder.add(
                name, f"{title}: {label}", type_, scope.block, guarded(scope.guard, formula), node.span
            )
            values.append(row.quantity)
    flag = materialise(context, scope.guard, own, Type("boolean")).quantity if scope.guard is not None else None
    context.builder.graph.notes.append(NoteView(title, flag, tuple(values), node.span))


def _figures(context: Context, node: nodes.Expression, scope: Scope, own: Scope) -> list[tuple[str, Type, Formula]]:
    """What one expression writes: a figure, or, for `sale.from(holdings)`, what each of the holdings gave."""
    match node:
        case nodes.Call(
            function=nodes.Member(object=nodes.Name(name=statement), member=nodes.Name(name="from")),
            arguments=(nodes.Argument(value=nodes.Name(name=source)),),
        ) if (taken := context.statements.get(scope.prefix + statement)) is not None:
            found: list[tuple[str, Type, Formula]] = []
            for name in context.members(scope.accounts.get(source, source)):
                type_ = money(context.accounts[name].currency).as_series()
                found.append((context.label_of(name), type_, taken.sources.get(name, ZERO)))
            return found
        case nodes.Name(name=name) if name in scope.accounts:
            given = scope.accounts[name]
            group = context.groups.get(given)
            # Several accounts that a rule was given in order have no title of their own.
            names = [given] if group is None or group.label else context.members(given)
            label = ", ".join(context.label_of(each) for each in names)
        case nodes.Name(name=name) if name in scope.locals:
            label = _label_of_local(context, node, scope)
        case nodes.Name(name=name) if name in context.accounts or name in context.groups:
            label = context.label_of(name)
        case nodes.Name(name=name) if (record := context.records.get(scope.prefix + name)) is not None:
            label = context.builder.graph.quantities[record].label
        case nodes.Member(object=nodes.Name(name=statement), member=nodes.Name(name="amount" | "short" as member)) if (
            parts := context.statements.get(scope.prefix + statement)
        ):
            label = context.words.of(parts.label, member)
        case _:
            label = context.words.code(node)
    return [(label, context.type_of(node), lower(context, node, own))]


def _label_of_local(context: Context, node: nodes.Name, scope: Scope) -> str:
    """The label that was written for a `let` of this block or rule, or the name."""
    formula = scope.locals[node.name].formula
    if isinstance(formula, Reference):
        known = context.builder.graph.quantities[formula.quantity]
        if known.name == f"{scope.owner}.{node.name}":
            return known.label.removeprefix(f"{scope.label} ")
    return context.words.title(None, node)
