"""The one style: what the formatter changes, and what it leaves as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from syntax.trees import formatted, read

PLANS = sorted((Path(__file__).parent / "plans").glob("*.plan"))


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_plan_says_the_same_after_formatting_and_is_formatted_once(path: Path) -> None:
    before = read(path.read_text(encoding="utf-8"))
    text = formatted(before.source.text)
    after = read(text)
    assert after.declarations == before.declarations
    assert [comment.text for comment in after.comments] == [comment.text for comment in before.comments]
    assert formatted(text) == text


def test_a_plan_by_the_book_changes_only_where_four_named_items_stand_on_a_line() -> None:
    text = (Path(__file__).parent / "plans" / "whole-plan.plan").read_text(encoding="utf-8")
    one_line = "    market = by_year(2026: -37%/year, 2027: -33%/year, 2028: -38%/year, otherwise: 9%/year)\n"
    items = ("2026: -37%/year", "2027: -33%/year", "2028: -38%/year", "otherwise: 9%/year")
    broken = "    market = by_year(\n" + "".join(f"        {item},\n" for item in items) + "    )\n"
    assert one_line in text
    assert formatted(text) == text.replace(one_line, broken)


@pytest.mark.parametrize(
    "text",
    [
        "60萬 TWD/year real",
        "1_000_000",
        "1000000",
        "2.50%",
        "-20%/year",
        "cash / nominal(living)",
        "d * (r - 8.25%)",
        "cash / (1 + 10%)^t",
        "31.5 TWD/USD",
        "a - (b - c)",
        "(a or b) and c",
        "not (a and b)",
        "(if a then b else c) + 1",
        "if a then b else if c then d else e",
        '"says \\"hello\\""',
        "2.1%/year compounded monthly",
        "f(a: 1, b: 2, c: 3)",
        "lookup(x, 18: 1, otherwise: 2)",
        "a.from(b).short",
    ],
)
def test_a_formula_in_the_style_is_left_alone(text: str) -> None:
    assert formatted(f"let x = {text}\n") == f"let x = {text}\n"


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("let   x=1+2", "let x = 1 + 2\n"),
        ("let x = ((a)) * (b*c)", "let x = a * (b * c)\n"),
        ("let x = (a*b)*c", "let x = a * b * c\n"),
        ('let x "甲" = 1', 'let x = 1 "甲"\n'),
        ('group g = a,b "甲"', 'group g "甲" = a, b\n'),
        ('check c : a>b "甲"', 'check c "甲": a > b\n'),
        ("asset a{value:5}", "asset a {\n    value: 5\n}\n"),
        ("asset a", "asset a {}\n"),
        ("param a = 1 {}", "param a = 1\n"),
        ("debt d {\nrange: 1 .. 30\n}", "debt d {\n    range: 1..30\n}\n"),
        ("debt d {\nrange: -5%..5%\n}", "debt d {\n    range: -5% .. 5%\n}\n"),
        ("asset a {\nvalue:\u3000６０万\u3000ＴＷＤ／年\n}", "asset a {\n    value: 60萬 TWD/year\n}\n"),
        (
            "each year {\nif a {\ngrow\n}\nelse if b { grow } else {\n}\n}",
            "each year {\n    if a {\n        grow\n    } else if b {\n        grow\n    } else {\n    }\n}\n",
        ),
    ],
)
def test_what_is_written_otherwise_is_brought_into_the_style(written: str, style: str) -> None:
    assert formatted(written) == style


def test_a_list_of_more_than_three_named_items_stands_one_a_line() -> None:
    assert formatted("let x = f(k, a: 1, b: 2, c: 3, d: 4)") == (
        "let x = f(\n    k,\n    a: 1,\n    b: 2,\n    c: 3,\n    d: 4,\n)\n"
    )
    assert formatted("rule r(a, b, c: money, d = 1) {\ngrow\n}") == (
        "rule r(\n    a,\n    b,\n    c: money,\n    d = 1,\n) {\n    grow\n}\n"
    )


def test_a_line_over_a_hundred_columns_is_broken_at_its_lists() -> None:
    names = [f"account_number_{number}" for number in range(8)]
    assert formatted(f"group g = {', '.join(names)}") == "group g = " + ",\n    ".join(names) + "\n"
    assert formatted(f"let x = min({', '.join(names)})") == (
        "let x = min(\n" + "".join(f"    {name},\n" for name in names) + ")\n"
    )


def test_a_long_choice_has_each_condition_on_a_line() -> None:
    long = (
        "if a_long_condition > 1 then a_long_consequence else if another_long_condition then another_consequence else 0"
    )
    assert formatted(f"let x = {long}") == (
        "let x = if a_long_condition > 1 then a_long_consequence else\n"
        "    if another_long_condition then another_consequence else\n"
        "    0\n"
    )


def test_full_width_letters_count_as_two_columns() -> None:
    names = [f"退休金投資帳戶{number}" for number in range(6)]
    assert "\n" in formatted(f"group g = {', '.join(names)}").rstrip("\n")


def test_comments_keep_their_places() -> None:
    text = """\
# The file.

## The plan.
plan {  # head
    # own line
    start: 2026-01  # after
    # last
}  # end

let x = f(  # opening
    # above
    1,  # one
    2,
    # closing
)
each year {
    if a {  # yes
        # only a comment
    } else {  # no
        grow
    }
}
# The end.
"""
    assert formatted(text) == text


def test_a_comment_in_the_middle_of_a_formula_goes_above_it() -> None:
    assert formatted("## Doc.\nlet x = 1 +  # one\n  2  # two\n") == "# one\n## Doc.\nlet x = 1 + 2  # two\n"


def test_groups_of_lines_stay_apart_by_one_blank_line() -> None:
    written = "\n\nlet a = 1\nlet b = 2\n\n\n\nlet c = 3\nasset d {\n\n value: 1\n\n\n return: 2\n\n}\n\n\n"
    assert formatted(written) == ("let a = 1\nlet b = 2\n\nlet c = 3\nasset d {\n    value: 1\n\n    return: 2\n}\n")


@pytest.mark.parametrize(("written", "style"), [("", ""), ("\n\n", ""), ("# one\n\n\n# two", "# one\n\n# two\n")])
def test_a_file_without_declarations_keeps_its_comments(written: str, style: str) -> None:
    assert formatted(written) == style
