"""Rule 15: zero fits everything, bare numbers become money only where they stand alone against it; currencies."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

CASH = asset("cash", "1000 TWD")


@pytest.mark.parametrize(
    "line",
    [
        "let x = cash + 0",
        "let x = max(cash, 0)",
        "let x = if step > 2 then 2%/year else 0",
        "let x = if step > 2 then 2 years else 0",
        "param x = 0\nlet y = prev(cash, start: 0)",
        "fn f(m: money) = m\nlet x = f(0)",
        "fn f(m: rate) = m\nlet x = f(0)",
        "fn f(m: duration) = m\nlet x = f(0)",
        "fn f(m: money/year real) = m\nlet x = f(0)",
    ],
)
def test_zero_fits_every_dimension(diagnose: Diagnose, line: str) -> None:
    assert [code for code in diagnose(plan(CASH + line + "\n")) if code != "unused-input"] == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("let x = cash + 50", 1050),
        ("let x = 50 + cash", 1050),
        ("let x = cash - 50", 950),
        ("let x = cash + -50", 950),
        ("let x = max(cash, 5000)", 5000),
        ("let x = min(cash, 50)", 50),
        ("let x = if cash > 999 then 1 else 2", 1),
        ("let x = if cash = 1000 then 1 else 2", 1),
        ("fn f(m: money) = m + cash\nlet x = f(50)", 1050),
    ],
)
def test_a_bare_literal_is_money_where_it_stands_alone(run_text: RunText, line: str, value: float) -> None:
    assert run_text(plan(CASH + line + "\n", years=1)).scalar("x") == value


def test_a_bare_literal_is_a_whole_property(run_text: RunText) -> None:
    assert run_text(plan(asset("cash", "1000"), years=1))["cash"] == [1000]


@pytest.mark.parametrize(
    "line",
    [
        "param n = 50\nlet x = cash + n",
        "let n = 50\nlet x = cash + n",
        "let x = cash + 2 * 50",
        "let x = cash + nominal(50 TWD real) + 1 / 2",
        "let x = 5 TWD/year + 50",
        "let x = 5 TWD real + 50",
        "let x = cash / 2 + 5%",
    ],
)
def test_names_flows_and_real_money_take_no_bare_number(diagnose: Diagnose, line: str) -> None:
    assert set(diagnose(plan(CASH + line + "\n"))) & {"dimension-mismatch", "missing-unit"}


@pytest.mark.parametrize("text", ["return: 8", "return: 0.08", "fee: 1"])
def test_a_bare_number_is_no_rate(diagnose: Diagnose, text: str) -> None:
    assert "missing-unit" in diagnose(plan(f"asset cash {{\n    value: 1000 TWD\n    {text}\n}}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "let x = cash + 5 USD",
        "let x = 5 USD + 5 EUR",
        "let x = if cash > 5 USD then 1 else 2",
        "let x = max(cash, 5 USD)",
        "let x = dollars + cash",
    ],
)
def test_currencies_do_not_mix(diagnose: Diagnose, line: str) -> None:
    text = "fx USD = 30 TWD\nfx EUR = 35 TWD\n" + CASH + asset("dollars", "10 USD")
    assert "currency-mismatch" in diagnose(plan(text + line + "\n"))


def test_an_account_in_another_currency_needs_its_rate(diagnose: Diagnose) -> None:
    assert diagnose(plan(asset("dollars", "10 USD"))) == ["missing-fx"]


def test_a_move_crosses_currencies_at_the_rate_of_the_step(run_text: RunText) -> None:
    text = "fx USD = by_year(2026: 30 TWD, 2027: 25 TWD, otherwise: 40 TWD)\n"
    text += asset("a", "6000 TWD") + asset("b", "100 USD")
    text += "each year {\n    move 1200 TWD from a to b as x\n}\nlet m = x.amount\n"
    run = run_text(plan(text, years=3))
    assert run["a"] == [4800, 3600, 2400]
    assert run["b"] == pytest.approx([140, 188, 218])
    assert run["m"] == [1200, 1200, 1200]


def test_an_exchange_costs_what_its_account_says(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + asset("a", "6000 TWD") + asset("b", "100 USD", fx_cost="1%")
    there = run_text(plan(text + "at 2026-01 {\n    move 3000 TWD from a to b\n}\n", years=1))
    assert there["b"] == pytest.approx([100 + 100 * 0.99])
    back = run_text(plan(text + "at 2026-01 {\n    move 10 USD from b to a\n}\n", years=1))
    assert back["b"] + back["a"] == pytest.approx([90, 6000 + 300 * 0.99])
    assert there.failing == back.failing == []


def test_what_an_account_pays_out_in_another_currency_costs_the_same(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + asset("a", "6000 TWD")
    run = run_text(plan(text + asset("b", "100 USD", payout="5%/year", into="a", fx_cost="1%"), years=1))
    assert run["a"] == pytest.approx([6000 + 5 * 30 * 0.99])
    due = run_text(plan(text + asset("b", "100 USD", maturity="2026-03", into="a", fx_cost="1%"), years=1))
    assert due["a"] == pytest.approx([6000 + 100 * 30 * 0.99])
    foreign = asset("b", "100 USD", fx_cost="1%")
    abroad = run_text(plan(text + foreign + asset("c", "300 TWD", maturity="2026-03", into="b"), years=1))
    assert abroad["b"] == pytest.approx([100 + 10 * 0.99])
    assert run.failing == due.failing == abroad.failing == []


def test_a_withdrawal_of_plan_money_from_a_foreign_account_delivers_it(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + asset("a", "60 TWD") + asset("b", "100 USD", fx_cost="1%", sell_cost="2%")
    text += "at 2026-01 {\n    withdraw 357.06 TWD from a then b as x\n}\n"
    run = run_text(plan(text + "let p = x.from(b)\nlet s = x.short\n", years=1))
    dollars = 297.06 / 30 / 0.99 / 0.98
    assert run["b"] == pytest.approx([100 - dollars])
    assert run["p"] == pytest.approx([dollars])
    assert run["s"] == [0]
    assert run.is_ok


def test_a_foreign_account_is_emptied_to_exactly_zero(run_text: RunText) -> None:
    text = "fx USD = 31.37 TWD\n" + asset("c", "0 TWD") + asset("b", "77.7 USD", fx_cost="0.3%")
    move = run_text(plan(text + "at 2026-01 {\n    move 1000 USD from b to c\n}\n", years=1))
    assert move["b"] == [0.0]
    assert move["c"] == pytest.approx([77.7 * 31.37 * 0.997])
    draw = run_text(plan(text + "at 2026-01 {\n    withdraw 99_999 TWD from c then b\n}\n", years=1))
    assert draw["b"] == [0.0]


def test_totals_are_in_the_plans_currency_at_the_rate_of_the_step(run_text: RunText) -> None:
    text = "fx USD = by_year(2026: 30 TWD, otherwise: 40 TWD)\n"
    text += CASH + asset("b", "100 USD") + debt("d", "10 USD", payment="none")
    run = run_text(plan(text, years=2))
    assert run["assets"] == [4000, 5000]
    assert run["debts"] == [300, 400]
    assert run["net_worth"] == [3700, 4600]


def test_a_gain_of_the_exchange_rate_is_no_lost_money(run_text: RunText) -> None:
    text = "fx USD = by_year(2026: 30 TWD, otherwise: 40 TWD)\n" + CASH + asset("b", "100 USD", return_="5%/year")
    text += flow("expense", "e", "300 TWD/year", paid_from="b")
    run = run_text(plan(text, years=3))
    owned = 100.0
    for year in range(3):
        owned = owned * 1.05 - 300 / (30 if year == 0 else 40)
        assert run["b"][year] == pytest.approx(owned)
    assert run.is_ok
