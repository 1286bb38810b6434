"""The workbook of `plainplan diff`: both models live in one book, and differences that follow them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plainplan
from plainplan.cli.diff_book import write_book
from plainplan.records import dataclass
from plainplan.versions.comparison import Comparison
from plainplan.versions.outcomes import Outcome
from plainplan.workbook import comparison as book_of_two
from plainplan.workbook.names import is_legal
from soffice import recalculate_all
from versions.books_of_two import (
    AFTER,
    BEFORE,
    RELATIVE_COLUMN,
    compared,
    disagreements,
    live,
    row_of,
    rows_of,
    with_inputs,
)
from workbook.book_cells import defined_names, read_book, read_formula_cells

WORTHS = {2026: (1100.0, 1120.0), 2027: (1210.0, 1254.4), 2028: (1331.0, 1404.928), 2029: (None, 1573.51936)}
FRONT = ["比較", "情境比較", "修改", "影響"]


@dataclass(frozen=True, slots=True)
class Books:
    """A comparison, its workbook, and what LibreOffice makes of it: as it is, and with an input changed."""

    comparison: Comparison
    path: Path
    fresh: Path
    changed_before: Path
    # The later version with another rate, the earlier one in its other scenario.
    changed_both: Path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """All books in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("books")
    comparison = compared(BEFORE, AFTER, folder)
    path = folder / "compare.xlsx"
    assert write_book(comparison, str(path)) == []
    both = {"rate_base_after": 0.05, "plan.scenario_before": 2}
    paths = [
        path,
        with_inputs(path, {"rate_base_before": 0.05}, folder / "changed_before.xlsx"),
        with_inputs(path, both, folder / "changed_both.xlsx"),
    ]
    return Books(comparison, path, *recalculate_all(paths))


def years_of(path: Path) -> dict[int, tuple[Any, Any, Any]]:
    """The table of years."""
    return {row[0]: live([None, *row]) for row in rows_of(path, "比較") if isinstance(row[0], int)}


def base(books: Books) -> Outcome:
    """What was found of the base."""
    return books.comparison.outcomes[0]


def test_every_formula_is_what_libreoffice_makes_of_it(books: Books) -> None:
    assert not list(disagreements(books.path, books.fresh))


def test_the_figures_are_those_of_the_two_runs(books: Books) -> None:
    assert live(row_of(books.fresh, "期末淨資產")) == pytest.approx((1331, 1573.51936, 242.51936))
    final = base(books).figures[0]
    assert live(row_of(books.fresh, "期末淨資產")) == pytest.approx((final.before, final.after, final.change))
    assert live(row_of(books.fresh, "=兩倍")) == pytest.approx((2662, 3147.03872, 485.03872))


def test_the_change_as_a_share_is_beside_it(books: Books) -> None:
    assert row_of(books.fresh, "期末淨資產")[RELATIVE_COLUMN] == pytest.approx(242.51936 / 1331)


def test_the_lowest_net_worth_has_its_day_in_each_version(books: Books) -> None:
    lowest = row_of(books.fresh, "最低淨資產")
    assert live(lowest) == pytest.approx((1100, 1120, 20))
    assert [day.date().isoformat() for day in lowest[7:9]] == ["2026-12-31", "2026-12-31"]


def test_what_one_report_alone_shows_is_empty_on_the_other_side_and_has_no_difference(books: Books) -> None:
    assert live(row_of(books.fresh, "稅")) == (pytest.approx(0.006), None, None)
    assert live(row_of(books.fresh, "稅率")) == (None, pytest.approx(0.006), None)


def test_years_are_matched_by_year_and_what_one_version_lacks_is_empty(books: Books) -> None:
    found = years_of(books.fresh)
    assert list(found) == list(WORTHS)
    for year, (old, new) in WORTHS.items():
        expected = (old, new, None) if old is None else (old, new, new - old)
        assert [value or None for value in found[year]] == pytest.approx(list(expected)), year
    for year, *worths in base(books).years:
        assert [value or None for value in found[year][:2]] == pytest.approx(worths), year


def test_a_light_that_turns_is_told_and_one_that_does_not_is_not(books: Books) -> None:
    assert live(row_of(books.fresh, "少於 1,350")) == (1, 0, -1)
    assert live(row_of(books.fresh, "=多於 1,300")) == (1, 1, 0)
    assert live(row_of(books.fresh, "超過")) == (0, 1, 1)


def test_an_input_of_the_earlier_version_moves_that_version_and_the_difference_alone(books: Books) -> None:
    run = plainplan.load(books.path.parent / "before.plan").run(set={"rate": "5%/year"})
    assert run.net_worth[-1] == pytest.approx(1157.625)
    assert live(row_of(books.changed_before, "期末淨資產")) == pytest.approx((1157.625, 1573.51936, 415.89436))
    assert years_of(books.changed_before)[2027] == pytest.approx((1102.5, 1254.4, 151.9))
    assert live(row_of(books.changed_before, "=多於 1,300")) == (0, 1, 1)


def test_an_input_of_the_later_version_and_a_scenario_of_the_earlier_one_move_each_its_own(books: Books) -> None:
    assert live(row_of(books.changed_both, "期末淨資產")) == pytest.approx((1000, 1215.50625, 215.50625))


def test_the_scenario_in_force_is_each_versions_own_choice(books: Books) -> None:
    assert live(row_of(books.fresh, "目前情境")) == ("基準", "基準", 1)
    assert live(row_of(books.changed_both, "目前情境")) == ("=壞", "基準", 0)


def test_every_scenario_is_told_as_exported_with_a_light_while_the_book_shows_it(books: Books) -> None:
    told = [row for row in rows_of(books.fresh, "情境比較") if row[0] == "期末淨資產"]
    assert [row[2:5] for row in told] == [pytest.approx([1331, 1573.51936, 242.51936]), [1000, 1000, 0]]
    lights = [row[2:4] for row in rows_of(books.fresh, "情境比較") if row[0] == "與活頁簿一致"]
    assert lights == [[1, 1], ["—", "—"]]
    moved = [row[2:4] for row in rows_of(books.changed_before, "情境比較") if row[0] == "與活頁簿一致"]
    assert moved[0] == [0, 1]
    other = [row[2:4] for row in rows_of(books.changed_both, "情境比較") if row[0] == "與活頁簿一致"]
    assert other == [["—", 0], [1, "—"]]


def test_the_parts_of_the_edits_sum_to_the_change(books: Books) -> None:
    rows = rows_of(books.fresh, "影響")
    named = {row[0]: row[1:] for row in rows}
    found = books.comparison.attribution
    assert found is not None
    whole = [new - old for old, new in zip(found.before, found.after, strict=True)]
    assert list(named["各項合計"]) == pytest.approx(whole)
    assert list(named["匯出時的差異"]) == pytest.approx(whole)
    assert set(named["合計與差異一致"]) == {1}
    cells = read_formula_cells(books.path)["影響"]
    assert {cell.formula.partition("(")[0] for cell in cells.values() if cell.formula} == {"SUM", "IF"}


def test_the_edits_stand_in_the_words_of_the_plan(books: Books) -> None:
    rows = [row[:5] for row in rows_of(books.path, "修改")]
    assert ["~", 'param rate "=HYPERLINK("x")"', "數值", "10%/year", "12%/year"] in rows
    assert any(row[2:] == ["years", "3", "4"] for row in rows)


def test_the_sheets_in_front_come_first_and_titles_are_short_and_unique(books: Books) -> None:
    titles = openpyxl.load_workbook(books.path).sheetnames
    assert titles[: len(FRONT)] == FRONT
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= 31 for title in titles)
    models = titles[len(FRONT) :]
    assert {title[:-3] for title in models if title.endswith("(前)")} == {
        title[:-3] for title in models if title.endswith("(後)")
    }


def test_names_are_legal_and_unique(books: Books) -> None:
    names = [name for name in defined_names(books.path) if not name.startswith("_xlnm.")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(is_legal(name) for name in names)
    assert {"rate_base_before", "rate_base_after", "rate_before_before", "rate_before_after", "tax2026_before"} <= set(
        names
    )


def test_neither_model_reads_the_other(books: Books) -> None:
    for sheet, cells in read_formula_cells(books.path).items():
        if sheet in FRONT:
            continue
        other, ending = ("(後)", "_after") if sheet.endswith("(前)") else ("(前)", "_before")
        for cell in cells.values():
            assert cell.formula is not None
            assert f"{other}'!" not in cell.formula
            names = re.findall(r"(?<![\w.'!$])[^\W\d][\w.]*(?![\w.(!'])", cell.formula)
            assert not [name for name in names if name.endswith(ending)], cell.formula


def test_a_text_of_the_plan_is_never_a_formula(books: Books) -> None:
    formulas = {cell.formula for cells in read_formula_cells(books.path).values() for cell in cells.values()}
    assert not formulas & {"1+1", 'HYPERLINK("x")', "-2+3", "2+3", "SUM(A1)", "@SUM(A1)"}
    texts = {cell.value for cells in read_book(books.path).values() for cell in cells.values()}
    assert {"=1+1", '=HYPERLINK("x")', "-2+3", "@SUM(A1)", "=兩倍", "=多於 1,300", "=壞"} <= texts


def test_there_are_no_links_to_anything_outside(books: Books) -> None:
    with zipfile.ZipFile(books.path) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert not [text for text in relations if 'TargetMode="External"' in text]


def test_the_chart_draws_both_versions_from_cells(books: Books) -> None:
    head = next(row for row, cells in enumerate(rows_of(books.path, "比較"), 1) if cells[0] == "逐年淨資產")
    years = f"比較!$A${head + 1}:$A${head + 4}"
    with zipfile.ZipFile(books.path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<c:f>(.*?)</c:f>", chart) == [
        f"比較!$A${head}",
        *(f"比較!$C${head}", years, f"比較!$L${head + 1}:$L${head + 4}"),
        *(f"比較!$D${head}", years, f"比較!$M${head + 1}:$M${head + 4}"),
    ]


def test_the_same_two_versions_give_the_same_bytes(books: Books, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    assert write_book(compared(BEFORE, AFTER, tmp_path), str(again)) == []
    assert again.read_bytes() == books.path.read_bytes()


def test_a_fault_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison, path = compared(BEFORE, AFTER, tmp_path), tmp_path / "old.xlsx"
    path.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(book_of_two, "fill_model", stop)
    with pytest.raises(RuntimeError):
        write_book(comparison, str(path))
    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["after.plan", "before.plan", "old.xlsx"]


def test_two_models_that_no_workbook_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "none.xlsx"
    monkeypatch.setattr(book_of_two, "MOST_FORMULAS", 10)
    found = write_book(compared(BEFORE, AFTER, tmp_path), str(path))
    assert [fault.code for fault in found] == ["workbook-too-large"]
    assert not path.exists()
