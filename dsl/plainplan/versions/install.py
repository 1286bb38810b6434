"""Tells the git of a repository how plans are compared and merged, and takes it back.

What is told stands in two places: `.gitattributes`, which is committed with the plans and names the drivers, and the
repository's own settings, which say what the drivers run. Whoever clones the repository installs them once.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys

from plainplan.diagnostics import Diagnostic
from plainplan.files import write_whole
from plainplan.versions.git import Repository

ATTRIBUTES = ".gitattributes"
BEGIN, END = "# plainplan: plans are compared and merged by what they say", "# plainplan: end"
LINES = (BEGIN, "*.plan diff=plainplan merge=plainplan", "*.xlsx diff=plainplan-workbook", END)

# Under which heading git shows a change within a plan: the declaration around it.
# All of it in one group, for git shows the first.
HEADING = (
    "^((plan|use|unit|fx|person|param|let|fn|data|asset|debt|group|income|expense|goal|rule|each|when|at|check|warn"
    "|prove|solve|table|grid|scenario|report)[ \t].*)$"
)


def install(repository: Repository) -> list[Diagnostic]:
    """Sets the drivers in the repository; what is set already stays."""
    faults = []
    for key, value in _settings().items():
        found = repository.ask("config", "--local", key, value)
        if isinstance(found, Diagnostic):
            faults.append(found)
    return faults or _write_attributes(repository, with_lines=True)


def uninstall(repository: Repository) -> list[Diagnostic]:
    """Takes the drivers out of the repository, and what `install` wrote into its attributes."""
    sections = dict.fromkeys(key.rpartition(".")[0] for key in _settings())
    for section in sections:
        # That there is no such section is fine.
        repository.ask("config", "--local", "--remove-section", section)
    return _write_attributes(repository, with_lines=False)


def is_installed(repository: Repository) -> bool:
    """Whether both places say so."""
    return all(
        repository.ask("config", "--local", "--get", key) == f"{value}\n".encode() for key, value in _settings().items()
    ) and _section(_read_attributes(repository)) == list(LINES)


def _settings() -> dict[str, str]:
    program = _program()
    return {
        "diff.plainplan.command": f"{program} git compare",
        "diff.plainplan.textconv": f"{program} git text",
        "diff.plainplan.xfuncname": HEADING,
        "diff.plainplan-workbook.textconv": f"{program} git text",
        "merge.plainplan.name": "plans, fact by fact",
        "merge.plainplan.driver": f"{program} git merge %O %A %B %L %P",
    }


def _program() -> str:
    """How git's shell calls this program: by its name where that is found, else as Python runs it now."""
    if shutil.which("plainplan"):
        return "plainplan"
    return f"{shlex.quote(sys.executable)} -m plainplan"


def _write_attributes(repository: Repository, *, with_lines: bool) -> list[Diagnostic]:
    path = os.path.join(repository.top, ATTRIBUTES)
    before = _read_attributes(repository)
    if with_lines and _section(before) == list(LINES):
        return []
    kept = [line for line in before if line not in _section(before)]
    after = kept + (list(LINES) if with_lines else [])
    try:
        if after:
            write_whole(path, "".join(f"{line}\n" for line in after).encode())
        elif os.path.exists(path):
            os.unlink(path)
    except OSError as fault:
        return [Diagnostic("unwritable-file", f"`{path}` cannot be written: {fault.strerror}", None)]
    return []


def _read_attributes(repository: Repository) -> list[str]:
    try:
        with open(os.path.join(repository.top, ATTRIBUTES), encoding="utf-8") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def _section(lines: list[str]) -> list[str]:
    """What `install` wrote, from its first line to its last."""
    if BEGIN not in lines or END not in lines:
        return []
    return lines[lines.index(BEGIN) : lines.index(END) + 1]
