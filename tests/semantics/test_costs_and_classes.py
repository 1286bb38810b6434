"""What accounts cost in a step, what they are for, and how much of them can be sold, in figures computed by hand."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

CASH = asset("cash", "1000 TWD", class_="liquid")
FUND = asset("fund", "1000 TWD", return_="10%/year", fee="1%/year", buy_cost="1%", sell_cost="2%")


def test_a_fee_is_that_of_the_opening_value_and_lessens_the_gain(run_text: RunText) -> None:
    run = run_text(plan(FUND + "let fees = fund.fees\nlet gain = fund.gain\n", years=2))
    # 1 % of 1000; then of 1000 × 1.1 − 10 = 1090.
    assert run["fees"] == pytest.approx([10, 10.9])
    assert run["gain"] == pytest.approx([90, 109 - 10.9])


def test_buying_and_selling_cost_what_the_account_says(run_text: RunText) -> None:
    moves = """\
at 2026-01 {
    move 200 TWD from cash to fund
    withdraw 98 TWD from fund as spend
}
at 2027-01 {
    move 100 TWD from fund to cash
}
let costs = fund.trading_costs
let of_cash = cash.trading_costs
let all = sum(fund.trading_costs + fund.fees)
"""
    run = run_text(
        plan(CASH + asset("fund", "1000 TWD", buy_cost="1%", sell_cost="2%", fee="0%/year") + moves, years=2)
    )
    # 1 % of 200, and 100 sold for 98; then 2 % of 100.
    assert run["costs"] == pytest.approx([2 + 2, 2])
    assert run["of_cash"] == [0, 0]
    assert run.scalar("all") == pytest.approx(6)
    assert run.is_ok


def test_rebalancing_costs_are_those_of_what_is_sold_and_of_what_is_bought(run_text: RunText) -> None:
    block = "each year {\n    rebalance to fund 60%, cash rest\n}\nlet costs = fund.trading_costs\n"
    run = run_text(plan(CASH + asset("fund", "1000 TWD", buy_cost="1%") + block, years=2))
    # 200 are bought of which 2 are the cost; then 998 ÷ 1998 … to 60 %: 0.6 × 1998 − 1198 = 0.8, of which 1 %.
    assert run["costs"] == pytest.approx([2, 0.008])


def test_exchange_is_charged_to_the_account_that_says_what_it_costs(run_text: RunText) -> None:
    text = CASH + asset("dollars", "100 USD", fx_cost="1%") + "fx USD = 30 TWD\n"
    text += "at 2026-01 {\n    move 300 TWD from cash to dollars\n    move 50 USD from dollars to cash\n}\n"
    text += "let abroad = dollars.trading_costs\nlet home = cash.trading_costs\nlet whole = assets.trading_costs\n"
    run = run_text(plan(text, years=1))
    # 10 USD arrive less 0.1; 50 USD are 1500 TWD less 15, which are 0.5 USD.
    assert run["abroad"] == pytest.approx([0.1 + 0.5])
    assert run["home"] == [0]
    assert run["whole"] == pytest.approx([0.6 * 30])


def test_drawing_on_a_line_costs_its_share_and_its_fee(run_text: RunText) -> None:
    line = "debt line {\n    principal: 0 TWD\n    payment: none\n    draw_cost: 2%\n    draw_fee: 5 TWD\n}\n"
    text = CASH + line + "at 2026-01 {\n    borrow 100 TWD from line into cash\n}\n"
    text += "group lines = line\nlet costs = line.draw_costs\nlet whole = lines.draw_costs + debts.draw_costs\n"
    run = run_text(plan(text, years=2))
    assert run["costs"] == pytest.approx([7, 0])
    assert run["whole"] == pytest.approx([14, 0])


def test_a_group_costs_what_its_members_cost_in_the_currency_of_the_plan(run_text: RunText) -> None:
    text = asset("home", "1000 TWD", fee="1%/year") + asset("abroad", "100 USD", fee="2%/year")
    run = run_text(plan(text + "fx USD = 30 TWD\ngroup both = home, abroad\nlet fees = both.fees\n", years=1))
    assert run["fees"] == pytest.approx([10 + 60])


def test_costs_count_since_the_block_ran_last(run_text: RunText) -> None:
    text = asset("fund", "1000 TWD", fee="12%/year") + "each quarter {\n    record charged = fund.fees\n}\n"
    run = run_text(plan(text, step="month", years=1))
    # 1 % a month: 10, 9.9 and 9.801.
    assert run["charged"][2] == pytest.approx(29.701)


CLASSES = """\
asset home {
    value: 1000 TWD
    class: self_use
}
asset land {
    value: 500 TWD
    sellable: 0%
}
asset bond {
    value: 100 TWD
    class: investment equity, liquid rest
}
asset cash {
    value: 50 TWD
    class: liquid
}
param equity = 40%
let liquid = assets.liquid
let invested = assets.investment
let used = assets.self_use
let sellable = assets.sellable
"""


def test_a_split_asset_counts_in_each_of_its_classes(run_text: RunText) -> None:
    run = run_text(plan(CLASSES, years=1))
    assert (run["liquid"], run["invested"], run["used"]) == ([110], [540], [1000])
    # The land is for investment, and nobody buys it in a week: purpose and liquidity are two things.
    assert run["sellable"] == pytest.approx([150])


def test_a_class_in_quotes_is_the_class(run_text: RunText) -> None:
    text = asset("cash", "100 TWD", class_='"liquid"') + "let liquid = assets.liquid\n"
    assert run_text(plan(text, years=1))["liquid"] == [100]


def test_a_split_follows_its_formula(run_text: RunText) -> None:
    run = run_text(plan(CLASSES.replace("investment equity", "investment equity * step"), years=3))
    # 40 %, 80 %, and more than a whole is a whole.
    assert run["invested"] == pytest.approx([540, 580, 600])
    assert run["liquid"] == pytest.approx([110, 70, 50])


def test_a_class_in_a_block_is_that_of_the_balances_there(run_text: RunText) -> None:
    block = "each year {\n    move 20 TWD from cash to bond\n    record seen = assets.liquid\n}\n"
    run = run_text(plan(CLASSES + block, years=1))
    assert run["seen"] == pytest.approx([30 + 72])


def test_a_share_that_is_changed_is_one_of_the_sum_of_them(run_text: RunText) -> None:
    text = asset("fund", "100 TWD", class_="investment 40%, liquid 60%") + "let liquid = assets.liquid\n"
    assert run_text(plan(text, years=1))["liquid"] == pytest.approx([60])
    changed = run_text(plan(text, years=1), set={"fund.class.investment": "60%"})
    assert changed["liquid"] == pytest.approx([50])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("investment 40%, liquid 50%", "weights-not-whole"),
        ("investment 40%, liquid", "weights-not-whole"),
        ("investment 40%, investment rest", "duplicate-name"),
        ("investment 40%, stocks rest", "unknown-word"),
        ("investment 40%", "weights-not-whole"),
        ("investment w, liquid w", "weights-not-whole"),
    ],
)
def test_a_split_is_of_classes_and_whole(diagnose: Diagnose, written: str, code: str) -> None:
    assert diagnose(plan(asset("fund", "100 TWD", class_=written) + "param w = 50%\n")) == [code]


def test_an_expense_can_be_cut_unless_a_contract_or_the_law_asks_for_it(run_text: RunText) -> None:
    text = (
        CASH
        + """\
expense food = 10 TWD/year
expense rent {
    amount: 20 TWD/year
    controllable: false
}
expense income_tax {
    amount: 5 TWD/year
    class: tax
}
expense cover {
    amount: 3 TWD/year
    class: protection
    controllable: true
}
let can = expenses.controllable
let cannot = expenses.uncontrollable
"""
    )
    run = run_text(plan(text, years=1))
    assert (run["can"], run["cannot"]) == ([13], [25])


@pytest.mark.parametrize(
    ("secured", "class_"),
    [
        ("home 80%", "self_use"),
        ("land 50%, home 50%", "investment"),
        ("bond", "investment"),
        ("cash 90%", "consumption"),
        (None, "consumption"),
    ],
)
def test_a_debt_is_for_what_secures_it(run_text: RunText, secured: str | None, class_: str) -> None:
    loan = "debt loan {\n    principal: 10 TWD\n    payment: none\n"
    loan += f"    secured_by: {secured}\n}}\n" if secured else "}\n"
    totals = "".join(f"let in_{name} = debts.{name}\n" for name in ("self_use", "investment", "consumption"))
    run = run_text(plan(CLASSES + loan + totals, years=1))
    found = {name: run[f"in_{name}"] for name in ("self_use", "investment", "consumption")}
    assert found == {name: [10 if name == class_ else 0] for name in found}


@pytest.mark.parametrize(
    ("amount", "extra", "monthly"),
    [
        ("24 TWD/year", "", 2),
        ("24 TWD/year", "    in: may\n", 2),
        ("6 TWD/quarter", "", 2),
        ("24 TWD", "    in: may\n", 2),
        ("12 TWD", "    in: may, november\n", 2),
    ],
)
def test_a_line_of_a_monthly_budget_is_spread_over_the_year(
    run_text: RunText, amount: str, extra: str, monthly: float
) -> None:
    fee = f"expense due {{\n    amount: {amount}\n{extra}    growth: 10%/year\n}}\n"
    text = CASH + fee + "let spread = due.monthly\nlet each_month = due.monthly * 1 month\n"
    for step in ("month", "quarter", "year"):
        run = run_text(plan(text, step=step, years=2))
        assert (run["spread"][0], run["spread"][-1]) == pytest.approx((monthly, monthly * 1.1))
        assert run["each_month"][0] == pytest.approx(monthly)


def test_what_is_real_is_real_a_month(run_text: RunText, diagnose: Diagnose) -> None:
    living = CASH + "expense living = 24 TWD/year real\n"
    run = run_text(plan(living + "let spread = nominal(living.monthly)\n", years=2, inflation="10%/year"))
    assert run["spread"] == pytest.approx([2, 2.2])
    assert diagnose(plan(living + "let wrong = living.monthly + 1 TWD/month\n")) == ["real-and-nominal"]
