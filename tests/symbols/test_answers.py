"""The workbook of a plan that claims and asks has the answers beside live rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from plainplan.api import Plan
from plainplan.source import Source

PLAN = """\
plan "Household" {
    currency: TWD
    start: 2026-01
    years: 5
    locale: en
}

param living = 60萬 TWD/year {
    range: 0 TWD/year .. 200萬 TWD/year
}
param b = 1.2 {
    range: 0..3
}

asset cash = 500萬 TWD

each year {
    withdraw living from cash as spend
}

table bond {
    t in 1..3
    pv = 100 / (1 + b)^t
}

prove weights: b / 3 + (1 - b / 3) = 1
prove solvent: cash >= 0
prove falls: bond.pv <= 100
prove wrong: cash > 100萬
solve enough = living where final(cash) = 100萬 TWD
"""


def texts(path: Path) -> list[str]:
    """Every text of a workbook."""
    book = openpyxl.load_workbook(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_answers_stand_in_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Plan("a.plan", Source("a.plan", PLAN)).export(path)
    found = texts(path)
    assert sum("roved for all values of the params" in text for text in found) == 3
    assert sum("oes not hold for all values of the params" in text for text in found) == 1
    # 5 × living = 500 − 100, in ten thousands.
    assert any("xported living = 800000 TWD/year" in text for text in found)


def test_a_plan_that_claims_nothing_has_no_more_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Plan("a.plan", Source("a.plan", PLAN[: PLAN.index("prove")])).export(path)
    assert not any("roved" in text for text in texts(path))
