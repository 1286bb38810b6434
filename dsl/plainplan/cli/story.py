"""A short report of headings, lines and tables, drawn on a terminal or as Markdown from the same content."""

from __future__ import annotations

import io
import re
import sys

from plainplan.cli.options import Arguments
from plainplan.records import dataclass
from plainplan.render import escape_text

# What has a meaning in Markdown, or in the HTML that it may hold.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$@])")


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
    from rich.table import Table
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
                console.print(Text(f"  {escape_text(block.text)}"))
            case Item():
                console.print(_line(block.mark, block.text, "  "))
                for mark, text in block.below:
                    console.print(_line(mark, text, "      "))
            case Grid():
                table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
                for place, head in enumerate(block.heads):
                    is_figure = block.is_figure(place)
                    table.add_column(escape_text(head), justify="right" if is_figure else "left", no_wrap=is_figure)
                for row in block.rows:
                    table.add_row(*(Text(escape_text(cell)) for cell in row))
                from rich.padding import Padding

                console.print(Padding(table, (0, 0, 0, 2)))
    return "\n".join(line.rstrip() for line in page.getvalue().rstrip().split("\n"))


def _line(mark: str, text: str, indent: str) -> object:
    from rich.text import Text

    return Text(indent).append(f"{mark} " if mark else "", style=_COLORS.get(mark, "")).append(escape_text(text))


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
    return _MARKDOWN.sub(r"\\\1", escape_text(text).replace("\n", " "))


def print_story(story: list[Block], arguments: Arguments, form: str) -> None:
    """Print it as `text` or as `markdown`."""
    text = draw_markdown(story) if form == "markdown" else draw_screen(story, arguments)
    print(text, file=sys.stdout)
