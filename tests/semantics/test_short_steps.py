"""Plans of business days and weeks: their dates, what a step earns, when payments and blocks fall due.

Figures are closed forms; dates are counted here one by one with the standard library.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from math import isnan
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plainplan import load
from plainplan.cli.entry import main
from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt

Steps = list[tuple[date, date]]


def plan(text: str, step: str = "day", length: str = "40 days", start: str = "2026-01-05", more: str = "") -> str:
    """A plan of short steps."""
    head = f'plan "test" {{\n currency: TWD\n start: {start}\n length: {length}\n step: {step}\n{more}}}\n'
    return head + text


def business_days(start: date, count: int, holidays: tuple[date, ...] = ()) -> list[date]:
    """So many days from a start on that are worked."""
    found: list[date] = []
    while len(found) < count:
        if start.weekday() < 5 and start not in holidays:
            found.append(start)
        start += timedelta(1)
    return found


def steps_of(step: str, start: date, count: int, holidays: tuple[date, ...] = ()) -> Steps:
    """The first day of each step, and the day after its last."""
    if step == "week":
        firsts = [start + timedelta(7 * number) for number in range(count + 1)]
    else:
        firsts = business_days(start, count + 1, holidays)
    return list(pairwise(firsts))


def months_later(day: date, months: int) -> date:
    """Excel's EDATE."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


# The dates of steps.


@pytest.mark.parametrize("start", ["2026-01-03", "2026-01-04", "2026-01-05"])
def test_a_plan_that_starts_on_a_weekend_starts_on_monday(run_text: RunText, start: str) -> None:
    run = run_text(plan(asset("cash", "1 TWD"), start=start)).run
    assert run.starts == business_days(date(2026, 1, 5), 40)


@pytest.mark.parametrize(("day", "step"), [("2026-01-09", 5), ("2026-01-10", 5), ("2026-01-11", 5), ("2026-01-12", 6)])
def test_a_weekend_belongs_to_its_friday(run_text: RunText, day: str, step: int) -> None:
    text = f"at {day} {{\n record hit = step\n}}\n"
    hits = run_text(plan(asset("cash", "1 TWD") + text))["hit"]
    assert hits.index(step) == step - 1


def test_a_holiday_has_no_step_and_belongs_to_the_day_before(run_text: RunText) -> None:
    holidays = (date(2026, 1, 6), date(2026, 1, 9), date(2026, 1, 12))
    listed = ", ".join(map(str, holidays))
    text = asset("cash", "1 TWD") + "let long = period\nat 2026-01-11 {\n record hit = step\n}\n"
    figures = run_text(plan(text, length="5 days", more=f" holidays: [{listed}]\n"))
    assert figures.run.starts == business_days(date(2026, 1, 5), 5, holidays)
    # 5, 7, 8, 13 and 14 January.
    assert figures["long"] == [2, 1, 5, 1, 1]
    assert figures["hit"][2] == 3


def test_a_week_is_seven_days_from_the_start(run_text: RunText) -> None:
    run = run_text(plan(asset("cash", "1 TWD"), "week", "5 weeks", "2026-01-03")).run
    assert run.starts == [date(2026, 1, 3) + timedelta(7 * number) for number in range(5)]
    assert run.dates == [day + timedelta(6) for day in run.starts]


@pytest.mark.parametrize(
    ("step", "length", "steps"),
    [
        ("day", "60 days", 60),
        ("day", "2 weeks", 10),
        # From Monday, 5 January, through Wednesday, 4 February.
        ("day", "1 month", 23),
        ("week", "26 weeks", 26),
        ("week", "14 days", 2),
        # 31 days are four weeks and three days.
        ("week", "1 month", 5),
        ("month", "2 quarters", 6),
    ],
)
def test_a_length_says_how_many_steps_there_are(run_text: RunText, step: str, length: str, steps: int) -> None:
    start = "2026-01" if step == "month" else "2026-01-05"
    assert len(run_text(plan(asset("cash", "1 TWD"), step, length, start))["cash"]) == steps


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ("start: 2026-01-15\nlength: 3 days\nstep: day", ""),
        ("start: 2026-01-15\nyears: 40\nstep: day", ""),
        ("start: 2026-01-15\nyears: 70\nstep: day", "too-many-steps"),
        ("start: 2026-01-15\nlength: 20_000 weeks\nstep: week", "too-many-steps"),
        ("start: 2990-01-15\nlength: 15_000 years\nstep: week", "too-many-steps"),
        ("start: 2026-01-15\nlength: 10 days\nstep: week", "period-too-short"),
        ("start: 2026-01\nlength: 10 weeks\nstep: month", "period-too-short"),
        ("start: 2026-01\nlength: 7 months\nstep: quarter", "period-too-short"),
        ("start: 2026-01\nlength: 3\nstep: month", "type-mismatch"),
        ("start: 2026-01\nlength: 2.5 months\nstep: month", "out-of-range"),
        ("start: 2026-01\nlength: 3 months\nyears: 1\nstep: month", "conflicting-properties"),
        ("start: 2026-01-15\nlength: 3 days\nstep: day\nholidays: 2026-01-16", "type-mismatch"),
        ("start: 2026-01-15\nlength: 3 days\nstep: day\nholidays: [2026-01]", "type-mismatch"),
        ("start: 2026-01-15\nlength: 3 weeks\nstep: week\nholidays: [2026-01-16]", "conflicting-properties"),
    ],
)
def test_a_plan_says_how_long_it_is(diagnose: Diagnose, properties: str, code: str) -> None:
    head = properties.replace("\n", "\n ")
    assert diagnose(f'plan "test" {{\n currency: TWD\n {head}\n}}\nlet x = 1\n') == code.split()


# What a step earns.


def test_a_yearly_return_is_earned_for_every_day_from_step_to_step(run_text: RunText) -> None:
    run = run_text(plan(asset("cash", "1000 TWD", return_="5%/year")))
    ends = [after for _, after in steps_of("day", date(2026, 1, 5), 40)]
    assert run["cash"] == pytest.approx([1000 * 1.05 ** ((end - date(2026, 1, 5)).days / 365) for end in ends])


def test_a_return_in_the_unit_of_the_step_is_that_of_a_step(run_text: RunText) -> None:
    run = run_text(plan(asset("cash", "1000 TWD", return_="1%/day"), length="6 days"))
    assert run["cash"] == pytest.approx([1000 * 1.01**n for n in range(1, 7)])
    run = run_text(plan(asset("cash", "1000 TWD", return_="1%/week"), "week", "6 weeks"))
    assert run["cash"] == pytest.approx([1000 * 1.01**n for n in range(1, 7)])


def test_a_nominal_return_that_compounds_daily_does_so_on_weekends_too(run_text: RunText) -> None:
    run = run_text(plan(asset("cash", "1000 TWD", return_="3.65%/year compounded daily"), length="5 days"))
    assert run["cash"][-1] == pytest.approx(1000 * 1.0001**7)


def test_prices_rise_and_money_per_time_is_paid_by_the_days(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "expense food = 365 TWD/year\nincome wage = 7 TWD/week\n"
    run = run_text(plan(text + "let p = real(1 TWD, closing)\n", length="6 days", more=" inflation: 2%/year\n"))
    assert run["food.due"] == pytest.approx([1, 1, 1, 1, 3, 1])
    assert run["wage.due"] == pytest.approx([1, 1, 1, 1, 3, 1])
    assert run["p"][-1] == pytest.approx(1.02 ** (-8 / 365))


def test_a_flow_lasts_from_its_first_day_to_the_day_before_its_end(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "income wage {\n amount: 1 TWD/day\n from: 2026-01-10\n until: 2026-01-14\n}\n"
    # Of the Friday only the weekend.
    assert run_text(plan(text, length="9 days"))["wage.due"] == pytest.approx([0, 0, 0, 0, 2, 1, 1, 0, 0])
    text = text.replace("until: 2026-01-14", "through: 2026-01")
    assert sum(run_text(plan(text))["wage.due"]) == pytest.approx(22)


def test_an_amount_grows_with_the_first_step_from_its_anniversary_on(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "income wage {\n amount: 1 TWD/day\n growth: 10%/year\n from: 2026-02-06\n}\n"
    run = run_text(plan(text, length="14 months"))
    steps = steps_of("day", date(2026, 1, 5), len(run["cash"]))
    # 6 February 2027 is a Saturday, and counts from Monday on.
    wanted = [
        ((after - first).days if first >= date(2026, 2, 6) else 0) * (1.1 if first >= date(2027, 2, 8) else 1)
        for first, after in steps
    ]
    assert run["wage.due"] == pytest.approx(wanted)


# Payments and blocks.


@pytest.mark.parametrize("step", ["day", "week"])
@pytest.mark.parametrize("start", [date(2026, 1, 5), date(2026, 1, 30), date(2027, 8, 31)])
def test_a_monthly_payment_is_due_in_the_step_that_ends_a_month_from_the_start(
    run_text: RunText, step: str, start: date
) -> None:
    loan = debt("loan", "1200 TWD", rate="0%/year", term="1 year", payment="equal_principal", paid_from="cash")
    run = run_text(plan(asset("cash", "2000 TWD") + loan, step, "1 year", str(start)))
    steps = steps_of(step, run.run.starts[0], len(run["loan"]))
    anchor = run.run.starts[0]
    ends = [months_later(anchor, months) for months in range(1, 13)]
    wanted = [100.0 * sum(first < end <= after for end in ends) for first, after in steps]
    assert run["loan.payment"] == pytest.approx(wanted)
    # A week that reaches beyond the year, or the year's last business day, has the last payment.
    assert run["loan"][-1] == pytest.approx(1200 - sum(wanted))


def test_a_later_debt_begins_on_its_day_and_pays_by_its_own_months(run_text: RunText) -> None:
    loan = debt(
        "loan", "300 TWD", rate="0%/year", term="3 months", payment="equal_principal", paid_from="cash", into="cash"
    )
    loan = loan.replace("principal:", "start: 2026-01-10\n principal:")
    run = run_text(plan(asset("cash", "0 TWD") + loan, length="5 months"))
    balances = dict(zip(run.run.starts, run["loan"], strict=True))
    changes = [day for day, before in zip(run.run.starts[1:], run["loan"], strict=False) if balances[day] != before]
    # Taken up on Saturday, 10 January, in Friday's step; the months end on Mondays, 9 February and 9 March, and on
    # Thursday, 9 April.
    assert changes == [date(2026, 1, 9), date(2026, 2, 9), date(2026, 3, 9), date(2026, 4, 9)]


def test_interest_by_the_day_is_added_on_weekends_too(run_text: RunText) -> None:
    loan = debt("loan", "1000 TWD", rate="3.65%/year", payment="none").replace("principal:", "every: day\n principal:")
    assert run_text(plan(asset("cash", "0 TWD") + loan, length="5 days"))["loan"] == pytest.approx(
        [1000 * 1.0001**days for days in (1, 2, 3, 4, 7)]
    )
    assert run_text(plan(asset("cash", "0 TWD") + loan, "week", "2 weeks"))["loan"] == pytest.approx(
        [1000 * 1.0001**days for days in (7, 14)]
    )


def test_a_payment_by_the_day_needs_steps_of_days(diagnose: Diagnose) -> None:
    loan = debt("loan", "1000 TWD", rate="3.65%/year", payment="none").replace("principal:", "every: day\n principal:")
    assert diagnose(plan(asset("cash", "0 TWD") + loan, "month", "3 months", "2026-01")) == ["unknown-word"]


@pytest.mark.parametrize("step", ["day", "week"])
@pytest.mark.parametrize("start", [date(2026, 1, 5), date(2026, 1, 30), date(2027, 12, 31)])
@pytest.mark.parametrize(
    ("block", "key"),
    [
        ("each month", lambda day, start: _months(start, day)),
        ("each quarter", lambda day, start: _months(start, day) // 3),
        ("each year", lambda day, start: _months(start, day) // 12),
        ("each week", lambda day, start: (day - start).days // 7),
    ],
)
def test_a_block_runs_in_the_last_step_of_its_period_or_in_the_first(
    run_text: RunText, step: str, start: date, block: str, key: Callable[[date, date], int]
) -> None:
    text = asset("cash", "0 TWD") + f"{block} {{\n record last = step\n}}\n{block} first {{\n record begun = step\n}}\n"
    run = run_text(plan(text, step, "14 months", str(start)))
    steps = steps_of(step, run.run.starts[0], len(run["last"]))
    last, begun = 0.0, 0.0
    for number, (first, after) in enumerate(steps):
        before = steps[number - 1][0] if number else None
        here = key(first, start)
        last = number + 1.0 if key(after, start) > here else last
        begun = number + 1.0 if before is None or here > key(before, start) else begun
        assert (run["last"][number], run["begun"][number]) == (last, begun)


def _months(start: date, day: date) -> int:
    """Whole months from one date to another."""
    return max(months for months in range(40) if months_later(start, months) <= day)


@pytest.mark.parametrize("step", ["day", "week"])
def test_a_named_month_is_the_last_step_that_begins_in_it(run_text: RunText, step: str) -> None:
    text = asset("cash", "0 TWD") + "income gift {\n amount: 5 TWD\n in: january, march\n}\n"
    text += "each year in january, march {\n receive 5 TWD into cash as present\n}\n"
    run = run_text(plan(text, step, "15 months"))
    steps = steps_of(step, date(2026, 1, 5), len(run["cash"]))
    wanted = [5.0 if first.month in (1, 3) and after.month != first.month else 0.0 for first, after in steps]
    assert sum(wanted) == 20
    assert run["gift.due"] == wanted
    assert run["cash"][-1] == 40


def test_a_block_cannot_run_more_often_than_the_step(diagnose: Diagnose) -> None:
    text = asset("cash", "0 TWD") + "each day {\n receive 5 TWD into cash\n}\n"
    assert diagnose(plan(text, "week", "3 weeks")) == ["period-too-short"]
    assert diagnose(plan(text)) == []


def test_money_per_time_in_a_block_is_that_of_its_period(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "each month {\n receive 12 TWD/year into cash\n}\n"
    assert run_text(plan(text, length="2 months"))["cash"][-1] == pytest.approx(2)
    text = asset("cash", "0 TWD") + "each day {\n receive 365 TWD/year into cash\n}\n"
    assert run_text(plan(text, length="5 days"))["cash"] == pytest.approx([1, 2, 3, 4, 7])


# Looking along time.


def test_a_window_counts_steps(run_text: RunText) -> None:
    run = run_text(plan("let x = step\nlet m = sum(x, last: 3 days)\nlet w = sum(x, last: 1 week)\n", length="8 days"))
    assert run["m"] == [1, 3, 6, 9, 12, 15, 18, 21]
    assert run["w"] == [1, 3, 6, 10, 15, 20, 25, 30]


@pytest.mark.parametrize(("step", "window"), [("day", "1 month"), ("day", "1 year"), ("week", "3 days")])
def test_a_window_is_a_whole_number_of_steps(diagnose: Diagnose, step: str, window: str) -> None:
    assert diagnose(plan(f"let m = sum(step, last: {window})\n", step, "8 weeks")) == ["period-too-short"]


def test_time_that_has_passed_is_counted_in_days(run_text: RunText) -> None:
    run = run_text(plan("let e = elapsed\nlet g = compound(10%/year, elapsed)\n", length="6 days"))
    assert run["e"] == [0, 1, 2, 3, 4, 7]
    assert run["g"][-1] == pytest.approx(1.1 ** (7 / 365))
    assert run_text(plan("let e = elapsed\n", "week", "3 weeks"))["e"] == [0, 1, 2]


@pytest.mark.parametrize("step", ["day", "week"])
def test_a_fall_makes_what_it_says(run_text: RunText, step: str) -> None:
    fall = "fall(40%, over: 1 year, from: 2026-02-02)"
    run = run_text(plan(asset("fund", "100 TWD", return_=fall), step, "2 years"))
    assert run["fund"][-1] == pytest.approx(60, rel=2e-3)
    whole = run_text(plan(asset("fund", "100 TWD", return_=fall), step, "2 years", "2026-02-02"))
    # 365 days: all of the fall.
    assert whole["fund"][-1] == pytest.approx(60)


def test_values_by_date_are_read_at_the_step(run_text: RunText) -> None:
    text = "let y = by_year(2026: 1, otherwise: 2)\nlet s = since(2026-12-30: 1, 2027-01-02: 2, otherwise: 0)\n"
    text += "let d = by_date(2027-01-03: 1, otherwise: 0)\n"
    run = run_text(plan(text, start="2026-12-29", length="5 days"))
    # Tuesday to Thursday; Friday, the first of January, with its weekend; Monday.
    assert run["y"] == [1, 1, 1, 2, 2]
    assert run["s"] == [0, 1, 1, 2, 2]
    assert run["d"] == [0, 0, 0, 1, 0]


def test_two_days_of_one_month_are_two_rows(run_text: RunText, diagnose: Diagnose) -> None:
    rows = "let r = by_date({}: -12%/day, {}: -10%/day, otherwise: 0%/day)\n"
    days = plan(rows.format("2026-03-09", "2026-03-10") + asset("fund", "100 TWD", return_="r"), start="2026-03-06")
    # Friday, Monday, Tuesday, Wednesday: 100 × 0.88 × 0.9 is 79.20.
    assert run_text(days)["fund"][:4] == pytest.approx([100, 88, 79.2, 79.2])
    # A Saturday is a part of Friday's step, and a day of the week after is another row of a plan of weeks.
    assert diagnose(plan(rows.format("2026-03-13", "2026-03-14"), start="2026-03-06")) == ["overlapping-keys"]
    assert diagnose(plan(rows.format("2026-03-13", "2026-03-14..2026-03-20"), start="2026-03-06"))
    weeks = rows.replace("/day", "/week")
    assert diagnose(plan(weeks.format("2026-03-09", "2026-03-10"), "week", "8 weeks", "2026-03-02")) == [
        "overlapping-keys"
    ]
    assert diagnose(plan(weeks.format("2026-03-09", "2026-03-16"), "week", "8 weeks", "2026-03-02")) == []


# Data by day.

ROWS = "Date,Close,Gain\n2026-01-06,110,10%\n2026-01-07,99,-10%\n2026-01-10,198,100%\n"
DATA = 'data index from "index.csv" by day {\n column "Date" as d\n column "Close" as close\n'
DATA += ' column "Gain" as gain: rate/day\n}\n'


@pytest.fixture
def index_file(tmp_path: Path) -> Path:
    path = tmp_path / "index.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("index_file")
def test_a_day_without_a_row_has_the_last_price_and_no_return(run_text: RunText) -> None:
    run = run_text(
        plan(DATA + asset("fund", "100 TWD", return_="index.gain") + "let p = index.close\n", length="6 days")
    )
    # Nothing is known on Monday; Thursday knows Wednesday's price; Saturday's row is read with Friday's step.
    assert isnan(run["p"][0])
    assert run["p"][1:] == [110, 99, 99, 198, 198]


@pytest.mark.usefixtures("index_file")
def test_returns_from_data_drive_an_account(run_text: RunText) -> None:
    text = DATA + asset("fund", "100 TWD", return_="index.gain")
    run = run_text(plan(text, length="5 days", start="2026-01-06"))
    assert run["fund"] == pytest.approx([110, 99, 99, 198, 198])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("2026-01-07,99,1%\n2026-01-06,110,1%", "keys-not-ascending"),
        ("2026-01-06,99,1%\n2026-01-06,110,1%", "duplicate-key"),
        # Friday and Saturday are one step, and a step has one return.
        ("2026-01-09,99,1%\n2026-01-10,110,1%", "duplicate-key"),
        ("2026,99,1%", "wrong-key"),
    ],
)
def test_rows_by_day_stand_in_the_order_of_time(tmp_path: Path, rows: str, code: str) -> None:
    (tmp_path / "index.csv").write_text(f"Date,Close,Gain\n{rows}\n", encoding="utf-8")
    path = tmp_path / "test.plan"
    path.write_text(plan(DATA + "let p = index.close\n", length="6 days"), encoding="utf-8")
    assert [found.code for found in load(path).check(is_static=True)][:1] == [code]


def test_the_statements_of_a_plan_of_days_cover_the_steps_that_begin_in_their_months(tmp_path: Path) -> None:
    path = tmp_path / "test.plan"
    text = asset("cash", "0 TWD") + "income wage = 365 TWD/year\n"
    path.write_text(plan(text + "report {\n statement cash_flow from 2026-02 until 2026-03\n}\n", length="3 months"))
    run = load(path).run(with_statements=True)
    months = run.number(run.graph.by_name["statements.months_covered"])
    # From Monday, 2 February, through Sunday, 1 March.
    assert months == pytest.approx(28 / 365 * 12)


@pytest.mark.parametrize(
    ("step", "length", "count"),
    [
        ("day", "2 days", 2),
        ("day", "2 weeks", 10),
        ("day", "1 year", 260),
        ("week", "6 days", 0),
        ("week", "14 days", 2),
        ("month", "2 days", 0),
        ("month", "1 quarter", 3),
        ("year", "11 months", 0),
    ],
)
def test_a_length_of_time_is_counted_in_steps(run_text: RunText, step: str, length: str, count: int) -> None:
    start, whole = ("2026-01-05", "5 weeks") if step in ("day", "week") else ("2026-01", "2 years")
    assert run_text(plan(f"let n = whole_periods({length})\n", step, whole, start)).scalar("n") == count


def test_in_a_block_a_length_of_time_is_counted_in_its_periods(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "each month {\n record n = whole_periods(1 quarter)\n}\n"
    assert run_text(plan(text, length="2 months"))["n"][-1] == 3


# What people read.


def test_a_business_day_is_called_by_its_own_date_and_a_week_by_its_last(run_text: RunText) -> None:
    text = asset("cash", "0 TWD") + "check few: step < 5\n"
    for step, length, wanted in (("day", "6 days", "2026-01-09"), ("week", "6 weeks", "2026-02-08")):
        run = run_text(plan(text, step, length)).run
        assert [found.message for found in run.diagnostics] == [f"`few` does not hold, first in {wanted}"]


@pytest.mark.parametrize(("step", "length"), [("day", "30 days"), ("week", "8 weeks")])
def test_the_annual_sheet_and_the_table_of_years_follow_the_first_days(
    tmp_path: Path, step: str, length: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, book = tmp_path / "test.plan", tmp_path / "test.xlsx"
    text = asset("cash", "0 TWD") + "income wage = 7000 TWD/week\n"
    path.write_text(plan(text, step, length, "2026-12-10", " locale: en\n"), encoding="utf-8")
    steps = steps_of(step, date(2026, 12, 10), int(length.split()[0]))
    paid = {year: 1000 * sum((b - a).days for a, b in steps if a.year == year) for year in (2026, 2027)}
    load(path).export(book)
    rows = [row for row in load_workbook(book, data_only=True)["Annual"].iter_rows(values_only=True) if row[0]]
    years = next(row for row in rows if row[0] == "Year")
    wages = next(row for row in rows if row[0] == "wage received")
    found = {year: amount for year, amount in zip(years, wages, strict=True) if year in paid}
    assert found == pytest.approx(paid)
    assert main(["run", str(path)]) == 0
    table = capsys.readouterr().out
    assert all(f"{amount:,.0f}" in table for amount in paid.values())
