"""A plan's text cut into declarations, and a declaration into its head and its lines: what a merge puts together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainplan.records import dataclass
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.versions.facts import Entry, read_entries, scenario_key

_SKIPPED = r'"(?:[^"\\\r\n]|\\.)*"|[“”„‟＂「『](?:[^“”„‟＂」』\r\n])*[“”„‟＂」』]|#[^\r\n]*'
_BLOCK_START = re.compile(rf"{_SKIPPED}|(?P<mark>[{{｛])")

INDENT = "    "


@dataclass(frozen=True, slots=True)
class Chunk:
    """A declaration with the comments and blank lines above it (`lead`) and all of its text to the end of the line."""

    lead: str
    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a declaration's block: what stands above it, its own text, and the rest of its line."""

    lead: str
    text: str
    after: str

    @property
    def whole(self) -> str:
        """All of it."""
        return self.lead + self.text + self.after


@dataclass(frozen=True, slots=True)
class Parts:
    """A declaration as `head {`, lines by key in their order, and `}`; without lines the head is all of it."""

    head: str
    lines: dict[str, Line]
    end: str


def cut(file: nodes.File) -> tuple[list[Chunk], str]:
    """The declarations of a plan in their order, and what stands below the last; together they are the whole text."""
    text = file.source.text
    chunks: list[Chunk] = []
    done = 0
    entries = read_entries(file)
    for number, entry in enumerate(entries):
        start = entry.node.span.start
        following = entries[number + 1].node.span.start if number + 1 < len(entries) else len(text)
        end = min(_line_end(text, entry.node.span.end), following)
        chunks.append(Chunk(text[done:start], text[start:end], entry))
        done = end
    return chunks, text[done:]


def parts_of(chunk: Chunk) -> Parts | None:
    """The parts of a declaration whose lines have keys; None for one whose lines are statements, whose order counts."""
    node = chunk.entry.node
    lines = _keyed_lines(node)
    if lines is None:
        return None
    start = node.span.start
    brace = next((found.start() for found in _BLOCK_START.finditer(chunk.text) if found["mark"]), None)
    if not lines or brace is None:
        return Parts(chunk.text, {}, "")
    found: dict[str, Line] = {}
    done = brace + 1
    for key, span in lines:
        begin, stop = span.start - start, span.end - start
        end = _line_end(chunk.text, stop)
        found[key] = Line(chunk.text[done:begin], chunk.text[begin:stop], chunk.text[stop:end])
        done = end
    return Parts(chunk.text[: brace + 1], found, chunk.text[done:])


def _keyed_lines(node: nodes.Declaration) -> Sequence[tuple[str, Span]] | None:
    match node:
        case nodes.Rule() | nodes.Block() | nodes.Report() | nodes.Grid():
            return None
        case nodes.Table() | nodes.Data():
            return [(column.name.name, column.span) for column in node.columns]
        case nodes.Scenario():
            return [(scenario_key(item), item.span) for item in node.items]
        case _:
            return [(item.name.name, item.span) for item in getattr(node, "properties", ())]


def _line_end(text: str, position: int) -> int:
    """The offset behind the line break that ends a line, what follows on the line included."""
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1
