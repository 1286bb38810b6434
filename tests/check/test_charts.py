"""What a report may draw: values that vary, in one unit, along one way, under a title of its own."""

from __future__ import annotations

import pytest

from check.household import codes, found_in

TABLE = "\ntable t {\n k in 1..3\n v = k * 10 TWD\n total most = max(v)\n}\ntable u {\n k in 1..3\n w = k * 5 TWD\n}\n"
GRID = "\ngrid g {\n rows r in 1, 2\n cols c in 3, 4\n cell = r * c * 1 TWD\n}\n"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("net_worth, cash, all", ""),
        ("cash, 100萬, 0", ""),
        ("0, cash", ""),
        ("salary.amount, 60萬 TWD/year", ""),
        ("cash / net_worth, 1.5, 30%", ""),
        ("cash, loan.balance_that_is_not", "unknown-member"),
        ("cash, nowhere", "unknown-name"),
        ("living", "constant-chart"),
        ("living, 50萬 TWD/year real", "constant-chart"),
        ("cash, core / lever", "dimension-mismatch"),
        ("cash, salary.amount", "dimension-mismatch"),
        ("cash, 5 USD", "currency-mismatch"),
        ("salary.amount, living", "real-and-nominal"),
        ("now", "type-mismatch"),
        ("cash > 0", "type-mismatch"),
        ('"a"', "type-mismatch"),
        ("salary", "not-a-value"),
    ],
)
def test_a_chart_draws_values_that_vary_in_one_unit(values: str, expected: str) -> None:
    assert codes(f'report "r" {{\n chart "c" of {values}\n}}') == expected.split()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("t.v", ""),
        ("t.v, t.v / 2, 20 TWD, t.most", ""),
        ("t.most", "constant-chart"),
        ("t.v, cash", "axes-differ"),
        ("t.v, u.w", "axes-differ"),
        ("g.cell", "list-as-value"),
        ("[1, 2]", "list-as-value"),
        ("cash, sum(t.v)", ""),
    ],
)
def test_a_chart_goes_along_the_steps_or_down_one_table(values: str, expected: str) -> None:
    assert codes(f'{TABLE}{GRID}report "r" {{\n chart "c" of {values}\n}}') == expected.split()


def test_both_values_are_named_where_their_units_differ() -> None:
    (found,) = found_in('report "r" {\n chart "c" of cash, net_worth, rate\n}')
    assert found.message == "a chart has one unit: `cash` is money, and `rate` a rate"
    assert found.span is not None
    assert found.span.text == "rate"


def test_each_chart_of_a_plan_has_its_own_title() -> None:
    lines = 'report "r" {\n chart "c" of cash\n}\nreport "s" {\n chart "c" of core\n}'
    (found,) = found_in(lines)
    assert (found.code, found.labels[0].text) == ("duplicate-line", "the first")
    assert codes(lines.replace('"s" {\n chart "c"', '"s" {\n chart "d"')) == []
