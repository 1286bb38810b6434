"""Debts as credit lines: orders and groups of them, what drawing costs, limits that move, terms from the first draw."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

CASH = asset("cash", "100 TWD", class_="liquid")
NONE = {"payment": "none"}


def each(*lines: str) -> str:
    return "each year {\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


# Orders and groups.

LINES = debt("cheap", "0 TWD", limit="50 TWD", **NONE) + debt("dear", "0 TWD", limit="40 TWD", **NONE)


def test_debts_lend_one_after_the_other_up_to_their_limits(run_text: RunText) -> None:
    text = CASH + LINES + each("borrow 70 from cheap then dear into cash as b")
    text += "let c = b.from(cheap)\nlet d = b.from(dear)\nlet a = b.amount\nlet s = b.short\n"
    run = run_text(plan(text, years=2))
    assert (run["c"], run["d"]) == ([50, 0], [20, 20])
    assert (run["a"], run["s"], run["cash"]) == ([70, 20], [0, 50], [170, 190])
    assert run.is_ok


def test_debts_are_repaid_one_after_the_other(run_text: RunText) -> None:
    text = CASH + debt("a", "30 TWD", **NONE) + debt("b", "90 TWD", **NONE)
    run = run_text(plan(text + each("repay 70 of a then b from cash as p") + "let s = p.short\n", years=3))
    assert (run["a"], run["b"], run["cash"]) == ([0, 0, 0], [50, 20, 20], [30, 0, 0])
    assert run["s"] == [0, 40, 70]
    assert run.is_ok


def test_a_group_of_debts_is_repaid_pro_rata_by_what_is_owed(run_text: RunText) -> None:
    text = CASH + debt("a", "30 TWD", **NONE) + debt("b", "90 TWD", **NONE) + "group g = a, b\nlet all = g\n"
    run = run_text(plan(text + each("repay 60 of g from cash"), years=2))
    assert (run["a"], run["b"], run["all"]) == ([15, 5], [45, 15], [60, 20])
    assert run.is_ok


@pytest.mark.parametrize("values", [("0.1", "0.2"), ("333.33", "0.07"), ("1e9", "3"), ("7", "11")])
def test_debts_that_are_repaid_whole_end_at_exactly_nothing(run_text: RunText, values: tuple[str, str]) -> None:
    text = asset("cash", "1e10 TWD") + debt("a", f"{values[0]} TWD", **NONE) + debt("b", f"{values[1]} TWD", **NONE)
    run = run_text(plan(text + "group g = a, b\n" + each("repay 2e9 of g from cash"), years=1))
    assert (run["a"], run["b"]) == ([0.0], [0.0])
    assert run.is_ok


def test_a_group_of_debts_lends_in_the_order_of_its_names(run_text: RunText) -> None:
    text = CASH + LINES + "group lines = dear, cheap\n" + each("borrow 60 from lines into cash as b")
    text += "let d = b.from(dear)\nlet g = b.from(lines)\n"
    run = run_text(plan(text, years=1))
    assert (run["dear"], run["cheap"], run["d"], run["g"]) == ([40], [20], [40], [60])


def test_members_of_a_group_of_debts_are_sums(run_text: RunText) -> None:
    text = CASH + debt("a", "30 TWD", rate="10%/year", every="year", limit="40 TWD", **NONE)
    text += debt("b", "60 TWD", term="3 years", payment="equal_principal", every="year", limit="70 TWD")
    text += "group g = a, b\nlet i = g.interest\nlet p = g.principal\nlet y = g.payment\nlet d = g.drawn\n"
    text += "let o = g.opening\nlet s = g.initial\nlet short = g.short\nlet room = g.room\n"
    run = run_text(plan(text, years=2))
    assert run["i"] == pytest.approx([3, 3.3])
    assert (run["p"], run["y"], run["short"]) == ([20, 20], [20, 20], [0, 0])
    assert (run["d"], run["room"]) == ([70, 50], [40, 60])
    assert run["o"] == pytest.approx([90, 73])
    assert run["s"] == [90, 90]


def test_debts_of_two_currencies_lend_and_are_repaid_in_that_of_the_plan(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + CASH + debt("dollars", "0 USD", limit="1 USD", **NONE) + debt("own", "0 TWD", **NONE)
    text += "group g = dollars, own\n"
    text += each("borrow 50 from dollars then own into cash", "if step = 2 {", "repay 80 of g from cash", "}")
    run = run_text(plan(text, years=2))
    # 1 USD and 20 TWD, then 50 TWD: 80 of 100 TWD are repaid of both.
    assert run["dollars"] == pytest.approx([1, 0.2])
    assert run["own"] == pytest.approx([20, 14])
    assert run["cash"] == pytest.approx([150, 120])
    assert run.is_ok


def test_a_rule_takes_debts_one_by_one_in_a_group_or_in_order(run_text: RunText) -> None:
    rule = "rule clear(loans: debts, cash: asset, limit: money) {\n"
    rule += "    repay max(loans - limit, 0) of loans from cash as paid\n    record left = loans\n}\n"
    text = rule + CASH + debt("a", "30 TWD", **NONE) + debt("b", "90 TWD", **NONE) + "group g = a, b\n"
    for given, owed in (("g", [15, 45]), ("a then b", [0, 60])):
        run = run_text(plan(text + each(f"apply clear({given}, cash, 60) as x") + "let l = x.left\n", years=1))
        assert [run["a"][0], run["b"][0]] == owed
        assert run["l"] == [60]
    run = run_text(plan(text + each("apply clear(b, cash, 60)"), years=1))
    assert (run["a"], run["b"]) == ([30], [60])


# Debts that lend where an account pays.


def test_a_credit_line_pays_what_cash_does_not(run_text: RunText) -> None:
    text = CASH + debt("line", "0 TWD", limit="50 TWD", **NONE)
    text += flow("expense", "living", "70 TWD/year", paid_from="cash then line") + "let s = living.short\n"
    run = run_text(plan(text, years=3))
    assert (run["cash"], run["line"], run["s"]) == ([30, 0, 0], [0, 40, 50], [0, 0, 60])
    assert run.failing == ["everything_paid"]


def test_a_debt_is_served_and_repaid_by_another(run_text: RunText) -> None:
    text = debt("old", "100 TWD", payment="level", term="1 year", every="year", paid_from="new")
    text += debt("new", "0 TWD", **NONE) + debt("third", "40 TWD", **NONE) + CASH
    run = run_text(plan(text + each("repay 25 of third from new as x") + "let f = x.from(new)\n", years=1))
    assert (run["old"], run["new"], run["third"], run["cash"]) == ([0], [125], [15], [100])
    assert run["f"] == [25]
    assert run.is_ok


@pytest.mark.parametrize("statement", ["withdraw 20 from cash then line as x", "pay 120 from cash then line as x"])
def test_statements_draw_on_a_debt(run_text: RunText, statement: str) -> None:
    text = asset("cash", "10 TWD") + debt("line", "0 TWD", limit="60 TWD", **NONE) + each(statement)
    run = run_text(plan(text + "let a = x.amount\nlet l = x.from(line)\n", years=1))
    asked = 20 if "20" in statement and "120" not in statement else 120
    assert run["l"] == [min(60, asked - 10)]
    assert run["a"] == [min(70, asked)]


# What drawing costs.


def test_a_share_and_a_fee_are_taken_out_of_what_is_borrowed(run_text: RunText) -> None:
    text = CASH + debt("card", "0 TWD", draw_cost="3%", draw_fee="2 TWD", **NONE)
    run = run_text(plan(text + each("borrow 50 from card into cash as b") + "let a = b.amount\n", years=1))
    # 50 less 1.50 and 2.
    assert (run["a"], run["card"], run["cash"]) == ([50], [50], [146.5])
    assert run.is_ok


def test_what_drawing_costs_comes_on_top_of_what_is_paid(run_text: RunText) -> None:
    text = asset("cash", "4 TWD") + debt("card", "0 TWD", draw_cost="4%", draw_fee="2 TWD", **NONE)
    run = run_text(plan(text + each("withdraw 50 from cash then card as w") + "let a = w.amount\n", years=2))
    # (46 + 2) / 0.96 = 50, then (50 + 2) / 0.96 more.
    assert run["card"] == pytest.approx([50, 50 + 52 / 0.96])
    assert run["a"] == [50, 50]
    assert run.is_ok


def test_a_line_delivers_no_more_than_it_leaves_after_costs(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + debt("card", "0 TWD", limit="52 TWD", draw_cost="50%", draw_fee="1 TWD", **NONE)
    run = run_text(plan(text + each("pay 30 from card as p") + "let a = p.amount\nlet s = p.short\n", years=2))
    assert (run["card"], run["a"], run["s"]) == ([52, 52], [25, 0], [5, 30])


def test_a_line_too_small_for_its_own_fee_lends_nothing(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + debt("card", "0 TWD", limit="2 TWD", draw_fee="2 TWD", **NONE)
    run = run_text(plan(text + each("withdraw 1 from card"), years=1))
    assert run["card"] == [0]


def test_nothing_drawn_costs_nothing(run_text: RunText) -> None:
    text = CASH + debt("card", "0 TWD", draw_fee="2 TWD", **NONE)
    run = run_text(plan(text + each("borrow 0 from card into cash", "withdraw 10 from cash then card"), years=1))
    assert (run["card"], run["cash"]) == ([0], [90])


def test_a_loan_that_starts_later_pays_its_cost_of_drawing(run_text: RunText) -> None:
    text = CASH + debt("loan", "50 TWD", start="2027-01", draw_cost="2%", **NONE)
    run = run_text(plan(text, years=2))
    assert (run["loan"], run["cash"]) == ([0, 50], [100, 149])
    assert run.is_ok


def test_costs_of_drawing_on_a_foreign_line_conserve_money(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + asset("cash", "0 TWD") + debt("line", "0 USD", draw_cost="10%", **NONE)
    run = run_text(plan(text + each("pay 27 from cash then line"), years=1))
    assert run["line"] == pytest.approx([1])
    assert run.is_ok


# Limits.


def test_a_limit_follows_its_collateral_where_money_is_drawn(run_text: RunText) -> None:
    text = asset("stock", "100 TWD", return_="by_year(2027: -50%/year, otherwise: 0%/year)") + CASH
    text += debt("pledge", "0 TWD", limit="pledge.capacity", secured_by="stock 60%", **NONE)
    text += each("borrow 50 from pledge into cash as b") + "let a = b.amount\nlet s = b.short\nlet r = pledge.room\n"
    run = run_text(plan(text, years=2))
    assert (run["a"], run["s"]) == ([50, 0], [0, 50])
    # 60 less 50; then 30 less 50 is below nothing, as a lender sees it.
    assert run["r"] == [10, -20]


def test_the_limit_of_a_scenario_takes_its_place(run_text: RunText) -> None:
    text = CASH + debt("line", "0 TWD", limit="30% * cash", **NONE) + each("borrow 90 from line into cash")
    text += "scenario cut {\n    line.limit = 10% * cash\n}\n"
    assert run_text(plan(text, years=1))["line"] == [30]
    assert run_text(plan(text, years=1), scenario="cut")["line"] == [10]


def test_a_real_limit_rises_with_prices(run_text: RunText) -> None:
    text = (
        CASH + "let most = 50 TWD real\n" + debt("line", "0 TWD", limit="since(2026-01: most, 2027-01: most)", **NONE)
    )
    run = run_text(plan(text + each("borrow 90 from line into cash"), years=2, inflation="10%/year"))
    assert run["line"] == pytest.approx([50, 55])


def test_a_real_limit_and_a_real_fee_of_one_amount_rise_with_prices_too(run_text: RunText) -> None:
    text = CASH + debt("line", "0 TWD", limit="50 TWD real", draw_fee="10 TWD real", **NONE)
    text += each("borrow 90 from line into cash", "repay line of line from cash")
    run = run_text(plan(text, years=2, inflation="10%/year"))
    # Cash holds 100; all that is borrowed is repaid, and a fee of 10 and one of 11 are gone.
    assert run["net_worth"] == pytest.approx([100 - 10, 100 - 10 - 11])


def test_the_room_of_a_line_is_what_its_limit_leaves(run_text: RunText) -> None:
    text = CASH + debt("line", "20 TWD", rate="50%/year", every="year", limit="50 TWD", **NONE)
    run = run_text(plan(text + "let r = line.room\n", years=1))
    # Interest that is added does not count.
    assert (run["line"], run["r"]) == ([30], [30])


# Simple interest.


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_simple_interest_waits_and_bears_none(run_text: RunText, step: str) -> None:
    text = debt("loan", "1200 TWD", rate="6%/year", interest="simple", **NONE)
    run = run_text(plan(text + "let d = loan.drawn\n", step=step, years=2))
    size = {"month": 1, "quarter": 3, "year": 12}[step]
    assert run["loan"] == pytest.approx([1200 + 6 * month for month in range(size, 25, size)])
    assert set(run["d"]) == {1200}


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_simple_interest_falls_due_with_the_loan(run_text: RunText, step: str) -> None:
    text = asset("cash", "2000 TWD")
    text += debt("loan", "1200 TWD", rate="6%/year", interest="simple", payment="at_maturity", term="30 months")
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=3))
    assert sum(run["p"]) == pytest.approx(1200 + 30 * 6)
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_overdue_simple_interest_stays_simple(run_text: RunText, step: str) -> None:
    text = asset("cash", "0 TWD")
    text += debt("loan", "1200 TWD", rate="6%/year", interest="simple", payment="at_maturity", term="1 year")
    run = run_text(plan(text, step=step, years=2))
    assert run["loan"][-1] == pytest.approx(1200 + 24 * 6)


def test_what_is_repaid_is_interest_first(run_text: RunText) -> None:
    # Taiwan's Civil Code, art. 323: costs first, then interest, then principal.
    text = CASH + debt("loan", "100 TWD", rate="10%/year", every="year", interest="simple", **NONE)
    run = run_text(plan(text + each("repay 15 of loan from cash") + "let d = loan.drawn\n", years=2))
    # 110 less 15 leaves 95 of principal; 9.50 more less 15.
    assert run["loan"] == pytest.approx([95, 89.5])
    assert run["d"] == pytest.approx([95, 89.5])


# Terms that begin with the first draw.


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_a_term_is_counted_from_the_first_draw(run_text: RunText, step: str) -> None:
    text = asset("cash", "1000 TWD") + debt("margin", "0 TWD", payment="at_maturity", term="12 months", start="drawn")
    text += "at 2027-12 {\n    borrow 60 TWD from margin into cash\n}\n"
    run = run_text(plan(text + "let n = margin.left\nlet p = margin.payment\n", step=step, years=4))
    size = {"month": 1, "quarter": 3, "year": 12}[step]
    owed = [60.0 if 24 <= month < 36 else 0.0 for month in range(size, 49, size)]
    assert run["margin"] == owed
    assert run["p"][36 // size - 1] == 60
    assert run["n"][24 // size] == 12


def test_a_debt_that_is_repaid_and_drawn_again_begins_anew(run_text: RunText) -> None:
    text = asset("cash", "1000 TWD") + debt("line", "0 TWD", payment="interest_only", term="2 years", start="drawn")
    text += "each year {\n    if step = 1 or step = 2 {\n        borrow 60 from line into cash\n    }\n"
    text += "    if step = 2 {\n        repay 120 of line from cash\n        borrow 10 from line into cash\n    }\n}\n"
    run = run_text(plan(text + "let n = line.left\n", years=5))
    assert run["line"] == [60, 10, 10, 0, 0]
    assert run["n"][2:4] == [24, 12]


def test_a_debt_owed_from_the_beginning_is_counted_from_there(run_text: RunText) -> None:
    text = asset("cash", "1000 TWD") + debt("line", "60 TWD", payment="interest_only", term="2 years", start="drawn")
    assert run_text(plan(text, years=3))["line"] == [60, 0, 0]


# Mistakes.

BAD = [
    ("group mixed = cash, line", "not-an-account"),
    ("group mixed = line, cash", "not-an-account"),
    (each("move 5 from line to cash"), "not-an-account"),
    (each("repay 5 of line from line"), "same-account"),
    (each("repay 5 of line from other then line"), "same-account"),
    (each("repay 5 of line then line from cash"), "same-account"),
    (each("repay 5 of line from lines"), "same-account"),
    (each("borrow 5 from cash into cash"), "not-an-account"),
    (each("borrow 5 from 5 into cash"), "not-an-account"),
    (each("move 5 from cash to lines"), "not-an-account"),
    ("let r = lines.rate", "unknown-member"),
    (each("apply one(lines, cash)"), "not-an-account"),
    (each("apply several(line then cash, cash)"), "not-an-account"),
    (each("apply several(lines, lines)"), "not-an-account"),
    (each("apply swap(line, line)"), "same-account"),
    (debt("d", "1 TWD", term="2 years", interest="simple"), "conflicting-properties"),
    (debt("d", "1 TWD", interest="half", **NONE), "unknown-word"),
    (debt("d", "1 TWD", start="soon", **NONE), "unknown-name"),
    (debt("d", "1 TWD", draw_cost="120%", **NONE), "out-of-range"),
    (debt("d", "1 TWD", draw_fee="-1 TWD", **NONE), "out-of-range"),
    (debt("d", "1 TWD", paid_from="cash then d"), "same-account"),
]
RULES = (
    "rule one(loan: debt, cash: asset) {\n    repay 1 of loan from cash\n}\n"
    "rule several(loans: debts, cash: accounts) {\n    repay 1 of loans from cash\n}\n"
    "rule swap(old: debt, new: debt) {\n    repay 1 of old from new\n}\n"
)


@pytest.mark.parametrize(("text", "code"), BAD)
def test_what_a_debt_cannot_be_is_told(diagnose: Diagnose, text: str, code: str) -> None:
    household = RULES + CASH + debt("line", "0 TWD", **NONE) + debt("other", "0 TWD", **NONE)
    household += "group lines = line, other\n"
    assert code in diagnose(plan(household + text, years=1))


def test_money_cannot_be_put_into_what_may_be_a_debt(diagnose: Diagnose) -> None:
    rule = "rule r(a: account, cash: asset) {\n    move 1 from cash to a\n}\n"
    text = rule + CASH + asset("other") + each("apply r(other, cash)")
    assert diagnose(plan(text, years=1)) == ["not-an-account"]
