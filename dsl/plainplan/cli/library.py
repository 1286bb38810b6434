"""The library, as `plainplan functions` and docs/library.md show it: what stands above each function in its file."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from plainplan.check.load import LIBRARY, SUFFIX
from plainplan.records import dataclass
from plainplan.source import Source
from plainplan.syntax import nodes, parse

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """A function or a rule of the library: how it is called, and its `##` lines as paragraphs."""

    name: str
    signature: str
    paragraphs: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """The first clause of the documentation: what comes before the formula or the source."""
        # `ch. 3` ends no sentence.
        return re.split(r"(?<!\bch)[:.;](?: |$)", self.paragraphs[0] if self.paragraphs else "", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the library: how a plan brings it in, its subject, and what it holds."""

    use: str
    subject: str
    entries: tuple[Entry, ...]


def library_files() -> list[LibraryFile]:
    """All files of the library, by name."""
    folder = Path(__file__).resolve().parent.parent / LIBRARY
    return [_read(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]


def _read(path: Path) -> LibraryFile:
    text = path.read_text(encoding="utf-8")
    file, _ = parse(Source(path.name, text))
    entries = tuple(_entry(node) for node in file.declarations if isinstance(node, nodes.Fn | nodes.Rule))
    return LibraryFile(f"use {LIBRARY}.{path.stem}", _subject(text), entries)


def _subject(text: str) -> str:
    """The comment at the head of a file, up to its first empty line."""
    lines = []
    for line in text.splitlines():
        if line.startswith("##") or not line.removeprefix("#").strip():
            break
        lines.append(line.removeprefix("#").strip())
    return " ".join(lines)


def _entry(node: nodes.Fn | nodes.Rule) -> Entry:
    formals = ", ".join(" ".join(formal.span.text.split()) for formal in node.formals)
    rule = "rule " if isinstance(node, nodes.Rule) else ""
    paragraphs = "\n".join(line.strip() for line in node.doc).split("\n\n")
    return Entry(
        node.name.name,
        f"{rule}{node.name.name}({formals})",
        tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()),
    )


def library_list_text(width: int, about: str = "") -> str:
    """Every file of the library with its functions; only those whose documentation holds the text `about`."""
    return "\n".join(filter(None, (_file_text(file, width, about) for file in library_files())))


def library_file_text(name: str, width: int) -> str | None:
    """The functions of one file of the library, `std.capm`, below its subject; None for another name."""
    for file in library_files():
        if file.use == f"use {name.removeprefix('use ')}":
            return f"{textwrap.fill(file.subject, width)}\n\n{_file_text(file, width, '')}"
    return None


def _file_text(file: LibraryFile, width: int, about: str) -> str:
    entries = [entry for entry in file.entries if any(about in paragraph for paragraph in entry.paragraphs)]
    if not entries:
        return ""
    column = max(len(entry.name) for entry in entries) + 2 * len(INDENT)
    rows = (
        textwrap.fill(
            f"{entry.meaning}.",
            width,
            initial_indent=f"{INDENT}{entry.name}".ljust(column),
            subsequent_indent=" " * column,
        )
        for entry in entries
    )
    return "\n".join([file.use, *rows, ""])


def library_text(name: str, width: int) -> str | None:
    """All that the library says of one of its functions or rules; None for another name."""
    for file in library_files():
        for entry in file.entries:
            if entry.name == name:
                signature = textwrap.fill(entry.signature, width, subsequent_indent=2 * INDENT)
                blocks = [
                    textwrap.fill(paragraph, width, initial_indent=INDENT, subsequent_indent=INDENT)
                    for paragraph in entry.paragraphs
                ]
                return "\n\n".join([signature, *blocks, f"{INDENT}{file.use}"])
    return None
