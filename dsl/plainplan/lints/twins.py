"""Two names for the same formula."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.check.words import RESERVED_NAMES
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.normal import NormalForms
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part
from plainplan.syntax import nodes

Named = nodes.Let | nodes.TableColumn


def find_twins(model: Model) -> Iterator[Diagnostic]:
    """A warning for each `let`, column or total whose formula stands above under another name."""
    lets = [item for item in model.declarations if isinstance(item, nodes.Let)]
    yield from _twins_among(model, lets)
    for declaration in model.declarations:
        match declaration:
            case nodes.Table(columns=columns):
                yield from _twins_among(model, [column for column in columns if not column.is_header])
            case nodes.Block(body=body) | nodes.Rule(body=body):
                # Statements between two lines move money, after which the same formula is another figure.
                yield from _twins_among(model, _leading_lets(body))


def _leading_lets(body: tuple[nodes.Statement, ...]) -> list[nodes.Let]:
    found: list[nodes.Let] = []
    for statement in statements_of(body):
        if not isinstance(statement, nodes.Let):
            break
        found.append(statement)
    return found


def _twins_among(model: Model, named: list[nodes.Let] | list[nodes.TableColumn]) -> Iterator[Diagnostic]:
    overridden = {
        item.target.span.text
        for scenario in model.scenarios
        for item in scenario.items
        if isinstance(item, nodes.Overlay)
    }
    forms = NormalForms(model)
    seen: dict[Hashable, Named] = {}
    for item in named:
        if item.name.name in overridden or not _is_formula(model, item.value):
            continue
        first = seen.setdefault(forms.of(item.value), item)
        if first is not item:
            message = f"`{item.name.name}` is the same formula as `{first.name.name}`"
            yield reported("same-formula", message, item.value.span, (Label(first.value.span, f"`{first.name.name}`"),))


def _is_formula(model: Model, value: nodes.Expression) -> bool:
    """Whether something is computed of names; equal literals are two figures that happen to be equal."""
    if isinstance(value, nodes.Call) and not _is_builtin(model, value):
        # A function of the plan: the formula stands in one place already.
        return False
    parts = list(every_part(value))
    computes = any(isinstance(part, nodes.Binary | nodes.Call | nodes.Conditional) for part in parts)
    return computes and any(isinstance(part, nodes.Name | nodes.Member) and not _is_unit(part) for part in parts)


def _is_builtin(model: Model, call: nodes.Call) -> bool:
    symbol = model.symbols.get(id(call.function))
    return symbol is not None and symbol.kind == "builtin"


def _is_unit(node: nodes.Expression) -> bool:
    return isinstance(node, nodes.Name) and node.name in RESERVED_NAMES
