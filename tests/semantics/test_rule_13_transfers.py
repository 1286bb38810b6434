"""Rule 13: no statement makes money."""

from __future__ import annotations

import pytest

from plainplan import PlanError
from semantics.running import RunText
from semantics.texts import asset, debt, flow, plan

ONE = asset("a", "100 TWD") + asset("b", "1000 TWD") + asset("c", "0 TWD")


def once(*lines: str) -> str:
    """A block that runs once, in the first step."""
    return "at 2026-01 {\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


def test_an_amount_below_zero_moves_nothing_and_is_reported(run_text: RunText) -> None:
    for line in ("move -50 from a to b", "withdraw -50 from a", "pay -50 from a", "receive -50 into a"):
        run = run_text(plan(ONE + once(line), years=1))
        assert (run["a"], run["b"]) == ([100], [1000])
        assert run.failing == ["amounts_not_negative"]


def test_a_negative_repayment_and_loan_move_nothing(run_text: RunText) -> None:
    text = ONE + debt("loan", "500 TWD", payment="none")
    for line in ("borrow -50 from loan into a", "repay -50 of loan from a"):
        run = run_text(plan(text + once(line), years=1))
        assert (run["a"], run["loan"]) == ([100], [500])
        assert run.failing == ["amounts_not_negative"]


@pytest.mark.parametrize("line", ["withdraw 250 from a as x", "pay 250 from a as x", "move 250 from a to b as x"])
def test_a_source_gives_at_most_what_it_holds_and_the_rest_is_short(run_text: RunText, line: str) -> None:
    run = run_text(plan(ONE + once(line) + "let m = x.amount\nlet s = x.short\n", years=1))
    assert run["a"] == [0.0]
    assert run["m"] == [100]
    assert run["s"] == [150]


def test_sources_give_in_order_and_say_how_much(run_text: RunText) -> None:
    text = ONE + once("withdraw 250 from a then b as x")
    text += "let p = x.from(a)\nlet q = x.from(b)\nlet s = x.short\n"
    run = run_text(plan(text, years=1))
    assert (run["p"], run["q"], run["s"]) == ([100], [150], [0])
    assert (run["a"], run["b"]) == ([0], [850])


def test_shorts_of_withdrawals_expenses_and_debt_service_fail_the_plan(run_text: RunText) -> None:
    assert run_text(plan(ONE + once("withdraw 250 from a"), years=1)).failing == ["everything_paid"]
    assert run_text(plan(ONE + once("pay 250 from a"), years=1)).failing == ["everything_paid"]
    spending = flow("expense", "e", "250 TWD/year", paid_from="a")
    assert run_text(plan(ONE + spending, years=1)).failing == ["everything_paid"]
    loan = debt("loan", "500 TWD", term="1 years", every="year", paid_from="a")
    assert run_text(plan(ONE + loan, years=1)).failing == ["everything_paid"]


def test_shorts_of_moves_and_repayments_do_not_fail_the_plan(run_text: RunText) -> None:
    assert run_text(plan(ONE + once("move 250 from a to b"), years=1)).is_ok
    loan = debt("loan", "500 TWD", payment="none")
    assert run_text(plan(ONE + loan + once("repay 250 of loan from a"), years=1)).is_ok


def test_a_move_takes_its_amount_out_and_delivers_it_less_costs(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", sell_cost="2%") + asset("b", "0 TWD", buy_cost="1%")
    run = run_text(plan(text + once("move 100 from a to b"), years=1))
    assert run["a"] == [900]
    assert run["b"] == pytest.approx([100 * 0.98 * 0.99])
    assert run.is_ok


@pytest.mark.parametrize("line", ["withdraw 98 from a as x", "pay 98 from a as x"])
def test_a_withdrawal_and_a_payment_deliver_their_amount(run_text: RunText, line: str) -> None:
    text = asset("a", "1000 TWD", sell_cost="2%") + once(line) + "let m = x.amount\n"
    run = run_text(plan(text, years=1))
    assert run["a"] == pytest.approx([900])
    assert run["m"] == [98]
    assert run.is_ok


def test_a_source_that_is_emptied_at_a_cost_ends_at_exactly_zero(run_text: RunText) -> None:
    for value in ("1000 TWD", "333.33 TWD", "0.7 TWD"):
        text = asset("a", value, sell_cost="1.7%", return_="3.3%/year") + asset("b", "5000 TWD")
        run = run_text(plan(text + once("withdraw 2000 from a then b"), years=1))
        amount = float(value.split()[0]) * 1.033
        assert run["a"] == [0.0]
        assert run["b"] == pytest.approx([5000 - (2000 - amount * 0.983)])
        assert run.is_ok


def test_what_is_worth_exactly_the_amount_after_costs_is_emptied(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", sell_cost="1.7%") + "each year {\n    withdraw a * (1 - 1.7%) from a as x\n}\n"
    run = run_text(plan(text + "let s = x.short\n", years=1))
    assert run["a"] == [0.0]
    assert run.is_ok


def test_selling_at_a_cost_of_everything_moves_nothing(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", sell_cost="100%") + once("withdraw 100 from a as x") + "let s = x.short\n"
    run = run_text(plan(text, years=1))
    assert run["a"] == [1000]
    assert run["s"] == [100]


def test_an_empty_account_gives_nothing(run_text: RunText) -> None:
    run = run_text(plan(ONE + once("move 10 from c to b as x") + "let s = x.short\n", years=1))
    assert (run["c"], run["s"]) == ([0.0], [10])


@pytest.mark.parametrize("gone", ["-100%/year", "-150%/year"])
def test_an_account_that_lost_everything_is_empty_and_stays_so(run_text: RunText, gone: str) -> None:
    text = asset("a", "100 TWD", return_=f"by_year(2026: {gone}, otherwise: 50%/year)") + asset("b", "1000 TWD")
    text += "each year {\n    withdraw 10 from a then b\n}\n"
    run = run_text(plan(text, years=3))
    assert run["a"] == [0.0, 0.0, 0.0]
    assert run["b"] == [990, 980, 970]


def test_what_is_repaid_and_received_is_conserved(run_text: RunText) -> None:
    text = ONE + debt("loan", "500 TWD", rate="6%/year", payment="none")
    lines = ("receive 77 into c as r", "borrow 40 from loan into c", "repay 60 of loan from b", "pay 5 from c")
    run = run_text(plan(text + once(*lines), years=2))
    assert run.is_ok
    owed = 500 * 1.005**12 + 40 - 60
    assert run["loan"] == pytest.approx([owed, owed * 1.005**12])
    assert run["c"] == [112, 112]


def test_statements_see_what_the_one_before_left(run_text: RunText) -> None:
    run = run_text(plan(ONE + once("move 70% * a from a to c", "move 50% * a from a to c"), years=1))
    assert run["a"] == pytest.approx([15])
    assert run["c"] == pytest.approx([85])


def test_a_named_statement_that_does_not_run_moves_nothing(run_text: RunText) -> None:
    text = ONE + "each year {\n    if step = 2 {\n        move 10 from b to c as x\n    }\n}\n"
    run = run_text(plan(text + "let m = x.amount\nlet s = x.short\n", years=3))
    assert (run["m"], run["s"]) == ([0, 10, 0], [0, 0, 0])


@pytest.mark.parametrize("name", ["a.value", "loan.principal"])
def test_no_account_begins_below_zero(run_text: RunText, name: str) -> None:
    text = plan(ONE + debt("loan", "500 TWD", payment="none"), years=1)
    with pytest.raises(PlanError, match="at least"):
        run_text(text, set={name: "-5 TWD"})


@pytest.mark.parametrize("value", ["-5 TWD", "v", "v * 2"])
def test_nothing_is_owned_or_owed_below_zero_whatever_it_is_computed_from(run_text: RunText, value: str) -> None:
    text = "param v = -7 TWD\n" + asset("a", value if value != "-5 TWD" else "v") + debt("d", "v", payment="none")
    text += "scenario s {\n    v = -5 TWD\n}\n"
    for scenario in (None, "s"):
        run = run_text(plan(text, years=1), scenario)
        assert run["a"] + run["d"] == [0, 0]


@pytest.mark.parametrize(("share", "arrives"), [("-50%", 100), ("150%", 0)])
@pytest.mark.parametrize("key", ["sell_cost", "buy_cost"])
def test_a_cost_makes_no_money_and_takes_no_more_than_there_is(
    run_text: RunText, share: str, arrives: float, key: str
) -> None:
    costs = {key: "c"}
    text = f"param c = {share}\n" + (asset("a", **costs) + asset("b", "0 TWD") if key == "sell_cost" else "")
    text += asset("a") + asset("b", "0 TWD", **costs) if key == "buy_cost" else ""
    run = run_text(plan(text + once("move 100 from a to b"), years=1))
    assert run["a"] + run["b"] == [900, arrives]
    assert run.is_ok


def test_a_distribution_below_zero_takes_nothing(run_text: RunText) -> None:
    text = "param p = -5%/year\n" + asset("a", payout="p", into="b") + asset("b", "5 TWD")
    assert run_text(plan(text, years=1))["b"] == [5]
