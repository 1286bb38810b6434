"""Tells the git of a repository how plans are compared and merged, and takes it back.

What is told stands in two places: `.gitattributes`, which is committed with the plans and names the drivers, and the
repository's own settings, which say what the drivers run. Whoever clones the repository installs them once.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys

from plainplan.diagnostics import Diagnostic
from plainplan.files import write_whole
from plainplan.versions.git import Repository

ATTRIBUTES = ".gitattributes"
BEGIN, END = "# plainplan: plans are compared and merged by what they say", "# plainplan: end"
LINES = (BEGIN, "*.plan diff=plainplan merge=plainplan", "*.xlsx diff=plainplan-workbook", END)
# Bytes, for the file may hold paths in any encoding. Where our part ends without a line break, the file it was put
# into had none at its end either, and the break before it is ours.
_SECTION = re.compile(
    rb"(?:\r?\n)?(?P<all>^%s\r?$.*?^%s(?P<end>\r?\n|\Z))" % (BEGIN.encode(), END.encode()), re.M | re.S
)

# Under which heading git shows a change within a plan: the declaration around it.
# All of it in one group, for git shows the first.
HEADING = (
    "^((plan|use|unit|fx|person|param|let|fn|data|asset|debt|group|income|expense|goal|rule|each|when|at|check|warn"
    "|prove|solve|table|grid|scenario|report)[ \t].*)$"
)


# What git runs where plans could not be merged, be it that the program is gone: then nothing is marked. A conflict is,
# and by that it is told, for Python that lacks a module ends with the same status.
_FALLBACK = (
    "{ grep -q '<<<<<<<' %A && exit 1; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1; }"
)


def install(repository: Repository) -> list[Diagnostic]:
    """Sets the drivers in the repository; what is set already stays, and where one part fails nothing is left."""
    before = _read_attributes(repository)
    if isinstance(before, Diagnostic):
        return [before]
    faults = _write_attributes(repository, before, _with_lines(before))
    for key, value in () if faults else _settings().items():
        found = repository.ask("config", "--local", "--replace-all", key, value)
        if isinstance(found, Diagnostic):
            return [found, *_write_attributes(repository, _with_lines(before), before)]
    return faults


def uninstall(repository: Repository) -> list[Diagnostic]:
    """Takes the drivers out of the repository, and what `install` wrote into its attributes."""
    before = _read_attributes(repository)
    if isinstance(before, Diagnostic):
        return [before]
    for key in _settings():
        if isinstance(repository.ask("config", "--local", "--get-all", key), Diagnostic):
            continue
        found = repository.ask("config", "--local", "--unset-all", key)
        if isinstance(found, Diagnostic):
            return [found]
    return _write_attributes(repository, before, _without_lines(before))


def _settings() -> dict[str, str]:
    program = _program()
    # What git puts behind `--` is a file, whatever its name begins with.
    return {
        "diff.plainplan.command": f"{program} git compare --",
        "diff.plainplan.textconv": f"{program} git text --",
        "diff.plainplan.xfuncname": HEADING,
        "diff.plainplan-workbook.textconv": f"{program} git text --",
        "merge.plainplan.name": "plans, fact by fact",
        "merge.plainplan.driver": f"{program} git merge -- %O %A %B %L %P || {_FALLBACK}",
    }


def _program() -> str:
    """How git's shell calls this program: by its name where that is found, else as Python runs it now."""
    if shutil.which("plainplan"):
        return "plainplan"
    return f"{shlex.quote(sys.executable)} -m plainplan"


def _with_lines(content: bytes | None) -> bytes:
    """The attributes with our lines in the place of those that an earlier version wrote, else at the end."""
    known = _SECTION.search(content or b"")
    line_end = b"\r\n" if b"\r\n" in (content or b"") else b"\n"
    lines = line_end.join(line.encode() for line in LINES)
    if content is None:
        return lines + line_end
    if known:
        return content[: known.start("all")] + lines + known["end"] + content[known.end() :]
    is_ended = content.endswith(b"\n")
    return content + (lines + line_end if is_ended else (line_end if content else b"") + lines)


def _without_lines(content: bytes | None) -> bytes | None:
    """The attributes as they were before; None where the file was ours alone."""
    known = _SECTION.search(content or b"")
    if content is None or known is None:
        return content
    is_ended = bool(known["end"])
    after = content[: known.start("all" if is_ended else 0)] + content[known.end() :]
    return after if after or not is_ended else None


def _read_attributes(repository: Repository) -> bytes | Diagnostic | None:
    path = os.path.join(repository.top, ATTRIBUTES)
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as fault:
        return Diagnostic("unreadable-file", f"the file `{path}` cannot be read: {_reason(fault)}", None)


def _write_attributes(repository: Repository, before: bytes | None, after: bytes | None) -> list[Diagnostic]:
    path = os.path.join(repository.top, ATTRIBUTES)
    try:
        if after is None and before is not None:
            os.unlink(path)
        elif after is not None and after != before:
            write_whole(path, after)
    except OSError as fault:
        return [Diagnostic("unwritable-file", f"`{path}` cannot be written: {_reason(fault)}", None)]
    return []


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()
