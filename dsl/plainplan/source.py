"""Plan texts and places in them: every node, quantity and diagnostic points at a span of a source."""

from __future__ import annotations

from bisect import bisect_right
from collections import namedtuple

from plainplan.records import dataclass, field


@dataclass(eq=False, slots=True)
class Source:
    """One text that was read: `path` as shown to the reader, `text` exactly as written, offsets in characters."""

    path: str
    text: str
    # A file of the library that comes with the language: what it shows is shown in the plan's language.
    is_library: bool = False
    _line_starts: list[int] | None = field(default=None, repr=False)

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins. Built when first asked for: a clean plan never needs it."""
        if self._line_starts is None:
            starts = [0]
            position = self.text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = self.text.find("\n", position + 1)
            self._line_starts = starts
        return self._line_starts

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and column, both counted from 1, of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line counted from 1, without its end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


class Span(namedtuple("Span", ("source", "start", "end"))):
    """The characters `start` to `end` (exclusive) of a source."""

    __slots__ = ()

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the span, as written."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line, counted from 1, on which the span begins."""
        return self.source.line_and_column(self.start)[0]

    @property
    def place(self) -> str:
        """`path:line:column`, as editors and terminals understand it."""
        line, column = self.source.line_and_column(self.start)
        return f"{self.source.path}:{line}:{column}"


def join_spans(first: Span, last: Span) -> Span:
    """The span from the beginning of `first` to the end of `last`, both in one source."""
    return Span(first.source, first.start, last.end)
