"""Rule 7: flows on the calendar (tests/graph/test_flows.py has their figures), ages, and the words of time."""

from __future__ import annotations

from datetime import date

import pytest

from semantics.running import RunText
from semantics.texts import asset, flow, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "1_000_000 TWD")


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def test_until_is_half_open_and_through_includes_its_month(run_text: RunText) -> None:
    text = CASH + flow("income", "a", "1 TWD/month", from_="2026-03", until="2026-06")
    text += flow("income", "b", "1 TWD/month", from_="2026-03", through="2026-06")
    run = run_text(plan(text, step="month", years=1))
    assert run["a.paid"] == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert run["b.paid"] == [0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]


def test_part_of_a_step_is_paid_by_its_share_of_months(run_text: RunText) -> None:
    text = CASH + flow("income", "a", "1200 TWD/year", from_="2026-09", until="2027-03")
    assert run_text(plan(text, years=2))["a.paid"] == pytest.approx([400, 200])


@pytest.mark.parametrize("step", list(SIZES))
@pytest.mark.parametrize("born", [date(1970, 3, 2), date(1970, 1, 1), date(2000, 2, 29), date(1990, 12, 31)])
def test_age_is_whole_completed_years_on_the_first_day(run_text: RunText, step: str, born: date) -> None:
    text = CASH + f"person p {{\n    born: {born}\n}}\nlet a = p.age\n"
    run = run_text(plan(text, step=step, years=4))
    assert run["a"] == [age_on(born, day) for day in run.run.starts]


def test_who_is_not_born_yet_has_the_age_0(run_text: RunText) -> None:
    run = run_text(plan(CASH + "person p {\n    born: 2027-06-01\n}\nlet a = p.age\n", years=4))
    assert run["a"] == [0, 0, 0, 1]


def test_turns_is_a_date(run_text: RunText) -> None:
    text = CASH + "person p {\n    born: 1963-08-20\n}\nat p.turns(65) {\n    record hit = step\n}\n"
    text += "let d = p.turns(65)\nlet e = p.turns(65) + 1 month\n"
    run = run_text(plan(text, step="month", years=4))
    assert run.scalar("d") == (date(2028, 8, 20) - date(1899, 12, 30)).days
    assert run.scalar("e") == (date(2028, 9, 20) - date(1899, 12, 30)).days
    assert run["hit"][31] == 32


def test_who_was_born_on_a_29_february_turns_on_the_28th(run_text: RunText) -> None:
    run = run_text(plan(CASH + "person p {\n    born: 2000-02-29\n}\nlet d = p.turns(27)\n", years=4))
    assert run.scalar("d") == (date(2027, 2, 28) - date(1899, 12, 30)).days


def test_lives_to_ends_alive(run_text: RunText) -> None:
    text = CASH + "person p {\n    born: 1940-05-01\n    lives_to: 87\n}\n"
    run = run_text(plan(text + "let a = p.age\nlet x = if p.alive then 1 else 0\n", years=5))
    assert run["a"] == [85, 86, 87, 88, 89]
    assert run["x"] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize("step", list(SIZES))
def test_now_elapsed_step_and_period_are_known(run_text: RunText, step: str) -> None:
    text = CASH + "let n = now\nlet e = elapsed\nlet s = step\nlet p = period\nlet m = elapsed / 1 month\n"
    run = run_text(plan(text, step=step, years=2))
    size = SIZES[step]
    count = 24 // size
    assert run["n"] == [(day - date(1899, 12, 30)).days for day in run.run.starts]
    assert run["e"] == list(range(count))
    assert run["s"] == list(range(1, count + 1))
    assert run["p"] == [1] * count
    assert run["m"] == pytest.approx([k * size for k in range(count)])


def test_they_are_known_in_blocks_and_rules_too(run_text: RunText) -> None:
    text = "rule r(cash: asset) {\n    record p = period / 1 month\n    record s = step\n    record n = now\n}\n" + CASH
    text += "each year {\n    apply r(cash) as k\n    record q = period / 1 month\n}\nlet p = k.p\nlet s = k.s\n"
    run = run_text(plan(text, step="month", years=1))
    assert run["p"][11] == run["q"][11] == pytest.approx(12)
    assert run["s"][11] == 12
