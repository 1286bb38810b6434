"""`plainplan functions`: the reference of the functions of the language."""

from __future__ import annotations

import sys

from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import Arguments, Command, Option
from plainplan.cli.screen import complain, screen_width

LOCALES = ("zh-TW", "en")

COMMAND = Command(
    name="functions",
    sentence="list the functions of the language, or explain one",
    arguments="[NAME|FILE|WORD]",
    least=0,
    most=1,
    options=(Option("--locale", "the language of the text, en unless said", "LOCALE", choices=LOCALES),),
    examples=(
        "plainplan functions",
        "plainplan functions pmt",
        "plainplan functions freedom_ratio",
        "plainplan functions std.capm         # a file of the library",
        "plainplan functions 殖利率            # what the library has about it",
        "plainplan functions stdev.s --locale zh-TW",
    ),
)


def run_command(arguments: Arguments) -> int:
    """Print every function with its sentence, or all that is known of one."""
    from plainplan.cli.library import library_file_text, library_list_text, library_text
    from plainplan.cli.reference import function_names, function_text, list_text
    from plainplan.cli.reference_words import words_of

    words, width = words_of(arguments.value("--locale", "en") or "en"), screen_width(sys.stdout)
    if not arguments.positional:
        print(library_list_text(width))
        print(list_text(words, width))
        return FINE
    # Excel writes its names in capitals, and with brackets behind them.
    name = arguments.positional[0].lower().removesuffix("()")
    names = function_names()
    if name not in names:
        of_library = library_text(name, width) or library_file_text(name, width)
        if of_library is not None:
            print(of_library.rstrip())
            return FINE
        about = library_list_text(width, arguments.positional[0])
        if about:
            print(about.rstrip())
            return FINE
        from plainplan.check.suggestions import nearest

        near = nearest(name, names)
        complain(f"there is no function `{name}`{f'; did you mean `{near}`?' if near else ''}")
        return FAULTY
    print(function_text(name, words, width))
    return FINE
