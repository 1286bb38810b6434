"""From text to tokens: words, numbers and marks with their places, comments beside them."""

from __future__ import annotations

import re

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span
from plainplan.syntax import spellings
from plainplan.syntax.fold import MARK_TWINS, UNIT_TWINS, fold
from plainplan.syntax.nodes import Comment
from plainplan.syntax.tables import Tables

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
    source: Source, pattern: re.Pattern[str], tables: Tables, diagnostics: list[Diagnostic]
) -> tuple[list[Token], list[Comment]]:
    """Every token of a text in order, and every comment."""
    text = fold(source.text)
    keywords = tables.keywords
    marks = {**tables.marks, **{twin: tables.marks[mark] for twin, mark in MARK_TWINS.items()}}
    match = pattern.match
    tokens: list[Token] = []
    comments: list[Comment] = []
    position = 0
    while True:
        found = match(text, position)
        assert found is not None, "UNKNOWN matches any character"
        kind = found.lastgroup
        start, position = found.span(found.lastindex or 0)
        if kind == "WORD":
            word = text[start:position]
            if word.isascii():
                tokens.append((keywords.get(word, "NAME"), word, start, position))
                continue
            odd = spellings.odd_word(source, text, start, position)
            if odd is None:
                tokens.append(("NAME", UNIT_TWINS.get(word, word), start, position))
                continue
        elif kind == "MARK":
            mark = text[start:position]
            tokens.append((marks[mark], mark, start, position))
            continue
        elif kind == "NUMBER":
            odd = None
            if text[start] == "0" or text[position : position + 1] in spellings.TOUCHES_NUMBER:
                odd = spellings.odd_number(source, text, start, position)
            if odd is None:
                tokens.append(("NUMBER", text[start:position], start, position))
                continue
        elif kind == "COMMENT":
            comment = source.text[start:position].rstrip()
            comments.append(Comment(Span(source, start, start + len(comment)), comment))
            continue
        elif kind == "DATE":
            odd = spellings.odd_date(source, text, start, position)
            if odd is None:
                tokens.append(("DATE", text[start:position], start, position))
                continue
        elif kind == "STRING":
            tokens.append(("STRING", source.text[start:position], start, position))
            continue
        elif kind == "NEWLINE":
            tokens.append(("NEWLINE", "\n", start, position))
            continue
        elif kind == "END":
            return tokens, comments
        else:
            odd = spellings.odd_character(source, text, start)
        diagnostics.append(odd.diagnostic)
        position = odd.end
        if odd.kind:
            tokens.append((odd.kind, odd.text, start, position))
