"""The workbook of a plan that claims and asks has the answers beside live rows."""

from __future__ import annotations

import math
from pathlib import Path

import openpyxl
import pytest

from plainplan.api import Plan
from plainplan.evaluate import run
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
    assert any("xported living = 800,000 TWD/year" in text for text in found)


def test_a_plan_that_claims_nothing_has_no_more_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Plan("a.plan", Source("a.plan", PLAN[: PLAN.index("prove")])).export(path)
    assert not any("roved" in text for text in texts(path))


FORMULAS = """\
param own = 10000 TWD
param r = 5%
param n = 3
let future = own * (1 + r)^n
let bent = max(own, 1 TWD) * r

solve rate = r where future = 20000 TWD
solve pieces = n where future = 20000 TWD
solve begin = own where future = 20000 TWD
solve chosen = r where bent = 600 TWD
"""


def test_a_closed_form_is_live_and_leaves_nothing() -> None:
    graph = Plan("a.plan", Source("a.plan", FORMULAS)).graph_of_workbook
    assert graph is not None
    # The client changes own to 12,000, the wanted 20,000 to 30,000, and n to 4.
    wanted = [quantity.id for quantity in graph.quantities if quantity.input and quantity.input.value == 20000]
    changes = {graph.by_name["own"]: 12000.0, graph.by_name["n"]: 4.0, **dict.fromkeys(wanted, 30000.0)}
    found = run(graph, changes)
    assert found.by_name("solve rate.solution") == pytest.approx(2.5**0.25 - 1)
    assert found.by_name("solve pieces.solution") == pytest.approx(math.log(2.5) / math.log(1.05))
    assert found.by_name("solve begin.solution") == pytest.approx(30000 / 1.05**4)
    assert all(abs(float(str(found.by_name(f"solve {name}.rest")))) < 1e-6 for name in ("rate", "pieces", "begin"))


def test_a_closed_form_that_rests_on_a_choice_is_not_live() -> None:
    graph = Plan("a.plan", Source("a.plan", FORMULAS)).graph_of_workbook
    assert graph is not None
    assert "solve chosen.solution" not in graph.by_name


@pytest.mark.parametrize(
    ("condition", "answer"), [("1 / b > 0", "holds from 0 to 3"), ("round(b, 0) = 1", "holds from 0.5 to 1.5")]
)
def test_a_range_is_an_answer(condition: str, answer: str) -> None:
    graph = Plan("a.plan", Source("a.plan", PLAN + f"solve where_so = b where {condition}\n")).graph_of_workbook
    assert graph is not None
    assert [quantity.label for quantity in graph.quantities if answer in quantity.label]
