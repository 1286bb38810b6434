"""Debts follow a loan table that is written month by month."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, plan

STEP_MONTHS = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "100_000 TWD")


def summed(rows: list[float], size: int) -> list[float]:
    return [sum(rows[i : i + size]) for i in range(0, len(rows), size)]


def level_table(
    principal: float, rates: list[float], payments: int, grace: int = 0
) -> tuple[list[float], list[float], list[float]]:
    """Balances, interest and payments, payment by payment; the payment is computed anew before each."""
    owed, balances, interests, paid = principal, [], [], []
    for number, rate in enumerate(rates):
        left = payments - number
        interest = owed * rate
        if left <= 0 or owed == 0:
            due = owed + interest
        elif number < grace:
            due = interest
        elif rate == 0:
            due = owed / left
        else:
            due = owed * rate / (1 - (1 + rate) ** -left)
        owed = 0.0 if left <= 1 else owed + interest - due
        balances.append(owed)
        interests.append(interest)
        paid.append(due)
    return balances, interests, paid


def equal_table(principal: float, rate: float, payments: int, count: int, grace: int = 0) -> list[tuple[float, float]]:
    """Balance and payment after each payment of equal principal."""
    owed, rows = principal, []
    for number in range(count):
        part = 0.0 if number < grace else principal / (payments - grace) if number < payments else 0.0
        rows.append((max(0.0, owed - part), part + owed * rate))
        owed = max(0.0, owed - part) if number < payments - 1 else 0.0
    return rows


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize(("term", "grace"), [(24, 0), (30, 0), (31, 0), (36, 7), (5, 0)])
def test_a_level_loan_is_the_table_summed_over_each_step(run_text: RunText, step: str, term: int, grace: int) -> None:
    waits = {"grace": f"{grace} months"} if grace else {}
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term=f"{term} months", payment="level", **waits)
    run = run_text(plan(text + "let p = loan.payment\nlet i = loan.interest\n", step=step, years=4))
    size = STEP_MONTHS[step]
    balances, interest, paid = level_table(1200, [0.06 / 12] * 48, term, grace)
    assert run["loan"] == pytest.approx(balances[size - 1 :: size], abs=1e-9)
    assert run["i"] == pytest.approx(summed(interest, size), abs=1e-9)
    assert run["p"] == pytest.approx(summed(paid, size), abs=1e-9)
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize(("term", "grace"), [(24, 0), (31, 0), (30, 5)])
def test_equal_principal_is_the_table_summed_over_each_step(
    run_text: RunText, step: str, term: int, grace: int
) -> None:
    waits = {"grace": f"{grace} months"} if grace else {}
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term=f"{term} months", payment="equal_principal", **waits)
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    size = STEP_MONTHS[step]
    rows = equal_table(1200, 0.005, term, 48, grace)
    assert run["loan"] == pytest.approx([row[0] for row in rows][size - 1 :: size], abs=1e-9)
    assert run["p"] == pytest.approx(summed([row[1] for row in rows], size), abs=1e-9)
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize("term", [24, 30, 31])
def test_interest_only_repays_everything_with_the_last_payment(run_text: RunText, step: str, term: int) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term=f"{term} months", payment="interest_only")
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    size = STEP_MONTHS[step]
    paid = [6.0 if month < term - 1 else 1206.0 if month == term - 1 else 0.0 for month in range(48)]
    owed = [1200.0 if month < term - 1 else 0.0 for month in range(48)]
    assert run["loan"] == pytest.approx(owed[size - 1 :: size])
    assert run["p"] == pytest.approx(summed(paid, size))
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize("term", [24, 30, 31])
def test_at_maturity_interest_is_added_and_all_is_due_with_the_last_payment(
    run_text: RunText, step: str, term: int
) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term=f"{term} months", payment="at_maturity")
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    size = STEP_MONTHS[step]
    owed = [1200 * 1.005 ** (month + 1) if month < term - 1 else 0.0 for month in range(48)]
    paid = [1200 * 1.005**term if month == term - 1 else 0.0 for month in range(48)]
    assert run["loan"] == pytest.approx(owed[size - 1 :: size])
    assert run["p"] == pytest.approx(summed(paid, size))
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_payment_none_adds_the_interest(run_text: RunText, step: str) -> None:
    run = run_text(plan(debt("loan", "1200 TWD", rate="6%/year", payment="none"), step=step, years=2))
    size = STEP_MONTHS[step]
    assert run["loan"] == pytest.approx([1200 * 1.005**month for month in range(size, 25, size)])


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_a_debt_keeps_its_own_calendar(run_text: RunText, step: str, every: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term="3 years", every=every)
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    size, own = STEP_MONTHS[step], STEP_MONTHS[every]
    count = 36 // own
    balances, _, paid = level_table(1200, [0.06 * own / 12] * (48 // own), count)
    # The balance and the payment of every month, then of every step.
    monthly = [balances[(m + 1) // own - 1] if m + 1 >= own else 1200.0 for m in range(48)]
    due = [paid[(m + 1) // own - 1] if (m + 1) % own == 0 else 0.0 for m in range(48)]
    assert run["loan"] == pytest.approx(monthly[size - 1 :: size], abs=1e-9)
    assert run["p"] == pytest.approx(summed(due, size), abs=1e-9)
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_interest_compounded_monthly_is_that_of_a_quarterly_payment(run_text: RunText, step: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year compounded monthly", term="2 years", every="quarter")
    run = run_text(plan(text, step=step, years=2))
    size = STEP_MONTHS[step]
    balances, _, _ = level_table(1200, [1.005**3 - 1] * 8, 8)
    monthly = [balances[(m + 1) // 3 - 1] if m + 1 >= 3 else 1200.0 for m in range(24)]
    assert run["loan"] == pytest.approx(monthly[size - 1 :: size], abs=1e-9)


def test_a_rate_that_changes_recomputes_the_payment(run_text: RunText) -> None:
    text = CASH + debt(
        "loan", "1200 TWD", rate="by_year(2026: 2%/year, 2027: 5%/year, otherwise: 3%/year)", term="4 years"
    )
    run = run_text(plan(text + "let p = loan.payment\n", step="month", years=4))
    rates = [0.02] * 12 + [0.05] * 12 + [0.03] * 24
    balances, _, paid = level_table(1200, [rate / 12 for rate in rates], 48)
    assert run["loan"] == pytest.approx(balances, abs=1e-9)
    assert run["p"] == pytest.approx(paid, abs=1e-9)
    yearly = run_text(plan(text + "let p = loan.payment\n", years=4))
    assert yearly["loan"] == pytest.approx(balances[11::12], abs=1e-9)
    assert yearly["p"] == pytest.approx(summed(paid, 12), abs=1e-9)


def test_a_loan_without_interest_is_repaid_in_equal_parts(run_text: RunText) -> None:
    run = run_text(plan(CASH + debt("loan", "1200 TWD", term="4 years"), years=5))
    assert run["loan"] == pytest.approx([900, 600, 300, 0, 0])
    assert run["loan"][3] == 0.0


@pytest.mark.parametrize("step", ["month", "year"])
def test_a_rate_below_zero_counts_as_zero(run_text: RunText, step: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="-12%/year", term="12 months", payment="level", grace="6 months")
    run = run_text(plan(text, step=step, years=1))
    months = [1200.0] * 6 + [1000, 800, 600, 400, 200, 0]
    assert run["loan"] == pytest.approx(months[STEP_MONTHS[step] - 1 :: STEP_MONTHS[step]])
    assert run.is_ok


def test_the_rate_may_come_from_a_param_and_keeps_its_compounding(run_text: RunText) -> None:
    text = CASH + "param quoted = 6%/year compounded monthly\n"
    text += debt("loan", "1200 TWD", rate="quoted", term="2 years", every="quarter")
    run = run_text(plan(text, step="quarter", years=2))
    assert run["loan"] == pytest.approx(level_table(1200, [1.005**3 - 1] * 8, 8)[0], abs=1e-9)


def test_a_monthly_rate_is_a_twelfth_of_nothing(run_text: RunText) -> None:
    run = run_text(plan(CASH + debt("loan", "1200 TWD", rate="0.5%/month", term="2 years"), years=2))
    assert run["loan"] == pytest.approx(level_table(1200, [0.005] * 24, 24)[0][11::12], abs=1e-9)


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize("start", [7, 12, 14])
def test_a_debt_that_starts_later_pays_its_principal_out_and_is_served_from_there(
    run_text: RunText, step: str, start: int
) -> None:
    date = f"{2026 + start // 12}-{start % 12 + 1:02}"
    text = CASH + asset("other", "0 TWD")
    text += debt("loan", "1200 TWD", rate="6%/year", term="24 months", start=date, into="other", paid_from="cash")
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    size = STEP_MONTHS[step]
    balances, _, paid = level_table(1200, [0.005] * 24, 24)
    owed = [0.0] * start + balances + [0.0] * 48
    due = [0.0] * start + paid + [0.0] * 48
    assert run["loan"] == pytest.approx(owed[size - 1 : 48 : size], abs=1e-9)
    assert run["p"] == pytest.approx(summed(due[:48], size), abs=1e-9)
    assert run["other"] == [1200.0 if month + size > start else 0.0 for month in range(0, 48, size)]


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_a_payment_of_the_writers_own_ends_with_what_is_left(run_text: RunText, step: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", payment="50 TWD/month")
    run = run_text(plan(text + "let p = loan.payment\n", step=step, years=4))
    owed, balances, paid = 1200.0, [], []
    for _ in range(48):
        due = min(50.0, owed * 1.005)
        owed = 0.0 if due < 50 else owed * 1.005 - due
        balances.append(owed)
        paid.append(due)
    size = STEP_MONTHS[step]
    assert run["loan"] == pytest.approx(balances[size - 1 :: size], abs=1e-9)
    assert run["p"] == pytest.approx(summed(paid, size), abs=1e-9)
    assert run["loan"][-1] == 0.0


def test_a_payment_below_the_interest_lets_the_debt_grow(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", payment="2 TWD/month")
    run = run_text(plan(text, years=1))
    owed = 1200.0
    for _ in range(12):
        owed = owed * 1.005 - 2
    assert run["loan"] == pytest.approx([owed])


def test_what_cannot_be_paid_stays_owed_and_is_short(run_text: RunText) -> None:
    text = asset("cash", "100 TWD") + debt("loan", "1200 TWD", rate="12%/year", term="12 months")
    run = run_text(plan(text + "let s = loan.short\nlet p = loan.payment\n", step="month", years=1))
    due = 1200 * 0.01 / (1 - 1.01**-12)
    assert run["p"][0] == 100.0
    assert run["s"][0] == pytest.approx(due - 100)
    assert run["loan"][0] == pytest.approx(1200 * 1.01 - 100)
    # Nothing more can be paid, and what is owed bears interest.
    assert run["loan"][1] == pytest.approx((1200 * 1.01 - 100) * 1.01)
    # With the last payment all of it is due.
    assert run["s"][11] == pytest.approx((1200 * 1.01 - 100) * 1.01**11)
    assert run.failing == ["everything_paid"]


def test_what_is_still_owed_after_the_term_is_due_at_once(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + debt("loan", "1200 TWD", rate="12%/year", term="2 months")
    text += "at 2026-06 {\n    receive 5000 TWD into cash\n}\n"
    run = run_text(plan(text + "let p = loan.payment\n", step="month", years=1))
    # The block of June comes after June's debt service.
    assert run["loan"][5] == pytest.approx(1200 * 1.01**6)
    assert run["p"][6] == pytest.approx(1200 * 1.01**7)
    assert run["loan"][6] == 0.0


def test_a_prepayment_lowers_the_payments_that_follow(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", term="24 months")
    text += "at 2026-06 {\n    repay 300 TWD of loan from cash\n}\n"
    run = run_text(plan(text + "let p = loan.payment\n", step="month", years=3))
    before, _, _ = level_table(1200, [0.005] * 24, 24)
    after, _, paid = level_table(before[5] - 300, [0.005] * 18, 18)
    assert run["loan"][5] == pytest.approx(before[5] - 300)
    assert run["loan"][6:24] == pytest.approx(after, abs=1e-9)
    assert run["p"][6] == pytest.approx(paid[0])
    assert run["loan"][23] == 0.0


def test_a_repayment_takes_no_more_than_is_owed(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", payment="none")
    text += "at 2026-01 {\n    repay 5000 TWD of loan from cash as out\n}\nlet a = out.amount\n"
    run = run_text(plan(text, step="month", years=1))
    assert run["a"][0] == pytest.approx(1206)
    assert run["loan"][0] == 0.0
    assert run["cash"][0] == pytest.approx(100_000 - 1206)


def test_a_limit_bounds_the_principal_and_not_the_interest(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + debt(
        "line", "0 TWD", rate="12%/year", payment="none", limit="250 TWD", every="year"
    )
    text += "each year {\n    borrow 100 TWD from line into cash as b\n}\n"
    text += "let a = b.amount\nlet s = b.short\nlet d = line.drawn\n"
    run = run_text(plan(text, years=4))
    assert run["a"] == [100, 100, 50, 0]
    assert run["s"] == [0, 0, 50, 100]
    assert run["d"] == [100, 200, 250, 250]
    owed = [100.0, 100 * 1.12 + 100, (100 * 1.12 + 100) * 1.12 + 50]
    assert run["line"][:3] == pytest.approx(owed)
    assert run["line"][3] == pytest.approx(owed[2] * 1.12)


def test_what_is_repaid_may_be_drawn_again(run_text: RunText) -> None:
    text = CASH + debt("line", "200 TWD", payment="interest_only", limit="250 TWD")
    text += "at 2026-01 {\n    repay 150 TWD of line from cash\n}\n"
    text += "at 2027-01 {\n    borrow 500 TWD from line into cash as b\n}\nlet a = b.amount\nlet d = line.drawn\n"
    run = run_text(plan(text, years=3))
    assert run["line"] == [50, 250, 250]
    assert run["a"] == [0, 200, 0]
    assert run["d"] == [50, 250, 250]


def test_collateral_gives_coverage_capacity_and_room(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + asset("b", "400 TWD") + asset("cash", "1000 TWD")
    text += debt("loan", "500 TWD", payment="none", secured_by="a 70%, b 85%")
    text += "let c = loan.coverage\nlet k = loan.capacity\nlet r = loan.room\n"
    run = run_text(plan(text, years=1))
    assert run["k"] == pytest.approx([0.7 * 1000 + 0.85 * 400])
    assert run["c"] == pytest.approx([1040 / 500])
    assert run["r"] == pytest.approx([540])


def test_coverage_without_a_debt_is_above_every_line(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + debt("loan", "0 TWD", payment="none", secured_by="a")
    text += "let c = loan.coverage\nlet k = loan.capacity\nlet r = loan.room\ncheck safe: loan.coverage > 300%\n"
    run = run_text(plan(text, years=1))
    assert run["k"] == run["r"] == [1000]
    assert run["c"][0] > 1e300
    assert run.is_ok


def test_payments_left_are_counted(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", term="30 months")
    run = run_text(plan(text + "let n = loan.left\n", years=4))
    assert run["n"] == [30, 18, 6, 0]


def test_service_draws_on_accounts_in_order(run_text: RunText) -> None:
    text = asset("first", "150 TWD") + asset("second", "2000 TWD")
    text += debt("loan", "1200 TWD", term="12 months", paid_from="first then second")
    run = run_text(plan(text, step="month", years=1))
    assert run["first"][:2] == pytest.approx([50, 0])
    assert run["second"][:2] == pytest.approx([2000, 1950])
    assert run["loan"][-1] == 0.0


@pytest.mark.parametrize("payment", ["level", "equal_principal", "interest_only", "at_maturity"])
@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_money_is_conserved_and_corkscrews_close(run_text: RunText, payment: str, step: str) -> None:
    text = asset("cash", "700 TWD", return_="3%/year")
    text += debt("loan", "1200 TWD", rate="6%/year", term="17 months", payment=payment, grace="3 months")
    run = run_text(plan(text, step=step, years=3))
    assert run.failing == ["everything_paid"]


def test_a_debt_without_into_pays_its_principal_to_the_default_account(run_text: RunText) -> None:
    text = asset("fund", "0 TWD") + asset("cash", "0 TWD", class_="liquid")
    text += debt("loan", "1200 TWD", payment="none", start="2027-01")
    run = run_text(plan(text, years=2))
    assert run["cash"] == [0, 1200]
    assert run["net_worth"] == [0, 0]


def test_a_debt_that_began_before_the_plan_has_used_up_part_of_its_term(run_text: RunText, diagnose: Diagnose) -> None:
    text = plan(CASH + debt("loan", "1200 TWD", term="24 months", start="2025-01"), years=2)
    if "date-outside-plan" in diagnose(text):
        return
    assert run_text(text)["loan"] == [0, 0]


def test_a_payment_in_real_money_follows_prices(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", every="year", payment="100 TWD/year real")
    run = run_text(plan(text + "let p = loan.payment\n", years=3, inflation="10%/year"))
    assert run["p"] == pytest.approx([100, 110, 121])


def test_a_payment_of_nothing_lets_the_debt_stand(run_text: RunText) -> None:
    text = CASH + "param p = 0 TWD/month\n" + debt("loan", "1200 TWD", payment="p") + debt("none", "0 TWD", payment="p")
    run = run_text(plan(text, years=2))
    assert run["loan"] == [1200, 1200]
    assert run["none"] == [0, 0]


def test_a_term_with_a_payment_of_the_writers_own_ends_the_debt(run_text: RunText) -> None:
    text = CASH + debt("loan", "1200 TWD", rate="6%/year", payment="10 TWD/month", term="18 months")
    for step, size in STEP_MONTHS.items():
        run = run_text(plan(text + "let p = loan.payment\n", step=step, years=2))
        owed, balances, paid = 1200.0, [], []
        for month in range(24):
            due = owed * 1.005 if month >= 17 else 10.0
            owed = 0.0 if month >= 17 else owed * 1.005 - due
            balances.append(owed)
            paid.append(due)
        assert run["loan"] == pytest.approx(balances[size - 1 :: size], abs=1e-9)
        assert run["p"] == pytest.approx(summed(paid, size), abs=1e-9)


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
@pytest.mark.parametrize("payment", ["level", "equal_principal", "interest_only", "at_maturity"])
def test_every_payment_clears_exactly_however_the_rate_varies(run_text: RunText, step: str, payment: str) -> None:
    varying = "by_year(2026: 1.7%/year, 2027: 0%/year, otherwise: 9.3%/year) "
    text = CASH + debt("loan", "1234.56 TWD", rate=varying, term="41 months", payment=payment)
    run = run_text(plan(text, step=step, years=5))
    assert run["loan"][-1] == 0.0
    assert run["loan"][41 // STEP_MONTHS[step]] == 0.0
    assert run.is_ok


def test_a_scenario_quotes_the_rate_in_the_compounding_of_the_plan(run_text: RunText, diagnose: Diagnose) -> None:
    loan = debt("loan", "1200 TWD", rate="6%/year compounded monthly", term="2 years", every="quarter")
    overlay = "scenario other {\n    loan.rate = 3%/year compounded monthly\n}\n"
    run = run_text(plan(CASH + loan + overlay, step="quarter", years=2), "other")
    assert run["loan"] == pytest.approx(level_table(1200, [1.0025**3 - 1] * 8, 8)[0], abs=1e-9)
    assert diagnose(plan(CASH + loan + overlay.replace(" compounded monthly", ""))) == ["compounding-mismatch"]
    assert diagnose(plan(CASH + loan.replace(" compounded monthly", "") + overlay)) == ["compounding-mismatch"]


def test_a_debt_in_another_currency_is_served_at_the_rate_of_the_step(run_text: RunText) -> None:
    text = CASH + "fx USD = 30 TWD\n" + debt("loan", "1200 USD", rate="6%/year", term="24 months", paid_from="cash")
    run = run_text(plan(text, step="month", years=2))
    balances, _, paid = level_table(1200, [0.005] * 24, 24)
    assert run["loan"] == pytest.approx(balances, abs=1e-9)
    assert run["cash"][-1] == pytest.approx(100_000 - 30 * sum(paid))
    assert run.is_ok


@pytest.mark.parametrize(("member", "needs"), [("left", "term"), ("coverage", "secured_by"), ("room", "secured_by")])
def test_a_member_needs_what_it_is_about(diagnose: Diagnose, member: str, needs: str) -> None:
    text = CASH + debt("loan", "1200 TWD", payment="none") + f"let x = loan.{member}\n"
    assert diagnose(plan(text)) == ["unknown-member"]


@pytest.mark.parametrize(
    "rate",
    [
        "by_year(2026: 2%/year compounded monthly, otherwise: 3%/year compounded monthly)",
        "since(2026-01: 2%/year compounded monthly, 2027-01: 3%/year compounded monthly)",
        "if step <= 4 then 2%/year compounded monthly else 3%/year compounded monthly",
        "choose(step <= 4: 2%/year compounded monthly, otherwise: 3%/year compounded monthly)",
    ],
)
def test_a_rate_that_is_chosen_keeps_its_compounding(run_text: RunText, rate: str) -> None:
    text = CASH + debt("loan", "1200 TWD", rate=rate, term="2 years", every="quarter")
    run = run_text(plan(text, step="quarter", years=2))
    rates = [(1 + yearly / 12) ** 3 - 1 for yearly in [0.02] * 4 + [0.03] * 4]
    assert run["loan"] == pytest.approx(level_table(1200, rates, 8)[0], abs=1e-9)
