"""The rules of accounts, clubs, insurance and convertibles in a workbook: LibreOffice finds what the program finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policies.markets import sound
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

TEXT = """\
use std.accounts
use std.clubs
use std.convertibles
use std.insurance
use std.taxes_us

plan "every rule" {
    currency: USD
    start: 2023-01
    years: 6
    step: year
    locale: en
}

let market = by_year(2023: 20%/year, 2024: -30%/year, 2025: 60%/year, 2026: -100%/year, otherwise: 3%/year)

asset cash {
    value: 2_000 USD
}

asset brokerage {
    value: 500 USD
    return: market
}

asset ira {
    value: 600 USD
    return: market
}

asset roth {
    value: 400 USD
    return: 5%/year
}

asset policy {
    value: 0 USD
    return: 3%/year
}

asset bond {
    value: 1_000 USD
    return: market
}

asset stock {
    value: 0 USD
    return: market
}

asset live {
    value: 0 USD
}

asset live_outer {
    value: 0 USD
}

debt dead {
    principal: 0 USD
    payment: none
    limit: 500 USD
}

debt dead_outer {
    principal: 0 USD
    payment: none
    limit: 600 USD
}

each year {
    apply savings_club(cash, live, dead, 100 USD, 5 USD * step, 4, 2) as inner
    apply savings_club(cash, live_outer, dead_outer, 100 USD, 20 USD - 3 USD * step, 4, 3, outer: true) as outer
    apply savings_insurance(cash, policy, 50 USD/year, 3 years, 5 years, 300 USD, 5%, 1%/year, 10%, step = 4) as cover
    apply hold_convertible(bond, stock, cash, 1000 USD, 60% + 10% * step, put: if step = 2 then 85% else 0%) as held
    apply route_contribution(cash, ira, brokerage, 60 USD, most: 40 USD, held: ira + roth) as routed
    apply fill_bracket(ira, roth, 50_000 USD - 5 USD * step, 50_000 USD, later_tax: 24%) as conversion
    apply draw_after_tax(brokerage, 80 USD, "taxable", tax: 15%, age: 56 + step) as first_draw
    apply draw_after_tax(ira, first_draw.short, "deferred", tax: 22%, age: 56 + step) as second_draw
    apply draw_after_tax(roth, second_draw.short, "roth", tax: 22%, age: 56 + step, closed: true) as third_draw
}

let tax = income_tax_us(200_000 USD + conversion.converted, "joint") - income_tax_us(200_000 USD, "joint")
let deduction = standard_deduction_us("head")
let taxed_to = bracket_end_us(32%)

table turns {
    t in 0..20
    flow = club_flow(t, 8, 20, 10_000 USD, 1_500 USD)
    total rate = irr(flow, 1%)
}

let monthly = club_rate(turns.t, 8, 10_000 USD, 1_500 USD)
"""


def test_the_workbook_of_every_rule_says_what_the_run_says(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "rules.plan"
    path.write_text(TEXT, encoding="utf-8")
    plan = sound(path)
    graph = plan.graph
    assert graph is not None
    assert not plan.run().undefined
    book = tmp_path / "rules.xlsx"
    _, result = export_run(graph, book)
    found = read_formula_cells(recalculate(book))
    compared = list(compare_books(read_formula_cells(book), found, cell_tolerances(graph, result)))
    record_property("compared", ("rules of accounts", len(compared), 1))
    assert [difference for difference in compared if difference is not None] == []
