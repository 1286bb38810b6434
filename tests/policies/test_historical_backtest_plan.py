"""The backtest of a retirement, window by window, against a few lines of Python over the same file, and against what
Bengen and the Trinity study published from other series."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import openpyxl
import pytest

import plainplan
from plainplan.api.paths import Paths
from soffice import recalculate_all

PLANS = Path(__file__).parents[2] / "plans"
# A year, and what stocks, bonds and prices did in it.
Year = tuple[int, float, float, float]
CAPITAL, YEARS = 10_000_000.0, 30

# For each scenario the method, the share of stocks, the first rate, and whether the ends are joined.
SCENARIOS = {
    "half": ("steady", 0.50, 0.04, False),
    "joined": ("steady", 0.50, 0.04, True),
    "stocks_only": ("steady", 1.00, 0.04, False),
    "percentage": ("shared", 0.50, 0.04, False),
    "guardrails": ("guarded", 0.65, 0.052, False),
}


@cache
def history() -> list[Year]:
    """The year, and what stocks, bonds and prices did in it."""
    with (PLANS / "data" / "us-history.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))[1:]
    shares = [[float(cell.rstrip("%")) / 100 for cell in row[1:]] for row in rows]
    return [(int(row[0]), *share) for row, share in zip(rows, shares, strict=True)]  # type: ignore[misc]  # Three.


def window(start: int, is_joined: bool) -> list[Year] | None:
    """The thirty years from one on; None where history ends before them."""
    rows = history()
    first = start - rows[0][0]
    if is_joined:
        return [rows[(first + k) % len(rows)] for k in range(YEARS)]
    return rows[first : first + YEARS] if first + YEARS <= len(rows) else None


def simulate(method: str, share: float, rate: float, years: list[Year]) -> tuple[float, int]:
    """What is left after thirty years of withdrawals at the beginning of each, and the first year that is short."""
    value, level, spent, earned, failed = CAPITAL, 1.0, 0.0, 0.0, 0
    for number, (_, stocks, bonds, prices) in enumerate(years, 1):
        usual = rate * value
        if method == "shared":
            wanted = usual
        elif method == "steady":
            wanted = rate * CAPITAL * level
        else:
            wanted = guyton_klinger(usual, spent, earned, years[number - 2][3])
        paid = min(wanted, value)
        if wanted - paid > 0.005 and not failed:
            failed = number
        spent = wanted
        earned = share * stocks + (1 - share) * bonds
        value = (value - paid) * (1 + earned)
        level *= 1 + prices
    return value, failed


def guyton_klinger(usual: float, last: float, earned: float, inflation: float) -> float:
    """Guyton and Klinger, Decision rules and maximum initial withdrawal rates, Journal of Financial Planning, 2006: the
    spending of a year, from what the first rate would allow and from what was spent the year before."""
    if last == 0:
        return usual
    raised = min(last * (1 + inflation), last * 1.06)
    kept = last if earned < 0 and last > usual else raised
    if kept > usual * 1.2:
        return kept * 0.9
    return kept * 1.1 if kept < usual * 0.8 else kept


@cache
def paths_of(scenario: str) -> Paths:
    """All paths of a scenario of the plan."""
    found = plainplan.load(PLANS / "historical-backtest.plan").run(scenario).paths
    assert found is not None
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_window_ends_where_a_few_lines_of_python_end(scenario: str) -> None:
    method, share, rate, is_joined = SCENARIOS[scenario]
    expected = {
        year: simulate(method, share, rate, rows) for year, *_ in history() if (rows := window(year, is_joined))
    }
    paths = paths_of(scenario)
    found = {int(path.label): path for path in paths.paths}
    assert found.keys() == expected.keys()
    for year, (final, failed) in expected.items():
        assert found[year].final == pytest.approx(final, rel=1e-9, abs=1e-2)
        assert found[year].failed_step == failed
    assert paths.survivors == sum(failed == 0 for _, failed in expected.values())


def safe_rate(share: float, rows: list[Year]) -> float:
    """The greatest first rate that lasts through a window: 1 = Σ rate × prices ÷ growth, both up to the beginning of
    each year."""
    growth = prices = 1.0
    needed = 0.0
    for _, stocks, bonds, inflation in rows:
        needed += prices / growth
        growth *= 1 + share * stocks + (1 - share) * bonds
        prices *= 1 + inflation
    return 1 / needed


@pytest.mark.parametrize(("scenario", "share"), [("half", 0.5), ("stocks_only", 1.0)])
def test_a_window_survives_where_its_safe_rate_is_above_that_of_the_plan(scenario: str, share: float) -> None:
    rates = {year: safe_rate(share, rows) for year, *_ in history() if (rows := window(year, False))}
    survived = {int(path.label) for path in paths_of(scenario).paths if path.survives}
    assert survived == {year for year, rate in rates.items() if rate >= 0.04}


@pytest.mark.parametrize("year", [1929, 1937, 1966, 1968, 1982, 1995])
def test_at_its_safe_rate_a_window_ends_with_nothing_and_is_never_short(year: int) -> None:
    rows = window(year, False)
    assert rows is not None
    rate = safe_rate(0.5, rows)
    plan = plainplan.load(PLANS / "historical-backtest.plan")
    # A hair below it all is paid; what is left of the last year grows with it.
    run = plan.run("half", {"us.window": str(year), "first_rate": f"{rate * (1 - 1e-12):.16f} / 1 year"})
    assert run.is_ok
    assert run.net_worth[-1] == pytest.approx(0, abs=CAPITAL * 1e-9)
    assert run.net_worth[-2] > 0
    assert not plan.run("half", {"us.window": str(year), "first_rate": f"{rate * 1.0001:.16f} / 1 year"}).is_ok


def test_the_worst_year_to_retire_was_1966() -> None:
    """W. Bengen, Determining withdrawal rates using historical data, Journal of Financial Planning, October 1994, finds
    the lowest safe rates in the retirements of the late 1960s, the lowest of all, about 4.1% with intermediate bonds,
    in those that began in 1966. With bonds of ten years it is lower, as inflation cost them more."""
    rates = {year: safe_rate(0.5, rows) for year, *_ in history() if (rows := window(year, False))}
    assert min(rates, key=lambda year: rates[year]) == 1966
    assert 0.036 < rates[1966] < 0.042
    assert paths_of("half").worst.label == "1966"


# P. Cooley, C. Hubbard and D. Walz, Retirement savings: choosing a withdrawal rate that is sustainable, AAII Journal,
# February 1998, table 3: 30 years, 4% and with prices, 1926–1995. Its bonds are high-grade corporates, and it withdraws
# at the end of a year, so that a few windows differ: of 41 there one is 2.4 points.
@pytest.mark.parametrize(("scenario", "published"), [("half", 0.95), ("stocks_only", 0.95)])
def test_the_share_that_survives_is_near_that_of_the_trinity_study(scenario: str, published: float) -> None:
    assert paths_of(scenario).survival == pytest.approx(published, abs=0.05)


def test_what_is_spent_by_a_share_of_what_is_there_never_runs_out() -> None:
    paths = paths_of("percentage")
    assert paths.survival == 1
    # Each year 96% of what was there, and its return.
    for path in paths.paths:
        rows = window(int(path.label), False)
        assert rows is not None
        assert path.final == pytest.approx(
            CAPITAL * math.prod(0.96 * (1 + (row[1] + row[2]) / 2) for row in rows), rel=1e-9
        )


def test_the_workbook_is_in_whichever_window_its_start_says(tmp_path: Path) -> None:
    plan = plainplan.load(PLANS / "historical-backtest.plan")
    cases = [("half", 1966), ("half", 1995), ("joined", 2008), ("guardrails", 1973)]
    books = []
    for scenario, year in cases:
        book = tmp_path / f"{scenario}-{year}.xlsx"
        # Written in the first window; what a client then types is the start.
        plan.export(book, scenario)
        found = openpyxl.load_workbook(book)
        sheet = found["假設"]
        (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "美國 歷史起點"]
        assert sheet.cell(row, 3).value == 1928
        sheet.cell(row, 3).value = year
        found.save(book)
        books.append(book)
    for (scenario, year), book in zip(cases, recalculate_all(books), strict=True):
        found = openpyxl.load_workbook(book, data_only=True)
        accounts = found["帳戶"]
        (worth,) = [row for row in accounts.iter_rows(values_only=True) if row[0] == "淨資產"]
        expected = plan.run(scenario, {"us.window": str(year)}).net_worth
        assert list(worth[6 : 6 + YEARS]) == pytest.approx(expected, rel=1e-9, abs=1e-4)
        # The static table beside it tells the same of this window.
        table = found["歷史回測"]
        lights = {row[0]: row[6] for row in table.iter_rows(min_row=6, max_row=10, values_only=True)}
        labels = dict(plan.graph.scenarios) if plan.graph else {}
        assert {label: light for label, light in lights.items() if light != "—"} == {labels[scenario]: 1}


def test_the_table_of_paths_is_told_to_be_that_of_the_export(tmp_path: Path) -> None:
    book = tmp_path / "backtest.xlsx"
    plainplan.load(PLANS / "historical-backtest.plan").export(book)
    sheet = openpyxl.load_workbook(book)["歷史回測"]
    assert sheet["A3"].value.startswith("匯出時的結果")
    rows = {row[0]: row for row in sheet.iter_rows(min_row=6, max_row=10, values_only=True)}
    paths = paths_of("half")
    assert rows["股債各半"][1:4] == (paths.count, paths.survival, 1966)
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    # All else is a figure.
    assert formulas == ["G6", "G7", "G8", "G9", "G10"]
