"""Scenarios and `--set`: what may be put in the place of what."""

from __future__ import annotations

from pathlib import Path

import pytest

from check.household import codes, found_in, household
from plainplan.check import check_value
from plainplan.dimensions import money_per, rate_per


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("rate = 1%/year", ""),
        ("rate = by_year(2026: -37%/year, otherwise: 9%/year)", ""),
        ("rate = 1%", "missing-unit"),
        ("rate = 5 TWD", "dimension-mismatch"),
        ("rate = 1%/month", ""),
        ("living = 50萬 TWD/year real", ""),
        ("living = 50萬 TWD/year", "real-and-nominal"),
        ("living = 5萬 USD/year real", "currency-mismatch"),
        ("used = 50萬 TWD/year", ""),
        ("nothing = 5", "unknown-name"),
        ("core = 5", "not-overridable"),
        ("core.return = 1%/year", ""),
        ("core.return = 1%", "missing-unit"),
        ("core.value = 5萬", ""),
        ("core.value = cash", "series-not-constant"),
        ("core.retrun = 1%/year", "unknown-property"),
        ("core.class = liquid", "not-overridable"),
        ("loan.rate = 3%/year", ""),
        ("salary.amount = 5萬 TWD/month", ""),
        ("salary.into = core", "not-overridable"),
        ("all.value = 5", "not-overridable"),
        ("rate = 1%/year\nrate = 2%/year", "duplicate-name"),
        ("rate ~ normal(mean: 5%/year, sd: 3%)", "not-yet-supported"),
        ("rate ~ normal(mean: 5%/year, sd: 3%)\npaths: 100\nseed: 3", "not-yet-supported"),
        ("paths: 100", "not-yet-supported"),
        ("rate: 5%/year", "unknown-property"),
    ],
)
def test_an_overlay_keeps_what_it_replaces(item: str, code: str) -> None:
    assert codes(f"let used_rate = rate\nscenario s {{\n{item}\n}}") == code.split()


def test_a_series_in_a_scenario_makes_a_param_a_series() -> None:
    scenario = "scenario s {\n rate = by_year(2026: 1%/year, otherwise: 2%/year)\n}"
    model, found = household(f"let double = 2 * rate\n{scenario}")
    assert found == []
    assert model is not None
    assert model.globals["double"].type.is_series


def test_a_text_switch_is_overlaid_with_text() -> None:
    lines = 'param mode = "a"\nlet x = if mode = "a" then 1 else 2\nscenario s {\n mode = VALUE\n}'
    assert codes(lines.replace("VALUE", '"b"')) == []
    assert codes(lines.replace("VALUE", "3")) == ["type-mismatch"]


def test_a_property_that_should_be_an_overlay_is_told() -> None:
    (found,) = found_in("scenario s {\n rate: 5%/year\n}")
    assert found.help == "write `rate = 5%/year`"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7%/year", ""),
        ("2 * rate", ""),
        ("7%", "missing-unit"),
        ("5 TWD", "dimension-mismatch"),
        ("nothing", "unknown-name"),
        ("by_year(2026: 1%/year, otherwise: 2%/year)", "series-not-constant"),
        ("1%/year\nlet a = 3", "not-an-expression"),
        ("prev(rate, start: 0)", "series-not-constant"),
    ],
)
def test_a_value_that_is_set_is_typed_against_its_input(text: str, code: str) -> None:
    model, _ = household("")
    assert model is not None
    value, found = check_value(model, text, rate_per("year"))
    assert [item.code for item in found] == code.split()
    assert (value is None) == bool(code)


def test_a_value_that_is_set_may_be_in_another_period() -> None:
    model, _ = household("")
    assert model is not None
    value, found = check_value(model, "5萬 TWD/month real", money_per("TWD", "year", is_real=True))
    assert found == []
    assert value is not None
    assert model.type_of(value) == money_per("TWD", "month", is_real=True)


def test_what_a_report_shows_is_typed(tmp_path: Path) -> None:
    assert codes('report "r" {\n show cash / used as "現金年數"\n}') == []
    assert codes('report "r" {\n show cash + used as "現金年數"\n}') == ["dimension-mismatch"]
