"""Short sales: the deposit, what it earns and costs, calls, forced purchases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, markets, policy_plan, run_in
from semantics.running import Figures

NAMES = ("stock", "cash", "deposit")
PLAIN = "short_sale(loan, deposit, cash, 100 TWD, stock.return, opens: step = 1, closes: step = 4)"
BLOCKS = """\
debt loan {{
    principal: 0 TWD
    payment: none
}}

each year {{
    apply {rule} as done
}}

let ratio = done.ratio
let called = done.called
let earned = done.earned
let paid = done.paid
"""


def selling_plan(folder: Path, rule: str) -> Plan:
    return policy_plan(folder, "short", NAMES, BLOCKS.format(rule=rule))


@pytest.fixture(scope="module")
def selling(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan that sells shares for 100 in its first year and buys them back in its fourth."""
    return selling_plan(tmp_path_factory.mktemp("short"), PLAIN)


def at(stock: int, cash: int, *rates: float) -> Market:
    """A market in which the stock has these returns, and then none."""
    filled = (*rates, *[0.0] * (YEARS - len(rates)))
    still = (0.0,) * YEARS
    return Market({"stock": stock, "cash": cash, "deposit": 0}, {"stock": filled, "cash": still, "deposit": still})


def net_worth(run: Figures, year: int) -> float:
    """What is owned less what is owed."""
    return sum(run[name][year] for name in NAMES) - run["loan"][year]


def test_a_short_sale_gains_what_the_share_loses(selling: Plan) -> None:
    run = run_in(selling, at(1, 100, 0, -0.2, -0.25))
    # The margin is 90; each fall brings 20 into the deposit of 190, which pay the debt down.
    assert run["deposit"] == pytest.approx([190, 190, 190, 0])
    assert run["loan"] == pytest.approx([100, 80, 60, 0])
    assert run["cash"] == pytest.approx([10, 10, 10, 140])


def test_a_short_sale_is_called_below_its_line(selling: Plan) -> None:
    # 190 for 150 are 126.7%: 59 bring it to 166%.
    run = run_in(selling, at(1, 200, 0, 0.5))
    assert run["ratio"][1] == pytest.approx(190 / 150)
    assert run["called"][1] == pytest.approx(59)
    assert run["deposit"][1] / run["loan"][1] == pytest.approx(1.66)
    assert [(row.step, row.view.label) for row in run.run.notes] == [(2, "追繳")]


def test_a_short_sale_is_bought_back_when_cash_does_not_do(selling: Plan) -> None:
    run = run_in(selling, at(1, 95, 0, 0.7))
    # 190 and 5 for 170.
    assert (run["loan"][1], run["deposit"][1], run["cash"][1]) == pytest.approx((0, 0, 25))
    assert [row.view.label for row in run.run.notes] == ["追繳", "強制回補"]


@pytest.fixture(scope="module")
def paying(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The same, where the deposit earns interest and the lender of the shares is paid."""
    costs = "step = 4, interest: 1%/year, borrowing: 3%/year, fee: 0.08%)"
    return selling_plan(tmp_path_factory.mktemp("paying"), PLAIN.replace("step = 4)", costs))


@given(market=markets(NAMES), has_costs=st.booleans())
@SOME
def test_a_short_sale_changes_net_worth_by_the_change_of_the_shares(
    market: Market, has_costs: bool, selling: Plan, paying: Plan
) -> None:
    still = Market({**market.balances, "deposit": 0}, {**market.returns, "deposit": (0.0,) * YEARS})
    run = run_in(paying if has_costs else selling, still)
    before, owed = float(market.balances["stock"] + market.balances["cash"]), 0.0
    held: dict[str, float] = {**market.balances, "deposit": 0}
    for year in range(YEARS):
        grown = sum(held[name] * market.returns[name][year] for name in ("stock", "cash"))
        grown += run["earned"][year] - run["paid"][year]
        change = owed * market.returns["stock"][year]
        assert net_worth(run, year) == pytest.approx(before + grown - change, rel=1e-9, abs=1e-6)
        before, owed = net_worth(run, year), run["loan"][year]
        held = {name: run[name][year] for name in NAMES}


def test_the_deposit_earns_and_the_lender_of_the_shares_is_paid(tmp_path: Path) -> None:
    rule = PLAIN.replace("step = 4)", "step = 4, interest: 1%/year, borrowing: 3%/year, fee: 0.08%)")
    run = run_in(selling_plan(tmp_path, rule), at(1, 100, 0, 0, -0.5))
    # 0.08% of 100 at once, then 1% a year on the deposit, which keeps its 190 while the shares fall, and 3% of what the
    # shares cost when the year begins.
    assert run["paid"] == pytest.approx([0.08, 3, 3, 1.5])
    assert run["earned"] == pytest.approx([0, 1.9, 1.919, 0.01 * (190 + 1.9 + 1.919)])
    assert net_worth(run, 3) == pytest.approx(101 - 0.5 + 50 + sum(run["earned"]) - sum(run["paid"]))


def test_no_shares_are_sold_below_the_last_close(tmp_path: Path) -> None:
    rule = PLAIN.replace("step = 4)", "step = 4, allowed: stock.return >= 0)")
    run = run_in(selling_plan(tmp_path, rule), at(1, 100, -0.02))
    assert (run["loan"], run["deposit"]) == ([0] * YEARS, [0] * YEARS)
    assert [(row.step, row.view.label) for row in run.run.notes] == [(1, "平盤以下不得放空")]


def test_an_account_that_also_buys_on_margin_has_one_ratio(tmp_path: Path) -> None:
    # 100 of shares for a loan of 60, and 190 for 150 of shares to buy back: 290 / 210, where 190 / 150 would be called.
    rule = PLAIN.replace("step = 4)", "step = 4, holdings: 100 TWD, loan: 60 TWD)")
    run = run_in(selling_plan(tmp_path, rule), at(1, 200, 0, 0.5))
    assert run["ratio"][1] == pytest.approx(290 / 210)
    assert run["called"] == [0] * YEARS
    # At 160 of 100 they are 290 / 220; at 180 they are 290 / 240 = 120.8%, and 1.66 * 240 - 290 are called.
    called = run_in(selling_plan(tmp_path, rule), at(1, 300, 0, 0.8))
    assert called["called"][1] == pytest.approx(1.66 * 240 - 290)
    assert (100 + called["deposit"][1]) / (60 + called["loan"][1]) == pytest.approx(1.66)
