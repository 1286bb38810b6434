"""Data files: which columns a plan takes, what a cell says, and what is wrong with one."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from check.household import HEADER
from plainplan.check import check
from plainplan.check.csv_file import read_cell, split_rows
from plainplan.check.formals import SIMPLE_TYPES
from plainplan.check.model import DataFacts, Model
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import describe, rate_per
from plainplan.source import Source
from plainplan.syntax import parse


def read(
    tmp_path: Path, content: str | bytes, lines: str = 'data d from "d.csv"', step: str = "year"
) -> tuple[Model, list[Diagnostic]]:
    """A plan beside a data file."""
    (tmp_path / "d.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    file, mistakes = parse(Source("test.plan", HEADER.replace("STEP", step) + lines + "\n"))
    assert mistakes == []
    model, found = check(file, project_root=tmp_path)
    assert model is not None
    return model, found


def facts_of(tmp_path: Path, content: str | bytes, lines: str = 'data d from "d.csv"') -> DataFacts:
    """What was read, without any mistake."""
    model, found = read(tmp_path, content, lines)
    assert [item.message for item in found] == []
    return model.data["d"]


def test_every_column_with_a_name_is_taken(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "year,total_return,Close (USD),收盤\n2000,-36.8%,1,5\n2001,12%,2,6\n")
    assert [column.name for column in facts.columns] == ["year", "total_return", "收盤"]
    assert facts.key == "year"
    assert facts.column("total_return").values == (-0.368, 0.12)


def test_a_column_is_of_dates_of_numbers_or_of_texts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "day,close,share,name\n2026-01-31,1.5,5%,台積電\n2026/2/28,,6%,7\n")
    assert [describe(column.type) for column in facts.columns] == ["a date", "a number", "a number", "text"]
    # Excel: DATE(2026,1,31) is 46053.
    assert facts.column("day").values == (46053, 46081)
    assert math.isnan(facts.column("close").values[1])  # type: ignore[arg-type]  # a number column holds floats
    assert facts.column("name").values == ("台積電", "7")


def test_a_column_is_declared_with_its_unit(tmp_path: Path) -> None:
    lines = 'data d from "d.csv" {\n column "Close" as close: USD "收盤價"\n column "R" as r: rate/month\n}'
    facts = facts_of(tmp_path, 'Day,Close,R\n1,"2,341.70",(1.5%)\n', lines)
    assert [column.name for column in facts.columns] == ["Day", "close", "r"]
    assert facts.column("close").values == (2341.7,)
    assert (facts.column("close").type.currency, facts.column("close").label) == ("USD", "收盤價")
    assert facts.column("r").values == (-0.015,)
    assert facts.column("r").type.plain() == rate_per("month")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfk,x\r\n1,2\r\n", b"k,x\n1,2", b"k,x\n\n1,2\n\n", b"k,x\r1,2\r"])
def test_excels_ways_of_writing_a_file_are_read(tmp_path: Path, content: bytes) -> None:
    facts = facts_of(tmp_path, content)
    assert [column.name for column in facts.columns] == ["k", "x"]
    assert (facts.length, facts.column("x").values) == (1, (2.0,))


def test_a_column_may_be_called_like_a_function(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "k,x\n1,2\n", 'data d from "d.csv" {\n column "x" as growth\n}')
    assert facts.column("growth").values == (2,)


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    # printf 'k,x\n1,2\n' | sha256sum
    digest = "1b6a084813f15ea90193bc067fd6a2a8f942a03cbd201ced5e2d68c39cbebb8d"
    assert facts_of(tmp_path, "k,x\n1,2\n").digest == digest


def test_quotes_hold_commas_quotes_and_lines() -> None:
    rows, found = split_rows(Source("d.csv", 'a,"b, c","say ""no"""\n"x\ny",,z'))
    assert found == []
    assert [[text for text, _, _ in row] for row in rows] == [["a", "b, c", 'say "no"'], ["x\ny", "", "z"]]


def test_a_quote_that_is_never_closed_is_told() -> None:
    _, (fault,) = split_rows(Source("d.csv", 'a,b\n"x,1\n'))
    assert fault.code == "unclosed-text"


@pytest.mark.parametrize(
    ("text", "type_name", "value"),
    [
        ("1,234.5", "number", 1234.5),
        ("-3", "number", -3),
        ("(3.2)", "number", -3.2),
        ("(3.2%)", "rate", -0.032),
        ("12.5%", "rate", 0.125),
        ("150%", "rate", 1.5),
        ("0.125", "rate", 0.125),
        ("１２", "number", 12),
        ("1e3", "number", 1000),
        (".5", "number", 0.5),
        ("yes", "boolean", 1),
        ("2026-02", "date", 46054),
    ],
)
def test_a_cell_says(text: str, type_name: str, value: float) -> None:
    assert read_cell(text, SIMPLE_TYPES[type_name]) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "type_name"),
    [
        ("n/a", "number"),
        ("1,23", "number"),
        ("5%", "shares"),
        ("2026-13", "date"),
        ("1999", "date"),
        ("=1+1", "number"),
        ("5.5", "count"),
        ("8", "rate"),
        ("-36.8", "rate"),
    ],
)
def test_a_cell_may_not_say(text: str, type_name: str) -> None:
    assert read_cell(text, SIMPLE_TYPES[type_name]) is None


@pytest.mark.parametrize(
    ("content", "lines", "code"),
    [
        ("k,x\n1,2,3\n", 'data d from "d.csv"', "uneven-row"),
        ("k,x\n", 'data d from "d.csv"', "empty-data"),
        ("", 'data d from "d.csv"', "empty-data"),
        ("k,x\n1,a\n", 'data d from "d.csv" {\n column "x" as x: number\n}', "wrong-cell"),
        ("k,x\n1,a\n", 'data d from "d.csv" {\n column "y" as x: number\n}', "unknown-header"),
        ("k,x,x\n1,1,1\n", 'data d from "d.csv" {\n column "x" as x: number\n}', "duplicate-header"),
        ("k,x,x\n1,1,1\n", 'data d from "d.csv"', "duplicate-header"),
        ("k;x\n1;1\n", 'data d from "d.csv"', "wrong-separator"),
        ("k\tx\n1\t1,5\n", 'data d from "d.csv"', "wrong-separator"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x: [number]\n}', "unknown-type"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x: a\n}', "unknown-type"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x\n column "k" as x\n}', "duplicate-name"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as year\n}', "reserved-name"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x: asset\n}', "unknown-type"),
        ("k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x: dollars\n}', "unknown-type"),
        ("k,x\na,1\n", 'data d from "d.csv" by year', "wrong-key"),
        ("k,x\n2000-01,1\n", 'data d from "d.csv" by month', "period-too-short"),
        ("k,x\n2000,1\n2001-01,1\n", 'data d from "d.csv" by year', "wrong-key"),
        ("k,x\n1871-01,1\n1871-02,1\n1900-03,1\n", 'data d from "d.csv" by month', "date-too-early"),
        ("k,x\n1871-13,1\n", 'data d from "d.csv" by month', "wrong-key"),
        ("k,x\n2000,1\n2000,1\n", 'data d from "d.csv" by year', "duplicate-key"),
        ("k,x\n2000-01,1\n2000-12-31,1\n", 'data d from "d.csv" by year', "duplicate-key"),
        ("k,x\n2000,1\n", 'data d from "d.csv" by week', "unknown-word"),
        ("k,x\n1,1\n", 'data d from "e.csv"', "file-not-found"),
        ("k,x\n1,1\n", 'data d from "../d.csv"', "outside-project"),
        (b"k,\xa6\xac\n1,1\n", 'data d from "d.csv"', "wrong-encoding"),
    ],
)
def test_a_data_file_is_refused(tmp_path: Path, content: str | bytes, lines: str, code: str) -> None:
    _, found = read(tmp_path, content, lines)
    assert [item.code for item in found][:1] == [code]
    assert found[0].span is not None


def test_a_bad_cell_is_told_where_it_stands(tmp_path: Path) -> None:
    lines = 'data d from "d.csv" {\n column "x" as x: number\n}'
    _, (found,) = read(tmp_path, "k,x\n1,2\n2,two\n", lines)
    assert found.span is not None
    assert (found.span.place, found.span.text) == ("d.csv:3:3", "two")


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    lines = 'data d from "e.csv" by year\nlet a = d.x\nlet b = 2 * d.y\ntable t {\n k in d.k\n z = d.x\n}'
    _, found = read(tmp_path, "", lines)
    assert [item.code for item in found] == ["file-not-found"]


def test_of_many_bad_cells_the_first_are_told(tmp_path: Path) -> None:
    rows = "".join(f"{number},x\n" for number in range(500))
    _, found = read(tmp_path, "k,x\n" + rows, 'data d from "d.csv" {\n column "x" as x: number\n}')
    assert len(found) == 20


def test_a_table_over_data_has_its_rows(tmp_path: Path) -> None:
    lines = 'data d from "d.csv" by year\ntable t {\n y in d.k\n twice = 2 * d.x\n total all = sum(twice)\n}'
    model, found = read(tmp_path, "k,x\n2026,1\n2027,2\n", lines)
    assert found == []
    (header,) = model.headers.values()
    assert (header.kind, header.data, header.column, header.length) == ("data", "d", "k", 2)


def test_by_a_period_a_column_is_a_series_of_the_plan(tmp_path: Path) -> None:
    rows = "k,x\n2026,1\n2027,2\n"
    assert read(tmp_path, rows, 'data d from "d.csv" by year\nlet a = 2 * d.x')[1] == []
    assert [item.code for item in read(tmp_path, rows, 'data d from "d.csv"\nlet a = 2 * d.x')[1]] == ["list-as-value"]
    assert read(tmp_path, rows, 'data d from "d.csv"\nlet a = mean(d.x) + at(d.x, 2)')[1] == []


def test_a_data_file_has_at_most_a_quarter_of_a_million_cells(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(500))
    row = ",".join(["1"] * 500)
    facts = facts_of(tmp_path, "\n".join([header, *[row] * 499]))
    assert (len(facts.columns), facts.length) == (500, 499)
    _, (found,) = read(tmp_path, "\n".join([header, *[row] * 500]))
    assert found.code == "too-many-rows"
    assert found.message == "`d.csv` has more than 250,000 cells, the most that are read"
    assert found.span is not None
    assert found.span.place == "d.csv:501:1"


def test_a_text_fits_a_cell_of_the_workbook(tmp_path: Path) -> None:
    # Microsoft, "Excel specifications and limits": a cell holds 32,767 characters.
    facts = facts_of(tmp_path, f"name\n{'x' * 32_767}\n")
    assert facts.column("name").values == ("x" * 32_767,)
    _, (found,) = read(tmp_path, f"name\n{'x' * 32_768}\n")
    assert (found.code, found.message) == (
        "wrong-cell",
        "this text has 32,768 characters, and a cell holds at most 32,767",
    )


def test_nothing_has_no_sign(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "a\n(0)\n-0\n-0%\n")
    assert [math.copysign(1, float(value)) for value in facts.column("a").values] == [1, 1, 1]


def test_a_column_of_an_unknown_type_is_told_what_a_column_may_be(tmp_path: Path) -> None:
    _, (found,) = read(tmp_path, "k,x\n1,1\n", 'data d from "d.csv" {\n column "x" as x: 元/month\n}')
    assert (found.code, found.help) == ("unknown-type", "write `TWD/month`")
    assert "boolean" in found.notes[0]
    assert "asset" not in found.notes[0]
    assert "`a`" not in found.notes[0]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ("5%\n0.03\n5\n6\n", "d.csv:4:1"),
        ("5\n6\n7%\n", "d.csv:4:1"),
        ("5%\n0\n0.05\n\n6%\n", ""),
        ("5\n6\n", ""),
    ],
)
def test_percentages_beside_numbers_are_doubted(tmp_path: Path, cells: str, place: str) -> None:
    _, found = read(tmp_path, f"a\n{cells}")
    assert [item.span.place for item in found if item.span is not None] == place.split()
    assert all((item.code, item.severity) == ("wrong-cell", "warning") for item in found)
