"""Assets that come into the plan later: worth their value then, and growing for what is left of the step."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, plan

CASH = asset("cash", "0 TWD")


@pytest.mark.parametrize(
    ("start", "first"),
    # (1 + 4.04%)^part of the year: half a year from July is 2%.
    [("2027-01", 104.04), ("2027-07", 102), ("2027-12", 100 * 1.0404 ** (1 / 12))],
)
def test_an_asset_grows_for_what_is_left_of_the_step_of_its_arrival(
    run_text: RunText, start: str, first: float
) -> None:
    run = run_text(plan(asset("late", "100 TWD", start=start, return_="4.04%/year"), years=3))
    assert run["late"] == pytest.approx([0, first, first * 1.0404])
    assert run.is_ok


def test_an_asset_that_starts_with_the_plan_is_its_opening_balance(run_text: RunText) -> None:
    run = run_text(plan(asset("late", "100 TWD", start="2026-01", return_="5%/year"), years=2))
    assert run["late"] == pytest.approx([105, 110.25])


def test_a_yearly_plan_and_a_monthly_one_agree_at_the_end_of_the_year(run_text: RunText) -> None:
    late = asset("late", "100 TWD", start="2027-05", return_="6%/year", fee="0%/year")
    yearly, monthly = (run_text(plan(late, years=3, step=step)) for step in ("year", "month"))
    assert yearly["late"] == pytest.approx(monthly["late"][11::12])


def test_distributions_and_fees_are_those_of_the_part_of_the_step(run_text: RunText) -> None:
    text = CASH + asset("late", "100 TWD", start="2026-07", payout="6%/year", fee="1%/year", into="cash")
    run = run_text(plan(text, years=1))
    assert run["cash"] == pytest.approx([3])
    assert run["late"] == pytest.approx([99.5])


def test_what_arrives_is_put_in_and_no_growth(run_text: RunText) -> None:
    text = (
        asset("late", "100 TWD", start="2027-07", return_="4.04%/year")
        + "let put = late.bought\nlet grown = late.gain\n"
    )
    run = run_text(plan(text + "let yearly = late.return\n", years=3))
    assert run["put"] == [0, 100, 0]
    assert run["grown"] == pytest.approx([0, 2, 102 * 0.0404])
    assert run["yearly"] == pytest.approx([0.0404, 0.02, 0.0404])


def test_what_is_held_at_the_start_is_not_said_of_an_asset_that_comes_later(diagnose: Diagnose) -> None:
    assert diagnose(plan(asset("late", "100 TWD", start="2027-07", cost="50 TWD"))) == ["conflicting-properties"]
    assert diagnose(plan(asset("late", "100 TWD", start="2047-07"))) == ["date-outside-plan"]


@pytest.mark.parametrize("limit", ["", "200 TWD"])
def test_a_debt_that_comes_with_its_owner_brings_no_money(run_text: RunText, limit: str) -> None:
    # 50 TWD on the first day of 2027, at 10 % a year: 55 at the end of it.
    extra = {"limit": limit} if limit else {}
    loan = debt("loan", "50 TWD", start="2027-01", into="none", rate="10%/year", every="year", payment="none", **extra)
    run = run_text(plan(asset("cash", "100 TWD") + loan, years=3))
    assert run["cash"] == [100, 100, 100]
    assert run["loan"] == pytest.approx([0, 55, 60.5])
    assert run["net_cash_flow"] == [0, -50, 0]
    assert run.is_ok


def test_an_asset_may_be_called_none(run_text: RunText) -> None:
    loan = debt("loan", "50 TWD", start="2027-01", into="none", payment="none")
    run = run_text(plan(asset("cash", "100 TWD") + asset("none", "0 TWD") + loan, years=2))
    assert run["none"] == [0, 50]
