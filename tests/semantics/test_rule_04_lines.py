"""Rule 4: lines, labels, one-line forms and twins of characters do not change what a plan means."""

from __future__ import annotations

import pytest

from plainplan.source import Source
from plainplan.syntax import format_file, parse
from semantics.running import RunText
from semantics.texts import plan

PLAIN = """asset cash "Cash" {
    value: 1000 TWD
    return: 10%/year
}

expense food "Food" {
    amount: 120 TWD/year
}

let x = if cash >= 500 TWD then cash * 2 - 1 TWD else 0 TWD
"""
VARIANTS = [
    PLAIN.replace("\n", "\r\n"),
    PLAIN.replace("cash * 2 - 1 TWD", "cash *\n    2 -\n    1 TWD"),
    PLAIN.replace("cash * 2 - 1 TWD", "(cash\n    * 2\n    - 1 TWD)"),
    PLAIN.replace("500 TWD", "５００　ＴＷＤ").replace(">=", "≥").replace("cash * 2", "cash × 2").replace("- 1", "− 1"),
    "\ufeff" + PLAIN.replace("    ", "\u3000"),
    PLAIN.replace('expense food "Food" {\n    amount: 120 TWD/year\n}', 'expense food "Food" = 120 TWD/year'),
    PLAIN.replace('expense food "Food" {\n    amount: 120 TWD/year\n}', 'expense food = 120 TWD/year "Food"'),
    PLAIN.replace(":", "：").replace("{", "｛").replace("}", "｝").replace("%", "％"),
    PLAIN.replace("value: 1000 TWD", "value: 1000 元").replace("/year", "/年"),
]


@pytest.mark.parametrize("text", VARIANTS)
def test_the_same_words_on_other_lines_mean_the_same(run_text: RunText, text: str) -> None:
    run = run_text(plan(text, years=2))
    cash = [1000 * 1.1 - 120, (1000 * 1.1 - 120) * 1.1 - 120]
    assert run["cash"] == pytest.approx(cash)
    assert run["x"] == pytest.approx([balance * 2 - 1 for balance in cash])


@pytest.mark.parametrize("text", VARIANTS)
def test_formatting_does_not_change_what_it_means(run_text: RunText, text: str) -> None:
    file, found = parse(Source("test.plan", plan(text, years=2)))
    assert found == []
    formatted = format_file(file)
    assert run_text(formatted)["x"] == run_text(plan(text, years=2))["x"]
    again, _ = parse(Source("test.plan", formatted))
    assert format_file(again) == formatted
