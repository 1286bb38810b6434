"""The rules for a prototype fund, a leveraged fund and cash: worked figures, variants, and what each leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in, sound
from semantics.running import Figures

NAMES = ("prototype", "leveraged", "cash")
SPENDING = 24
# The worked path of the library's design: 300, 300 and 400, 24 a year out of cash at the start of each year.
PATH = """\
use std.rebalance

plan "path" {{
    currency: TWD
    start: 2026-01
    years: 5
    step: {step}
}}

param line = 15 years

asset prototype {{
    value: 300 TWD
    return: {year}(2026{month}: 20%/{step}, 2027{month}: -30%/{step}, 2028{month}: -10%/{step}, \
2029{month}: 40%/{step}, 2030{month}: 2%/{step}{otherwise})
}}

asset leveraged {{
    value: 300 TWD
    return: {year}(2026{month}: 38%/{step}, 2027{month}: -54%/{step}, 2028{month}: -24%/{step}, \
2029{month}: 85%/{step}, 2030{month}: -3%/{step}{otherwise})
}}

asset cash {{
    value: 400 TWD
    return: {year}(2026{month}: 2%/{step}, 2027{month}: 2%/{step}, 2028{month}: 1%/{step}, \
2029{month}: 1%/{step}, 2030{month}: 2%/{step}{otherwise})
}}

{draw} {{
    withdraw 24 TWD from cash
{grow}}}

each year {{
    rebalance {rule}
}}
"""
FULL = [
    (347.256, 347.256, 463.008),
    (255.1815, 255.1815, 340.2420),
    (222.9017, 222.9017, 297.2023),
    (300.1095, 300.1095, 400.1460),
    (294.2661, 294.2661, 392.3547),
]
SMART = [
    (360, 379.8, 417.72),
    (252, 198.708, 377.5944),
    (226.8, 175.0181, 333.1303),
    (317.52, 279.1538, 356.8513),
    (323.8704, 270.7792, 339.5083),
]
ELASTIC = [
    (394.2, 379.8, 383.52),
    (275.94, 198.708, 342.7104),
    (224.346, 175.0181, 321.8975),
    (314.0844, 279.1538, 345.5061),
    (320.3661, 270.7792, 327.9362),
]


def path_plan(folder: Path, rule: str, step: str = "year") -> Plan:
    """The worked path in steps of a year, or in months, the returns of each year falling in June."""
    is_yearly = step == "year"
    text = PATH.format(
        rule=rule,
        step=step,
        year="by_year" if is_yearly else "by_date",
        month="" if is_yearly else "-06",
        otherwise="" if is_yearly else ", otherwise: 0%/month",
        draw="each year" if is_yearly else "each year first",
        grow="    grow\n" if is_yearly else "",
    )
    path = folder / "path.plan"
    path.write_text(text, encoding="utf-8")
    return sound(path)


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("full(prototype, leveraged, cash)", FULL),
        ("smart(prototype, leveraged, cash, 24 TWD/year)", SMART),
        ("elastic(prototype, leveraged, cash, 24 TWD/year)", ELASTIC),
    ],
)
def test_the_worked_path_through_all_four_cells(
    rule: str, rows: list[tuple[float, float, float]], tmp_path: Path
) -> None:
    run = Figures(path_plan(tmp_path, rule).run())
    assert run.is_ok
    found = list(zip(*(run[name] for name in NAMES), strict=True))
    assert found == [pytest.approx(row, abs=1e-4) for row in rows]


def test_a_review_records_the_years_of_cash_its_side_of_the_line_and_the_market(tmp_path: Path) -> None:
    run = Figures(path_plan(tmp_path, "elastic(prototype, leveraged, cash, 24 TWD/year) as review").run())
    # Cash of the worked path before the trades, 376 * 1.02, 359.52 * 1.02, 318.7104 * 1.01, 297.8975 * 1.01 and so on.
    held = [383.52, 366.7104, 321.8975, 300.8765, 327.9362]
    assert run["review.cash_years"] == pytest.approx([each / 24 for each in held], abs=1e-4)
    assert run["review.above"] == [1, 1, 0, 0, 0]
    assert run["review.state"] == [1, -1, -1, 1, 1]
    assert [(row.step, row.view.label) for row in run.run.notes] == [(3, "現金降到水位以下")]


def test_the_first_review_of_a_plan_of_months_crosses_no_line(tmp_path: Path) -> None:
    run = Figures(path_plan(tmp_path, "elastic(prototype, leveraged, cash, 26 TWD/year) as review", "month").run())
    # 383.52 are less than 390, though the 400 of the beginning are more.
    assert run["review.above"][11] == 0
    assert [row for row in run.run.notes if row.step <= 12] == []


def test_a_plan_of_months_gives_the_year_itself(tmp_path: Path) -> None:
    year = "gain: sum(leveraged.gain, last: 12 months), market: sum(prototype.gain, last: 12 months) / 1 TWD"
    rule = f"elastic(prototype, leveraged, cash, 24 TWD/year, {year})"
    run = Figures(path_plan(tmp_path, rule, "month").run())
    found = list(zip(*(run[name][11::12] for name in NAMES), strict=True))
    assert found == [pytest.approx(row, abs=1e-4) for row in ELASTIC]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the plans of this file share."""
    return tmp_path_factory.mktemp("rebalance")


@pytest.fixture(scope="module")
def policy(folder: Path) -> Callable[[str], Plan]:
    """A function that gives a plan in which one rule runs each year, made once."""
    made: dict[str, Plan] = {}

    def make(rule: str) -> Plan:
        if rule not in made:
            made[rule] = policy_plan(folder, "rebalance", NAMES, f"each year {{\n    rebalance {rule}\n}}\n")
        return made[rule]

    return make


def one_year(p: int, l_: int, c: int, rates: tuple[float, float, float]) -> Market:
    """A market of given balances with returns in the first year only."""
    return Market(
        dict(zip(NAMES, (p, l_, c), strict=True)),
        {name: (rate, *[0.0] * (YEARS - 1)) for name, rate in zip(NAMES, rates, strict=True)},
    )


FLAT_BY_GAIN = "market: if prototype.return = 0 then leveraged.gain / 1 TWD else prototype.return"


# From 300 and 300; cash of 360 is exactly the line, 15 years of 24.
@pytest.mark.parametrize(
    ("arguments", "cash", "rates", "expected"),
    [
        ("", 360, (0.1, 0.2, 0), (330, 342, 378)),
        ("at_line: true", 360, (0.1, 0.2, 0), (348, 342, 360)),
        ("", 400, (0.1, 0.2, 0), (348, 342, 400)),
        ("version: 1", 400, (0.1, 0.2, 0), (330, 342, 418)),
        ("floor: 17 years", 400, (0.1, 0.2, 0), (330, 342, 418)),
        ("harvest: 50%", 400, (0.1, 0.2, 0), (360, 330, 400)),
        ("harvest_above: 50%", 400, (0.1, 0.2, 0), (360, 330, 400)),
        ("harvest_above: 50%", 360, (0.1, 0.2, 0), (330, 342, 378)),
        ("", 400, (-0.1, -0.2, 0), (270, 264, 376)),
        ("refill: 20 TWD/year", 400, (-0.1, -0.2, 0), (270, 260, 380)),
        ("refill_above: 20 TWD/year", 400, (-0.1, -0.2, 0), (270, 260, 380)),
        ("refill_above: 20 TWD/year", 360, (-0.1, -0.2, 0), (246, 264, 360)),
        ("refill: 2%/year * (prototype + leveraged + cash)", 360, (-0.1, -0.2, 0), (252.6, 257.4, 360)),
        # The prototype fund rose and the leveraged fund fell: nothing to take, but by its gain a year to refill.
        ("", 400, (0.01, -0.02, 0), (303, 294, 400)),
        ("by_gain: true", 400, (0.01, -0.02, 0), (303, 318, 376)),
        ("", 400, (0, 0.2, 0), (300, 360, 400)),
        ("by_gain: true", 400, (0, 0.2, 0), (318, 342, 400)),
        # Without a return of the prototype fund, and only then, the sign of the gain decides.
        (FLAT_BY_GAIN, 400, (0, 0.2, 0), (318, 342, 400)),
        (FLAT_BY_GAIN, 400, (0, -0.2, 0), (300, 264, 376)),
        (FLAT_BY_GAIN, 400, (0.01, -0.02, 0), (303, 294, 400)),
    ],
)
def test_each_choice_of_the_elastic_rule(
    arguments: str,
    cash: int,
    rates: tuple[float, float, float],
    expected: tuple[float, float, float],
    policy: Callable[[str], Plan],
) -> None:
    rule = f"elastic(prototype, leveraged, cash, 24 TWD/year{', ' * bool(arguments)}{arguments})"
    run = run_in(policy(rule), one_year(300, 300, cash, rates))
    assert tuple(run[name][0] for name in NAMES) == pytest.approx(expected)


def test_what_the_source_does_not_hold_is_not_moved(policy: Callable[[str], Plan]) -> None:
    run = run_in(policy("elastic(prototype, leveraged, cash, 24 TWD/year)"), one_year(10, 300, 0, (-0.5, -0.5, 0)))
    assert [run[name][0] for name in NAMES] == pytest.approx([0, 155, 0])


def test_the_pair_is_in_the_ratio_of_its_weights(policy: Callable[[str], Plan]) -> None:
    run = run_in(policy(PAIR_RULE), one_year(300, 300, 400, (0.5, 1, 0)))
    # 1,000 in the ratio 3 : 4.
    assert [run[name][0] for name in NAMES] == pytest.approx([450, 3000 / 7, 4000 / 7])


ELASTIC_1 = "elastic(prototype, leveraged, cash, 24 TWD/year, version: 1) as review"
ELASTIC_2 = "elastic(prototype, leveraged, cash, 24 TWD/year) as review"
SMART_RULE = "smart(prototype, leveraged, cash, 24 TWD/year)"
FULL_RULE = "full(prototype, leveraged, cash)"
PAIR_RULE = "pair(leveraged, cash)"


@given(
    market=markets(NAMES),
    rule=st.sampled_from(
        [ELASTIC_1, ELASTIC_2, SMART_RULE, "full(prototype, leveraged, cash)", "pair(leveraged, cash)"]
    ),
)
@SOME
def test_what_the_three_hold_together_stays(market: Market, rule: str, policy: Callable[[str], Plan]) -> None:
    keeps_total(run_in(policy(rule), market), market)


@given(market=markets(NAMES), rule=st.sampled_from([SMART_RULE, PAIR_RULE]))
@SOME
def test_smart_and_pair_never_change_the_prototype_fund(
    market: Market, rule: str, policy: Callable[[str], Plan]
) -> None:
    run = run_in(policy(rule), market)
    for year in range(YEARS):
        assert run["prototype"][year] == pytest.approx(before_trades(run, market, "prototype", year))


@given(market=markets(NAMES), version=st.sampled_from([ELASTIC_1, ELASTIC_2]))
@SOME
def test_elastic_leaves_cash_alone_below_the_line_in_a_down_year_and_above_it_in_an_up_year(
    market: Market, version: str, policy: Callable[[str], Plan]
) -> None:
    run = run_in(policy(version), market)
    for year in range(YEARS):
        cash, rate = before_trades(run, market, "cash", year), market.returns["prototype"][year]
        is_above = cash > 15 * SPENDING + 1e-6
        if (not is_above and rate < 0) or (is_above and rate > 0 and version == ELASTIC_2):
            assert run["cash"][year] == pytest.approx(cash)
        if rate == 0:
            assert [run[name][year] for name in NAMES] == [
                pytest.approx(before_trades(run, market, name, year)) for name in NAMES
            ]
        assert run["review.state"][year] == (rate > 0) - (rate < 0)
        assert run["review.cash_years"][year] == pytest.approx(cash / SPENDING)


@given(market=markets(NAMES))
@SOME
def test_below_the_line_both_versions_are_one_and_in_an_up_year_the_first_is_smart(
    market: Market, policy: Callable[[str], Plan]
) -> None:
    first, second, smart = (run_in(policy(rule), market) for rule in (ELASTIC_1, ELASTIC_2, SMART_RULE))
    is_above = before_trades(first, market, "cash", 0) > 15 * SPENDING + 1e-6
    for name in NAMES:
        if not is_above:
            assert first[name][0] == second[name][0]
        if market.returns["prototype"][0] > 0:
            assert first[name][0] == smart[name][0]


@given(market=markets(NAMES))
@SOME
def test_full_rebalancing_reaches_its_weights(market: Market, policy: Callable[[str], Plan]) -> None:
    run = run_in(policy(FULL_RULE), market)
    for year in range(YEARS):
        total = sum(run[name][year] for name in NAMES)
        assert [run[name][year] for name in NAMES] == pytest.approx([0.3 * total, 0.3 * total, 0.4 * total], abs=1e-9)


PLEDGED = """\
use std.rebalance

plan "pledged" {{
    currency: TWD
    start: 2026-01
    years: 1
}}

asset prototype {{
    value: {each} TWD
    beta: 1
}}

asset leveraged {{
    value: {each} TWD
    beta: 2
}}

asset cash {{
    value: {cash} TWD
}}

debt loan {{
    principal: {loan} TWD
    rate: 0%/year
    payment: none
}}

each year {{
    apply pledge_guardrails(prototype, leveraged, cash, loan{arguments}) as guard
}}

let beta = guard.beta
let share = guard.cash_share
"""


# Case s0-pledge-rules-check: beta 1.0, 1.05 and 1.1 in equal parts; cash is 33.3%, 30% and 26.7%.
@pytest.mark.parametrize(
    ("beta", "loan", "arguments", "count"),
    [
        (1.0, 100, "", 0),
        (1.05, 100, "", 1),
        (1.1, 100, "", 2),
        (1.1, 0, "", 0),
        (1.1, 100, ", least_cash: 25%", 1),
        (1.1, 100, ", least_cash: 25%, most_beta: 1.2", 0),
    ],
)
def test_the_guardrails_of_a_pledge(beta: float, loan: int, arguments: str, count: int, tmp_path: Path) -> None:
    each = round(3_000_000 * beta / 3)
    text = PLEDGED.format(each=each, cash=3_000_000 - 2 * each, loan=loan, arguments=arguments)
    path = tmp_path / "pledged.plan"
    path.write_text(text, encoding="utf-8")
    run = Figures(sound(path).run())
    assert (run["beta"][0], run["share"][0]) == pytest.approx((beta, 1 - 2 * beta / 3))
    assert len(run.failing) == count
