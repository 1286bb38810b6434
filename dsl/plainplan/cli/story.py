"""A short report of headings, lines and tables, drawn on a terminal or as Markdown from the same content."""

from __future__ import annotations

import io
import re
import sys

from plainplan.cli.options import Arguments
from plainplan.records import dataclass
from plainplan.render import escape_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# What has a meaning in Markdown, or in the HTML that it may hold.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
# What GitHub makes a link, a mention or a picture of even behind a backslash, and what begins a list: between the two
# halves stands a space without width, or a backslash.
_LINKS = re.compile(
    r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\bGH)(?=-\d)|(?<=:)(?=//|[a-z+_-][a-z0-9_+-]*:)|(?<=\bwww)(?=\.)", re.IGNORECASE
)
_LIST = re.compile(r"^(?=[-+=])|^(\d+)(?=[.)](?:\s|$))")
APART = "&#8203;"

# The columns that a label keeps beside figures, and those that the head of a column of figures takes at most.
LEAST_LABEL, MOST_HEAD = 14, 24
GAP = 2
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, of depth 1 or 2."""

    text: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A line with a mark before it (`+`, `−`, `~`), and lines under it, each with a mark of its own."""

    mark: str
    text: str
    below: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words and figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # The places of the columns of figures, which stand to the right; all but the first unless said.
    figures: tuple[int, ...] | None = None

    def is_figure(self, place: int) -> bool:
        """Whether a column is of figures."""
        return place > 0 if self.figures is None else place in self.figures


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence."""

    text: str


Block = Heading | Item | Grid | Note
_COLORS = {"+": "green", "−": "red", "~": "yellow", "●": "bold"}


def draw_screen(story: list[Block], arguments: Arguments) -> str:
    """The story for a terminal, as wide as it is."""
    from rich.text import Text

    from plainplan.cli.summary import open_console

    page = io.StringIO()
    console = open_console(page, arguments)
    for number, block in enumerate(story):
        match block:
            case Heading():
                if number:
                    console.print()
                console.print(Text(escape_text(block.text), style="bold"))
            case Note():
                _print_line(console, Text(INDENT), block.text)
            case Item():
                _print_line(console, _marked_head(INDENT, block.mark), block.text)
                for mark, text in block.below:
                    _print_line(console, _marked_head(INDENT * 3, mark), text)
            case Grid():
                for place, part in enumerate(_parts_that_fit(block, console.width - len(INDENT))):
                    if place:
                        console.print()
                    _print_grid(console, part)
    return "\n".join(line.rstrip() for line in page.getvalue().rstrip().split("\n"))


def _marked_head(indent: str, mark: str) -> Text:
    from rich.text import Text

    return Text(indent).append(f"{mark} " if mark else "", style=_COLORS.get(mark, ""))


def _print_line(console: Console, head: Text, text: str) -> None:
    """A text whose further lines stand under its first, with its own indent."""
    from rich.text import Text

    body = text.lstrip(" ")
    head = head.copy().append(" " * (len(text) - len(body)))
    width = max(console.width - head.cell_len, LEAST_LABEL)
    for number, line in enumerate(Text(escape_text(body)).wrap(console, width)):
        console.print((head if number == 0 else Text(" " * head.cell_len)) + line, no_wrap=True, crop=False)


def _parts_that_fit(grid: Grid, width: int) -> list[Grid]:
    """A table as one, or with its columns of figures spread over several that each fit the width."""
    widths = _widths(grid)
    figures = [place for place in range(len(grid.heads)) if grid.is_figure(place)]
    others = [place for place in range(1, len(grid.heads)) if place not in figures]
    label = min(widths[0], LEAST_LABEL + 10)
    if label + sum(widths[place] + GAP for place in (*figures, *others)) <= width or len(figures) < 2:
        return [grid]
    parts: list[list[int]] = [[]]
    room = width - label - sum(widths[place] + GAP for place in others)
    for place in figures:
        if parts[-1] and widths[place] + GAP > room:
            parts.append([])
            room = width - label
        parts[-1].append(place)
        room -= widths[place] + GAP
    chosen = [sorted([0, *part, *(others if number == 0 else ())]) for number, part in enumerate(parts)]
    return [
        Grid(
            tuple(grid.heads[place] for place in places),
            tuple(tuple(row[place] for place in places) for row in grid.rows),
            tuple(number for number, place in enumerate(places) if place in figures),
        )
        for places in chosen
    ]


def _widths(grid: Grid) -> list[int]:
    from rich.cells import cell_len

    return [
        max(min(cell_len(head), MOST_HEAD), *(cell_len(escape_text(row[place])) for row in grid.rows), 0)
        for place, head in enumerate(grid.heads)
    ]


def _print_grid(console: Console, grid: Grid) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    # Where even that is too narrow, figures go on below: none is cut.
    is_narrow = LEAST_LABEL + sum(width + GAP for width in _widths(grid)[1:]) > console.width - len(INDENT)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for place, head in enumerate(grid.heads):
        is_figure = grid.is_figure(place)
        table.add_column(
            Text(shortened(escape_text(head), MOST_HEAD) if is_figure else escape_text(head)),
            justify="right" if is_figure else "left",
            no_wrap=is_figure and not is_narrow,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*(Text(escape_text(cell)) for cell in row))
    console.print(Padding(table, (0, 0, 0, len(INDENT))))


def shortened(text: str, width: int) -> str:
    """A text of at most so many columns: where it is longer its middle is left out."""
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return text
    head, tail = text, text
    while cell_len(head) > width // 2:
        head = head[:-1]
    while cell_len(tail) > width - 1 - cell_len(head):
        tail = tail[1:]
    return f"{head}…{tail}"


def draw_markdown(story: list[Block]) -> str:
    """The story for a pull request: text of a plan stays text."""
    lines: list[str] = []
    for block in story:
        match block:
            case Heading():
                lines += ["", f"{'#' * (block.depth + 1)} {_plain(block.text)}", ""]
            case Note():
                lines += ["", _plain(block.text), ""]
            case Item():
                lines.append(f"- {_marked(block.mark, block.text)}")
                lines += [f"  - {_marked(mark, text)}" for mark, text in block.below]
            case Grid():
                lines += ["", f"| {' | '.join(map(_plain, block.heads))} |"]
                lines.append(
                    f"|{''.join(' --: |' if block.is_figure(place) else ' :-- |' for place in range(len(block.heads)))}"
                )
                lines += [f"| {' | '.join(map(_plain, row))} |" for row in block.rows]
                lines.append("")
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return text.strip("\n")


def _marked(mark: str, text: str) -> str:
    return f"{_plain(mark)} {_plain(text)}" if mark else _plain(text)


def _plain(text: str) -> str:
    # An indent, which HTML would take for one space, in spaces that it keeps.
    inner = escape_text(text.replace("\n", " "))
    body = inner.lstrip(" ")
    indent = "&emsp;" * ((len(inner) - len(body)) // 2)
    apart = _LINKS.sub("\0", body)
    return indent + _LIST.sub(r"\1\\", _MARKDOWN.sub(r"\\\1", apart)).replace("\0", APART)


def print_story(story: list[Block], arguments: Arguments, form: str) -> None:
    """Print it as `text` or as `markdown`."""
    text = draw_markdown(story) if form == "markdown" else draw_screen(story, arguments)
    print(text, file=sys.stdout)
