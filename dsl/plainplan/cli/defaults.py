"""What a plan does not write and is in force all the same, and what `--set` may change."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.api import Plan, Run
from plainplan.api.changes import BASE_SUFFIX, shown_name
from plainplan.check.classes import class_of, is_controllable
from plainplan.check.model import Model
from plainplan.check.properties import PROPERTIES
from plainplan.cli.screen import padded
from plainplan.graph.nodes import InputFacts, Quantity
from plainplan.render import escape_text
from plainplan.syntax import nodes

Row = tuple[str, str, str]
WIDEST_VALUE = 40


def defaults_text(plan: Plan, run: Run) -> str:
    """Every default in force, by declaration, then the inputs that can be set."""
    defaults = list(_property_defaults(plan))
    names = {name for name, _, _ in defaults}
    defaults += [
        (quantity.name, facts.as_written, _label(quantity))
        for quantity, facts in _inputs(run)
        if facts.origin == "default"
        and quantity.name not in names
        and quantity.id != run.graph.well_known.get("scenario")
    ]
    inputs = [
        (quantity, facts)
        for quantity, facts in _inputs(run)
        if facts.is_free and facts.origin != "default" and quantity.id != run.graph.well_known.get("scenario")
    ]
    groups = {
        "defaults in force": defaults,
        "inputs, as written (--set NAME=EXPR)": [
            (shown_name(quantity), facts.as_written, _label(quantity))
            for quantity, facts in inputs
            if "@" not in shown_name(quantity)
        ],
        "inputs of scenarios": [
            (quantity.name, facts.as_written, "") for quantity, facts in inputs if "@" in shown_name(quantity)
        ],
    }
    return "\n\n".join("\n".join([title, *_rows(rows)]) for title, rows in groups.items() if rows)


def _inputs(run: Run) -> Iterator[tuple[Quantity, InputFacts]]:
    for quantity in run.graph.quantities:
        if quantity.input is not None:
            yield quantity, quantity.input


def _label(quantity: Quantity) -> str:
    label = quantity.label.partition(" [")[0] if quantity.name.endswith(BASE_SUFFIX) else quantity.label
    return label if label != quantity.name else ""


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
        # What falls due on one date has no period, and the shares of pledges say nothing where nothing is pledged.
        apart = (*properties, "secured_by", *(("from", "until") if "at" in properties else ()))
        for word, spec in PROPERTIES[keyword].items():
            if spec.default is not None and not spec.is_later and word not in apart:
                yield f"{_name(declaration)}.{word}", _in_force(model, declaration, word) or spec.default, spec.sentence


def _in_force(model: Model, declaration: nodes.Declaration, word: str) -> str | None:
    """What a default comes to that depends on what else is written."""
    match declaration, word:
        case nodes.Account(keyword="debt"), "class":
            return class_of(model, declaration)
        case nodes.Account(keyword="expense"), "controllable":
            return "true" if is_controllable(model, declaration) else "false"
        case _:
            return None


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
    from rich.cells import cell_len

    names = max(cell_len(name) for name, _, _ in rows)
    values = min(WIDEST_VALUE, max(cell_len(value) for _, value, _ in rows))
    return [
        escape_text(f"  {padded(name, names)}  {padded(value, values)}  {said}").rstrip() for name, value, said in rows
    ]
