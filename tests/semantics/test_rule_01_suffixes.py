"""Rule 1: `real` and `compounded` bind looser than `*` and `/`, tighter than `+` and `-`."""

from __future__ import annotations

import pytest

from semantics.running import RunText
from semantics.texts import asset, plan

CASH = asset("cash", "1000 TWD")


@pytest.mark.parametrize(
    "formula",
    [
        "60萬 TWD/year real",
        "(60萬 TWD/year) real",
        "2 * 30萬 TWD/year real",
        "120萬 TWD / 2 / 1 years real",
        "50萬 TWD/year real + 10萬 TWD/year real",
        "80萬 TWD/year real - 20萬 TWD/year real",
        "5萬 TWD/month real",
    ],
)
def test_real_takes_the_whole_product(run_text: RunText, formula: str) -> None:
    run = run_text(plan(CASH + f"let x = nominal({formula}) * 1 years\n", years=2, inflation="10%/year"))
    assert run["x"] == pytest.approx([600_000, 660_000])


def test_compounded_takes_the_whole_rate(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="3 * 2%/year compounded monthly")
    text += asset("b", "1000 TWD", return_="1%/year + 5%/year compounded monthly")
    run = run_text(plan(text, years=1))
    assert run["a"] == pytest.approx([1000 * 1.005**12])
    assert run["b"] == pytest.approx([1000 * (1.01 + (1 + 0.05 / 12) ** 12 - 1)])


def test_a_suffix_binds_tighter_than_a_comparison(run_text: RunText) -> None:
    text = CASH + "let x = if 5 TWD real < 6 TWD real then 1 else 0\n"
    assert run_text(plan(text, years=1)).scalar("x") == 1
