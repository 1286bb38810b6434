"""Laws of statements, over every plan that stands in the folder of plans, at several dates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import plainplan
from plainplan.api.statements import statements_of, views_of
from plainplan.check.model import StatementTime

PLANS = sorted((Path(__file__).parents[2] / "plans").glob("*.plan"))
# What an account holds is rounded in proportion to the whole.
RELATIVE = 1e-9


@cache
def runs_of(path: Path) -> list[plainplan.Run]:
    """The statements of a plan after its first year, in the middle and at the end."""
    plan = plainplan.load(path)
    days = plan.run().dates
    chosen = {days[min(len(days), 12) - 1], days[len(days) // 2], days[-1]}
    return [statements_of(plan, StatementTime(day.year, day.month, day.day, 12, None)) for day in sorted(chosen)]


def figures(run: plainplan.Run, *names: str) -> Iterator[float]:
    """Figures of the statements by name."""
    for name in names:
        yield run.number(run.graph.by_name[f"statements.{name}"])


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_assets_less_debts_are_the_net_worth_of_the_plan(path: Path) -> None:
    for run in runs_of(path):
        assets, debts, worth, step = figures(run, "assets.market", "debts", "net_worth.market", "last_step")
        assert worth == pytest.approx(assets - debts, rel=RELATIVE, abs=0.01)
        assert worth == pytest.approx(run.net_worth[int(step) - 1], rel=RELATIVE, abs=0.01)
        both, cost, gain = figures(run, "debts_and_net_worth.market", "net_worth.cost", "net_worth.unrealised")
        assert both == pytest.approx(assets, rel=RELATIVE, abs=0.01)
        assert worth - cost == pytest.approx(gain, rel=RELATIVE, abs=0.01)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_cash_flow_explains_the_change_of_liquid_assets(path: Path) -> None:
    for run in runs_of(path):
        start, change, end, reconciles = figures(run, "cash_at_start", "change_in_cash", "cash_at_end", "reconciles")
        has_effect = "statements.exchange_effect" in run.graph.by_name
        effect = next(figures(run, "exchange_effect")) if has_effect else 0.0
        scale = next(figures(run, "assets.market")) + next(figures(run, "debts"))
        assert start + change + effect == pytest.approx(end, abs=0.01 + RELATIVE * scale)
        assert reconciles == 1
        assert [check.name for check in run.checks if check.view.is_builtin and check.is_failure] == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_lines_add_up_to_the_totals_below_them(path: Path) -> None:
    for run in runs_of(path):
        for view in views_of(run):
            if view.key not in ("assets", "cash_flow"):
                continue
            column = 1 if view.key == "assets" else 0
            lines: list[float] = []
            for line in view.lines:
                number = line.cells[column] if line.cells else None
                if line.kind == "line" and number is not None:
                    lines.append(run.number(number))
                elif line.kind == "subtotal" and number is not None:
                    assert run.number(number) == pytest.approx(math.fsum(lines), rel=RELATIVE, abs=0.01)
                    lines = []


def test_net_worth_at_cost_grows_by_savings_less_premiums_that_save() -> None:
    # No interest is added to a debt and no money is foreign in this household, so nothing else moves it.
    plan = plainplan.load(Path(__file__).parents[2] / "plans" / "household-statements.plan")
    before, after = (statements_of(plan, StatementTime(year, 12, 31, 12, None)) for year in (2026, 2027))
    (began,), (ended,) = figures(before, "net_worth.cost"), figures(after, "net_worth.cost")
    savings, premiums = figures(after, "savings", "flow.endowment")
    assert ended - began == pytest.approx(savings + premiums, abs=0.01)


def test_the_mortgage_of_a_household_falls_as_an_annuity() -> None:
    # 5.2 million at 2.1 %, 216 payments, twelve of them made: the closed form of an annuity.
    plan = plainplan.load(Path(__file__).parents[2] / "plans" / "household-statements.plan")
    run, rate = statements_of(plan), 0.021 / 12
    payment = 5_200_000 * rate / (1 - (1 + rate) ** -216)
    owed = 5_200_000 * (1 + rate) ** 12 - payment * ((1 + rate) ** 12 - 1) / rate
    balance, interest, principal = figures(run, "debt.mortgage", "interest_paid.mortgage", "principal_paid.mortgage")
    assert balance == pytest.approx(owed)
    assert principal == pytest.approx(owed - 5_200_000)
    assert interest + principal == pytest.approx(-12 * payment)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_statements_change_no_figure_of_the_plan(path: Path) -> None:
    plan = plainplan.load(path)
    plain, stated = plan.run(), plan.run(with_statements=True)
    assert plain.graph.statements == []
    for quantity in plain.graph.quantities:
        if not quantity.is_helper and quantity.axis in ("time", "scalar"):
            assert stated[quantity.name] == pytest.approx(plain[quantity.name], nan_ok=True) or isinstance(
                plain[quantity.name], str
            )
