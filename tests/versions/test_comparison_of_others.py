"""The workbook of versions that are far apart: other currencies, starts, lengths and steps, and what is undefined."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from plainplan.cli.diff_book import write_book
from plainplan.records import dataclass
from plainplan.versions.comparison import Comparison
from soffice import recalculate_all
from versions.books_of_two import (
    BEFORE,
    compared,
    disagreements,
    rows_of,
)

ROOT = Path(__file__).parents[2]
# Divided by nothing in the year of the hole, and undefined from then on.
HOLE = """\
plan "Hole" {
    locale: en
    currency: TWD
    start: 2026-01
    years: 4
    step: year
}

param hole = 2028

asset cash "Cash" {
    value: 1000 TWD
}

each year {
    withdraw 1 TWD / (year(now) - hole) * 10 from cash as spend
}
"""


# 1,000 that grow for three years.
GROWING = """\
plan "Growing" {
    locale: en
    currency: USD
    start: 2026-01
    years: 3
    step: year
}

param rate = 10%/year

asset fund "Fund" {
    value: 1000 USD
    return: rate
}

"""

# No plan block: it has no days and no accounts.
CALCULATOR = """\
param price = 80 TWD "買價"
param sold = 90 TWD "賣價"

let gain = sold / price - 1 "報酬率"

check right "對的": gain = 12.5%

report "結果" {
    show gain as "報酬率"
}
"""


@dataclass(frozen=True, slots=True)
class Others:
    """What else is compared: its workbooks as they were written and as LibreOffice recalculates them."""

    comparison: Comparison
    written: list[Path]
    abroad: Path
    hole: Path
    pledge: Path
    calculator: Path
    one_sided: Path


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Others:
    """A plan that moved to another currency, start, length and step, and to English; one that is undefined from some
    year on; and one with debts, statements and many checks."""
    after = BEFORE.replace("zh-TW", "en").replace("TWD", "HKD").replace("step: year", "step: month")
    after = after.replace("2026-01", "2027-07").replace("years: 3", "years: 2")
    pledge = (ROOT / "plans" / "pledge-elastic.plan").read_text(encoding="utf-8")
    assert pledge.count("param interest = 2.48%") == 1
    pairs = {
        "abroad": (BEFORE, after),
        "hole": (HOLE, HOLE.replace("2028", "2029")),
        "pledge": (pledge, pledge.replace("param interest = 2.48%", "param interest = 3.1%")),
        "calculator": (CALCULATOR, CALCULATOR.replace("sold = 90", "sold = 100")),
        "one_sided": (GROWING, f'{GROWING}scenario good "Good years" {{\n    rate = 20%/year\n}}\n'),
    }
    comparisons, paths = [], []
    for name, (old, new) in pairs.items():
        folder = tmp_path_factory.mktemp(name)
        comparisons.append(compared(old, new, folder))
        # LibreOffice writes all that it recalculates into one folder.
        paths.append(folder.parent / f"{name}.xlsx")
        assert write_book(comparisons[-1], str(paths[-1])) == []
    return Others(comparisons[0], paths, *recalculate_all(paths))


def test_other_plans_are_recalculated_to_the_same_values(others: Others) -> None:
    for path, fresh in zip(
        others.written, (others.abroad, others.hole, others.pledge, others.calculator, others.one_sided), strict=True
    ):
        assert not list(disagreements(path, fresh))


def test_what_is_undefined_has_no_difference(others: Others) -> None:
    # Before the hole the divisor is negative, and nothing is withdrawn.
    found = {row[0]: [value or None for value in row[2:5]] for row in rows_of(others.hole, "Comparison")}
    assert found[2027] == [1000, 1000, None]
    assert found[2028] == ["#DIV/0!", 1000, None]
    assert found[2029] == ["#DIV/0!", "#DIV/0!", None]


def test_amounts_in_two_currencies_have_no_difference(others: Others) -> None:
    path = others.abroad
    rows = [row for row in rows_of(path, "Comparison") if row[0] == "Net worth at the end"]
    assert [row[1:5] for row in rows] == [
        ["TWD", pytest.approx(1331), None, None],
        ["HKD", None, pytest.approx(1210), None],
    ]


def test_that_there_is_nothing_to_share_among_the_edits_is_said(others: Others) -> None:
    texts = {row[0] for row in rows_of(others.abroad, "Attribution")}
    assert "No figure that both versions have is another" in texts


def test_years_of_other_starts_and_steps_are_matched_by_year(others: Others) -> None:
    path = others.abroad
    found = {row[0]: row[2:5] for row in rows_of(path, "Comparison") if isinstance(row[0], int)}
    assert list(found) == [2026, 2027, 2028, 2029]
    for year, old, new in others.comparison.outcomes[0].years:
        assert [value or None for value in found[year]] == pytest.approx([old, new, None]), year


def test_labels_are_in_the_language_of_the_later_version(others: Others) -> None:
    path = others.abroad
    titles = openpyxl.load_workbook(path).sheetnames
    assert titles[:4] == ["Comparison", "Scenarios", "Edits", "Attribution"]
    assert {"Inputs (before)", "Inputs (after)", "Statement lines (before)"} <= set(titles)


def test_a_calculator_is_compared_without_years_and_days(others: Others) -> None:
    rows = [row for row in rows_of(others.calculator, "比較") if row[0] is not None]
    assert next(row[2:6] for row in rows if row[0] == "報酬率") == [0.125, 0.25, 0.125, None]
    assert next(row[2:8] for row in rows if row[0] == "對的") == [1, 0, -1, None, None, None]
    assert not [row for row in rows if row[0] in ("逐年淨資產", "最後一天", "期末淨資產")]


def test_a_scenario_that_one_version_lacks_is_told_on_the_other_side_alone(others: Others) -> None:
    told = rows_of(others.one_sided, "Scenarios")
    start = next(place for place, row in enumerate(told) if row[0] == "Good years")
    assert told[start + 1][:5] == ["Net worth at the end", "USD", None, pytest.approx(1728), None]
