"""The parser: one declaration after another through the automaton, mistakes read around."""

from __future__ import annotations

import gc
import re
from bisect import bisect_left

from plainplan.diagnostics import Diagnostic, sort_diagnostics
from plainplan.source import Source, Span
from plainplan.syntax.automaton import END, Machine, advance, build_machine
from plainplan.syntax.depth import MAX_DEPTH, find_too_deep
from plainplan.syntax.layout import lay_out
from plainplan.syntax.nodes import Declaration, File
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
            gc.enable()


def _parse(source: Source) -> tuple[File, list[Diagnostic]]:
    global _machine, _pattern
    if _machine is None or _pattern is None:
        tables = load_tables()
        _machine = build_machine(tables)
        _pattern = compile_pattern(tables)
    diagnostics: list[Diagnostic] = []
    tokens, comments = scan(source, _pattern, _machine.tables, diagnostics)
    lost = [found.span.start for found in diagnostics if found.span is not None and found.code in _LOSES_TEXT]
    layout = lay_out(source, tokens, _machine.tables, diagnostics)
    place = Place(source, comments, diagnostics)
    declarations: list[Declaration] = []
    for number, line in enumerate(layout.declarations):
        node = _read(_machine, place, line)
        if node is None:
            following = layout.declarations[number + 1 : number + 2]
            end = following[0][0][2] if following else len(source.text) + 1
            is_damaged = number in layout.damaged or bisect_left(lost, end) > bisect_left(lost, line[0][2])
            # Imported when needed, as all that words mistakes: most plans hold none.
            from plainplan.syntax.recover import read_damaged

            node = read_damaged(_machine, place, line, is_silent=is_damaged)
        if node is None:
            continue
        # Each level of a tree takes a token at least.
        if len(line) > MAX_DEPTH and (mistake := find_too_deep(node)):
            diagnostics.append(mistake)
            continue
        declarations.append(node)
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


def _first_mistakes(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    in_order = sort_diagnostics(diagnostics)
    if len(in_order) <= MAX_MISTAKES:
        return in_order
    last = in_order[MAX_MISTAKES - 1].span
    more = Diagnostic("too-many-mistakes", f"only the first {MAX_MISTAKES} mistakes are shown", last, severity="note")
    return [*in_order[:MAX_MISTAKES], more]
