"""The opening of a margin loan and its term: what a regime lends is another limit than the line at which it calls."""

from __future__ import annotations

import pytest

from semantics.running import RunText

CHINA = """\
use std.margin

plan "dual control" {
    currency: CNY
    start: 2026-01
    years: 1
    step: month
}

asset stock {
    value: 100 CNY
}

asset cash {
    value: 0 CNY
}

debt loan {
    principal: 0 CNY
    limit: greatest_margin_loan(stock, 70%, margin_ratio_cn())
    payment: none
}

at 2026-01 {
    borrow 80 CNY from loan into cash as early
}

at 2026-02 {
    borrow 10 CNY from loan into cash as late
}

let ratio = (stock + cash) / loan
let drawn_early = early.amount
let drawn_late = late.amount
let refused = late.short
"""


def test_a_loan_that_may_not_be_drawn_on_any_more_is_not_called(run_text: RunText) -> None:
    run = run_text(CHINA)
    # 100 * 70% / 80% = 87.5 on the first day of 2026; 70 from 2026-01-19 on, so that nothing more is lent in February.
    assert run["drawn_early"][0] == 80
    assert run["drawn_late"][1] == 0
    assert run["refused"][1] == 10
    # The other line, 130%, is far away: 180 / 80.
    assert run["ratio"] == pytest.approx([2.25] * 12)


TERM = """\
use std.opening

plan "term" {
    currency: TWD
    start: 2026-01
    years: 2
    step: month
}

asset stock {
    value: 40 TWD
}

asset cash {
    value: 100 TWD
}

debt loan {
    principal: 0 TWD
    payment: none
}

at 2026-03 {
    apply buy_on_margin(stock, loan, cash, own: 40 TWD, wanted: 60 TWD, most: loan_at_level(40 TWD, LEVEL))
}

each month {
    apply keep_term(stock, loan, cash) as term
}
"""


def test_a_margin_loan_lasts_six_months_and_six_more(run_text: RunText) -> None:
    run = run_text(TERM.replace("LEVEL", 'opening_line_of("tw")'))
    notes = [(f"{run.run.dates[row.step - 1]:%Y-%m}", row.view.label) for row in run.run.notes]
    assert notes == [("2026-09", "展延"), ("2027-03", "到期")]
    assert run["loan"][13] == pytest.approx(60)
    # 60 of cash and nothing of the shares pay it.
    assert run["loan"][14] == pytest.approx(0)
    assert [run["cash"][14], run["stock"][14]] == pytest.approx([0, 140])
    assert run["term.repaid"][14] == pytest.approx(60)


@pytest.mark.parametrize(
    ("line", "lent"),
    [
        # 40 of one's own: 60% of the whole in Taiwan, half of it over the counter and in the United States; 85% in
        # Hong Kong would be 226.7, and 60 are wanted; in mainland China, at a margin ratio of 100%, 70% of the 40.
        ('opening_line_of("tw")', 60),
        ('opening_line_of("tw otc")', 40),
        ('opening_line_of("us")', 40),
        ('opening_line_of("hk")', 60),
        ('opening_line_of("hk", haircut: 50%)', 40),
        ('opening_line_of("cn")', 28),
        ('opening_line_of("cn", haircut: 100%)', 40),
    ],
)
def test_each_regime_opens_in_one_form(line: str, lent: float, run_text: RunText) -> None:
    run = run_text(TERM.replace("LEVEL", line))
    assert run["loan"][2] == pytest.approx(lent)
    assert run["stock"][2] == pytest.approx(80 + lent)
