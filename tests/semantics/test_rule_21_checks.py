"""Rule 21: what checks see, when they fail, and by how much."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plainplan import load
from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

CASH = asset("cash", "1000 TWD", return_="-10%/year")


@pytest.mark.parametrize(
    ("check", "failed", "shortfall"),
    [
        ("check c: cash > 850", 2, 850 - 810),
        ("check c: cash >= 900", 2, 90),
        ("check c: 850 < cash", 2, 40),
        ("check c: cash < 850", 1, 50),
        ("check c: cash = 900", 2, 90),
        ("check c: cash > 0", 0, 0),
        ("check c: cash > 850 at 2026-07", 0, 0),
        ("check c: cash > 850 at 2027", 2, 40),
        ("check c: cash > 850 at end", 3, 850 - 729),
        ("check c: cash = 900 at 2026-01", 0, 0),
        ("check c: cash = 1000 at 2026-01 within 100", 0, 0),
        ("check c: cash = 1000 at 2026-01 within 99", 1, 100),
        ("check c: cash > 950 within 60 at 2026-01", 0, 0),
        ("check c: cash < 850 at 2026-01 within 40", 1, 50),
        ("check c: cash > 850 and cash > 0", 2, None),
        ("check c: not (cash > 850)", 1, None),
    ],
)
def test_a_check_names_its_first_failure_and_what_was_missing(
    run_text: RunText, check: str, failed: int, shortfall: float | None
) -> None:
    check = check.replace("at 2027", "at 2027-01") if check.endswith("at 2027") else check
    run = run_text(plan(CASH + check + "\n", years=3)).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert found.is_ok == (failed == 0)
    assert found.failed_step == failed
    if failed and shortfall is not None:
        assert found.shortfall == pytest.approx(shortfall)
        assert found.failed_on == date(2025 + failed, 12, 31)


def test_a_check_fails_the_plan_and_a_warning_reports(run_text: RunText) -> None:
    for keyword, fails in (("check", True), ("warn", False)):
        run = run_text(plan(CASH + f"{keyword} c: cash > 5000\n")).run
        assert run.is_ok is not fails
        assert [found.severity for found in run.diagnostics] == ["error" if fails else "warning"]


def test_both_sides_of_a_failure_are_known(run_text: RunText) -> None:
    run = run_text(plan(CASH + "check c: cash > 2 * 450 TWD\n")).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert (found.left, found.right) == pytest.approx((900, 900))


@pytest.mark.parametrize("order", ["at end in bad within 5", "within 5 in bad at end", "in bad at end within 5"])
def test_qualifiers_stand_in_any_order(run_text: RunText, order: str) -> None:
    text = CASH + f"check c: cash > 733 {order}\nscenario bad {{\n    cash.return = -10%/year\n}}\n"
    assert run_text(plan(text, years=3), "bad").is_ok


def test_a_check_in_a_scenario_is_tried_only_there(run_text: RunText) -> None:
    text = plan(CASH + "check c: cash > 5000 in bad\nscenario bad {\n    cash.value = 10 TWD\n}\nscenario other {\n}\n")
    assert run_text(text).is_ok
    assert run_text(text, "other").is_ok
    assert run_text(text, "bad").failing == ["c"]


def test_a_check_in_the_base_is_tried_only_without_a_scenario(run_text: RunText) -> None:
    text = plan(CASH + "check c: cash > 800 at 2026-01 in base\nscenario bad {\n    cash.value = 10 TWD\n}\n")
    assert [
        [check.is_ok for check in run_text(text, name).run.checks if check.name == "c"] for name in (None, "bad")
    ] == [
        [True],
        [],
    ]
    alone = plan(CASH + "check c: cash > 5000 in base\n")
    assert not run_text(alone).run.is_ok


def test_a_check_in_an_unknown_scenario_is_an_error(diagnose: Diagnose) -> None:
    assert diagnose(plan(CASH + "check c: cash > 0 in nowhere\n")) == ["unknown-scenario"]


def test_checks_see_closing_balances(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    move 100 from a to b\n    move 100 from b to a\n}\ncheck c: a = 100\n"
    assert run_text(plan(text)).is_ok


def test_a_check_about_the_middle_of_a_step_stands_in_the_block(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    move 100 from a to b\n    check c: a > 50\n    move 100 from b to a\n}\n"
    run = run_text(plan(text)).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert (found.failed_step, found.shortfall) == (1, 50)


def test_a_check_in_a_block_is_tried_where_the_block_runs(run_text: RunText) -> None:
    text = asset("a", "100 TWD", return_="-1%/month") + "each year {\n    check c: a > 89\n}\n"
    run = run_text(plan(text, step="month", years=2)).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert found.failed_step == 12
    text = asset("a", "100 TWD") + "each year {\n    if step > 2 {\n        check c: a > 200\n    }\n}\n"
    run = run_text(plan(text)).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert found.failed_step == 3


@pytest.mark.parametrize(("gap", "is_ok"), [("0.004", True), ("0.006", False), ("-0.004", True), ("-0.006", False)])
def test_equal_money_is_within_half_a_minor_unit(run_text: RunText, gap: str, is_ok: bool) -> None:
    text = asset("a", "1000 TWD") + f"check c: a = 1000 TWD + {gap} TWD\ncheck d: a != 1000 TWD + {gap} TWD\n"
    assert run_text(plan(text)).failing == (["d"] if is_ok else ["c"])


@pytest.mark.parametrize(("gap", "is_ok"), [("5e-10", True), ("5e-9", False)])
def test_equal_numbers_are_within_1e_9_of_their_size(run_text: RunText, gap: str, is_ok: bool) -> None:
    text = asset("a") + f"let x = 1234.5 * (1 + {gap})\ncheck c: x = 1234.5\n"
    assert run_text(plan(text)).is_ok is is_ok


def test_whole_numbers_are_equal_exactly(run_text: RunText) -> None:
    assert run_text(plan(asset("a") + "check c: step = 2 at 2027-01\n")).is_ok
    assert run_text(plan(asset("a") + "check c: step = 1\n")).failing == ["c"]


def test_a_check_of_something_undefined_fails(run_text: RunText) -> None:
    text = asset("a") + "let x = a / (a - a)\ncheck c: x > 0\n"
    run = run_text(plan(text)).run
    (found,) = [outcome for outcome in run.checks if outcome.name == "c"]
    assert not found.is_ok
    assert found.is_undefined


@pytest.mark.parametrize(("currency", "gap", "is_ok"), [("USD", 0.006, False), ("JPY", 0.4, True), ("JPY", 0.6, False)])
def test_a_minor_unit_is_that_of_the_currency(run_text: RunText, currency: str, gap: float, is_ok: bool) -> None:
    text = plan(asset("a", f"1000 {currency}") + f"check c: a = 1000 {currency} + {gap} {currency}\n")
    assert run_text(text.replace("currency: TWD", f"currency: {currency}")).is_ok is is_ok


def test_checks_are_tried_in_every_scenario(tmp_path: Path) -> None:
    text = CASH + "check c: cash > 700\nscenario mild {\n    cash.value = 1100 TWD\n}\n"
    text += "scenario bad {\n    cash.value = 10 TWD\n}\n"
    path = tmp_path / "test.plan"
    path.write_text(plan(text, years=2), encoding="utf-8")
    found = load(path)
    assert [fault.code for fault in found.check(scenarios=["mild"])] == []
    assert [fault.is_error for fault in found.check()] == [True]
    assert found.run("mild").is_ok
    assert not found.run("bad").is_ok
