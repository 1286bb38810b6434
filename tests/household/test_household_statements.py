"""What a balance sheet and a cash flow say of what happened, in plans that are computed by hand."""

from __future__ import annotations

import pytest

from household.conftest import Statements
from plainplan import PlanError

HEAD = """\
plan "Household" {
    currency: TWD
    start: 2026-01
    years: 3
    step: year
}

asset cash {
    value: 1000 TWD
    class: liquid
}
"""

FUND = """
asset fund {
    value: 100 TWD
    return: 50%/year
}
"""


def test_an_unrealised_gain_is_apart_and_never_in_the_cash_flow(statements: Statements) -> None:
    found = statements(HEAD + FUND)
    assert found.scalar("statements.asset.fund.cost") == pytest.approx(100)
    assert found.scalar("statements.asset.fund.market") == pytest.approx(150)
    assert found.scalar("statements.net_worth.unrealised") == pytest.approx(50)
    assert found.scalar("statements.savings") == 0
    assert found.scalar("statements.change_in_cash") == 0


def test_a_sale_splits_into_what_it_had_cost_and_a_realised_gain(statements: Statements) -> None:
    # 100 grown to 150; half is sold, which had cost 50 and brings 75.
    found = statements(f"{HEAD}{FUND}\neach year {{\n    move 75 TWD from fund to cash\n}}\n")
    assert found.scalar("statements.realised.fund") == pytest.approx(25)
    assert found.scalar("statements.sold_at_cost.fund") == pytest.approx(50)
    assert found.scalar("statements.asset.fund.cost") == pytest.approx(50)
    assert found.scalar("statements.change_in_cash") == pytest.approx(75)


def test_the_cost_of_a_trade_is_a_financial_expense(statements: Statements) -> None:
    fund = FUND.replace("    return: 50%/year", "    buy_cost: 1%\n    sell_cost: 2%")
    found = statements(
        f"{HEAD}{fund}\neach year {{\n    move 200 TWD from cash to fund\n    move 50 TWD from fund to cash\n}}\n"
    )
    assert found.scalar("statements.trading_costs") == pytest.approx(-3)
    assert found.scalar("statements.bought.fund") == pytest.approx(-198)
    assert found.scalar("statements.change_in_cash") == pytest.approx(-151)


def test_a_distribution_that_stays_in_the_fund_is_received_and_bought(statements: Statements) -> None:
    found = statements(HEAD + FUND.replace("return: 50%/year", "payout: 4%/year"))
    assert found.scalar("statements.distribution.fund") == pytest.approx(4)
    assert found.scalar("statements.bought.fund") == pytest.approx(-4)
    assert found.scalar("statements.asset.fund.cost") == pytest.approx(104)
    assert found.scalar("statements.change_in_cash") == pytest.approx(0)


def test_interest_and_principal_of_a_payment_stand_apart(statements: Statements) -> None:
    # 2 % of 1,000 in one yearly payment of 120.
    debt = "\ndebt loan {\n    principal: 1000 TWD\n    rate: 2%/year\n    every: year\n    payment: 120 TWD/year\n}\n"
    found = statements(HEAD + debt)
    assert found.scalar("statements.interest_paid.loan") == pytest.approx(-20)
    assert found.scalar("statements.principal_paid.loan") == pytest.approx(-100)
    assert found.scalar("statements.debt.loan") == pytest.approx(900)


def test_interest_that_is_only_added_to_a_debt_is_not_paid(statements: Statements) -> None:
    debt = "\ndebt loan {\n    principal: 1000 TWD\n    rate: 12%/year\n    every: year\n    payment: none\n}\n"
    found = statements(HEAD + debt)
    assert found.scalar("statements.debt.loan") == pytest.approx(1120)
    assert found.scalar("statements.change_in_cash") == 0


def test_premiums_that_save_are_an_adjustment_and_those_that_protect_an_expense(statements: Statements) -> None:
    flows = "".join(
        f"\nexpense {kind}_premium {{\n    amount: {amount} TWD/year\n    class: {kind}\n}}\n"
        for kind, amount in (("saving", 60), ("protection", 40))
    )
    found = statements(HEAD + flows)
    assert found.scalar("statements.financial_expense") == pytest.approx(-40)
    assert found.scalar("statements.adjustment_net") == pytest.approx(-60)


def test_the_cash_flow_covers_the_months_that_end_with_the_date(statements: Statements) -> None:
    text = HEAD.replace("step: year", "step: month") + "\nincome salary = 10 TWD/month\n"
    half = statements(text, {"statements.date": "2027-06-30", "statements.months": "6"})
    assert half.scalar("statements.working_income") == pytest.approx(60)
    assert half.scalar("statements.cash_at_start") == pytest.approx(1120)
    assert half.scalar("statements.cash_at_end") == pytest.approx(1180)
    # More months than the plan has had: all of them.
    early = statements(text, {"statements.date": "2026-03-31"})
    assert early.scalar("statements.working_income") == pytest.approx(30)
    assert early.scalar("statements.months_covered") == 3


def test_exchange_rates_explain_their_part_of_the_change_of_cash(statements: Statements) -> None:
    text = HEAD.replace("asset cash", "fx USD = since(2026-01: 30 TWD, 2027-01: 33 TWD)\n\nasset cash")
    dollars = "\nasset dollars {\n    value: 100 USD\n    class: liquid\n}\n"
    found = statements(text + dollars, {"statements.date": "2027-12-31"})
    assert found.scalar("statements.cash_at_start") == pytest.approx(1000 + 3000)
    assert found.scalar("statements.exchange_effect") == pytest.approx(300)
    assert found.scalar("statements.change_in_cash") == 0
    assert found.scalar("statements.reconciles") == 1


def test_a_standard_that_is_changed_changes_the_light(statements: Statements) -> None:
    debt = "\ndebt loan {\n    principal: 550 TWD\n    payment: none\n}\n"
    key = "statements.ratio.debt"
    lights = [
        statements(HEAD + debt, setting).scalar(f"{key}.light")
        for setting in ({}, {f"{key}.good": "60%"}, {f"{key}.limit": "54%"})
    ]
    assert lights == [2, 3, 1]


def test_a_ratio_to_nothing_has_no_light_and_a_debt_against_nothing_is_red(statements: Statements) -> None:
    debt = "\ndebt loan {\n    principal: 550 TWD\n    payment: none\n    class: investment\n}\n"
    found = statements(HEAD + debt)
    assert found.scalar("statements.ratio.work_savings.light") == 0
    assert found.scalar("statements.ratio.self_use_leverage.light") == 0
    assert found.scalar("statements.ratio.investment_leverage.light") == 1


def test_a_report_dates_the_statements(statements: Statements) -> None:
    found = statements(HEAD + '\nreport "r" {\n    statement cash_flow from 2026-01 until 2028-01\n}\n')
    assert found.run.dates[1].isoformat() == "2027-12-31"
    assert found.scalar("statements.last_step") == 2
    assert found.scalar("statements.months") == 24


def test_a_cash_flow_covers_whole_months(statements: Statements) -> None:
    with pytest.raises(PlanError) as raised:
        statements(HEAD, {"statements.months": "1.5"})
    assert [item.message for item in raised.value.diagnostics] == ["`statements.months` is a whole number"]
