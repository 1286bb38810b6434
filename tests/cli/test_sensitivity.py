"""`plainplan sensitivity` draws a tornado: the strongest input first. 100 at 5 % for two years, and at 0 % and 10 %."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main

PLAN = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 2
    locale: en
}

param market = 5%/year {
    range: 0%/year .. 10%/year
}

asset fund "Fund" {
    value: 100 USD
    return: market
}

let doubled = 2 * fund
"""

PAGE = """\
net_worth  "Net worth"  2027

  110.25 USD

  input              value       from          to  at the low end  at the high end  elasticity
  fund.value *  100.00 USD  90.00 USD  110.00 USD       99.22 USD       121.28 USD       +1.00  ████████████│████████████
  market           5%/year    0%/year    10%/year      100.00 USD       121.00 USD       +0.10   ███████████│████████████

  * no range is declared: 10 % down and up
"""  # noqa: E501 (the page is as wide as a terminal)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "a.plan"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


def test_a_tornado_is_drawn(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", plan, "net_worth"]) == 0
    assert capsys.readouterr().out == PAGE


def test_the_step_is_chosen_by_its_date(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", plan, "fund", "--at", "2026-06", "--most", "1"]) == 0
    page = capsys.readouterr().out
    assert page.splitlines()[2] == "  105.00 USD"
    assert "… and 1 more; --most shows them" in page


def test_every_input_is_given_as_data(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", plan, "doubled", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    market = next(item for item in data["inputs"] if item["name"] == "market")
    assert (market["low"], market["high"], market["declared"]) == (0, 0.1, True)
    assert (market["at_low"], market["at_high"]) == pytest.approx((200, 242))


def test_an_unknown_figure_is_told(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", plan, "net_wort"]) == 1
    assert "unknown-name" in capsys.readouterr().err


def test_a_list_is_no_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.plan"
    path.write_text("param a = [1, 2]\nlet b = sum(a)\n", encoding="utf-8")
    assert main(["sensitivity", str(path), "a"]) == 1
    assert "no single figure" in capsys.readouterr().err
