"""The one style: what the formatter changes, and what it leaves as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from syntax.trees import declaration, formatted, read

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


@pytest.mark.parametrize("written", ["zh-TW", "zh - TW", "zh -TW"])
def test_the_name_of_a_language_has_no_spaces(written: str) -> None:
    assert formatted(f'plan "p" {{\n    locale: {written}\n}}\n') == 'plan "p" {\n    locale: zh-TW\n}\n'


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


def test_a_long_list_of_literals_has_ten_on_a_line_or_five() -> None:
    codes = [f'"{number:04}"' for number in range(12)]
    in_tens = f"    code in {', '.join(codes[:10])},\n        {', '.join(codes[10:])}\n"
    assert formatted(f"table t {{\ncode in {', '.join(codes)}\n}}") == f"table t {{\n{in_tens}}}\n"
    prices = [f"{number}_000 TWD" for number in range(-6, 6)]
    in_fives = ",\n        ".join(", ".join(prices[start : start + 5]) for start in range(0, 12, 5))
    assert formatted(f"table t {{\nprice in {', '.join(prices)}\n}}") == f"table t {{\n    price in {in_fives}\n}}\n"


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


_LONG = [f"退休金投資帳戶{number}之現值" for number in range(5)]


@pytest.mark.parametrize(
    ("written", "style"),
    [
        pytest.param(
            "group g = a,  # one\n  b\n",
            "group g = a,  # one\n    b\n",
            id="between the items of a list",
        ),
        pytest.param(
            "grid g {\nrows r in (a +  # one\nb), c\ncols c in 1..2\ncell = 1\n}\n",
            "grid g {\n    # one\n    rows r in a + b, c\n    cols c in 1..2\n    cell = 1\n}\n",
            id="within the first item of a list",
        ),
        pytest.param(
            "grid g {\ncols c in a,  # one\nb\nrows r in 1..2\ncell = 1\n}\n",
            "grid g {\n    # one\n    rows r in 1..2\n    cols c in a, b\n    cell = 1\n}\n",
            id="within a line that moves",
        ),
        pytest.param(
            "when (a  # one\n) {}\n",
            "# one\nwhen a {}\n",
            id="within the condition of an empty block",
        ),
        pytest.param(
            "rule r(a) {  # one\ngrow\n}\n",
            "rule r(a) {  # one\n    grow\n}\n",
            id="after the head of a rule",
        ),
        pytest.param(
            "fn f(a) = (1  # one\n+ a)\n",
            "# one\nfn f(a) = 1 + a\n",
            id="after the formals of a function",
        ),
        pytest.param(
            "let x = (f(1)  # one\n)\n",
            "# one\nlet x = f(1)\n",
            id="between the ends of a call and of its parentheses",
        ),
        pytest.param(
            "let x = f(a: 1, b: 2, c: 3, d: 4) + (1  # one\n)\n",
            "# one\nlet x = f(\n    a: 1,\n    b: 2,\n    c: 3,\n    d: 4,\n) + 1\n",
            id="on the line that ends a list",
        ),
        pytest.param(
            f"let x = ({' and '.join(_LONG[:4])}  # one\nand {_LONG[4]})\n",
            "let x = " + " and\n    ".join(_LONG[:4]) + f" and  # one\n    {_LONG[4]}\n",
            id="before a word at which a line is broken",
        ),
        pytest.param(
            f"let x = (if {_LONG[0]} then {_LONG[1]} + {_LONG[2]}  # one\nelse {_LONG[3]} + {_LONG[4]})\n",
            f"let x = if {_LONG[0]} then {_LONG[1]} + {_LONG[2]} else  # one\n    {_LONG[3]} + {_LONG[4]}\n",
            id="before the end of a choice",
        ),
        pytest.param(
            f"income a = f({_LONG[0]}, if {_LONG[1]} then {_LONG[2]} else {_LONG[3]}) {{  # one\n}}\n",
            f"# one\nincome a = f({_LONG[0]}, if {_LONG[1]} then {_LONG[2]} else\n    {_LONG[3]})\n",
            id="after a list that is broken within an item",
        ),
        pytest.param(
            "let a = 1\n\n## two\n\nlet x = (1  # one\n)\n",
            "let a = 1\n\n# one\n## two\n\nlet x = 1\n",
            id="below a note that documents nothing",
        ),
    ],
)
def test_a_comment_stays_between_items_and_leaves_any_other_place_within_a_line(written: str, style: str) -> None:
    assert formatted(written) == style
    assert formatted(style) == style


def test_a_line_is_documented_whatever_ends_the_lines() -> None:
    assert declaration("## Doc.\r## More.\rlet x = 1\r") == declaration("## Doc.\n## More.\nlet x = 1\n")
    assert formatted("## Doc.\r\rlet x = 1\r") == "## Doc.\n\nlet x = 1\n"


def test_the_last_item_of_a_broken_list_may_be_a_word_of_the_language() -> None:
    written = f'table t {{\nt in {", ".join(_LONG)}, income "標"\n}}\n'
    text = formatted(written)
    assert text.endswith(',\n        income "標"\n}\n')
    assert read(text).declarations == read(written).declarations


def test_groups_of_lines_stay_apart_by_one_blank_line() -> None:
    written = "\n\nlet a = 1\nlet b = 2\n\n\n\nlet c = 3\nasset d {\n\n value: 1\n\n\n return: 2\n\n}\n\n\n"
    assert formatted(written) == ("let a = 1\nlet b = 2\n\nlet c = 3\nasset d {\n    value: 1\n\n    return: 2\n}\n")


@pytest.mark.parametrize(("written", "style"), [("", ""), ("\n\n", ""), ("# one\n\n\n# two", "# one\n\n# two\n")])
def test_a_file_without_declarations_keeps_its_comments(written: str, style: str) -> None:
    assert formatted(written) == style
