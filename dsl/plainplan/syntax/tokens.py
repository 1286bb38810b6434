"""From text to tokens: words, numbers and marks with their places, comments beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span
from plainplan.syntax.fold import MARK_TWINS, UNIT_TWINS, fold
from plainplan.syntax.nodes import Comment
from plainplan.syntax.tables import Tables

# A file with more mistakes than this is no plan, and a list of them helps no one.
MAX_MISTAKES = 100

# Terminal, text after folding, start and end offset. A plain tuple: a large plan has millions of them.
Token = tuple[str, str, int, int]


def compile_pattern(tables: Tables) -> re.Pattern[str]:
    """One pattern for every token, spaces before it included; what fits nothing is the group UNKNOWN."""
    expressions = tables.expressions
    marks = sorted((*tables.marks, *MARK_TWINS), key=len, reverse=True)
    single = "".join(re.escape(mark) for mark in marks if len(mark) == 1)
    double = "|".join(re.escape(mark) for mark in marks if len(mark) > 1)
    groups = {"WORD": expressions["WORD"], "MARK": f"{double}|[{single}]"}
    groups |= {name: expressions[name] for name in ("NEWLINE", "DATE", "NUMBER", "STRING", "COMMENT")}
    groups |= {"END": r"\Z", "UNKNOWN": "."}
    return re.compile(" *(?:" + "|".join(f"(?P<{name}>{group})" for name, group in groups.items()) + ")", re.DOTALL)


def scan(
    source: Source,
    pattern: re.Pattern[str],
    tables: Tables,
    comments: list[Comment],
    diagnostics: list[Diagnostic],
) -> Iterator[Token]:
    """Every token of a text in order; comments and mistakes go to their lists on the way."""
    text = fold(source.text)
    keywords = tables.keywords
    marks = {**tables.marks, **{twin: tables.marks[mark] for twin, mark in MARK_TWINS.items()}}
    match = pattern.match
    # A word that is written a thousand times is kept once.
    keep = dict[str, str]().setdefault
    position = 0
    while True:
        found = match(text, position)
        assert found is not None, "UNKNOWN matches any character"
        kind = found.lastgroup
        start, position = found.span(found.lastindex or 0)
        if kind == "WORD":
            word = text[start:position]
            word = keep(word, word)
            if word.isascii():
                yield keywords.get(word, "NAME"), word, start, position
                continue
            if word[0] not in _ODD_WORDS:
                yield "NAME", UNIT_TWINS.get(word) or _composed(word), start, position
                continue
        elif kind == "MARK":
            mark = text[start:position]
            yield marks[mark], mark, start, position
            continue
        elif kind == "NUMBER":
            after = text[position : position + 2]
            if not _may_be_odd(after) and (text[start] != "0" or not text[start + 1 : start + 2].isdecimal()):
                yield "NUMBER", text[start:position], start, position
                continue
        elif kind == "DATE":
            # Every month has these days; without a day there is nothing to look at.
            if text[start + 8 : position] <= "28":
                yield "DATE", text[start:position], start, position
                continue
        elif kind == "NEWLINE":
            yield "NEWLINE", "\n", start, position
            continue
        elif kind == "STRING":
            yield "STRING", source.text[start:position], start, position
            continue
        elif kind == "COMMENT":
            comments.append(_comment(source, start, position))
            continue
        elif kind == "END":
            return
        token, position = _read_odd(source, text, str(kind), start, position, diagnostics)
        if token is not None:
            yield token
        if len(diagnostics) > MAX_MISTAKES:
            return


# A word that begins so may be part of a date or a number: `民國115年`, the `萬` of `60 萬`.
_ODD_WORDS = frozenset("民千萬億万亿兆成")


def _may_be_odd(after: str) -> bool:
    """Whether what follows a number may be part of another spelling: `1,000`, `2026-1`, `3萬5`, `115年3月`, `2成`."""
    first = after[:1]
    return first.isdecimal() or first in ("年", "成") or (first in (",", "-", "/") and after[1:].isdecimal())


def _read_odd(
    source: Source, text: str, kind: str, start: int, end: int, diagnostics: list[Diagnostic]
) -> tuple[Token | None, int]:
    """A token that may be misspelt, and where reading goes on; a mistake is reported and read as what was meant."""
    # Imported when needed: most plans hold no mistake.
    from plainplan.syntax import spellings

    odd = spellings.find_odd(source, text, kind, start, end)
    if odd is None:
        return (kind if kind != "WORD" else "NAME", text[start:end], start, end), end
    diagnostics.append(odd.diagnostic)
    return ((odd.kind, odd.text, start, odd.end) if odd.kind else None), odd.end


def _comment(source: Source, start: int, end: int) -> Comment:
    written = source.text[start:end].rstrip()
    span = Span(source, start, start + len(written))
    said = written.lstrip("#＃﹟")
    return Comment(span, "#" * (len(written) - len(said)) + said)


def _composed(word: str) -> str:
    """The word with its accents on its letters: two programs may write `é` in two ways."""
    if all(character < "\u0300" or character > "\u036f" for character in word):
        return word
    from unicodedata import normalize

    return normalize("NFC", word)
