"""Records: what is kept between two runs, and counted once for each."""

from __future__ import annotations

import pytest

from semantics.running import RunText

# 12萬 at the end of each year, moved by a rule and recorded: three times in three years of months.
YEARLY = """plan "每年一次" {
    currency: TWD
    start: 2026-01
    years: 3
    step: month
}

asset cash {
    value: 400萬 TWD
}

asset fund {
    value: 0 TWD
}

rule save(cash: asset, fund: asset, amount: money) {
    move amount from cash to fund as moved
    record saved = moved.amount
    record taken = moved.from(cash)
    if saved > 13萬 {
        record more = saved
    }
}

each year {
    apply save(cash, fund, by_year(2026: 12萬 TWD, 2027: 15萬 TWD, otherwise: 18萬 TWD)) as plan
}
"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("sum(plan.saved)", 450_000),
        ("mean(plan.saved)", 150_000),
        ("min(plan.saved)", 120_000),
        ("max(plan.saved)", 180_000),
        # The sample deviation of 12, 15 and 18.
        ("sd(plan.saved)", 30_000),
        ("sum(plan.taken)", 450_000),
        ("sum(plan.more)", 330_000),
        ("mean(plan.more)", 165_000),
        ("sum(plan.saved, from: 2027-01, until: 2028-12)", 150_000),
        ("mean(plan.saved, until: 2026-06)", 0),
        ("final(plan.saved)", 180_000),
        ("at(plan.saved, 2027-06)", 120_000),
    ],
)
def test_a_record_is_counted_where_it_is_made(run_text: RunText, formula: str, expected: float) -> None:
    assert run_text(f"{YEARLY}\nlet x = {formula}\n").scalar("x") == pytest.approx(expected)


def test_the_last_twelve_months_hold_one_run_of_a_yearly_block(run_text: RunText) -> None:
    figures = run_text(
        f"{YEARLY}\nlet x = sum(plan.saved, last: 12 months)\nlet y = cumulative(plan.saved)\n"
        "let z = mean(plan.saved, last: 2 months)\n"
    )
    assert figures["x"] == [0.0] * 11 + [120_000.0] * 12 + [150_000.0] * 12 + [180_000.0]
    assert figures["y"] == [0.0] * 11 + [120_000.0] * 12 + [270_000.0] * 12 + [450_000.0]
    # Where a window holds no run, the mean is what the record keeps.
    assert figures["z"] == [0.0] * 11 + [120_000.0] * 12 + [150_000.0] * 12 + [180_000.0]


def test_a_record_of_every_step_is_counted_in_every_step(run_text: RunText) -> None:
    figures = run_text(YEARLY + "each month {\n record held = cash\n}\nlet x = sum(held)\nlet y = sum(cash)\n")
    assert figures.scalar("x") == figures.scalar("y")
