"""Reads the files of the library as text and as trees."""

from __future__ import annotations

from pathlib import Path

from plainplan.source import Source
from plainplan.syntax import nodes, parse

FOLDER = Path(__file__).parent.parent.parent / "dsl" / "plainplan" / "std"
FILES = sorted(FOLDER.glob("*.plan"))


def declarations(path: Path) -> list[nodes.Fn | nodes.Rule]:
    """The functions and rules of a library file, in the order of the page."""
    file, diagnostics = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert [found.message for found in diagnostics] == []
    return [found for found in file.declarations if isinstance(found, nodes.Fn | nodes.Rule)]


def subject(path: Path) -> str:
    """The comment at the head of a library file, as one line."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.rstrip() in ("", "#") or line.startswith("##"):
            break
        lines.append(line.removeprefix("#").strip())
    return " ".join(lines)
