"""What the plan reads of a grid and of data: a rectangle of cells, its heads, and texts that are empty."""

from __future__ import annotations

from pathlib import Path

import pytest

import plainplan
from plainplan.evaluate import run
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_values

GRID = """
grid g {
    rows r in 1..3
    cols c in 1..2
    cell = r * 10 + c
}
"""
# Row after row the cells are 11 12 21 22 31 32.
READERS = {
    "at(g.cell, 1)": 11.0,
    "at(g.cell, 3)": 21.0,
    "at(g.cell, 6)": 32.0,
    "first(g.cell) + final(g.cell)": 43.0,
    "sum(g.c - 1.5)": 0.0,
    "sum(g.r * 2) + sum(g.c * 2)": 18.0,
    "sum((g.r - 1) * g.c)": 9.0,
    "max(g.cell * 2)": 64.0,
    "sumproduct(g.cell, g.cell - g.cell + 1)": 129.0,
    "large(g.cell, 2)": 31.0,
}


def test_libreoffice_reads_a_grid_as_the_evaluator_does(tmp_path: Path) -> None:
    source = tmp_path / "grid.plan"
    source.write_text(GRID + "".join(f"let z{n} = {reader}\n" for n, reader in enumerate(READERS)), encoding="utf-8")
    graph = plainplan.load(source).graph
    assert graph is not None
    result = run(graph, {})
    found = [result.scalar(graph.by_name[f"z{n}"]) for n in range(len(READERS))]
    assert found == pytest.approx(list(READERS.values()))
    path = tmp_path / "grid.xlsx"
    assert export_values(graph, result, path) == []
    expected, recalculated = read_formula_cells(path), read_formula_cells(recalculate(path))
    assert [item for item in compare_books(expected, recalculated, cell_tolerances(graph, result)) if item] == []


def test_a_text_that_a_data_file_leaves_empty_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("year,name,rate\n2026,a,1%\n2027,,2%\n2028,c,3%\n", encoding="utf-8")
    source = tmp_path / "data.plan"
    source.write_text(
        'plan "" {\n currency: TWD\n start: 2026-01\n years: 3\n}\ndata d from "d.csv" by year\n'
        'table t {\n y in d.year\n name = d.name\n named = if name = "" then 0 else 1\n total all = sum(named)\n}\n'
        'let empty = if d.name = "" then 1 else 0\n',
        encoding="utf-8",
    )
    graph = plainplan.load(source).graph
    assert graph is not None
    result = run(graph, {})
    assert [result.value(graph.by_name["empty"], step) for step in (1, 2, 3)] == [0, 1, 0]
    path = tmp_path / "data.xlsx"
    assert export_values(graph, result, path) == []
    expected, recalculated = read_formula_cells(path), read_formula_cells(recalculate(path))
    assert [item for item in compare_books(expected, recalculated, cell_tolerances(graph, result)) if item] == []
