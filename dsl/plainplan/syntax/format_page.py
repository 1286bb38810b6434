"""Formatted lines on a page, with the comments and the blank lines of the source between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from plainplan.records import dataclass, field
from plainplan.source import Source
from plainplan.syntax.nodes import Comment

WIDTH = 100
_INDENT = "    "

# How far a line is broken up before it may be as long as it is.
_DEEPEST = 8

_QUOTED = r'"(?:[^"\\\r\n]|\\.)*"|["“”„‟＂][^"“”„‟＂\r\n]*["“”„‟＂]|「[^」\r\n]*」|『[^』\r\n]*』'
_SKIPPED = rf"{_QUOTED}|[#＃﹟][^\r\n]*"
_OPENING = re.compile(rf"{_SKIPPED}|(?P<mark>[{{｛﹛])")
_CLOSING = re.compile(rf"{_SKIPPED}|(?P<mark>[}}｝﹜])")
_TEXT = re.compile(rf"[ \t\u3000\u00a0]*(?:{_QUOTED})")
# What may stand between the end of a line's content and the comment that follows it.
_BETWEEN = " \t\u3000\u00a0,，、﹐︐(（﹙"


class Break(NamedTuple):
    """A line break in a formatted line: what stood before it in the source ended at `end`, what follows began at
    `start`. The next line is `depth` levels deeper than the first, and keeps a blank line above it if `is_item`."""

    depth: int
    end: int
    start: int
    is_item: bool


Pieces = list[str | Break]

# What one line of a plan looks like when it is broken up less (0) or more.
Drawing = Callable[[int], Pieces]


class _Line(NamedTuple):
    depth: int
    text: str
    start: int
    end: int
    keeps_blank: bool = True


@dataclass(slots=True)
class Page:
    """The formatted text so far. `next_comment` is the first comment not yet written, `written_to` the offset in the
    source of what was written last."""

    source: Source
    comments: tuple[Comment, ...]
    lines: list[str] = field(default_factory=list)
    next_comment: int = 0
    written_to: int = 0
    is_block_start: bool = True

    def put(self, depth: int, draw: Drawing, start: int, end: int) -> None:
        """Writes a line that stood at `start` to `end`, broken as far as its width asks for."""
        for line in _fit(depth, draw, start, end):
            # A comment before the end of a list stands where its items do.
            self._put_line(line, line.depth + line.text.startswith(")"))

    def open(self, depth: int, draw: Drawing, start: int, after: int) -> int:
        """Writes the head of a block, up to the `{` that follows the offset `after`; the offset behind that."""
        end = self._find(_OPENING, after)
        self.put(depth, draw, start, end)
        self.is_block_start = True
        return end

    def reopen(self, depth: int, draw: Drawing, after: int, condition_end: int) -> int:
        """Writes `} else … {`, where `}` is the first after the offset `after` and `{` the first after both."""
        closing = self._find(_CLOSING, after)
        end = self._find(_OPENING, max(closing, condition_end))
        self._put_comments(closing - 1, depth + 1)
        self.is_block_start = True
        for line in _fit(depth, draw, closing - 1, end):
            self._put_line(line, depth + 1)
        self.is_block_start = True
        return end

    def close(self, depth: int, end: int) -> None:
        """Writes the end of a block whose bracket ends at `end`."""
        self._put_comments(end - 1, depth + 1)
        self._put_line(_Line(depth, "}", end - 1, end, keeps_blank=False), depth + 1)

    def text_end(self, position: int) -> int:
        """The offset after the text in quotes that follows directly, or the same offset when none does."""
        found = _TEXT.match(self.source.text, position)
        return found.end() if found else position

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment stands between two offsets of the source."""
        if not self.comments:
            return False
        index = bisect_left(self.comments, start, key=_start_of)
        return index < len(self.comments) and self.comments[index].span.start < end

    def finish(self) -> str:
        """The whole text, after the comments at its end."""
        self._put_comments(len(self.source.text) + 1, 0)
        return "".join(f"{line}\n" for line in self.lines)

    def _put_line(self, line: _Line, comment_depth: int) -> None:
        before = self._take(line.start)
        inside = self._take(line.end)
        # `##` directly above a line documents it; a comment from within the line goes above that.
        split = len(before)
        while inside and split and before[split - 1].text.startswith("##"):
            split -= 1
        for comment in before[:split]:
            self._put_comment(comment, comment_depth)
        for comment in inside:
            self._put_text(f"# {comment.text.lstrip('# ')}".rstrip(), comment_depth, line.start, line.start)
        for comment in before[split:]:
            self._put_comment(comment, comment_depth)
        self.is_block_start = self.is_block_start or not line.keeps_blank
        self._put_text(line.text, line.depth, line.start, line.end)
        if self.next_comment < len(self.comments):
            following = self.comments[self.next_comment]
            if not self.source.text[line.end : following.span.start].strip(_BETWEEN):
                self.next_comment += 1
                self.lines[-1] += f"  {following.text}"
                self.written_to = following.span.end

    def _put_comments(self, until: int, depth: int) -> None:
        for comment in self._take(until):
            self._put_comment(comment, depth)

    def _put_comment(self, comment: Comment, depth: int) -> None:
        self._put_text(comment.text, depth, comment.span.start, comment.span.end)

    def _put_text(self, text: str, depth: int, start: int, end: int) -> None:
        is_apart = self.source.text.count("\n", self.written_to, start) > 1
        if is_apart and self.lines and not self.is_block_start:
            self.lines.append("")
        self.lines.append(_INDENT * depth + text)
        self.written_to = max(self.written_to, end)
        self.is_block_start = False

    def _take(self, until: int) -> list[Comment]:
        first = self.next_comment
        while self.next_comment < len(self.comments) and self.comments[self.next_comment].span.start < until:
            self.next_comment += 1
        return list(self.comments[first : self.next_comment])

    def _find(self, pattern: re.Pattern[str], position: int) -> int:
        """The offset after the first bracket that is not part of a text or a comment."""
        for found in pattern.finditer(self.source.text, position):
            if found["mark"]:
                return found.end()
        return position


def _start_of(comment: Comment) -> int:
    return comment.span.start


def _fit(depth: int, draw: Drawing, start: int, end: int) -> list[_Line]:
    """The line, broken as little as the width allows; when nothing makes it fit, as narrow as it gets."""
    best: list[_Line] = []
    least = 0
    for level in range(_DEEPEST):
        lines = _split(draw(level), depth, start, end)
        overflow = max(0, *(_width(line) - WIDTH for line in lines))
        if not best or overflow < least:
            best, least = lines, overflow
        if not overflow:
            break
    return best


def _split(pieces: Pieces, depth: int, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    text: list[str] = []
    deeper, keeps_blank = 0, True
    for piece in pieces:
        if isinstance(piece, Break):
            lines.append(_Line(depth + deeper, "".join(text).rstrip(), start, piece.end, keeps_blank))
            text, start, deeper, keeps_blank = [], piece.start, piece.depth, piece.is_item
        else:
            text.append(piece)
    lines.append(_Line(depth + deeper, "".join(text), start, end, keeps_blank))
    return lines


def _width(line: _Line) -> int:
    if line.text.isascii():
        return 4 * line.depth + len(line.text)
    from unicodedata import east_asian_width

    return 4 * line.depth + sum(2 if east_asian_width(character) in "WF" else 1 for character in line.text)
