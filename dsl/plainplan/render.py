"""Diagnostics as a reader sees them: drawn with the lines they concern, on one line each, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.source import Source, Span

TAB_STOP = 4
BOLD, BLUE = "1", "1;34"
VISIBLE = re.compile(r"\S")
SEVERITY_STYLES = {"error": "1;31", "warning": "1;33", "note": "1;32"}

Paint = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is underlined in one line: character columns from 0, the sign, and the words after it."""

    line: int
    start: int
    end: int
    sign: str
    text: str


def render_diagnostic(diagnostic: Diagnostic, width: int = 100, color: bool = False) -> str:
    """Draw a diagnostic with its source lines, each at most `width` columns wide, without a newline at the end."""
    paint = _paint_ansi if color else _paint_nothing
    style = SEVERITY_STYLES[diagnostic.severity]
    head = f"{diagnostic.severity}[{diagnostic.code}]"
    rows = [f"{paint(head, style)}{paint(': ' + escape_text(diagnostic.message), BOLD)}"]
    frames = _collect_marks(diagnostic)
    margin = " " * max((len(str(mark.line)) for _, _, marks in frames for mark in marks), default=1)
    bar = paint(f"{margin} │", BLUE)
    for index, (source, place, marks) in enumerate(frames):
        if index:
            rows.append(bar)
        rows += [f"{margin} {paint('┌─', BLUE)} {escape_text(source.path)}:{place}", bar]
        rows += _draw_marks(source, marks, width, len(margin), paint, style)
    facts = [_hang(margin, "= ", note, paint) for note in diagnostic.notes]
    if diagnostic.help is not None:
        facts.append(_hang(margin, "= help: ", diagnostic.help, paint))
    if frames and facts:
        rows.append(bar)
    return "\n".join(rows + facts)


def render_concise(diagnostic: Diagnostic) -> str:
    """`path:line:col: error[code]: message`, as editors and `grep` like it."""
    text = f"{diagnostic.severity}[{diagnostic.code}]: {escape_text(diagnostic.message)}"
    if diagnostic.span is None:
        return text
    span = _shown_span(diagnostic.span)
    line, column = span.source.line_and_column(span.start)
    return f"{escape_text(span.source.path)}:{line}:{column}: {text}"


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, object]:
    """The diagnostic as plain values for `json.dumps`; lines and columns count from 1, in characters."""
    return {
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "marker": diagnostic.marker,
        "span": None if diagnostic.span is None else span_json(diagnostic.span),
        "labels": [{"text": label.text, "span": span_json(label.span)} for label in diagnostic.labels],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
    }


def escape_text(text: str) -> str:
    """The text with everything that could steer a terminal or hide on a screen shown as its code."""
    return (
        text if text.isascii() and text.isprintable() else "".join(_show_character(character)[0] for character in text)
    )


def span_json(span: Span) -> dict[str, object]:
    """A place as plain values: lines and columns count from 1, `start` and `end` from 0, all in characters."""
    shown = _shown_span(span)
    line, column = shown.source.line_and_column(shown.start)
    end_line, end_column = shown.source.line_and_column(shown.end)
    return {
        "path": span.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": shown.start,
        "end": shown.end,
    }


def _shown_span(span: Span) -> Span:
    """The span without blanks at its end; one at the end of the file stands right after the last word."""
    text = span.source.text
    start = min(span.start, len(text))
    if VISIBLE.search(text, start) is None:
        last = len(text.rstrip())
        return Span(span.source, last, last)
    end = start + len(text[start : max(span.end, start)].rstrip())
    return Span(span.source, start, end)


def _collect_marks(diagnostic: Diagnostic) -> list[tuple[Source, str, list[Mark]]]:
    """For each source, the one with the fault first: the place its frame names and its marks from top to bottom."""
    frames: dict[int, tuple[Source, str, list[Mark]]] = {}
    marked = [(label.span, "-", label.text) for label in diagnostic.labels]
    if diagnostic.span is not None:
        marked.insert(0, (diagnostic.span, "^", diagnostic.marker))
    for span, sign, text in marked:
        shown = _shown_span(span)
        line, column = span.source.line_and_column(shown.start)
        frame = frames.setdefault(id(span.source), (span.source, f"{line}:{column}", []))
        frame[2].extend(_split_lines(shown, sign, text))
    for _, _, marks in frames.values():
        marks.sort(key=lambda mark: (mark.line, mark.start))
    return list(frames.values())


def _split_lines(span: Span, sign: str, text: str) -> Iterable[Mark]:
    """A mark for a span within a line; for a longer one, marks on its first and its last line, which has the words."""
    first, start = span.source.line_and_column(span.start)
    last, end = span.source.line_and_column(span.end)
    if first == last:
        return [Mark(first, start - 1, max(end - 1, start), sign, text)]
    begin, finish = _line_bounds(span.source, first)
    last_begin, _ = _line_bounds(span.source, last)
    word = VISIBLE.search(span.source.text, last_begin)
    indent = word.start() - last_begin if word else 0
    return [Mark(first, start - 1, max(finish - begin, start), sign, ""), Mark(last, indent, end - 1, sign, text)]


def _line_bounds(source: Source, line: int) -> tuple[int, int]:
    """The offsets between which a line stands, without its end: a hostile line is too long to be copied each time."""
    starts, text = source.line_starts, source.text
    start, end = starts[line - 1], starts[line] - 1 if line < len(starts) else len(text)
    while end > start and text[end - 1] == "\r":
        end -= 1
    return start, end


def _draw_marks(
    source: Source, marks: list[Mark], width: int, digits: int, paint: Paint, main_style: str
) -> Iterable[str]:
    """The lines of a source that have marks, each mark in a row of its own below its line."""
    room = max(width - digits - 3, 20)
    bar = paint(" " * digits + " │", BLUE)
    previous: int | None = None
    shown = ""
    for mark in marks:
        before, under, cut = _show_line(source, mark, room)
        # A line too long for the screen is cut around each of its marks, so it can appear more than once.
        if mark.line != previous or cut != shown:
            if previous is not None and mark.line - previous > 1:
                yield paint(" " * digits + " ·", BLUE)
            yield f"{paint(f'{mark.line:>{digits}} │', BLUE)} {cut}".rstrip()
        style = main_style if mark.sign == "^" else BLUE
        words = f" {escape_text(mark.text)}" if mark.text else ""
        yield f"{bar} {' ' * before}{paint(mark.sign * under + words, style)}"
        previous, shown = mark.line, cut


def _show_line(source: Source, mark: Mark, room: int) -> tuple[int, int, str]:
    """How many columns come before the mark and how many lie under it, and the line cut to `room` columns."""
    first_offset, last_offset = _line_bounds(source, mark.line)
    # Of a line of megabytes, look no further than the screen could show.
    reach = 2 * room
    skipped = max(0, mark.start - room) if last_offset - first_offset > reach else 0
    near = first_offset + skipped
    is_longer = near + reach < last_offset
    cells = _lay_out(source.text[near : min(near + reach, last_offset)])
    start, end = mark.start - skipped, max(mark.end - skipped, mark.start - skipped + 1)
    edges = [0]
    for _, columns in cells:
        edges.append(edges[-1] + columns)
    first, last = _visible_cells(edges, start, end, room, bool(skipped))
    head = "…" if first or skipped else ""
    tail = "…" if last < len(cells) or is_longer else ""
    before = edges[min(start, len(cells))] - edges[first] + len(head)
    under = edges[min(end, last, len(cells))] - edges[min(start, len(cells))]
    return before, max(under, 1), head + "".join(shown for shown, _ in cells[first:last]) + tail


def _visible_cells(edges: list[int], start: int, end: int, room: int, is_cut: bool) -> tuple[int, int]:
    """The range of characters to show so that the beginning of the mark is on the screen."""
    count = len(edges) - 1
    if edges[count] <= room and not is_cut:
        return 0, count
    first = 0
    # Two columns are kept for the ellipses.
    if is_cut or edges[min(end, count)] > room - 2:
        wanted = edges[min(start, count)] - (room - 2) // 3
        while first < min(start, count) and edges[first] < wanted:
            first += 1
    last = first
    while last < count and edges[last + 1] - edges[first] <= room - 2:
        last += 1
    return first, last


def _lay_out(line: str) -> list[tuple[str, int]]:
    """What each character of a line looks like on the screen, and how many columns it takes there."""
    cells: list[tuple[str, int]] = []
    column = 0
    for character in line:
        columns = TAB_STOP - column % TAB_STOP
        shown = (" " * columns, columns) if character == "\t" else _show_character(character)
        column += shown[1]
        cells.append(shown)
    return cells


@lru_cache(maxsize=4096)
def _show_character(character: str) -> tuple[str, int]:
    """The character itself or its code, and its columns: two if wide in East Asia, none if it joins the one before."""
    if character.isascii() and character.isprintable():
        return character, 1
    import unicodedata

    category = unicodedata.category(character)
    if not character.isprintable() and category != "Zs":
        code = character.encode("unicode_escape").decode("ascii")
        return code, len(code)
    if category in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _hang(margin: str, bullet: str, text: str, paint: Paint) -> str:
    """A note under the frame, its further lines aligned with its first word."""
    first, *others = [escape_text(line) for line in text.split("\n")]
    indent = " " * (len(margin) + 1 + len(bullet))
    return "\n".join([f"{margin} {paint(bullet.rstrip(), BLUE)} {first}", *(f"{indent}{line}" for line in others)])


def _paint_ansi(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _paint_nothing(text: str, style: str) -> str:
    return text
