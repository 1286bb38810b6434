"""What a command accepts, its help text, and reading the words of a command line by it."""

from __future__ import annotations

from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `argument` is the word that stands for its value in the help; None for a switch."""

    name: str
    sentence: str
    argument: str | None = None
    short: str | None = None
    choices: tuple[str, ...] = ()
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its sentence, its positional arguments, its options, and examples that can be pasted.

    `arguments` is the usage text of the positional arguments, of which there are `least` to `most` (None: any number).
    """

    name: str
    sentence: str
    arguments: str
    least: int
    most: int | None
    options: tuple[Option, ...]
    examples: tuple[str, ...]
    details: str = ""


COLOR = Option("--color", "color the output (NO_COLOR is heeded)", "WHEN", choices=("auto", "always", "never"))
HELP = Option("--help", "show this text", short="-h")
SET = Option("--set", "put another value in the place of an input", "NAME=EXPR", is_repeated=True)
SCENARIO = Option("--scenario", "compute this scenario instead of the base", "NAME")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words of a command line, sorted out."""

    positional: list[str]
    options: dict[str, list[str]]

    def has(self, name: str) -> bool:
        """Whether the option was given."""
        return name in self.options

    def value(self, name: str, default: str | None = None) -> str | None:
        """The value of an option, the last one given."""
        return self.options[name][-1] if name in self.options else default

    def values(self, name: str) -> list[str]:
        """All values of an option that may be repeated."""
        return self.options.get(name, [])


class UsageError(Exception):
    """The command line asks for something that the command does not understand; the message says what."""


def read_arguments(command: Command, words: list[str]) -> Arguments | None:
    """The words sorted into positional arguments and options, or None when they ask for help."""
    known = {name: option for option in (*command.options, COLOR, HELP) for name in (option.name, option.short) if name}
    positional: list[str] = []
    options: dict[str, list[str]] = {}
    remaining = list(reversed(words))
    while remaining:
        word = remaining.pop()
        if word == "--":
            positional += reversed(remaining)
            break
        if not word.startswith("-") or word == "-" or _is_negative_amount(word):
            positional.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = known.get(name) or _refuse(name, known)
        if option is HELP:
            return None
        options.setdefault(option.name, []).append(_option_value(option, value if equals else None, remaining))
    _check_counts(command, positional, options)
    return Arguments(positional, options)


def help_text(command: Command) -> str:
    """What `plainplan COMMAND --help` prints."""
    usage = " ".join(["Usage: plainplan", command.name, "[OPTIONS]", command.arguments]).rstrip()
    options = [(_left_side(option), _right_side(option)) for option in (*command.options, COLOR, HELP)]
    width = max(len(left) for left, _ in options)
    rows = "\n".join(f"  {left:<{width}}  {right}" for left, right in options)
    parts = [f"plainplan {command.name}: {command.sentence}", usage]
    if command.details:
        parts.append(command.details)
    parts += [f"Options:\n{rows}", "\n".join(["Examples:", *(f"  {example}" for example in command.examples)])]
    return "\n\n".join(parts) + "\n"


def _left_side(option: Option) -> str:
    names = f"{option.short}, {option.name}" if option.short else f"    {option.name}"
    return f"{names} {option.argument}" if option.argument else names


def _right_side(option: Option) -> str:
    words = option.sentence
    if option.choices:
        words += f": {', '.join(option.choices)}"
    return words + (" (may be repeated)" if option.is_repeated else "")


def _is_negative_amount(word: str) -> bool:
    """`eval -5%` is an expression, not an option."""
    return len(word) > 1 and (word[1].isdigit() or word[1] in "(.")


def _refuse(name: str, known: dict[str, Option]) -> Option:
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    raise UsageError(f"there is no option `{name}`" + (f"; did you mean `{near[0]}`?" if near else ""))


def _option_value(option: Option, value: str | None, remaining: list[str]) -> str:
    if option.argument is None:
        if value is not None:
            raise UsageError(f"`{option.name}` takes no value")
        return ""
    if value is None:
        if not remaining:
            raise UsageError(f"`{option.name}` needs a value: {option.name} {option.argument}")
        value = remaining.pop()
    if option.choices and value not in option.choices:
        raise UsageError(f"`{option.name}` is one of {', '.join(option.choices)}, not `{value}`")
    return value


def _check_counts(command: Command, positional: list[str], options: dict[str, list[str]]) -> None:
    for option in command.options:
        if not option.is_repeated and len(options.get(option.name, [])) > 1:
            raise UsageError(f"`{option.name}` is given more than once")
    if len(positional) < command.least:
        raise UsageError(f"what to work on is missing: plainplan {command.name} {command.arguments}")
    if command.most is not None and len(positional) > command.most:
        raise UsageError(f"`{positional[command.most]}` is one word too many")
