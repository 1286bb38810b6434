"""Mr. Zhou's thirty years on a pledge, walked by hand in 萬: borrow, spend, grow, look at the ratio, rebalance."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load

PATH = Path(__file__).parent.parent.parent / "plans" / "pledge-retirement.plan"
FALL = 0.15**0.25 - 1
BULL = [0.09] * 30
SLIDE = [0.09, *[FALL] * 4, *[0.09] * 25]


def walk(market: list[float], interest: float) -> list[tuple[float, float, float, float, float]]:
    """Prototype, leveraged, cash, loan and the ratio before the trades, after each year."""
    core, lever, cash, loan, drawn = 300.0, 300.0, 400.0, 0.0, 0.0
    rows = []
    for rise in market:
        lent = min(20.0, 200 - drawn)
        drawn += lent
        loan = (loan + lent) * (1 + interest)
        gain = lever * (2 * rise - 0.01)
        core, lever, cash = core * (1 + rise), lever + gain, (cash + lent - 20) * 1.015
        ratio = (core + cash) / loan
        assert ratio >= 1.3
        if rise > 0:
            lever -= 0.3 * gain
            core, cash = (core + 0.3 * gain, cash) if cash > 300 else (core, cash + 0.3 * gain)
        else:
            source = cash if cash > 300 else core
            refilled = min(20.0, source)
            lever += refilled
            core, cash = (core, cash - refilled) if cash > 300 else (core - refilled, cash)
        rows.append((core, lever, cash, loan, ratio))
    return rows


@pytest.mark.parametrize(
    ("scenario", "market", "interest"),
    [(None, BULL, 0.0248), ("slide", SLIDE, 0.0248), ("costly", BULL, 0.064)],
)
def test_mr_zhous_accounts_are_those_walked_by_hand(scenario: str | None, market: list[float], interest: float) -> None:
    run = load(PATH).run(scenario)
    expected = walk(market, interest)
    for place, name in enumerate(("core", "lever", "cash", "pledge")):
        held = [value / 10_000 for value in run.numbers(run.graph.by_name[name])]
        assert held == pytest.approx([row[place] for row in expected], rel=1e-9)
    ratios = run.numbers(run.graph.by_name["lender.ratio"])
    assert ratios == pytest.approx([row[4] for row in expected], rel=1e-9)


def test_the_pledge_stands_a_sudden_fall_but_in_the_nine_years_in_which_most_is_owed() -> None:
    # 130 % after a fall of 85 % is 866.7 % before it.
    ratios = [row[4] for row in walk(BULL, 0.0248)]
    assert [2026 + year for year, ratio in enumerate(ratios) if ratio < 1.3 / 0.15] == list(range(2031, 2040))
    check = next(check for check in load(PATH).run().checks if check.name == "crash")
    assert not check.is_ok
