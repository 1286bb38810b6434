"""How much of a change each edit explains, against every order of runs of plans that are written as text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainplan.diagnostics import Diagnostic
from plainplan.syntax import nodes
from plainplan.versions import attribution, budget
from plainplan.versions.attribution import LEAST_PAIRS, SAMPLED_PAIRS, Attribution, attribute
from plainplan.versions.budget import MOST, Budget
from plainplan.versions.edits import Edit
from plainplan.versions.mixture import Mixture
from plainplan.versions.runs import Runs
from versions.mixed import PLANS, Figures, edited, measured, net_worth, over_every_order, plan_of, run_figures

SAVING = """\
plan "儲蓄" {
    currency: TWD
    start: 2026-01
    years: 10
}

param amount = 12萬 TWD/year "每年存"
param until_year = 2030 "存到"

asset cash "存款" {
    value: 0 TWD
}

income saving "儲蓄" {
    amount: if year(now) < until_year then amount else 0 TWD/year
    into: cash
}
"""

CAR = "\nexpense car {\n    amount: 2萬 TWD/year\n    paid_from: cash\n}\n"


def attributed(before: str, after: str, scenario: str | None = None, root: Path = PLANS) -> Attribution:
    mixture = Mixture(plan_of(before, root), plan_of(after, root), scenario)
    found = attribute(mixture, scenario, net_worth, measured)
    assert isinstance(found, Attribution), found
    return found


def finals(found: Attribution) -> dict[str | None, float]:
    return {part.group.edits[0].entry.name: part.shares[0] for part in found.parts}


EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    # A value, how a debt is paid, weights.
    "guardrails.plan": (
        ("param equity = 6.5%/year", "param equity = 5.5%/year"),
        ("    payment: equal_principal\n", "    payment: level\n"),
        ("rebalance to stocks 65%, bonds 30%, cash rest", "rebalance to stocks 50%, bonds 40%, cash rest"),
    ),
    # A statement that was added, an expense that went, a block that runs in another month.
    "two-earners.plan": (
        ("each year in december {", "each year in june {"),
        ("    move max(reserve - cash, 0) from fund to cash as refilled\n", ""),
        (
            "goal college ",
            'expense car "車" {\n    amount: 1萬 TWD/month\n    paid_from: cash then fund\n}\n\ngoal college ',
        ),
    ),
    "family-protection.plan": (
        ("9萬 TWD/year, assured", "12萬 TWD/year, assured"),
        ("    until: wang.turns(65)\n", "    until: wang.turns(62)\n"),
        ("lives then 100% else 70%", "lives then 95% else 70%"),
    ),
    # The edits of the scenario itself count when it is the one.
    "historical-backtest.plan": (
        ("param first_rate = 4%/year", "param first_rate = 5%/year"),
        ("param method = 1 ", "param method = 3 "),
        (
            "    bond_return = us.bonds\n    cpi = us.cpi\n    rolling: us\n}\n\nscenario joined",
            "    cpi = us.cpi\n    rolling: us\n}\n\nscenario joined",
        ),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_parts_are_those_of_every_order_of_runs_and_sum_to_the_change(name: str) -> None:
    text, replacements = (PLANS / name).read_text(encoding="utf-8"), EDITS[name]
    scenario = "half" if name == "historical-backtest.plan" else None
    known: dict[frozenset[int], Figures] = {}

    def figures_of(made: frozenset[int]) -> Figures:
        known[made] = run_figures(edited(text, replacements, made), scenario)
        return known[made]

    expected = over_every_order(len(replacements), figures_of)
    found = attributed(text, edited(text, replacements, range(len(replacements))), scenario)
    before, after = known[frozenset()], known[frozenset(range(len(replacements)))]
    nearly = 1e-9 * abs(before[0])
    assert found.before == pytest.approx(before, rel=1e-9, abs=nearly)
    assert found.after == pytest.approx(after, rel=1e-9, abs=nearly)
    shares = sorted(part.shares for part in found.parts)
    for own, other in zip(shares, sorted(expected), strict=True):
        assert own == pytest.approx(other, rel=1e-9, abs=nearly)
    sums = tuple(map(math.fsum, zip(*shares, strict=True)))
    assert sums == pytest.approx(tuple(new - old for old, new in zip(before, after, strict=True)), rel=1e-9, abs=nearly)


def test_amount_and_years_of_saving_share_what_they_do_together() -> None:
    # w = a·n: the parts are (a1 − a0)(n0 + n1) / 2 and (n1 − n0)(a0 + a1) / 2.
    later = SAVING.replace("12萬", "15萬").replace("2030", "2033")
    found = finals(attributed(SAVING, later))
    assert found == pytest.approx({"amount": 30_000 * (4 + 7) / 2, "until_year": 3 * (120_000 + 150_000) / 2})


def test_equal_additive_edits_have_equal_parts() -> None:
    later = SAVING + CAR + CAR.replace("car", "scooter")
    found = finals(attributed(SAVING, later))
    assert found == pytest.approx({"car": -200_000, "scooter": -200_000})


def test_an_edit_without_effect_has_no_part() -> None:
    later = SAVING.replace("12萬", "15萬").replace('year "每年存"\n', 'year "每年存"\nparam idle = 1\n')
    later = later.replace("value: 0 TWD", "value: 0 TWD\n    sell_cost: 1%")
    found = finals(attributed(SAVING, later))
    assert found == pytest.approx({"amount": 120_000, "cash": 0})


def test_a_change_of_the_length_of_the_plan_is_an_edit() -> None:
    text = SAVING.replace("2030", "2099")
    later = text.replace("years: 10", "years: 12").replace("12萬", "15萬")
    found = finals(attributed(text, later))
    assert found == pytest.approx({None: 2 * (120_000 + 150_000) / 2, "amount": 30_000 * (10 + 12) / 2})


@given(st.lists(st.integers(1, 90), min_size=2, max_size=5), st.integers(0, 31))
@settings(max_examples=10)
def test_edits_that_only_add_have_the_parts_that_they_have_alone(amounts: list[int], removed: int) -> None:
    """Efficiency, symmetry and additivity: ten years of each flow, whatever the others are."""
    flows = {f"x{number}": amount for number, amount in enumerate(amounts)}
    texts = {name: CAR.replace("car", name).replace("2萬", f"{amount}萬") for name, amount in flows.items()}
    gone = {name for number, name in enumerate(flows) if removed >> number & 1}
    rich = SAVING.replace("12萬", "1_000萬")
    before = rich + "".join(texts[name] for name in flows if name in gone)
    after = rich + "".join(texts[name] for name in flows if name not in gone)
    expected = {name: (1 if name in gone else -1) * 100_000 * amount for name, amount in flows.items()}
    found = finals(attributed(before, after)) if expected else {}
    # The first years are paid from what was saved, so every flow is paid in full.
    assert found == pytest.approx(expected)


MANY = 11


def many(factor: float) -> str:
    flows = "".join(
        CAR.replace("car", f"x{number}").replace("2萬", f"{1 + factor * number}萬") for number in range(MANY)
    )
    return SAVING.replace("12萬", "1_000萬") + flows


def test_a_sample_of_additive_edits_is_exact() -> None:
    before, after = many(0.1), many(0.3)
    found = attributed(before, after)
    assert found.orders > 0
    assert finals(found) == pytest.approx({f"x{number}": -10 * 2_000 * number for number in range(1, MANY)})
    assert {part.errors[0] for part in found.parts} == {0.0}


# A yearly amount, a return and shares that work together in every way.
WOVEN = """\
plan "儲蓄" {
    currency: TWD
    start: 2026-01
    years: 4
}

param x0 = 10萬 TWD/year
param x1 = 50%
param x2 = 5%
param x3 = 20%
param x4 = 1%
param x5 = 2%
param x6 = 10%
param x7 = 3%
param x8 = 7%
param x9 = 100萬 TWD

asset cash {
    value: 30萬 TWD
    return: x4 / 1 year
}

asset fund {
    value: 30萬 TWD
    return: (x2 + x5 * x6) / 1 year
    fee: x7 * x8 / 1 year
}

income salary = x0 * (1 + x3 * x1)

each year {
    move max(cash - x9 * x6, 0 TWD) * x1 from cash to fund
}
"""


def woven() -> tuple[str, str]:
    later = WOVEN
    for number, text in enumerate(("15萬", "80%", "12%", "60%", "3%", "9%", "40%", "9%", "20%", "60萬")):
        later = re.sub(rf"(param x{number} = )[^ %\n]+%?", rf"\g<1>{text}", later)
    return WOVEN, later


def test_a_sample_is_near_what_every_order_gives_and_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = woven()
    sampled, again = attributed(before, after), attributed(before, after)
    monkeypatch.setattr(attribution, "MOST_EXACT", 10)
    exact = attributed(before, after)
    assert (sampled.orders, exact.orders, len(exact.parts)) == (48, 0, 10)
    assert [(part.shares, part.errors) for part in sampled.parts] == [
        (part.shares, part.errors) for part in again.parts
    ]
    for one, other in zip(sampled.parts, exact.parts, strict=True):
        # Of ten normal deviations one beyond four standard errors is met once in 1,500 samples.
        assert abs(one.shares[0] - other.shares[0]) <= 4 * one.errors[0]
    for found in (sampled, exact):
        total = math.fsum(part.shares[0] for part in found.parts)
        assert total == pytest.approx(found.after[0] - found.before[0], rel=1e-9)


class Game:
    """Figures of mixtures that are known beforehand, in the place of runs."""

    def __init__(self, figures: dict[int, Figures]) -> None:
        self.figures = figures

    def along(self, order: Sequence[int]) -> Iterator[Figures]:
        made = 0
        yield self.figures[made]
        for group in order:
            made |= 1 << group
            yield self.figures[made]


def test_the_standard_error_covers_the_exact_part_as_often_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = woven()
    mixture = Mixture(plan_of(before), plan_of(after))
    figures = Runs(mixture, None, net_worth, measured, ()).all_figures()
    game: Any = Game(figures)
    monkeypatch.setattr(attribution, "MOST_EXACT", 10)
    exact = [part.shares[0] for part in attributed(before, after).parts]
    deviations = []
    for seed in range(60):
        monkeypatch.setattr(attribution, "SEED", seed)
        found = attribution._sampled(game, 10, Budget())
        for part, share, error in zip(exact, found.shares, found.errors, strict=True):
            deviations.append(abs(share[0] - part) / error[0])
    # Student's t of 24 pairs: 67 % within one standard error, 94 % within two.
    assert sum(deviation <= 1 for deviation in deviations) / len(deviations) == pytest.approx(0.67, abs=0.06)
    assert sum(deviation <= 2 for deviation in deviations) / len(deviations) == pytest.approx(0.94, abs=0.03)


def test_parts_that_would_not_sum_to_the_real_change_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    later = SAVING.replace("12萬", "15萬").replace("2030", "2033")
    real = Runs.figures_of_plan
    monkeypatch.setattr(Runs, "figures_of_plan", lambda self, plan: (real(self, plan)[0] + 1, real(self, plan)[1]))
    found = attributed(SAVING, later)
    assert [math.isnan(part.shares[0]) for part in found.parts] == [True, True]
    assert [part.shares[1] for part in found.parts] == pytest.approx([30_000, 0])


@pytest.mark.parametrize("is_always_made", [True, False])
def test_an_edit_that_an_input_makes_wrongly_is_made_in_a_plan_of_its_own(
    monkeypatch: pytest.MonkeyPatch, is_always_made: bool
) -> None:
    later = SAVING.replace("12萬", "15萬") + CAR
    expected = finals(attributed(SAVING, later))

    def wrong(mixture: Mixture, edit: Edit, group: int) -> tuple[nodes.Declaration, ...]:
        return (edit.entry.node,) if is_always_made else ()

    monkeypatch.setattr(Mixture, "_switched", wrong)
    assert finals(attributed(SAVING, later)) == pytest.approx(expected)


EDITS_OF_A_LONG_PLAN = 200


def long_plan(factor: int) -> str:
    flows = "".join(
        f"expense x{number}_ {{\n    amount: {100 + factor * (number + 1)} TWD/year\n    paid_from: cash\n}}\n"
        for number in range(EDITS_OF_A_LONG_PLAN)
    )
    return SAVING.replace("12萬", "1_000萬") + flows


def test_hundreds_of_edits_are_told_from_fewer_orders() -> None:
    before, after = plan_of(long_plan(1)), plan_of(long_plan(2))
    mixture = Mixture(before, after)
    found = attribute(mixture, None, net_worth, measured)
    assert isinstance(found, Attribution)
    assert mixture.budget.spent < MOST
    assert 2 * LEAST_PAIRS <= found.orders < 2 * SAMPLED_PAIRS
    expected = {f"x{number}_": -10 * (number + 1) for number in range(EDITS_OF_A_LONG_PLAN)}
    assert finals(found) == pytest.approx(expected)


def test_what_takes_too_many_runs_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST", 100_000)
    found = attribute(Mixture(plan_of(many(0.1)), plan_of(many(0.3))), None, net_worth, measured)
    assert isinstance(found, Diagnostic)
    assert found.message == "what each of 10 edits did is not told: it would take too many runs of the plan"


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (SAVING.replace("years: 10", "years: 10\n    step: month"), "their steps are not as long"),
        (SAVING.replace("TWD", "USD"), "they are in two currencies"),
        (
            'plan "別的" {\n    currency: TWD\n    start: 2026-01\n    years: 10\n}\n\n'
            'asset house "房子" {\n    value: 900萬 TWD\n    return: 2%/year\n}\n',
            "they have nothing in common",
        ),
    ],
)
def test_of_two_plans_no_edit_is_told(after: str, why: str) -> None:
    found = attribute(Mixture(plan_of(SAVING), plan_of(after)), None, net_worth, measured)
    assert isinstance(found, Diagnostic)
    assert found.message == f"what each edit did is not told of two plans: {why}"
