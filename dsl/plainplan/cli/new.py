"""`plainplan new`: a commented plan to start from."""

from __future__ import annotations

import os
from importlib.resources import files

from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import Arguments, Command, Option
from plainplan.cli.screen import complain
from plainplan.files import write_whole

LOCALES = ("zh-TW", "en")

COMMAND = Command(
    name="new",
    sentence="write a commented plan to start from",
    arguments="[FILE]",
    least=0,
    most=1,
    options=(Option("--locale", "the language of the plan, zh-TW unless said", "LOCALE", choices=LOCALES),),
    examples=(
        "plainplan new chen.plan",
        "plainplan new --locale en household.plan",
        "plainplan new                     # print it",
    ),
    details="The plan checks clean and runs as it stands. An existing file is never overwritten.",
)


def run_command(arguments: Arguments) -> int:
    """Write the starter plan to a new file, or print it."""
    text = starter_text(arguments.value("--locale") or LOCALES[0])
    if not arguments.positional or arguments.positional[0] == "-":
        print(text, end="")
        return FINE
    path = arguments.positional[0]
    if os.path.lexists(path):
        complain(f"`{path}` exists already, and is left as it is")
        return FAULTY
    try:
        write_whole(path, text.encode())
    except OSError as fault:
        complain(f"cannot write `{path}`: {fault.strerror}")
        return FAULTY
    print(f"wrote {path}; next: plainplan run {path}")
    return FINE


def starter_text(locale: str) -> str:
    """The starter plan in a language."""
    return files("plainplan.cli").joinpath("starters", f"{locale}.plan").read_text(encoding="utf-8")
