"""Rules that apply other rules: to one account, and to each of several in turn."""

from __future__ import annotations

import pytest

from check.household import check_text
from semantics.running import RunText

PLAN = """\
plan "two" {
    currency: TWD
    start: 2026-01
    years: 1
}
asset early {
    value: 100 TWD
    sell_cost: 50%
}
asset late {
    value: 100 TWD
}
debt loan {
    principal: 80 TWD
    payment: none
    secured_by: early 60%
}
group both = early, late
rule sell(holding: group, loan: debt) {
    repay 40 TWD + 20 TWD * loan.share(holding) * holding.sell_cost of loan from holding as sale
}
rule sell_all(holdings: accounts, loan: debt) {
    apply sell(holdings, loan)
}
each year {
    apply sell_all(early then late, loan) as done
}
let costs = both.sell_cost
let lent = loan.share(both)
"""


def codes(text: str) -> list[str]:
    return [found.code for found in check_text(text)[1]]


def test_a_rule_that_takes_a_group_is_applied_to_each_of_several_accounts_in_turn(run_text: RunText) -> None:
    run = run_text(PLAN)
    # 40 and 20 * 60% * 50% for the early one, which sells 92 for it; the late one pays what is owed still.
    assert [run[name][0] for name in ("early", "late", "loan")] == pytest.approx([8, 66, 0])
    # 8 of 74 cost 50% and are lent on at 60%.
    assert run["costs"] == pytest.approx([0.5 * 8 / 74])
    assert run["lent"] == pytest.approx([0.6 * 8 / 74])


def test_what_is_applied_to_each_of_several_has_no_one_name() -> None:
    assert codes(PLAN.replace("apply sell(holdings, loan)", "apply sell(holdings, loan) as one")) == ["wrong-arguments"]


@pytest.mark.parametrize("argument", ["loan", "", "early, late", "60%"])
def test_a_lending_share_is_that_of_one_asset(argument: str) -> None:
    assert codes(PLAN + f"let wrong = loan.share({argument})\n") == ["wrong-arguments"]
