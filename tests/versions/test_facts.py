"""What a declaration says, fact by fact: layout and the spelling of numbers say nothing."""

from __future__ import annotations

from typing import get_args

from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.facts import Entry, kind_of, read_entries


def entries(text: str) -> list[Entry]:
    return read_entries(parse(Source("a.plan", text))[0])


def said(text: str) -> dict[str, str]:
    (entry,) = entries(text)
    return {fact.key: fact.text for fact in entry.facts}


def lines(text: str) -> list[tuple[int, str]]:
    (entry,) = entries(text)
    return [(line.depth, line.text) for line in entry.body]


def test_a_param_says_its_value_its_label_and_its_properties() -> None:
    text = '## 央行的目標。\nparam inflation = 2%/year "通膨" {\n    source: "央行"\n}\n'
    assert said(text) == {"doc": "央行的目標。", "label": "通膨", "value": "2%/year", "source": '"央行"'}


def test_an_account_on_one_line_says_what_its_block_would() -> None:
    assert said("expense rent = 2萬 TWD/month") == said("expense rent {\n    amount: 2萬 TWD/month\n}\n")


def test_numbers_count_by_their_value_and_are_told_as_written() -> None:
    (one,), (other,) = entries("let price = 60萬 TWD"), entries("let price = 600_000 TWD")
    assert [fact.meaning for fact in one.facts] == [fact.meaning for fact in other.facts]
    assert [fact.text for fact in one.facts] == ["60萬 TWD"]


def test_what_takes_many_lines_is_said_on_one() -> None:
    text = "let paid = pmt(\n    rate,  # a comment\n    25 * 12,\n    debt,\n)\n"
    assert said(text) == {"value": "pmt(rate, 25 * 12, debt)"}


def test_a_check_says_its_condition_and_its_qualifiers() -> None:
    assert said('check lasts "夠用": cash > 0 at end within 1 TWD') == {
        "label": "夠用",
        "condition": "cash > 0",
        "at": "end",
        "within": "1 TWD",
    }


def test_a_scenario_says_what_it_sets_and_what_it_draws() -> None:
    text = "scenario bad {\n    market = -5%/year\n    core.return ~ once normal(5%/year, 10%/year)\n}\n"
    assert said(text) == {"market": "-5%/year", "core.return": "~ once normal(5%/year, 10%/year)"}


def test_the_lines_of_a_block_keep_their_order_and_their_depth() -> None:
    text = """\
each month {
    if cash > 0 TWD {
        withdraw 1 TWD from cash
    } else if fund > 0 TWD {
        withdraw 2 TWD from fund
    } else {
        withdraw 3 TWD from fund
    }
    grow
}
"""
    assert lines(text) == [
        (0, "if cash > 0 TWD"),
        (1, "withdraw 1 TWD from cash"),
        (0, "else if fund > 0 TWD"),
        (1, "withdraw 2 TWD from fund"),
        (0, "else"),
        (1, "withdraw 3 TWD from fund"),
        (0, "grow"),
    ]


def test_a_report_says_its_title_and_its_lines() -> None:
    text = 'report "給客戶" {\n    show cash\n}\n'
    assert said(text) == {"label": "給客戶"}
    assert lines(text) == [(0, "show cash")]


def test_every_declaration_of_the_language_has_a_keyword() -> None:
    of_many = {nodes.Account, nodes.Check, nodes.Block}
    kinds = {kind_of(kind.__new__(kind)) for kind in get_args(nodes.Declaration) if kind not in of_many}
    keywords = {"plan", "use", "unit", "fx", "person", "param", "let", "fn", "data", "group", "rule"}
    assert keywords | {"prove", "solve", "table", "grid", "scenario", "report"} == kinds
