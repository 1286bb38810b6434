"""What each declaration of a plan says, fact by fact: the unit in which versions of a plan are compared and merged.

A fact is a key and a canonical text of one line; how it was laid out, and how its numbers were spelled, does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from plainplan.records import dataclass, field
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.format_expressions import Pen
from plainplan.syntax.format_lines import write_line
from plainplan.syntax.one_line import line_of, on_one_line

DOC, LABEL, VALUE = "doc", "label", "value"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said: `text` as one writes it, `meaning` the same with numbers by their value."""

    key: str
    text: str
    meaning: str
    span: Span = field(compare=False, repr=False)
    # How deep within its block a statement stands.
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A declaration: facts by key, in the order in which they stand, and the lines of its body, whose order counts.

    A policy block or a report has no name; `place` is the place among the declarations of the file, from 0.
    """

    kind: str
    name: str | None
    facts: tuple[Fact, ...]
    body: tuple[Fact, ...]
    node: nodes.Declaration
    place: int

    def fact(self, key: str) -> Fact | None:
        """The fact of a key, None when it is not said."""
        return next((fact for fact in self.facts if fact.key == key), None)


def read_entries(file: nodes.File) -> list[Entry]:
    """The declarations of a file, in their order."""
    return [
        Entry(kind_of(node), name_of(node), tuple(_facts(node)), tuple(_body(node)), node, place)
        for place, node in enumerate(file.declarations)
    ]


def kind_of(node: nodes.Declaration) -> str:
    """The keyword of a declaration."""
    match node:
        case nodes.Account() | nodes.Check() | nodes.Block():
            return node.keyword
        case _:
            return type(node).__name__.lower()


def name_of(node: nodes.Declaration) -> str | None:
    """The name by which the plan knows a declaration; a policy block, a report and the plan itself have none."""
    match node:
        case nodes.Plan() | nodes.Report() | nodes.Block():
            return None
        case nodes.Use():
            return ".".join(name.name for name in node.path)
        case nodes.Fx():
            return node.currency.name
        case _:
            return node.name.name


class _Meant(Pen):
    """Writes what the formatter writes, with every number by its value: `60萬` and `600_000` are one figure."""

    def _write(self, node: nodes.Expression) -> None:
        if isinstance(node, nodes.Number):
            self.text(repr(float(node.value)) + ("" if node.unit is None else f" {node.unit.name}"))
        else:
            Pen._write(self, node)


def _expression(key: str, node: nodes.Expression, span: Span | None = None) -> Fact:
    return _fact(key, lambda pen: pen.expression(node), span or node.span)


def _fact(key: str, write: Callable[[Pen], None], span: Span) -> Fact:
    return Fact(key, on_one_line(write), on_one_line(write, _Meant), span)


def _text(key: str, text: str, span: Span) -> Fact:
    return Fact(key, text, text, span)


# The property that the value of a declaration on one line stands for.
ONE_LINE = {"income": "amount", "expense": "amount", "asset": "value", "debt": "principal", "goal": "amount"}


def _facts(node: Any) -> Iterator[Fact]:
    head = name_span(node)
    if node.doc:
        yield _text(DOC, "\n".join(node.doc), head)
    label = getattr(node, "label", None)
    if label is not None:
        yield _text(LABEL, label, head)
    match node:
        case nodes.Account(value=value) if value is not None:
            yield _expression(ONE_LINE[node.keyword], value)
        case nodes.Unit() | nodes.Fx() | nodes.Param() | nodes.Let():
            yield _expression(VALUE, node.value)
        case nodes.Fn():
            yield _fact("formals", lambda pen: pen.formals(node.formals, 0), head)
            yield _expression(VALUE, node.value)
        case nodes.Rule():
            yield _fact("formals", lambda pen: pen.formals(node.formals, 0), head)
        case nodes.Data():
            yield _text("from", node.path.value, node.path.span)
            if node.by is not None:
                yield _text("by", node.by.name, node.by.span)
        case nodes.Group():
            items = node.weights or node.members
            yield _fact("members", lambda pen: pen.list_of(items), items[0].span._replace(end=items[-1].span.end))
        case nodes.Check():
            yield _expression("condition", node.condition)
            yield from (_expression(item.kind, item.value) for item in node.qualifiers)
        case nodes.Prove():
            yield _expression("claim", node.claim)
        case nodes.Solve():
            yield _expression("unknown", node.unknown)
            yield _expression("condition", node.condition)
        case nodes.Grid():
            yield _line("rows", node.rows)
            yield _line("columns", node.columns)
            yield _expression("cell", node.cell)
        case nodes.Block():
            yield _fact("when", lambda pen: write_line(pen, node), head)
    yield from (_expression(item.name.name, item.value) for item in getattr(node, "properties", ()))
    match node:
        case nodes.Table():
            yield from (_line(column.name.name, column) for column in node.columns)
        case nodes.Data():
            yield from (_line(column.name.name, column) for column in node.columns)
        case nodes.Scenario():
            yield from (_of_scenario(item) for item in node.items)


def scenario_key(item: nodes.Overlay | nodes.Draw | nodes.Property) -> str:
    """What a line of a scenario is about."""
    if isinstance(item, nodes.Property):
        return item.name.name
    return line_of(item.target)


def _of_scenario(item: nodes.Overlay | nodes.Draw | nodes.Property) -> Fact:
    match item:
        case nodes.Property():
            return _expression(item.name.name, item.value)
        case nodes.Overlay():
            return _expression(scenario_key(item), item.value)
        case nodes.Draw():
            target = scenario_key(item)
            mark = "~ once " if item.is_once else "~ "
            drawn = _expression(target, item.value)
            return Fact(target, mark + drawn.text, mark + drawn.meaning, item.value.span)


def _line(key: str, node: nodes.Node) -> Fact:
    return _fact(key, lambda pen: write_line(pen, node), node.span)


def name_span(node: Any) -> Span:
    """Where the name of a declaration stands, or the word with which it begins."""
    match node:
        case nodes.Plan() | nodes.Report() | nodes.Block():
            word = node.span.text.split(maxsplit=1)[0]
            return node.span._replace(end=node.span.start + len(word))
        case nodes.Use():
            return node.span._replace(start=node.path[0].span.start)
        case nodes.Fx():
            return node.currency.span
        case _:
            span: Span = node.name.span
            return span


def _body(node: nodes.Declaration) -> Iterator[Fact]:
    match node:
        case nodes.Rule() | nodes.Block():
            yield from _statements(node.body, 0)
        case nodes.Report():
            yield from (_line(item.keyword, item) for item in node.items)


def _statements(body: tuple[nodes.Statement, ...], depth: int) -> Iterator[Fact]:
    for statement in body:
        if isinstance(statement, nodes.If):
            yield from _branches(statement, depth)
            continue
        fact = _line(type(statement).__name__.lower(), statement)
        yield Fact(fact.key, fact.text, fact.meaning, fact.span, depth)


def _branches(node: nodes.If, depth: int) -> Iterator[Fact]:
    for number, (condition, body) in enumerate(node.branches):
        word = "else if " if number else "if "
        said = _expression("if", condition)
        yield Fact("if", word + said.text, word + said.meaning, said.span, depth)
        yield from _statements(body, depth + 1)
    if node.otherwise is not None:
        span = node.otherwise[0].span if node.otherwise else node.span
        yield Fact("else", "else", "else", span, depth)
        yield from _statements(node.otherwise, depth + 1)
