"""`plainplan check` reads, checks and tries plans, and says in its exit status what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main

PLENTY = """\
warning[failed-warning]: `plenty` does not hold, first in 2028
   ┌─ small.plan:32:1
   │
32 │ warn plenty "Plenty": fund >= 1400 at end
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   │
   = left side:  1,331 USD
     right side: 1,400 USD
   = short by 69 USD

"""


def test_a_warning_is_shown_and_the_plan_is_fine(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "small.plan"]) == 0
    assert capsys.readouterr().out == f"{PLENTY}small.plan: fine, 1 warning (2 checks in 2 scenarios)\n"


def test_a_failed_check_is_an_error(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(small.read_text(encoding="utf-8").replace("warn plenty", "check plenty"), encoding="utf-8")
    assert main(["check", "small.plan"]) == 1
    shown = capsys.readouterr().out
    assert "error[failed-check]: `plenty` does not hold, first in 2028\n" in shown
    assert shown.endswith("small.plan: 1 error\n")


def test_only_the_scenario_asked_for_is_tried(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "small.plan", "--scenario", "good"]) == 0
    assert capsys.readouterr().out == "small.plan: fine (2 checks in 1 scenario)\n"


def test_an_unknown_scenario_is_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "small.plan", "--scenario", "god"]) == 1
    assert capsys.readouterr().out.startswith(
        "error[unknown-scenario]: the plan has no scenario `god`\n  = its scenarios are `good`\n"
        "  = help: did you mean `good`?\n"
    )


def test_a_static_check_runs_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--static", "small.plan"]) == 0
    assert capsys.readouterr().out == "small.plan: fine\n"


def test_the_concise_format_is_one_line_a_mistake(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "concise", "small.plan"]) == 0
    assert capsys.readouterr().out == (
        "small.plan:32:1: warning[failed-warning]: `plenty` does not hold, first in 2028\n"
    )


def test_the_json_format_is_one_list_over_all_plans(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.plan").write_text("let a = b\n", encoding="utf-8")
    assert main(["check", "--format", "json", "."]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(item["severity"], item["code"], item["span"]["path"]) for item in found] == [
        ("error", "unknown-name", "./other.plan"),
        ("warning", "failed-warning", "./small.plan"),
    ]


def test_a_missing_file_is_an_error(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "no.plan"]) == 1
    assert capsys.readouterr().out.startswith("error[file-not-found]: there is no file `no.plan`\n")


def test_nothing_to_check_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("plainplan check: what to work on is missing: plainplan check PATH...")


def test_a_data_file_is_one_mistake_however_many_lines_it_has(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("prices.csv").write_text("month,close\n" + "2026-01,100\n" * 60, encoding="utf-8")
    for command in ("check", "run"):
        assert main([command, "prices.csv"]) == 1
        told = "".join(capsys.readouterr())
        assert told.count("error[") == 1
        assert "error[not-a-plan]: `prices.csv` is a data file and no plan" in told
        assert 'help: write `data prices from "prices.csv"`' in told
