"""A convertible bond goes the way of the greatest worth: held, converted, put back, or given up to the call."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from plainplan.graph.nodes import TIME
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in, sound

NAMES = ("bond", "stock", "cash")
BLOCK = """\
param parity = {parity}
param rise = 0%
param put = {put}
param call = {call}

each year {{
    let worth = parity + step * rise
    apply hold_convertible(bond, stock, cash, 1000 TWD, worth, {can_convert}, put: put, call: call) as held
}}

let action = held.action
let proceeds = held.proceeds
"""


def plan_of(folder: Path, parity: str, put: str = "0%", call: str = "0%", can_convert: str = "true") -> Plan:
    """A bond with a face of 1,000."""
    block = BLOCK.format(parity=parity, put=put, call=call, can_convert=can_convert)
    return policy_plan(folder, "convertibles", NAMES, block)


def worth(bond: int) -> Market:
    """A market in which the bond has a price and nothing moves."""
    return Market({"bond": bond, "stock": 0, "cash": 0}, dict.fromkeys(NAMES, (0.0,) * YEARS))


@pytest.mark.parametrize(
    ("bond", "terms", "action", "after"),
    [
        # Four states: the share above or below the conversion price, the bond above or below what else is open.
        (1100, {"parity": "105%"}, 0, (1100, 0, 0)),
        (1100, {"parity": "120%"}, 1, (0, 1200, 0)),
        (970, {"parity": "80%", "put": "99%"}, 2, (0, 0, 990)),
        (1030, {"parity": "95%", "call": "100%"}, 3, (0, 0, 1000)),
        (970, {"parity": "80%"}, 0, (970, 0, 0)),
        (1010, {"parity": "80%", "put": "99%"}, 0, (1010, 0, 0)),
        (1400, {"parity": "135%", "call": "100%"}, 1, (0, 1350, 0)),
        (1100, {"parity": "120%", "can_convert": "false"}, 0, (1100, 0, 0)),
        (1000, {"parity": "100%"}, 0, (1000, 0, 0)),
        (0, {"parity": "120%", "put": "99%"}, 0, (0, 0, 0)),
    ],
)
def test_the_holder_takes_what_is_worth_most(
    bond: int, terms: dict[str, str], action: int, after: tuple[int, int, int], tmp_path: Path
) -> None:
    run = run_in(plan_of(tmp_path, **terms), worth(bond))
    assert run["action"] == [action, *[0] * (YEARS - 1)]
    assert [run[name][0] for name in NAMES] == pytest.approx(after)
    assert [note.step for note in run.run.notes] == [1] * (action > 0)
    assert [note.view.label for note in run.run.notes] == ["轉換", "賣回", "贖回"][action - 1 : action]


def test_a_conversion_follows_the_share_once_it_has_risen(tmp_path: Path) -> None:
    # s4-convertible-shares: a conversion price of 12.5 TWD; the share rises by one a year from 11.5.
    run = run_in(plan_of(tmp_path, "11.5 / 12.5"), worth(1_150), {"rise": "8%"})
    assert run["action"] == [0, 0, 1, 0]
    assert run["stock"][2] == pytest.approx(1000 * 14.5 / 12.5)


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A bond that may be put and called."""
    return plan_of(tmp_path_factory.mktemp("open"), "100%", put="95%")


@given(market=markets(NAMES), parity=st.integers(0, 300), put=st.integers(0, 120), call=st.integers(0, 120))
@SOME
def test_no_other_way_that_is_open_is_worth_more(
    market: Market, parity: int, put: int, call: int, open_to_all: Plan
) -> None:
    terms = {"parity": f"{parity}%", "put": f"{put}%", "call": f"{call}%"}
    run = run_in(open_to_all, market, terms)
    for year in range(YEARS):
        price = before_trades(run, market, "bond", year)
        ways = [price * (call == 0), 10 * parity, 10 * put, 10 * call] if price > 1e-6 else [price]
        held = [before_trades(run, market, name, year) for name in NAMES]
        gained = sum(run[name][year] for name in NAMES) - sum(held) + price
        assert gained == pytest.approx(max(ways), rel=1e-9, abs=1e-6)
        assert run["proceeds"][year] == pytest.approx(gained if run["action"][year] else 0, abs=1e-6)


def test_a_decision_of_a_year_has_a_value_in_the_months_between(tmp_path: Path) -> None:
    path = tmp_path / "convertibles.plan"
    plan_of(tmp_path, "120%")
    path.write_text(path.read_text(encoding="utf-8").replace("years:", "step: month\n    years:"), encoding="utf-8")
    run = sound(path).run(set=worth(1100).settings)
    rows = [quantity for quantity in run.graph.quantities if quantity.axis == TIME]
    assert [row.name for row in rows if any(run.is_undefined(row.id, step) for step in (1, 12, 13))] == []
