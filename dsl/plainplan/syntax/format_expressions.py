"""Expressions as text, with no more parentheses than reading them back needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from plainplan.records import dataclass
from plainplan.syntax.format_page import NO_LIST, Break, Page, Pieces
from plainplan.syntax.nodes import (
    Argument,
    Binary,
    Call,
    Comparison,
    CompoundedSuffix,
    Conditional,
    Date,
    Expression,
    Formal,
    List,
    Listing,
    Logic,
    Member,
    Name,
    Node,
    Number,
    Priority,
    Range,
    RealSuffix,
    Text,
    Unary,
    Weight,
)
from plainplan.syntax.texts import write_text

# How tightly each form binds, as the ladder of rules in plan.lark.
CONDITIONAL, OR, AND, NOT, COMPARISON, SUM, SUFFIX, PRODUCT, SIGN, POWER, PRIMARY = range(11)

_BINARY = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
_LOGIC = {"or": OR, "and": AND}

# More than this many named items in brackets stand one a line.
_NAMED_ON_A_LINE = 3

# So many literals of a list without brackets stand on a line where it is broken once, and twice; then one, as what is
# longer than a literal always.
_LITERALS_ON_A_LINE = {1: 10, 2: 5}

# `60萬 TWD/year`: a quantity per unit is written without spaces, unlike a division of two amounts.
_PER_UNIT = re.compile(r"(?:year|quarter|month|week|day)s?|[A-Z]{3}|元")


Item = TypeVar("Item", Argument, Formal, Expression)


@dataclass(slots=True)
class Pen:
    """Writes one line of a plan in pieces.

    From `level` 1 on, lists and chains of `if` are broken over lines, from 2 on conditions, and from 3 on calls that
    are nested less than `level - 2` deep.
    """

    page: Page
    level: int
    pieces: Pieces
    nesting: int = 0
    depth: int = 0
    list_end: int = NO_LIST

    def text(self, text: str) -> None:
        """Words that stand as they are."""
        self.pieces.append(text)

    def expression(self, node: Expression, least: int = CONDITIONAL) -> None:
        """An expression, in parentheses when it binds less tightly than `least`."""
        if _binding(node) < least:
            self.text("(")
            self._write(node)
            self.text(")")
        else:
            self._write(node)

    def _write(self, node: Expression) -> None:
        match node:
            case Number(unit=unit):
                self.text(node.text if unit is None else f"{node.text} {unit.name}")
            case Name(name=name):
                self.text(name)
            case Text(value=value):
                self.text(write_text(value))
            case Date():
                self.text(f"{node.year:04}-{node.month:02}" + ("" if node.day is None else f"-{node.day:02}"))
            case Member():
                self.expression(node.object, PRIMARY)
                self.text(f".{node.member.name}")
            case Call():
                self._call(node)
            case Unary(operator="not"):
                self.text("not ")
                self.expression(node.operand, NOT)
            case Unary():
                self.text("-")
                self.expression(node.operand, PRIMARY)
            case Binary():
                self._binary(node)
            case Comparison():
                self._pair(node.left, f" {node.operator} ", node.right, SUM, SUM)
            case Logic():
                self._logic(node)
            case Conditional():
                self._conditional(node)
            case RealSuffix():
                self.expression(node.operand, SUFFIX)
                self.text(" real")
            case CompoundedSuffix():
                self.expression(node.operand, SUFFIX)
                self.text(f" compounded {node.every.name}")
            case Range():
                self._range(node)
            case Priority():
                self._separated(node.items, " then ", OR)
            case Weight():
                self.text(node.name.name)
                self.text(" rest" if node.share is None else " ")
                if node.share is not None:
                    self.expression(node.share, SUM)
            case List():
                is_broken = self.level > 0 and len(node.items) > 1
                self._bracketed(node.items, self.expression, node.span.start, is_broken=is_broken, brackets="[]")
            case Listing():
                self.list_of(node.items)

    def _pair(self, left: Expression, operator: str, right: Expression, least_left: int, least_right: int) -> None:
        self.expression(left, least_left)
        self.text(operator)
        self.expression(right, least_right)

    def _binary(self, node: Binary) -> None:
        if node.operator == "^":
            is_signed = isinstance(node.right, Unary) and node.right.operator == "-"
            self._pair(node.left, "^", node.right, PRIMARY, SIGN if is_signed else POWER)
            return
        is_per_unit = node.operator == "/" and isinstance(node.right, Name) and _PER_UNIT.fullmatch(node.right.name)
        binding = _BINARY[node.operator]
        operator = "/" if is_per_unit else f" {node.operator} "
        self._pair(node.left, operator, node.right, binding, binding + 1)

    def _conditional(self, node: Conditional) -> None:
        is_broken = self.level > 0
        self.depth += is_broken
        chain: Expression = node
        while isinstance(chain, Conditional):
            self.text("if ")
            self.expression(chain.condition, OR)
            self.text(" then ")
            self.expression(chain.consequent, OR)
            self.text(" else ")
            if is_broken:
                self._break(chain.consequent, chain.alternative)
            chain = chain.alternative
        self.expression(chain)
        self.depth -= is_broken

    def _logic(self, node: Logic) -> None:
        binding = _LOGIC[node.operator]
        self.expression(node.left, binding)
        self.text(f" {node.operator} ")
        if self.level > 1 and self.nesting == 0:
            self.depth += 1
            self._break(node.left, node.right)
            self.depth -= 1
        self.expression(node.right, binding + 1)

    def _break(self, before: Node, after: Node) -> None:
        self.pieces.append(Break(self.depth, self.list_end, before.span.end, after.span.start, is_item=False))

    def _range(self, node: Range) -> None:
        is_plain = all(isinstance(bound, Date | Name | Number) for bound in (node.low, node.high))
        self._pair(node.low, ".." if is_plain else " .. ", node.high, SUM, SUM)
        if node.step is not None:
            self.text(" by ")
            self.expression(node.step, SUM)

    def _separated(self, items: Sequence[Expression], separator: str, least: int) -> None:
        for number, item in enumerate(items):
            if number:
                self.text(separator)
            self.expression(item, least)

    def _call(self, node: Call) -> None:
        self._write(node.function)
        named = sum(1 for argument in node.arguments if argument.key is not None)
        is_broken = named > _NAMED_ON_A_LINE or (self.nesting < self.level - 2 and len(node.arguments) > 1)
        self._bracketed(node.arguments, self._argument, node.function.span.end, is_broken=is_broken)

    def _argument(self, node: Argument) -> None:
        if node.key is not None:
            self.expression(node.key)
            self.text(": ")
        self.expression(node.value)

    def formals(self, nodes: tuple[Formal, ...], start: int) -> None:
        """The formals of a rule or function, brackets included, that stood after an offset."""
        is_broken = len(nodes) > _NAMED_ON_A_LINE or (self.level > 0 and bool(nodes))
        self._bracketed(nodes, self._formal, start, is_broken=is_broken)

    def _formal(self, node: Formal) -> None:
        self.text(node.name.name)
        if node.type is not None:
            self.text(": ")
            self.expression(node.type, SUFFIX)
        if node.default is not None:
            self.text(" = ")
            self.expression(node.default)

    def _bracketed(
        self,
        items: Sequence[Item],
        write: Callable[[Item], None],
        start: int,
        *,
        is_broken: bool,
        brackets: str = "()",
    ) -> None:
        # Not the end of the node, which may stand in parentheses of its own.
        end = self.page.list_end(items[-1].span.end if items else start, brackets[1])
        around = self.list_end
        self.text(brackets[0])
        self.nesting += 1
        self.list_end = end
        if is_broken or self.page.has_comment(start, end):
            start = self._one_a_line(items, write, start)
            self.pieces.append(Break(self.depth, around, start, end, is_item=False))
        else:
            for number, item in enumerate(items):
                if number:
                    self.text(", ")
                write(item)
        self.list_end = around
        self.nesting -= 1
        self.text(brackets[1])

    def _one_a_line(self, items: Sequence[Item], write: Callable[[Item], None], start: int) -> int:
        """Writes items that follow an offset of the source, and returns the offset that the end of them follows."""
        self.depth += 1
        for item in items:
            self.pieces.append(Break(self.depth, self.list_end, start, item.span.start, is_item=True))
            write(item)
            self.text(",")
            start = item.span.end
        self.depth -= 1
        return start

    def list_of(self, items: Sequence[Expression]) -> None:
        """Items between commas, without brackets; the lines after the first are indented."""
        # A comment within the first item goes above the whole line, and does not stay in the list.
        has_comment = self.page.has_comment(items[0].span.end, items[-1].span.end)
        on_a_line = 1
        if not has_comment and all(_is_literal(item) for item in items):
            on_a_line = _LITERALS_ON_A_LINE.get(self.level, 1)
        for number, item in enumerate(items):
            if number:
                self.text(", ")
                if (self.level > 0 or has_comment) and number % on_a_line == 0:
                    end = items[number - 1].span.end
                    is_item = on_a_line == 1
                    self.pieces.append(Break(self.depth + 1, self.list_end, end, item.span.start, is_item=is_item))
            self.expression(item)


def _is_literal(node: Expression) -> bool:
    return isinstance(node.operand if isinstance(node, Unary) else node, Date | Number | Text)


def _binding(node: Expression) -> int:
    match node:
        case Conditional():
            return CONDITIONAL
        case Logic():
            return _LOGIC[node.operator]
        case Unary():
            return NOT if node.operator == "not" else SIGN
        case Comparison():
            return COMPARISON
        case RealSuffix() | CompoundedSuffix():
            return SUFFIX
        case Binary():
            return _BINARY[node.operator]
        case _:
            return PRIMARY
