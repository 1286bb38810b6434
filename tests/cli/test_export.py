"""`plainplan export` writes a whole workbook or none."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from plainplan.cli import main


def cell_values(path: Path) -> set[object]:
    """Every cached value of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_a_workbook_is_written(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "small.plan", "-o", "small.xlsx"]) == 0
    assert capsys.readouterr().out == "wrote small.xlsx\n"
    assert {1331, 700} <= cell_values(Path("small.xlsx"))


def test_an_unchanged_plan_gives_the_same_bytes(small: Path) -> None:
    main(["export", "small.plan", "-o", "a.xlsx"])
    main(["export", "small.plan", "-o", "b.xlsx"])
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_what_is_set_stands_in_the_input_cells(small: Path) -> None:
    assert main(["export", "small.plan", "-o", "a.xlsx", "--set", "cash.value=4321 USD"]) == 0
    assert {4321, 4021} <= cell_values(Path("a.xlsx"))


def test_labels_may_be_asked_for_in_another_language(small: Path) -> None:
    assert main(["export", "small.plan", "-o", "a.xlsx", "--locale", "zh-TW"]) == 0
    assert "假設" in " ".join(openpyxl.load_workbook("a.xlsx").sheetnames)


def test_a_folder_is_not_overwritten(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xlsx").mkdir()
    assert main(["export", "small.plan", "-o", "a.xlsx"]) == 1
    assert capsys.readouterr().err.endswith("plainplan: cannot write `a.xlsx`: Is a directory\n")


def test_a_plan_with_errors_leaves_the_old_workbook(small: Path) -> None:
    Path("a.xlsx").write_bytes(b"old")
    small.write_text("let a = b\n", encoding="utf-8")
    assert main(["export", "small.plan", "-o", "a.xlsx"]) == 1
    assert Path("a.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize("words", [[], ["-o", "a.csv"]])
def test_a_name_that_excel_would_refuse_is_wrong_usage(small: Path, words: list[str]) -> None:
    assert main(["export", "small.plan", *words]) == 2
