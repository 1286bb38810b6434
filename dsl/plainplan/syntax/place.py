"""Where the parser is: what the functions that build nodes need to know besides the symbols they are given."""

from __future__ import annotations

from bisect import bisect_left

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass, field
from plainplan.source import Source, Span
from plainplan.syntax.nodes import Comment


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
        index = bisect_left(comments, start, key=_start_of)
        lines: list[str] = []
        below = start
        while index > 0:
            index -= 1
            comment = comments[index]
            # Seen from below, so that the text between here and a comment far above is not read for every declaration.
            line_end = self.source.text.rfind("\n", 0, below)
            if comment.span.end <= self.source.text.rfind("\n", 0, max(line_end, 0)):
                break
            between = self.source.text[comment.span.end : below]
            if (
                not comment.text.startswith("##")
                or between.count("\n") != 1
                or between.strip("\ufeff \t\r\n\u3000\u00a0")
            ):
                break
            lines.append(comment.text[2:].removeprefix(" "))
            below = comment.span.start
        # What stands after something else on its line speaks about that.
        if lines and self.source.text[self.source.text.rfind("\n", 0, below) + 1 : below].strip(
            "\ufeff \t\u3000\u00a0"
        ):
            lines.pop()
        return tuple(reversed(lines))


def _start_of(comment: Comment) -> int:
    return comment.span.start
