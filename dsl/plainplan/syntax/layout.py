"""What lies between the tokens and the grammar: lines, brackets, and the words whose place says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

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

_BEFORE_KEY = frozenset({"OPEN", "COMMA", "NEWLINE", "OPEN_BLOCK", "AS"})
# Behind these in a round or square bracket a value begins, and no block.
_BEFORE_ITEM = frozenset({"OPEN", "OPEN_LIST", "COMMA"})
_BEFORE_HOLDING = frozenset({"COMMA", "TO", "COLON"})
# Words that go on with a value, so that the name before them has no share.
_FOLLOWS_VALUE = frozenset({"REAL", "COMPOUNDED", "BY", "AT", "WITHIN", "WHERE", "UNTIL", "FIRST", "PATHS"})
_CLOSERS = {"OPEN": ("CLOSE", ")"), "OPEN_LIST": ("CLOSE_LIST", "]"), "OPEN_BLOCK": ("CLOSE_BLOCK", "}")}
_OPENERS = {"CLOSE": "OPEN", "CLOSE_LIST": "OPEN_LIST", "CLOSE_BLOCK": "OPEN_BLOCK"}
_IN_LINE = frozenset({"OPEN", "OPEN_LIST"})


@dataclass(slots=True)
class _Open:
    """The declaration that is being laid out: its tokens and the brackets open in it.

    When `is_damaged`, a bracket was closed or left out here; what else seems wrong in the declaration follows from that
    and is not worth a word.
    """

    source: Source
    diagnostics: list[Diagnostic]
    line: list[Token] = field(default_factory=list)
    brackets: list[Token] = field(default_factory=list)
    is_damaged: bool = False

    def close(self, until: str = "") -> None:
        """Closes what is open, up to the innermost bracket of the kind `until`, and reports the outermost of it."""
        opener: Token | None = None
        while self.brackets and self.brackets[-1][0] != until:
            opener = self.brackets.pop()
            self.end_line()
            offset = self.line[-1][3]
            self.line.append((*_CLOSERS[opener[0]], offset, offset))
        if opener is not None:
            self.is_damaged = True
            self.diagnostics.append(_unclosed(self.source, opener, self.line))

    def close_with(self, token: Token) -> bool:
        """Closes the bracket that a closing one belongs to, if any, and says whether there is one."""
        kind = token[0]
        if kind == "CLOSE_BLOCK":
            if any(bracket[0] == "OPEN_BLOCK" for bracket in self.brackets):
                self.close("OPEN_BLOCK")
            self.end_line()
        elif self.is_open_in_line(_OPENERS[kind]):
            self.close(_OPENERS[kind])
        if self.brackets and self.brackets[-1][0] == _OPENERS[kind]:
            self.brackets.pop()
            return True
        # The first of a declaration says it: the others are mostly of the same slip.
        if not self.is_damaged:
            self.diagnostics.append(_stray(self.source, token))
        self.is_damaged = True
        return False

    def is_open_in_line(self, opener: str) -> bool:
        """Whether a bracket of a kind is open, be it around others: `max([1, 2)`, where the inner one is not closed."""
        for bracket in reversed(self.brackets):
            if bracket[0] not in _IN_LINE:
                return False
            if bracket[0] == opener:
                return True
        return False

    def end_line(self) -> None:
        """Takes back a newline that turns out to separate nothing."""
        if self.line and self.line[-1][0] == "NEWLINE":
            self.line.pop()

    def finish(self) -> Iterator[Laid]:
        """Hands over the declaration, if there is one, and begins the next."""
        self.end_line()
        if self.line:
            laid = self.line, self.is_damaged
            self.line, self.is_damaged = [], False
            yield laid


def _is_before_holding(last: str, line: list[Token]) -> bool:
    """Whether an account with its share may stand behind a token: `to core 40%`, `group mix = core 40%`."""
    return last in _BEFORE_HOLDING or (last == "EQUAL" and line[0][0] == "GROUP")


# The tokens of a declaration, and whether its brackets were mended.
Laid = tuple[list[Token], bool]


def lay_out(source: Source, tokens: Iterator[Token], tables: Tables, diagnostics: list[Diagnostic]) -> Iterator[Laid]:
    """The tokens by declaration, without newlines that mean nothing, and with KEY, HOLDING and TOTAL settled."""
    words = frozenset(tables.keywords.values()) | {"NAME"}
    names = {terminal for word, terminal in tables.keywords.items() if word not in RESERVED} | {"NAME"}
    begins_share = names - _FOLLOWS_VALUE | {"NUMBER"}
    now = _Open(source, diagnostics)
    brackets = now.brackets
    end = ("NEWLINE", "\n", len(source.text), len(source.text))
    last = "NEWLINE"
    is_line_start = True
    for token, after in pairwise(chain(tokens, (end,))):
        kind = token[0]
        if kind in words:
            if last == "DOT":
                if kind != "NAME":
                    token = ("NAME", *token[1:])
            elif after[0] == "COLON" and last in _BEFORE_KEY:
                token = ("KEY", *token[1:])
            elif _is_before_holding(last, now.line) and after[0] in begins_share and kind in names:
                token = ("HOLDING", *token[1:])
            elif kind == "TOTAL":
                if after[0] not in words:
                    token = ("NAME", *token[1:])
            elif kind == "ELSE":
                if last == "NEWLINE" and len(now.line) > 1 and now.line[-2][0] == "CLOSE_BLOCK":
                    now.line.pop()
            elif (
                brackets
                and is_line_start
                and kind in _DECLARES
                and after[0] in ("NAME", "STRING")
                # The last item of a list may be named so, and stand before a label.
                and (last in _BEFORE_LINE or brackets[-1][0] in _IN_LINE)
            ):
                now.close()
                yield from now.finish()
        elif kind == "NEWLINE":
            is_line_start = True
            if brackets and brackets[-1][0] in _IN_LINE:
                continue
            if last in _CONTINUES and (after[0] not in _BEGINS_ANOTHER or last in _BEFORE_LINE):
                continue
            if not brackets:
                yield from now.finish()
                last = kind
                continue
        elif kind in _IN_LINE:
            brackets.append(token)
        elif kind == "OPEN_BLOCK" and last in _BEFORE_ITEM and brackets and brackets[-1][0] in _IN_LINE:
            diagnostics.append(_braces(source, token))
            token = ("OPEN_LIST", *token[1:])
            brackets.append(token)
            now.is_damaged = True
        elif kind == "OPEN_BLOCK":
            now.close("OPEN_BLOCK")
            brackets.append(token)
        elif kind == "CLOSE_BLOCK" and brackets and brackets[-1][:2] == ("OPEN_LIST", "{"):
            token = ("CLOSE_LIST", *token[1:])
            brackets.pop()
        elif kind in _OPENERS and not now.close_with(token):
            continue
        if len(brackets) > MAX_DEPTH:
            diagnostics.append(too_deep(source, token))
            return
        now.line.append(token)
        last = token[0]
        is_line_start = last == "NEWLINE"
    now.close()
    yield from now.finish()


def _unclosed(source: Source, opener: Token, line: list[Token]) -> Diagnostic:
    mark = opener[1]
    closer = {"(": ")", "[": "]", "{": "}"}[mark]
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


def _braces(source: Source, opener: Token) -> Diagnostic:
    """Excel's `{1,2}`."""
    items, brace, _ = source.text[opener[3] :].partition("}")
    is_whole = brace and "\n" not in items
    end = opener[3] + len(items) + 1 if is_whole else opener[3]
    return Diagnostic(
        "wrong-bracket",
        "a list stands in `[ ]`",
        Span(source, opener[2], end),
        help=f"write `[{', '.join(item.strip() for item in items.replace(';', ',').split(','))}]`"
        if is_whole
        else None,
    )


def _stray(source: Source, token: Token) -> Diagnostic:
    opener = {"CLOSE": "(", "CLOSE_LIST": "[", "CLOSE_BLOCK": "{"}[token[0]]
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
