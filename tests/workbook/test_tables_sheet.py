"""The sheets on which rows run down: tables, grids, lists and data."""

from __future__ import annotations

import zipfile
from itertools import pairwise
from math import nan
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plainplan.dimensions import money
from plainplan.evaluate import run
from plainplan.graph.nodes import SCALAR, Axis, Constant, InputValue, Lag, Listed, Quantity, Reference, Window
from plainplan.records import replace
from plainplan.workbook import tables_layout
from plainplan.workbook.fast_writer import FastSheet
from plainplan.workbook.formulas import Printer
from plainplan.workbook.layout import Layout, lay_out
from plainplan.workbook.limits import check_limits
from plainplan.workbook.numbers import MONEY, MONEY_EXACT, NUMBER_EXACT, input_format
from plainplan.workbook.pages import fit_pages
from plainplan.workbook.pieces import column_name
from plainplan.workbook.styles import GREY, INPUT_BLUE
from plainplan.workbook.wording import Wording
from soffice import recalculate_all
from workbook.book_cells import Book, read_book, relative
from workbook.exporting import cell_of, cell_tolerances, compare_books, export_run, export_values, with_inputs
from workbook.sample_graph import Sample
from workbook.sample_tables import DANGEROUS, make_tables

SHEETS = ("表格", "資料")


@pytest.fixture(scope="module")
def sample() -> Sample:
    """Tables of every kind."""
    return make_tables()


@pytest.fixture(scope="module")
def path(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their book."""
    path = tmp_path_factory.mktemp("book") / "tables.xlsx"
    export_run(sample.graph, path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    """Its cells."""
    return read_book(path)


@pytest.fixture(scope="module")
def layout(sample: Sample) -> Layout:
    """Where everything stands."""
    return lay_out(sample.graph, Wording("zh-TW"))


def formulas_of(book: Book, layout: Layout, quantity: Quantity, cells: int) -> dict[str, str]:
    """The formulas of a quantity by address."""
    found = {}
    for number in range(cells):
        sheet, address = cell_of(layout, quantity.id, number)
        found[address] = book[sheet][address].formula or ""
    return found


def formula_of(book: Book, layout: Layout, sample: Sample, name: str, cell: int) -> str | None:
    """The formula of a quantity in a row or cell counted from 0."""
    sheet, address = cell_of(layout, sample.number(name), cell)
    return book[sheet][address].formula


def test_tables_stand_before_the_checks_and_data_before_the_notes(book: Book) -> None:
    assert list(book)[-4:] == ["表格", "檢查", "資料", "說明"]


def test_a_column_has_one_formula(sample: Sample, book: Book, layout: Layout) -> None:
    axes = sample.graph.axes
    for quantity in sample.graph.quantities:
        formula = quantity.formula
        if quantity.axis in axes and formula is not None and not isinstance(formula, Listed | Window):
            found = formulas_of(book, layout, quantity, axes[quantity.axis].length)
            assert len({relative(text, address) for address, text in found.items()}) == 1, quantity.name


def test_a_column_reads_its_own_row_and_ranges_that_stand_still(sample: Sample, book: Book, layout: Layout) -> None:
    assert formula_of(book, layout, sample, "bond.pv", 1) == "$C7/$L7"
    assert formula_of(book, layout, sample, "bond.price", 0) == "SUM($D$6:$D$9)"
    assert formula_of(book, layout, sample, "bond.share", 1) == "$D7/$B$10"


def test_a_row_is_counted_from_the_one_above(sample: Sample, book: Book, layout: Layout) -> None:
    found = [formula_of(book, layout, sample, "bond.row", row) for row in range(3)]
    assert found == ["N($A5)+1", "N($A6)+1", "N($A7)+1"]


def test_the_row_above_the_first_is_the_start(sample: Sample, book: Book, layout: Layout) -> None:
    assert formula_of(book, layout, sample, "bond.left", 1) == "IF($A7=1,bond.cash_1,$D6)"


def test_a_window_grows_from_the_first_row_and_then_moves(sample: Sample, book: Book, layout: Layout) -> None:
    growing = [formula_of(book, layout, sample, "bond.so far", row) for row in (0, 3)]
    assert growing == ["SUM($D$6:$D6)", "SUM($D$6:$D9)"]
    moving = [formula_of(book, layout, sample, "bond.recent", row) for row in range(4)]
    expected = ["AVERAGE($D$6:$D6)", "AVERAGE($D$6:$D7)", "AVERAGE($D6:$D8)", "AVERAGE($D7:$D9)"]
    assert expected == moving


def test_a_row_that_is_not_there_is_an_error(sample: Sample, book: Book, layout: Layout) -> None:
    assert formula_of(book, layout, sample, "bond.third", 0) == "INDEX($D$6:$D$9,bond.third_1/(bond.third_1>=1),1)"
    sheet, address = cell_of(layout, sample.number("bond.beyond"))
    assert book[sheet][address].value == "#ERROR"


def test_a_table_reads_the_whole_of_a_series_over_time(sample: Sample, book: Book, layout: Layout) -> None:
    assert formula_of(book, layout, sample, "bond.of plan", 0) == "AVERAGE('帳戶'!$G$11:$L$11)"


def test_a_cell_of_a_grid_reads_the_heads_of_its_row_and_of_its_column(
    sample: Sample, book: Book, layout: Layout
) -> None:
    found = [formula_of(book, layout, sample, "boost.cell", cell) for cell in (0, 1, 2)]
    assert found == ["B$18*$A19+B25", "C$18*$A19+C25", "B$18*$A20+B26"]
    assert formula_of(book, layout, sample, "boost.both", 5) == "$L21*C$22"


def test_each_member_of_a_list_has_its_own_formula(sample: Sample, book: Book, layout: Layout) -> None:
    found = [formula_of(book, layout, sample, "weights", row) for row in range(3)]
    assert found == ["weights_5", "weights_3", "weights_2"]


def test_a_table_over_data_reads_the_row_of_its_own_number(sample: Sample, book: Book, layout: Layout) -> None:
    assert formula_of(book, layout, sample, "run.gain", 0) == "'資料'!$C7"
    assert formula_of(book, layout, sample, "run.before", 4) == "IF('資料'!$A11=1,1,$E43)"


def test_heads_and_data_are_blue_cells_in_their_table(sample: Sample, path: Path, layout: Layout) -> None:
    shown = load_workbook(path)
    for name, cell in (("bond.t", 0), ("boost.r", 2), ("boost.d", 1), ("ndx.close", 4)):
        sheet, address = cell_of(layout, sample.number(name), cell)
        facts = sample.graph.quantities[sample.number(name)].input
        assert facts is not None
        assert isinstance(facts.value, tuple)
        assert shown[sheet][address].value == facts.value[cell]
        assert shown[sheet][address].font.color.rgb == f"FF{INPUT_BLUE[1:]}"


def test_no_head_of_a_table_stands_on_the_sheet_of_inputs(sample: Sample, layout: Layout) -> None:
    for quantity in sample.graph.quantities:
        if quantity.axis in sample.graph.axes:
            assert layout.places[quantity.id].sheet in ("tables", "data")
            assert quantity.id not in layout.names


def test_a_helper_column_stands_last_and_is_grey(sample: Sample, path: Path, layout: Layout) -> None:
    columns = {
        quantity.name: layout.places[quantity.id].column
        for quantity in sample.graph.quantities
        if quantity.axis == "bond"
    }
    assert max(columns, key=lambda name: columns[name]) == "bond.pv.factor"
    _, address = cell_of(layout, sample.number("bond.pv.factor"))
    assert load_workbook(path)["表格"][address].font.color.rgb == f"FF{GREY[1:]}"


def test_totals_stand_below_their_table_with_their_labels(sample: Sample, book: Book, layout: Layout) -> None:
    last, total = layout.places[sample.number("bond.t")], layout.places[sample.number("bond.price")]
    assert total.row == last.row + last.rows
    assert book["表格"][f"A{total.row + 1}"].value == "總現值"


def test_an_empty_row_parts_tables(sample: Sample, book: Book, layout: Layout) -> None:
    titles = [line.row for line in layout.lines["tables"] if hasattr(line, "text")]
    rows = {int("".join(filter(str.isdigit, address))) for address in book["表格"]}
    assert [row for row in titles[1:] if row in rows] == []
    assert all(above < below for above, below in pairwise(titles))


def test_above_many_tables_stand_links_to_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_layout, "MOST_WITHOUT_CONTENTS", 2)
    graph = make_tables().graph
    graph.blocks = [replace(block, title=DANGEROUS if block.axis == "bond" else block.title) for block in graph.blocks]
    export_run(graph, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["表格"]
    links = [cell for row in sheet.iter_rows(max_col=1) for cell in row if cell.hyperlink]
    assert [cell.value for cell in links] == [DANGEROUS, "財務槓桿 <擴大效果>", "三項數列", "逐年回顧"]
    for cell in links:
        assert cell.hyperlink is not None
        assert cell.hyperlink.location is not None
        assert sheet[cell.hyperlink.location.rpartition("!")[2]].value == cell.value
        assert cell.data_type == "s"


def test_a_grid_names_what_runs_down_and_what_runs_right(book: Book) -> None:
    assert "報酬率 ↓ / 負債率 →" in [cell.value for cell in book["表格"].values()]


def test_data_say_where_they_come_from(path: Path) -> None:
    sheet = load_workbook(path)["資料"]
    (cell,) = [cell for row in sheet.iter_rows(max_col=1) for cell in row if str(cell.value).startswith("data/")]
    assert cell.value == "data/ndx.csv · 5 列"
    assert cell.comment is not None
    assert cell.comment.text == f"SHA-256 {'ab' * 32}"


def test_a_missing_value_is_not_available_rather_than_empty(sample: Sample, book: Book, layout: Layout) -> None:
    sheet, address = cell_of(layout, sample.number("ndx.total_return"), 1)
    assert (book[sheet][address].formula, book[sheet][address].value) == ("NA()", "#ERROR")


def test_what_data_lack_is_counted_where_it_is_read(book: Book) -> None:
    labels = [cell.value for cell in book["檢查"].values() if str(cell.value).startswith("沒有錯誤值")]
    assert "沒有錯誤值:表格" in labels
    assert "沒有錯誤值:資料" not in labels


@pytest.mark.parametrize("text", [DANGEROUS, "+1", "@SUM(A1)", "\t=1", "http://example.org", "12", "<r>"])
def test_a_text_of_a_data_file_stays_text(text: str, tmp_path: Path) -> None:
    sample = make_tables()
    number = sample.number("ndx.name")
    graph = with_inputs(sample.graph, {number: (text,) * 5})
    for quantity in graph.quantities:
        if quantity.axis != SCALAR and quantity.axis in graph.axes:
            quantity.label = text
    export_run(graph, tmp_path / "a.xlsx")
    sheet, address = cell_of(lay_out(graph, Wording("zh-TW")), number)
    cell = load_workbook(tmp_path / "a.xlsx")[sheet][address]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        parts = [package.read(name).decode() for name in package.namelist()]
    assert not any("TargetMode" in part or "ddeLink" in part for part in parts)
    formulas = {cell.formula for cells in read_book(tmp_path / "a.xlsx").values() for cell in cells.values()}
    assert text not in formulas


def test_the_same_tables_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    export_run(make_tables().graph, tmp_path / "again.xlsx")
    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_a_column_of_inputs_has_the_format_that_hides_no_digit() -> None:
    dollars = money("USD")
    assert input_format(dollars, False, (1.0, 1_000_000.0)) == MONEY
    assert input_format(dollars, False, (1.0, 2.5)) == MONEY_EXACT
    assert input_format(dollars, False, (1.0, nan, 2.512)) == NUMBER_EXACT


def change(sample: Sample, name: str, row: int, value: float | str) -> dict[int, InputValue]:
    """The change of one cell of a column."""
    facts = sample.graph.quantities[sample.number(name)].input
    assert facts is not None
    assert isinstance(facts.value, tuple)
    return {sample.number(name): (*facts.value[:row], value, *facts.value[row + 1 :])}


def test_libreoffice_computes_tables_as_the_evaluator_does_before_and_after_a_change(tmp_path: Path) -> None:
    sample = make_tables(rows=9, data_rows=12)
    changes: list[dict[int, InputValue]] = [
        {},
        change(sample, "bond.t", 4, 2.5),
        change(sample, "boost.r", 1, -0.1) | change(sample, "boost.d", 0, 0.3),
        # What was missing is typed over.
        change(sample, "ndx.total_return", 1, 0.5) | change(sample, "ndx.name", 2, "x"),
        {sample.number("weights#3"): 0.7, sample.number("cash.opening#1"): 1e6, sample.number("bond.third#1"): 9.0},
    ]
    base, _ = export_run(sample.graph, tmp_path / "0.xlsx")
    written, expected = [], []
    for position, changed in enumerate(changes):
        graph, result = export_run(sample.graph, tmp_path / f"expected{position}.xlsx", changed)
        # Stale figures of the base beside the formulas: only a recalculation can put them right.
        assert export_values(graph, run(base), tmp_path / f"{position}.xlsx") == []
        written.append(tmp_path / f"{position}.xlsx")
        expected.append((tmp_path / f"expected{position}.xlsx", cell_tolerances(graph, result)))
    for (path, tolerances), found in zip(expected, recalculate_all(written), strict=True):
        compared = list(compare_books(read_book(path), read_book(found), tolerances))
        assert [difference for difference in compared if difference is not None] == []
        assert len(compared) > 500


def test_a_series_that_goes_right_is_copied_right(sample: Sample) -> None:
    printer = Printer(sample.graph, lay_out(sample.graph, Wording("zh-TW")), "tables")
    lag = Lag(sample.number("boost.d"), Constant(0), "boost.cols")
    sample.graph.axes["boost.cols"] = Axis("boost.cols", "", 2, sample.number("boost.double"))
    assert list(printer.template(lag).cells(1, 2)) == ["IF(B$22=1,0,A$18)", "IF(C$22=1,0,B$18)"]
    assert list(printer.template(Reference(sample.number("boost.d"))).cells(1, 2)) == ["B$18", "C$18"]


def test_more_rows_than_a_sheet_holds_are_a_diagnostic() -> None:
    sample = make_tables()
    sample.graph.axes["ndx"] = replace(sample.graph.axes["ndx"], length=2_000_000)
    problems = check_limits(sample.graph, lay_out(sample.graph, Wording("en")))
    # Title, path and heads above, an empty row below.
    assert [problem.message for problem in problems][-1] == (
        "2,000,007 rows of `Data` do not fit in the 1,048,576 rows of a sheet"
    )


def test_more_columns_than_a_sheet_holds_are_a_diagnostic() -> None:
    sample = make_tables()
    sample.graph.axes["boost.cols"] = replace(sample.graph.axes["boost.cols"], length=20_000)
    problems = check_limits(sample.graph, lay_out(sample.graph, Wording("en")))
    assert [problem.message for problem in problems] == [
        "20,002 columns of `Tables` do not fit in the 16,384 columns of a sheet"
    ]


def test_parts_of_formulas_are_folded_away_beside_and_below_what_is_printed(path: Path, layout: Layout) -> None:
    sheet = load_workbook(path)["表格"]
    width = layout.page_widths["tables"]
    assert str(sheet.print_area).endswith(f"${column_name(width - 1)}${layout.ends['tables']}")
    first = sheet.column_dimensions[column_name(width)]
    assert (first.hidden, first.outlineLevel) == (True, 1)
    for quantity in make_tables().graph.quantities:
        place = layout.places.get(quantity.id)
        if place is not None and place.sheet == "tables":
            is_folded = place.column >= width or sheet.row_dimensions[place.row + 1].hidden
            assert quantity.is_helper == bool(is_folded), quantity.name


def test_a_page_ends_before_a_table_that_it_would_cut() -> None:
    sheet = FastSheet()
    fit_pages(sheet, [20.0] * 4, [(2, 20), (21, 40), (41, 70), (71, 200), (201, 205)])
    # Upright at 87 % a page holds 54 rows of 20 pixels. The fourth table is longer, and less than half a page is left.
    assert sheet.hbreaks == [41, 71]
