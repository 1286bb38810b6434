"""Numbers, dates, lines and look-alike characters, as the language says they are read."""

from __future__ import annotations

import math

import pytest

from plainplan.syntax.nodes import Account, Binary, Date, Let, Number, Text
from syntax.trees import NOWHERE, declaration, expression, formatted, grouped, name, number, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("5", 5.0),
        ("1_000_000", 1e6),
        ("2.5", 2.5),
        ("1e6", 1e6),
        ("1.5E-3", 0.0015),
        ("60萬", 600_000.0),
        ("1.2億", 120_000_000.0),
        ("3千萬", 30_000_000.0),
        ("2兆", 2e12),
        ("8千", 8000.0),
        ("500k", 500_000.0),
        ("3M", 3_000_000.0),
        ("2%", 0.02),
        ("2.1%", 0.021),
        ("8.25%", 0.0825),
        ("25bp", 0.0025),
    ],
)
def test_a_number_is_the_nearest_to_what_is_written(text: str, value: float) -> None:
    assert expression(text) == number(text, value)


def test_a_word_after_a_number_is_its_unit() -> None:
    assert expression("700k USD") == number("700k", 700_000.0, "USD")
    assert grouped(expression("60萬 TWD/year")) == "([60萬 TWD] / year)"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("60万元/年", "60萬 元/year"), ("15年", "15 year"), ("3 月", "3 month"), ("10日", "10 day"), ("1.2亿", "1.2億")],
)
def test_chinese_units_and_simplified_magnitudes_are_read_as_their_twins(text: str, plain: str) -> None:
    assert expression(text) == expression(plain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01", Date(NOWHERE, 2026, 1, None)),
        ("2026-01-31", Date(NOWHERE, 2026, 1, 31)),
        ("1999-12", Date(NOWHERE, 1999, 12, None)),
        ("2024-02-29", Date(NOWHERE, 2024, 2, 29)),
    ],
)
def test_a_date_is_one_thing(text: str, expected: Date) -> None:
    assert expression(text) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-13", "(2026 - 13)"),
        ("3026-11", "(3026 - 11)"),
        ("12026-11", "(12026 - 11)"),
        ("2026 - 1", "(2026 - 1)"),
        ("2026-11x", "(2026 - [11 x])"),
    ],
)
def test_what_only_looks_like_a_date_is_a_subtraction(text: str, meant: str) -> None:
    assert grouped(expression(text)) == meant


def test_a_subtraction_is_written_with_spaces() -> None:
    assert formatted("let a = 2026-13") == "let a = 2026 - 13\n"


@pytest.mark.parametrize(
    "text",
    [
        "let a = f(\n1,\n\n2\n)",
        "let a = 1 +\n2",
        "let a = b and\n\n c",
        "let a = if b then\n 1 else\n 2",
        "group a = b,\n c",
        "let a =\n 5",
        "let a = (1\n+ 2)",
    ],
)
def test_a_newline_is_nothing_where_the_line_cannot_end(text: str) -> None:
    assert read(text).declarations == read(text.replace("\n", " ")).declarations


def test_a_newline_ends_the_line_elsewhere() -> None:
    assert len(read("let a = 1\nlet b = 2\n\n\nlet c = 3").declarations) == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(newline: str) -> None:
    text = f"asset a {{{newline}    value: 5{newline}}}{newline}# end{newline}let b = a{newline}"
    assert formatted(text) == "asset a {\n    value: 5\n}\n# end\nlet b = a\n"


def test_full_width_characters_are_read_as_their_twins() -> None:
    wide = (
        "\ufeffａｓｓｅｔ\u3000現金\u00a0「活存」｛\n\tｖａｌｕｅ：\u3000６０萬\u3000ＴＷＤ\n"
        "　ｆｅｅ：（１＋２）＊３，５％　＃註\n｝"
    )
    plain = 'asset 現金 "活存" {\n value: 60萬 TWD\n fee: (1 + 2) * 3, 5% # 註\n}'
    assert read(wide).declarations == read(plain).declarations


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("a × b ÷ c", "a * b / c"),
        ("a ≥ b", "a >= b"),
        ("a ≤ b", "a <= b"),
        ("a ≠ b", "a != b"),
        ("a <> b", "a != b"),
        ("a − b – c — d", "a - b - c - d"),
        ("f（a，b、c）", "f(a, b, c)"),
        ("２．５％", "2.5%"),
    ],
)
def test_signs_from_word_are_read_as_their_twins(written: str, plain: str) -> None:
    assert expression(written) == expression(plain)
    assert formatted(f"let x = {written}") == f"let x = {plain}\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"a"', "a"),
        ("“a”", "a"),
        ("＂a＂", "a"),
        ("「a」", "a"),
        ("『a』", "a"),
        ('"a”', "a"),
        ('"（：，１）「b」　c"', "（：，１）「b」　c"),
        ("「說 “x”」", "說 “x”"),
        (r'"a \"b\" \\ c\n"', 'a "b" \\ c\n'),
        ('"# no comment"', "# no comment"),
        ('""', ""),
    ],
)
def test_a_text_stands_in_quotes_of_any_kind_and_is_left_as_it_is(written: str, value: str) -> None:
    assert expression(written) == Text(NOWHERE, value)


def test_offsets_are_those_of_the_text_as_written() -> None:
    node = declaration("\ufeffasset　現金｛\n　value：６０萬 TWD\n｝")
    assert isinstance(node, Account)
    assert node.properties[0].value.span.text == "６０萬 TWD"


@pytest.mark.parametrize("word", ["現金", "naïve", "x_1", "Ünïcödé", "ภาษา", "हिन्दी"])
def test_a_name_may_be_of_any_script(word: str) -> None:
    assert read(f"let {word} = 1").declarations == (Let(NOWHERE, name(word), number("1", 1.0), None),)


def test_two_ways_to_write_an_accent_are_one_name() -> None:
    assert read("let nai\u0308ve = 1").declarations == read("let na\u00efve = 1").declarations


def test_the_value_of_a_number_is_finite() -> None:
    node = expression("1e299")
    assert isinstance(node, Number)
    assert math.isfinite(node.value)


def test_division_of_a_year_needs_spaces() -> None:
    assert isinstance(expression("2026 / 2"), Binary)
