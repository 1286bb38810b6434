"""The worked figures of the textbook, chapters 6 and 7: households of which anyone can compute every line by hand."""

from __future__ import annotations

import pytest

from household.conftest import Statements

HEAD = """\
plan "Household" {{
    currency: TWD
    start: 2026-01
    years: 1
    step: {step}
}}

asset cash {{
    value: {cash} TWD
    class: liquid
}}
"""


def budget(income: int, deductions: int, living: int) -> str:
    """A month's budget: income, what comes off in proportion to it, and fixed expenses, the mortgage among them."""
    return (
        HEAD.format(step="month", cash=100_000)
        + f"""
income salary = {income} TWD/month

expense deductions {{
    amount: {deductions} TWD/month
    class: tax
}}

expense living = {living} TWD/month
"""
    )


@pytest.mark.parametrize(
    ("income", "deductions", "fixed", "net_ratio", "break_even", "safety"),
    [
        # Ch. 6, 小邱: tax 4,200, insurance 9,100, necessary 7,700; fixed 35,000.
        (70_000, 21_000, 35_000, 0.7, 50_000, 20_000),
        # Ch. 6, 小邱: 13,000 + 4,000 + 8,000; fixed 60,000. Self-test 10 has the same figures.
        (100_000, 25_000, 60_000, 0.75, 80_000, 20_000),
    ],
)
def test_the_break_even_income_is_fixed_outlay_over_the_net_surplus_ratio(
    income: int,
    deductions: int,
    fixed: int,
    net_ratio: float,
    break_even: int,
    safety: int,
    statements: Statements,
) -> None:
    found = statements(budget(income, deductions, fixed))
    assert found.scalar("statements.net_ratio") == pytest.approx(net_ratio)
    assert found.scalar("statements.break_even") == pytest.approx(break_even)
    assert found.scalar("statements.safety") == pytest.approx(safety)
    assert found.scalar("statements.ratio.margin") == pytest.approx(safety / income)
    # 結餘: income × net ratio - fixed, twelve times.
    assert found.scalar("statements.savings") == pytest.approx(12 * (income * net_ratio - fixed))


def test_a_mortgage_payment_is_part_of_the_fixed_outlay(statements: Statements) -> None:
    # Self-test 10: living 40,000 and the mortgage 20,000 make 60,000.
    text = (
        budget(100_000, 25_000, 40_000)
        + """
debt mortgage {
    principal: 300萬 TWD
    rate: 2%/year
    payment: 20_000 TWD/month
    class: self_use
}
"""
    )
    found = statements(text)
    assert found.scalar("statements.outlay") == pytest.approx(60_000)
    assert found.scalar("statements.break_even") == pytest.approx(80_000)


def family(work: int, living: int, invested: int, more: str = "") -> str:
    """The families of ch. 6, in ten thousands: funds that pay 6 % out, a home of 600, a mortgage of 200 at 4 %."""
    return (
        HEAD.format(step="year", cash=0)
        + f"""
asset funds {{
    value: {invested}萬 TWD
    payout: 6%/year
    into: cash
}}

asset home {{
    value: 600萬 TWD
    class: self_use
}}

debt mortgage {{
    principal: 200萬 TWD
    rate: 4%/year
    payment: interest_only
    class: self_use
}}

income work = {work}萬 TWD/year

expense living = {living}萬 TWD/year
{more}"""
    )


JIA, XIAOMING = (120, 80, 200), (110, 80, 210)
WAN = 10_000


@pytest.mark.parametrize(("household", "net_savings"), [(JIA, 44), (XIAOMING, 34.6)])
def test_net_savings_are_work_savings_and_what_assets_earn_less_interest(
    household: tuple[int, int, int], net_savings: float, statements: Statements
) -> None:
    assert statements(family(*household)).scalar("statements.savings") == pytest.approx(net_savings * WAN)


def test_the_basic_equation_holds_at_the_end_of_the_year(statements: Statements) -> None:
    # 資產 + 支出 = 負債 + 期初淨值 + 收入: 932 on both sides (L436, L544).
    found = statements(family(*JIA))
    spent = -found.scalar("statements.living_expense") - found.scalar("statements.financial_expense")
    earned = found.scalar("statements.working_income") + found.scalar("statements.financial_income")
    assert found.scalar("statements.assets.market") + spent == pytest.approx(932 * WAN)
    assert found.scalar("statements.debts") + 600 * WAN + earned == pytest.approx(932 * WAN)


def test_the_debt_ratio_and_the_shares_of_net_worth(statements: Statements) -> None:
    # Of opening balances; here what is earned is spent, so that the year changes nothing.
    found = statements(family(84, 88, 200))
    assert found.scalar("statements.ratio.debt") == pytest.approx(0.25)
    assert found.scalar("statements.ratio.self_use_worth") == pytest.approx(2 / 3)
    assert found.scalar("statements.ratio.investment_worth") == pytest.approx(1 / 3)
    assert found.scalar("statements.ratio.self_use_leverage") == pytest.approx(1 / 3)


def test_the_savings_rates_of_work_and_of_all_income(statements: Statements) -> None:
    found = statements(family(*XIAOMING))
    assert found.scalar("statements.ratio.work_savings") == pytest.approx(0.2727272727272727)
    assert found.scalar("statements.ratio.total_savings") == pytest.approx(0.2822185970636215)


def test_the_cash_flow_has_a_living_a_financial_and_an_adjusting_part(statements: Statements) -> None:
    # Ch. 7, L609: 40 of living, 4 of finance, 10 borrowed and 30 of funds bought leave 24.
    more = """
each year {
    borrow 10萬 TWD from mortgage into cash
    move 30萬 TWD from cash to funds
}
"""
    found = statements(family(*JIA, more))
    parts = ("working_net", "financial_net", "adjustment_net", "change_in_cash")
    assert [found.scalar(f"statements.{part}") / WAN for part in parts] == pytest.approx([40, 4, -20, 24])
    assert found.scalar("statements.reconciles") == 1


@pytest.mark.parametrize(("assets", "freedom", "light"), [(1700, 0.8854166666666666, 2), (2000, 1.0416666666666667, 3)])
def test_financial_freedom_is_what_assets_earn_over_what_is_spent(
    assets: int, freedom: float, light: int, statements: Statements
) -> None:
    # Ch. 6, L535: 17 million at 5 % against 80,000 a month; 1 is the mark.
    text = (
        HEAD.format(step="year", cash=0)
        + f"""
asset funds {{
    value: {assets}萬 TWD
}}

income pension = 80_000 TWD/month

expense living = 80_000 TWD/month
"""
    )
    found = statements(text)
    assert found.scalar("statements.ratio.freedom") == pytest.approx(freedom)
    assert found.scalar("statements.ratio.freedom.light") == light


def test_emergency_months_count_deposits_what_can_be_sold_and_net_worth(statements: Statements) -> None:
    # Ch. 7, L630: deposits 10, stocks 30, home 300, loan 100, fixed expenses 5 a month; marks 3, 6 and 12.
    text = (
        HEAD.format(step="month", cash=100_000)
        + """
asset stocks {
    value: 30萬 TWD
}

asset home {
    value: 300萬 TWD
    class: self_use
}

debt loan {
    principal: 100萬 TWD
    payment: none
}

income work = 5萬 TWD/month

expense living = 5萬 TWD/month
"""
    )
    found = statements(text)
    months = [found.scalar(f"statements.ratio.months_by_{key}") for key in ("deposits", "sale", "worth")]
    assert months == pytest.approx([2, 8, 48])
    lights = [found.scalar(f"statements.ratio.months_by_{key}.light") for key in ("deposits", "sale", "worth")]
    assert lights == [2, 3, 3]


@pytest.mark.parametrize(
    ("age", "stage"),
    [
        # Ch. 5, L381: 25–35, 35–55, 55–65, 65–85. The shared ages belong to the later stage.
        (24, "before formation"),
        (30, "formation"),
        (35, "growth"),
        (45, "growth"),
        (60, "maturity"),
        (70, "old age"),
    ],
)
def test_a_person_is_in_the_stage_of_life_of_the_age(age: int, stage: str, statements: Statements) -> None:
    text = HEAD.format(step="year", cash=0).replace("    step: year\n", "    step: year\n    locale: en\n")
    found = statements(f"{text}\nperson someone {{\n    born: {2026 - age}-12-31\n}}\n")
    assert found.scalar("statements.person.someone.age") == age
    assert found.run["statements.person.someone.stage"] == stage


def test_financial_achievement_is_net_worth_over_the_savings_of_all_years(statements: Statements) -> None:
    # Ch. 6, L520: 100,000 a year for five years, 400,000 left of it; the mark is 1.
    text = HEAD.format(step="year", cash=300_000) + "\nincome saved = 100_000 TWD/year\n"
    found = statements(text, {"statements.years_worked": "5 years"})
    assert found.scalar("statements.ratio.achievement") == pytest.approx(0.8)
    assert found.scalar("statements.ratio.achievement.light") == 2
    untold = statements(text)
    # Without years there is nothing to divide by: a dash and no light.
    assert untold.scalar("statements.ratio.achievement") > 9e307
    assert untold.scalar("statements.ratio.achievement.light") == 0


def test_the_capacity_for_a_catastrophe_counts_assets_and_insurance_less_debts(statements: Statements) -> None:
    # Ch. 7, self-test 10: 5.5 and 10 million less 3 million, against eight years of 780,000.
    text = (
        HEAD.format(step="year", cash=5_500_000)
        + """
debt mortgage {
    principal: 300萬 TWD
    payment: none
    class: self_use
}

income work = 78萬 TWD/year

expense living = 78萬 TWD/year
"""
    )
    found = statements(text, {"statements.insurance": "1000萬 TWD"})
    assert found.scalar("statements.ratio.catastrophe") == pytest.approx(2.003205128205128)
    assert found.scalar("statements.ratio.catastrophe.light") == 3
