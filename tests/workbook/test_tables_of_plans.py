"""Tables, grids, lists and data of plans, as LibreOffice recalculates them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

import plainplan
from plainplan.evaluate import Result, run
from plainplan.graph.nodes import Graph
from plainplan.workbook.numbers import MONEY, MONEY_EXACT
from soffice import recalculate
from workbook.book_cells import Book, defined_names, read_book
from workbook.cycles import find_cycle
from workbook.exporting import cell_tolerances, compare_books, export_values

# A quoted number, a figure that is missing, and a name that looks like a formula.
PRICES = """Day,Close,Name\r
2024-01-31,"1,234.5",=cmd|'/c calc'!A0\r
2024-02-29,,+1\r
2024-03-31,1250,TSMC\r
2024-04-30,(3.2),TSMC\r
"""
RETURNS = "\ufeffYear,Return\r\n2024,24.9%\r\n2025,-3.2%\r\n2026,5%\r\n"
PLAN = """
plan "Tables" {
    currency: TWD
    start: 2024-01
    years: 3
    locale: en
}
param lift = 2%
data prices "Prices" from "data/prices.csv" {
    column "Day" as on: date
    column "Close" as close: USD
    column "Name" as name: text
}
data returns "Returns" from "data/returns.csv" by year {
    column "Year" as of: number
    column "Return" as gain: rate/year
}
asset cash "Cash" {
    value: 100萬 TWD
    return: returns.gain
}
table closes "Closing prices" {
    on in prices.on "Date"
    close "Close" = prices.close
    change "Change" = close / prev(close, start: 1_000 USD) - 1
    recent "Average of 2" = mean(close, last: 2)
    name "Name" = prices.name
}
table bond "A bond of twelve years" {
    t in 1..12 "Year"
    paid "Payment" = if t = 12 then 103 TWD else 3 TWD
    pv "Present value" = paid / (1 + 10%)^t
    so_far "So far" = cumulative(pv)
    last_three = sum(pv, last: 3)
    share = pv / price
    total price "Price" = sum(pv)
    total third "Third" = at(pv, 3)
    total spread = sd(pv)
    total balance "Cash at the end" = final(cash)
    total doubled = sum(cash * 2)
    total inner "Rate of return" = irr([-60 TWD, 3 TWD, 103 TWD])
}
table stocks "Stocks" {
    name in "TSMC", "Fubon", "MediaTek" "Stock"
    worth in 50萬 TWD, 30萬 TWD, 12.5 TWD "Worth"
    since in 2026-01-31..2026-03-31 by 1 month "Since"
    weight "Weight" = worth / sum(worth)
    large = worth > mean(worth) and name != at(name, 2)
    total fubon = xlookup("Fubon", name, weight)
}
grid boost "Leverage" {
    rows r in 15%..40% by 5% "Return"
    cols d in 5%, 8% "Debt"
    cell = d * (r - 8.25% + lift)
}
grid payment "Payment" {
    rows n in 10, 20, 30 "Years"
    cols i in 2%, 4%, 6% "Rate"
    cell = pmt(i / 12, n * 12, -1_000_000) "A month"
}
let mixed = sumproduct([40%, 60%], [17%, 7%])
let second = at(bond.pv, 2)
let tenth = lookup(10, bond.t, bond.pv)
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with every kind of table, and its data."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "data").mkdir()
    (folder / "data" / "prices.csv").write_bytes(PRICES.encode())
    (folder / "data" / "returns.csv").write_bytes(RETURNS.encode())
    (folder / "tables.plan").write_text(PLAN, encoding="utf-8")
    return folder / "tables.plan"


@pytest.fixture(scope="module")
def graph(plan: Path) -> Graph:
    """Its graph."""
    loaded = plainplan.load(plan)
    graph = loaded.graph
    assert graph is not None, loaded.check()
    return graph


@pytest.fixture(scope="module")
def result(graph: Graph) -> Result:
    """What it computes."""
    return run(graph)


@pytest.fixture(scope="module")
def path(graph: Graph, result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its book."""
    path = tmp_path_factory.mktemp("book") / "tables.xlsx"
    assert export_values(graph, result, path) == []
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    """The cells of its book."""
    return read_book(path)


def test_libreoffice_computes_the_tables_of_a_plan(graph: Graph, result: Result, path: Path, book: Book) -> None:
    found = list(compare_books(book, read_book(recalculate(path)), cell_tolerances(graph, result)))
    assert [difference for difference in found if difference is not None] == []
    assert len(found) > 300


def test_a_part_of_a_condition_is_what_it_reads(graph: Graph) -> None:
    parts = [graph.quantities[graph.by_name[f"stocks.large~{number}"]] for number in (1, 2, 3, 4)]
    kinds = ["money" if part.type.is_money else part.type.kind for part in parts]
    assert sorted(kinds) == ["boolean", "boolean", "money", "text"]


def test_no_table_depends_on_itself(path: Path, book: Book) -> None:
    assert find_cycle(book, defined_names(path)) is None


def test_tables_stand_in_the_order_of_the_plan(book: Book) -> None:
    titles = ["Closing prices", "A bond of twelve years", "Stocks", "Leverage", "Payment"]
    column = [cell.value for address, cell in book["Tables"].items() if address.startswith("A")]

    assert [column.index(title) for title in titles] == sorted(column.index(title) for title in titles)


def test_a_name_in_a_data_file_that_looks_like_a_formula_is_text(book: Book) -> None:
    cell = next(cell for cell in book["Data"].values() if cell.value == "=cmd|'/c calc'!A0")
    assert cell.formula is None


def test_an_empty_cell_of_a_data_file_is_no_zero(book: Book) -> None:
    missing = [cell for cell in book["Data"].values() if cell.formula == "NA()"]
    assert [cell.value for cell in missing] == ["#ERROR"]


CALCULATOR = """
param deposit = 10_000 TWD "Deposit"
let doubled "Twice as much" = deposit * 2
let large "Is large" = doubled > 15_000 TWD
grid worth "Worth" {
    rows saved in 0 TWD, 100 TWD "Saved"
    cols owed in 0 TWD, 50 TWD "Owed"
    cell = saved - owed
}
## exam-2.b
## By hand: 2 times 10,000.
check twice "Twice": doubled = 20_000 TWD
"""


@pytest.fixture(scope="module")
def calculator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of a calculator."""
    plan = tmp_path_factory.mktemp("calculator") / "deposit.plan"
    plan.write_text(CALCULATOR, encoding="utf-8")
    plainplan.load(plan).export(plan.with_suffix(".xlsx"), locale="en")
    return plan.with_suffix(".xlsx")


def test_a_calculator_has_no_time_and_a_list_of_calculations(calculator: Path) -> None:
    book = read_book(calculator)
    assert list(book) == ["Cover", "Inputs", "Calculations", "Tables", "Checks", "Notes"]
    heads = {address: cell.value for address, cell in book["Calculations"].items() if address.endswith("3")}
    assert heads == {"A3": "Item", "B3": "Unit", "C3": "Value", "E3": "Line"}
    assert book["Cover"]["B3"].value == "deposit"
    names = {cell.value for cell in book["Inputs"].values()}
    assert not names & {"plan.start", "plan.steps", "plan.step_months", "plan.inflation"}


def test_a_plan_without_accounts_has_no_sheet_of_accounts(tmp_path: Path) -> None:
    plan = tmp_path / "rate.plan"
    plan.write_text(
        'plan "Rate" {\n currency: TWD\n start: 2026-01\n years: 2\n step: month\n locale: en\n}\n'
        "let later = now > 2027-01\n",
        encoding="utf-8",
    )
    plainplan.load(plan).export(tmp_path / "rate.xlsx")
    assert list(read_book(tmp_path / "rate.xlsx")) == ["Cover", "Inputs", "Time", "Policy", "Checks", "Notes"]


def test_a_price_that_changes_has_cents_and_an_amount_has_none(tmp_path: Path) -> None:
    plan = tmp_path / "price.plan"
    head = 'plan "Price" {\n currency: TWD\n start: 2026-01\n years: 2\n locale: en\n}\n'
    asset = 'asset a "Stock" {\n value: 9.5 TWD\n return: 8%/year\n}\n'
    lets = "let price = 45 TWD * 1.08^step\nlet dear = price * 100\nlet whole = 45 TWD * step\n"
    plan.write_text(head + asset + lets, encoding="utf-8")
    plainplan.load(plan).export(tmp_path / "price.xlsx")
    rows = list(load_workbook(tmp_path / "price.xlsx")["Policy"].iter_rows())
    shown = {str(row[0].value): [cell for cell in row if isinstance(cell.value, str)] for row in rows}
    # 48.60 and 52.49, a hundred of them, and 45 and 90.
    formats = [shown[name][-1].number_format for name in ("price", "dear", "whole")]
    assert formats == [MONEY_EXACT, MONEY, MONEY]


def test_true_reads_as_yes_and_a_head_of_nothing_as_zero(calculator: Path) -> None:
    book = load_workbook(calculator)
    shown = {row[0].value: row[2].number_format for row in book["Calculations"].iter_rows(min_row=6)}
    assert shown["Is large"] == '"yes"_);;"no"_)'
    heads = [cell for row in book["Tables"].iter_rows() for cell in row if cell.value == 0]
    assert {cell.number_format for cell in heads} == {r"#,##0_);[Red]\(#,##0\)"}
    assert len(heads) == 2


def test_a_line_of_documentation_that_is_a_key_stands_beside_its_label(calculator: Path) -> None:
    rows = [[cell.value for cell in row] for row in load_workbook(calculator)["Notes"].iter_rows()]
    place = next(number for number, row in enumerate(rows) if row[0] == "Twice")
    assert rows[place][:6] == ["Twice", "exam-2.b", None, None, None, "twice"]
    assert rows[place + 1][0] == "By hand: 2 times 10,000."
