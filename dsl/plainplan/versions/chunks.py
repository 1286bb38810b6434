"""A plan's text cut into declarations, and a declaration into its head and its lines: what a merge puts together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainplan.records import dataclass, replace
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.one_line import line_of
from plainplan.versions.facts import ONE_LINE, Entry, read_entries, scenario_key

_TEXTS = r'"(?:[^"\\\r\n]|\\.)*"|[“”„‟＂「『](?:[^“”„‟＂」』\r\n])*[“”„‟＂」』]'
_BLOCK_START = re.compile(rf"{_TEXTS}|#[^\r\n]*|(?P<mark>[{{｛])")
_COMMENT = re.compile(rf"{_TEXTS}|(?P<comment>#[^\r\n]*)")

INDENT, BRACKET = "    ", " {"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A declaration with the comments and blank lines above it (`lead`) and all of its text to the end of the line."""

    lead: str
    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a declaration's block: the whole lines above it, its indent and text, and the comment behind it."""

    lead: str
    indent: str
    text: str
    note: str

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.lead}{self.indent}{self.text}{self.note}\n"


@dataclass(frozen=True, slots=True)
class Parts:
    """A declaration as `head {`, the comment behind that, lines by key in their order, and its end from what stands
    above `}`; one without a block has no `mark` for it, neither lines nor an end."""

    head: str
    mark: str
    note: str
    lines: dict[str, Line]
    end: str

    @property
    def has_block(self) -> bool:
        """Whether there are brackets."""
        return bool(self.mark)


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
    """The parts of a declaration whose lines have keys; None for one whose lines are statements, whose order counts,
    and for one that says something twice."""
    node = chunk.entry.node
    lines = _keyed_lines(node)
    if lines is None or len({key for key, _ in lines}) < len(lines):
        return None
    text, size = chunk.text, len(node.span.text)
    brace = next((found.start() for found in _BLOCK_START.finditer(text[:size]) if found["mark"]), None)
    if brace is None:
        return Parts(text[:size], "", text[size:].rstrip(), {}, "")
    close = size - 1
    first = lines[0][1].start - node.span.start if lines else close
    # What stands behind the bracket on its line belongs to the head.
    done = min(text.find("\n", brace, first) + 1 or brace + 1, first)
    note = text[brace + 1 : done].rstrip()
    found: dict[str, Line] = {}
    for key, span in lines:
        begin, stop = span.start - node.span.start, span.end - node.span.start
        end = min(_line_end(text, stop), close)
        above, newline, indent = text[done:begin].rpartition("\n")
        found[key] = Line(
            above + newline, indent if newline or found else INDENT, text[begin:stop], text[stop:end].rstrip()
        )
        done = end
    above, newline, _ = text[done:close].rpartition("\n")
    head = text[:brace].rstrip()
    return Parts(head, text[len(head) : brace + 1], note, found, f"{above}{newline}{text[close:]}")


def opened(chunk: Chunk, parts: Parts) -> Parts:
    """The same in the form of a block: `income rent = 5萬 TWD/month` has its amount on a line of its own."""
    node = chunk.entry.node
    if not isinstance(node, nodes.Account) or node.value is None:
        return parts
    key = ONE_LINE[node.keyword]
    line = Line("", INDENT, f"{key}: {node.value.span.text}", "")
    head, lines = line_of(replace(node, value=None)), {key: line, **parts.lines}
    return Parts(head, parts.mark or BRACKET, parts.note, lines, parts.end or "}\n")


def new_comments(before: str, after: str) -> set[str]:
    """The comments of a part of a plan's text that an earlier version of it had not."""
    return _comments(after) - _comments(before)


def _comments(text: str) -> set[str]:
    return {found["comment"].strip() for found in _COMMENT.finditer(text) if found["comment"]}


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
