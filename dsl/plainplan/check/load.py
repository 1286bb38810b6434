"""The files that `use` brings in: the library that comes with the language, and files of the plan's own project."""

from __future__ import annotations

import os
from pathlib import Path

from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Diagnostic, Label
from plainplan.source import Source, Span
from plainplan.syntax import nodes

LIBRARY = "std"
LIBRARY_FOLDER = Path(__file__).resolve().parent.parent / LIBRARY
SUFFIX = ".plan"
GREATEST_FILES = 100
ALLOWED = (nodes.Use, nodes.Rule, nodes.Fn, nodes.Unit)


class Loader:
    """Reads each used file once, depth first, and never outside the project."""

    def __init__(self, project_root: str | os.PathLike[str], main: str) -> None:
        self.root = Path(project_root).resolve()
        self.main = Path(main).resolve()
        self.files: list[nodes.File] = []
        self.declarations: list[nodes.Declaration] = []
        self.diagnostics: list[Diagnostic] = []
        self._done: set[str] = set()
        self._open: list[tuple[str, Span]] = []

    def load_uses(self, file: nodes.File) -> None:
        """Bring in what the `use` lines of a file name."""
        for declaration in file.declarations:
            if isinstance(declaration, nodes.Use):
                self._load(declaration)

    def _load(self, use: nodes.Use) -> None:
        names = tuple(part.name for part in use.path)
        dotted = ".".join(names)
        span = Span(use.span.source, use.path[0].span.start, use.path[-1].span.end)
        for position, (name, _) in enumerate(self._open):
            if name == dotted:
                self._report_circle(position, dotted, span)
                return
        if dotted in self._done:
            return
        self._done.add(dotted)
        source = self._library_source(names, span) if names[0] == LIBRARY else self._project_source(names, span)
        if source is None:
            return
        # The parser is imported already when a plan is checked from a file, and not needed by a plan without `use`.
        from plainplan.syntax import parse

        file, diagnostics = parse(source)
        self.diagnostics.extend(diagnostics)
        self.files.append(file)
        self._open.append((dotted, span))
        self.load_uses(file)
        self._open.pop()
        self.declarations.extend(item for item in file.declarations if isinstance(item, ALLOWED))
        others = [item for item in file.declarations if not isinstance(item, ALLOWED)]
        if others:
            self._report(
                "misplaced-declaration",
                "a file that is used may hold rules, functions and units only",
                others[0].span._replace(end=others[0].span.start + len(others[0].span.text.split(maxsplit=1)[0])),
                labels=(Label(span, "used here"),),
            )

    def _library_source(self, names: tuple[str, ...], span: Span) -> Source | None:
        path = LIBRARY_FOLDER.joinpath(*names[1:]).with_suffix(SUFFIX) if len(names) > 1 else None
        if path is not None and all(part.isidentifier() for part in names) and path.is_file():
            return Source(f"{'/'.join(names)}{SUFFIX}", path.read_text(encoding="utf-8"), is_library=True)
        known = [f"{LIBRARY}.{item.stem}" for item in sorted(LIBRARY_FOLDER.glob(f"*{SUFFIX}"))]
        self._report(
            "unknown-library",
            f"the library has no `{'.'.join(names)}`",
            span,
            notes=(f"it has: {', '.join(known)}",),
            help=did_you_mean(".".join(names), known),
        )
        return None

    def _project_source(self, names: tuple[str, ...], span: Span) -> Source | None:
        path = self.root.joinpath(*names).with_suffix(SUFFIX)
        shown = "/".join(names) + SUFFIX
        real = path.resolve()
        if not real.is_relative_to(self.root) or any(part in ("", ".", "..") for part in names):
            self._report("outside-project", f"`{shown}` lies outside the project's folder", span)
            return None
        if not path.is_file():
            known = LIBRARY_FOLDER.joinpath(*names).with_suffix(SUFFIX).is_file()
            self._report(
                "file-not-found",
                f"there is no file `{shown}` in the project's folder",
                span,
                help=f"did you mean `{LIBRARY}.{'.'.join(names)}`?" if known else None,
            )
            return None
        if real == self.main:
            self._report("circular-use", "a plan cannot use itself", span)
            return None
        if len(self.files) >= GREATEST_FILES:
            self._report("too-many-files", f"a plan uses at most {GREATEST_FILES} files", span)
            return None
        from plainplan.syntax import read_source

        source, diagnostics = read_source(path, shown_as=shown)
        self.diagnostics.extend(diagnostics)
        if source is None:
            return None
        return source

    def _report_circle(self, position: int, dotted: str, span: Span) -> None:
        circle = self._open[position:]
        names = [*(name for name, _ in circle), dotted]
        self._report(
            "circular-use",
            f"these files use each other: {' → '.join(names)}",
            span,
            labels=tuple(Label(place, f"uses `{name}`") for name, place in circle),
        )

    def _report(
        self,
        code: str,
        message: str,
        span: Span,
        labels: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
    ) -> None:
        self.diagnostics.append(Diagnostic(code, message, span, "", labels, notes, help))
