"""Rule 5: functions, types and values are three namespaces."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

CASH = asset("cash", "1000 TWD")


def test_a_name_before_a_bracket_is_a_function_and_elsewhere_a_value(run_text: RunText) -> None:
    text = CASH + "let growth = 5\nlet x = growth(10%/year, 2 years)\nlet y = growth + 1\n"
    run = run_text(plan(text, years=1))
    assert run.scalar("x") == pytest.approx(0.21)
    assert run.scalar("y") == 6


@pytest.mark.parametrize("name", ["assets", "debts", "net_worth", "net_cash_flow", "incomes", "expenses"])
def test_a_value_may_be_called_like_a_total(run_text: RunText, name: str) -> None:
    flows = flow("income", "i", "60 TWD/year", into="cash") + flow("expense", "e", "10 TWD/year")
    run = run_text(plan(CASH + flows + f"let {name} = 2 * cash\nlet x = {name} + cash\n", years=1))
    assert run["x"] == [3150]
    assert run["cash"] == [1050]
    assert run.failing == []


def test_a_value_that_hides_a_function_is_a_warning(diagnose: Diagnose) -> None:
    assert diagnose(plan(CASH + "let growth = 5\nlet x = growth\n")) == ["hidden-builtin"]


def test_a_name_after_a_colon_in_a_formal_is_a_type(run_text: RunText) -> None:
    text = (
        CASH + "let rate = 7\nfn f(money: money, number: number) = money * number\nlet x = f(cash, 2)\nlet y = rate\n"
    )
    assert run_text(plan(text, years=1))["x"] == [2000]


def test_a_rule_of_the_plan_hides_an_imported_one_with_a_note(diagnose: Diagnose, run_text: RunText) -> None:
    text = (
        "use std.rebalance\nrule full(x: asset) {\n    withdraw 5 from x\n}\n"
        + CASH
        + "each year {\n    apply full(cash)\n}\n"
    )
    assert diagnose(plan(text)) == ["hidden-import"]
    assert run_text(plan(text, years=1))["cash"] == [995]


def test_nominal_converts_with_one_argument_and_is_excels_with_two(run_text: RunText) -> None:
    text = CASH + "let x = nominal(100 TWD real)\nlet y = nominal(5.3543%, 4)\n"
    run = run_text(plan(text, years=2, inflation="10%/year"))
    assert run["x"] == pytest.approx([100, 110])
    # Microsoft's own example of NOMINAL: an effective 5.3543 % four times a year is 5.25003 %.
    assert run.scalar("y") == pytest.approx(0.0525003, abs=5e-8)


def test_payers_are_paid_from_and_dates_are_from(diagnose: Diagnose) -> None:
    assert diagnose(plan(CASH + flow("expense", "e", "5 TWD/year", paid_from="cash", from_="2027-01"))) == []
    assert diagnose(plan(CASH + flow("expense", "e", "5 TWD/year", from_="cash")))
    assert diagnose(plan(CASH + debt("d", "5 TWD", term="1 years", from_="cash"))) == ["unknown-property"]


@pytest.mark.parametrize("name", ["cash", "growth"])
def test_two_declarations_of_one_name_are_an_error(diagnose: Diagnose, name: str) -> None:
    assert "duplicate-name" in diagnose(plan(CASH + f"let {name} = 5\nlet {name} = 6\n"))


def test_a_distribution_is_a_payout(diagnose: Diagnose) -> None:
    assert diagnose(plan(asset("a", payout="3%/year"))) == []
    assert diagnose(plan(asset("a", income="3%/year"))) == ["unknown-property"]
