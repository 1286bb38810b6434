"""Tables and grids: their headers, their columns in any order, their names."""

from __future__ import annotations

import pytest

from check.household import codes, found_in, household
from plainplan.check.context import Environment
from plainplan.check.model import Header
from plainplan.syntax import nodes


def header_of(values: str) -> Header:
    """The header of a table, which must be sound."""
    model, found = household(f"table sheet {{\n h in {values}\n x = 1\n}}")
    assert [item.message for item in found] == []
    assert model is not None
    (header,) = model.headers.values()
    return header


@pytest.mark.parametrize(
    ("values", "start", "step", "length"),
    [
        ("1..30", 1, 1, 30),
        ("0..10 by 5", 0, 5, 3),
        ("1..10 by 4", 1, 4, 3),
        ("15%..40% by 5%", 0.15, 0.05, 6),
        ("10%..0% by -5%", 0.10, -0.05, 3),
        ("-20%/year..30%/year by 10%/year", -0.2, 0.1, 6),
        ("100萬 TWD..300萬 TWD by 50萬 TWD", 1_000_000, 500_000, 5),
        ("1 year..30 years", 1, 1, 30),
        ("5..5", 5, 1, 1),
        # 0.1 + 0.2 is not 0.3, and the range still ends there.
        ("0.1..0.3 by 0.1", 0.1, 0.1, 3),
    ],
)
def test_a_range_holds_its_start_its_step_and_its_length(values: str, start: float, step: float, length: int) -> None:
    header = header_of(values)
    assert (header.kind, header.start, header.step, header.length) == ("range", start, step, length)


@pytest.mark.parametrize(
    ("values", "months", "length"),
    [
        ("2026-12..2035-12 by 1 year", 12, 10),
        ("2026-01..2026-12 by 1 month", 1, 12),
        ("2026-01-31..2026-03-01 by 1 month", 1, 2),
        ("2026-12..2026-01 by -1 quarter", -3, 4),
    ],
)
def test_a_range_of_dates_goes_by_whole_months(values: str, months: int, length: int) -> None:
    header = header_of(values)
    assert (header.step_months, header.length) == (months, length)


def test_a_date_is_excels_serial_number() -> None:
    # Excel: DATE(2026,12,1) is 46357.
    assert header_of("2026-12..2035-12 by 1 year").start == 46357


@pytest.mark.parametrize(
    ("values", "length"),
    [
        ('"台積電", "富邦金"', 2),
        ("50萬 TWD, 30萬 TWD", 2),
        ("rate, 2 * rate, 5%/year", 3),
        ("2026-01, 2027-06", 2),
        ("5", 1),
    ],
)
def test_a_list_holds_constants(values: str, length: int) -> None:
    header = header_of(values)
    assert (header.kind, header.length, len(header.items)) == ("list", length, length)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("1..0", "empty-range"),
        ("1..5 by -1", "empty-range"),
        ("1..5 by 0", "empty-range"),
        ("5%..8%", "missing-step"),
        ("1.5..3", "missing-step"),
        ("2026-01..2030-01", "missing-step"),
        ("1..living", "range-not-literal"),
        ("1..chen.age", "range-not-literal"),
        ("2026-01..chen.turns(65) by 1 year", "range-not-literal"),
        ("2026-01..2030-01 by 1 day", "range-not-literal"),
        ("1..20_000", "too-many-rows"),
        ("1 year..24 months", "dimension-mismatch"),
        ("5%, 3 TWD", "dimension-mismatch"),
        ('"a", 3', "type-mismatch"),
        ("5%, net_worth / 1 TWD", "series-in-table"),
    ],
)
def test_a_header_may_not_hold(values: str, code: str) -> None:
    assert codes(f"table sheet {{\n h in {values}\n x = 1\n}}")[:1] == [code]


def test_columns_stand_in_any_order() -> None:
    assert codes("table sheet {\n total s = sum(b)\n b = a * 2\n a = t + s_of\n s_of = t\n t in 1..3\n}") == []


def test_columns_that_need_each_other_are_a_circle() -> None:
    (found,) = found_in("table sheet {\n t in 1..3\n a = b\n b = a + t\n}")
    assert found.code == "cyclic-formula"
    assert found.message == "these depend on each other: sheet.a → sheet.b → sheet.a"
    assert found.help == "write `prev(a, start: 0)` to read the row above"


def test_a_total_in_a_circle_has_no_row_above() -> None:
    (found,) = found_in("table sheet {\n t in 1..3\n total a = a + 1\n}")
    assert (found.message, found.help) == ("`sheet.a` depends on itself", None)


def test_a_circle_through_a_formula_of_the_plan_is_found() -> None:
    assert codes("let x = sum(sheet.a)\ntable sheet {\n t in 1..3\n a = x * t\n}") == ["cyclic-formula"]


def test_a_chain_of_columns_may_be_long() -> None:
    lines = "\n".join(f" c{number} = c{number + 1}" for number in range(200))
    assert codes(f"let x = sum(sheet.c0)\ntable sheet {{\n{lines}\n c200 in 1..3\n}}") == []


def test_a_column_hides_a_name_of_the_plan() -> None:
    (found,) = found_in("table sheet {\n t in 1..3\n rate = t\n twice = rate * 2\n}")
    assert (found.code, found.severity) == ("hidden-name", "warning")
    assert found.message == "`rate` of this table hides the plan's"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("t in 1..3\n t = 5", "duplicate-name"),
        ("t in 1..3\n year = t", "reserved-name"),
        ("t in 1..3\n a = t + 5 TWD", "dimension-mismatch"),
        ("t in 1..3\n a = nobody", "unknown-name"),
        ("t in 1..3\n u in 1..4\n a = t + u", "headers-differ"),
        ("a = 5", "missing-header"),
    ],
)
def test_a_table_may_not_say(lines: str, code: str) -> None:
    assert codes(f"table sheet {{\n {lines}\n}}") == [code]


def test_an_unknown_column_is_told_with_the_known_ones() -> None:
    (found,) = found_in("table sheet {\n t in 1..3\n price = t\n}\nlet x = sum(sheet.prise)")
    assert found.code == "unknown-member"
    assert found.notes == ("its columns: t, price",)
    assert found.help == "did you mean `price`?"


def test_a_column_outside_its_table_is_named_with_the_table() -> None:
    (found,) = found_in("table sheet {\n t in 1..3\n price = t\n}\nlet x = sum(price)")
    assert (found.code, found.help) == ("unknown-name", "write `sheet.price`")


def test_a_table_is_no_value() -> None:
    assert codes("table sheet {\n t in 1..3\n price = t\n}\nlet x = sheet") == ["not-a-value"]


def test_a_grid_has_at_most_ten_thousand_cells() -> None:
    grid = "grid sheet {\n rows r in 1..101\n cols c in 1..100\n cell = r * c\n}"
    assert codes(grid) == ["too-many-rows"]
    assert codes(grid.replace("101", "100")) == []


def test_a_table_has_at_most_a_thousand_columns() -> None:
    lines = "\n".join(f" c{number} = c{number + 1}" for number in range(999))
    table = f"table sheet {{\n{lines}\n c999 in 1..3\nMORE}}"
    assert codes(table.replace("MORE", "")) == []
    (found,) = found_in(table.replace("MORE", " more = c0\n"))
    assert found.message == "`sheet` has 1,001 columns, and a table has at most 1,000"


def test_a_column_is_found_without_looking_at_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(environment: Environment, name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(Environment, "find", refuse)
    assert codes("table sheet {\n t in 1..3\n a = b * t\n b = t\n}") == []


def test_a_total_is_one_number_and_a_column_varies() -> None:
    model, found = household("table sheet {\n t in 1..3\n five = 5 TWD\n total s = sum(five)\n}\nlet x = sheet.s")
    assert found == []
    assert model is not None
    is_series = {name: symbol.type.is_series for name, symbol in model.columns.items()}
    assert is_series == {"sheet.t": True, "sheet.five": True, "sheet.s": False}
    assert model.columns["sheet.s"].type.is_money
    assert isinstance(model.columns["sheet.s"].scope, nodes.Table)
