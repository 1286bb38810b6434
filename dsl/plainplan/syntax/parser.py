"""The parser: one declaration after another through the automaton, mistakes read around."""

from __future__ import annotations

import gc
import re

from plainplan.diagnostics import Diagnostic, sort_diagnostics
from plainplan.source import Source, Span
from plainplan.syntax.automaton import END, Machine, advance, build_machine
from plainplan.syntax.depth import MAX_DEPTH, find_too_deep
from plainplan.syntax.layout import lay_out
from plainplan.syntax.nodes import Comment, Declaration, File
from plainplan.syntax.place import Place
from plainplan.syntax.tables import load_tables
from plainplan.syntax.tokens import MAX_MISTAKES, Token, compile_pattern, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.syntax.automaton import Value

# After these a part of the text is missing from the tokens, and what is misplaced there may be so for that reason.
_LOSES_TEXT = ("unexpected-character", "unclosed-text")

_machine: Machine | None = None
_pattern: re.Pattern[str] | None = None


def parse(source: Source) -> tuple[File, list[Diagnostic]]:
    """The syntax tree of a plan text and all that is wrong with its spelling; what cannot be read is left out."""
    # Building a tree makes no cycles, and a collector that looks for them triples the time of a large plan.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return _parse(source)
    finally:
        if was_collecting:
            _let_age()
            gc.enable()


def _let_age() -> None:
    """Moves what has just been built to the collector's oldest objects, which it seldom looks at: a tree stays."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def _parse(source: Source) -> tuple[File, list[Diagnostic]]:
    global _machine, _pattern
    if _machine is None or _pattern is None:
        tables = load_tables()
        _machine = build_machine(tables)
        _pattern = compile_pattern(tables)
    tables = _machine.tables
    diagnostics: list[Diagnostic] = []
    comments: list[Comment] = []
    place = Place(source, comments, diagnostics)
    declarations: list[Declaration] = []
    # Token by token and declaration by declaration: the tokens of a large plan would take more room than its tree.
    tokens = scan(source, _pattern, tables, comments, diagnostics)
    found = 0
    for line, is_damaged in lay_out(source, tokens, tables, diagnostics):
        node = _read(_machine, place, line)
        if node is None:
            # Imported when needed: most plans hold no mistake.
            from plainplan.syntax.recover import read_damaged

            is_silent = is_damaged or _has_lost_text(diagnostics[found:], line)
            node = read_damaged(_machine, place, line, is_silent=is_silent)
        found = len(diagnostics)
        if found > MAX_MISTAKES:
            break
        if node is None:
            continue
        # Each level of a tree takes a token at least.
        if len(line) > MAX_DEPTH and (mistake := find_too_deep(node)):
            diagnostics.append(mistake)
            continue
        declarations.append(node)
    if diagnostics and "<<<<<<<" in source.text:
        from plainplan.syntax.conflicts import without_marked

        diagnostics = without_marked(source, diagnostics)
    file = File(Span(source, 0, len(source.text)), source, tuple(declarations), tuple(comments))
    return file, _first_mistakes(diagnostics)


def _read(machine: Machine, place: Place, line: list[Token]) -> Declaration | None:
    """The node of a declaration in which nothing is misplaced, else None."""
    offset = line[-1][3]
    line.append((END, "", offset, offset))
    found = len(place.diagnostics)
    states: list[int] = [machine.tables.start]
    values: list[Value] = []
    if advance(machine, place, states, values, line) < 0:
        node: Declaration | None = values[-1]
        return node
    # The second, slower reading builds its nodes anew and says again what the first said about them.
    del place.diagnostics[found:]
    return None


def _has_lost_text(found: list[Diagnostic], line: list[Token]) -> bool:
    """Whether something in the text of a declaration became no token."""
    start = line[0][2]
    return any(
        mistake.code in _LOSES_TEXT and mistake.span is not None and mistake.span.start >= start for mistake in found
    )


def _first_mistakes(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    in_order = sort_diagnostics(diagnostics)
    if len(in_order) <= MAX_MISTAKES:
        return in_order
    last = in_order[MAX_MISTAKES - 1].span
    more = Diagnostic("too-many-mistakes", f"only the first {MAX_MISTAKES} mistakes are shown", last, severity="note")
    return [*in_order[:MAX_MISTAKES], more]
