"""Credit lines of every kind in one plan: LibreOffice recalculates its workbook to what the run says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from policies.markets import sound
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

TEXT = """\
plan "t" {
    currency: TWD
    start: 2026-01
    years: 4
    step: quarter
    inflation: 3%/year
    locale: en
}
fx USD = 30 TWD * compound(2%/year, elapsed)
param living = 90 TWD/year real
asset cash {
    value: 100 TWD
    class: liquid
}
asset stock {
    value: 300 TWD
    return: by_year(2027: -40%/year, otherwise: 8%/year)
    sell_cost: 1%
}
debt dollars {
    principal: 0 USD
    limit: 1 USD
    rate: 4%/year
    payment: none
    interest: simple
    draw_cost: 2%
    draw_fee: 0.01 USD
}
debt pledge {
    principal: 0 TWD
    limit: min(pledge.capacity, 80 TWD)
    rate: 5%/year
    term: 18 months
    start: drawn
    payment: at_maturity
    interest: simple
    secured_by: stock 50%
    paid_from: cash then card
}
debt card {
    principal: 20 TWD
    limit: 60 TWD
    rate: 15%/year
    payment: none
    draw_cost: 3%
    draw_fee: 1 TWD
}
debt loan {
    principal: 0 TWD
    limit: 90 TWD
    rate: 6%/year
    term: 2 years
    start: drawn
    payment: level
    paid_from: cash then stock
}
group consumer = card, loan, dollars
expense food {
    amount: living
    paid_from: cash then card then dollars
}
income salary {
    amount: 60 TWD/year
    into: cash
}
let room = consumer.room
let drawn = consumer.drawn
each year {
    borrow 60 from pledge then dollars then card into cash as lent
    repay 30 of consumer from cash as some
    repay card of card from loan as moved
    if consumer > 15% * stock {
        repay consumer - 15% * stock of loan then dollars from stock as cut
    }
    record c = lent.from(dollars)
    note "x": lent.amount, some.short
}
scenario dearer {
    card.draw_cost = 5%
    card.draw_fee = 2 TWD
    pledge.limit = 40 TWD
}
"""


def test_the_workbook_of_credit_lines_says_what_the_run_says(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "lines.plan"
    path.write_text(TEXT, encoding="utf-8")
    plan = sound(path)
    graph = plan.graph
    assert graph is not None
    assert all(check.is_ok for scenario in (None, "dearer") for check in plan.run(scenario).checks)
    book = tmp_path / "lines.xlsx"
    _, result = export_run(graph, book)
    found = read_formula_cells(recalculate(book))
    compared = list(compare_books(read_formula_cells(book), found, cell_tolerances(graph, result)))
    record_property("compared", ("credit lines", len(compared), 1))
    assert [difference for difference in compared if difference is not None] == []
