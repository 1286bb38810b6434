"""What accounts answer after the dot: in the step, since the block last ran, of groups."""

from __future__ import annotations

import pytest

from semantics.running import RunText
from semantics.texts import asset, debt, flow, plan


def test_members_of_a_step(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="10%/year", cost="800 TWD", beta="1.2") + asset("b", "500 TWD")
    text += "each year {\n    move 100 TWD from a to b\n    move 30 TWD from b to a\n}\n"
    text += "".join(
        f"let x{key} = a.{key}\n"
        for key in ("opening", "gain", "return", "bought", "sold", "cost", "unrealised", "weight", "initial", "beta")
    )
    run = run_text(plan(text, years=1))
    assert run["xopening"] == [1000]
    assert run["xgain"] == [100]
    assert run["xreturn"] == pytest.approx([0.1])
    assert run["xbought"] == [30]
    assert run["xsold"] == [100]
    # Average cost: 100 of 1100 is sold with its share of the cost of 800, then 30 is bought.
    cost = 800 * (1 - 100 / 1100) + 30
    assert run["xcost"] == pytest.approx([cost])
    assert run["xunrealised"] == pytest.approx([1030 - cost])
    assert run["xweight"] == pytest.approx([1030 / 1600])
    assert run["xinitial"] == [1000]
    assert run["xbeta"] == [1.2]


def test_the_value_is_its_opening_with_all_that_happened(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="10%/year", fee="1%/year", payout="3%/year") + asset("b", "500 TWD")
    text += "each year {\n    move 100 TWD from a to b\n    move 30 TWD from b to a\n}\n"
    text += "let whole = a.opening + a.gain + a.bought - a.sold\n"
    run = run_text(plan(text, years=3))
    assert run["whole"] == pytest.approx(run["a"])
    # 10 % and a distribution of 3 % that stays in the account, less 1 % of the opening.
    assert run["a"][0] == pytest.approx(1000 + 100 + 30 - 10 - 100 + 30)


def test_a_distribution_goes_where_it_is_sent(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="5%/year", payout="3%/year", into="b") + asset("b", "0 TWD")
    text += "let g = a.gain\nlet i = a.interest\nlet q = b.bought\n"
    run = run_text(plan(text, years=1))
    assert (run["a"], run["b"]) == ([1050], [30])
    assert (run["g"], run["i"], run["q"]) == ([80], [30], [30])


RETURNS = [0.01, -0.02, 0.03, 0.005, 0.0, 0.02, -0.01, 0.04, 0.01, 0.0, 0.02, 0.01]


def monthly_return(years: int = 2) -> str:
    rows = [f"{2026 + m // 12}-{m % 12 + 1:02}: {RETURNS[m % 12] * 100:g}%/month" for m in range(12 * years)]
    return "by_date(" + ", ".join(rows) + ", otherwise: 0%/month)"


def test_in_a_yearly_block_of_a_monthly_plan_members_cover_the_year(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_=monthly_return()) + asset("b", "5000 TWD")
    text += "each month {\n    move 10 TWD from b to a\n}\n"
    text += "each year {\n"
    for key in ("opening", "gain", "return", "bought", "sold"):
        text += f"    record r{key} = a.{key}\n"
    text += "}\n"
    run = run_text(plan(text, step="month", years=2))
    value, gains, product, opening = 1000.0, 0.0, 1.0, 1000.0
    for month in range(24):
        gains += value * RETURNS[month % 12]
        value = value * (1 + RETURNS[month % 12]) + 10
        product *= 1 + RETURNS[month % 12]
        if month % 12 == 11:
            assert run["ropening"][month] == pytest.approx(opening)
            assert run["rgain"][month] == pytest.approx(gains)
            assert run["rreturn"][month] == pytest.approx(product - 1)
            assert run["rbought"][month] == pytest.approx(120)
            assert run["rsold"][month] == 0
            gains, product, opening = 0.0, 1.0, value
    assert run["rgain"][5] == 0
    # A record that is not executed keeps its last value.
    assert run["rgain"][15] == run["rgain"][11]


def test_what_the_block_itself_moves_is_of_the_time_before_it_runs_again(run_text: RunText) -> None:
    """Opening, gain, bought and sold of a year make up the balance at which the block reads them."""
    text = asset("a", "1000 TWD", return_="12%/year") + asset("b", "5000 TWD")
    text += "each year {\n    record whole = a.opening + a.gain + a.bought - a.sold\n    record now = a\n"
    text += (
        "    move 100 TWD from b to a\n    record after = a.opening + a.gain + a.bought - a.sold\n    record last = a\n"
    )
    text += "}\neach month {\n    move 7 TWD from b to a\n}\n"
    run = run_text(plan(text, step="month", years=3))
    for month in (11, 23, 35):
        assert run["whole"][month] == pytest.approx(run["now"][month])
        assert run["after"][month] == pytest.approx(run["last"][month])


def test_what_comes_after_the_block_counts_for_its_next_run(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + asset("b", "5000 TWD")
    text += "each year {\n    record bought = a.bought\n    move 100 TWD from b to a\n    record own = a.bought\n}\n"
    text += "each month {\n    move 7 TWD from b to a\n}\n"
    run = run_text(plan(text, step="month", years=2))
    # Eleven months before the block first runs; then twelve, of which the first is that of the run.
    assert run["bought"][11] == 77
    assert run["own"][11] == 177
    assert run["bought"][23] == 84
    assert run["own"][23] == 184


def test_members_in_a_quarterly_block_begin_with_the_quarter(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_=monthly_return(1)) + "each quarter {\n    record g = a.return\n}\n"
    run = run_text(plan(text, step="month", years=1))
    for quarter in range(4):
        product = 1.0
        for rate in RETURNS[3 * quarter : 3 * quarter + 3]:
            product *= 1 + rate
        assert run["g"][3 * quarter + 2] == pytest.approx(product - 1)


def test_a_rule_applied_in_a_block_sees_the_members_of_the_block(run_text: RunText) -> None:
    text = "rule harvest(fund: asset, cash: asset) {\n    move 30% * fund.gain from fund to cash\n}\n"
    text += asset("fund", "1000 TWD", return_="12%/year") + asset("cash", "0 TWD")
    text += "each year {\n    apply harvest(fund, cash)\n}\n"
    run = run_text(plan(text, step="month", years=2))
    value = 1000 * 1.12
    moved = 0.3 * 120
    assert run["cash"][11] == pytest.approx(moved)
    assert run["cash"][23] == pytest.approx(moved + 0.3 * 0.12 * (value - moved))


def test_a_when_block_sees_the_members_of_the_step(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="1%/month")
    text += "when step = 6 {\n    record g = a.gain\n    record r = a.return\n}\n"
    run = run_text(plan(text, step="month", years=1))
    assert run["g"][5] == pytest.approx(1000 * 1.01**5 * 0.01)
    assert run["r"][5] == pytest.approx(0.01)


def test_interest_and_payments_of_a_debt_since_the_block_ran(run_text: RunText) -> None:
    text = asset("cash", "10_000 TWD") + debt("loan", "1200 TWD", rate="12%/year", payment="interest_only")
    text += "each year {\n    record i = loan.interest\n    record p = loan.payment\n    record c = loan.principal\n}\n"
    run = run_text(plan(text, step="month", years=2))
    for month in (11, 23):
        assert (run["i"][month], run["p"][month], run["c"][month]) == pytest.approx((144, 144, 0))


def test_members_of_a_group_are_sums(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="10%/year", beta="1") + asset("b", "500 TWD", return_="-2%/year", beta="2")
    text += asset("rest", "100 TWD") + "group both = a, b\neach year {\n    withdraw 90 TWD from both\n}\n"
    for key in ("value", "gain", "return", "opening", "sold", "weight", "beta", "initial"):
        text += f"let x{key} = both.{key}\n"
    run = run_text(plan(text, years=1))
    assert run["xgain"] == [90]
    assert run["xreturn"] == pytest.approx([90 / 1500])
    assert run["xopening"] == run["xinitial"] == [1500]
    assert run["xsold"] == [90]
    assert run["xvalue"] == [1500]
    assert run["xweight"] == pytest.approx([1500 / 1600])
    # Pro rata: 90 of 1590.
    a, b = 1100 * (1 - 90 / 1590), 490 * (1 - 90 / 1590)
    assert run["a"] == pytest.approx([a])
    assert run["xbeta"] == pytest.approx([(a + 2 * b) / 1500])


def test_a_group_of_two_currencies_is_counted_in_the_plans(run_text: RunText) -> None:
    text = "fx USD = 30 TWD\n" + asset("a", "10 USD", return_="10%/year") + asset("b", "600 TWD")
    text += "group both = a, b\nlet v = both\nlet g = both.gain\n"
    run = run_text(plan(text, years=1))
    assert run["v"] == pytest.approx([930])
    assert run["g"] == pytest.approx([30])


def test_units_and_price_of_a_holding(run_text: RunText) -> None:
    text = "unit lot = 1_000 shares\nasset a {\n    units: 2 lot\n    price: 50 TWD/share\n    return: 10%/year\n}\n"
    text += asset("cash", "0 TWD") + "each year {\n    move 11_000 TWD from a to cash\n}\n"
    text += "let u = a.units\nlet p = a.price\n"
    run = run_text(plan(text, years=2))
    assert run["p"] == pytest.approx([55, 60.5])
    assert run["a"] == pytest.approx([99_000, 97_900])
    assert run["u"] == pytest.approx([99_000 / 55, 97_900 / 60.5])


def test_the_balance_in_a_block_is_that_of_the_point_and_outside_that_of_the_close(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + asset("b", "0 TWD")
    text += "each year {\n    record before = a\n    move 100 TWD from a to b\n    record after = a\n"
    text += "    move 50 TWD from a to b\n}\nlet close = a\n"
    run = run_text(plan(text, years=1))
    assert (run["before"], run["after"], run["close"]) == ([1000], [900], [850])


def test_bought_and_sold_within_a_block_are_those_so_far(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + asset("b", "0 TWD") + flow("income", "i", "5 TWD/year", into="a")
    text += "each year {\n    record one = a.bought\n    move 100 TWD from a to b\n    record two = a.sold\n"
    text += "    move 50 TWD from a to b\n}\nlet all = a.sold\n"
    run = run_text(plan(text, years=2))
    assert (run["one"], run["two"], run["all"]) == ([5, 5], [100, 100], [150, 150])


def test_weights_at_a_point_of_a_block(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + asset("b", "3000 TWD")
    text += "each year {\n    move 500 TWD from b to a\n    record w = a.weight\n}\n"
    assert run_text(plan(text, years=1))["w"] == [0.375]


def test_a_maturing_asset_pays_its_value_out(run_text: RunText) -> None:
    text = asset("bond", "1000 TWD", return_="4%/year", maturity="2028-06", into="cash") + asset("cash", "0 TWD")
    run = run_text(plan(text, years=4))
    assert run["bond"] == pytest.approx([1040, 1081.6, 0, 0])
    assert run["bond"][2] == 0.0
    assert run["cash"] == pytest.approx([0, 0, 1000 * 1.04**3, 1000 * 1.04**3])
