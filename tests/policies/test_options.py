"""Options that are bought and held: the payoff, the premium that is lost, and money that is conserved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, policy_plan, run_in
from semantics.running import Figures

NAMES = ("option", "cash")


def option_plan(folder: Path, kind: str) -> Plan:
    """A plan that buys options at 5 in its first year, which expire at 100 in its third."""
    arguments = f'option, cash, "{kind}", units, 100 TWD, 5 TWD, price * 1 TWD, buys: step = 1, expires: step = 3'
    text = "param units = 10\nparam price = 100\n"
    text += f"each year {{\n    apply option_to_expiry({arguments}) as bet\n}}\n"
    text += "let held = bet.held\nlet paid_off = bet.paid_off\n"
    return policy_plan(folder, "options", NAMES, text)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """A call and a put."""
    return {kind: option_plan(tmp_path_factory.mktemp(kind), kind) for kind in ("call", "put")}


def hold(plan: Plan, cash: int, units: int, price: float) -> Figures:
    """What comes of options that expire at a price."""
    market = Market({"option": 0, "cash": cash}, dict.fromkeys(NAMES, (0.0,) * YEARS))
    return run_in(plan, market, {"units": f"{units}", "price": f"{price}"})


@pytest.mark.parametrize(
    ("kind", "price", "cash"), [("call", 115, 1_100), ("call", 98, 950), ("call", 102, 970), ("put", 90, 1_050)]
)
def test_a_payoff_comes_at_the_expiry(kind: str, price: int, cash: int, plans: dict[str, Plan]) -> None:
    run = hold(plans[kind], 1_000, 10, price)
    assert run["option"] == pytest.approx([50, 50, 0, 0])
    assert run["cash"] == pytest.approx([950, 950, cash, cash])
    assert run["held"] == [10, 10, 0, 0]
    assert [row.step for row in run.run.notes] == [3]


def test_no_more_is_bought_than_cash_pays_for(plans: dict[str, Plan]) -> None:
    run = hold(plans["call"], 20, 10, 115)
    assert run["held"][0] == pytest.approx(4)
    assert run["cash"][2] == pytest.approx(60)


@given(
    kind=st.sampled_from(["call", "put"]),
    cash=st.integers(0, 500),
    units=st.integers(0, 100),
    price=st.integers(0, 300),
)
@SOME
def test_no_more_than_the_premium_is_lost(kind: str, cash: int, units: int, price: int, plans: dict[str, Plan]) -> None:
    run = hold(plans[kind], cash, units, price)
    bought = min(5 * units, cash)
    worth = bought / 5 * (max(price - 100, 0) if kind == "call" else max(100 - price, 0))
    assert run["cash"][-1] == pytest.approx(cash - bought + worth)
    assert run["cash"][-1] >= cash - bought - 1e-9
    assert run["option"][-1] == 0
