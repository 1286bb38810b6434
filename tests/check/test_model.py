"""What later stages rely on: in a sound plan every expression has a type and every name a symbol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plainplan.check import Model, check
from plainplan.check.collect import statements_of
from plainplan.check.walk import expressions_of, parts_of
from plainplan.source import Source
from plainplan.syntax import nodes, parse

PLANS = sorted((Path(__file__).parents[2] / "plans").glob("*.plan"))


def check_file(path: Path) -> Model:
    file, found = parse(Source(path.name, path.read_text(encoding="utf-8")))
    model, more = check(file, project_root=path.parent)
    assert [item for item in [*found, *more] if item.is_error] == []
    assert model is not None
    return model


def expressions(model: Model) -> Iterator[nodes.Expression]:
    """Those of the plan; what the library brings in is read as far as the plan applies and calls it."""
    for declaration in model.declarations:
        match declaration:
            case nodes.Param(value=value) | nodes.Let(value=value):
                yield value
            case nodes.Fn(value=value):
                yield value
            case nodes.Check(condition=condition):
                yield condition
            case nodes.Block(body=body, condition=condition):
                if condition is not None:
                    yield condition
                yield from expressions_of_body(model, body)
            case _:
                pass


def expressions_of_body(model: Model, body: tuple[nodes.Statement, ...]) -> Iterator[nodes.Expression]:
    for statement in statements_of(body):
        yield from expressions_of(statement)
        if isinstance(statement, nodes.Apply):
            plain = (model.rules[statement.rule.function.span.text], model.facts.currency)
            rule, _ = model.applied.get(id(statement), plain)
            yield from expressions_of_body(model, rule.body)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_expression_of_a_sound_plan_is_typed(path: Path) -> None:
    model = check_file(path)
    waiting = list(expressions(model))
    assert waiting
    called: set[str] = set()
    while waiting:
        node = waiting.pop()
        waiting += parts_of(node)
        if isinstance(node, nodes.Call):
            name = node.function.span.text
            if name in model.functions and name not in called:
                called.add(name)
                waiting.append(model.functions[name].value)
        if isinstance(node, nodes.Priority | nodes.Weight | nodes.Listing | nodes.Range):
            continue
        if isinstance(node, nodes.Name) and node.name == "closing":
            continue
        assert id(node) in model.types, node.span.place
        if isinstance(node, nodes.Name | nodes.Member):
            assert id(node) in model.symbols, node.span.place


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_global_name_has_a_known_symbol(path: Path) -> None:
    model = check_file(path)
    for name, symbol in model.globals.items():
        assert symbol.name == name
        has_none = symbol.kind in ("person", "application", "table", "grid", "data", "prove", "solve")
        assert has_none or not symbol.type.is_unknown


def test_the_checker_leaves_the_tree_as_it_was() -> None:
    text = PLANS[0].read_text(encoding="utf-8")
    file, _ = parse(Source("test.plan", text))
    check(file, project_root=PLANS[0].parent)
    assert file == parse(Source("test.plan", text))[0]
