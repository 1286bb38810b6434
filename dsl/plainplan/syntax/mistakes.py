"""From a token that cannot stand where it is to a sentence about it."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span
from plainplan.syntax.expected import STATEMENT_SHAPES, acceptable, describe, near_word
from plainplan.syntax.fault import LINE_ENDS, Fault
from plainplan.syntax.habits import arguments, meant
from plainplan.syntax.layout import RESERVED
from plainplan.syntax.tables import Tables
from plainplan.syntax.tokens import Token

_COMPARATORS = ("LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "EQUAL", "NOT_EQUAL")

# A comparison begins after one of these and ends before one.
_AROUND_COMPARISON = ("NEWLINE", "COLON", "COMMA", "OPEN", "CLOSE", "IF", "WHEN", "AND", "OR", "NOT", "THEN", "STRING")
_STATEMENTS = frozenset(
    ["MOVE", "WITHDRAW", "PAY", "RECEIVE", "BORROW", "REPAY", "REBALANCE", "APPLY", "GROW", "RECORD", "NOTE", "IF"]
)
_DECLARATIONS = frozenset(
    [
        "PLAN",
        "USE",
        "UNIT",
        "FX",
        "PERSON",
        "PARAM",
        "FN",
        "DATA",
        "ASSET",
        "DEBT",
        "INCOME",
        "EXPENSE",
        "GOAL",
        "GROUP",
        "RULE",
        "PROVE",
        "SOLVE",
        "TABLE",
        "GRID",
        "SCENARIO",
        "REPORT",
        "EACH",
        "WHEN",
        "ONCE",
        "AT",
    ]
)


def explain(tables: Tables, source: Source, states: list[int], tokens: list[Token], index: int) -> Diagnostic:
    """The diagnostic for the first token that cannot stand where it is."""
    fault = Fault(source, tables, tokens, index, frozenset(acceptable(tables, states)))
    for recognise in _RECOGNISERS:
        diagnostic = recognise(fault)
        if diagnostic is not None:
            return diagnostic
    expected = describe(tables, fault.expected)
    near = near_word(tables, fault.text, fault.expected)
    return Diagnostic(
        "unexpected-word",
        f"expected {expected}, found `{fault.text}`",
        fault.span,
        help=meant(fault) or (f"did you mean `{near}`?" if near else None),
    )


def _double_equal(fault: Fault) -> Diagnostic | None:
    before = fault.before()
    if fault.kind != "EQUAL" or before[0] != "EQUAL" or before[3] != fault.span.start:
        return None
    span = Span(fault.source, before[2], fault.span.end)
    return Diagnostic("double-equal", "two things are compared with one `=`", span, help="write `=`")


def _chained_comparison(fault: Fault) -> Diagnostic | None:
    if fault.kind not in _COMPARATORS or "AND" not in fault.expected or fault.kind in fault.expected:
        return None
    earlier = fault.index - 1
    while earlier > 0 and fault.tokens[earlier][0] not in _COMPARATORS:
        earlier -= 1
    first = earlier
    while first > 0 and fault.tokens[first - 1][0] not in (*_AROUND_COMPARISON, *_COMPARATORS, *LINE_ENDS):
        first -= 1
    last = fault.index
    while last + 1 < len(fault.tokens) and fault.tokens[last + 1][0] not in (*_AROUND_COMPARISON, *LINE_ENDS):
        last += 1
    text = fault.source.text
    middle = text[fault.tokens[earlier][3] : fault.span.start].strip()
    left = text[fault.tokens[first][2] : fault.tokens[earlier][3]]
    right = text[fault.span.start : fault.tokens[last][3]]
    return Diagnostic(
        "chained-comparison",
        "a comparison has two sides",
        fault.span,
        marker="a second comparison",
        help=f"write `{left} {middle} and {middle} {right}`",
    )


def _separator(fault: Fault) -> Diagnostic | None:
    """`=` for `:` and `:` for `=`, and a property without either."""
    if fault.kind == "COLON" and "EQUAL" in fault.expected and fault.line:
        head = fault.source.text[fault.line[0][2] : fault.before()[3]]
        keyword = fault.line[0][1] if fault.line[0][1] in fault.tables.keywords else head
        return Diagnostic(
            "wrong-separator",
            f"`{keyword}` takes `=` before its value",
            fault.span,
            help=f"write `{head} = {fault.rest_of_line(fault.index + 1)}`",
        )
    if fault.kind == "EQUAL" and "COLON" in fault.expected and fault.line:
        head = fault.source.text[fault.line[0][2] : fault.before()[3]]
        return Diagnostic(
            "wrong-separator",
            f"`{fault.line[0][1]}` takes `:` after its name",
            fault.span,
            help=f"write `{head}: {fault.rest_of_line(fault.index + 1)}`",
        )
    if "KEY" not in fault.expected or "NAME" in fault.expected or not fault.text[:1].isidentifier():
        return None
    kind, _, start, end = fault.after()
    if kind == "EQUAL":
        return Diagnostic(
            "wrong-separator",
            "a property takes `:` before its value",
            Span(fault.source, start, end),
            help=f"write `{fault.text}: {fault.rest_of_line(fault.index + 2)}`",
        )
    if kind in ("NAME", "NUMBER", "STRING", "DATE") and fault.text not in RESERVED:
        value = fault.rest_of_line(fault.index + 1)
        return Diagnostic(
            "missing-colon", "a property has `:` after its name", fault.span, help=f"write `{fault.text}: {value}`"
        )
    return None


def _comma_after_property(fault: Fault) -> Diagnostic | None:
    """Properties on one line, or a comma at the end of one as in JSON."""
    before = fault.before()
    is_property = fault.kind == "KEY" or (fault.kind == "CLOSE_BLOCK" and fault.line[:1] and fault.line[0][0] == "KEY")
    if not is_property or before[0] != "COMMA":
        return None
    span = Span(fault.source, before[2], before[3])
    if "\n" in fault.source.text[before[3] : fault.span.start] or fault.kind == "CLOSE_BLOCK":
        return Diagnostic(
            "comma-between-properties",
            "a property ends with its line, without a comma",
            span,
            help="leave the comma out",
        )
    return Diagnostic(
        "comma-between-properties",
        "each property stands on a line of its own",
        span,
        help=f"begin a new line before `{fault.text}:`",
    )


def _reserved_name(fault: Fault) -> Diagnostic | None:
    """A word of statements where only a name can stand, or where a value begins."""
    if fault.text not in RESERVED or "NAME" not in fault.expected or not fault.line:
        return None
    if fault.line[0][1] in STATEMENT_SHAPES and fault.after()[0] not in ("COLON", "EQUAL", *LINE_ENDS):
        # `move from cash to fund` lacks its amount; nobody named an account `from`.
        return None
    if fault.text in ("and", "or") and fault.after()[0] == "OPEN":
        parts = arguments(fault, fault.index + 1)
        return Diagnostic(
            "unexpected-word",
            f"`{fault.text}` stands between two conditions",
            fault.span,
            help=f"write `{f' {fault.text} '.join(parts)}`" if len(parts) > 1 else None,
        )
    return Diagnostic(
        "reserved-word",
        f"`{fault.text}` is a word of the language and cannot be a name",
        fault.span,
        help=f"write `{fault.text}_` or another name",
    )


def _statement(fault: Fault) -> Diagnostic | None:
    """A statement that lacks one of its words, with the shape it should have."""
    if not fault.line or fault.line[0][1] not in STATEMENT_SHAPES or fault.line[0][0] == "KEY":
        return None
    keyword = fault.line[0][1]
    if len(fault.line) == 1 and "NUMBER" in fault.expected:
        return Diagnostic(
            "incomplete-statement",
            f"`{keyword}` lacks its amount",
            _span_before(fault),
            marker="expected an amount after this",
            help=f"write `{STATEMENT_SHAPES[keyword]}`",
        )
    for terminal, word in (("FROM", "from"), ("TO", "to"), ("INTO", "into"), ("OF", "of")):
        if terminal in fault.expected:
            return Diagnostic(
                "incomplete-statement",
                f"`{keyword}` lacks its `{word}`",
                _span_before(fault) if fault.kind in LINE_ENDS else fault.span,
                marker=f"expected `{word}` after this" if fault.kind in LINE_ENDS else f"expected `{word}`",
                help=f"write `{STATEMENT_SHAPES[keyword]}`",
            )
    return None


def _missing_else(fault: Fault) -> Diagnostic | None:
    if "ELSE" not in fault.expected or fault.expected & {"NEWLINE", "$END", "CLOSE_BLOCK"}:
        return None
    condition = next((token for token in reversed(fault.tokens[: fault.index]) if token[0] == "IF"), fault.before())
    return Diagnostic(
        "missing-else",
        "an `if` in a formula says what holds otherwise",
        Span(fault.source, condition[2], condition[3]),
        marker="no `else` for it",
    )


def _begins_with_unknown_word(fault: Fault) -> Diagnostic | None:
    """A line of a file, a block or a report that begins with no word of the language."""
    if fault.line or not fault.text[:1].isidentifier() or "NAME" in fault.expected:
        return None
    if "ASSET" in fault.expected and fault.kind in _STATEMENTS:
        return Diagnostic(
            "statement-outside-block",
            f"`{fault.text}` stands in a block, not at the top level of a plan",
            fault.span,
            help="write it inside `each year { }`",
        )
    if "MOVE" in fault.expected and fault.kind in _DECLARATIONS:
        return Diagnostic(
            "declaration-in-block",
            f"`{fault.text}` stands at the top level of a plan, not in a block",
            fault.span,
        )
    near = near_word(fault.tables, fault.text, fault.expected)
    help = meant(fault) or (f"did you mean `{near}`?" if near else None)
    if "ASSET" in fault.expected:
        message = f"expected a declaration such as `asset`, `debt` or `param`, found `{fault.text}`"
        return Diagnostic("unknown-declaration", message, fault.span, help=help)
    if "MOVE" in fault.expected:
        message = f"expected a statement such as `move`, `withdraw` or `let`, found `{fault.text}`"
        return Diagnostic("unknown-statement", message, fault.span, help=help)
    return None


def _line_ends(fault: Fault) -> Diagnostic | None:
    if fault.kind not in ("NEWLINE", "$END", "CLOSE_BLOCK") or fault.before()[0] == "OPEN_BLOCK":
        return None
    expected = describe(fault.tables, fault.expected)
    return Diagnostic(
        "unfinished-line", f"the line ends too soon: expected {expected}", _span_before(fault), marker="after this"
    )


def _span_before(fault: Fault) -> Span:
    _, _, start, end = fault.before()
    return Span(fault.source, start, end)


_RECOGNISERS: tuple[Callable[[Fault], Diagnostic | None], ...] = (
    _double_equal,
    _chained_comparison,
    _separator,
    _comma_after_property,
    _reserved_name,
    _missing_else,
    _statement,
    _begins_with_unknown_word,
    _line_ends,
)
