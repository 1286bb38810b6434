"""What writers of other languages write by habit, and how it is written here."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import CURRENCIES
from plainplan.syntax.expected import STATEMENT_SHAPES
from plainplan.syntax.fault import LINE_ENDS, Fault

# Declarations that take a label after their name.
_LABELLED = ("plan", "asset", "debt", "income", "expense", "goal", "person", "group", "scenario", "param")
_COMPOUNDINGS = ("yearly", "quarterly", "monthly", "daily")
_MAGNITUDES = {"K": "k", "thousand": "k", "m": "M", "million": "M"}
_WORDS = {"every": "each", "transfer": "move", "spend": "withdraw", "buy": "move", "sell": "move", "def": "fn"}
_REVERSED = {("EQUAL", "GREATER"): ">=", ("EQUAL", "LESS"): "<="}


def meant(fault: Fault) -> str | None:
    """The help for a token that a habit put where it is, or None."""
    return next((found for recognise in _HABITS if (found := recognise(fault)) is not None), None)


def _touches(fault: Fault) -> bool:
    return fault.before()[3] == fault.span.start


def _comment(fault: Fault) -> str | None:
    is_double = fault.kind == "SLASH" and (
        (fault.before()[0] == "SLASH" and _touches(fault))
        or (fault.after()[0] == "SLASH" and fault.after()[2] == fault.span.end)
    )
    return "begin a comment with `#`" if is_double else None


def _power(fault: Fault) -> str | None:
    """`2 ** 3`."""
    is_double = fault.kind == "STAR" and fault.before()[0] == "STAR" and _touches(fault)
    return "write `^`" if is_double else None


def _range(fault: Fault) -> str | None:
    """`t in 1:5` and `t = 1..5` at the head of a table."""
    before, after, line = fault.before(), fault.after(), fault.line
    if fault.kind == "COLON" and before[0] == after[0] == "NUMBER" and any(token[0] == "IN" for token in line):
        return f"write `{before[1]}..{after[1]}`"
    if fault.kind == "RANGE" and len(line) == 3 and line[0][0] == "NAME" and line[1][0] == "EQUAL":
        return f"write `{line[0][1]} in {before[1]}..{after[1]}`"
    return None


def _item(fault: Fault) -> str | None:
    """`returns[1]`."""
    name, place, closing = fault.before(), fault.after(), fault.after(2)
    is_item = fault.kind == "OPEN_LIST" and name[0] == "NAME" and _touches(fault)
    if not is_item or place[0] != "NUMBER" or closing[0] != "CLOSE_LIST":
        return None
    # `index.close[1]`
    begin = fault.index - 1
    while begin >= 2 and fault.tokens[begin - 1][0] == "DOT" and fault.tokens[begin - 2][0] == "NAME":
        begin -= 2
    return f"write `at({fault.source.text[fault.tokens[begin][2] : name[3]]}, {place[1]})`"


def _per(fault: Fault) -> str | None:
    """`5% per year`."""
    word, number = fault.before(), fault.before(2)
    return f"write `{number[1]}/{fault.text}`" if word[1] == "per" and number[0] == "NUMBER" else None


def _condition(fault: Fault) -> str | None:
    """Excel's `if(cash > 0, 1, 2)`."""
    if fault.kind != "COMMA":
        return None
    opening = fault.index - 1
    depth = 0
    while opening > 0 and (depth or fault.tokens[opening][0] != "OPEN"):
        depth += {"CLOSE": 1, "OPEN": -1}.get(fault.tokens[opening][0], 0)
        opening -= 1
    if not opening or fault.tokens[opening - 1][0] != "IF":
        return None
    match arguments(fault, opening):
        case [condition, consequent, alternative]:
            return f"write `if {condition} then {consequent} else {alternative}`"
        case _:
            return None


def arguments(fault: Fault, opening: int) -> list[str]:
    """What stands between commas in the bracket that a token opens."""
    found: list[str] = []
    depth = 0
    begin = opening + 1
    for position in range(opening, len(fault.tokens)):
        kind = fault.tokens[position][0]
        depth += 1 if kind in ("OPEN", "OPEN_LIST") else -1 if kind in ("CLOSE", "CLOSE_LIST") else 0
        if position > begin and ((kind == "COMMA" and depth == 1) or not depth):
            found.append(fault.source.text[fault.tokens[begin][2] : fault.tokens[position - 1][3]])
            begin = position + 1
        if not depth:
            break
    return found


def _comparator(fault: Fault) -> str | None:
    mark = _REVERSED.get((fault.before()[0], fault.kind))
    return f"write `{mark}`" if mark and _touches(fault) else None


def _label_without_quotes(fault: Fault) -> str | None:
    line = fault.line
    if fault.kind != "NAME" or "STRING" not in fault.expected or not line or line[0][1] not in _LABELLED:
        return None
    if line[0][1] != "param" and any(token[0] == "EQUAL" for token in line):
        return None
    return f'write `"{fault.text}"`'


def _word(fault: Fault) -> str | None:
    """A word for one of ours, a rule without `apply`, a formula without `let` or `param`."""
    if fault.line or not fault.expected & {"ASSET", "MOVE"}:
        return None
    if fault.text in _WORDS:
        return f"write `{_WORDS[fault.text]}`"
    following = fault.after()[0]
    if following == "OPEN" and "APPLY" in fault.expected:
        return f"write `apply {fault.rest_of_line(fault.index)}`"
    if following == "EQUAL":
        return f"write `let {fault.rest_of_line(fault.index)}`"
    return None


def _order(fault: Fault) -> str | None:
    """`from cash, bond`: the accounts of an order are joined by `then`."""
    before, after = fault.before(), fault.after()
    if fault.kind != "COMMA" or "THEN" not in fault.expected or before[0] != "NAME" or after[0] != "NAME":
        return None
    return f"write `{before[1]} then {after[1]}`"


def _weights(fault: Fault) -> str | None:
    line = fault.line
    if not line or line[0][0] != "REBALANCE":
        return None
    before, following, share = fault.before(), fault.after(), fault.after(2)
    if fault.kind in ("COLON", "EQUAL") and before[0] == "NAME" and following[0] not in LINE_ENDS:
        return f"write `{before[1]} {following[1]}`"
    if "HOLDING" not in fault.expected:
        return f"write `{STATEMENT_SHAPES['rebalance']}`" if len(line) == 2 else None
    if following[0] in ("COLON", "EQUAL") and share[0] not in LINE_ENDS:
        return f"write `{fault.text} {share[1]}`"
    return f"write `{following[1]} {fault.text}`" if fault.kind == "NUMBER" and following[0] == "NAME" else None


def _compounding(fault: Fault) -> str | None:
    return f"write `compounded {fault.text}`" if fault.text in _COMPOUNDINGS else None


def _magnitude(fault: Fault) -> str | None:
    """`200K USD`, `2 million USD`."""
    word, number = fault.before(), fault.before(2)
    letter = _MAGNITUDES.get(word[1])
    return f"write `{number[1]}{letter} {fault.text}`" if letter and number[0] == "NUMBER" else None


def _currency(fault: Fault) -> str | None:
    """`USD 100`."""
    is_amount = fault.kind == "NUMBER" and fault.before()[1] in CURRENCIES
    return f"write `{fault.text} {fault.before()[1]}`" if is_amount else None


def _product(fault: Fault) -> str | None:
    """`2 x rate`, `(1 - share) fund`."""
    if "STAR" not in fault.expected or fault.kind != "NAME":
        return None
    if fault.text in ("x", "X") and fault.after()[0] in ("NAME", "NUMBER", "OPEN"):
        return "write `*`"
    return f"write `* {fault.text}`" if fault.before()[0] == "CLOSE" else None


def _argument(fault: Fault) -> str | None:
    """`chen.turns 65`."""
    name, dot = fault.before(), fault.before(2)
    is_call = fault.kind == "NUMBER" and name[0] == "NAME" and dot[0] == "DOT"
    return f"write `{name[1]}({fault.text})`" if is_call else None


_HABITS: tuple[Callable[[Fault], str | None], ...] = (
    _comment,
    _power,
    _range,
    _item,
    _per,
    _condition,
    _comparator,
    _label_without_quotes,
    _word,
    _order,
    _weights,
    _compounding,
    _magnitude,
    _currency,
    _product,
    _argument,
)
