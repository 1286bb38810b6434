"""Savings clubs: what is paid in is an asset, what is owed after the draw a debt, and the bids are interest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.markets import CONSERVED, SOME, sound
from semantics.running import Figures

MEMBERS = 10
CLUB = """\
use std.clubs

plan "club" {{
    currency: TWD
    start: 2026-01
    years: 1
    step: month
}}

param draw = 4
param bid = 20 TWD
param step_of_bid = 0 TWD

asset cash {{
    value: 5_000 TWD
}}

asset live {{
    value: 0 TWD
}}

debt dead {{
    principal: 0 TWD
    payment: none
    limit: 5_000 TWD
}}

each month {{
    apply savings_club(cash, live, dead, 100 TWD, bid + step * step_of_bid, {members}, draw, outer: {outer}) as club
}}

let flow = cash - prev(cash, start: 5000 TWD)
let drawn = club.drawn
let interest = club.interest
let missed = club.missed

table same {{
    t in 0..{members}
    flow = club_flow(t, 4, {members}, 100 TWD, 20 TWD, {outer})
    total rate = irr(flow, 1%)
}}

let monthly = club_rate(same.t, 4, 100 TWD, 20 TWD, {outer})
"""


def club(folder: Path, outer: bool, **values: str) -> Figures:
    """A year of months of a club of ten members."""
    path = folder / "club.plan"
    path.write_text(CLUB.format(members=MEMBERS, outer=str(outer).lower()), encoding="utf-8")
    return Figures(sound(path).run(set=values))


@pytest.mark.parametrize(
    ("outer", "flows"),
    [
        # In the fourth turn: the head's 100, three dead shares of 100, and six live ones of 80.
        (False, [-100, -80, -80, -80, 880, -100, -100, -100, -100, -100, -100, 0]),
        # The head's 100, three dead shares of 120, and six live ones of 100; then 120 for six turns.
        (True, [-100, -100, -100, -100, 1060, -120, -120, -120, -120, -120, -120, 0]),
    ],
)
def test_a_member_pays_live_shares_draws_the_pot_and_pays_dead_shares(
    outer: bool, flows: list[int], tmp_path: Path
) -> None:
    run = club(tmp_path, outer)
    assert run.is_ok
    assert run["flow"] == pytest.approx(flows)
    rows = run.run.table("same")
    assert [row["flow"] for row in rows] == pytest.approx(flows[:-1])
    assert run.scalar("monthly") == pytest.approx(run.scalar("same.rate"))
    assert len(run.run.notes) == 1


@pytest.mark.parametrize("outer", [False, True])
def test_the_share_is_an_asset_before_the_draw_and_a_debt_after_it(outer: bool, tmp_path: Path) -> None:
    # s4-entry-class: 活會 is an asset, 死會 a liability. Sixty were earned in three turns; six bids are paid.
    run = club(tmp_path, outer)
    live = 100 if outer else 80
    dead = 120 if outer else 100
    assert run["live"] == pytest.approx([100, 100 + live, 100 + 2 * live, 100 + 3 * live, *[0] * 8])
    assert run["dead"] == pytest.approx([0] * 4 + [dead * left for left in range(6, -1, -1)] + [0])
    assert run["interest"] == pytest.approx([0] * 4 + [3 * 20 - 6 * 20] + [0] * 7)


def test_who_draws_last_earns_and_who_draws_first_pays(tmp_path: Path) -> None:
    last = club(tmp_path, False, draw="10")
    assert last["flow"][:11] == pytest.approx([-100] + [-80] * 9 + [1000])
    assert sum(last["flow"]) == pytest.approx(180)
    first = club(tmp_path, False, draw="1")
    assert first["flow"][1] == pytest.approx(100 + 9 * 80)
    assert sum(first["flow"]) == pytest.approx(-180)


@given(
    outer=st.booleans(),
    draw=st.integers(1, MEMBERS),
    bid=st.integers(0, 60),
    step=st.integers(-3, 3),
    cash=st.sampled_from([0, 150, 500, 5000]),
)
@settings(SOME)
def test_the_club_closes_and_money_is_conserved(
    outer: bool, draw: int, bid: int, step: int, cash: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bids = [max(bid + turn * step, 0) for turn in range(1, MEMBERS + 3)]
    values = {"draw": str(draw), "cash.value": f"{cash} TWD", "bid": f"{bid} TWD"}
    if min(bid + turn * step for turn in range(1, MEMBERS + 3)) >= 0:
        values["step_of_bid"] = f"{step} TWD"
    else:
        bids = [bid] * (MEMBERS + 2)
    run = club(tmp_path_factory.mktemp("laws"), outer, **values)
    assert [check.name for check in run.run.checks if check.name in CONSERVED and not check.is_ok] == []
    assert not run.run.undefined
    assert min(run["cash"]) >= 0
    if sum(run["missed"]) < 1e-9:
        assert (run["live"][MEMBERS], run["dead"][MEMBERS]) == pytest.approx((0, 0))
        # What the others' bids bring before the draw, less the own bid for each turn after it.
        earned = sum(bids[1:draw]) - (MEMBERS - draw) * bids[draw]
        assert run["interest"][draw] == pytest.approx(earned)
        assert run["cash"][MEMBERS] - cash == pytest.approx(earned)
