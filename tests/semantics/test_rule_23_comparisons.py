"""Rule 23: a comparison has one meaning everywhere."""

from __future__ import annotations

import pytest

from semantics.running import RunText
from semantics.texts import asset, flow, plan


def flag(run_text: RunText, condition: str, body: str = "") -> float:
    text = body + asset("a", "0.1 TWD") + asset("b", "0.2 TWD") + asset("c", "0.3 TWD")
    return run_text(plan(text + f"let x = if {condition} then 1 else 0\n", years=1))["x"][0]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("a + b > c", 0),
        ("a + b >= c", 1),
        ("a + b = c", 1),
        ("a + b != c", 0),
        ("a + b < c", 0),
        ("a + b <= c", 1),
        ("c < a + b", 0),
        ("c >= a + b", 1),
        ("0.1 * 3 > 0.3", 0),
        ("0.1 * 3 >= 0.3", 1),
        ("0.1 * 3 = 0.3", 1),
        ("0.3 >= 0.1 * 3", 1),
        ("0.3 + 9e-11 > 0.3", 0),
        ("0.3 + 2e-10 > 0.3", 1),
        ("0.3 - 9e-11 >= 0.3", 1),
        ("0.3 - 2e-10 >= 0.3", 0),
        ("not (a + b > c) and a > 0", 1),
        ("a + b > c or a + b = c", 1),
    ],
)
def test_a_tie_is_a_tie(run_text: RunText, condition: str, holds: float) -> None:
    assert flag(run_text, condition) == holds


def test_the_tolerance_of_money_is_1e_10_of_all_money_inputs(run_text: RunText) -> None:
    text = (
        asset("a", "3_000_000 TWD") + asset("b", "1_000_000 TWD") + flow("income", "i", "-500_000 TWD/year", into="b")
    )
    # 1e-10 × 4.5 million = 0.00045, and a little for the literals themselves.
    text += "let x = if a + 0.0004 TWD > a then 1 else 0\nlet y = if a + 0.0006 TWD > a then 1 else 0\n"
    run = run_text(plan(text, years=1))
    assert (run["x"], run["y"]) == ([0], [1])
    assert run.scalar("plan.money_tolerance") == pytest.approx(0.00045, rel=1e-6)


def test_the_tolerance_is_a_live_figure(run_text: RunText) -> None:
    text = plan(asset("a", "1000 TWD"), years=1)
    assert run_text(text).scalar("plan.money_tolerance") == pytest.approx(1e-7)
    assert run_text(text, set={"a.value": "1億 TWD"}).scalar("plan.money_tolerance") == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("step = 1", 1),
        ("step > 1", 0),
        ("step != 2", 1),
        ("now = 2026-01", 1),
        ("now < 2026-01-02", 1),
        ("step + 1 = 2", 1),
        ("2026-02 > 2026-01-31", 1),
    ],
)
def test_whole_numbers_and_dates_compare_exactly(run_text: RunText, condition: str, holds: float) -> None:
    assert flag(run_text, condition) == holds


def test_a_lasting_tie_is_decided_alike_in_every_step(run_text: RunText) -> None:
    """A band is exactly at its edge in each of 480 steps, whatever rounding does to the balances."""
    text = asset("a", "0.1 TWD", return_="0.7%/month") + asset("b", "0.2 TWD", return_="0.7%/month")
    text += asset("c", "0.3 TWD", return_="0.7%/month")
    text += "let over = if a + b > c then 1 else 0\nlet under = if a + b < c then 1 else 0\n"
    run = run_text(plan(text, step="month", years=40))
    assert run["over"] == run["under"] == [0] * 480


def test_a_condition_of_a_block_has_the_tolerance_too(run_text: RunText) -> None:
    text = asset("a", "0.1 TWD") + asset("b", "0.2 TWD") + asset("c", "0.3 TWD")
    text += "when a + b > c {\n    withdraw 0.1 TWD from a\n}\n"
    assert run_text(plan(text, years=2))["a"] == [0.1, 0.1]


def test_texts_compare_letter_by_letter(run_text: RunText) -> None:
    text = 'param mode = "Up"\n' + asset("z")
    for word, holds in (("Up", 1), ("up", 0), ("down", 0)):
        run = run_text(plan(text + f'let x = if mode = "{word}" then 1 else 0\n', years=1))
        assert run.scalar("x") == holds


@pytest.mark.parametrize("rate", ["0.0012 USD", "by_year(2026: 0.0012 USD, otherwise: 0.0013 USD)"])
def test_money_of_other_currencies_counts_for_what_it_is_worth(run_text: RunText, rate: str) -> None:
    text = asset("a", "1000 USD") + asset("b", "2_000_000 VND") + f"fx VND = {rate}\n"
    run = run_text(plan(text, years=1).replace("currency: TWD", "currency: USD"))
    # 1e-10 × (1000 + 2400), and the rate itself.
    assert run.scalar("plan.money_tolerance") == pytest.approx(3400e-10, rel=1e-5)
