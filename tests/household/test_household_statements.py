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


SPLIT = """
asset bond {
    value: 100 TWD
    return: 10%/year
    class: investment equity, liquid rest
}

asset land {
    value: 500 TWD
    sellable: 20%
}

param equity = 40%
"""


def test_a_split_asset_stands_in_each_of_its_classes_at_cost_and_at_market(statements: Statements) -> None:
    found = statements(HEAD + SPLIT)
    assert found.scalar("statements.asset.bond.investment.cost") == pytest.approx(40)
    assert found.scalar("statements.asset.bond.investment.market") == pytest.approx(44)
    assert found.scalar("statements.asset.bond.liquid.cost") == pytest.approx(60)
    assert found.scalar("statements.asset.bond.liquid.market") == pytest.approx(66)
    assert found.scalar("statements.assets.liquid.market") == pytest.approx(1066)
    assert found.scalar("statements.assets.investment.market") == pytest.approx(544)
    # What is bought of it is no cash: the cash flow explains the 1,000, and names the 66 beside them.
    assert found.scalar("statements.cash_at_end") == pytest.approx(1000)
    assert found.scalar("statements.mixed") == pytest.approx(66)


def test_a_split_that_is_changed_moves_between_the_classes(statements: Statements) -> None:
    found = statements(HEAD + SPLIT, {"equity": "100%"})
    assert found.scalar("statements.assets.liquid.market") == pytest.approx(1000)
    assert found.scalar("statements.assets.investment.market") == pytest.approx(610)


def test_what_cannot_be_sold_is_no_reserve(statements: Statements) -> None:
    food = "\nexpense food = 120 TWD/year\n"
    found = statements(HEAD + SPLIT + food)
    # 880 of cash, 110 of the bond and a fifth of the land; 10 are spent a month.
    assert found.scalar("statements.assets.sellable") == pytest.approx(880 + 110 + 100)
    assert found.scalar("statements.ratio.months_by_sale") == pytest.approx(109)
    without = statements(HEAD + SPLIT.replace("    sellable: 20%\n", "") + food)
    assert without.scalar("statements.ratio.months_by_sale") == pytest.approx(149)
    assert "statements.assets.sellable" not in without.run.graph.by_name


def test_expenses_that_can_be_cut_are_told_apart_where_the_plan_does(statements: Statements) -> None:
    food = "\nexpense food = 120 TWD/year\n"
    rent = "\nexpense rent {\n    amount: 60 TWD/year\n    controllable: false\n}\n"
    found = statements(HEAD + food + rent)
    assert found.scalar("statements.controllable") == pytest.approx(-120)
    assert found.scalar("statements.uncontrollable") == pytest.approx(-60)
    assert "statements.controllable" not in statements(HEAD + food).run.graph.by_name


def test_a_loan_on_shares_is_a_debt_to_invest(statements: Statements) -> None:
    loan = "\ndebt loan {\n    principal: 30 TWD\n    payment: none\n    secured_by: fund 60%\n}\n"
    found = statements(HEAD + FUND + loan)
    assert found.scalar("statements.debts.investment") == pytest.approx(30)
    assert found.scalar("statements.debts.consumption") == 0
    assert found.scalar("statements.ratio.investment_leverage") == pytest.approx(0.2)


def test_what_is_brought_into_the_plan_is_no_income_of_the_year(statements: Statements) -> None:
    # An inheritance of 300 in cash and 200 in a fund, beside a salary of 100 of which 60 is spent: 40% is saved.
    brought = "\nasset {} {{\n    value: {} TWD\n    start: 2026-07\n{}}}\n"
    text = HEAD + brought.format("heirloom", 300, "    class: liquid\n") + brought.format("stocks", 200, "")
    found = statements(text + "\nincome salary = 100 TWD/year\n\nexpense living = 60 TWD/year\n")
    assert found.scalar("statements.working_income") == 100
    assert found.scalar("statements.savings") == 40
    assert found.scalar("statements.ratio.total_savings") == pytest.approx(0.4)
    assert found.scalar("statements.arrival_net") == 500
    assert found.scalar("statements.change_in_cash") == 340
    assert found.scalar("statements.difference") == 0


def test_what_a_later_debt_brings_is_no_income_and_a_debt_alone_no_cash(statements: Statements) -> None:
    loan = "\ndebt {} {{\n    principal: {} TWD\n    start: 2026-07\n    into: {}\n    payment: none\n}}\n"
    found = statements(HEAD + loan.format("mortgage", 500, "cash") + loan.format("studies", 180, "none"))
    assert found.scalar("statements.working_income") == 0
    assert found.scalar("statements.savings") == 0
    assert found.scalar("statements.borrowed.mortgage") == 500
    assert found.scalar("statements.change_in_cash") == 500
    assert found.scalar("statements.net_worth.market") == 820
    assert found.scalar("statements.difference") == 0
