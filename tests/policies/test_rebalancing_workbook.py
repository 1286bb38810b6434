"""Every rule of rebalancing in one plan: LibreOffice recalculates its workbook to what the run says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policies.markets import sound
from semantics.running import Figures
from soffice import recalculate_all
from test_agreement import blue_cells, joined, other_value
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

HEAD = """\
use std.allocation
use std.bands
use std.contributions
use std.cppi
use std.exits
use std.rebalance
use std.withdrawal_allocation

plan "every rule" {
    currency: TWD
    start: 2026-01
    years: 6
    step: year
    locale: en
}

param spending = 24 TWD/year

let market = by_year(
    2026: 20%/year,
    2027: -30%/year,
    2028: -10%/year,
    2029: 40%/year,
    2030: -100%/year,
    2031: 2%/year,
)
let doubled = by_year(
    2026: 38%/year,
    2027: -54%/year,
    2028: -24%/year,
    2029: 85%/year,
    2030: -100%/year,
    2031: -3%/year,
)
let interest = by_year(2026..2027: 2%/year, otherwise: 1%/year)
"""
RULES = [
    "full(risky, twice, safe)",
    "pair(twice, safe)",
    "smart(risky, twice, safe, spending)",
    "elastic(risky, twice, safe, spending, at_line: true)",
    "elastic(risky, twice, safe, spending, version: 1, by_gain: true, refill: 2%/year * (risky + twice + safe))",
    "calendar(risky, safe, 60%, every: 2 years)",
    "pair_bands(risky, safe, 60%, left: 50%, at_latest: 3 years)",
    "bands(risky, twice, safe, 40%, 20%, band: 25%, relative: true, left: 100%)",
    "cppi(risky, safe, floor: 500 TWD, multiplier: 3, growth: 2%/year, lock: 60%)",
    "buy_and_hold(safe, risky, twice, 300 TWD, 70%)",
    "constant_mix(risky, safe, 60%, least: 20 TWD)",
    "core_satellite(risky, twice)",
    "by_age(risky, safe, 52 + step)",
    "by_horizon(risky, safe, 10 years - elapsed, fade: 8 years, least: 20%, most: 80%)",
    "glide_path(risky, safe, 62 + 2 * step)",
    "by_phase(risky, twice, safe, 1 + mod(step, 2), [60%, 20%], [10%, 0%])",
    "sunflower(risky, twice, goal: 500 TWD, feed: 30 TWD/year)",
    "sleeves(safe, risky, twice, needed: 450 TWD)",
    "fixed_amount(safe, risky, 5 TWD/month)",
    "switch_fund(risky, twice, after: 3 years, wanted: risky.return < twice.return)",
    "invest_where_short(safe, risky, twice, 60 TWD, 60%)",
    "take_where_long(risky, twice, safe, 60 TWD, 60%)",
    "stop_loss(risky, safe, 10%)",
    "exit_position(risky, safe, target: 15%, longest: 2 years)",
    "sized_position(risky, safe, stop: 10%)",
    "to_beta(risky, twice, safe, 0.9)",
    "match_beta(risky, twice, safe, 2.1%/year)",
    "income_sleeve(risky, safe, 4%/year, 10%/year, own: 1%/year)",
    "pay_income(risky, safe, 10%/year)",
]


def text_of_all() -> str:
    """The plan: three accounts for each rule, which runs at the end of every year."""
    parts, block = [HEAD], []
    for number, rule in enumerate(RULES, 1):
        for name, value, rate in (("risky", 300, "market"), ("twice", 300, "doubled"), ("safe", 400, "interest")):
            parts.append(f"asset {name}{number} {{\n    value: {value} TWD\n    return: {rate}\n}}\n")
        own = rule.replace("risky", f"risky{number}").replace("twice", f"twice{number}")
        block.append(f"    rebalance {own.replace('safe', f'safe{number}')} as rule{number}")
    return "\n".join([*parts, "each year {", *block, "}"]) + "\n"


def test_the_workbook_of_every_rule_says_what_the_run_says(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "rules.plan"
    path.write_text(text_of_all(), encoding="utf-8")
    graph = sound(path).graph
    assert graph is not None
    cells = list(blue_cells(graph))
    others = joined(graph, {cell: other_value(graph, *cell) for cell in cells}, cells)
    books = [tmp_path / f"{name}.xlsx" for name in ("written", "changed")]
    runs = [export_run(graph, book, changes) for book, changes in zip(books, ({}, others), strict=True)]
    count, differences = 0, []
    for book, found, (shown, result) in zip(books, recalculate_all(books), runs, strict=True):
        expected, tolerances = read_formula_cells(book), cell_tolerances(shown, result)
        compared = list(compare_books(expected, read_formula_cells(found), tolerances))
        count += len(compared)
        differences += [difference for difference in compared if difference is not None]
    record_property("compared", ("rules of rebalancing", count, len(books)))
    assert differences == []


def test_every_rule_may_stand_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "rules.plan"
    path.write_text(text_of_all(), encoding="utf-8")
    run = Figures(sound(path).run())
    # The fifth year is a total loss.
    assert run.failing == ["returns_above_ruin"]
    assert not run.run.undefined
