"""The `start: 0` of a `prev`: it takes the dimension of what is read, and says so when it cannot."""

from __future__ import annotations

from check.household import codes, found_in


def test_a_start_of_zero_takes_the_dimension_of_what_is_read() -> None:
    assert codes("let flow = cash * 2\nlet before = prev(flow, start: 0)\nlet more = before + 5 TWD") == []


def test_a_start_of_zero_takes_the_dimension_within_a_product() -> None:
    assert codes("let more = prev(cash * 2, start: 0) * 2 + 5 TWD") == []


def test_a_start_of_zero_in_a_formula_of_its_own_past_is_told_which_unit_it_lacks() -> None:
    (found,) = found_in("let level = if first then 5 TWD else prev(level, start: 0) * 1.1")
    assert (found.code, found.help) == ("dimension-mismatch", "write `prev(level, start: 0 TWD)`")


def test_a_record_of_its_own_past_is_told_which_unit_it_lacks() -> None:
    rule = "let base = prev(level)\nrecord level = if fund > 2 * base then base else base / 2"
    found = found_in(f"rule ratchet(fund: asset) {{\n{rule}\n}}\neach year {{\napply ratchet(core) as r\n}}")
    assert found[0].help == "write `prev(level, start: 0 TWD)`"


def test_a_record_looks_at_its_own_past_whichever_line_is_read_first() -> None:
    lines = "let base = prev(level)\nrecord level = cash + base {\nstart: 5 TWD\n}"
    assert codes(f"each year {{\n{lines}\n}}") == []


def test_a_column_that_looks_back_without_a_start_lacks_it_and_is_no_circle() -> None:
    table = "table schedule {\n n in 1..3\n opening = prev(closing)\n closing = opening - 5 TWD\n}\n"
    for line in ("", "let early = at(schedule.closing, 1)\n"):
        found = found_in(line + table)
        assert [(item.code, item.help) for item in found] == [("prev-needs-start", "write `prev(closing, start: 0)`")]
