"""The workbook of a graph: what stands in its cells, and what never does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

import plainplan
from plainplan.graph.nodes import TIME, Graph
from plainplan.records import replace
from plainplan.workbook.layout import Layout, lay_out
from plainplan.workbook.limits import MOST_COLUMNS, check_limits
from plainplan.workbook.texts import header_text
from plainplan.workbook.wording import Wording
from soffice import recalculate
from workbook.book_cells import Book, Cell, defined_names, read_book, read_formula_cells, relative, row_and_column
from workbook.cycles import find_cycle
from workbook.exporting import cell_of, cell_tolerances, compare_books, errors_in, export_run
from workbook.sample_graph import make_sample


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of a monthly sample."""
    path = tmp_path_factory.mktemp("book") / "sample.xlsx"
    export_run(make_sample(30, 1).graph, path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    """Its cells."""
    return read_book(path)


def test_the_sheets_stand_in_their_order(book: Book) -> None:
    assert list(book) == ["封面", "假設", "時間", "帳戶", "規則", "負債", "年度", "檢查", "說明"]


def test_a_sheet_with_nothing_in_it_is_left_out(tmp_path: Path) -> None:
    sample = make_sample()
    graph = replace(
        sample.graph,
        blocks=[replace(block, sheet="accounts") if block.sheet == "debts" else block for block in sample.graph.blocks],
    )
    export_run(graph, tmp_path / "a.xlsx")
    assert "負債" not in read_book(tmp_path / "a.xlsx")


def test_an_english_plan_has_english_sheets(tmp_path: Path) -> None:
    export_run(make_sample(locale="en").graph, tmp_path / "a.xlsx")
    expected = ["Cover", "Inputs", "Time", "Accounts", "Policy", "Debts", "Checks", "Notes"]
    assert expected == list(read_book(tmp_path / "a.xlsx"))


def test_the_same_plan_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    export_run(make_sample(30, 1).graph, tmp_path / "again.xlsx")
    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_every_formula_carries_its_value(path: Path) -> None:
    shown, live = load_workbook(path, data_only=True), load_workbook(path)
    empty = [
        cell.coordinate
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and shown[sheet.title][cell.coordinate].value is None
    ]
    assert empty == []


def test_a_window_that_is_not_yet_full_has_one_formula_too(book: Book) -> None:
    sheet = book["時間"]
    row = next(row_and_column(address)[0] for address, cell in sheet.items() if cell.value == "sum of three")
    cells = [sheet[f"{column}{row}"] for column in "GHIJKL"]
    shapes = [relative(cell.formula or "", f"{column}{row}") for column, cell in zip("GHIJKL", cells, strict=True)]
    assert len(set(shapes[:2])) == 1
    assert len(set(shapes[2:])) == 1


def test_a_cycle_through_a_range_is_found(path: Path, book: Book) -> None:
    # The first step reads all steps, and each step reads the one before.
    broken = book | {"時間": book["時間"] | {"G7": Cell("SUM(G7:I7)", 0.0)}}
    cycle = find_cycle(broken, defined_names(path))
    assert cycle is not None
    assert ("時間", "G7") in cycle
    assert cycle[0] == cycle[-1]


def test_a_row_leaves_out_the_title_above_it_but_not_the_beginning_of_a_longer_name(tmp_path: Path) -> None:
    text = """
plan "融資" {
    currency: TWD
    start: 2026-01
    years: 2
}

asset cash "現金" {
    value: 9 TWD
}

debt margin "融資借款" {
    principal: 0 TWD
    limit: 9 TWD
    payment: none
}

rule draw(loan: debt, purse: asset) {
    borrow 1 元 from loan into purse as drawn "借出"
}

each year {
    apply draw(margin, cash) as drawing "融資"
}
"""
    (tmp_path / "a.plan").write_text(text, encoding="utf-8")
    plainplan.load(tmp_path / "a.plan").export(tmp_path / "a.xlsx")
    labels = [row[0].value for row in load_workbook(tmp_path / "a.xlsx")["規則"].iter_rows(max_col=1)]
    assert "融資借款 已動用本金" in labels
    assert "借出 來自 融資借款" in labels


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t=", "=cmd|' /C calc'!A0", "<r>", "http://", "{=1}"])
def test_a_label_that_looks_like_a_formula_is_text(mark: str, tmp_path: Path) -> None:
    label = f"{mark}1+1"
    export_run(make_sample(label=label).graph, tmp_path / "a.xlsx")
    live = load_workbook(tmp_path / "a.xlsx")
    titles = [cell for row in live["帳戶"].iter_rows(max_col=1) for cell in row if cell.value == label.strip()]
    assert [cell.data_type for cell in titles] == ["s"]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        parts = [package.read(name).decode() for name in package.namelist()]
    assert not any("TargetMode" in part or "ddeLink" in part for part in parts)


def test_an_ampersand_in_a_title_is_no_command_of_the_header(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert "&amp;&amp; 計畫" in package.read("xl/worksheets/sheet2.xml").decode()


def test_a_header_is_short_enough_for_excel() -> None:
    assert len(header_text("&" * 500)) <= 160


def test_no_cell_holds_a_boolean_or_an_empty_text_among_numbers(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert not any('t="b"' in sheet or "<v></v>" in sheet for sheet in sheets)


def test_inputs_have_names(path: Path) -> None:
    names = [name for name in defined_names(path) if not name.startswith("_xlnm.")]
    assert {"inflation", "living", "TAX2026_", "mode_", "cash.opening_1"} <= set(names)


def test_a_formula_reads_like_the_plan(book: Book) -> None:
    graph = make_sample(30, 1).graph
    sheet, address = cell_of(lay_out(graph, Wording("zh-TW")), graph.by_name["wanted"])
    assert book[sheet][address].formula == "living*'時間'!G20"


def test_an_undefined_value_is_an_error_cell_and_is_counted(book: Book) -> None:
    # The standard deviation of one number is undefined.
    assert errors_in(book) == [("時間", "G37"), ("時間", "G38")]
    row = next(row_and_column(address)[0] for address, cell in book["檢查"].items() if cell.value == "沒有錯誤值:時間")
    assert (book["檢查"][f"B{row}"].value, book["檢查"][f"D{row}"].value) == (0, 2)


def test_a_scenario_stands_beside_the_base(book: Book) -> None:
    row = next(row_and_column(address)[0] for address, cell in book["假設"].items() if cell.value == "market in force")
    cells = book["假設"]
    assert (cells[f"G{row}"].value, cells[f"H{row}"].value) == (0.09, -0.375)
    assert cells[f"C{row}"].formula == "CHOOSE(scenario,market,market.crash)"


def test_the_cover_says_for_whom_by_whom_and_when(book: Book) -> None:
    facts = [cell.value for _, cell in sorted(book["封面"].items()) if cell.value in {"客戶", "顧問", "日期"}]
    shown = {cell.value for cell in book["封面"].values()}
    assert facts == ["客戶", "顧問", "日期"]
    assert {"陳先生", "王顧問", "2026-01"} <= shown


def test_the_cover_shows_the_lights_of_all_checks(book: Book) -> None:
    lights = [cell for address, cell in book["封面"].items() if (cell.formula or "").startswith("MIN('檢查'!")]
    assert [cell.value for cell in lights] == [0, 0]


def test_a_check_that_cannot_be_computed_is_a_red_light_on_the_cover(tmp_path: Path) -> None:
    plan = 'plan "t" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n    locale: zh-TW\n}\n'
    text = plan + "asset a {\n    value: 0 TWD\n}\ncheck c: a / net_worth <= 70%\n"
    (tmp_path / "a.plan").write_text(text, encoding="utf-8")
    graph = plainplan.load(tmp_path / "a.plan").graph_with_statements
    assert graph is not None
    export_run(graph, tmp_path / "a.xlsx")
    cover = read_book(recalculate(tmp_path / "a.xlsx"))["封面"]
    assert [cell.value for cell in cover.values() if "MIN(" in (cell.formula or "")] == [0]


def test_a_year_of_months_is_summed_and_balances_stand_at_its_end(book: Book) -> None:
    graph = make_sample(30, 1).graph
    layout = lay_out(graph, Wording("zh-TW"))
    annual = book["年度"]
    row = next(row_and_column(address)[0] for address, cell in annual.items() if cell.value == "淨現金流")
    months = [book[sheet][cell].value for sheet, cell in _year_of(layout, graph.by_name["net_cash_flow"])]
    total = sum(float(value) for value in months if isinstance(value, float))
    assert annual[f"G{row}"].value == pytest.approx(total, rel=1e-14)
    closing = next(row_and_column(address)[0] for address, cell in annual.items() if cell.value == "淨資產")
    sheet, december = cell_of(layout, graph.by_name["net_worth"], 11)
    assert book[sheet][december].value == annual[f"G{closing}"].value


def _year_of(layout: Layout, quantity: int) -> list[tuple[str, str]]:
    return [cell_of(layout, quantity, step) for step in range(12)]


def test_more_steps_than_columns_are_a_diagnostic_and_write_nothing(tmp_path: Path) -> None:
    graph = replace(make_sample().graph, steps=MOST_COLUMNS)
    problems = check_limits(graph, lay_out(graph, Wording("en")))
    assert [problem.message for problem in problems] == ["16,384 steps do not fit in the 16,384 columns of a sheet"]


def test_more_formulas_than_a_workbook_holds_are_a_diagnostic() -> None:
    graph = make_sample().graph
    series = next(quantity for quantity in graph.quantities if quantity.axis == TIME)
    many = Graph(graph.title, "en", "TWD", 16_000, 1, quantities=[replace(series, id=number) for number in range(70)])
    many.blocks = graph.blocks
    problems = check_limits(many, lay_out(many, Wording("en")))
    assert [problem.message for problem in problems] == [
        "1,120,000 formulas are more than the 1,000,000 that a workbook can hold"
    ]


def test_more_scenarios_than_a_formula_chooses_from_are_a_diagnostic() -> None:
    graph = make_sample().graph
    many = replace(graph, scenarios=[(f"s{number}", "") for number in range(255)])
    problems = check_limits(many, lay_out(many, Wording("en")))
    assert [problem.message for problem in problems] == ["254 scenarios are more than the 253 that a workbook can hold"]


def test_scenarios_of_long_names_fit_in_a_formula(tmp_path: Path) -> None:
    scenarios = "".join(f"scenario {'s' * 50}{number} {{ {'p' * 50} = {number}%/year }}\n" for number in range(200))
    path = tmp_path / "many.plan"
    path.write_text(
        f'plan "p" {{\n start: 2026-01\n years: 1\n}}\nparam {"p" * 50} = 5%/year\nasset a {{ value: 5 TWD\n'
        f" return: {'p' * 50} }}\n{scenarios}",
        encoding="utf-8",
    )
    plainplan.load(path).export(tmp_path / "many.xlsx")
    formulas = [cell.formula for cell in read_book(tmp_path / "many.xlsx")["假設"].values() if cell.formula]
    (choice,) = [formula for formula in formulas if formula.startswith("CHOOSE")]
    assert len(choice) < 8_192
    assert choice.count(",") == 201


@pytest.mark.parametrize(("steps", "months"), [(6, 12), (30, 1), (9, 3)])
def test_libreoffice_computes_what_the_evaluator_computes(steps: int, months: int, tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    graph, result = export_run(make_sample(steps, months).graph, path)
    found = list(compare_books(read_book(path), read_book(recalculate(path)), cell_tolerances(graph, result)))
    assert [difference for difference in found if difference is not None] == []
    assert len(found) > 300


def test_a_flow_that_never_changes_is_counted_in_every_step_of_a_year(tmp_path: Path) -> None:
    plan = tmp_path / "salary.plan"
    plan.write_text(
        """plan "Half years" {
    currency: USD
    start: 2026-07
    years: 2
    step: month
    locale: en
}
asset cash { value: 1_000 USD }
income wage = 10 USD/month
""",
        encoding="utf-8",
    )
    book = tmp_path / "salary.xlsx"
    plainplan.load(plan).export(book)
    cells, recalculated = read_formula_cells(book), read_formula_cells(recalculate(book))
    rows = [
        [found["Annual"][f"{column}{row_and_column(address)[0]}"].value for column in "DGHI"]
        for found in (cells, recalculated)
        for address, cell in read_book(book)["Annual"].items()
        if cell.value == "Net cash flow"
    ]
    assert rows == [[240, 60, 120, 60], [240, 60, 120, 60]]


def test_a_reason_is_read_whole_and_no_input(tmp_path: Path) -> None:
    reason = "a growth rate above the required return gives no price that means anything to anybody"
    (tmp_path / "a.plan").write_text(
        f'param big = 123_456\nparam year_of = 2030\nparam name = "TSMC"\n'
        f'let x = valid(big / year_of, big > 5, "{reason}")\n'
    )
    plan = plainplan.load(tmp_path / "a.plan")
    plan.export(tmp_path / "a.xlsx", locale="en")
    sheet = load_workbook(tmp_path / "a.xlsx")["Inputs"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells[reason].alignment.horizontal == cells["TSMC"].alignment.horizontal == "left"
    assert (cells[reason].font.color.rgb, cells["TSMC"].font.color.rgb) == ("FF7F7F7F", "FF0000FF")
    assert cells[reason].alignment.wrap_text
    # 13 and 16 characters are wide enough for a third of it.
    assert sheet.row_dimensions[cells[reason].row].height > 3 * 12
    assert [cells[value].number_format for value in (123_456, 2030)] == ["#,##0_)", "0_)"]
    with pytest.raises(plainplan.PlanError):
        plan.run(set={"x#2": "because"})


def test_a_condition_keeps_its_letters_and_a_huge_constant_fits_its_cell(tmp_path: Path) -> None:
    text = 'plan "Small" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n}\nasset a { value: 3 TWD }\n'
    text += "asset b { value: 0 TWD }\nrule give(from_a: asset, to_b: asset) {\n    if from_a > 1 {\n"
    text += "        move 1 TWD from from_a to to_b\n    }\n}\neach year {\n    apply give(a, b) as gift\n}\n"
    path = tmp_path / "small.plan"
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "small.xlsx"
    plainplan.load(path).export(target)
    book = load_workbook(target)
    labels = {str(row[0].value) for row in book["規則"].iter_rows()}
    assert "from_a > 1" in labels
    huge = [cell for row in book["假設"].iter_rows() for cell in row if cell.value == 9.99e307]
    assert [cell.number_format for cell in huge] == ["0.00E+00_)"]


def test_a_row_says_whether_its_line_is_in_the_plan_or_in_the_library(tmp_path: Path) -> None:
    text = 'use std.contributions\nplan "Small" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n}\n'
    text += "asset a { value: 30 TWD }\nasset b { value: 30 TWD }\n"
    text += "each year {\n    apply fixed_amount(a, b, 1 TWD/month) as saving\n}\n"
    path = tmp_path / "small.plan"
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "small.xlsx"
    plainplan.load(path).export(target)
    lines = {str(cell.value) for row in load_workbook(target)["帳戶"].iter_rows() for cell in row}
    assert "L7" in lines
    assert any(line.startswith("std:") for line in lines)


def test_what_comes_in_and_goes_out_has_its_name_on_the_sheet_of_years(tmp_path: Path) -> None:
    text = 'plan "Small" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n    step: month\n}\n'
    text += "asset a { value: 30 TWD }\nasset b { value: 30 TWD }\nincome wage = 1 TWD/month\n"
    text += "each month {\n    receive 1 TWD into a as gift\n    withdraw 1 TWD from a then b as spend\n}\n"
    path = tmp_path / "small.plan"
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "small.xlsx"
    plainplan.load(path).export(target)
    labels = [row[0].value for row in load_workbook(target)["年度"].iter_rows()]
    start = labels.index("收支")
    assert labels[start + 1 : start + 4] == ["wage 實收", "gift 實收", "spend 實付"]
