"""What to hold for a withdrawal rate: the report's weights, its income fund, and what both do in any market."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in

THREE = ("prototype", "leveraged", "cash")
TWO = ("core", "income")


def plan_of(folder: Path, rule: str, names: tuple[str, ...], records: str = "") -> Plan:
    """A plan in which a rule of the file runs each year."""
    block = f"each year {{\n    rebalance {rule} as held\n}}\n{records}"
    return policy_plan(folder, "withdrawal_allocation", names, block)


def flat(**balances: int) -> Market:
    """A market in which nothing moves."""
    return Market(balances, dict.fromkeys(balances, (0.0,) * YEARS))


@pytest.mark.parametrize(
    ("arguments", "weights"),
    [
        # Cases s0-weights-beta-10 and s0-weights-beta-9.
        ("1", (1 / 3, 1 / 3, 1 / 3)),
        ("0.9", (0.3, 0.3, 0.4)),
        ("0", (0, 0, 1)),
        ("1.5", (0.5, 0.5, 0)),
        # A fund of three times: 1 / 4 each.
        ("1, multiple: 3", (0.25, 0.25, 0.5)),
    ],
)
def test_a_beta_is_reached_with_as_much_cash_as_it_allows(
    arguments: str, weights: tuple[float, float, float], tmp_path: Path
) -> None:
    run = run_in(
        plan_of(tmp_path, f"to_beta(prototype, leveraged, cash, {arguments})", THREE),
        flat(prototype=500, leveraged=0, cash=400),
    )
    assert tuple(run[name][0] for name in THREE) == pytest.approx([900 * weight for weight in weights])
    assert run.is_ok


def test_a_beta_out_of_reach_is_reported(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "to_beta(prototype, leveraged, cash, 1.6)", THREE)
    run = run_in(plan, flat(prototype=500, leveraged=0, cash=400))
    assert [run[name][0] for name in THREE] == pytest.approx([450, 450, 0])
    assert len(run.failing) == 1


@pytest.mark.parametrize(
    ("withdrawal", "beta", "is_matched"),
    [
        ("2%/year", 1, True),
        ("2.2%/year", 0.9, True),
        ("2.4%/year", 0.8, True),
        # Case s0-beta-interpolated.
        ("2.1%/year", 0.95, True),
        ("2.3%/year", 0.85, True),
        ("1.5%/year", 1, False),
        ("4%/year", 0.8, False),
    ],
)
def test_the_beta_of_a_withdrawal_rate(withdrawal: str, beta: float, is_matched: bool, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, f"match_beta(prototype, leveraged, cash, {withdrawal})", THREE, "let beta = held.beta\n")
    run = run_in(plan, flat(prototype=300, leveraged=300, cash=300))
    assert run["beta"] == pytest.approx([beta] * YEARS)
    assert [run[name][0] for name in THREE] == pytest.approx([300 * beta, 300 * beta, 900 - 600 * beta])
    assert run.is_ok is is_matched


@pytest.mark.parametrize(
    ("arguments", "share"),
    [
        # Case s0-income-etf-rule: not at 3%, but above it. 3.1% and 4% of a payout of 10%.
        ("2%/year, 10%/year", 0),
        ("3%/year, 10%/year", 0),
        ("3.1%/year, 10%/year", 0.31),
        ("4%/year, 10%/year", 0.4),
        ("4%/year, 8%/year", 0.5),
        # (4 - 2) / (10 - 2) where the others pay 2%.
        ("4%/year, 10%/year, own: 2%/year", 0.25),
        ("4%/year, 10%/year, above: 5%/year", 0),
        ("12%/year, 10%/year", 1),
        ("4%/year, 10%/year, own: 5%/year", 0),
    ],
)
def test_an_income_fund_is_as_large_as_its_payout_needs(arguments: str, share: float, tmp_path: Path) -> None:
    records = "let share = held.income_share\n"
    plan = plan_of(tmp_path, f"income_sleeve(core, income, {arguments})", TWO, records)
    run = run_in(plan, flat(core=1000, income=0))
    assert (run["share"][0], run["income"][0]) == pytest.approx((share, 1000 * share))


@pytest.mark.parametrize(("payout", "paid"), [("10%/year", 100_000), ("8%/year", 80_000)])
def test_the_income_of_a_million(payout: str, paid: int, tmp_path: Path) -> None:
    # Case s0-income-per-million.
    plan = plan_of(tmp_path, f"pay_income(core, income, {payout})", TWO, "let paid = held.paid\n")
    assert run_in(plan, flat(core=1_000_000, income=0))["paid"] == [paid] * YEARS


def test_the_income_stays_when_the_price_falls_unless_it_goes_by_the_value(tmp_path: Path) -> None:
    # Case s0-income-after-price-fall: after a fall of 20%, a tenth of the price before is 12.5% of what is left.
    fallen = Market({"core": 100, "income": 0}, {"core": (-0.2, 0.0, 0.0, 0.0), "income": (0.0,) * YEARS})
    records = "let paid = held.paid\nlet missed = held.missed\n"
    by_amount = run_in(plan_of(tmp_path, "pay_income(core, income, 10%/year)", TWO, records), fallen)
    assert by_amount["paid"][0] / 80 == pytest.approx(0.125)
    by_value = run_in(plan_of(tmp_path, "pay_income(core, income, 10%/year, on_value: true)", TWO, records), fallen)
    assert by_value["paid"] == pytest.approx([8, 7.2, 6.48, 5.832])
    invested = "pay_income(core, income, 10%/year, invested: 500 TWD)"
    run = run_in(plan_of(tmp_path, invested, TWO, records), fallen)
    assert (run["paid"], run["missed"]) == ([50, 30, 0, 0], [0, 20, 50, 50])


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """Each rule of the file."""
    folder = tmp_path_factory.mktemp("withdrawal")
    return {
        "beta": plan_of(folder, "to_beta(prototype, leveraged, cash, 0.9)", THREE),
        "match": plan_of(folder, "match_beta(prototype, leveraged, cash, 2.2%/year)", THREE),
        "sleeve": plan_of(folder, "income_sleeve(core, income, 4%/year, 10%/year)", TWO),
        "income": plan_of(folder, "pay_income(core, income, 10%/year)", TWO),
    }


@given(market=markets(THREE), kind=st.sampled_from(["beta", "match"]))
@SOME
def test_the_beta_is_that_of_the_weights_in_any_market(market: Market, kind: str, plans: dict[str, Plan]) -> None:
    run = run_in(plans[kind], market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = sum(run[name][year] for name in THREE)
        assert run["prototype"][year] + 2 * run["leveraged"][year] == pytest.approx(0.9 * total, abs=1e-6)
        assert run["prototype"][year] == pytest.approx(run["leveraged"][year], abs=1e-6)


@given(market=markets(TWO), kind=st.sampled_from(["sleeve", "income"]))
@SOME
def test_an_income_fund_makes_no_money(market: Market, kind: str, plans: dict[str, Plan]) -> None:
    run = run_in(plans[kind], market)
    keeps_total(run, market)
    for year in range(YEARS):
        if kind == "sleeve":
            total = run["core"][year] + run["income"][year]
            assert run["income"][year] == pytest.approx(0.4 * total, abs=1e-6)
        else:
            before = before_trades(run, market, "core", year)
            assert run["core"][year] == pytest.approx(max(before - 0.1 * market.balances["core"], 0), abs=1e-6)
