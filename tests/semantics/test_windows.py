"""Rules 20 and 21: a scenario that rolls goes through the windows of a data file; checks hold in a share of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan, Run, load
from plainplan.check.windows import covering_rows

RETURNS = {1972: 0.19, 1973: -0.14, 1974: -0.25, 1975: 0.37, 1976: 0.24, 1977: -0.07}
PLAN = """plan "t" {
    currency: USD
    start: START
    years: YEARS
    step: STEP
}

data us "美國" from "data/us.csv" by PERIOD

param market = 0%/year
param least = 100 USD

asset fund {
    value: 100 USD
    return: market
}

check enough: fund >= least at end SHARE

scenario history "歷史" {
    market = us.r / 1 year
    ROLLING
}
"""

Write = Callable[..., Plan]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes the plan and its data, and reads it: rows may be given as lines of the file."""

    def make(
        years: float = 3,
        rolling: str = "rolling: us",
        share: str = "",
        rows: str = "",
        period: str = "year",
        start: str = "2026-01",
        step: str = "year",
        more: str = "",
    ) -> Plan:
        data = tmp_path / "data" / "us.csv"
        data.parent.mkdir(exist_ok=True)
        data.write_text(rows or "y,r\n" + "".join(f"{year},{r}\n" for year, r in RETURNS.items()), encoding="utf-8")
        text = PLAN
        for word, value in {
            "START": start,
            "YEARS": str(years),
            "STEP": step,
            "PERIOD": period,
            "SHARE": share,
            "ROLLING": rolling,
        }.items():
            text = text.replace(word, value)
        path = tmp_path / "t.plan"
        path.write_text(text + more, encoding="utf-8")
        return load(path)

    return make


def codes(plan: Plan) -> list[str]:
    """The codes of what is said of a plan that is not run."""
    return [found.code for found in plan.check(is_static=True)]


def finals(run: Run) -> dict[str, float]:
    """What is left at the end of each path, by its start."""
    assert run.paths is not None
    return {path.label: path.final for path in run.paths.paths}


def compounded(first: int, years: int) -> float:
    """100 after so many years from this one on, the first year after the last."""
    known = list(RETURNS)
    place = known.index(first)
    return 100 * math.prod(1 + RETURNS[known[(place + k) % len(known)]] for k in range(years))


def test_each_window_that_covers_the_plan_is_a_path(write: Write) -> None:
    found = finals(write().run("history"))
    assert found == pytest.approx({str(year): compounded(year, 3) for year in range(1972, 1976)}, rel=1e-12)


def test_wrapped_each_row_starts_a_window(write: Write) -> None:
    found = finals(write(rolling="rolling: us\n    wrap: yes").run("history"))
    assert found == pytest.approx({str(year): compounded(year, 3) for year in RETURNS}, rel=1e-12)


def test_wrapped_a_plan_may_be_longer_than_its_data(write: Write) -> None:
    found = finals(write(8, rolling="wrap: yes\n    rolling: us").run("history"))
    assert found == pytest.approx({str(year): compounded(year, 8) for year in RETURNS}, rel=1e-12)


def test_the_run_shows_the_first_window(write: Write) -> None:
    run = write().run("history")
    assert run.window == "1972"
    assert run["fund"] == pytest.approx([compounded(1972, years) for years in (1, 2, 3)])


@pytest.mark.parametrize("year", range(1972, 1976))
def test_the_start_of_the_window_is_an_input(write: Write, year: int) -> None:
    plan = write()
    run = plan.run("history", {"us.window": str(year)})
    assert (run.window, run.paths) == (str(year), None)
    assert run.net_worth[-1] == finals(plan.run("history"))[str(year)]


@pytest.mark.parametrize("year", ["1971", "1976", "1972.5", "1%/year"])
def test_a_window_that_does_not_cover_the_plan_cannot_be_chosen(write: Write, year: str) -> None:
    from plainplan import PlanError

    with pytest.raises(PlanError):
        write().run("history", {"us.window": year})


def test_the_base_and_other_scenarios_read_by_date(write: Write) -> None:
    plan = write(3, start="1973-01", more="scenario replay {\n    market = us.r / 1 year\n}\n")
    assert plan.run("replay").net_worth[-1] == pytest.approx(compounded(1973, 3))
    assert plan.run("replay", {"us.window": "1972"}).net_worth[-1] == pytest.approx(compounded(1973, 3))
    assert plan.run().net_worth == [100, 100, 100]
    assert plan.run().paths is None
    assert finals(plan.run("history"))["1972"] == pytest.approx(compounded(1972, 3))


def test_what_the_base_does_not_read_is_not_missed_in_it(write: Write) -> None:
    plan = write()
    assert plan.check(scenarios=["base"]) == []
    assert plan.run().undefined == []
    assert all(value == value for value in plan.run()["us.row@time"])  # type: ignore[union-attr]  # A series.


def test_two_scenarios_may_roll_through_one_file(write: Write) -> None:
    plan = write(more="scenario joined {\n    market = us.r / 1 year\n    rolling: us\n    wrap: yes\n}\n")
    assert len(finals(plan.run("history"))) == 4
    assert finals(plan.run("joined"))["1977"] == pytest.approx(compounded(1977, 3))


def test_a_start_that_only_joined_ends_allow_is_no_fault_where_nothing_rolls(write: Write) -> None:
    plan = write(more="scenario joined {\n    market = us.r / 1 year\n    rolling: us\n    wrap: yes\n}\n")
    run = plan.run(None, {"us.window": "1977"})
    assert all(value == value for value in run.numbers(run.graph.by_name["us.r@time"]))


def test_a_check_in_a_block_may_hold_in_a_share_of_paths(write: Write) -> None:
    plan = write(
        share="in history in 25% of paths", more="each year {\n    check dips: fund >= 80 USD in 25% of paths\n}\n"
    )
    found = {check.name: check.paths for check in plan.run("history").checks if not check.view.is_builtin}
    # Only from 1975 is it never below 80.
    assert {name: paths and (paths.held, paths.needed) for name, paths in found.items()} == {
        "enough": (2, 0.25),
        "dips": (1, 0.25),
    }


@given(
    st.lists(st.booleans(), min_size=1, max_size=12),
    st.integers(min_value=1, max_value=15),
    st.booleans(),
)
def test_the_rows_that_start_a_window_are_those_with_enough_filled_rows_below(
    filled: list[bool], needed: int, is_wrapped: bool
) -> None:
    size = len(filled)
    expected = [
        first
        for first in range(size)
        if (is_wrapped or first + needed <= size) and all(filled[(first + k) % size] for k in range(needed))
    ]
    assert covering_rows(filled, needed, is_wrapped=is_wrapped) == expected


def test_a_plan_of_months_takes_a_row_a_calendar_year(write: Write) -> None:
    # From July to June of the year after next: three calendar years, of which the first and the last are halves.
    plan = write(2, start="2026-07", step="month")
    halves = [math.sqrt(1 + RETURNS[year]) for year in RETURNS]
    known = [1 + value for value in RETURNS.values()]
    expected = {
        str(year): 100 * halves[place] * known[place + 1] * halves[place + 2]
        for place, year in enumerate(range(1972, 1976))
    }
    assert finals(plan.run("history")) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("period", "months", "step"), [("month", 1, "month"), ("quarter", 3, "quarter")])
def test_rows_by_month_and_by_quarter_start_windows_too(write: Write, period: str, months: int, step: str) -> None:
    rates = [0.12 * (k % 5) for k in range(16)]
    dates = [f"{1980 + months * k // 12}-{months * k % 12 + 1:02}" for k in range(16)]
    rows = "y,r\n" + "".join(f"{day},{rate}\n" for day, rate in zip(dates, rates, strict=True))
    plan = write(1, period=period, step=step, rows=rows)
    needed = 12 // months
    expected = {
        dates[k]: 100 * math.prod((1 + rate) ** (months / 12) for rate in rates[k : k + needed])
        for k in range(16 - needed + 1)
    }
    assert finals(plan.run("history")) == pytest.approx(expected, rel=1e-12)
    last = dates[16 - needed]
    assert plan.run("history", {"us.window": last}).net_worth[-1] == pytest.approx(expected[last], rel=1e-12)


def test_windows_with_a_blank_are_left_out(write: Write) -> None:
    rows = "y,r\n1972,\n1973,0.1\n1974,0.2\n1975,\n1976,0.3\n1977,0.4\n1978,0.5\n1979,\n"
    plan = write(2, rows=rows)
    assert codes(plan) == ["blank-in-window"]
    assert finals(plan.run("history")) == pytest.approx({"1973": 132, "1976": 182, "1977": 210})
    # At the ends nothing is missed.
    assert codes(write(2, rows="y,r\n1972,\n1973,0.1\n1974,0.2\n1975,\n")) == []


# --- checks ----------------------------------------------------------------------------------------------------------


def test_a_check_has_to_hold_in_every_window(write: Write) -> None:
    plan = write()
    # From 1972 76.5, from 1973 88.4, from 1974 127.4, from 1975 158.
    assert [compounded(year, 3) >= 100 for year in range(1972, 1976)] == [False, False, True, True]
    run = plan.run("history")
    assert not run.is_ok
    check = next(check for check in run.checks if check.name == "enough")
    assert check.paths is not None
    assert (check.paths.held, check.paths.count, check.paths.needed, check.paths.worst) == (2, 4, 1, "1972")
    assert check.left == pytest.approx(compounded(1972, 3))
    assert run.paths is not None
    assert (run.paths.survivors, run.paths.survival, run.paths.worst.label) == (2, 0.5, "1972")


@pytest.mark.parametrize(("share", "is_ok"), [("50%", True), ("51%", False), ("100%", False), ("25%", True)])
def test_a_check_in_a_share_of_paths_holds_when_that_many_do(write: Write, share: str, is_ok: bool) -> None:
    plan = write(share=f"in {share} of paths")
    assert plan.run("history").is_ok == is_ok
    assert any(found.code == "failed-check" for found in plan.check()) != is_ok


def test_in_one_path_a_share_of_paths_is_the_path(write: Write) -> None:
    plan = write(share="in 50% of paths in history")
    assert plan.run().is_ok
    assert not plan.run("history", {"us.window": "1972"}).is_ok
    assert plan.run("history", {"us.window": "1975"}).is_ok


def test_a_failure_names_the_share_and_the_worst_window(write: Write) -> None:
    (found,) = write(share="in 75% of paths").check()
    assert found.message == (
        "`enough` holds in 50% of 4 paths, and in 75% it should: in that of 1972 it fails first in 2028"
    )
    (found,) = write().check()
    assert found.message == "`enough` does not hold in 2 of 4 paths: in that of 1972 it fails first in 2028"
    assert found.notes[-1] == "in scenario `history`"


def test_what_fails_earlier_is_worse(write: Write) -> None:
    plan = write(3, more="check always: fund >= 87 USD\n")
    paths = plan.run("history").paths
    assert paths is not None
    # From 1973 it is 86 after a year; from 1972 102 after two and 77 after three; 1974 loses a quarter at once.
    assert [(path.label, path.failed_step) for path in paths.paths] == [
        ("1972", 3),
        ("1973", 1),
        ("1974", 1),
        ("1975", 0),
    ]
    assert paths.worst.label == "1973"
    assert paths.paths[1].failed == ("always",)
    assert paths.paths[0].failed == ("enough", "always")


def test_money_that_runs_out_in_a_few_paths_is_within_the_share(write: Write) -> None:
    spend = "each year {\n    withdraw 45 USD from fund as spend\n}\n"
    tested = "check paid: spend.short = 0 USD"
    strict, mild = (write(share="in history", more=f"{spend}{tested}{more}\n") for more in ("", " in 25% of paths"))
    names = {check.name for check in strict.run("history", {"least": "0 USD"}).checks if not check.is_ok}
    assert names == {"paid", "everything_paid"}
    assert mild.run("history", {"least": "0 USD"}).is_ok


def test_percentiles_are_those_of_excel(write: Write) -> None:
    paths = write(1).run("history").paths
    assert paths is not None
    # PERCENTILE.INC over 75, 86, 93, 119, 124, 137: 5 % lies a quarter of the way from the first to the second.
    values = [path.final for path in paths.paths]
    assert paths.percentiles(values) == pytest.approx([77.75, 87.75, 106, 122.75, 133.75])


def test_a_figure_without_a_value_leaves_no_path_standing(write: Write) -> None:
    # 1974 of this file is -125 %: its root has no value.
    plan = write(
        2,
        more="let root = sqrt(1 + market * 1 year)\ncheck rooted: root > 0\n",
        rows="y,r\n1972,0\n1973,0\n1974,-1.25\n",
    )
    check = next(check for check in plan.run("history").checks if check.name == "rooted")
    assert (check.is_ok, check.is_undefined) == (False, True)
    assert any("`rooted` cannot be decided in the path of 1973" in found.message for found in plan.check())


# --- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rolling", "expected"),
    [
        ("wrap: yes", ["missing-property"]),
        ("rolling: us\n    rolling: us", ["duplicate-property"]),
        ("rolling: us\n    wrap: maybe", ["unknown-word"]),
        ("rolling: uk", ["unknown-name"]),
        ("rolling: market", ["type-mismatch"]),
        ('rolling: "us"', ["unknown-name"]),
        ("rolling: us\n    wrap: no", []),
        ("rolling: us\n    wrap: true", []),
        ("rolling: us\n    paths: 100", ["not-yet-supported"]),
        ("roling: us", ["unknown-property"]),
    ],
)
def test_what_rolls_is_a_data_file(write: Write, rolling: str, expected: list[str]) -> None:
    assert codes(write(rolling=rolling)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("y,r\n1973,0\n1972,0\n1974,0\n1975,0\n", ["keys-not-ascending"]),
        ("y,r\n1972,0\n1974,0\n1975,0\n1976,0\n", ["missing-row"]),
        ("y,r\n1972,0\n1973,0\n", ["no-window"]),
        ("y,r\n1972,0\n1973,0\n1974,\n1975,0\n1976,0\n", ["no-window"]),
        ("y,r,window\n1972,0,1\n1973,0,1\n1974,0,1\n", ["duplicate-name"]),
    ],
)
def test_windows_run_down_whole_rows(write: Write, rows: str, expected: list[str]) -> None:
    assert codes(write(rows=rows)) == expected


def test_a_plan_does_not_roll(write: Write) -> None:
    plan = write(years="3\n    rolling: us")
    assert codes(plan) == ["unknown-property"]


@pytest.mark.parametrize("share", ["0%", "120%", "95", "-5%", "least / 100 USD"])
def test_a_share_of_paths_is_a_percentage_that_is_written_out(write: Write, share: str) -> None:
    (code,) = codes(write(share=f"in {share} of paths"))
    assert code == ("misplaced-expression" if "least" in share else "out-of-range")


# --- elsewhere -------------------------------------------------------------------------------------------------------


def test_the_same_plan_gives_the_same_paths(write: Write) -> None:
    one, two = (write(rolling=f"rolling: us\n    wrap: {word}").run("history").paths for word in ("yes", "yes"))
    assert one is not None
    assert two is not None
    assert one.paths == two.paths


def test_other_inputs_change_every_path(write: Write) -> None:
    plan = write()
    once, twice = (finals(plan.run("history", {"fund.value": f"{value} USD"})) for value in (100, 200))
    assert {label: 2 * value for label, value in once.items()} == pytest.approx(twice)


def test_thousands_of_windows_are_computed_by_one_program(write: Write) -> None:
    months = [f"{1900 + k // 12}-{k % 12 + 1:02}" for k in range(2, 2402)]
    rows = "y,r\n" + "".join(f"{day},0.{k % 10}\n" for k, day in enumerate(months))
    paths = write(3, period="month", step="month", rows=rows).run("history").paths
    assert paths is not None
    assert paths.count == 2400 - 35
    expected = [100 * math.prod((1 + k % 10 / 10) ** (1 / 12) for k in range(first, first + 36)) for first in range(10)]
    assert [path.final for path in paths.paths[:10]] == pytest.approx(expected)


@pytest.mark.parametrize(("years", "is_wrapped"), list(product((1, 2, 6), (True, False))))
def test_as_many_windows_as_rows_or_less_one_for_each_further_year(write: Write, years: int, is_wrapped: bool) -> None:
    run = write(years, rolling="rolling: us" + "\n    wrap: yes" * is_wrapped).run("history")
    assert run.paths is not None
    assert run.paths.count == (6 if is_wrapped else 7 - years)
