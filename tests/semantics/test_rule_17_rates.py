"""Rule 17: rates keep the period in which they are quoted, and compound only where something reads them so."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, flow, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
PERIODS = {"day": 12 / 365, "week": 7 * 12 / 365, "month": 1, "quarter": 3, "year": 12}


@pytest.mark.parametrize("step", list(SIZES))
@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_a_return_compounds_from_its_period_to_the_step(run_text: RunText, step: str, period: str) -> None:
    run = run_text(plan(asset("a", "1000 TWD", return_=f"6%/{period}"), step=step, years=2))
    size = SIZES[step]
    assert run["a"] == pytest.approx([1000 * 1.06 ** (k * size / SIZES[period]) for k in range(1, 24 // size + 1)])


def test_a_return_that_is_nominal_says_so(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="6%/year compounded monthly")
    assert run_text(plan(text, years=2))["a"] == pytest.approx([1000 * 1.005**12, 1000 * 1.005**24])
    assert run_text(plan(text, step="quarter", years=1))["a"][0] == pytest.approx(1000 * 1.005**3)


def test_arithmetic_with_rates_is_plain(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + "param r = 6%/year\nlet x = r * a * 1 years\nlet y = 2 * r - 1%/year\n"
    text += asset("b", "1000 TWD", return_="2 * r - 1%/year") + "let z = r * a * 6 months\n"
    run = run_text(plan(text, years=1))
    assert (run["x"][0], run.scalar("y"), run["z"][0]) == pytest.approx((60, 0.11, 30))
    assert run["b"] == pytest.approx([1110])


def test_a_rate_times_money_is_money_per_time(run_text: RunText, diagnose: Diagnose) -> None:
    assert diagnose(plan(asset("a", "1000 TWD") + "let x = 6%/year * a + a\n")) == ["dimension-mismatch"]
    text = asset("a", "1200 TWD") + asset("b", "0 TWD") + "each month {\n    move 10%/year * a from a to b as m\n}\n"
    assert run_text(plan(text + "let x = m.amount\n", step="month", years=1))["x"][0] == pytest.approx(10)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("growth(6%/year, 2 years)", 1.06**2 - 1),
        ("compound(6%/year, 2 years)", 1.06**2),
        ("growth(6%/year, 6 months)", 1.06**0.5 - 1),
        ("growth(1%/month, 1 years)", 1.01**12 - 1),
        ("compound(6%/year compounded monthly, 1 years)", 1.005**12),
        ("compound(2%/quarter, 9 months)", 1.02**3),
        ("compound(0%/year, 9 months)", 1),
        ("growth(-10%/year, 3 years)", 0.9**3 - 1),
    ],
)
def test_growth_and_compound_are_the_power_of_the_time(run_text: RunText, call: str, value: float) -> None:
    assert run_text(plan(asset("a") + f"let x = {call}\n", years=1)).scalar("x") == pytest.approx(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        # The shorter period is that of the sum: 12 %/year is 1.12^(1/12) - 1 a month.
        ("(12%/year + 1%/month) * 1 month", 1.12 ** (1 / 12) - 1 + 0.01),
        ("(1%/month + 12%/year) * 1 month", 1.12 ** (1 / 12) - 1 + 0.01),
        ("(4%/quarter - 1%/month) * 1 month", 1.04 ** (1 / 3) - 1 - 0.01),
        ("max(12%/year, 1%/month) * 1 month", 0.01),
        ("(if 12.6%/year > 1%/month then 1 else 0)", 0),
        ("(if 12.7%/year > 1%/month then 1 else 0)", 1),
        ("(if step > 0 then 12%/year else 1%/month) * 1 month", 1.12 ** (1 / 12) - 1),
    ],
)
def test_rates_of_different_periods_meet_in_the_shorter_by_compounding(
    run_text: RunText, formula: str, value: float
) -> None:
    assert run_text(plan(asset("a") + f"let x = {formula}\n", years=1)).scalar("x") == pytest.approx(value)


def test_flows_and_lengths_of_time_meet_by_proportion(run_text: RunText) -> None:
    text = asset("a") + "let x = (120 TWD/year + 10 TWD/month) * 1 month\nlet y = (1 years + 6 months) / 1 month\n"
    text += "let z = if 1 years = 12 months then 1 else 0\nlet w = (5 TWD/month) / (60 TWD/year)\n"
    run = run_text(plan(text, years=1))
    assert (run.scalar("x"), run.scalar("y"), run.scalar("z"), run.scalar("w")) == pytest.approx((20, 18, 1, 1))


@pytest.mark.parametrize("gone", ["-100%/year", "-130%/year", "-250%/year"])
@pytest.mark.parametrize("step", list(SIZES))
def test_a_return_below_minus_100_percent_counts_as_minus_100_percent(run_text: RunText, gone: str, step: str) -> None:
    text = asset("a", "1000 TWD", return_=f"by_year(2027: {gone}, otherwise: 10%/year)")
    run = run_text(plan(text, step=step, years=3))
    last = 12 // SIZES[step]
    assert run["a"][last - 1] == pytest.approx(1100)
    assert run["a"][last:] == [0.0] * (2 * last)


def test_an_account_that_is_wiped_out_is_reported(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="by_year(2027: -130%/year, otherwise: 10%/year)")
    run = run_text(plan(text, years=3))
    assert run.failing == ["returns_above_ruin"]
    (found,) = [check for check in run.run.checks if not check.is_ok]
    assert found.failed_step == 2
    assert found.view.keyword == "warn"
    assert run_text(plan(asset("a", "1000 TWD", return_="-99%/year"), years=3)).is_ok


def test_payouts_and_fees_are_in_proportion_to_the_step(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", payout="12%/year", into="b", fee="0%/year") + asset("b", "0 TWD")
    assert run_text(plan(text, step="month", years=1))["b"] == pytest.approx([10 * k for k in range(1, 13)])
    run = run_text(plan(asset("a", "1000 TWD", fee="1.2%/year"), step="month", years=1))
    assert run["a"] == pytest.approx([1000 * 0.999**k for k in range(1, 13)])


@pytest.mark.parametrize("rate", ["12%/year", "1%/month"])
def test_a_payout_in_named_months_is_the_yearly_one_in_equal_parts(run_text: RunText, rate: str) -> None:
    # A fund that stands still at 1,000 pays 120 a year, in June and December 60 each.
    text = asset("a", "1000 TWD", payout=rate, into="b", in_="june, december") + asset("b", "0 TWD")
    assert run_text(plan(text, step="month", years=1))["b"] == pytest.approx([0] * 5 + [60] * 6 + [120])
    assert run_text(plan(text, step="quarter", years=1))["b"] == pytest.approx([0, 60, 60, 120])
    assert run_text(plan(text, years=2))["b"] == pytest.approx([120, 240])
    # In one month all of it, on what the fund is worth as that month begins: 12% of 1,000 × 1.01⁵.
    text = asset("a", "1000 TWD", return_="1%/month", payout=rate, into="b", in_="june") + asset("b", "0 TWD")
    assert run_text(plan(text, step="month", years=1))["b"][-1] == pytest.approx(120 * 1.01**5)


def test_a_payout_in_named_months_falls_on_the_last_step_of_a_month(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", payout="12%/year", into="b", in_="january, july") + asset("b", "0 TWD")
    # Thursday, Friday 30 January, Monday.
    head = 'plan "p" {\n currency: TWD\n start: 2026-01-29\n length: 3 days\n step: day\n}\n'
    assert run_text(head + text)["b"] == pytest.approx([0, 60, 60])


def test_an_asset_that_comes_later_pays_from_then_on(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", start="2026-07", payout="12%/year", into="b", in_="june, december")
    run = run_text(plan(text + asset("b", "0 TWD"), years=2))
    # Of the first year December alone; growth is none.
    assert run["b"] == pytest.approx([60, 180])


def test_months_without_a_payout_are_an_error(diagnose: Diagnose) -> None:
    assert diagnose(plan(asset("a", in_="june, december"))) == ["missing-property"]
    assert diagnose(plan(asset("a", payout="6%/year", in_="june, june"))) == ["duplicate-name"]


def test_formals_take_rates_and_times_of_other_periods(run_text: RunText) -> None:
    text = (
        asset("a") + "fn f(r: rate) = r * 1 years\nfn g(d: duration) = d / 1 month\nfn h(m: money/year) = m * 1 years\n"
    )
    text += "let x = f(1%/month)\nlet y = g(1.5 years)\nlet z = h(10 TWD/month)\nlet w = g(6 months)\n"
    run = run_text(plan(text, years=1))
    assert run.scalar("x") == pytest.approx(1.01**12 - 1)
    assert (run.scalar("y"), run.scalar("z"), run.scalar("w")) == pytest.approx((18, 120, 6))


def test_a_rule_takes_them_too(run_text: RunText) -> None:
    text = "rule r(a: asset, b: asset, d: duration, m: money/year, q: rate) {\n"
    text += "    record x = d / 1 month\n    record y = m * 1 month\n    record z = q * 1 years\n"
    text += "    move d * m from a to b\n}\n" + asset("a", "10_000 TWD") + asset("b", "0 TWD")
    text += "each year {\n    apply r(a, b, 6 months, 100 TWD/month, 1%/month) as k\n}\n"
    text += "let x = k.x\nlet y = k.y\nlet z = k.z\n"
    run = run_text(plan(text, years=1))
    assert (run["x"][0], run["y"][0], run["z"][0]) == pytest.approx((6, 100, 1.01**12 - 1))
    assert run["b"] == pytest.approx([600])


def test_growth_of_a_flow_compounds(run_text: RunText) -> None:
    text = asset("a") + flow("income", "i", "100 TWD/year", growth="1%/month")
    assert run_text(plan(text, years=3))["i.paid"] == pytest.approx([100 * 1.01 ** (12 * k) for k in range(3)])


@pytest.mark.parametrize("period", ["day", "week"])
def test_daily_and_weekly_rates_are_by_days_of_a_365_day_year(run_text: RunText, period: str) -> None:
    run = run_text(plan(asset("a", "1000 TWD", return_=f"0.01%/{period}"), years=1))
    days = 365 if period == "day" else 365 / 7
    assert run["a"] == pytest.approx([1000 * 1.0001**days])


@pytest.mark.parametrize("first", [True, False])
def test_rates_that_are_quoted_in_two_ways_are_made_effective(run_text: RunText, first: bool) -> None:
    rows = ["2026: 6%/year compounded monthly", "2027: 6%/year"]
    text = asset("a", return_=f"by_year({', '.join(rows if first else rows[::-1])}, otherwise: 0%/year)")
    assert run_text(plan(text, years=2))["a"] == pytest.approx([1000 * 1.005**12, 1000 * 1.005**12 * 1.06])
