"""The library speaks the plan's language: every text and name that it shows has one translation, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainplan import Plan, load
from plainplan.check.collect import statements_of
from plainplan.check.load import LIBRARY_FOLDER
from plainplan.check.walk import expressions_of, parts_of
from plainplan.cli.library import Entry
from plainplan.graph import build_graph
from plainplan.graph.library_words import NAMES, TEXTS, read_pairs
from plainplan.graph.nodes import Graph
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from policies.rules import RULES, example_text
from workbook.book_cells import Book, read_book

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
WORD = re.compile(r"[A-Za-z_]\w*")
# What is written in Chinese as in English.
ALIKE = frozenset({"Beta", "RSI"})
# Calls whose rows are shown under what is written for them.
KEYED = frozenset({"brackets", "by_date", "by_year", "lookup"})

DECLARATIONS = [
    declaration
    for path in sorted(LIBRARY_FOLDER.glob("*.plan"))
    for declaration in parse(Source(path.name, path.read_text(encoding="utf-8")))[0].declarations
    if isinstance(declaration, nodes.Fn | nodes.Rule)
]
STATEMENTS = [each for rule in DECLARATIONS if isinstance(rule, nodes.Rule) for each in statements_of(rule.body)]


def expressions() -> Iterator[nodes.Expression]:
    """Every expression of the library, with all its parts."""
    waiting = [each.value for each in DECLARATIONS if isinstance(each, nodes.Fn)]
    waiting += [each for statement in STATEMENTS for each in expressions_of(statement)]
    while waiting:
        yield (node := waiting.pop())
        waiting += parts_of(node)


def calls(names: frozenset[str]) -> Iterator[nodes.Call]:
    """The calls of some functions."""
    for node in expressions():
        if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name) and node.function.name in names:
            yield node


def labels() -> Iterator[str]:
    """What is written for a reader: labels of statements and audit rows."""
    for statement in STATEMENTS:
        alias = getattr(statement, "alias", None)
        yield from filter(None, (getattr(statement, "label", None), getattr(alias, "label", None)))


def reasons() -> Iterator[str]:
    """Why a value is undefined."""
    for call in calls(frozenset({"valid"})):
        reason = call.arguments[-1].value
        assert isinstance(reason, nodes.Text)
        yield reason.value


def names() -> Iterator[str]:
    """The names that are shown: what has no label, formals, rules, and the names in conditions and rows of tables."""
    for declaration in DECLARATIONS:
        yield from (formal.name.name for formal in declaration.formals)
        if isinstance(declaration, nodes.Rule):
            yield declaration.name.name
    shown: list[nodes.Node] = []
    for statement in STATEMENTS:
        match statement:
            case nodes.Let(label=None, name=name) | nodes.Record(label=None, name=name):
                yield name.name
            case nodes.If(branches=branches):
                shown += [condition for condition, _ in branches]
            case nodes.Check(condition=condition, qualifiers=qualifiers):
                shown += [condition, *qualifiers]
            case nodes.Note(values=values):
                shown += [value for value in values if not isinstance(value, nodes.Name)]
        alias = getattr(statement, "alias", None)
        if alias is not None and not getattr(alias, "label", None):
            yield alias.name
    for call in calls(KEYED):
        shown += [call.function, *(each.value for each in call.arguments if each.key is not None)]
    for node in shown:
        yield from WORD.findall(re.sub(r'"[^"]*"', "", node.span.text))


def test_every_text_of_the_library_has_its_row_and_no_row_is_left_over() -> None:
    pairs = read_pairs(TEXTS)
    assert {chinese for chinese, english in pairs if english not in set(reasons())} == set(labels())
    assert {english for chinese, english in pairs if chinese not in set(labels())} == set(reasons())


def test_every_name_that_the_library_shows_has_its_row_and_no_row_is_left_over() -> None:
    assert {name for name, _ in read_pairs(NAMES)} == set(names())


@pytest.mark.parametrize(("table", "chinese"), [(TEXTS, 0), (NAMES, 1)])
def test_each_column_is_in_its_language_and_each_row_stands_once_in_order(table: str, chinese: int) -> None:
    pairs = read_pairs(table)
    assert [pair for pair in pairs if CHINESE.search(pair[1 - chinese])] == []
    assert [pair for pair in pairs if not CHINESE.search(pair[chinese]) and pair[chinese] not in ALIKE] == []
    assert [first for first, _ in pairs] == sorted({first for first, _ in pairs})


def test_each_text_has_one_translation_in_both_directions() -> None:
    assert len({english for _, english in read_pairs(TEXTS)}) == len(read_pairs(TEXTS))


def shown(graph: Graph) -> Iterator[str]:
    """Every title, label and text of a graph."""
    yield from (block.title for block in graph.blocks)
    yield from (note.label for note in graph.notes)
    yield from (check.label for check in graph.checks)
    yield from (flow.label for flow in graph.flows)
    for quantity in graph.quantities:
        yield quantity.label
        if quantity.input is not None and isinstance(quantity.input.value, str):
            yield quantity.input.value


def graph_in(locale: str, plan: Plan) -> Graph:
    """The graph of a plan with its labels in a locale."""
    assert plan.model is not None, [each.message for each in plan.check(is_static=True)]
    return build_graph(plan.model, locale, with_statements=True)[0]


@pytest.mark.parametrize("entry", [entry for _, entry in RULES], ids=lambda entry: entry.name)
def test_a_rule_is_shown_in_the_language_of_the_plan(entry: Entry, tmp_path: Path) -> None:
    path, text = tmp_path / "example.plan", example_text(entry)
    path.write_text(text, encoding="utf-8")
    plan = load(path)
    assert [each for each in shown(graph_in("en", plan)) if CHINESE.search(each)] == []
    # The writer's own words, and the codes that a text may be, are the same in both languages.
    given = {*WORD.findall(text), *ALIKE}
    graph = graph_in("zh-TW", plan)
    of_the_library = [q.label for q in graph.quantities if q.span is not None and q.span.source.is_library]
    titles = [block.title for block in graph.blocks]
    found = [label for label in (*of_the_library, *titles) if not given.issuperset(WORD.findall(label))]
    assert found == []


HOUSEHOLD = """\
use std.convertibles
use std.maintenance
use std.withdrawal

plan "{title}" {{
    currency: HKD
    start: 2026-01
    years: 2
    step: month
    locale: {locale}
}}

asset stocks "{stocks}" {{
    value: 8M HKD
    return: -15%/year
}}

asset cash "{cash}" {{
    value: 500k HKD
}}

debt loan "{loan}" {{
    principal: 5M HKD
    limit: 6M HKD
    rate: 4%/year
    payment: none
}}

each month {{
    grow
    withdraw 10k HKD from cash as living "{living}"
    apply maintain(stocks, loan, cash, line: 150%, cure_line: 170%, warning_line: 160%)
}}

each year in december {{
    apply constant_real(cash then stocks, 3%/year)
}}
"""
WRITTEN = {
    "en": {"title": "On margin", "stocks": "Stocks", "cash": "Cash", "loan": "Margin loan", "living": "Living"},
    "zh-TW": {"title": "融資戶", "stocks": "股票", "cash": "現金", "loan": "融資", "living": "生活費"},
}


def book_in(folder: Path, locale: str) -> Book:
    """The workbook of a household on margin that is written in one language."""
    path = folder / "household.plan"
    path.write_text(HOUSEHOLD.format(locale=locale, **WRITTEN[locale]), encoding="utf-8")
    load(path).export(folder / "household.xlsx")
    return read_book(folder / "household.xlsx")


def test_no_cell_of_an_english_book_is_chinese(tmp_path: Path) -> None:
    book = book_in(tmp_path, "en")
    assert [sheet for sheet in book if CHINESE.search(sheet)] == []
    texts = [cell.value for cells in book.values() for cell in cells.values() if isinstance(cell.value, str)]
    assert [text for text in texts if CHINESE.search(text)] == []
    assert {"each month", "Margin call: maintenance ratio", "real spending"} <= set(texts)


def test_no_title_of_a_rule_is_english_in_a_chinese_book(tmp_path: Path) -> None:
    book = book_in(tmp_path, "zh-TW")
    titles = [
        cells[place].value for cells in (book["規則"], book["假設"]) for place in cells if re.match(r"A\d", place)
    ]
    assert [title for title in titles if isinstance(title, str) and WORD.search(title.replace("Beta", ""))] == []
    assert {"每月", "維持率控管", "追繳: 維持率", "固定實質提領"} <= set(titles)


def test_a_reason_is_told_in_the_language_of_the_plan(tmp_path: Path) -> None:
    told = {}
    for locale in ("en", "zh-TW"):
        path = tmp_path / f"{locale}.plan"
        text = HOUSEHOLD.format(locale=locale, **WRITTEN[locale]).replace("line: 150%", 'cure: "give", line: 150%')
        path.write_text(text, encoding="utf-8")
        told[locale] = "\n".join(line for found in load(path).check() for line in (found.message, *found.notes))
    assert "a cure is repay, add or none" in told["en"]
    assert "補足方式只有 repay(還款)、add(補擔保品)與 none(不補)" in told["zh-TW"]


def test_what_a_function_gives_is_the_same_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "household.plan"
    shown = '\nlet action = convertible_action(1.1, 1.2)\nlet is_converted = action = "convert"\n'
    path.write_text(HOUSEHOLD.format(locale="zh-TW", **WRITTEN["zh-TW"]) + shown, encoding="utf-8")
    run = load(path).run()
    assert (run["action"], run["is_converted"]) == ("convert", 1)
