"""Reading around a mistake: the line that holds it is left out and the rest of its declaration is read."""

from __future__ import annotations

from plainplan.syntax.automaton import END, Machine, advance
from plainplan.syntax.mistakes import explain
from plainplan.syntax.nodes import Declaration
from plainplan.syntax.place import Place
from plainplan.syntax.tokens import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.syntax.automaton import Value

    # The two stacks, and how long each list on the second was: lists grow in place, and copying them for every line
    # would take time by the square of their length.
    _Kept = tuple[list[int], list[Value], list[int]]

# A line that lacks something is found out by the token after it.
_AFTER_LINE = ("NEWLINE", "CLOSE_BLOCK", END)


def read_damaged(machine: Machine, place: Place, tokens: list[Token], *, is_silent: bool) -> Declaration | None:
    """What can be read of a declaration that holds mistakes, each of them reported unless `is_silent`."""
    states: list[int] = [machine.tables.start]
    values: list[Value] = []
    # The stacks before the last line that was read, while that line may still prove unfinished.
    before_last: _Kept | None = None
    begin = 0
    while begin < len(tokens):
        end = _line_end(tokens, begin)
        before = _keep(states, values)
        found = len(place.diagnostics)
        fault = advance(machine, place, states, values, tokens[begin:end])
        if fault < 0:
            before_last = None if tokens[begin][0] == "CLOSE_BLOCK" or begin == 0 else before
            begin = end
            continue
        del place.diagnostics[found:]
        if not is_silent:
            place.diagnostics.append(explain(machine.tables, place.source, states, tokens, begin + fault))
        if begin == 0:
            return None
        if fault == 0 and tokens[begin][0] in _AFTER_LINE:
            if before_last is None:
                return None
            states, values = _restore(before_last)
        else:
            states, values = _restore(before)
            resumed = _skip_line(tokens, begin)
            if resumed == begin:
                return None
            begin = resumed
        before_last = None
        # Directly after `{` the first line that can be read has no newline before it.
        if tokens[begin][0] == "NEWLINE" and "NEWLINE" not in machine.tables.actions[states[-1]]:
            begin += 1
    declaration: Declaration | None = values[-1] if states[-1] == machine.tables.end else None
    return declaration


def _line_end(tokens: list[Token], begin: int) -> int:
    """Where the line that begins there, with its newline first, gives way to another."""
    index = begin
    while index < len(tokens):
        kind = tokens[index][0]
        if index > begin and kind in _AFTER_LINE:
            return index
        index += 1
        if kind == "OPEN_BLOCK":
            return index
    return index


def _skip_line(tokens: list[Token], begin: int) -> int:
    """The newline or bracket that ends the line, its own blocks included."""
    depth = 0
    index = begin + (tokens[begin][0] == "NEWLINE")
    while index < len(tokens):
        kind = tokens[index][0]
        if depth == 0 and kind in _AFTER_LINE:
            return index
        if kind == "OPEN_BLOCK":
            depth += 1
        elif kind == "CLOSE_BLOCK":
            depth -= 1
        index += 1
    return index


def _keep(states: list[int], values: list[Value]) -> _Kept:
    return states.copy(), values.copy(), [len(value) if isinstance(value, list) else 0 for value in values]


def _restore(kept: _Kept) -> tuple[list[int], list[Value]]:
    states, values, lengths = kept
    for value, length in zip(values, lengths, strict=True):
        if isinstance(value, list):
            del value[length:]
    return states, values
