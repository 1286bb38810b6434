"""From productions to declarations and the lines of their blocks."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.diagnostics import Diagnostic
from plainplan.source import Span
from plainplan.syntax.build_expressions import name
from plainplan.syntax.nodes import (
    Account,
    Block,
    Check,
    Column,
    Data,
    Draw,
    Fn,
    Fx,
    Grid,
    GridAxis,
    Group,
    Let,
    Overlay,
    Param,
    Person,
    Plan,
    Prove,
    Qualifier,
    Report,
    Rule,
    Scenario,
    Solve,
    Table,
    TableColumn,
    Text,
    Unit,
    Use,
)
from plainplan.syntax.place import Place
from plainplan.syntax.texts import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.syntax.build_expressions import Parts

    # The kind of a line of a grid, where it stands, and what it says.
    GridLine = tuple[str, Span, Any]


def label_text(place: Place, parts: Parts) -> Text:
    """`"陳先生"`, a label"""
    return Text(place.span(parts[0][2]), read_text(parts[0][1]))


def choose_label(place: Place, *written: Text | None) -> str | None:
    """The one label of a declaration, which may be written in several places."""
    labels = [label for label in written if label is not None]
    for extra in labels[1:]:
        place.diagnostics.append(
            Diagnostic(
                "two-labels", "this already has a label", extra.span, notes=(f"the first label is `{labels[0].value}`",)
            )
        )
    return labels[0].value if labels else None


def plan(place: Place, parts: Parts) -> Plan:
    """`plan "陳家退休計畫" { … }`"""
    start = parts[0][2]
    return Plan(place.span(start), choose_label(place, parts[1]), tuple(parts[2]), place.doc_above(start))


def use(place: Place, parts: Parts) -> Use:
    """`use std.rebalance`"""
    start = parts[0][2]
    return Use(place.span(start), tuple(parts[1]), place.doc_above(start))


def unit(place: Place, parts: Parts) -> Unit:
    """`unit 張 = 1_000 shares`"""
    start = parts[0][2]
    return Unit(place.span(start), parts[1], parts[3], place.doc_above(start))


def fx(place: Place, parts: Parts) -> Fx:
    """`fx USD = 31.5 TWD`"""
    keyword, currency, before, _, value, after = parts
    return Fx(place.span(keyword[2]), currency, value, choose_label(place, before, after), place.doc_above(keyword[2]))


def person(place: Place, parts: Parts) -> Person:
    """`person chen "陳先生" { … }`"""
    keyword, called, label, properties = parts
    start = keyword[2]
    return Person(place.span(start), called, choose_label(place, label), tuple(properties), place.doc_above(start))


def param(place: Place, parts: Parts) -> Param:
    """`param inflation = 2%/year "通貨膨脹率" { … }`"""
    keyword, called, before, _, value, after, properties = parts
    label = choose_label(place, before, after)
    return Param(place.span(keyword[2]), called, value, label, tuple(properties), place.doc_above(keyword[2]))


def let(place: Place, parts: Parts) -> Let:
    """`let beta = core / portfolio "Beta"`"""
    keyword, called, before, _, value, after = parts
    return Let(place.span(keyword[2]), called, value, choose_label(place, before, after), place.doc_above(keyword[2]))


def fn(place: Place, parts: Parts) -> Fn:
    """`fn tax(x: money) = brackets(x, …)`"""
    keyword, called, _, formals, _, before, _, value, after = parts
    label = choose_label(place, before, after)
    return Fn(place.span(keyword[2]), called, tuple(formals), value, label, place.doc_above(keyword[2]))


def data(place: Place, parts: Parts) -> Data:
    """`data ndx from "data/ndx-annual.csv" by year { … }`"""
    keyword, called, label, _, path, by, columns = parts
    text = Text(Span(place.source, path[2], path[3]), read_text(path[1]))
    start = keyword[2]
    return Data(place.span(start), called, choose_label(place, label), text, by, tuple(columns), place.doc_above(start))


def column(place: Place, parts: Parts) -> Column:
    """`column "伙食 (外食)" as food`"""
    return Column(place.span(parts[0][2]), read_text(parts[1][1]), parts[3])


def typed_column(place: Place, parts: Parts) -> Column:
    """`column "Close" as close: USD "收盤價"`"""
    return Column(
        place.span(parts[0][2]),
        read_text(parts[1][1]),
        name(place, parts[3:]),
        parts[5],
        choose_label(place, parts[6]),
    )


def account(place: Place, parts: Parts) -> Account:
    """`asset core "原型基金" { … }`"""
    keyword, called, label, properties = parts
    return Account(
        place.span(keyword[2]),
        keyword[1],
        called,
        choose_label(place, label),
        None,
        tuple(properties),
        place.doc_above(keyword[2]),
    )


def valued_account(place: Place, parts: Parts) -> Account:
    """`expense food "伙食" = 1.8萬 TWD/month`"""
    keyword, called, before, _, value, after, properties = parts
    return Account(
        place.span(keyword[2]),
        keyword[1],
        called,
        choose_label(place, before, after),
        value,
        tuple(properties),
        place.doc_above(keyword[2]),
    )


def group(place: Place, parts: Parts) -> Group:
    """`group portfolio "投資組合" = core, lever, cash`"""
    keyword, called, before, _, members, after = parts
    label = choose_label(place, before, after)
    return Group(place.span(keyword[2]), called, label, tuple(members), place.doc_above(keyword[2]))


def weighted_group(place: Place, parts: Parts) -> Group:
    """`group portfolio "投資組合" = core 40%, lever 20%, cash rest`"""
    keyword, called, before, _, weights, after = parts
    label, members = choose_label(place, before, after), tuple(weight.name for weight in weights)
    return Group(place.span(keyword[2]), called, label, members, place.doc_above(keyword[2]), tuple(weights))


def rule(place: Place, parts: Parts) -> Rule:
    """`rule elastic(prototype: asset, …) { … }`"""
    keyword, called, _, formals, _, body = parts
    return Rule(place.span(keyword[2]), called, tuple(formals), tuple(body), place.doc_above(keyword[2]))


def check(place: Place, parts: Parts) -> Check:
    """`check solvent "不破產": net_worth > 0 in 95% of paths`"""
    keyword, called, before, _, condition, qualifiers, after = parts
    label = choose_label(place, before, after)
    start = keyword[2]
    return Check(place.span(start), keyword[1], called, label, condition, tuple(qualifiers), place.doc_above(start))


def qualifier_at(place: Place, parts: Parts) -> Qualifier:
    """`at end`, `at 2051-05`"""
    return Qualifier(place.span(parts[0][2]), "at", parts[1])


def qualifier_in(place: Place, parts: Parts) -> Qualifier:
    """`in dotcom`"""
    return Qualifier(place.span(parts[0][2]), "in", parts[1])


def qualifier_paths(place: Place, parts: Parts) -> Qualifier:
    """`in 95% of paths`"""
    return Qualifier(place.span(parts[0][2]), "paths", parts[1])


def qualifier_within(place: Place, parts: Parts) -> Qualifier:
    """`within 2萬 TWD`"""
    return Qualifier(place.span(parts[0][2]), "within", parts[1])


def prove(place: Place, parts: Parts) -> Prove:
    """`prove safe: ratio > 1`"""
    keyword, called, before, _, claim, after = parts
    return Prove(place.span(keyword[2]), called, choose_label(place, before, after), claim, place.doc_above(keyword[2]))


def solve(place: Place, parts: Parts) -> Solve:
    """`solve x = saving_rate where freedom(at: 20 years) = 1`"""
    keyword, called, before, _, unknown, _, condition, after = parts
    label = choose_label(place, before, after)
    return Solve(place.span(keyword[2]), called, unknown, condition, label, place.doc_above(keyword[2]))


def table(place: Place, parts: Parts) -> Table:
    """`table bond "三年期公司債" { … }`"""
    keyword, called, label, _, columns, _ = parts
    start = keyword[2]
    return Table(place.span(start), called, choose_label(place, label), tuple(columns), place.doc_above(start))


def header_column(place: Place, parts: Parts) -> TableColumn:
    """`t in 1..3`"""
    called, _, values, label = parts
    return TableColumn(place.span(called.span.start), called, values, choose_label(place, label), is_header=True)


def column_formula(place: Place, parts: Parts) -> TableColumn:
    """`pv = cash / (1 + r)^t`"""
    called, before, _, value, after = parts
    return TableColumn(place.span(called.span.start), called, value, choose_label(place, before, after))


def total_column(place: Place, parts: Parts) -> TableColumn:
    """`total price = sum(pv)`"""
    keyword, called, before, _, value, after = parts
    return TableColumn(place.span(keyword[2]), called, value, choose_label(place, before, after), is_total=True)


def grid(place: Place, parts: Parts) -> Grid | None:
    """`grid boost "負債增益" { rows … cols … cell … }`, whatever their order."""
    keyword, called, label, _, lines, _ = parts
    found: dict[str, tuple[Span, Any]] = {}
    for kind, span, line in lines:
        if kind in found:
            place.diagnostics.append(
                Diagnostic("duplicate-line", f"this grid already has a line `{kind}`", span, marker="the second one")
            )
        found.setdefault(kind, (span, line))
    missing = [kind for kind in ("rows", "cols", "cell") if kind not in found]
    if missing:
        words = " and ".join(f"`{kind}`" for kind in missing)
        place.diagnostics.append(Diagnostic("incomplete-grid", f"this grid has no line {words}", called.span))
        return None
    cell, cell_label = found["cell"][1]
    return Grid(
        place.span(keyword[2]),
        called,
        choose_label(place, label),
        found["rows"][1],
        found["cols"][1],
        cell,
        cell_label,
        place.doc_above(keyword[2]),
    )


def grid_axis(place: Place, parts: Parts) -> GridLine:
    """`rows r in 15%..40% by 5% "報酬率"`"""
    keyword, called, _, values, label = parts
    span = place.span(keyword[2])
    return keyword[1], span, GridAxis(span, keyword[1], called, values, choose_label(place, label))


def grid_cell(place: Place, parts: Parts) -> GridLine:
    """`cell = d * (r - 8.25%) "增加的年化收益"`"""
    keyword, _, value, label = parts
    return "cell", place.span(keyword[2]), (value, choose_label(place, label))


def scenario(place: Place, parts: Parts) -> Scenario:
    """`scenario dotcom "2000 網路泡沫" { … }`"""
    keyword, called, label, items = parts
    start = keyword[2]
    return Scenario(place.span(start), called, choose_label(place, label), tuple(items), place.doc_above(start))


def overlay(place: Place, parts: Parts) -> Overlay:
    """`market = by_year(…)`"""
    return Overlay(place.span(parts[0].span.start), parts[0], parts[2])


def draw(place: Place, parts: Parts) -> Draw:
    """`market ~ lognormal(mean: 9%/year, sd: 24%)`"""
    return Draw(place.span(parts[0].span.start), parts[0], parts[2], is_once=False)


def draw_once(place: Place, parts: Parts) -> Draw:
    """`market ~ once lognormal(mean: 9%/year, sd: 24%)`"""
    return Draw(place.span(parts[0].span.start), parts[0], parts[3], is_once=True)


def report(place: Place, parts: Parts) -> Report:
    """`report "給客戶" { … }`"""
    keyword, label, items = parts
    return Report(place.span(keyword[2]), choose_label(place, label), tuple(items), place.doc_above(keyword[2]))


def each(place: Place, parts: Parts) -> Block:
    """`each year in december { … }`"""
    keyword, period, is_first, months, body = parts
    return Block(
        place.span(keyword[2]),
        "each",
        period,
        is_first is not None,
        tuple(months),
        None,
        tuple(body),
        place.doc_above(keyword[2]),
    )


def when(place: Place, parts: Parts) -> Block:
    """`when cash < 50萬 { … }`, `at chen.turns(65) { … }`"""
    keyword, condition, body = parts
    start = keyword[2]
    return Block(place.span(start), keyword[1], None, False, (), condition, tuple(body), place.doc_above(start))


def once_when(place: Place, parts: Parts) -> Block:
    """`once when cash < 50萬 { … }`"""
    keyword, _, condition, body = parts
    start = keyword[2]
    return Block(place.span(start), "once_when", None, False, (), condition, tuple(body), place.doc_above(start))


ACTIONS: dict[str, Callable[[Place, Parts], Any]] = {
    "label_text": label_text,
    "plan": plan,
    "use": use,
    "unit": unit,
    "fx": fx,
    "person": person,
    "param": param,
    "let": let,
    "fn": fn,
    "data": data,
    "column": column,
    "typed_column": typed_column,
    "account": account,
    "valued_account": valued_account,
    "group": group,
    "weighted_group": weighted_group,
    "rule": rule,
    "check": check,
    "qualifier_at": qualifier_at,
    "qualifier_in": qualifier_in,
    "qualifier_paths": qualifier_paths,
    "qualifier_within": qualifier_within,
    "prove": prove,
    "solve": solve,
    "table": table,
    "header_column": header_column,
    "column_formula": column_formula,
    "total_column": total_column,
    "grid": grid,
    "grid_axis": grid_axis,
    "grid_cell": grid_cell,
    "scenario": scenario,
    "overlay": overlay,
    "draw": draw,
    "draw_once": draw_once,
    "report": report,
    "each": each,
    "when": when,
    "once_when": once_when,
    "at": when,
}
