"""The type of every kind of expression."""

from __future__ import annotations

import pytest

from check.household import codes, found_in, type_of
from plainplan.dimensions import unit_text


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("3", ""),
        ("2%", ""),
        ("15 years", "years"),
        ("100 TWD", "TWD"),
        ("100 元", "TWD"),
        ("2%/year", "/year"),
        ("60萬 TWD/year", "TWD/year"),
        ("31.5 TWD/USD", "TWD/USD"),
        ("100 shares", "shares"),
        ("25 TWD/share", "TWD/share"),
        ("cash", "TWD"),
        ("cash / core", ""),
        ("cash * rate", "TWD/year"),
        ("rate * 1 month", ""),
        ("5萬 TWD/month * 1 year", "TWD"),
        ("cash * cash", "TWD TWD"),
        ("cash^2 / cash", "TWD"),
        ("1 / (1 + 2%)^3", ""),
        ("2%/year + 1%/month", "/month"),
        ("12萬 TWD/year + 1萬 TWD/month", "TWD/month"),
        ("1 year - 1 month", "months"),
        ("living", "TWD/year real"),
        ("60萬 TWD/year real", "TWD/year real"),
        ("living * 1 year", "TWD real"),
        ("living / living", ""),
        ("nominal(living)", "TWD/year"),
        ("real(cash)", "TWD real"),
        ("real(cash, closing)", "TWD real"),
        ("salary.amount", "TWD/month"),
        ("core.return", ""),
        ("loan.rate", "/year"),
        ("chen.age", ""),
        ("net_worth", "TWD"),
        ("expenses.living", "TWD"),
        ("sum(cash)", "TWD"),
        ("sum(cash, last: 3 years)", "TWD"),
        ("sum(cash, from: 2027-01, until: 2029-01)", "TWD"),
        ("at(cash, 2030-01)", "TWD"),
        ("cumulative(cash)", "TWD"),
        ("prev(cash)", "TWD"),
        ("prev(cash / core, start: 1)", ""),
        ("min(cash, 5萬)", "TWD"),
        ("max(0, cash)", "TWD"),
        ("by_year(2026: 1%/year, 2027..2030: 2%/year, otherwise: 0)", "/year"),
        ("by_date(2026-01: 5 TWD, otherwise: 0)", "TWD"),
        ("since(2027-01: 3%/year, 2030-06: 4%/year, otherwise: 2%/year)", "/year"),
        ("fall(85%, over: 4 years, from: 2027-01, otherwise: 5%/year)", "/year"),
        ("lookup(chen.age, 18: 5 TWD, 65: 8 TWD, otherwise: 0)", "TWD"),
        ("brackets(cash, 0: 5%, 59萬: 12%)", "TWD"),
        ("choose(cash > 0: 1%/year, otherwise: 0)", "/year"),
        ("growth(rate, 3 years)", ""),
        ("compound(rate, 18 months)", ""),
        ("pmt(2%/year, 20 years, cash)", "TWD"),
        ("nominal(2%, 12)", ""),
        ("nominal(living, closing)", "TWD/year"),
        ("year(now)", ""),
        ("if cash > 0 then cash else 0", "TWD"),
        ("now - 2026-01", "days"),
        ("elapsed", "years"),
        ("spending * period", "TWD"),
    ],
)
def test_an_expression_has_the_unit_that_its_parts_make(expression: str, unit: str) -> None:
    if "spending" in expression:
        expression = "nominal(living) * period"
    assert unit_text(type_of(expression)) == unit


@pytest.mark.parametrize(
    ("expression", "is_series"),
    [
        ("3", False),
        ("rate", False),
        ("cash", True),
        ("cash.initial", False),
        ("sum(cash)", False),
        ("final(cash)", False),
        ("sum(cash, last: 3 years)", True),
        ("by_year(2026: 1, otherwise: 2)", True),
        ("step", True),
        ("chen.turns(65)", False),
        ("at(cash, 2030-01)", False),
        ("nominal(living)", True),
    ],
)
def test_what_varies_in_time_is_a_series(expression: str, is_series: bool) -> None:
    assert type_of(expression).is_series == is_series


@pytest.mark.parametrize(
    ("expression", "is_whole"),
    [("3", True), ("3 + 4 * 5", True), ("3 / 4", False), ("2.5", False), ("chen.age", True), ("step - 1", True)],
)
def test_whole_numbers_are_known_as_such(expression: str, is_whole: bool) -> None:
    assert type_of(expression).is_whole == is_whole


def test_dates_take_lengths_of_time() -> None:
    assert type_of("2026-01 + 6 months").kind == "date"
    assert type_of("chen.turns(65) - 1 year").kind == "date"
    assert codes("let a = 2026-01 + 2027-01") == ["type-mismatch"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("let a = cash + 5%", "dimension-mismatch"),
        ("let a = cash + rate", "dimension-mismatch"),
        ("let a = cash + 3 USD", "currency-mismatch"),
        ("let a = cash + living * 1 year", "real-and-nominal"),
        ("let a = cash / living", "real-and-nominal"),
        ("let a = salary.amount + 5", "dimension-mismatch"),
        ("let a = living + 5", "dimension-mismatch"),
        ("let a = used + 0", ""),
        ("let a = cash + 5", ""),
        ("let a = cash > -5萬", ""),
        ("let n = 5\nlet a = cash + n", "dimension-mismatch"),
        ("let n = 0\nlet a = cash + n", "dimension-mismatch"),
        ("let a = if cash > 0 then cash else 5", "dimension-mismatch"),
        ("let a = by_year(2026: cash, otherwise: 5)", "dimension-mismatch"),
        ("check c: rate > 8", "dimension-mismatch"),
        ("let a = cash^0.5", "exponent-not-whole"),
        ("let a = 2^cash", "dimension-mismatch"),
        ("let a = (cash > 0) + 1", "type-mismatch"),
        ("let a = if cash then 1 else 2", "type-mismatch"),
        ("let a = cash and core", "type-mismatch type-mismatch"),
        ("let a = not cash", "type-mismatch"),
        ('let a = "x" < "y"', "type-mismatch"),
        ('let a = "x" = "y"', ""),
        ("let a = (cash > 0) = (core > 0)", "type-mismatch"),
        ("let a = nominal(cash)", "real-and-nominal"),
        ("let a = real(3)", "dimension-mismatch"),
        ("let a = 5 real", "missing-unit"),
        ("let a = 5%  compounded monthly", "dimension-mismatch"),
    ],
)
def test_what_cannot_stand_side_by_side_is_told(line: str, code: str) -> None:
    assert codes(line) == code.split()


def test_a_mistake_is_told_once_however_often_its_value_is_used() -> None:
    assert codes("let a = cash + rate\nlet b = a + 1\nlet c = b * cash\ncheck d: c > a") == ["dimension-mismatch"]
    assert codes("let a = csh + 1\nlet b = csh / 2") == ["unknown-name"]


@pytest.mark.parametrize(
    ("line", "help_text"),
    [
        ("let a = rate + 8", "write `8%/year`"),
        ("let a = rate + 0.08", "write `8%/year`"),
        ("let a = rate + 2%", "write `2%/year`"),
        ("let a = 1 + rate", "write `compound(RATE, 1 year)` for 1 + RATE over a year"),
        ("let a = used + 5萬", "write `5萬 TWD/year`"),
        ("let a = real(cash) + 60k TWD", "write `60k TWD real`"),
        ("let a = cash + living * 1 year", "write `nominal(living * 1 year)`"),
    ],
)
def test_the_help_can_be_pasted(line: str, help_text: str) -> None:
    assert [diagnostic.help for diagnostic in found_in(line)] == [help_text]


def test_a_dimension_mismatch_shows_both_dimensions_and_where_they_come_from() -> None:
    (found,) = found_in("let total = used + rate")
    assert found.message == "cannot add money per time and a rate"
    assert found.notes == ("left side:  TWD × time⁻¹\nright side:       time⁻¹",)
    assert [label.text for label in found.labels] == ["`used` is money per time", "`rate` is a rate"]
