"""The words of a command line are sorted out by one table a command."""

from __future__ import annotations

import pytest

from plainplan.cli.options import Arguments, Command, Option, UsageError, read_arguments

COMMAND = Command(
    name="bake",
    sentence="bake a cake",
    arguments="FILE",
    least=1,
    most=2,
    options=(
        Option("--set", "a value", "NAME=EXPR", is_repeated=True),
        Option("--output", "where to", "FILE", short="-o"),
        Option("--format", "how", "FORMAT", choices=("full", "json")),
        Option("--static", "no baking"),
    ),
    examples=("plainplan bake a.plan",),
)


def read(*words: str) -> Arguments:
    arguments = read_arguments(COMMAND, list(words))
    assert arguments is not None
    return arguments


def test_options_may_stand_before_and_behind() -> None:
    assert read("--static", "a.plan", "-o", "b", "--format=json") == Arguments(
        ["a.plan"], {"--static": [""], "--output": ["b"], "--format": ["json"]}
    )


def test_a_repeated_option_keeps_every_value() -> None:
    assert read("a.plan", "--set", "a=1", "--set=b=2").values("--set") == ["a=1", "b=2"]


def test_a_negative_amount_is_no_option() -> None:
    assert read("-5%").positional == ["-5%"]


def test_all_behind_two_dashes_is_positional() -> None:
    assert read("--", "--static").positional == ["--static"]


def test_help_wins() -> None:
    assert read_arguments(COMMAND, ["-h"]) is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "what to work on is missing: plainplan bake FILE"),
        (["a", "b", "c"], "`c` is one word too many"),
        (["a", "--statc"], "there is no option `--statc`; did you mean `--static`?"),
        (["a", "-x"], "there is no option `-x`"),
        (["a", "--static=1"], "`--static` takes no value"),
        (["a", "--output"], "`--output` needs a value: --output FILE"),
        (["a", "--format", "xml"], "`--format` is one of full, json, not `xml`"),
        (["a", "-o", "b", "-o", "c"], "`--output` is given more than once"),
    ],
)
def test_what_is_wrong_is_said(words: list[str], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_arguments(COMMAND, words)
    assert str(raised.value) == message
