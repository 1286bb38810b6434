"""From productions to expression nodes."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.diagnostics import Diagnostic
from plainplan.source import Span
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
    Number,
    Priority,
    Property,
    Range,
    RealSuffix,
    Text,
    Unary,
    Weight,
)
from plainplan.syntax.numbers import read_number
from plainplan.syntax.place import Place
from plainplan.syntax.texts import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # `parts` are the symbols of one production, tokens and nodes, as plan.lark lists them; hence the Any.
    Parts = list[Any]


def name(place: Place, parts: Parts) -> Name:
    """`cash`"""
    token = parts[0]
    return Name(Span(place.source, token[2], token[3]), token[1])


def member(place: Place, parts: Parts) -> Member:
    """`core.return`"""
    return Member(place.span(parts[0].span.start), parts[0], name(place, parts[2:]))


def call(place: Place, parts: Parts) -> Call:
    """`pmt(i, n, -pv)`"""
    return Call(place.span(parts[0].span.start), parts[0], tuple(parts[2]))


def method_call(place: Place, parts: Parts) -> Call:
    """`chen.turns(65)`"""
    word = name(place, parts[2:])
    function = Member(Span(place.source, parts[0].span.start, word.span.end), parts[0], word)
    return Call(place.span(parts[0].span.start), function, tuple(parts[4]))


def plain_argument(place: Place, parts: Parts) -> Argument:
    """`x`"""
    return Argument(parts[0].span, None, parts[0])


def named_argument(place: Place, parts: Parts) -> Argument:
    """`start: v`"""
    return Argument(place.span(parts[0][2]), name(place, parts), parts[2])


def keyed_argument(place: Place, parts: Parts) -> Argument:
    """`2026: -37%`"""
    return Argument(place.span(parts[0].span.start), parts[0], parts[2])


def number(place: Place, parts: Parts) -> Number:
    """`60萬`"""
    return read_number(place, parts[0], None)


def quantity(place: Place, parts: Parts) -> Number:
    """`15 years`"""
    return read_number(place, parts[0], name(place, parts[1:]))


def text(place: Place, parts: Parts) -> Text:
    """`"陳先生"`"""
    return Text(place.span(parts[0][2]), read_text(parts[0][1]))


def date(place: Place, parts: Parts) -> Date:
    """`2026-01-31`"""
    written = parts[0][1]
    day = int(written[8:10]) if len(written) > 7 else None
    return Date(place.span(parts[0][2]), int(written[:4]), int(written[5:7]), day)


def parenthesis(place: Place, parts: Parts) -> Expression:
    """`(a + b)`: the node inside, which from now on ends where its parentheses do."""
    inner: Expression = parts[1]
    # The node was made a moment ago and nothing else holds it yet.
    object.__setattr__(inner, "span", place.span(parts[0][2]))
    return inner


def minus(place: Place, parts: Parts) -> Unary:
    """`-x`"""
    operand = parts[1]
    if isinstance(operand, Binary) and operand.operator == "^" and operand.left.span.start == operand.span.start:
        _report_signed_power(place, parts[0][2], operand)
    return Unary(place.span(parts[0][2]), "-", operand)


def _report_signed_power(place: Place, start: int, power: Binary) -> None:
    base, exponent = power.left.span.text, power.right.span.text
    place.diagnostics.append(
        Diagnostic(
            "signed-power",
            "`-` before a power can be read in two ways",
            place.span(start),
            notes=("mathematics takes the power first, Excel the sign",),
            help=f"write `-({base}^{exponent})` or `(-{base})^{exponent}`",
        )
    )


def negation(place: Place, parts: Parts) -> Unary:
    """`not x`"""
    return Unary(place.span(parts[0][2]), "not", parts[1])


def binary(place: Place, parts: Parts) -> Binary:
    """`a + b`"""
    left, operator, right = parts
    return Binary(place.span(left.span.start), operator[1], left, right)


def comparison(place: Place, parts: Parts) -> Comparison:
    """`a <= b`"""
    left, operator, right = parts
    return Comparison(place.span(left.span.start), _COMPARATORS[operator[0]], left, right)


def logic(place: Place, parts: Parts) -> Logic:
    """`a and b`"""
    left, operator, right = parts
    return Logic(place.span(left.span.start), operator[1], left, right)


def conditional(place: Place, parts: Parts) -> Conditional:
    """`if a then b else c`"""
    return Conditional(place.span(parts[0][2]), parts[1], parts[3], parts[5])


def real_suffix(place: Place, parts: Parts) -> RealSuffix:
    """`60萬 TWD/year real`"""
    return RealSuffix(place.span(parts[0].span.start), parts[0])


def compounded_suffix(place: Place, parts: Parts) -> CompoundedSuffix:
    """`2.1%/year compounded monthly`"""
    return CompoundedSuffix(place.span(parts[0].span.start), parts[0], parts[2])


def range_(place: Place, parts: Parts) -> Range:
    """`1..30`"""
    return Range(place.span(parts[0].span.start), parts[0], parts[2], None)


def range_by(place: Place, parts: Parts) -> Range:
    """`15%..40% by 5%`"""
    return Range(place.span(parts[0].span.start), parts[0], parts[2], parts[4])


def priority(place: Place, parts: Parts) -> Priority:
    """`cash then core then lever`"""
    items = parts[0]
    return Priority(place.span(items[0].span.start), tuple(items))


def list_(place: Place, parts: Parts) -> List:
    """`[0.4, 0.6]`"""
    return List(place.span(parts[0][2]), tuple(parts[1]))


def empty_list(place: Place, parts: Parts) -> List:
    """`[]`"""
    return List(place.span(parts[0][2]), ())


def listing(place: Place, parts: Parts) -> Listing:
    """`february, september`"""
    items = parts[0]
    return Listing(place.span(items[0].span.start), tuple(items))


def lone_weight(place: Place, parts: Parts) -> Listing:
    """`core 70%` alone where a list is expected."""
    return Listing(parts[0].span, (parts[0],))


def weight(place: Place, parts: Parts) -> Weight:
    """`core 40%`"""
    return Weight(place.span(parts[0][2]), name(place, parts), parts[1])


def rest_weight(place: Place, parts: Parts) -> Weight:
    """`cash rest`"""
    return Weight(place.span(parts[0][2]), name(place, parts), None)


def property_(place: Place, parts: Parts) -> Property:
    """`term: 20 years`"""
    return Property(place.span(parts[0][2]), name(place, parts), parts[2])


def bare_formal(place: Place, parts: Parts) -> Formal:
    """`x`"""
    return Formal(parts[0].span, parts[0], None, None)


def default_formal(place: Place, parts: Parts) -> Formal:
    """`harvest = 30%`"""
    return Formal(place.span(parts[0].span.start), parts[0], None, parts[2])


def typed_formal(place: Place, parts: Parts) -> Formal:
    """`core: asset`"""
    return Formal(place.span(parts[0][2]), name(place, parts), parts[2], None)


def full_formal(place: Place, parts: Parts) -> Formal:
    """`floor: duration = 15 years`"""
    return Formal(place.span(parts[0][2]), name(place, parts), parts[2], parts[4])


_COMPARATORS = {
    "LESS": "<",
    "LESS_EQUAL": "<=",
    "GREATER": ">",
    "GREATER_EQUAL": ">=",
    "EQUAL": "=",
    "NOT_EQUAL": "!=",
}

ACTIONS: dict[str, Callable[[Place, Parts], Any]] = {
    "name": name,
    "member": member,
    "call": call,
    "method_call": method_call,
    "plain_argument": plain_argument,
    "named_argument": named_argument,
    "keyed_argument": keyed_argument,
    "number": number,
    "quantity": quantity,
    "text": text,
    "date": date,
    "parenthesis": parenthesis,
    "minus": minus,
    "negation": negation,
    "binary": binary,
    "comparison": comparison,
    "logic": logic,
    "conditional": conditional,
    "real_suffix": real_suffix,
    "compounded_suffix": compounded_suffix,
    "range": range_,
    "range_by": range_by,
    "priority": priority,
    "list": list_,
    "empty_list": empty_list,
    "listing": listing,
    "lone_weight": lone_weight,
    "weight": weight,
    "rest_weight": rest_weight,
    "property": property_,
    "bare_formal": bare_formal,
    "default_formal": default_formal,
    "typed_formal": typed_formal,
    "full_formal": full_formal,
}
