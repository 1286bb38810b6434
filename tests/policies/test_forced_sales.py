"""Forced sales and additions of holdings that count and cost differently: the ratio of what is there is the line."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, sound
from semantics.running import Figures, RunText

HEAD = """\
use std.maintenance

plan "three" {{
    currency: HKD
    start: 2026-01
    years: 1
}}

param own_bank = 100 HKD
param own_tech = 100 HKD
param own_fund = 100 HKD
param own_cash = 0 HKD
param borrowed = 120 HKD
param goal = 130%
"""
ACCOUNTS = """\
asset bank {{
    value: own_bank
    sell_cost: 0.3%
    buy_cost: 0.2%
}}

asset tech {{
    value: own_tech
    sell_cost: 1%
}}

asset fund {{
    value: own_fund
}}

asset cash {{
    value: own_cash
    sell_cost: 0.1%
}}

group basket = bank, tech

group spare = cash

debt loan {{
    principal: borrowed
    payment: none
    secured_by: bank {bank}, tech {tech}, fund {fund}
}}

each year {{
    apply {rule} as watched
}}
"""


class Shares(NamedTuple):
    """What the lender counts of each of the three."""

    bank: str = "70%"
    tech: str = "50%"
    fund: str = "85%"

    def of(self, run: Figures) -> float:
        """What the three count at the close, by their real balances."""
        names = self._asdict()
        return sum(float(share[:-1]) / 100 * run[name][0] for name, share in names.items())


PLAIN = Shares()


def text_of(rule: str, shares: Shares = PLAIN) -> str:
    applied = rule if "collateral(" in rule else f"maintain({rule})"
    return HEAD.format() + "\n" + ACCOUNTS.format(rule=applied, **shares._asdict())


ORDER = 'bank then tech then fund, loan, cash, line: 100%, lent: true, cure: "none"'


# 220 count 205 * 70% … the closed form, account by account: bank pays 99.7 for 70 of collateral, and so on.
def test_holdings_of_unlike_shares_and_costs_are_sold_until_the_balances_reach_the_line(run_text: RunText) -> None:
    run = run_text(text_of(ORDER).replace("borrowed = 120", "borrowed = 230"))
    # 70 + 50 + 85 count for 230: 25 are missing. Bank sold whole, 99.7 repaid and 70 of collateral gone, brings 29.7,
    # so that 25 / 29.7 of it are enough.
    part = 25 / 29.7
    assert run["bank"] == pytest.approx([100 * (1 - part)])
    assert run["tech"] == [100]
    assert run["loan"] == pytest.approx([230 - 99.7 * part])
    assert Shares().of(run) == pytest.approx(run["loan"][0])
    assert run["watched.ratio_after"] == pytest.approx([1])


def test_the_next_in_order_is_sold_for_what_the_first_did_not_bring(run_text: RunText) -> None:
    run = run_text(text_of(ORDER).replace("borrowed = 120", "borrowed = 250"))
    # 45 are missing: bank whole brings 29.7; of tech 1 brings 0.99 - 0.5.
    sold = (45 - 29.7) / 0.49
    assert [run[name][0] for name in ("bank", "tech", "fund")] == pytest.approx([0, 100 - sold, 100])
    assert run["loan"] == pytest.approx([250 - 99.7 - 0.99 * sold])
    assert [row.view.label for row in run.run.notes] == ["追繳", "強制賣出", "強制賣出"]


def test_a_holding_whose_sale_brings_nothing_is_left_while_others_do(run_text: RunText) -> None:
    rule = 'fund then bank, loan, cash, line: 100%, lent: true, cure: "none"'
    shares = Shares(fund="100%")
    run = run_text(text_of(rule, shares).replace("borrowed = 120", "borrowed = 240"))
    # 220 count for 240: 1 of the fund is 1 for 1, and stays.
    assert run["fund"] == [100]
    assert run["bank"] == pytest.approx([100 * (1 - 20 / 29.7)])
    assert shares.of(run) == pytest.approx(run["loan"][0])


def test_a_group_is_sold_pro_rata_at_what_it_counts_together(run_text: RunText) -> None:
    rule = 'basket, loan, cash, line: 100%, lent: true, cure: "none"'
    run = run_text(text_of(rule).replace("borrowed = 120", "borrowed = 230"))
    # One of each: 0.997 + 0.99 repaid, 1.2 of collateral gone.
    sold = 25 / (1.987 - 1.2)
    assert [run["bank"][0], run["tech"][0]] == pytest.approx([100 - sold, 100 - sold])
    assert Shares().of(run) == pytest.approx(run["loan"][0])


@pytest.mark.parametrize(
    ("rule", "bank", "cash"),
    [
        # 15 are missing: of cash that is added to the bank's shares 70% count, after 0.1% and 0.2% of costs.
        ('bank, loan, cash, line: 100%, lent: true, cure: "add"', 100 + 15 / 0.7, 100 - 15 / 0.7 / 0.999 / 0.998),
        # Whole, 100 are 130% of 76.9: 130% * 120 - 100 = 56 are missing.
        ('bank, loan, cash, line: 130%, cure: "add"', 156, 100 - 56 / 0.999 / 0.998),
    ],
)
def test_what_is_added_counts_as_the_holding_that_it_goes_into(
    rule: str, bank: float, cash: float, run_text: RunText
) -> None:
    borrowed = 220 if "lent" in rule else 120
    text = text_of(rule).replace("borrowed = 120", f"borrowed = {borrowed}").replace("own_cash = 0", "own_cash = 100")
    run = run_text(text)
    assert (run["bank"][0], run["cash"][0]) == pytest.approx((bank, cash))
    assert run["watched.sold"] == [0]
    assert run["watched.ratio_after"] == pytest.approx([1 if "lent" in rule else 1.3])


def test_each_cure_is_priced_at_the_call(run_text: RunText) -> None:
    # The debt plan: 100 of one's own, 120 borrowed, 64 lost and 6 more: 150 for 120.
    rule = 'fund, loan, cash, line: 130%, cure: "none"'
    run = run_text(text_of(rule).replace("own_fund = 100", "own_fund = 150"))
    assert run["watched.to_repay"] == pytest.approx([120 - 150 / 1.3])
    assert run["watched.to_add"] + run["watched.to_add_shares"] == pytest.approx([6, 6])
    assert run["watched.to_sell"] + run["watched.sold"] == pytest.approx([20, 20])
    # Hong Kong at 70%: 210 count 147 for 150; 3 in cash, or 3 / 70% in shares.
    rule = 'fund, loan, cash, line: 100%, lent: true, cure: "none"'
    text = text_of(rule, Shares("0%", "0%", "70%")).replace("borrowed = 120", "borrowed = 150")
    run = run_text(text.replace("own_fund = 100", "own_fund = 210"))
    assert run["watched.to_add"] == pytest.approx([3])
    assert run["watched.to_add_shares"] == pytest.approx([3 / 0.7])
    assert run["watched.to_repay"] == pytest.approx([3])
    assert run["watched.to_sell"] == pytest.approx([10])


def test_a_lender_who_sells_everything_gives_back_what_is_left(run_text: RunText) -> None:
    rule = 'fund, loan, cash, line: 130%, cure: "none", sale: "all"'
    run = run_text(text_of(rule).replace("own_fund = 100", "own_fund = 150"))
    assert (run["fund"], run["loan"], run["cash"]) == ([0], [0], [30])
    assert run["watched.refunded"] == [30]
    assert [row.view.label for row in run.run.notes] == ["追繳", "全部賣出", "賣出後退還"]


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """A function that gives a plan in which the three are watched, made once."""
    folder = tmp_path_factory.mktemp("forced")
    made: dict[str, Plan] = {}

    def make(rule: str) -> Plan:
        if rule not in made:
            path = folder / f"{len(made)}.plan"
            path.write_text(text_of(rule), encoding="utf-8")
            made[rule] = sound(path)
        return made[rule]

    return make


RULES = {
    "lent": (ORDER, True, 1.0),
    "whole": ('tech then fund then bank, loan, cash, cure_line: 166%, cure: "none"', False, 1.66),
    "group": ('basket then fund, loan, cash, line: 100%, lent: true, cure: "repay"', True, 1.0),
    "add": ('tech then bank then fund, loan, cash, line: 100%, cure_line: 120%, lent: true, cure: "add"', True, 1.2),
}
AMOUNT = st.sampled_from([0, 100]) | st.integers(0, 1000)


@given(
    owned=st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT), borrowed=st.integers(1, 2500), kind=st.sampled_from(sorted(RULES))
)
@SOME
def test_after_a_forced_sale_the_real_balances_are_at_the_line_or_all_is_sold(
    owned: tuple[int, int, int, int], borrowed: int, kind: str, watching: Callable[[str], Plan]
) -> None:
    rule, lent, goal = RULES[kind]
    names = ("bank", "tech", "fund", "cash")
    given_ = {f"own_{name}": f"{amount} HKD" for name, amount in zip(names, owned, strict=True)}
    run = Figures(watching(rule).run(set={**given_, "borrowed": f"{borrowed} HKD"}))
    held = [run[name][0] for name in names[:3]]
    owed = run["loan"][0]
    counted = Shares().of(run) if lent else sum(held)
    assert min(*held, run["cash"][0], owed) >= 0
    if owed > 1e-6:
        assert run["watched.ratio_after"] == pytest.approx([counted / owed], abs=1e-9)
    if run["watched.sold"][0] > 1e-6:
        # All is sold only where the line cannot be reached, so that something is owed still.
        assert counted == pytest.approx(goal * owed, rel=1e-6, abs=1e-6) or (sum(held) < 1e-6 and owed > 1e-6)
    # Nobody gets richer, and costs are at most 1% of what was sold and 0.3% of what was bought.
    before, after = sum(owned) - borrowed, sum(held) + run["cash"][0] - owed
    assert before - 0.013 * sum(owned) - 1e-6 <= after <= before + 1e-6


@given(owned=st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT), borrowed=st.integers(1, 2500), goal=st.integers(100, 300))
@SOME
def test_a_group_is_sold_or_added_to_until_the_level_is_reached_or_nothing_is_left(
    owned: tuple[int, int, int, int], borrowed: int, goal: int, watching: Callable[[str], Plan]
) -> None:
    names = ("bank", "tech", "fund", "cash")
    given_ = {f"own_{name}": f"{amount} HKD" for name, amount in zip(names, owned, strict=True)}
    settings = {**given_, "borrowed": f"{borrowed} HKD", "goal": f"{goal}%"}
    for rule in ("sell_collateral(basket, basket, loan, goal)", "add_collateral(basket, basket, spare, loan, goal)"):
        run = Figures(watching(rule).run(set=settings))
        held, owed, level = run["bank"][0] + run["tech"][0], run["loan"][0], goal / 100
        if owned[0] + owned[1] >= level * borrowed:
            assert [held, owed] == pytest.approx([owned[0] + owned[1], borrowed])
        elif rule.startswith("sell") and level <= 1.01:
            # At a level of hardly more than 100% a sale with costs brings nothing.
            assert owed <= borrowed
        else:
            left = held if rule.startswith("sell") else run["cash"][0]
            assert held == pytest.approx(level * owed, rel=1e-6, abs=1e-6) or left == pytest.approx(0, abs=1e-6)
        after = held + run["fund"][0] + run["cash"][0] - owed
        assert sum(owned) * 0.987 - borrowed - 1e-6 <= after <= sum(owned) - borrowed + 1e-6


FOREIGN = """\
use std.maintenance

plan "abroad" {
    currency: TWD
    start: 2026-01
    years: 1
}

fx HKD = 4 TWD

asset bank {
    value: 70 HKD
    sell_cost: 1%
}

asset tech {
    value: 84 HKD
}

asset spare {
    value: 5 HKD
}

debt loan {
    principal: 120 HKD
    payment: none
    secured_by: bank 70%, tech 60%
}

each year {
    apply maintain(bank then tech, loan, spare, line: call_line_of("hk"), lent: lent_in("hk")) as watched
}
"""


def test_a_loan_in_a_foreign_currency_is_watched_in_its_own(run_text: RunText) -> None:
    run = run_text(FOREIGN)
    # 49 and 50.4 count for 120: 5 are repaid, and of 15.6 that are missing then 1 of the bank brings 0.99 - 0.7.
    sold = 15.6 / 0.29
    assert [run[name][0] for name in ("bank", "tech", "spare")] == pytest.approx([70 - sold, 84, 0])
    assert run["loan"] == pytest.approx([115 - 0.99 * sold])
    assert 0.7 * run["bank"][0] + 0.6 * 84 == pytest.approx(run["loan"][0])
