"""What a plan does not write and is in force all the same, and what `--set` may change."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.api import Plan, Run
from plainplan.api.changes import free_inputs
from plainplan.check.properties import PROPERTIES
from plainplan.render import escape_text
from plainplan.syntax import nodes

Row = tuple[str, str, str]


def defaults_text(plan: Plan, run: Run) -> str:
    """Every default in force, by declaration, then the inputs that can be set."""
    written = list(_property_defaults(plan))
    names = {name for name, _, _ in written}
    formal = [
        (quantity.name, quantity.input.as_written, quantity.label)
        for quantity in run.graph.quantities
        if quantity.input is not None and quantity.input.origin == "default" and quantity.name not in names
    ]
    inputs = [
        (quantity.name, quantity.input.as_written, quantity.label if quantity.label != quantity.name else "")
        for quantity in free_inputs(run.graph)
        if quantity.input is not None and quantity.input.origin not in ("default", "scenario")
    ]
    parts = []
    if written or formal:
        parts += ["defaults in force", *_rows([*written, *formal]), ""]
    if inputs:
        parts += ["inputs, as written (--set NAME=EXPR)", *_rows(inputs)]
    return "\n".join(parts).rstrip()


def _property_defaults(plan: Plan) -> Iterator[Row]:
    """The properties that a declaration leaves to their defaults."""
    model = plan.model
    if model is None:
        return
    for declaration in model.declarations:
        keyword = _keyword(declaration)
        if keyword not in PROPERTIES:
            continue
        properties = model.properties.get(id(declaration), {})
        for word, spec in PROPERTIES[keyword].items():
            if spec.default is not None and not spec.is_later and word not in properties:
                yield f"{_name(declaration)}.{word}", spec.default, spec.sentence


def _keyword(declaration: nodes.Declaration) -> str:
    match declaration:
        case nodes.Account(keyword=keyword):
            return keyword
        case nodes.Plan() | nodes.Person() | nodes.Param():
            return type(declaration).__name__.lower()
    return ""


def _name(declaration: nodes.Declaration) -> str:
    match declaration:
        case nodes.Account(name=name) | nodes.Person(name=name) | nodes.Param(name=name):
            return name.name
    return "plan"


def _rows(rows: list[Row]) -> list[str]:
    names = max(len(name) for name, _, _ in rows)
    values = min(40, max(len(value) for _, value, _ in rows))
    return [escape_text(f"  {name:<{names}}  {value:<{values}}  {sentence}").rstrip() for name, value, sentence in rows]
