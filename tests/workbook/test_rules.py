"""What holds for every cell of every book: the sample's, and those of all plans in `plans/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl.formula import Tokenizer

import plainplan
from plainplan.builtins import BUILTINS
from plainplan.workbook.names import is_legal
from plainplan.workbook.numbers import FACTOR, NUMBER
from plainplan.workbook.wording import WORDS
from workbook.book_cells import Book, defined_names, read_book, references, relative, row_and_column
from workbook.cycles import find_cycle
from workbook.exporting import export_run
from workbook.sample_graph import make_sample
from workbook.sample_tables import make_tables

PLANS = sorted((Path(__file__).parent.parent.parent / "plans").glob("**/*.plan"))
# Functions that both Excel and LibreOffice have, in file spelling, beside those of the built-in table.
OWN_FUNCTIONS = frozenset(
    {"IF", "ABS", "INT", "OR", "AND", "EXACT", "CHOOSE", "SUM", "AVERAGE", "MIN", "MAX", "_xlfn.STDEV.S", "IFERROR"}
    | {"COUNT", "MATCH", "INDEX", "SUMPRODUCT", "LOOKUP", "ISERROR", "SUMIF", "N", "NA"}
)
VOLATILE = frozenset(["NOW", "TODAY", "RAND", "RANDBETWEEN", "OFFSET", "INDIRECT", "INFO", "CELL"])


FORMS = [record.excel for record in BUILTINS.values()]
# Cells of time are to the right of the empty column F, on the sheets on which time runs to the right.
FIRST_STEP = 7
SHEETS_OF_TIME = frozenset(
    WORDS[f"sheet_{key}"][locale]
    for key in ("inputs", "time", "accounts", "policy", "debts", "annual", "checks")
    for locale in (0, 1)
)
WINDOW = re.compile(r"(SUM|AVERAGE|MIN|MAX|_xlfn\.STDEV\.S)\(('[^']+'!)?\$?[A-Z]+[0-9]+:[A-Z]+[0-9]+\)")


@pytest.fixture(
    scope="module",
    params=[make_sample, make_tables, *PLANS],
    ids=lambda made: getattr(made, "stem", None) or made.__name__,
)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of a plan."""
    book = tmp_path_factory.mktemp("book") / "plan.xlsx"
    if request.param is make_sample:
        export_run(make_sample(30, 1).graph, book)
    elif request.param is make_tables:
        export_run(make_tables().graph, book)
    else:
        plainplan.load(request.param).export(book)
    return book


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    """Its cells."""
    return read_book(path)


def formulas(book: Book) -> list[tuple[str, str, str]]:
    """Sheet, address and formula of every formula cell."""
    return [
        (sheet, address, cell.formula)
        for sheet, cells in book.items()
        for address, cell in cells.items()
        if cell.formula is not None
    ]


def tokens(book: Book) -> list[tuple[str, str, str]]:
    """The kind, the subtype and the text of every token of every different formula."""
    found = {formula for _, _, formula in formulas(book)}
    return [(item.type, item.subtype, item.value) for formula in found for item in Tokenizer(f"={formula}").items]


def test_a_row_has_one_formula(book: Book) -> None:
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for sheet, address, formula in formulas(book):
        row, column = row_and_column(address)
        if column >= FIRST_STEP and sheet in SHEETS_OF_TIME:
            rows.setdefault((sheet, row), {})[relative(formula, address)] = formula
    several = [list(found.values()) for found in rows.values() if len(found) > 1]
    # A window that is not yet full begins at the first step.
    assert [found for found in several if not all(WINDOW.fullmatch(formula) for formula in found)] == []
    assert formulas(book)


def test_no_formula_holds_a_number_but_zero_one_and_exponents(book: Book) -> None:
    of_functions = {number for form in FORMS for number in re.findall(r"(?<![\w.{])[0-9.]+(?![\w.}])", form)}
    found = set()
    for formula in {formula for _, _, formula in formulas(book)}:
        items = [item for item in Tokenizer(f"={formula}").items if item.type != "WHITE-SPACE"]
        before = [None, *items]
        found |= {
            item.value
            for last, item in zip(before, items, strict=False)
            if (item.type, item.subtype) == ("OPERAND", "NUMBER") and not (last is not None and last.value == "^")
        }
    assert found <= {"0", "1"} | of_functions


def test_formulas_call_only_functions_that_both_programs_have(book: Book) -> None:
    templates = {name for form in FORMS for name in re.findall(r"([A-Z_a-z.0-9]+)\(", form)}
    # A range between two found cells, `INDEX(…):INDEX(…)`, is one token with its colon to openpyxl.
    called = {value.strip(":(") for kind, subtype, value in tokens(book) if (kind, subtype) == ("FUNC", "OPEN")}
    assert called <= OWN_FUNCTIONS | templates
    assert not called & VOLATILE


def test_no_condition_stands_inside_another(book: Book) -> None:
    def conditions(formula: str) -> int:
        return len(re.findall(r"(?<![A-Z])IF\(", formula))

    assert [formula for _, _, formula in formulas(book) if conditions(formula) > 1] == []


def test_nothing_written_depends_on_itself(path: Path, book: Book) -> None:
    assert find_cycle(book, defined_names(path)) is None


def test_the_column_before_the_first_step_is_empty(book: Book) -> None:
    filled = [
        (sheet, address)
        for sheet, cells in book.items()
        if sheet in SHEETS_OF_TIME
        for address in cells
        if row_and_column(address)[1] == FIRST_STEP - 1
    ]
    assert filled == []


def test_no_formula_reads_a_total(book: Book) -> None:
    totals = {
        f"'{sheet}'!{address}"
        for sheet, address, formula in formulas(book)
        if address.startswith("D") and formula.startswith("SUM(") and sheet in SHEETS_OF_TIME
    }
    read = {
        f"'{target}'!{cell}"
        for sheet, _, formula in formulas(book)
        for target, cell, last in references(formula, sheet, {})
        if cell == last
    }
    assert not totals & read


def test_every_defined_name_is_one_that_excel_takes(path: Path) -> None:
    names = [name for name in defined_names(path) if not name.startswith("_xlnm.")]
    assert [name for name in names if not is_legal(name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_no_cell_holds_an_empty_text(book: Book) -> None:
    found = [(sheet, address) for sheet, cells in book.items() for address, cell in cells.items() if cell.value == ""]
    assert found == []


@pytest.mark.parametrize("number_format", [NUMBER, FACTOR])
def test_a_number_below_zero_has_a_section_with_its_sign(number_format: str) -> None:
    """LibreOffice, like Excel, writes -0.01 as 0.01 by the second section of two."""
    assert number_format.split(";")[1].startswith("[<0]\\-")
    assert number_format.count(";") == 2
