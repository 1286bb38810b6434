"""Values are shown as their readers say them, and nothing is lost on the way to a calculation by hand."""

from __future__ import annotations

import math

import pytest

from plainplan.api.figures import Scale, decimals_for, money_text, number_text, scaled_text, table_scale, value_text
from plainplan.dimensions import BOOLEAN, DATE, NUMBER, WHOLE, Type, duration, money, money_per, rate_per


@pytest.mark.parametrize(
    ("value", "currency", "locale", "text"),
    [
        (22_134_000, "TWD", "zh-TW", "2,213.4萬 TWD"),
        (127_350_000, "TWD", "zh-TW", "1.274億 TWD"),
        (-50_000, "TWD", "zh-TW", "-5.0萬 TWD"),
        (9_999.5, "TWD", "zh-TW", "9,999.50 TWD"),
        (22_134_000, "TWD", "en", "22,134,000 TWD"),
        (22_134_000, "USD", "zh-TW", "22,134,000 USD"),
        (-0.001, "USD", "en", "0.00 USD"),
        (math.nan, "USD", "en", "undefined"),
    ],
)
def test_an_amount_is_said_in_the_reader_s_units(value: float, currency: str, locale: str, text: str) -> None:
    assert money_text(value, currency, locale) == text


@pytest.mark.parametrize(
    ("largest", "currency", "locale", "scale"),
    [
        (5_000, "TWD", "zh-TW", Scale(1.0, 2, "")),
        (500_000, "TWD", "zh-TW", Scale(1.0, 0, "")),
        (35_000_000, "TWD", "zh-TW", Scale(1e4, 1, "萬")),
        (350_000_000, "TWD", "zh-TW", Scale(1e4, 0, "萬")),
        (2e12, "TWD", "zh-TW", Scale(1e8, 2, "億")),
        (9_000_000, "USD", "en", Scale(1.0, 0, "")),
        (35_000_000, "USD", "en", Scale(1e3, 1, "thousands")),
    ],
)
def test_a_table_has_one_scale(largest: float, currency: str, locale: str, scale: Scale) -> None:
    assert table_scale(largest, currency, locale) == scale


@pytest.mark.parametrize(
    ("numbers", "least", "decimals"),
    [
        ([12_345, 0.025], 1, 3),
        ([12_345, 0.5], 1, 1),
        ([0.00025, 0, 3], 3, 5),
        ([1 / 3e3, 1], 2, 6),
        ([3, 4e-17], 2, 2),
        ([], 2, 2),
    ],
)
def test_nothing_but_nothing_is_shown_as_0(numbers: list[float], least: int, decimals: int) -> None:
    assert decimals_for(numbers, least) == decimals


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert scaled_text(-0.4, Scale(1.0, 0, "")) == "0"


@pytest.mark.parametrize(
    ("value", "type_", "text"),
    [
        (600_000.0, money_per("TWD", "year"), "600,000 TWD/year"),
        (0.09, rate_per("year"), "9%/year"),
        (0.021, rate_per("month"), "2.1%/month"),
        (15.0, duration("year"), "15 years"),
        (1 / 3, NUMBER, "0.3333333333"),
        (-7.5e-9, money("TWD"), "0 TWD"),
        (-0.0, WHOLE, "0"),
        (2028.0, WHOLE, "2028"),
        (1.0, BOOLEAN, "yes"),
        (46023.0, DATE, "2026-01-01"),
        (1234.5, money("USD", is_real=True), "1,234.5 USD real"),
        ("level", Type("text"), '"level"'),
        (math.nan, NUMBER, "undefined"),
    ],
)
def test_a_value_has_its_unit(value: float | str, type_: Type, text: str) -> None:
    assert value_text(value, type_) == text


@pytest.mark.parametrize(
    ("value", "type_", "text"),
    [
        (0.09, rate_per("year"), "9%/年"),
        (15.0, duration("year"), "15 年"),
        (10.0, duration("day"), "10 天"),
        (31.5, Type(powers=(("TWD", 1), ("shares", -1))), "31.5 TWD/股"),
        (1_000.0, Type(powers=(("shares", 1),)), "1,000 股"),
        (1.0, BOOLEAN, "是"),
        (0.0, BOOLEAN, "否"),
    ],
)
def test_a_chinese_plan_has_chinese_units(value: float, type_: Type, text: str) -> None:
    assert value_text(value, type_, locale="zh-TW") == text


def test_what_was_whole_in_the_plan_is_not_rounded_where_it_is_another_value() -> None:
    count = Type(is_whole=True)
    assert value_text(2028.0, count) == "2028"
    assert value_text(2.5, count) == "2.5"
    assert value_text(12_345.0, count) == "12,345"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1e20, "1e+20"),
        (1e-9, "1e-09"),
        (123456789.123, "123,456,789.1"),
        (1e6, "1,000,000"),
        (math.inf, "infinity"),
    ],
)
def test_a_number_has_ten_digits_at_most(value: float, text: str) -> None:
    assert number_text(value) == text
