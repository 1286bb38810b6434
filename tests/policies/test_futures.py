"""Futures and contracts for difference: settlement, calls, forced closing, and money that is neither made nor lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, policy_plan, run_in
from semantics.running import Figures

NAMES = ("margin", "cash")
# A small TAIEX future: 50 a point, 50,000 to open (case s3-futures-leverage), 40,000 to keep.
TERMS = "50 TWD, 50_000 TWD, 40_000 TWD"
CFD = "cfd(margin, units, price: level * 1 TWD"


def text_of(rule: str, records: Sequence[str]) -> str:
    """The block that applies a rule to an index that a test sets year by year."""
    years = [f"{2026 + year}: level_{2026 + year}" for year in range(YEARS)]
    parts = [f"param level_{2026 + year} = 20_000" for year in range(YEARS)]
    parts += ["param units = 1", f"let level = by_year({', '.join(years)})"]
    parts += [f"each year {{\n    apply {rule}) as position\n}}"]
    return "\n".join([*parts, *(f"let {name} = position.{name}" for name in records)]) + "\n"


MakePlan = Callable[[str], Plan]


@pytest.fixture(scope="module")
def trading(tmp_path_factory: pytest.TempPathFactory) -> MakePlan:
    """A function that gives a plan in which futures are held on these further terms, made once."""
    folder = tmp_path_factory.mktemp("futures")
    made: dict[str, Plan] = {}

    def make(rule: str) -> Plan:
        if rule not in made:
            last = "forgiven" if rule.startswith("cfd") else "owed"
            records = ("held", "profit", "costs", last, "is_out" if rule.startswith("cfd") else "called")
            made[rule] = policy_plan(folder, "futures", NAMES, text_of(rule, records))
        return made[rule]

    return make


def futures(more: str = "") -> str:
    """A rule of futures on the usual terms and some more."""
    return f"futures(margin, cash, units, level, {TERMS}{more}"


def settle(plan: Plan, cash: int, units: float, *levels: float, margin: int = 0) -> Figures:
    """What comes of a position while an index takes these levels, year by year, and stays at the last."""
    market = Market({"margin": margin, "cash": cash}, dict.fromkeys(NAMES, (0.0,) * YEARS))
    filled = [*levels, *[levels[-1]] * (YEARS - len(levels))]
    more = {f"level_{2026 + year}": f"{level:.9f}" for year, level in enumerate(filled)}
    return run_in(plan, market, {"units": f"{units}", **more})


def test_profit_is_settled_and_a_call_restores_the_initial_margin(trading: MakePlan) -> None:
    run = settle(trading(futures()), 100_000, 1, 20_000, 20_100, 19_700, 19_600)
    # 50,000; 100 points more; 400 less leave 35,000, and 15,000 are called; 100 less leave 45,000.
    assert run["margin"] == pytest.approx([50_000, 55_000, 50_000, 45_000])
    assert run["called"] == pytest.approx([0, 0, 15_000, 0])
    assert run["cash"] == pytest.approx([50_000, 50_000, 35_000, 35_000])
    assert [(row.step, row.view.label) for row in run.run.notes] == [(3, "追繳")]


def test_a_balance_at_the_maintenance_margin_is_not_called(trading: MakePlan) -> None:
    assert settle(trading(futures()), 50_000, 1, 20_000, 19_800)["called"] == [0] * YEARS
    assert settle(trading(futures()), 80_000, 1, 20_000, 19_799)["called"][1] == pytest.approx(10_050)


def test_what_cash_cannot_answer_is_closed_contract_by_contract(trading: MakePlan) -> None:
    # Three contracts on 160,000; 300 points cost 45,000: 105,000 carry two.
    run = settle(trading(futures()), 160_000, 3, 20_000, 19_700)
    assert run["held"][:2] == [3, 2]
    assert run["margin"][1] + run["cash"][1] == pytest.approx(115_000)
    assert [row.view.label for row in run.run.notes][:2] == ["追繳", "強制平倉"]


def test_a_gap_leaves_a_debt_that_is_shown(trading: MakePlan) -> None:
    run = settle(trading(futures()), 60_000, 1, 20_000, 18_000)
    assert (run["margin"][1], run["cash"][1], run["held"][1]) == (0, 0, 0)
    assert run["owed"][1] == pytest.approx(40_000)


def test_a_call_is_paid_as_many_settlements_later_as_it_is_good_for(trading: MakePlan) -> None:
    # 39,000 are called; 50 points more cost 2,500, and 13,500 are paid a settlement later.
    run = settle(trading(futures(", grace: 365 days")), 100_000, 1, 20_000, 19_780, 19_730, 19_730)
    assert run["called"] == pytest.approx([0, 11_000, 0, 0])
    assert run["margin"] == pytest.approx([50_000, 39_000, 50_000, 50_000])
    assert [(row.step, row.view.label) for row in run.run.notes] == [(2, "追繳"), (3, "補繳")]


def test_a_call_that_the_market_makes_good_is_not_paid(trading: MakePlan) -> None:
    run = settle(trading(futures(", grace: 365 days")), 100_000, 1, 20_000, 19_780, 20_000)
    assert run["margin"] == pytest.approx([50_000, 39_000, 50_000, 50_000])
    assert run["cash"] == pytest.approx([50_000] * YEARS)


def test_a_balance_below_the_line_is_closed_at_once(trading: MakePlan) -> None:
    # A quarter of 50,000 is 12,500: a fall by 750 points leaves it, by 760 points 12,000, and nobody is asked.
    for level, held, called in ((19_250, 1, 37_500), (19_240, 0, 38_000)):
        run = settle(trading(futures(", grace: 365 days, close_out: 25%")), 100_000, 1, 20_000, level)
        assert (run["held"][1], run["called"][1]) == pytest.approx((held, called))


def test_a_short_position_gains_when_the_index_falls(trading: MakePlan) -> None:
    run = settle(trading(futures(", free: true")), 100_000, -2, 20_000, 19_000)
    assert run["held"][:2] == [-2, -2]
    assert run["profit"][1] == pytest.approx(100_000)
    assert (run["margin"][1], run["cash"][1]) == pytest.approx((100_000, 100_000))


def test_contracts_cost_money_to_trade_and_to_hold(trading: MakePlan) -> None:
    run = settle(trading(futures(", cost: 100 TWD, carry: 1200 TWD/year")), 200_000, 2, 20_000)
    assert run["costs"] == pytest.approx([200, 2_400, 2_400, 2_400])


def test_a_cfd_pays_spread_and_interest_and_is_closed_at_half_its_margin(trading: MakePlan) -> None:
    plan = trading(f"{CFD}, spread: 0.2%, overnight: 6%/year")
    # 10 units at 100 on 500: 1,000 with a spread of 1; then 60 of interest and a fall by 10.
    run = settle(plan, 0, 10, 100, 90, 48, 100, margin=500)
    # In the second year 100 is lost, and 54 are paid on 900; in the third 420 and 28.8: nothing is left.
    assert run["margin"] == pytest.approx([499, 499 - 100 - 54, 0, 0])
    assert run["held"] == [10, 10, 0, 0]
    assert run["forgiven"][2] == pytest.approx(420 + 28.8 - 345)
    assert run["is_out"] == [0, 0, 1, 1]


def test_a_cfd_carries_no_more_than_its_leverage(trading: MakePlan) -> None:
    run = settle(trading(f"{CFD}, spread: 0%"), 0, 1_000, 100, 100, margin=500)
    assert run["held"][0] == pytest.approx(50)


@given(
    cash=st.integers(0, 400_000),
    units=st.integers(-4, 4),
    levels=st.lists(st.integers(0, 40_000), min_size=YEARS, max_size=YEARS),
)
@SOME
def test_accounts_change_by_profit_and_costs_less_what_is_owed(
    cash: int, units: int, levels: list[int], trading: MakePlan
) -> None:
    costs = ", cost: 50 TWD, carry: 600 TWD/year"
    late = futures(f"{costs}, grace: 365 days, close_out: 25%")
    for rule, owed in ((futures(costs), "owed"), (late, "owed"), (CFD, "forgiven")):
        share = (cash, 0) if owed == "owed" else (0, cash)
        run = settle(trading(rule), share[0], units, *(level + 1 for level in levels), margin=share[1])
        before = float(cash)
        for year in range(YEARS):
            held = run["margin"][year] + run["cash"][year]
            wanted = before + run["profit"][year] - run["costs"][year] + run[owed][year]
            assert held == pytest.approx(wanted, rel=1e-9, abs=1e-6)
            assert run[owed][year] >= -1e-9
            assert abs(run["held"][year]) <= abs(units) + 1e-9
            before = held
            if owed == "owed" and rule != late and run["called"][year] > 0:
                assert run["margin"][year] >= 50_000 * abs(run["held"][year]) - 50 * 8 - 1e-6
