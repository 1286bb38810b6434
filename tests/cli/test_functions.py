"""`plainplan functions`: the reference at the prompt."""

from __future__ import annotations

import pytest

from plainplan.builtins import BUILTINS
from plainplan.builtins.registry import FAMILIES
from plainplan.check.forms import FORMS
from plainplan.cli import main
from plainplan.cli.reference_words import CHINESE, ENGLISH

KINDS = {parameter.kind for record in BUILTINS.values() for parameter in record.parameters}


@pytest.fixture(autouse=True)
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of a fixed width."""
    monkeypatch.setenv("COLUMNS", "100")


def test_every_function_is_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")}
    assert listed >= {*BUILTINS, *FORMS}


def test_no_line_of_the_list_is_wider_than_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    main(["functions"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_function_is_told_with_all_its_record_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "rank.eq"]) == 0
    assert capsys.readouterr().out == (
        "rank.eq(number: a, ref: a[], [order: number]) → number\n"
        "\n"
        "  The place of a number in a list from the greatest (order 1: from the least); equals share the\n"
        "  best.\n"
        "\n"
        "  number  a quantity\n"
        "  ref     a list of quantities\n"
        "  order   a number; 0 unless given\n"
        "\n"
        "  rank.eq(7, [7, 3.5, 3.5, 1, 2], 1)   = 5\n"
        "  rank.eq(2, [7, 3.5, 3.5, 1, 2])      = 4\n"
        "  rank.eq(3.5, [7, 3.5, 3.5, 1, 2], 1) = 3\n"
        "\n"
        "  Excel: =RANK.EQ(number, ref, [order])/(COUNTIF(ref,number)>0)\n"
    )


def test_a_date_that_comes_out_is_shown_as_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    main(["functions", "edate"])
    assert "edate(2011-01-15, 1)  = 2011-02-15" in capsys.readouterr().out


def test_where_libreoffice_differs_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    main(["functions", "weeknum"])
    assert "Differs: LibreOffice counts the days of December" in capsys.readouterr().out


def test_a_special_form_is_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["functions", "prev"])
    assert capsys.readouterr().out.startswith("prev(x, start: v)\n\n  The value of x at the close of the step before")


def test_a_name_that_is_a_form_and_a_built_in_is_told_as_both(capsys: pytest.CaptureFixture[str]) -> None:
    main(["functions", "lookup"])
    out = capsys.readouterr().out
    assert "lookup(x, 18: v" in out
    assert "lookup(lookup_value: any" in out
    main(["functions", "nominal"])
    assert "NOMINAL(" in capsys.readouterr().out


def test_the_name_may_be_written_as_in_excel(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "PMT()"]) == 0
    assert capsys.readouterr().out.startswith("pmt(")


def test_the_reference_may_be_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "pmt", "--locale", "zh-TW"]) == 0
    out = capsys.readouterr().out
    assert "貸款的等額付款;付出為負。" in out
    assert "依所寫期間的利率,或數字" in out


def test_every_function_has_a_sentence_in_chinese() -> None:
    assert CHINESE.sentences.keys() == BUILTINS.keys()
    assert CHINESE.form_sentences.keys() == FORMS.keys()


def test_for_an_unknown_name_the_nearest_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "pmtt"]) == 1
    assert capsys.readouterr().err == "plainplan: there is no function `pmtt`; did you mean `pmt`?\n"


def test_there_are_words_for_every_family_and_kind() -> None:
    assert CHINESE.families.keys() >= FAMILIES.keys()
    assert ENGLISH.families.keys() <= CHINESE.families.keys()
    for words in (ENGLISH, CHINESE):
        assert words.kinds.keys() >= {kind.removesuffix("[]") for kind in KINDS}


def test_a_function_of_the_library_is_told_with_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "kelly_share"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("kelly_share(win: number, odds: number)\n\n  The share of capital that grows fastest")
    assert out.endswith("\n\n  use std.leverage\n")


def test_a_word_finds_what_the_library_says_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "財務自由度"]) == 0
    assert capsys.readouterr().out == (
        "use std.household\n  freedom_ratio  How much of the expenses the assets can pay (財務自由度), a number.\n"
    )


def test_a_file_of_the_library_tells_its_functions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions", "std.capm"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "use std.capm" in lines
    assert any(line.startswith("  required_return ") for line in lines)
    assert not any(line.startswith("use ") and line != "use std.capm" for line in lines)
