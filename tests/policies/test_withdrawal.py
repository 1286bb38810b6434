"""The rules of withdrawal: the figures of their papers and of the best-known worked examples."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from semantics.running import Figures, RunText

USES = "".join(f"use std.{name}\n" for name in ("withdrawal", "guardrails", "lifetime", "reserves", "goals"))
START = 2026


def by_year(rates: Sequence[float]) -> str:
    """A series of rates from the first year of the plan on."""
    years = [f"{START + year}: {rate}%/year" for year, rate in enumerate(rates)]
    return f"by_year({', '.join(['2000: 0%/year', *years, 'otherwise: 0%/year'])})"


def asset(name: str, value: float, returns: Sequence[float] = ()) -> str:
    """An asset with its returns, year by year."""
    return f"asset {name} {{\n    value: {value} USD\n    return: {by_year(returns)}\n}}\n"


def household(body: str, *, years: int, prices: Sequence[float] = (), step: str = "year") -> str:
    """A plan in dollars that brings in the rules."""
    head = f"    currency: USD\n    start: {START}-01\n    years: {years}\n    step: {step}\n"
    return f'{USES}\nplan "test" {{\n{head}    inflation: {by_year(prices)}\n    locale: en\n}}\n\n{body}\n'


def spend(
    run_text: RunText,
    rule: str,
    *,
    value: float,
    returns: Sequence[float],
    prices: Sequence[float] = (),
    years: int = 0,
) -> Figures:
    """A year's spending is withdrawn on its first day, and what is left earns the return of the year."""
    body = asset("fund", value, returns) + f"each year {{\n    apply {rule} as r\n    grow\n}}\n"
    return run_text(household(body, years=years or len(returns), prices=prices))


# --- constant amounts ----------------------------------------------------------------------------------------------


def test_four_percent_of_a_million_keep_up_with_prices(run_text: RunText) -> None:
    # 40,000 at 3% becomes 41,200 in the next year.
    run = spend(run_text, "constant_real(fund)", value=1e6, returns=[7, 7, 7], prices=[3, 3])
    assert run["r.spending"] == pytest.approx([40000, 41200, 42436])
    assert run["r.short"] == [0, 0, 0]


def test_four_percent_without_a_real_return_last_25_years(run_text: RunText) -> None:
    run = spend(run_text, "constant_real(fund)", value=1e6, returns=[3] * 26, prices=[3] * 26)
    assert run["r.short"] == pytest.approx([0] * 25 + [40000 * 1.03**25], abs=1e-6)


def test_constant_real_spending_begins_where_the_rule_first_runs(run_text: RunText) -> None:
    body = asset("fund", 1e6, [10] * 5)
    body += "each year {\n    if step > 2 {\n        apply constant_real(fund) as r\n    }\n    grow\n}\n"
    run = run_text(household(body, years=5, prices=[2] * 5))
    assert run["r.spending"] == pytest.approx([0, 0, 48400, 48400 * 1.02, 48400 * 1.02**2])


@pytest.mark.parametrize(
    "rule",
    [
        "constant_real(fund)",
        "constant_nominal(fund, raise: 2%/year)",
        "percent_of_portfolio(fund)",
        "floor_and_ceiling(fund)",
        "dynamic_spending(fund)",
        "ninety_five_percent(fund)",
        "ratchet(fund, threshold: 101%)",
        "endowment(fund)",
        "cape_based(fund, 25)",
        "guyton_klinger(fund, last_return: prev(fund.return, start: 0))",
        "variable_percentage(fund, 30 years)",
        "minimum_distribution(fund, 80)",
        "spend_by_beta(fund)",
    ],
)
def test_a_rule_begins_where_it_is_applied_for_the_first_time(run_text: RunText, rule: str) -> None:
    # Two years of work before, in which prices stand still, change nothing.
    returns, prices = [20, -30, 40, 10, -5], [4, 2, 9, 1]
    retired = spend(run_text, rule, value=1e6, returns=returns, prices=prices)
    body = asset("fund", 1e6, [0, 0, *returns])
    body += f"each year {{\n    if step > 2 {{\n        apply {rule} as r\n    }}\n    grow\n}}\n"
    later = run_text(household(body, years=7, prices=[0, 0, *prices]))
    assert later["r.spending"] == pytest.approx([0, 0, *retired["r.spending"]])
    assert later["fund"][2:] == pytest.approx(retired["fund"])


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_a_year_is_spent_in_any_step_of_the_plan(run_text: RunText, step: str) -> None:
    body = asset("fund", 1e6) + "each year first {\n    apply constant_real(fund) as r\n}\n"
    run = run_text(household(body, years=2, step=step))
    assert run["fund"][-1] == pytest.approx(920000)


def test_constant_nominal_spending_is_an_annuity_certain(run_text: RunText) -> None:
    # 1,000,000 at 5% pays 61,954 at the beginning of each of 30 years.
    payment = 1e6 * 0.05 / (1 - 1.05**-30) / 1.05
    rule = f"constant_nominal(fund, {payment / 1e4}%/year)"
    run = spend(run_text, rule, value=1e6, returns=[5] * 30, prices=[3] * 30)
    assert run["r.spending"] == pytest.approx([payment] * 30)
    assert run["fund"][-1] == pytest.approx(0, abs=1e-3)
    raised = spend(run_text, "constant_nominal(fund, raise: 2%/year)", value=1e6, returns=[5] * 3, prices=[3] * 3)
    assert raised["r.spending"] == pytest.approx([40000, 40800, 41616])


# --- shares of the portfolio ---------------------------------------------------------------------------------------


def test_a_share_of_the_portfolio_follows_it(run_text: RunText) -> None:
    # An endowment of 500 that spends 5% of last year's value: 25, 20.75 and 23.45 (Acadifi, CFA level III).
    body = asset("fund", 500, [-12, 18, 0])
    body += "each year {\n    grow\n    apply percent_of_portfolio(fund, 5%/year, prev(fund, start: 500)) as r\n}\n"
    run = run_text(household(body, years=3))
    assert run["r.spending"] == pytest.approx([25, 20.75, 23.4475])
    assert run["fund"][:2] == pytest.approx([415, 468.95])


def test_a_share_of_the_portfolio_may_be_one_of_its_average(run_text: RunText) -> None:
    # The average of three years: 23.58 after 500, 500 and 415 (the same source).
    body = asset("fund", 500, [0, 0, -17]) + asset("cash", 100)
    body += (
        "each year {\n    grow\n    apply percent_of_portfolio(cash, 5%/year, mean(fund, last: 36 months)) as r\n}\n"
    )
    assert run_text(household(body, years=3))["r.spending"] == pytest.approx([25, 25, 23.58], abs=0.005)


def test_floor_and_ceiling_hold_spending_between_28_000_and_52_000(run_text: RunText) -> None:
    # 1,000,000, 4%, 30% down and up (Timeline, Withdrawal rules: floor & ceiling).
    rule = "floor_and_ceiling(fund, floor: 30%, ceiling: 30%)"
    run = spend(run_text, rule, value=1e6, returns=[60, -60, -20, 0], prices=[0, 0, 10, 0])
    # 4% of 1,536,000 is 61,440; 4% of 593,600 is 23,744; the bounds follow prices.
    assert run["r.spending"] == pytest.approx([40000, 52000, 28000, 30800])


def test_dynamic_spending_rises_by_5_and_falls_by_one_and_a_half_percent(run_text: RunText) -> None:
    # Vanguard's ceiling of 5% and floor of -1.5% a year, in real terms.
    rule = "dynamic_spending(fund, 5%/year, floor: 1.5%)"
    run = spend(run_text, rule, value=1e6, returns=[30, -40, 10, 0], prices=[2, 2, 2])
    first, second, third = 50000, 50000 * 1.05 * 1.02, 50000 * 1.05 * 0.985 * 1.02**2
    assert run["r.spending"] == pytest.approx([first, second, third, third * 0.985 * 1.02])
    calm = spend(run_text, "dynamic_spending(fund, 5%/year)", value=1e6, returns=[7, 7], prices=[2])
    assert calm["r.spending"] == pytest.approx([50000, 0.05 * 950000 * 1.07])


def test_the_95_percent_rule_is_clyatts_example(run_text: RunText) -> None:
    # B. Clyatt, early-retirement.org, April 2006: four years of 5%, 2%, -5%.
    run = spend(run_text, "ninety_five_percent(fund)", value=1e6, returns=[5, 2, -5, 0], prices=[3, 3, 3])
    assert run["r.spending"] == pytest.approx([40000, 40320, 39481, 37506], abs=2)
    assert run["fund"][:3] == pytest.approx([1008000, 987033, 900174], abs=1)
    assert run["fund"][3] == pytest.approx(862667, abs=1)


def test_the_ratchet_raises_spending_by_a_tenth_for_good(run_text: RunText) -> None:
    # 1,000,000 at 3% inflation: about 43,700 after four years, and roughly 48,000 once it stands above 1,500,000.
    returns = [0, 0, 0, 90, 30, 0, 0, -60, 0]
    run = spend(run_text, "ratchet(fund)", value=1e6, returns=returns, prices=[3] * 9)
    real = [40000] * 4 + [44000] * 3 + [48400, 48400]
    assert run["r.spending"] == pytest.approx([level * 1.03**year for year, level in enumerate(real)])
    assert (round(43700 * 1.03), round(run["r.spending"][4], -2)) == (45011, 49500)


def test_the_endowment_rule_smoothes_what_the_market_does(run_text: RunText) -> None:
    # S(t) = 80% × S(t-1) × (1 + inflation) + 20% × 5.25% × the value.
    run = spend(run_text, "endowment(fund)", value=1e6, returns=[20, -30, 0], prices=[3, 3])
    first = 52500
    fund = (1e6 - first) * 1.2
    second = 0.8 * first * 1.03 + 0.2 * 0.0525 * fund
    fund = (fund - second) * 0.7
    third = 0.8 * second * 1.03 + 0.2 * 0.0525 * fund
    assert run["r.spending"] == pytest.approx([first, second, third])


def test_the_endowment_rule_keeps_between_yales_bounds(run_text: RunText) -> None:
    rule = "endowment(fund, least: 4.5%/year, most: 6%/year)"
    run = spend(run_text, rule, value=1e6, returns=[100, -70, 0])
    assert run["r.spending"][1] == pytest.approx(0.045 * 947500 * 2)
    assert run["r.spending"][2] == pytest.approx(0.06 * (1895000 * 0.955) * 0.3)


@pytest.mark.parametrize(
    ("given", "rate"), [("cape: 20", 0.0425), ("cape: 25", 0.0375), ("cape: 40, base: 1.5%/year", 0.0275)]
)
def test_dear_stocks_allow_less(run_text: RunText, given: str, rate: float) -> None:
    # (a + b × CAEY) × P with CAEY = 1 ÷ CAPE, a = 1.75% or 1.5%, b = 0.5.
    run = spend(run_text, f"cape_based(fund, {given})", value=1e6, returns=[10, 0])
    assert run["r.spending"] == pytest.approx([rate * 1e6, rate * 1e6 * (1 - rate) * 1.1])


# --- guardrails ----------------------------------------------------------------------------------------------------

AFTER_GROWTH = "last_return: prev(fund.return, start: 0)"


def test_guyton_klinger_is_the_example_of_john(run_text: RunText) -> None:
    # The much copied example of John, who retires with 1,000,000 and takes 5%. It says: 51,500 of 1,045,000 in the
    # second year; in the fourth a shade under 3.8%, and therefore 59,500; then the market falls by 30%; 8% are earned
    # on average; 1,037,300 after five years.
    rule = f"guyton_klinger(fund, 5%/year, {AFTER_GROWTH})"
    run = spend(run_text, rule, value=1e6, returns=[10, 20, 25, -30, 15], prices=[3, 2, 3, 3, 3])
    assert run["r.spending"] == pytest.approx([50000, 51500, 52530, 59500, 53565], abs=20)
    assert run["fund"][0] == pytest.approx(1045000)
    assert run["r.spending"][3] / 1.1 / run["fund"][2] == pytest.approx(0.038, abs=1e-4)
    assert run["fund"][4] == pytest.approx(1037300, abs=50)


def test_guyton_klinger_cuts_above_six_percent_where_five_were_taken(run_text: RunText) -> None:
    # W. Pfau, The original retirement spending decision rules: with 5% at first, a cut above 6%.
    rule = f"guyton_klinger(fund, 5%/year, {AFTER_GROWTH})"
    # 50,000 are 6% of 833,333, which is where 950,000 are after a fall of 12.28%.
    for fall, spending in ((-12, 50000), (-12.5, 45000)):
        run = spend(run_text, rule, value=1e6, returns=[fall, 0], prices=[2])
        assert run["r.spending"] == pytest.approx([50000, spending])


@pytest.mark.parametrize(
    ("returns", "prices", "second"),
    [
        # After a loss nothing is added to what is already more than the first share.
        ([-5, 0], [3], 50000),
        # After a gain prices are followed.
        ([6, 0], [3], 51500),
        # No more than 6% are added, whatever prices do.
        ([20, 0], [9], 53000),
        # Prices that fall are followed.
        ([6, 0], [-2], 49000),
        # Above 6% of the portfolio a tenth is cut, below 4% a tenth is added.
        ([-20, 0], [3], 45000),
        ([40, 0], [0], 55000),
    ],
)
def test_guyton_klinger_decides(run_text: RunText, returns: list[float], prices: list[float], second: float) -> None:
    rule = f"guyton_klinger(fund, 5%/year, {AFTER_GROWTH})"
    run = spend(run_text, rule, value=1e6, returns=returns, prices=prices)
    assert run["r.spending"] == pytest.approx([50000, second])


def test_guyton_klinger_follows_prices_after_a_loss_that_leaves_the_share_small(run_text: RunText) -> None:
    rule = f"guyton_klinger(fund, 5%/year, {AFTER_GROWTH})"
    run = spend(run_text, rule, value=1e6, returns=[30, -5, 0], prices=[3, 3])
    # 51,500 are 4.6% of the 1,124,325 that are left.
    assert run["r.spending"] == pytest.approx([50000, 51500, 53045])


def test_guyton_klinger_stops_cutting_in_the_last_years(run_text: RunText) -> None:
    rule = f"guyton_klinger(fund, 5%/year, preserving: step < 3, {AFTER_GROWTH})"
    run = spend(run_text, rule, value=1e6, returns=[-20, -30, 0])
    assert run["r.spending"] == pytest.approx([50000, 45000, 45000])


def test_the_rules_may_stand_after_growth(run_text: RunText) -> None:
    body = asset("fund", 1e6, [0, -3, 0]) + "each year {\n    apply guyton_klinger(fund, 5%/year) as r\n}\n"
    # Growth comes first: the loss of the second year freezes its own spending.
    run = run_text(household(body, years=3, prices=[3, 3, 3]))
    assert run["r.spending"] == pytest.approx([50000, 50000, 51500])


def test_guyton_klinger_looks_at_the_year_since_it_last_ran_in_a_plan_of_months(run_text: RunText) -> None:
    body = asset("fund", 1e6, [-3]) + "each year first {\n    apply guyton_klinger(fund, 5%/year) as r\n}\n"
    run = run_text(household(body, years=3, prices=[2, 2, 2], step="month"))
    first = 0.05 * 1e6 * 0.97 ** (1 / 12)
    # Frozen in January 2027 after the losses since January 2026, raised with prices a year later.
    assert run["r.spending"][::12] == pytest.approx([first, first, first * 1.02])


def test_excess_is_sold_into_cash(run_text: RunText) -> None:
    # 55,000, 39,000 and 10,100, and a target of 50%: 2,950 are sold, cash is 13,050 (MoneySavingExpert, 2016).
    body = asset("stocks", 50000, [10]) + asset("bonds", 40000, [-2.5]) + asset("cash", 10000, [1])
    body += "group portfolio = stocks, bonds, cash\n"
    body += "each year {\n    grow\n    apply sell_excess(stocks, cash, portfolio, 50%) as s\n"
    body += "    apply sell_excess(bonds, cash, portfolio, 10%) as b\n}\n"
    run = run_text(household(body, years=1))
    assert [run[name][0] for name in ("stocks", "bonds", "cash")] == pytest.approx([52050, 39000, 13050])
    # Bonds lost, and are not sold, whatever their weight.
    assert run["s.sold"] + run["b.sold"] == pytest.approx([2950, 0])


def test_no_stocks_are_sold_after_a_loss_while_there_is_cash_or_bonds(run_text: RunText) -> None:
    body = asset("stocks", 650000, [-20, -20, -20]) + asset("bonds", 60000) + asset("cash", 40000)
    body += "group portfolio = stocks, bonds, cash\n"
    body += "each year {\n    apply sell_excess(stocks, cash, portfolio, 50%, prev(stocks.return, start: 0))\n"
    body += "    apply guyton_klinger(cash then bonds then stocks, 6%/year, rail: 1000%,\n"
    body += "        last_return: prev(portfolio.return, start: 0)) as r\n    grow\n}\n"
    run = run_text(household(body, years=3))
    assert run["r.spending"] == pytest.approx([45000] * 3)
    assert (run["cash"][2], run["bonds"][2]) == (0, 0)
    assert run["stocks"] == pytest.approx([520000, 416000, (416000 - 35000) * 0.8])


def test_guardrails_in_money_are_what_the_client_is_told(run_text: RunText) -> None:
    # D. Fitzpatrick and M. Kitces: 1,000,000 and 6,800 a month; at 800,000 6,500, at 1,100,000 7,100.
    rule = "guardrails_in_money(fund, 6_800 USD/month real, 800_000 USD real, 6_500 USD/month real,\n"
    rule += "    1_100_000 USD real, 7_100 USD/month real)"
    run = spend(run_text, rule, value=1e6, returns=[-5, -15, 60, 40, 0])
    # 872,480, 672,248, 950,797 and 1,221,915: between the guardrails nothing changes.
    assert run["r.spending"] == pytest.approx([12 * each for each in (6800, 6800, 6500, 6500, 7100)])


def test_guardrails_in_money_follow_prices(run_text: RunText) -> None:
    rule = "guardrails_in_money(fund, 60_000 USD/year real, 800_000 USD real, 50_000 USD/year real,\n"
    rule += "    1_100_000 USD real, 70_000 USD/year real)"
    run = spend(run_text, rule, value=1e6, returns=[15, -10], prices=[10])
    # 1,081,000 are 982,727 of the first day: between the guardrails.
    assert run["r.spending"] == pytest.approx([60000, 66000])


# --- the years that remain -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("remaining", "percent"), [(34, 5.1), (5, 21.5), (4, 26.4), (1, 100.0)])
def test_variable_percentage_is_that_of_the_bogleheads_table(run_text: RunText, remaining: int, percent: float) -> None:
    # The VPW table for 60/40, ages 66, 95 and 96 (forward test, 2019 and 2020); the last year takes all.
    rule = f"variable_percentage(fund, {remaining} years)"
    run = spend(run_text, rule, value=1e6, returns=[0])
    assert [round(100 * rate, 1) for rate in run["r.rate"]] == [percent]


def test_variable_percentage_spends_the_forward_test(run_text: RunText) -> None:
    # September 2020: 921,935 of portfolio at 66, 47,019 a year at the 5.1% of the table.
    run = spend(run_text, "variable_percentage(fund, 34 years, vpw_growth(60%))", value=1014299 - 92364, returns=[0])
    assert run["r.spending"] == pytest.approx([47019], rel=0.01)


def test_variable_percentage_is_level_where_the_return_is_as_expected(run_text: RunText) -> None:
    rule = "variable_percentage(fund, (20 - step + 1) * 1 year, 4%/year)"
    run = spend(run_text, rule, value=1e6, returns=[4] * 20)
    payment = 1e6 * 0.04 / (1 - 1.04**-20) / 1.04
    assert run["r.spending"] == pytest.approx([payment] * 20)
    assert run["fund"][-1] == pytest.approx(0, abs=1e-3)


def test_without_growth_the_share_is_one_over_the_years(run_text: RunText) -> None:
    run = spend(run_text, "variable_percentage(fund, (4 - step) * 1 year, 0%/year)", value=1200, returns=[0] * 5)
    assert run["r.spending"] == pytest.approx([400, 400, 400, 0, 0])


def test_minimum_distributions_follow_the_uniform_lifetime_table(run_text: RunText) -> None:
    body = "person jane {\n    born: 1954-01-01\n}\n" + asset("ira", 1e5, [10, 0, 0, 0])
    body += "each year {\n    apply minimum_distribution(ira, jane.age) as r\n    grow\n}\n"
    run = run_text(household(body, years=4))
    # 72 in 2026: nothing; 110,000 at 73; what is left at 74 and 75.
    left = 110000 * (1 - 1 / 26.5)
    assert run["r.spending"] == pytest.approx([0, 110000 / 26.5, left / 25.5, left * (1 - 1 / 25.5) / 24.6])


def test_a_distribution_is_at_most_what_is_left(run_text: RunText) -> None:
    body = (
        asset("ira", 1e5, [-99, 0]) + "each year {\n    grow\n    apply minimum_distribution(ira, 118 + step) as r\n}\n"
    )
    run = run_text(household(body, years=2))
    assert run["r.spending"] == pytest.approx([1000, 0])
    assert run["r.short"] == [0, 0]


# --- reserves ------------------------------------------------------------------------------------------------------


def test_the_market_says_what_is_spent_first(run_text: RunText) -> None:
    body = asset("fund", 1000, [-10, 10, 0, 0]) + asset("cash", 70)
    body += "each year {\n    apply spend_by_market(fund, cash, 50 USD/year,\n"
    body += "        last_return: prev(fund.return, start: 0)) as r\n    grow\n}\n"
    run = run_text(household(body, years=3))
    # The first year has no loss behind it, the second has, the third has not.
    assert run["cash"] == pytest.approx([70, 20, 20])
    assert run["fund"] == pytest.approx([855, 940.5, 890.5])
    assert run["r.short"] == [0, 0, 0]


def test_evenskys_two_buckets_are_filled_after_good_years(run_text: RunText) -> None:
    # 1,000,000 that pays 50,000: two years in cash, 900,000 invested.
    body = asset("cash", 100000) + asset("bonds", 0) + asset("stocks", 900000, [-30, -10, 20, 0])
    body += "each year {\n    apply buckets(cash, bonds, stocks, 50_000 USD/year, bond_years: 0 years,\n"
    body += "        last_return: prev(stocks.return, start: 1%)) as r\n    grow\n}\n"
    run = run_text(household(body, years=4))
    # Filled at once from the new money; untouched after the losses; full again after the gain.
    assert run["cash"] == pytest.approx([100000, 50000, 0, 100000])
    assert run["stocks"] == pytest.approx([595000, 535500, 642600, 492600])


def test_three_buckets_fill_each_other(run_text: RunText) -> None:
    body = asset("cash", 20) + asset("bonds", 80) + asset("stocks", 900, [-50, 100, 0, 0])
    body += "each year {\n    apply buckets(cash, bonds, stocks, 10 USD/year,\n"
    body += "        last_return: prev(stocks.return, start: 0)) as r\n    grow\n}\n"
    run = run_text(household(body, years=3))
    assert run["cash"] == pytest.approx([20, 20, 20])
    # Bonds fill the cash while stocks have not risen; then stocks fill both.
    assert run["bonds"] == pytest.approx([70, 60, 80])
    assert run["stocks"] == pytest.approx([450, 900, 870])


def test_living_comes_before_the_emergency_fund_and_that_before_growth(run_text: RunText) -> None:
    body = asset("account", 0) + asset("emergency", 0) + asset("growth", 0)
    body += "each year {\n    receive 200 USD into account\n"
    body += "    apply living_first(account, emergency, growth, 60 USD/year, covered: 3 years) as r\n}\n"
    run = run_text(household(body, years=3))
    # 60 stay; 140 and then 40 fill 180; the rest grows.
    assert run["account"] == [60, 60, 60]
    assert run["emergency"] == [140, 180, 180]
    assert run["growth"] == [0, 160, 360]
    assert run["r.missing"] == [40, 0, 0]


def test_an_emergency_fund_is_filled_up_in_order(run_text: RunText) -> None:
    body = asset("fund", 10) + asset("cash", 15) + asset("bonds", 100)
    body += "each year {\n    apply keep_emergency_fund(fund, cash then bonds, 60 USD/year) as r\n"
    body += "    withdraw 12 USD from fund\n}\n"
    run = run_text(household(body, years=2))
    assert (run["r.refilled"], run["r.missing"]) == ([20, 12], [0, 0])
    assert (run["cash"], run["bonds"]) == ([0, 0], [95, 83])


def test_deposits_and_a_standby_line_make_the_fund_together(run_text: RunText) -> None:
    body = asset("cash", 30) + asset("growth", 100, [10, 10, 10])
    body += "debt line {\n    principal: 0 USD\n    limit: 40 USD\n    rate: 8%/year\n"
    body += "    payment: none\n    every: year\n}\n"
    body += "expense repair {\n    amount: 50 USD\n    in: june\n    until: 2027-01\n    paid_from: cash then line\n}\n"
    body += "income more {\n    amount: 45 USD\n    in: june\n    from: 2028-01\n    into: cash\n}\n"
    body += "each year {\n    apply standby_fund(cash, line, growth, 60 USD/year, covered: 1 year) as r\n}\n"
    run = run_text(household(body, years=3))
    # 30 of deposits and 20 of the line repair; growth fills the deposits again, and what is earned clears the line.
    assert run["cash"] == pytest.approx([30, 30, 30])
    assert run["line"] == pytest.approx([20, 21.6, 0])
    assert run["growth"] == pytest.approx([80, 88, 96.8 + 45 - 21.6 * 1.08])
    assert run["r.available"] == pytest.approx([50, 50, 70])
    assert run["r.missing"] == pytest.approx([10, 10, 0])
    # What 30 would have earned at 10%, and the interest of the line.
    assert run["r.cost"] == pytest.approx([3, 3 + 1.6, 3 + 21.6 * 0.08])


@pytest.mark.parametrize(("lever", "rate"), [(600, 0.02), (500, 0.022), (400, 0.024), (700, 0.02), (0, 0.024)])
def test_spending_matches_beta(run_text: RunText, lever: int, rate: float) -> None:
    # The report's pairs: 1.0 and 2%, 0.9 and 2.2%, 0.8 and 2.4%.
    body = (
        f"asset core {{\n    value: {1000 - lever} USD\n    beta: 0.4\n}}\n"
        f"asset lever {{\n    value: {lever} USD\n    beta: 1.4\n}}\ngroup both = core, lever\n"
        "each year {\n    apply spend_by_beta(both) as r\n}\n"
    )
    beta = 0.4 + lever / 1000
    run = run_text(household(body, years=1))
    assert run["r.beta"] == pytest.approx([beta])
    assert run["r.rate"] == pytest.approx([rate])
    assert run["r.spending"] == pytest.approx([rate * 1000])
