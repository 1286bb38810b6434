"""What lies between the tokens and the grammar: lines, brackets, and the words whose place says what they are."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic, Label
from plainplan.records import dataclass, field
from plainplan.source import Source, Span
from plainplan.syntax.tables import Tables
from plainplan.syntax.tokens import Token

MAX_DEPTH = 100

# Words that stand inside statements and expressions cannot be names. Every other word of the language is one only
# where it may stand: `income` begins a declaration and is a good name elsewhere.
RESERVED = frozenset(
    [
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "from",
        "to",
        "into",
        "as",
        "of",
        "in",
        "let",
        "move",
        "withdraw",
        "pay",
        "receive",
        "borrow",
        "repay",
        "rebalance",
        "apply",
        "grow",
        "record",
        "note",
        "check",
        "warn",
    ]
)

# After these a newline is nothing: the line cannot be finished yet.
_CONTINUES = frozenset(
    [
        "PLUS",
        "MINUS",
        "STAR",
        "SLASH",
        "CARET",
        "LESS",
        "LESS_EQUAL",
        "GREATER",
        "GREATER_EQUAL",
        "EQUAL",
        "NOT_EQUAL",
        "TILDE",
        "RANGE",
        "COMMA",
        "DOT",
        "AND",
        "OR",
        "NOT",
        "THEN",
        "ELSE",
        "OPEN_BLOCK",
        "NEWLINE",
    ]
)

# No value begins with one of these, so that the line before was left unfinished.
_BEGINS_ANOTHER = frozenset(word.upper() for word in RESERVED - {"if", "not"}) | {"CLOSE_BLOCK"}
_BEFORE_LINE = ("OPEN_BLOCK", "NEWLINE")

# A line inside a block cannot begin with one of these and a name or a text: the block above was never closed.
_DECLARES = frozenset(
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
        "GROUP",
        "INCOME",
        "EXPENSE",
        "GOAL",
        "RULE",
        "PROVE",
        "SOLVE",
        "TABLE",
        "GRID",
        "SCENARIO",
        "REPORT",
        "EACH",
    ]
)

_BEFORE_KEY = frozenset({"OPEN", "COMMA", "NEWLINE", "OPEN_BLOCK"})
_BEFORE_HOLDING = frozenset({"COMMA", "TO", "COLON"})
# Words that go on with a value, so that the name before them has no share.
_FOLLOWS_VALUE = frozenset({"REAL", "COMPOUNDED", "BY", "AT", "WITHIN", "WHERE", "UNTIL", "FIRST", "PATHS"})
_CLOSERS = {"OPEN": ("CLOSE", ")"), "OPEN_BLOCK": ("CLOSE_BLOCK", "}")}
_OPENERS = {"CLOSE": "OPEN", "CLOSE_BLOCK": "OPEN_BLOCK"}


@dataclass(slots=True)
class Layout:
    """The tokens of a file by declaration.

    A declaration whose number is in `damaged` has a bracket that was opened or closed here; what else seems wrong in it
    follows from that and is not worth a word.
    """

    declarations: list[list[Token]] = field(default_factory=list)
    damaged: set[int] = field(default_factory=set)


def lay_out(source: Source, tokens: list[Token], tables: Tables, diagnostics: list[Diagnostic]) -> Layout:
    """Splits a file into declarations, drops newlines that mean nothing, and settles KEY, HOLDING and TOTAL."""
    words = frozenset(tables.keywords.values()) | {"NAME"}
    names = {terminal for word, terminal in tables.keywords.items() if word not in RESERVED} | {"NAME"}
    begins_share = names - _FOLLOWS_VALUE | {"NUMBER"}
    layout = Layout()
    line: list[Token] = []
    brackets: list[Token] = []
    last = "NEWLINE"
    following = iter(tokens)
    next(following, None)
    end = ("NEWLINE", "\n", len(source.text), len(source.text))
    for token in tokens:
        after = next(following, end)
        kind = token[0]
        if kind in words:
            if last == "DOT":
                if kind != "NAME":
                    token = ("NAME", *token[1:])
            elif after[0] == "COLON" and last in _BEFORE_KEY:
                token = ("KEY", *token[1:])
            elif last in _BEFORE_HOLDING and after[0] in begins_share and kind in names:
                token = ("HOLDING", *token[1:])
            elif kind == "TOTAL":
                if after[0] not in words:
                    token = ("NAME", *token[1:])
            elif kind == "ELSE":
                if last == "NEWLINE" and len(line) > 1 and line[-2][0] == "CLOSE_BLOCK":
                    line.pop()
            elif brackets and kind in _DECLARES and after[0] in ("NAME", "STRING") and _begins_line(source, token):
                _close(source, brackets, line, layout, diagnostics, "")
                _finish(line, layout)
                line = []
        elif kind == "NEWLINE":
            if brackets and brackets[-1][0] == "OPEN":
                continue
            if last in _CONTINUES and (after[0] not in _BEGINS_ANOTHER or last in _BEFORE_LINE):
                continue
            if not brackets:
                _finish(line, layout)
                line = []
                last = kind
                continue
        elif kind == "OPEN":
            brackets.append(token)
        elif kind == "OPEN_BLOCK":
            _close(source, brackets, line, layout, diagnostics, "OPEN_BLOCK")
            brackets.append(token)
        elif kind in _OPENERS:
            if kind == "CLOSE_BLOCK":
                if any(bracket[0] == "OPEN_BLOCK" for bracket in brackets):
                    _close(source, brackets, line, layout, diagnostics, "OPEN_BLOCK")
                if line and line[-1][0] == "NEWLINE":
                    line.pop()
            if not brackets or brackets[-1][0] != _OPENERS[kind]:
                # The first of a declaration says it: the others are mostly of the same slip.
                if len(layout.declarations) not in layout.damaged:
                    diagnostics.append(_stray(source, token))
                layout.damaged.add(len(layout.declarations))
                continue
            brackets.pop()
        if len(brackets) > MAX_DEPTH:
            diagnostics.append(too_deep(source, token))
            return layout
        line.append(token)
        last = token[0]
    _close(source, brackets, line, layout, diagnostics, "")
    _finish(line, layout)
    return layout


def _finish(line: list[Token], layout: Layout) -> None:
    if line and line[-1][0] == "NEWLINE":
        line.pop()
    if line:
        layout.declarations.append(line)


def _close(
    source: Source, brackets: list[Token], line: list[Token], layout: Layout, diagnostics: list[Diagnostic], until: str
) -> None:
    """Closes what is open, up to the innermost bracket of the kind `until`, and reports the outermost closed here."""
    opener: Token | None = None
    while brackets and brackets[-1][0] != until:
        opener = brackets.pop()
        if line[-1][0] == "NEWLINE":
            line.pop()
        offset = line[-1][3]
        line.append((*_CLOSERS[opener[0]], offset, offset))
    if opener is not None:
        layout.damaged.add(len(layout.declarations))
        diagnostics.append(_unclosed(source, opener, line))


def _begins_line(source: Source, token: Token) -> bool:
    start = token[2]
    return not source.text[source.text.rfind("\n", 0, start) + 1 : start].strip()


def _unclosed(source: Source, opener: Token, line: list[Token]) -> Diagnostic:
    mark = opener[1]
    closer = _CLOSERS[opener[0]][1]
    end = line[-1][3]
    return Diagnostic(
        "unclosed-bracket",
        f"this `{mark}` is never closed",
        Span(source, opener[2], opener[3]),
        marker=f"no `{closer}` for it",
        labels=(
            Label(Span(source, max(end - 1, opener[3]), max(end, opener[3])), f"a `{closer}` was expected after this"),
        ),
    )


def _stray(source: Source, token: Token) -> Diagnostic:
    opener = "(" if token[0] == "CLOSE" else "{"
    return Diagnostic(
        "stray-bracket",
        f"this `{token[1]}` closes nothing",
        Span(source, token[2], token[3]),
        marker=f"no `{opener}` before it",
    )


def too_deep(source: Source, token: Token) -> Diagnostic:
    """The diagnostic for what is nested so deeply that no one could read it."""
    return Diagnostic(
        "too-deep", f"nested more than {MAX_DEPTH} levels deep", Span(source, token[2], token[3]), marker="here"
    )
