"""When two values may stand side by side: one dimension, one currency, real with real, nominal with nominal."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Label
from plainplan.dimensions import (
    CURRENCIES,
    MONTHS_IN,
    UNKNOWN,
    WHOLE,
    Type,
    describe,
    dimension_text,
    is_shorter,
    money,
)
from plainplan.records import replace
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.fold import fold

# How many formulas are looked through for the reason of a mistake.
MOST_FOLLOWED = 20
# What two values need that are of one dimension, and yet do not meet.
NEEDED = {"currency-mismatch": "need the same currency", "real-and-nominal": "need to be real, or both nominal"}


def adopt(context: Context, node: nodes.Expression, wanted: Type) -> None:
    """Give a `0` or a bare literal the type of what it faces, so that later stages need not ask again."""
    own = context.type_of(node)
    context.model.types[id(node)] = replace(
        wanted, is_series=own.is_series, is_zero=own.is_zero, is_whole=own.is_whole and wanted.is_whole, is_bare=False
    )
    match node:
        case nodes.Unary(operand=operand):
            adopt(context, operand, wanted)
        case nodes.Conditional(consequent=consequent, alternative=alternative):
            adopt(context, consequent, wanted)
            adopt(context, alternative, wanted)
        case _:
            pass


def is_free_zero(type_: Type) -> bool:
    """Whether this is the literal 0 that has not yet met a dimension."""
    return type_.is_zero and not type_.powers


def is_free_bare(type_: Type) -> bool:
    """Whether this is a literal that may yet become money."""
    return type_.is_bare and not type_.powers


def words_for(type_: Type, other: Type) -> str:
    """The type in the writer's words, precise enough to differ from the other's."""
    words = describe(type_)
    if type_.powers == other.powers and type_.is_real != other.is_real:
        return words if type_.is_real else f"nominal {words}"
    if words != describe(other):
        return words
    if type_.currency and type_.currency != other.currency:
        return f"{words} in {type_.currency}"
    return dimension_text(type_)


def join(
    context: Context,
    first: nodes.Expression,
    second: nodes.Expression,
    sentence: str,
    span: Span,
    marker: str,
    *,
    takes_bare: bool = True,
) -> Type:
    """The type that two values side by side have in common; reports why there is none.

    `sentence` holds `{0}` and `{1}` for the two types in words. `takes_bare` says whether a bare literal may become
    money here: facing it in a sum, a comparison or an argument, but not as one of several results (rule 15).
    """
    left, right = context.type_of(first), context.type_of(second)
    is_series = left.is_series or right.is_series
    if left.is_unknown or right.is_unknown:
        return UNKNOWN
    if is_free_zero(left) and is_free_zero(right):
        return replace(WHOLE, is_zero=True, is_series=is_series)
    if is_free_zero(left) and right.kind == "quantity":
        adopt(context, first, right)
        return replace(right, is_series=is_series, is_bare=False, is_whole=left.is_whole and right.is_whole)
    if is_free_zero(right) and left.kind == "quantity":
        adopt(context, second, left)
        return replace(left, is_series=is_series, is_bare=False, is_whole=left.is_whole and right.is_whole)
    if takes_bare:
        left = _bare_as_money(context, first, left, right)
        right = _bare_as_money(context, second, right, left)
    if left.kind != right.kind:
        return _mismatch(context, "type-mismatch", first, second, left, right, sentence, span, marker)
    if left.kind != "quantity":
        return left.as_series(is_series)
    if left.powers != right.powers:
        code = "currency-mismatch" if differ_in_currency(left, right) else "dimension-mismatch"
        return _mismatch(context, code, first, second, left, right, sentence, span, marker)
    if left.is_real != right.is_real and left.powers:
        return _mismatch(context, "real-and-nominal", first, second, left, right, sentence, span, marker)
    return Type(
        powers=left.powers,
        period=shorter_period(left, right),
        # One of several results keeps how it is quoted; a sum of rates is plain.
        compounding=left.compounding if left.compounding == right.compounding and not takes_bare else None,
        is_real=left.is_real,
        is_series=is_series,
        is_whole=left.is_whole and right.is_whole,
    )


def shorter_period(left: Type, right: Type) -> str | None:
    """The period to which two values that meet are brought."""
    if left.period is None or right.period is None:
        return left.period or right.period
    return left.period if is_shorter(left.period, right.period) else right.period


def differ_in_currency(left: Type, right: Type) -> bool:
    """Whether two dimensions are the same but for their currencies."""
    return left.powers != right.powers and _without_currency(left) == _without_currency(right)


def _without_currency(type_: Type) -> list[tuple[str, int]]:
    return sorted(("currency" if name in CURRENCIES else name, exponent) for name, exponent in type_.powers)


def _bare_as_money(context: Context, node: nodes.Expression, own: Type, other: Type) -> Type:
    """Rule 15: a signed literal that faces nominal money is money in the plan's currency."""
    if not is_free_bare(own) or not other.is_money or other.is_real or other.currency != context.currency:
        return own
    wanted = money(context.currency)
    adopt(context, node, wanted)
    return wanted


def _mismatch(
    context: Context,
    code: str,
    first: nodes.Expression,
    second: nodes.Expression,
    left: Type,
    right: Type,
    sentence: str,
    span: Span,
    marker: str,
) -> Type:
    message = sentence.format(words_for(left, right), words_for(right, left))
    labels = (*label_of(context, first, words_for(left, right)), *label_of(context, second, words_for(right, left)))
    notes: tuple[str, ...] = ()
    if code == "dimension-mismatch":
        width = max(len(dimension_text(left)), len(dimension_text(right)))
        notes = (f"left side:  {dimension_text(left):>{width}}\nright side: {dimension_text(right):>{width}}",)
    sides = ((second, right, left), (first, left, right))
    ordered = sides if is_literal_money(second) else sides[::-1]
    help_text = next((text for side in ordered if (text := _mending(context, *side))), None)
    needed = marker.replace("need the same dimension", NEEDED.get(code, "need the same dimension"))
    return context.report(code, message, span, needed, labels=labels, notes=notes, help=help_text)


def label_of(context: Context, node: nodes.Expression, words: str) -> tuple[Label, ...]:
    """A second label that says where the type of a name came from."""
    symbol = context.model.symbols.get(id(node))
    if symbol is None or symbol.span is None or not isinstance(node, nodes.Name):
        return ()
    return (Label(symbol.span, f"`{node.name}` is {words}"),)


def _mending(context: Context, node: nodes.Expression, own: Type, other: Type) -> str | None:
    """What may be pasted in the place of one side."""
    text = node.span.text
    begun = _begun_with_zero(context, node) if own.is_number and other.powers else None
    if begun is not None:
        first = literal_with_unit(context, "0", other)
        return (
            first and f"write `prev({begun.arguments[0].value.span.text}, start: {first.removeprefix('write `')[:-1]})`"
        )
    if other.is_rate and isinstance(node, nodes.Number) and node.value == 1 and node.unit is None:
        return "write `compound(RATE, 1 year)` for 1 + RATE over a year"
    if own.is_bare and not own.powers:
        return literal_with_unit(context, text, other)
    if own.is_number and other.is_rate and isinstance(node, nodes.Number):
        return f"write `{text}/{other.period}`"
    if other.is_real and own.powers == other.powers and is_literal_money(node):
        return f"write `{text} real`"
    if own.is_real and not other.is_real and own.powers == other.powers:
        return f"write `nominal({text})`"
    return None


def _begun_with_zero(context: Context, node: nodes.Expression) -> nodes.Call | None:
    """A `prev(x, start: 0)` of a formula that looks at its own past: the 0 does not say of what kind it is."""
    waiting = [node]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_FOLLOWED:
        part = waiting.pop()
        symbol = context.model.symbols.get(id(part))
        if symbol is not None and isinstance(symbol.node, nodes.Let | nodes.Record) and id(symbol.node) not in seen:
            seen.add(id(symbol.node))
            waiting.append(symbol.node.value)
        if isinstance(part, nodes.Call) and isinstance(part.function, nodes.Name) and part.function.name == "prev":
            starts = [item.value for item in part.arguments[1:]]
            if all(isinstance(start, nodes.Number) and start.value == 0 and start.unit is None for start in starts):
                return part
        waiting += parts_of(part)
    return None


def is_literal_money(node: nodes.Expression) -> bool:
    """Whether this is an amount that is written out: `60k USD`, `5萬 TWD/month`."""
    if isinstance(node, nodes.Binary) and node.operator == "/" and isinstance(node.right, nodes.Name):
        return is_literal_money(node.left)
    return isinstance(node, nodes.Number) and node.unit is not None


def _as_percent(text: str) -> str:
    """`8` and `0.08` are both meant as 8%."""
    if text.endswith(("%", "bp")):
        return text
    try:
        value = float(text.replace("_", ""))
    except ValueError:
        return f"{text}%"
    return f"{value * 100:.10g}%" if abs(value) < 1 else f"{text}%"


def _is_many(text: str) -> bool:
    return text.isdecimal() and int(text) >= MONTHS_IN["year"]


def literal_with_unit(context: Context, text: str, wanted: Type) -> str | None:
    """The literal with the unit that it lacks."""
    text = fold(text)
    real = " real" if wanted.is_real else ""
    if not wanted.is_rate and text.endswith(("%", "bp")):
        return None
    if wanted.is_rate:
        # Nobody means 10萬% a year.
        if text[-1:].isalpha() and not text.endswith("bp"):
            return None
        return f"write `{_as_percent(text)}/{wanted.period}`"
    if wanted.is_money:
        return f"write `{text} {wanted.currency}{real}`"
    if wanted.is_money_flow:
        return f"write `{text} {wanted.currency}/{wanted.period}{real}`"
    if wanted.is_duration:
        # A term of 240 is hardly one of years.
        also = f", or `{text} months`" if wanted.period == "year" and _is_many(text) else ""
        return f"write `{text} {wanted.period}{'' if text == '1' else 's'}`{also}"
    return None
