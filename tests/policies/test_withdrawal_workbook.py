"""The rules of withdrawal in a workbook: LibreOffice finds what the program finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plainplan import load
from policies.test_withdrawal import asset, household
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

RETURNS = [12, -35, -8, 60, 0, 25, -100, 5]
PRICES = [3, 9, -2, 0, 4, 3, 2, 2]
SPENDING = (
    "constant_real({fund})",
    "constant_nominal({fund}, raise: 2%/year)",
    "percent_of_portfolio({fund})",
    "floor_and_ceiling({fund})",
    "dynamic_spending({fund})",
    "ninety_five_percent({fund})",
    "ratchet({fund}, threshold: 105%)",
    "endowment({fund}, least: 4.5%/year, most: 6%/year)",
    "cape_based({fund}, 20 + step)",
    "guyton_klinger({fund}, last_return: prev({fund}.return, start: 0))",
    "guardrails_in_money({fund}, 50 USD/year real, 700 USD real, 40 USD/year real, 1_200 USD real, 60 USD/year real)",
    "variable_percentage({fund}, (8 - step) * 1 year)",
    "minimum_distribution({fund}, 71 + step)",
    "spend_by_beta({fund})",
)
RESERVES = """\
each year {
    apply spend_by_market(stocks, cash, 20 USD/year) as by_market
    apply buckets(cash, bonds, stocks, 20 USD/year) as bucket
    apply living_first(cash, bonds, stocks, 20 USD/year) as living
    apply keep_emergency_fund(cash, bonds then stocks, 20 USD/year, 3 years) as emergency
    apply sell_excess(stocks, cash, portfolio, 60%) as excess
    apply save_for_goal(cash, bonds, 300 USD real, max(4 - step, 0) * 1 year, 2%/year, 3%/year, kept: 10 USD) as saving
}

at 2029-03 {
    apply pay_goal(bonds then cash, 300 USD real, kept: 40 USD) as goal_paid
}
"""


def test_the_workbook_of_every_rule_says_the_same(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    body = ""
    for number, rule in enumerate(SPENDING):
        fund = f"fund_{number}"
        body += asset(fund, 1000, RETURNS)
        body += f"each year {{\n    apply {rule.format(fund=fund)} as spending_{number}\n}}\n"
    body += asset("stocks", 500, RETURNS) + asset("bonds", 200, [3] * 8) + asset("cash", 100)
    body += "group portfolio = stocks, bonds, cash\n" + RESERVES
    path = tmp_path / "rules.plan"
    path.write_text(household(body, years=8, prices=PRICES), encoding="utf-8")
    graph = load(path).graph
    assert graph is not None
    book = tmp_path / "rules.xlsx"
    _, result = export_run(graph, book)
    compared = list(
        compare_books(read_formula_cells(book), read_formula_cells(recalculate(book)), cell_tolerances(graph, result))
    )
    record_property("compared", ("rules of withdrawal", len(compared), 1))
    assert [difference for difference in compared if difference is not None] == []
