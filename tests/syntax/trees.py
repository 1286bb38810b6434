"""Short ways to read a plan text in a test and to say what its tree should be."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span
from plainplan.syntax import format_file, parse
from plainplan.syntax.nodes import (
    Binary,
    Block,
    Call,
    Comparison,
    CompoundedSuffix,
    Conditional,
    Declaration,
    Expression,
    File,
    Let,
    Logic,
    Member,
    Name,
    Number,
    RealSuffix,
    Statement,
    Unary,
)

NOWHERE = Span(Source("test.plan", ""), 0, 0)


def read(text: str) -> File:
    """The tree of a text without mistakes."""
    file, found = parse(Source("test.plan", text))
    assert found == []
    return file


def mistakes(text: str) -> list[Diagnostic]:
    """What is wrong with a text."""
    return parse(Source("test.plan", text))[1]


def declaration(text: str) -> Declaration:
    """The one declaration of a text."""
    (only,) = read(text).declarations
    return only


def statement(text: str) -> Statement:
    """The one statement of a block."""
    block = declaration(f"each year {{\n{text}\n}}")
    assert isinstance(block, Block)
    (only,) = block.body
    return only


def expression(text: str) -> Expression:
    """The value of a formula."""
    let = declaration(f"let x = {text}")
    assert isinstance(let, Let)
    return let.value


def formatted(text: str) -> str:
    """A text without mistakes in the one style."""
    return format_file(read(text))


def name(word: str) -> Name:
    """A name that stands nowhere."""
    return Name(NOWHERE, word)


def number(text: str, value: float, unit: str | None = None) -> Number:
    """A number that stands nowhere."""
    return Number(NOWHERE, text, value, None if unit is None else name(unit))


def grouped(node: Expression) -> str:
    """An expression with every operator in parentheses."""
    match node:
        case Number(unit=None):
            return node.text
        case Number(unit=Name(name=unit)):
            return f"[{node.text} {unit}]"
        case Name():
            return node.name
        case Member():
            return f"{grouped(node.object)}.{node.member.name}"
        case Call():
            return f"{grouped(node.function)}({', '.join(grouped(argument.value) for argument in node.arguments)})"
        case Unary():
            return f"({node.operator} {grouped(node.operand)})"
        case Binary() | Comparison() | Logic():
            return f"({grouped(node.left)} {node.operator} {grouped(node.right)})"
        case Conditional():
            parts = (node.condition, node.consequent, node.alternative)
            return "(if {} then {} else {})".format(*map(grouped, parts))
        case RealSuffix():
            return f"({grouped(node.operand)} real)"
        case CompoundedSuffix():
            return f"({grouped(node.operand)} compounded {node.every.name})"
        case _:
            raise AssertionError(f"no way to group {node!r}")
