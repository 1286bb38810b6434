"""The rules of rebalancing: what they move, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load

TEXT = """\
use std.rebalance

plan "test" {{
    currency: TWD
    start: 2026-01
    years: 1
    step: year
}}

asset prototype {{
    value: 300 TWD
    return: 2%/year
}}

asset leveraged {{
    value: 300 TWD
    return: -3%/year
}}

asset cash {{
    value: 400 TWD
    return: 0%/year
}}

each year {{
    rebalance {rule}(prototype, leveraged, cash, 24 TWD/year)
}}
"""


@pytest.mark.parametrize("rule", ["elastic", "smart"])
def test_a_leveraged_fund_that_lost_in_an_up_year_gives_nothing(rule: str, tmp_path: Path) -> None:
    path = tmp_path / "test.plan"
    path.write_text(TEXT.format(rule=rule), encoding="utf-8")
    plan = load(path)
    assert [found.message for found in plan.check()] == []
    run = plan.run()
    assert (run["prototype"], run["leveraged"], run["cash"]) == ([306], [291], [400])
