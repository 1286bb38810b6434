"""`plainplan git`: how git compares and merges plans, installed in a repository; and what git then runs."""

from __future__ import annotations

import os
import sys

from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import Arguments, Command, UsageError
from plainplan.cli.screen import complain, print_diagnostics
from plainplan.diagnostics import Diagnostic

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


def run_command(arguments: Arguments) -> int:
    """Do what the first word says."""
    action, *words = arguments.positional
    actions = {"install": _install, "uninstall": _uninstall, "compare": _compare, "text": _text, "merge": _merge}
    if action not in actions:
        raise UsageError(f"there is no `git {action}`: it is `git install` or `git uninstall`")
    return actions[action](words, arguments)


def _install(words: list[str], arguments: Arguments) -> int:
    from plainplan.versions.install import ATTRIBUTES, install

    return _change(words, arguments, install, f"git compares and merges plans here now; commit `{ATTRIBUTES}`")


def _uninstall(words: list[str], arguments: Arguments) -> int:
    from plainplan.versions.install import uninstall

    return _change(words, arguments, uninstall, "git compares and merges plans line by line again")


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plainplan.versions.git import Repository


def _change(words: list[str], arguments: Arguments, change: Callable[[Repository], list[Diagnostic]], done: str) -> int:
    from plainplan.versions.git import find_repository

    if len(words) > 1:
        raise UsageError("one folder, or none")
    repository = find_repository(words[0] if words else os.curdir)
    faults = [repository] if isinstance(repository, Diagnostic) else change(repository)
    print_diagnostics(faults, arguments, sys.stderr)
    if faults:
        return FAULTY
    print(done)
    return FINE


def _compare(words: list[str], arguments: Arguments) -> int:
    """What git calls for a file that changed: its path, then twice a file, what its content is called, and its mode."""
    from plainplan.cli.diff_page import story_of
    from plainplan.cli.story import print_story
    from plainplan.versions.comparison import compare
    from plainplan.versions.sides import of_git

    if len(words) not in (1, 7, 9):
        raise UsageError("git calls this with the words of its external diff")
    if len(words) == 1:
        print(f"* Unmerged path {words[0]}")
        return FINE
    comparison = compare(of_git(words[0], words[1], words[2], words[4], words[5]))
    print_story(story_of(comparison), arguments, "text")
    # What cannot be computed is told, and no reason for git to stop.
    print_diagnostics(comparison.faults, arguments, sys.stdout)
    print()
    return FINE


def _text(words: list[str], arguments: Arguments) -> int:
    """A plan as `fmt` writes it, so that layout is no change; of a workbook the plan it comes from, and its inputs."""
    if len(words) != 1:
        raise UsageError("git calls this with one file")
    from plainplan.versions.texts import text_of

    sys.stdout.write(text_of(words[0]))
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
    for conflict in conflicts:
        complain(f"{path}: {conflict}")
    return FAULTY if conflicts else FINE
