"""`plainplan statements` shows a household at any date; a report shows it below the run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plainplan.cli import main

# 1,000 in cash and 2,400 of income in two years; the fund grows by a tenth.
PLAN = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    step: month
    locale: en
}

person ann "Ann" {
    born: 1990-05-01
}

asset cash "Cash" {
    value: 1000 USD
    class: liquid
}

asset fund "Fund" {
    value: 1000 USD
    return: 10%/year
}

income salary "Salary" = 100 USD/month
"""

REPORT = """
report "Ann" {
    statement balance at 2026-06
    statement cash_flow from 2026-01 until 2028-01
}
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan in a file."""
    monkeypatch.setenv("NO_COLOR", "1")
    path = tmp_path / "small.plan"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_statements_stand_at_the_end_of_the_first_year(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements", str(small)]) == 0
    page = re.sub(" +", " ", capsys.readouterr().out)
    assert "Assets 2026-12-31 USD" in page
    assert "Cash-flow statement 2026-01-01 – 2026-12-31 USD" in page
    # 1,000 and twelve times 100; 1,000 and a tenth.
    assert " Cash 2,200 2,200 0 66.7%" in page
    assert " Ann 36 growth" in page


@pytest.mark.parametrize(
    ("options", "at", "begin", "income"),
    [
        (["--at", "2027"], "2027-12-31", "2027-01-01", 1200),
        (["--at", "2027-06"], "2027-06-30", "2026-07-01", 1200),
        (["--at", "2027-06-15", "--from", "2027-04"], "2027-06-30", "2027-04-01", 300),
        (["--from", "2026-01", "--until", "2028-01"], "2027-12-31", "2026-01-01", 2400),
    ],
)
def test_the_date_and_the_period_can_be_said(
    options: list[str], at: str, begin: str, income: float, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["statements", str(small), "--json", *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["at"], found["from"], found["reconciles"]) == (at, begin, True)
    lines = {line["label"]: line["figures"] for line in found["statements"]["cash_flow"]["lines"]}
    assert lines["Salary"] == {"statements.flow.salary": pytest.approx(income)}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--at", "2027", "--until", "2027-06"], "exclude each other"),
        (["--from", "2027-01"], "`--from` needs `--until` or `--at`"),
        (["--from", "2027-06", "--until", "2027-01"], "is not before the end"),
        (["--at", "soon"], "is not a date such as 2030-12"),
        (["--at", "2027-13"], "is not a date such as 2030-12"),
        (["--until", "2027-02-30"], "is not a date such as 2030-12"),
    ],
)
def test_a_date_that_makes_no_sense_is_refused(
    options: list[str], told: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["statements", str(small), *options]) == 2
    assert told in capsys.readouterr().err


def test_a_date_outside_the_plan_is_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statements", str(small), "--at", "2031"]) == 1
    told = capsys.readouterr().err
    assert "`statements.date` is at least 2026-01-01 and at most 2028-12-31" in told
    assert "1 │ 2031-12-31\n" in told


def test_a_report_shows_its_statements_below_the_run(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(PLAN + REPORT, encoding="utf-8")
    assert main(["run", str(small)]) == 0
    page = capsys.readouterr().out
    assert "Assets  2026-06-30  USD" in page
    assert "Cash-flow statement  2026-01-01 – 2027-12-31  USD" in page
    assert "Ratios" not in page
    assert main(["run", str(small), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["statements"]
    assert [(part["statement"], part["at"]) for part in found] == [
        ("balance", "2026-06-30"),
        ("cash_flow", "2027-12-31"),
    ]


def test_explain_names_the_standards_as_defaults(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(PLAN + REPORT, encoding="utf-8")
    assert main(["explain", str(small)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "statements.ratio.debt.good 50% Debt ratio Standard" in page
    assert "statements.stage.growth 35 growth from the age of (a shared age is of the later stage)" in page
    assert main(["explain", str(small), "statements.ratio.debt.good"]) == 0
    assert "a default, not written in the plan" in capsys.readouterr().out


def test_a_plan_without_accounts_has_no_statements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "calculator.plan"
    path.write_text("let x = 1\n", encoding="utf-8")
    assert main(["statements", str(path)]) == 1
    assert "has no accounts" in capsys.readouterr().err
