"""Rule 22, goals: when they fall due, in which order they are paid, and what of them is funded. All figures by hand."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

CASH = asset("cash", "1000 TWD", class_="liquid")
EMPTY = asset("cash", "0 TWD", class_="liquid")


def goal(name: str, amount: str, **properties: str) -> str:
    return flow("goal", name, amount, **properties)


@pytest.mark.parametrize(("step", "place"), [("year", 1), ("quarter", 5), ("month", 17)])
def test_a_sum_is_paid_in_the_step_that_contains_its_date(run_text: RunText, step: str, place: int) -> None:
    run = run_text(plan(CASH + goal("car", "300 TWD", at="2027-06"), step=step, years=3))
    assert [index for index, paid in enumerate(run["car.paid"]) if paid] == [place]
    assert run["car.paid"][place] == 300
    assert run["cash"][-1] == 700


def test_a_date_on_a_weekend_falls_on_the_business_day_before(run_text: RunText) -> None:
    # 2026-03-07 is a Saturday, which belongs to the step of Friday, the fifth of the plan.
    lines = ("currency: TWD", "start: 2026-03-02", "length: 14 days", "step: day", "locale: en")
    head = 'plan "days" {\n' + "".join(f"    {line}\n" for line in lines) + "}\n\n"
    run = run_text(head + CASH + goal("car", "300 TWD", at="2026-03-07"))
    assert run["car.paid"][:6] == [0, 0, 0, 0, 300, 0]


def test_a_date_may_be_an_age(run_text: RunText) -> None:
    text = CASH + "person p {\n    born: 1968-05-20\n}\n" + goal("trip", "300 TWD", at="p.turns(60)")
    assert run_text(plan(text, years=4))["trip.paid"] == [0, 0, 300, 0]


def test_a_real_sum_is_paid_at_the_price_level_of_its_step(run_text: RunText) -> None:
    run = run_text(plan(CASH + goal("car", "300 TWD real", at="2028-06"), years=4, inflation="2%/year"))
    assert run["car.wanted"] == pytest.approx([0, 0, 300 * 1.02**2, 0])
    assert run["car.paid"] == run["car.wanted"]


def test_a_sum_grows_from_the_plans_start_to_its_date(run_text: RunText) -> None:
    run = run_text(plan(CASH + goal("school", "100 TWD", at="2029-09", growth="10%/year"), years=4))
    assert run["school.paid"] == pytest.approx([0, 0, 0, 133.1])


def test_a_flow_is_paid_for_its_months_as_an_expense_is(run_text: RunText) -> None:
    dates = {"from_": "2026-09", "until": "2028-03", "growth": "10%/year", "paid_from": "cash"}
    text = CASH + goal("school", "120 TWD/year", **dates) + flow("expense", "same", "120 TWD/year", **dates)
    run = run_text(plan(text, years=3))
    # Four months, eight and four at 110 %, and two at 110 %.
    assert run["school.paid"] == pytest.approx([40, 80 + 44, 22])
    assert run["school.paid"] == run["same.paid"]


def test_a_yearly_goal_is_paid_in_its_month(run_text: RunText) -> None:
    run = run_text(plan(CASH + goal("trip", "100 TWD", in_="july", until="2028-01"), step="quarter", years=3))
    assert run["trip.paid"] == [0, 0, 100, 0] * 2 + [0] * 4


def test_goals_of_one_step_are_paid_by_priority_after_expenses_and_debts(run_text: RunText) -> None:
    text = goal("car", "500 TWD", at="2026-12", priority="2") + goal("home", "400 TWD", at="2026-02", priority="1")
    text += CASH + debt("loan", "200 TWD", term="1 years", every="year") + flow("expense", "food", "100 TWD/year")
    run = run_text(plan(text, years=1))
    # 1000 - 100 for food - 200 for the loan - 400 for the home leaves 300 of 500 for the car.
    assert (run["home.paid"], run["car.paid"], run["car.short"]) == ([400], [300], [200])
    assert (run["loan"], run["cash"]) == ([0], [0])


def test_goals_of_the_same_priority_are_paid_as_they_are_written_and_those_without_one_last(run_text: RunText) -> None:
    text = goal("d", "300 TWD", at="2026-01") + goal("e", "300 TWD", at="2026-01")
    text += goal("b", "300 TWD", at="2026-01", priority="7") + goal("c", "300 TWD", at="2026-01", priority="7")
    text += goal("a", "300 TWD", at="2026-01", priority="3") + CASH
    run = run_text(plan(text, years=1))
    assert [run[f"{name}.paid"][0] for name in "abcde"] == [300, 300, 300, 100, 0]


def test_a_goal_of_a_later_step_is_not_kept_for(run_text: RunText) -> None:
    text = (
        CASH + goal("home", "800 TWD", at="2027-01", priority="1") + goal("car", "500 TWD", at="2026-01", priority="2")
    )
    run = run_text(plan(text, years=2))
    assert (run["car.paid"], run["home.paid"]) == ([500, 0], [0, 500])


def test_a_goal_is_paid_from_its_own_sources_in_order(run_text: RunText) -> None:
    text = CASH + asset("fund", "300 TWD") + asset("gold", "50 TWD")
    text += goal("home", "900 TWD", at="2026-01", paid_from="fund then gold", priority="1")
    text += goal("car", "100 TWD", at="2026-01", paid_from="cash", priority="2")
    run = run_text(plan(text, years=1))
    assert (run["home.paid"], run["home.short"], run["car.paid"]) == ([350], [550], [100])
    assert (run["fund"], run["gold"], run["cash"]) == ([0], [0], [900])


def test_a_debt_lends_for_a_goal(run_text: RunText) -> None:
    text = CASH + debt("credit", "0 TWD", limit="200 TWD", payment="none")
    text += goal("car", "1500 TWD", at="2026-01", paid_from="cash then credit")
    run = run_text(plan(text, years=1))
    assert (run["car.paid"], run["car.short"], run["credit"]) == ([1200], [300], [200])


def test_what_is_sold_for_a_goal_costs_what_any_sale_costs(run_text: RunText) -> None:
    text = asset("fund", "1000 TWD", sell_cost="10%") + goal("car", "450 TWD", at="2026-01", paid_from="fund")
    run = run_text(plan(text, years=1))
    assert (run["car.paid"], run["fund"]) == ([450], [500])


def test_funded_is_paid_by_wanted_so_far_and_whole_before_anything_is_due(run_text: RunText) -> None:
    text = asset("cash", "150 TWD") + goal("school", "100 TWD/year", from_="2027-01", until="2030-01")
    run = run_text(plan(text + "let f = school.funded\nlet last = final(school.funded)\n", years=5))
    assert run["f"] == pytest.approx([1, 1, 0.75, 0.5, 0.5])
    assert run.scalar("last") == pytest.approx(0.5)
    assert run.scalar("school.first_short") == 3


def test_a_goal_that_is_paid_has_no_first_shortfall(run_text: RunText) -> None:
    run = run_text(plan(CASH + goal("car", "300 TWD", at="2027-06"), years=3))
    assert run.scalar("car.first_short") == 0
    assert run["car.funded"] == [1, 1, 1]


def test_a_goal_that_is_short_is_no_failure_of_the_plan_but_an_expense_is(run_text: RunText) -> None:
    assert run_text(plan(EMPTY + goal("car", "300 TWD", at="2027-06"), years=3)).is_ok
    run = run_text(plan(EMPTY + flow("expense", "car", "300 TWD", in_="june"), years=3))
    assert run.failing == ["everything_paid"]


def test_a_check_says_that_a_goal_matters(run_text: RunText) -> None:
    text = EMPTY + goal("car", "300 TWD", at="2027-06") + "check car_paid: car.short = 0\n"
    run = run_text(plan(text + "check funded: car.funded >= 50% at 2026-01\n", years=3))
    assert run.failing == ["car_paid"]


def test_a_goal_in_another_currency_is_exchanged_when_it_is_paid(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + CASH + goal("study", "20 USD", at="2026-01") + goal("trip", "25 USD", at="2026-01")
    run = run_text(plan(text, years=1))
    # 600 TWD, and 400 TWD are left of the 750 that the trip costs.
    assert run["study.paid"] == [20]
    assert run["trip.paid"] == pytest.approx([400 / 30])
    assert run["trip.short"] == pytest.approx([25 - 400 / 30])
    assert run["cash"] == pytest.approx([0], abs=1e-9)
    assert run.is_ok


def test_goals_are_in_the_net_cash_flow_and_not_among_the_expenses(run_text: RunText) -> None:
    text = CASH + goal("car", "300 TWD", at="2026-01") + flow("expense", "food", "100 TWD/year")
    run = run_text(plan(text + "let e = expenses\nlet n = net_cash_flow\n", years=1))
    assert (run["e"], run["n"]) == ([100], [-400])


def test_a_block_pays_a_goal_where_it_says_so(run_text: RunText) -> None:
    text = asset("cash", "1000 TWD", return_="10%/year") + goal("car", "500 TWD", at="2026-01")
    assert run_text(plan(text, years=1))["cash"] == pytest.approx([600])
    placed = "each year {\n    pay car as c\n    grow\n    record had = c.amount\n}\n"
    run = run_text(plan(text + placed, years=1))
    assert run["cash"] == pytest.approx([550])
    assert run["had"] == [500]


def test_goals_that_no_block_pays_come_after_the_last_payment_that_a_block_names(run_text: RunText) -> None:
    text = CASH + goal("car", "700 TWD", at="2026-01") + flow("expense", "food", "600 TWD/year")
    text += "each year {\n    pay food\n    move 100 from cash to spare\n}\n" + asset("spare", "0 TWD")
    run = run_text(plan(text, years=1))
    assert (run["food.paid"], run["car.paid"], run["spare"]) == ([600], [400], [0])


@pytest.mark.parametrize(
    ("block", "is_wrong"),
    [
        ("pay home\n    pay car", False),
        ("pay car\n    pay home", True),
        ("pay car", True),
        ("pay home", False),
        ("pay car\n    pay food", True),
    ],
)
def test_a_block_keeps_to_the_priorities(diagnose: Diagnose, block: str, is_wrong: bool) -> None:
    text = CASH + goal("home", "5 TWD", at="2026-01", priority="1") + goal("car", "5 TWD", at="2026-01", priority="2")
    text += flow("expense", "food", "6 TWD/year") + f"each year {{\n    {block}\n}}\n"
    assert diagnose(plan(text)) == (["goals-out-of-order"] if is_wrong else [])


def test_a_scenario_changes_the_amount_and_the_date_of_a_goal(run_text: RunText) -> None:
    text = (
        CASH
        + goal("car", "300 TWD", at="2026-06")
        + "scenario late {\n    car.at = 2028-06\n    car.amount = 400 TWD\n}\n"
    )
    assert run_text(plan(text, years=3))["car.paid"] == [300, 0, 0]
    assert run_text(plan(text, years=3), "late")["car.paid"] == [0, 0, 400]


def test_the_order_of_goals_is_part_of_the_plan(diagnose: Diagnose) -> None:
    text = CASH + goal("car", "300 TWD", at="2026-06", priority="1") + "scenario s {\n    car.priority = 2\n}\n"
    assert diagnose(plan(text)) == ["not-overridable"]
