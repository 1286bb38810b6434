"""`plainplan git`: how git compares and merges plans, installed in a repository; and what git then runs."""

from __future__ import annotations

import os
import sys

from plainplan.cli.entry import FAULTY, FINE, discard_output
from plainplan.cli.options import Arguments, Command, UsageError
from plainplan.cli.screen import complain, print_diagnostics
from plainplan.diagnostics import Diagnostic
from plainplan.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plainplan.versions.git import Repository

COMMAND = Command(
    name="git",
    sentence="let git compare and merge plans by what they say",
    arguments="install|uninstall [FOLDER]",
    least=1,
    most=None,
    options=(),
    examples=(
        "plainplan git install",
        "git diff                         # then tells edits and outcomes",
        "git log -p --ext-diff -- chen.plan",
        "plainplan git uninstall",
    ),
    details="Git itself calls `compare`, `text` and `merge`, as `install` told it.",
)

# Where histories cross, git merges their bases first, with marks longer by two at each such step.
_MARKS_OF_BASES = (9, 11, 13)


def run_command(arguments: Arguments) -> int:
    """Do what the first word says."""
    action, *words = arguments.positional
    actions = {"install": _install, "uninstall": _uninstall, "compare": _compare, "text": _text, "merge": _merge}
    if action not in actions:
        raise UsageError(f"there is no `git {action}`: it is `git install` or `git uninstall`")
    try:
        return actions[action](words, arguments)
    except OSError as fault:
        if fault.filename is None:
            raise
        complain(f"`{fault.filename}`: {fault.strerror}")
        return FAULTY


def _install(words: list[str], arguments: Arguments) -> int:
    from plainplan.versions.install import ATTRIBUTES, install

    return _change(words, arguments, install, f"git compares and merges plans here now; commit `{ATTRIBUTES}`")


def _uninstall(words: list[str], arguments: Arguments) -> int:
    from plainplan.versions.install import uninstall

    return _change(words, arguments, uninstall, "git compares and merges plans line by line again")


def _change(words: list[str], arguments: Arguments, change: Callable[[Repository], list[Diagnostic]], done: str) -> int:
    from plainplan.versions.git import find_repository

    if len(words) > 1:
        raise UsageError("one folder, or none")
    folder = words[0] if words else os.curdir
    if os.path.exists(folder):
        repository = find_repository(folder)
    else:
        repository = Diagnostic("file-not-found", f"there is no folder `{folder}`", None)
    if isinstance(repository, Diagnostic):
        faults = [repository]
    elif repository.is_bare:
        faults = [Diagnostic("no-repository", f"`{folder}` is a bare repository, which has no files to set up", None)]
    else:
        faults = change(repository)
    print_diagnostics(faults, arguments, sys.stderr)
    if faults:
        return FAULTY
    print(done)
    return FINE


def _compare(words: list[str], arguments: Arguments) -> int:
    """What git calls for a file that changed: its path, then twice a file, what its content is called, and its mode;
    of a renamed one also its later path and what git says of that."""
    if len(words) not in (1, 7, 9):
        raise UsageError("git calls this with the words of its external diff")
    # Git gives up over any other status. That nobody reads on, as under `git diff | head`, is no reason for it to
    # complain; and the plans that are left need not be computed.
    if _is_closed(sys.stdout.fileno()):
        return FINE
    try:
        _tell(words, arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    return FINE


def _is_closed(stream: int) -> bool:
    """Whether the reader of a pipe has gone."""
    if sys.platform == "win32":
        return False
    from select import POLLERR, poll

    watched = poll()
    watched.register(stream, 0)
    return any(event & POLLERR for _, event in watched.poll(0))


def _tell(words: list[str], arguments: Arguments) -> None:
    from plainplan.cli.diff_page import story_of
    from plainplan.cli.story import print_story
    from plainplan.versions.comparison import compare
    from plainplan.versions.sides import of_git

    if len(words) == 1:
        print(f"* Unmerged path {words[0]}")
        return
    path, before, before_id, before_mode, after, after_id, after_mode = words[:7]
    # In git's own words, which carry what is no part of a plan.
    for line in words[8].splitlines() if len(words) > 8 else ():
        if line.startswith("rename "):
            print(line)
    if before_mode != after_mode and os.devnull not in (before, after):
        print(f"{path}: old mode {before_mode}, new mode {after_mode}")
    sides = of_git(path, before, before_id, after, after_id)
    if len(words) > 7 and sides.after is not None:
        later = replace(sides.after, name=words[7] + sides.after.name.removeprefix(path))
        sides = replace(sides, path=words[7], after=later)
    comparison = compare(sides)
    print_story(story_of(comparison), arguments, "text")
    # What cannot be computed is told, and no reason for git to stop.
    print_diagnostics(comparison.faults, arguments, sys.stdout)
    if comparison.faults and not comparison.edits:
        from plainplan.versions.texts import changed_lines

        print("".join(changed_lines(path, before, after)), end="")
    print()


def _text(words: list[str], arguments: Arguments) -> int:
    """A plan as `fmt` writes it, so that layout is no change; of a workbook the plan it comes from, and its inputs."""
    if len(words) != 1:
        raise UsageError("git calls this with one file")
    from plainplan.versions.texts import text_of

    # Git compares bytes, and asks in no particular locale.
    sys.stdout.buffer.write(text_of(words[0]).encode("utf-8", "replace"))
    return FINE


def _merge(words: list[str], arguments: Arguments) -> int:
    """Base, ours and theirs, how long git's marks are, and the path; what comes of it is written over ours."""
    if len(words) not in (3, 4, 5):
        raise UsageError("git calls this with three files, the length of its marks and the path")
    from plainplan.files import write_whole
    from plainplan.versions.lines import MARK_SIZE
    from plainplan.versions.merge import merge_files

    base, ours, theirs = words[:3]
    size = int(words[3]) if len(words) > 3 and words[3].isdecimal() else MARK_SIZE
    path = words[4] if len(words) == 5 else ours
    text, conflicts = merge_files(base, ours, theirs, size)
    write_whole(ours, text)
    for conflict in () if size in _MARKS_OF_BASES else conflicts:
        complain(f"{path}: {conflict}")
    return FAULTY if conflicts else FINE
