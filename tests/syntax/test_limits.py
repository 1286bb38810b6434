"""What no person writes is answered at once and never by a fault of the parser."""

from __future__ import annotations

import pytest

from syntax.trees import mistakes, read


@pytest.mark.parametrize(
    "text",
    [
        "let x = " + "(" * 5000 + "1" + ")" * 5000,
        "let x = " + "f(" * 5000,
        "each year {" + "if a {" * 5000,
        "let x = " + "-" * 5000 + "1",
        "let x = " + "not " * 5000 + "a",
        "let x = " + "2^" * 5000 + "2",
        "let x = " + "1 + " * 5000 + "1",
        "let x = " + "if a then b else " * 5000 + "c",
        "let x = " + "a." * 5000 + "b",
        "each year {\n" + "if a {\ngrow\n} else {\n" * 5000 + "}" * 5001,
    ],
    ids=["brackets", "calls", "blocks", "signs", "not", "powers", "sum", "choices", "members", "else"],
)
def test_what_is_nested_too_deeply_is_one_mistake(text: str) -> None:
    assert [mistake.code for mistake in mistakes(text)] == ["too-deep"]


def test_a_hundred_levels_and_a_sum_of_a_page_are_read() -> None:
    assert read("let x = " + "(" * 99 + "1" + ")" * 99)
    assert read("let x = " + " + ".join("abcdefghij" * 15))


def test_a_long_chain_of_branches_is_no_nesting() -> None:
    assert read("each year {\nif a {\n} " + "else if b {\n} " * 2000 + "\n}")


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 10_000,
        "let x = " + "\\" * 10_000,
        '"' * 9999,
        "「" * 9999,
        "}" * 9999,
        "." * 9999,
        "é" * 9999,
        "#" * 9999,
    ],
)
def test_noise_is_answered(text: str) -> None:
    assert len(mistakes(text)) <= 101


def test_each_prefix_of_a_plan_is_answered() -> None:
    text = (
        'asset a "甲" {\n    value: f(x, 18: 60萬 TWD/year real) then b\n}\n'
        "each year {\n    if a > 1 {\n        grow\n    }\n}\n"
    )
    for end in range(len(text)):
        mistakes(text[:end])
