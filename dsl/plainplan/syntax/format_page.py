"""Formatted lines on a page, with the comments and the blank lines of the source between them.

What is formatted twice is the same as once because a line is broken only for its width and for a comment that stays
between the items of a list; a comment that stands anywhere else within a line leaves it before it is broken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from plainplan.records import dataclass, field
from plainplan.syntax.nodes import Comment

WIDTH = 100
_INDENT = "    "

# Where a list ends that something in no list stands in.
NO_LIST = 1 << 62

# How far a line is broken up before it may be as long as it is.
_DEEPEST = 8

# Searched are texts without look-alikes.
_QUOTED = (
    r'"(?:[^"\\\r\n]|\\[^\r\n])*"'
    r'|["“”„‟＂](?:[^"“”„‟＂\\\r\n]|\\[^\r\n])*["“”„‟＂]'
    r"|「(?:[^」\\\r\n]|\\[^\r\n])*」|『(?:[^』\\\r\n]|\\[^\r\n])*』"
)
_SKIPPED = rf"{_QUOTED}|#[^\r\n]*"
_BLOCK_START = re.compile(rf"{_SKIPPED}|(?P<mark>\{{)")
_BLOCK_END = re.compile(rf"{_SKIPPED}|(?P<mark>\}})")
_LIST_ENDS = {mark: re.compile(rf"{_SKIPPED}|(?P<mark>\{mark})") for mark in ")]"}
_TEXT = re.compile(rf" *(?:{_QUOTED})")
_BLANK_LINE = re.compile(r"(?:\r\n?+|\n) *+[\r\n]")
# What may stand between the end of a line's content and the comment that follows it.
_BETWEEN = re.compile(r"[ ,([]*+(?:(?:else|and|or)[ ([]*+)?")


class Break(NamedTuple):
    """A line break in a formatted line: what stood before it in the source ended at `end`, what follows began at
    `start`. The next line is `depth` levels deeper than the first, begins in a list whose `)` stands at `list_end`, and
    keeps a blank line above it if `is_item`."""

    depth: int
    list_end: int
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
    list_end: int = NO_LIST
    keeps_blank: bool = True


@dataclass(slots=True)
class _Around:
    """The comments of the source that stand before a line, within it and after it."""

    before: list[Comment]
    within: list[Comment]
    after: Comment | None


@dataclass(slots=True)
class Page:
    """The formatted text so far, of a source without look-alikes: `next_comment` is the first comment that has no line
    yet, `written_to` the offset in the source of what was written last."""

    text: str
    comments: tuple[Comment, ...]
    lines: list[str] = field(default_factory=list)
    next_comment: int = 0
    written_to: int = 0
    is_block_start: bool = True

    def put(self, depth: int, draw: Drawing, start: int, end: int) -> None:
        """Writes a line that stood at `start` to `end`, broken as far as its width asks for."""
        self._put_lines(_fit(depth, draw, start, end))

    def open(self, depth: int, draw: Drawing, start: int, after: int) -> int:
        """Writes the head of a block, up to the `{` that follows the offset `after`; the offset behind that."""
        end = self._find(_BLOCK_START, after)
        self.put(depth, draw, start, end)
        self.is_block_start = True
        return end

    def reopen(self, depth: int, draw: Drawing, after: int, condition_end: int) -> int:
        """Writes `} else … {`, where `}` is the first after the offset `after` and `{` the first after both."""
        closing = self._find(_BLOCK_END, after)
        end = self._find(_BLOCK_START, max(closing, condition_end))
        self._put_comments(closing - 1, depth + 1)
        self.is_block_start = True
        self.put(depth, draw, closing - 1, end)
        self.is_block_start = True
        return end

    def close(self, depth: int, end: int) -> None:
        """Writes the end of a block whose bracket ends at `end`."""
        self._put_comments(end - 1, depth + 1)
        self._put_lines([_Line(depth, "}", end - 1, end, keeps_blank=False)])

    def text_end(self, position: int) -> int:
        """The offset after the text in quotes that follows directly, or the same offset when none does."""
        found = _TEXT.match(self.text, position)
        return found.end() if found else position

    def list_end(self, position: int, mark: str) -> int:
        """The offset of the `)` or `]` that follows."""
        return max(self._find(_LIST_ENDS[mark], position) - 1, position)

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment that has no line yet stands between two offsets of the source."""
        if not self.comments:
            return False
        index = bisect_left(self.comments, start, self.next_comment, key=_start_of)
        return index < len(self.comments) and self.comments[index].span.start < end

    def has_comment_in_block(self, start: int, end: int) -> bool:
        """Whether a comment stands behind the first `{` between two offsets of the source."""
        return self.has_comment(start, end) and self.has_comment(self._find(_BLOCK_START, start), end)

    def finish(self) -> str:
        """The whole text, after the comments at its end."""
        self._put_comments(len(self.text) + 1, 0)
        return "".join(f"{line}\n" for line in self.lines)

    def _put_lines(self, lines: list[_Line]) -> None:
        around = [_Around(self._take(line.start), self._take(line.end), self._take_after(line)) for line in lines]
        for number, comments in enumerate(around):
            within, comments.within = comments.within, []
            for comment in within:
                around[_line_above(lines, number, comment)].within.append(comment)
        for line, comments in zip(lines, around, strict=True):
            self._put_line(line, comments)

    def _put_line(self, line: _Line, comments: _Around) -> None:
        before, within = comments.before, comments.within
        # A comment before the end of a list or block stands where its items do.
        depth = line.depth + line.text.startswith((")", "}"))
        # `##` directly above a line documents it; a comment from within the line goes above that.
        split = len(before)
        while within and split and before[split - 1].text.startswith("##"):
            split -= 1
        top = before[split].span.start if split < len(before) else line.start
        for comment in before[:split]:
            self._put_comment(comment, depth)
        for comment in within:
            self._put_text(f"# {comment.text.lstrip('# ')}".rstrip(), depth, top, top)
        for comment in before[split:]:
            self._put_comment(comment, depth)
        self.is_block_start = self.is_block_start or not line.keeps_blank
        self._put_text(line.text, line.depth, line.start, line.end)
        if comments.after is not None:
            self.lines[-1] += f"  {comments.after.text}"
            self.written_to = comments.after.span.end

    def _put_comments(self, until: int, depth: int) -> None:
        for comment in self._take(until):
            self._put_comment(comment, depth)

    def _put_comment(self, comment: Comment, depth: int) -> None:
        self._put_text(comment.text, depth, comment.span.start, comment.span.end)

    def _put_text(self, text: str, depth: int, start: int, end: int) -> None:
        if self.lines and not self.is_block_start and _BLANK_LINE.search(self.text, self.written_to, start):
            self.lines.append("")
        self.lines.append(_INDENT * depth + text)
        self.written_to = max(self.written_to, end)
        self.is_block_start = False

    def _take(self, until: int) -> list[Comment]:
        first = self.next_comment
        while self.next_comment < len(self.comments) and self.comments[self.next_comment].span.start < until:
            self.next_comment += 1
        return list(self.comments[first : self.next_comment])

    def _take_after(self, line: _Line) -> Comment | None:
        if self.next_comment == len(self.comments):
            return None
        following = self.comments[self.next_comment]
        if not _BETWEEN.fullmatch(self.text, line.end, following.span.start):
            return None
        self.next_comment += 1
        return following

    def _find(self, pattern: re.Pattern[str], position: int) -> int:
        """The offset after the first bracket that is not part of a text or a comment."""
        for found in pattern.finditer(self.text, position):
            if found["mark"]:
                return found.end()
        return position


def _start_of(comment: Comment) -> int:
    return comment.span.start


def _line_above(lines: list[_Line], number: int, comment: Comment) -> int:
    """The last line up to a line above which a comment from within that may stand without getting into a list."""
    while lines[number].text.startswith((")", "]")) or lines[number].list_end < comment.span.start:
        number -= 1
    return number


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
    deeper, list_end, keeps_blank = 0, NO_LIST, True
    for piece in pieces:
        if isinstance(piece, Break):
            lines.append(_Line(depth + deeper, "".join(text).rstrip(), start, piece.end, list_end, keeps_blank))
            text = []
            deeper, list_end, _, start, keeps_blank = piece
        else:
            text.append(piece)
    lines.append(_Line(depth + deeper, "".join(text), start, end, list_end, keeps_blank))
    return lines


def _width(line: _Line) -> int:
    if line.text.isascii():
        return 4 * line.depth + len(line.text)
    from unicodedata import east_asian_width

    return 4 * line.depth + sum(2 if east_asian_width(character) in "WF" else 1 for character in line.text)
