"""Rule 18 on one loan: the closed forms of Excel's PMT, FV, IPMT and CUMPRINC (tables in tests/graph/test_debts.py)."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, plan

CASH = asset("cash", "100_000_000 TWD")
# 8 million at 2.1 % for 20 years: =PMT(2.1%/12,240,-8000000) is 40 876.07.
LOAN = debt("loan", "800萬 TWD", rate="2.1%/year compounded monthly", term="20 years", payment="level")
PAYMENT = 8_000_000 * (0.021 / 12) / (1 - (1 + 0.021 / 12) ** -240)


def owed_after(months: int) -> float:
    growth = (1 + 0.021 / 12) ** months
    return 8_000_000 * growth - PAYMENT * (growth - 1) / (0.021 / 12)


@pytest.mark.parametrize(("step", "size"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_a_mortgage_is_its_closed_form_in_every_step(run_text: RunText, step: str, size: int) -> None:
    run = run_text(
        plan(CASH + LOAN + "let p = loan.payment\nlet i = loan.interest\nlet c = loan.principal\n", step=step, years=20)
    )
    steps = range(1, 240 // size + 1)
    assert run["loan"] == pytest.approx([owed_after(k * size) for k in steps], abs=1e-5)
    assert run["p"] == pytest.approx([PAYMENT * size for _ in steps])
    repaid = [owed_after((k - 1) * size) - owed_after(k * size) for k in steps]
    assert run["c"] == pytest.approx(repaid)
    assert run["i"] == pytest.approx([PAYMENT * size - part for part in repaid])
    assert run["loan"][-1] == 0.0
    assert run.is_ok


def test_the_payment_is_that_of_a_published_table(run_text: RunText) -> None:
    """100,000 at 6 % for 30 years costs 599.55 a month: any table of mortgage payments."""
    text = CASH + debt("loan", "100_000 TWD", rate="6%/year", term="30 years") + "let p = loan.payment\n"
    assert round(run_text(plan(text, step="month", years=1))["p"][0], 2) == 599.55


def test_interest_accrues_within_the_debts_own_service(run_text: RunText) -> None:
    """What is repaid in a block after the service has borne interest; what is borrowed there has not."""
    text = CASH + debt("loan", "1200 TWD", rate="12%/year", payment="interest_only", paid_from="cash")
    text += "at 2026-01 {\n    repay 200 TWD of loan from cash\n}\nlet i = loan.interest\n"
    run = run_text(plan(text, step="month", years=1))
    assert run["i"][:2] == pytest.approx([12, 10])


def test_pledges_have_capacity_room_and_coverage(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="-50%/year") + debt("d", "350 TWD", payment="none", secured_by="a 70%")
    text += "let c = d.coverage\nlet k = d.capacity\nlet r = d.room\n"
    run = run_text(plan(text, years=2))
    assert run["k"] == pytest.approx([350, 175])
    assert run["c"] == pytest.approx([1, 0.5])
    assert run["r"] == pytest.approx([0, -175])


def test_a_rate_of_nothing_is_no_interest(run_text: RunText) -> None:
    run = run_text(
        plan(CASH + debt("loan", "1200 TWD", term="1 years") + "let i = loan.interest\n", step="month", years=1)
    )
    assert run["i"] == pytest.approx([0] * 12)
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("payment", ["level", "equal_principal", "at_maturity"])
def test_a_schedule_needs_a_term(diagnose: Diagnose, payment: str) -> None:
    assert diagnose(plan(CASH + debt("loan", "1200 TWD", payment=payment))) == ["missing-property"]


@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_equal_principal_repays_the_same_part_each_time(run_text: RunText, every: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term="2 years", payment="equal_principal", every=every)
    run = run_text(plan(text + "let c = loan.principal\n", years=2))
    assert run["c"] == pytest.approx([600, 600])
    assert run["loan"][-1] == 0.0
