"""`plainplan eval` is a calculator with units. Expected figures are arithmetic, and Excel's own example for PMT."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from plainplan.cli import main


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("1 + 1", "2"),
        ("1000萬 TWD * 4%/year", "400,000 TWD/year"),
        ("60萬 TWD/year * 15 years", "9,000,000 TWD"),
        # Microsoft's documentation of PMT: 8 % a year, 10 payments, 10,000 borrowed: -1,037.03.
        ("round(pmt(8% / 12, 10, 10_000), 2)", "-1,037.03"),
        ("2 > 1", "yes"),
        ("2026-01", "2026-01-01"),
        ("(1)", "1"),
        ("-5%", "-0.05"),
    ],
)
def test_an_expression_is_computed(expression: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", expression]) == 0
    assert capsys.readouterr().out == f"{text}\n"


def test_a_mistake_is_shown_against_the_expression(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "60萬 TWD/year + 2%/year"]) == 1
    assert (
        capsys.readouterr().err
        == """\
error[dimension-mismatch]: cannot add money per time and a rate
  ┌─ <expression>:1:1
  │
1 │ 60萬 TWD/year + 2%/year
  │ ^^^^^^^^^^^^^^^^^^^^^^^ both sides of `+` need the same dimension
  │
  = left side:  TWD × time⁻¹
    right side:       time⁻¹

"""
    )


def test_what_is_undefined_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "1 / (2 - 2)"]) == 1
    assert capsys.readouterr().err == "error[undefined-value]: `1 / (2 - 2)` is undefined: division by zero\n\n"


@pytest.mark.parametrize("expression", ["", "   ", "1\nlet b = 2", '1 "label"', "}", "let a = 1", "1" * 20_000])
def test_what_is_no_expression_is_an_error(expression: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["eval", expression])
    shown = capsys.readouterr()
    assert (status, shown.out) == (1, "")
    assert shown.err.startswith("error[")


def test_json_has_full_precision_and_the_dimension(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--json", "10 TWD / (3 years)"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "value": 10 / 3,
        "dimension": "TWD × time⁻¹",
        "unit": "TWD/year",
    }


def test_standard_input_is_one_expression_a_line() -> None:
    command = [sys.executable, "-m", "plainplan", "eval", "--json"]
    lines = "1 + 1\n\n# a comment\n1 +\n2 TWD\n"
    finished = subprocess.run(command, input=lines.encode(), capture_output=True)
    answers = [json.loads(line) for line in finished.stdout.decode().splitlines()]
    assert finished.returncode == 1
    assert [answer["value"] for answer in answers] == [2, None, 2]
    assert answers[1]["errors"][0]["code"] == "unfinished-line"
    assert answers[1]["errors"][0]["span"]["path"] == "<line 4>"
