"""What holds of goals whatever they cost and whatever there is: nothing is lost, and priorities are kept to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan, load
from semantics.texts import asset, debt, flow, plan

YEARS = 4
AMOUNT = st.integers(0, 2000)
# By priority: the third says none. All share the cash, the second has a fund as well.
GOALS = {"home": "cash", "car": "fund then cash", "trip": "cash"}


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Three goals, two of them sums of one year and one a flow, beside an income, an expense and a debt."""
    text = asset("cash", "1 TWD", return_="5%/year", class_="liquid") + asset("fund", "1 TWD", sell_cost="2%")
    text += flow("goal", "trip", "1 TWD/year real", paid_from="cash", from_="2027-01", until="2029-07")
    text += flow("goal", "car", "1 TWD real", at="2027-06", paid_from="fund then cash", priority="2")
    text += flow("goal", "home", "1 TWD", at="2027-03", growth="3%/year", paid_from="cash", priority="1")
    text += flow("income", "salary", "1 TWD/year", into="cash") + flow("expense", "food", "1 TWD/year")
    text += debt("loan", "500 TWD", rate="3%/year", term="4 years", every="year", paid_from="cash")
    path = tmp_path_factory.mktemp("goals") / "goals.plan"
    path.write_text(plan(text, years=YEARS, inflation="2%/year"), encoding="utf-8")
    return load(path)


@given(cash=AMOUNT, fund=AMOUNT, salary=AMOUNT, food=AMOUNT, costs=st.tuples(AMOUNT, AMOUNT, AMOUNT))
def test_goals_are_paid_in_order_and_nothing_is_lost(
    cash: int, fund: int, salary: int, food: int, costs: tuple[int, int, int], household: Plan
) -> None:
    values = {"cash.value": f"{cash} TWD", "fund.value": f"{fund} TWD"}
    values |= {"salary.amount": f"{salary} TWD/year", "food.amount": f"{food} TWD/year"}
    values |= {"home.amount": f"{costs[0]} TWD", "car.amount": f"{costs[1]} TWD real"}
    run = household.run(set=values | {"trip.amount": f"{costs[2]} TWD/year real"})

    def series(name: str) -> list[float]:
        return run.numbers(run.graph.by_name[name])

    failing = {check.name for check in run.checks if not check.is_ok}
    assert failing <= {"everything_paid"}
    for year in range(YEARS):
        goals = {name: {part: series(f"{name}.{part}")[year] for part in ("wanted", "paid", "short")} for name in GOALS}
        for found in goals.values():
            assert found["paid"] + found["short"] == pytest.approx(found["wanted"])
            assert min(found.values()) >= 0
        # Who is short has emptied the cash, of which nobody after it has had anything.
        for first, second in (("home", "car"), ("home", "trip"), ("car", "trip")):
            if goals[first]["short"] > 1e-6:
                paid = goals[second]["paid"]
                own = series("car.paying.from.fund")[year] * 0.98 if second == "car" else 0.0
                assert paid == pytest.approx(own, abs=1e-6)
        if series("food.short")[year] > 1e-6:
            assert goals["home"]["paid"] == pytest.approx(0, abs=1e-6)
    for name in GOALS:
        wanted, paid = sum(series(f"{name}.wanted")), sum(series(f"{name}.paid"))
        assert series(f"{name}.funded")[-1] == pytest.approx(paid / wanted if wanted else 1)
