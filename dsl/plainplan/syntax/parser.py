"""The parser: one declaration after another through the automaton, mistakes read around."""

from __future__ import annotations

import gc
import re

from plainplan.diagnostics import Diagnostic, sort_diagnostics
from plainplan.source import Source, Span
from plainplan.syntax.automaton import END, Machine, Value, advance, build_machine
from plainplan.syntax.depth import MAX_DEPTH, find_too_deep
from plainplan.syntax.layout import lay_out
from plainplan.syntax.nodes import Declaration, File
from plainplan.syntax.place import Place
from plainplan.syntax.recover import read_damaged
from plainplan.syntax.tables import load_tables
from plainplan.syntax.tokens import Token, compile_pattern, scan

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
    layout = lay_out(source, tokens, _machine.tables, diagnostics)
    place = Place(source, comments, diagnostics)
    declarations: list[Declaration] = []
    for number, line in enumerate(layout.declarations):
        node = _read(_machine, place, line, is_damaged=number in layout.damaged)
        if node is not None:
            declarations.append(node)
    return File(Span(source, 0, len(source.text)), source, tuple(declarations), tuple(comments)), sort_diagnostics(
        diagnostics
    )


def _read(machine: Machine, place: Place, line: list[Token], *, is_damaged: bool) -> Declaration | None:
    offset = line[-1][3]
    line.append((END, "", offset, offset))
    found_before = len(place.diagnostics)
    states: list[int] = [machine.tables.start]
    values: list[Value] = []
    if advance(machine, place, states, values, line) < 0:
        node: Declaration | None = values[-1]
        # Each level of a tree takes a token at least.
        if node is not None and len(line) > MAX_DEPTH and (mistake := find_too_deep(node)):
            place.diagnostics.append(mistake)
            return None
        return node
    # The second, slower reading builds its nodes anew and says again what the first said about them.
    del place.diagnostics[found_before:]
    return read_damaged(machine, place, line, is_silent=is_damaged)
