"""Where the program begins: one table of commands, each imported only when it is called.

`plainplan --help` imports nothing but `sys`, because a help text that takes a second is not asked for.
"""

import sys

COMMANDS = {
    "check": "read and check plans, and try them in every scenario",
    "run": "compute a plan and show what comes of it",
    "statements": "show balance sheet, cash flow and ratios of a household at a date",
    "export": "write a plan as a live Excel workbook",
    "explain": "show how a figure comes about, or every default in force",
    "sensitivity": "show which inputs move a figure, and how far",
    "prove": "decide what a plan claims, for all values of its params",
    "solve": "find the value of an input for which a condition holds",
    "diff": "show what was edited between two versions of a plan, and what that did to the outcome",
    "log": "show a figure of a plan along its git history",
    "git": "let git compare and merge plans by what they say",
    "fmt": "put plans into the one canonical form",
    "eval": "compute an expression with units",
    "functions": "list the functions of the language, or explain one",
    "new": "write a commented plan to start from",
}

EXAMPLES = """\
Examples:
  plainplan new chen.plan
  plainplan check plans
  plainplan run chen.plan --set market=7%/year
  plainplan export chen.plan -o chen.xlsx
  plainplan explain chen.plan net_worth --at 2040-01
  plainplan solve chen.plan 'saving where final(net_worth) = 3000萬 TWD'
  plainplan eval '1000萬 TWD * 4%'
"""

FINE, FAULTY, MISUSED = 0, 1, 2
# Of sysexits.h: an internal fault of the program, to tell it from a mistake in a plan.
INTERNAL_FAULT = 70
# What a shell reports for a program that ends on SIGINT and on SIGPIPE.
INTERRUPTED, PIPE_CLOSED = 130, 141

LONGEST_REASON = 200

# The collector walks all young objects each time so many have been made.
COLLECTOR_THRESHOLD = 500_000


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 the plan has errors or failed checks, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    is_whole_process = arguments is None
    _open_closed_streams()
    _accept_every_character()
    if is_whole_process:
        _spare_collector()
    try:
        status = _dispatch(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        discard_output()
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return PIPE_CLOSED
    except OSError as fault:
        # Commands report what happens to files themselves, so this is the output: a full disk, say.
        if fault.filename is not None:
            return _report_fault(fault)
        discard_output()
        print(f"plainplan: cannot write the output: {fault.strerror}", file=sys.stderr)
        return FAULTY
    except Exception as fault:
        return _report_fault(fault)
    return status


def _dispatch(words: list[str]) -> int:
    if not words:
        print(_help_text(), end="")
        return MISUSED
    name = words[0]
    if name in ("-h", "--help", "help"):
        return _dispatch([words[1], "--help"]) if len(words) > 1 and words[1] in COMMANDS else _print_help()
    if name in ("-V", "--version"):
        print(f"plainplan {version()}")
        return FINE
    if name not in COMMANDS:
        return _refuse(name)
    return _call(name, words[1:])


def _call(name: str, words: list[str]) -> int:
    """Import the command and run it; what it was given wrong is told with its usage."""
    module = __import__(f"plainplan.cli.{name}", fromlist=["COMMAND"])
    from plainplan.cli.options import UsageError, help_text, read_arguments

    try:
        arguments = read_arguments(module.COMMAND, words)
        if arguments is None:
            print(help_text(module.COMMAND), end="")
            return FINE
        status: int = module.run_command(arguments)
    except UsageError as fault:
        print(f"plainplan {name}: {fault}\n\nTry `plainplan {name} --help`.", file=sys.stderr)
        return MISUSED
    return status


def _spare_collector() -> None:
    """Let the cyclic collector rest: a plan makes many small objects and drops few, and the process ends soon.

    At the end of a process Python searches all objects for cycles once more, a tenth of the time of a small check.
    """
    import atexit
    import gc

    gc.set_threshold(COLLECTOR_THRESHOLD, 20, 100)
    atexit.register(gc.freeze)


def _print_help() -> int:
    print(_help_text(), end="")
    return FINE


def _help_text() -> str:
    width = max(len(name) for name in COMMANDS)
    rows = "".join(f"  {name:<{width}}  {sentence}\n" for name, sentence in COMMANDS.items())
    return (
        "plainplan: plain-text financial plans, checked like a program, delivered as a live workbook\n\n"
        f"Usage: plainplan COMMAND [OPTIONS] …\n\nCommands:\n{rows}\n{EXAMPLES}\n"
        "`plainplan COMMAND --help` says more. `--version` prints the version.\n"
        "Exit status: 0 fine, 1 a plan has errors or a check fails, 2 wrong usage.\n"
    )


def _refuse(name: str) -> int:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    print(f"plainplan: there is no command `{name}`{hint}\n\nTry `plainplan --help`.", file=sys.stderr)
    return MISUSED


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plainplan")
    except PackageNotFoundError:
        return "(not installed)"


def _open_closed_streams() -> None:
    """Where the caller closed stdout or stderr (`>&-`, a service), what is written goes nowhere and harms nothing."""
    import os

    # Standard output first: what is opened takes the lowest free number, which no file of the user's may have.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (it stays open)


def _accept_every_character() -> None:
    """A terminal without UTF-8 shows `?` for what it cannot draw, instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        # Streams that a test or an embedding program puts in place may be of any class.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def discard_output() -> None:
    """Nothing reads what is left in the buffer; the flush at exit must not complain about it."""
    import os

    try:
        empty = os.open(os.devnull, os.O_WRONLY)
        os.dup2(empty, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def _report_fault(fault: Exception) -> int:
    """Say that this is ours and not the writer's, and what to send; the traceback only when asked for."""
    import os
    import traceback

    sys.stdout.flush()
    if os.environ.get("PLAINPLAN_TRACEBACK"):
        traceback.print_exception(fault)
    frames = traceback.extract_tb(fault.__traceback__, limit=-1)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    reason = str(fault).replace("\n", " ")[:LONGEST_REASON]
    print(
        f"plainplan: this is a fault of plainplan, not of your plan: {type(fault).__name__}: {reason}{place}\n"
        f"Please report it with the plan, the command line and plainplan {version()};"
        " PLAINPLAN_TRACEBACK=1 shows where it happened.",
        file=sys.stderr,
    )
    return INTERNAL_FAULT
