"""Rebalancing by the calendar and by bands: when it trades, where it stops, and that no weight is out of its band."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in, sound
from semantics.running import Figures

TWO = ("stocks", "bonds")
THREE = ("stocks", "bonds", "cash")


def band_plan(folder: Path, rule: str, names: tuple[str, ...]) -> Plan:
    """A plan in which a rule of the file runs each year, and its records."""
    records = "let used = looked.used\nlet waited = looked.waited\n"
    block = f"each year {{\n    rebalance {rule} as looked\n}}\n"
    return policy_plan(folder, "bands", names, block + records)


def flat(*values: int) -> Market:
    """A market in which nothing moves, of the values that a rule meets."""
    names = TWO if len(values) == 2 else THREE
    return Market(dict(zip(names, values, strict=True)), dict.fromkeys(names, (0.0,) * YEARS))


@pytest.mark.parametrize(
    ("arguments", "stocks"),
    [
        # 65 of 100 is at the edge of 60% and 5 points, and stays.
        ("60%", 65),
        ("60%, band: 4%", 60),
        ("60%, band: 4%, left: 100%", 64),
        ("60%, band: 4%, left: 50%", 62),
        # 8% of 60 are 4.8 points, 8% of 40 only 3.2: the bonds decide.
        ("60%, band: 8%, relative: true, left: 100%", 63.2),
        # 12.5% of 40 are 5 points: the edge again.
        ("60%, band: 12.5%, relative: true", 65),
        ("60%, band: 10%, at_latest: 1 year", 60),
        ("70%, band: 4%, left: 100%", 66),
    ],
)
def test_two_parties_trade_out_of_their_band(arguments: str, stocks: float, tmp_path: Path) -> None:
    run = run_in(band_plan(tmp_path, f"pair_bands(stocks, bonds, {arguments})", TWO), flat(65, 35))
    assert (run["stocks"][0], run["bonds"][0]) == pytest.approx((stocks, 100 - stocks))


# Shares of a portfolio rose by 30%, of 50%, 1/3 and 1/6: 6.52 points off. Case s2-band-trigger of the portfolio text.
@pytest.mark.parametrize(("band", "traded"), [("5%", True), ("10%", False)])
def test_the_band_of_the_portfolio_text(band: str, traded: bool, tmp_path: Path) -> None:
    rule = f"bands(stocks, bonds, cash, 50%, 1 / 3, band: {band})"
    run = run_in(band_plan(tmp_path, rule, THREE), flat(78_000, 40_000, 20_000))
    expected = (69_000, 46_000, 23_000) if traded else (78_000, 40_000, 20_000)
    assert tuple(run[name][0] for name in THREE) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        # 70, 20 and 10 of 100 with targets of 60%, 30% and 10%: 10 points, 10 points and none.
        ("60%, 30%", (60, 30, 10)),
        ("60%, 30%, band: 10%", (70, 20, 10)),
        ("60%, 30%, left: 100%", (65, 25, 10)),
        # Of the target: 1/6, 1/3 and none. The bonds come to 25% off theirs, everything three quarters of the way.
        ("60%, 30%, band: 25%, relative: true, left: 100%", (67.5, 22.5, 10)),
        ("60%, 30%, band: 40%, relative: true", (70, 20, 10)),
    ],
)
def test_three_parties_trade_out_of_their_band(
    arguments: str, expected: tuple[float, float, float], tmp_path: Path
) -> None:
    run = run_in(band_plan(tmp_path, f"bands(stocks, bonds, cash, {arguments})", THREE), flat(70, 20, 10))
    assert tuple(run[name][0] for name in THREE) == pytest.approx(expected)


def test_the_calendar_and_a_band_trade_whichever_comes_first(tmp_path: Path) -> None:
    plan = band_plan(tmp_path, "pair_bands(stocks, bonds, 50%, band: 10%, at_latest: 2 years)", TWO)
    # The second year by the calendar, the third by the band, so that the fourth waits.
    rates = {"stocks": (0.1, 0.1, 0.8, 0.1), "bonds": (0.0,) * YEARS}
    run = run_in(plan, Market({"stocks": 100, "bonds": 100}, rates))
    assert run["waited"] == pytest.approx([1, 0, 0, 1])
    assert run["stocks"] == pytest.approx([110, 110.5, 154.7, 170.17])


MONTHS = """\
use std.bands

plan "months" {{
    currency: TWD
    start: 2026-01
    years: 2
    step: month
}}

asset stocks {{
    value: 60 TWD
    return: 2%/month
}}

asset bonds {{
    value: 30 TWD
}}

asset notes {{
    value: 10 TWD
}}

group safe = bonds, notes

each {period} {{
    rebalance {rule}
}}

let traded = stocks.sold
"""


@pytest.mark.parametrize(
    ("period", "rule", "months"),
    [
        ("month", "calendar(stocks, safe, 60%, every: 6 months)", [6, 12, 18, 24]),
        ("month", "calendar(stocks, safe, 60%)", [12, 24]),
        ("quarter", "calendar(stocks, safe, 60%, every: 3 months)", [3, 6, 9, 12, 15, 18, 21, 24]),
        # Above 65% once 60 beside 40 has grown by 65 * 40 / (35 * 60) = 1.2381: ln(1.2381) / ln(1.02) is 10.8 months.
        ("month", "pair_bands(stocks, safe, 60%)", [11, 22]),
        # Looked at each quarter, and traded only out of the band: threshold and calendar.
        ("quarter", "pair_bands(stocks, safe, 60%)", [12, 24]),
        ("month", "pair_bands(stocks, safe, 60%, at_latest: 8 months)", [8, 16, 24]),
    ],
)
def test_when_a_rule_trades(period: str, rule: str, months: list[int], tmp_path: Path) -> None:
    path = tmp_path / "months.plan"
    path.write_text(MONTHS.format(period=period, rule=rule), encoding="utf-8")
    run = Figures(sound(path).run())
    assert run.is_ok
    assert [month for month, sold in enumerate(run["traded"], 1) if sold > 0] == months
    # A group keeps its proportions.
    assert run["bonds"] == pytest.approx([3 * each for each in run["notes"]])


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """A band of each kind, for two and for three."""
    folder = tmp_path_factory.mktemp("bands")
    rules = {
        "points": "bands(stocks, bonds, cash, 50%, 30%, band: 10%, left: 100%)",
        "relative": "bands(stocks, bonds, cash, 50%, 30%, band: 25%, relative: true, left: 100%)",
        "target": "bands(stocks, bonds, cash, 50%, 30%, band: 10%)",
    }
    return {kind: band_plan(folder, rule, THREE) for kind, rule in rules.items()}


@given(market=markets(THREE), kind=st.sampled_from(["points", "relative", "target"]))
@SOME
def test_no_weight_is_out_of_its_band_in_any_market(market: Market, kind: str, plans: dict[str, Plan]) -> None:
    run = run_in(plans[kind], market)
    keeps_total(run, market)
    targets = dict(zip(THREE, (0.5, 0.3, 0.2), strict=True))
    for year in range(YEARS):
        before = {name: before_trades(run, market, name, year) for name in THREE}
        total = sum(before.values())
        if total < 1e-6:
            continue
        widths = {name: 0.25 * target if kind == "relative" else 0.1 for name, target in targets.items()}
        used = max(abs(before[name] / total - targets[name]) / widths[name] for name in THREE)
        assert run["used"][year] == pytest.approx(used)
        for name in THREE:
            weight = run[name][year] / total
            assert abs(weight - targets[name]) <= widths[name] + 1e-6
            if used < 1 - 1e-6:
                assert run[name][year] == pytest.approx(before[name])
            elif used > 1 + 1e-6 and kind == "target":
                assert weight == pytest.approx(targets[name])
        if used > 1 + 1e-6 and kind != "target":
            assert max(abs(run[name][year] / total - targets[name]) / widths[name] for name in THREE) == pytest.approx(
                1
            )


@given(market=markets(TWO))
@SOME
def test_two_parties_are_three_of_which_one_is_nothing(
    market: Market, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pair")
    pair = run_in(band_plan(folder, "pair_bands(stocks, bonds, 60%, left: 50%)", TWO), market)
    keeps_total(pair, market)
    wide = Market({**market.balances, "cash": 0}, {**market.returns, "cash": (0.0,) * YEARS})
    three = run_in(band_plan(folder, "bands(stocks, bonds, cash, 60%, 40%, left: 50%)", THREE), wide)
    for name in TWO:
        assert pair[name] == pytest.approx(three[name], abs=1e-6)


@given(market=markets(THREE), arguments=st.sampled_from(["", ", band: 20%, relative: true", ", at_latest: 2 years"]))
@SOME
def test_a_group_with_weights_is_kept_as_its_parties_are(
    market: Market, arguments: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("group")
    parties = run_in(band_plan(folder, f"bands(stocks, bonds, cash, 50%, 30%{arguments})", THREE), market)
    group = "group mix = stocks 50%, bonds 30%, cash rest\n"
    block = f"each year {{\n    rebalance keep_weights(mix{arguments}) as looked\n}}\n"
    kept = run_in(policy_plan(folder, "bands", THREE, f"{group}{block}let used = looked.used\n"), market)
    keeps_total(kept, market)
    for name in (*THREE, "used"):
        assert kept[name] == pytest.approx(parties[name], abs=1e-6)


@given(market=markets(THREE))
@SOME
def test_a_band_that_is_written_out_is_the_rule(market: Market, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("written")
    rule = run_in(band_plan(folder, "bands(stocks, bonds, cash, 50%, 30%, band: 10%)", THREE), market)
    uses = ", ".join(
        f"band_use({name} / max(all, 1 TWD), {target}%, 10%)" for name, target in zip(THREE, (50, 30, 20), strict=True)
    )
    block = f"each year {{\n    if max({uses}) > 1 {{\n"
    block += "        rebalance to stocks 50%, bonds 30%, cash rest\n    }\n}\n"
    written = policy_plan(folder, "bands", THREE, "group all = stocks, bonds, cash\n" + block)
    run = run_in(written, market)
    for year in range(YEARS):
        # Less than 1 of everything is no portfolio here.
        if sum(before_trades(rule, market, name, year) for name in THREE) >= 1:
            assert [run[name][year] for name in THREE] == pytest.approx([rule[name][year] for name in THREE], abs=1e-6)
