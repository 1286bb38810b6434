"""Rule 14: groups move pro rata, rebalancing keeps the whole."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, plan

THREE = asset("a", "100 TWD") + asset("b", "300 TWD") + asset("c", "600 TWD")
GROUP = THREE + "group g = a, b\n"


def each(*lines: str) -> str:
    return "each year {\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


def test_a_group_gives_pro_rata_by_value(run_text: RunText) -> None:
    run = run_text(plan(GROUP + each("move 40 from g to c as x") + "let p = x.from(a)\nlet q = x.from(g)\n", years=1))
    assert (run["a"], run["b"], run["c"]) == ([90], [270], [640])
    assert (run["p"], run["q"]) == ([10], [40])


def test_a_group_receives_pro_rata_by_value(run_text: RunText) -> None:
    run = run_text(plan(GROUP + each("move 40 from c to g"), years=1))
    assert (run["a"], run["b"], run["c"]) == ([110], [330], [560])


def test_an_empty_group_receives_into_its_first_member(run_text: RunText) -> None:
    text = asset("a", "0 TWD") + asset("b", "0 TWD") + asset("c", "600 TWD") + "group g = a, b\n"
    run = run_text(plan(text + each("move 40 from c to g"), years=2))
    assert (run["a"], run["b"], run["c"]) == ([40, 80], [0, 0], [560, 520])
    assert run.is_ok


@pytest.mark.parametrize("values", [("0.1", "0.2"), ("333.33", "0.07"), ("1e9", "3"), ("7", "11")])
def test_a_group_that_gives_all_is_left_with_exactly_nothing(run_text: RunText, values: tuple[str, str]) -> None:
    text = asset("a", f"{values[0]} TWD") + asset("b", f"{values[1]} TWD") + asset("c", "1e10 TWD")
    text += "group g = a, b\n" + each("withdraw 2e9 from g then c")
    run = run_text(plan(text, years=1))
    assert (run["a"], run["b"]) == ([0.0], [0.0])
    assert run.is_ok


def test_a_group_with_costs_delivers_what_is_asked(run_text: RunText) -> None:
    text = asset("a", "100 TWD", sell_cost="10%") + asset("b", "300 TWD") + "group g = a, b\n"
    run = run_text(plan(text + each("withdraw 39 from g as x") + "let m = x.amount\n", years=1))
    # 100 is worth 90 after costs, 300 is worth 300: a tenth of each gives 39.
    assert run["m"] == [39]
    assert run["a"] + run["b"] == pytest.approx([90, 270])
    assert run.is_ok


def test_a_group_moves_its_amount_out_and_costs_come_after(run_text: RunText) -> None:
    text = asset("a", "100 TWD", sell_cost="10%") + asset("b", "300 TWD") + asset("c", "0 TWD") + "group g = a, b\n"
    run = run_text(plan(text + each("move 40 from g to c"), years=1))
    assert run["a"] + run["b"] + run["c"] == pytest.approx([90, 270, 39])
    assert run.is_ok


def test_a_group_may_stand_in_an_order_of_sources(run_text: RunText) -> None:
    run = run_text(plan(GROUP + each("withdraw 500 from g then c"), years=1))
    assert (run["a"], run["b"], run["c"]) == ([0], [0], [500])


@pytest.mark.parametrize(
    "line",
    [
        "move 10 from a to a",
        "move 10 from g to a",
        "move 10 from a then b to b",
        "move 10 from c to c",
        "move 1 from g to g",
    ],
)
def test_a_source_and_a_destination_that_share_an_account_are_an_error(diagnose: Diagnose, line: str) -> None:
    assert "same-account" in diagnose(plan(GROUP + each(line)))


def test_weights_that_are_known_sum_to_100_percent(diagnose: Diagnose) -> None:
    assert diagnose(plan(THREE + each("rebalance to a 30%, b 30%, c 30%"))) == ["weights-not-whole"]
    assert diagnose(plan(THREE + each("rebalance to a 30%, b 90%, c rest"))) == ["weights-not-whole"]
    assert diagnose(plan(THREE + each("rebalance to a 30%, b 30%, c 40%"))) == []


def test_computed_weights_need_a_rest(diagnose: Diagnose) -> None:
    text = THREE + "let w = 1 / (1 + step)\n"
    assert diagnose(plan(text + each("rebalance to a w, b 1 - w"))) == ["weights-not-whole"]
    assert diagnose(plan(text + each("rebalance to a w, b rest"))) == []


def test_rebalancing_brings_accounts_to_their_weights(run_text: RunText) -> None:
    run = run_text(plan(THREE + each("rebalance to a 20%, b 30%, c rest as x") + "let m = x.amount\n", years=2))
    assert (run["a"], run["b"], run["c"]) == ([200, 200], [300, 300], [500, 500])
    assert run["m"] == [100, 0]


def test_what_is_rebalanced_to_nothing_is_exactly_nothing(run_text: RunText) -> None:
    text = asset("a", "33.33 TWD", return_="1.7%/year") + asset("b", "77.77 TWD", return_="3.1%/year")
    run = run_text(plan(text + each("rebalance to a 0%, b rest"), years=2))
    assert run["a"] == [0.0, 0.0]
    assert run["b"][0] == pytest.approx(33.33 * 1.017 + 77.77 * 1.031)
    assert run.is_ok


@pytest.mark.parametrize("weight", ["130%", "0.6 + 0.6", "-20%"])
def test_computed_weights_beyond_the_whole_make_no_money(run_text: RunText, weight: str) -> None:
    text = THREE + f"let w = ({weight}) * step / step\n" + each("rebalance to a w, b w, c rest")
    run = run_text(plan(text, years=1))
    assert run["a"][0] + run["b"][0] + run["c"][0] == pytest.approx(1000)
    assert min(run["a"][0], run["b"][0], run["c"][0]) >= 0
    assert run.failing == ["weights_whole"]


def test_weights_that_a_client_changes_are_scaled_to_the_whole(run_text: RunText) -> None:
    text = plan(THREE + each("rebalance to a 40%, b 30%, c 30%"), years=1)
    run = run_text(text, set={"each year.rebalance.weight.a#1": "140%"})
    assert run["a"] + run["b"] + run["c"] == pytest.approx([700, 150, 150])
    assert run.failing == ["weights_whole"]


def test_rebalancing_pays_its_costs_out_of_what_is_traded(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", sell_cost="1%", buy_cost="1%") + asset("b", "0 TWD", sell_cost="2%", buy_cost="2%")
    run = run_text(plan(text + each("rebalance to a 50%, b 50%"), years=1))
    assert run["a"] == [500]
    assert run["b"] == pytest.approx([500 * 0.99 * 0.98])
    assert run.is_ok


def test_a_group_is_a_party_to_a_rebalancing_and_keeps_its_proportions(run_text: RunText) -> None:
    run = run_text(plan(GROUP + each("rebalance to g 60%, c rest"), years=1))
    assert (run["a"], run["b"], run["c"]) == ([150], [450], [400])


def test_accounts_of_other_currencies_rebalance_by_what_they_are_worth(run_text: RunText) -> None:
    text = "fx USD = by_year(2026: 30 TWD, otherwise: 40 TWD)\n" + asset("a", "10 USD") + asset("b", "300 TWD")
    run = run_text(plan(text + each("rebalance to a 50%, b 50%"), years=2))
    assert run["a"] == pytest.approx([10, 8.75])
    assert run["b"] == pytest.approx([300, 350])
    assert run.is_ok


def test_shares_that_are_calculated_above_the_whole_are_told(run_text: RunText) -> None:
    text = plan("param target = 120%\n" + THREE + each("rebalance to a target, b 30%, c rest"), years=1)
    run = run_text(text)
    assert run["a"] + run["b"] + run["c"] == pytest.approx([800, 200, 0])
    assert run.failing == ["weights_whole"]


TWO_KINDS = (
    "rule weigh(x: accounts, y: accounts) {\n    rebalance to x 50%, y 50%\n}\n"
    "rule weigh_groups(x: group, y: group) {\n    rebalance to x 50%, y rest\n}\n"
    "rule pass_on(x: accounts, y: accounts) {\n    if step > 1 {\n        apply weigh(y: x, x: y)\n    }\n}\n"
    "rule shift(x: accounts, y: accounts) {\n    move 10 from x to y\n}\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "rebalance weigh(a then a, b)",
        "rebalance weigh(g, a)",
        "rebalance weigh(g, c then a)",
        "rebalance weigh_groups(g, h)",
        "apply pass_on(g, a)",
        "apply shift(g, c then a)",
    ],
)
def test_a_rule_is_not_given_one_account_twice_where_money_would_be_made(diagnose: Diagnose, line: str) -> None:
    assert diagnose(plan(GROUP + "group h = b, c\n" + TWO_KINDS + each(line), years=1)) == ["same-account"]


def test_a_debt_in_a_group_and_beside_it_is_repaid_once(run_text: RunText) -> None:
    debts = debt("d", "10 TWD", payment="none") + debt("e", "10 TWD", payment="none") + "group both = d, e\n"
    run = run_text(plan(asset("a", "100 TWD") + debts + each("repay 30 TWD of both then d from a as paid"), years=1))
    assert (run["a"], run["d"], run["e"]) == ([80], [0], [0])
    assert run.is_ok
