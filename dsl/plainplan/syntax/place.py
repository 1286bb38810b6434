"""Where the parser is: what the functions that build nodes need to know besides the symbols they are given."""

from __future__ import annotations

import re
from bisect import bisect_left

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass, field
from plainplan.source import Source, Span
from plainplan.syntax.nodes import Comment

_NEWLINE = re.compile(r"\r\n?|\n")
# What a program may leave among the spaces.
_INVISIBLE = "\u200b\u2060\ufeff"


@dataclass(slots=True)
class Place:
    """A source that is being read, the end of the last token shifted, and what was found wrong.

    A node is built when the token after it is seen and before that is shifted, so `end` is where the node ends.
    """

    source: Source
    comments: list[Comment]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    end: int = 0

    def span(self, start: int) -> Span:
        """From an offset to the end of the last token."""
        return Span(self.source, start, self.end)

    def doc_above(self, start: int) -> tuple[str, ...]:
        """The `##` lines directly above the line that begins at an offset, without their marks."""
        comments = self.comments
        if not comments:
            return ()
        text = self.source.text
        index = bisect_left(comments, start, key=_start_of)
        lines: list[str] = []
        below = start
        while index > 0:
            index -= 1
            comment = comments[index]
            # Seen from below, so that the text between here and a comment far above is not read for every declaration.
            if not comment.text.startswith("##") or _blank_from(text, below) > comment.span.end:
                break
            if len(_NEWLINE.findall(text, comment.span.end, below)) != 1:
                break
            lines.append(comment.text[2:].removeprefix(" "))
            below = comment.span.start
        # What stands after something else on its line speaks about that.
        if lines and (before := _blank_from(text, below)) > 0 and not _NEWLINE.search(text, before, below):
            lines.pop()
        return tuple(reversed(lines))


def _blank_from(text: str, end: int) -> int:
    """The offset from which there is nothing but spaces and newlines before another offset."""
    while end > 0 and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return end


def _start_of(comment: Comment) -> int:
    return comment.span.start
