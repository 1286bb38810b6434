"""Defined names: Excel's grammar, which is stricter than LibreOffice's and XlsxWriter's."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.workbook.names import excel_name, is_legal


@pytest.mark.parametrize(
    "name", ["inflation", "通貨膨脹率", "lever.return", "_a", "living_2", "price_level", "XFDE1234"]
)
def test_a_name_that_excel_takes_stays_as_it_is(name: str) -> None:
    assert name == excel_name(name, set())


@pytest.mark.parametrize(
    "name",
    ["TAX2026", "a1", "XFD1048576", "r", "C", "R1C1", "rc", "r12", "c5", "R2C", "true", "False", "pmt", "SUM"],
)
def test_a_name_that_means_something_else_to_excel_gets_an_underscore(name: str) -> None:
    assert f"{name}_" == excel_name(name, set())


@pytest.mark.parametrize("name", ["_xlfn.x", "_XLNM", "_xlpm.a"])
def test_a_name_like_those_of_the_file_format_is_kept_apart(name: str) -> None:
    assert f"_{name}" == excel_name(name, set())


@pytest.mark.parametrize("name", ["print_area", "Print_Titles", "print_cost"])
def test_a_name_like_those_of_print_settings_gets_an_underscore(name: str) -> None:
    assert f"{name}_" == excel_name(name, set())


def test_full_width_letters_are_read_as_their_plain_twins() -> None:
    assert excel_name("ｒａｔｅｓ", set()) == "rates"


def test_a_character_that_no_name_may_hold_becomes_an_underscore() -> None:
    assert excel_name("lever.return#1", set()) == "lever.return_1"


def test_names_that_differ_in_case_only_are_kept_apart() -> None:
    taken: set[str] = set()
    assert [excel_name(name, taken) for name in ("Living", "living", "LIVING")] == ["Living", "living_", "LIVING__"]


@pytest.mark.parametrize("name", ["", "2026", "#", "𠀀𠀁", "a" * 300])
def test_what_cannot_be_a_name_has_none(name: str) -> None:
    assert excel_name(name, set()) is None


# Microsoft's rules for names, written a second time: letters, digits, periods and underscores; no cell reference in
# either notation; at most 255 characters.
FIRST = re.compile(r"[^\W\d]|_")
CELL_REFERENCE = re.compile(r"(?:[A-Za-z]{1,3}\d+|[Rr](?:\d*)(?:[Cc]\d*)?|[Cc]\d*)$")


@given(st.text(min_size=1, max_size=40))
def test_every_name_given_is_one_that_excel_takes(name: str) -> None:
    found = excel_name(name, set())
    if found is not None:
        assert is_legal(found)
        assert FIRST.match(found)
        assert all(character in "._" or character.isalnum() for character in found)
        assert CELL_REFERENCE.match(found) is None
        assert unicodedata.is_normalized("NFC", found)
