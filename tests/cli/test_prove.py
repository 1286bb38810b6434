"""`plainplan prove` and `plainplan solve` tell the answers in words, as JSON, and by their exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main
from plainplan.cli.proof_words import step_text

PLAN = """\
param b = 1.2 {
    range: 0..3
}
param n = 5
let share = b / 3

prove whole "Weights": share + share + (1 - 2 * share) = 1
prove one: n / n = 1
"""
WRONG = "prove more: share > 0.1\n"
UNKNOWN = "prove far: (n - 1.23456789)^2 + 0.000001 * int(n)^2 + sin(n) > -0.76\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose claims are true."""
    path = tmp_path / "a.plan"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_true_claims_are_told_with_their_steps(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(plan)]) == 0
    assert capsys.readouterr().out == (
        'whole  "Weights": 成立(已證明)\n'
        "  share + share + (1 - 2 * share) = 1\n"
        "    化簡後恆成立\n"
        "\n"
        "one: 成立(已證明)\n"
        "  n / n = 1\n"
        "    化簡後恆成立\n"
        "  前提: n != 0\n"
    )


def test_a_refuted_claim_fails_the_command_and_the_check(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + WRONG, encoding="utf-8")
    assert main(["prove", str(plan), "more"]) == 1
    assert "反例 b = 0" in capsys.readouterr().out
    assert main(["check", "--format", "concise", str(plan)]) == 1
    assert "`more` does not hold with b = 0" in capsys.readouterr().out


def test_an_undecided_claim_is_a_warning(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + UNKNOWN, encoding="utf-8")
    assert main(["check", str(plan)]) == 0
    printed = capsys.readouterr().out
    assert "`far` could be neither proved nor refuted" in printed
    assert "points that were tried" in printed


def test_answers_are_printed_as_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "--json", str(plan), "one"]) == 0
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert (claim["name"], claim["answer"], claim["provided"]) == ("one", "proved", ["n != 0"])


def test_a_claim_that_is_not_there_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(plan), "whol"]) == 1
    assert "the plan has no `prove whol`" in capsys.readouterr().err


@pytest.mark.parametrize("budget", ["0", "-1", "soon", "99999"])
def test_a_budget_is_a_number_of_seconds(plan: Path, budget: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(plan), "--budget", budget]) == 2
    assert "`--budget` is a number of seconds" in capsys.readouterr().err


def test_a_static_check_proves_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + WRONG, encoding="utf-8")
    assert main(["check", "--static", str(plan)]) == 0


def test_a_solution_is_told_with_its_formula(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text("param own = 100\nparam r = 5%\nlet later = own * (1 + r)\n", encoding="utf-8")
    assert main(["solve", str(plan), "r where later = 112"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("求解: r where later = 112\n  r = 12%\n    公式: (112 - own) / own\n")


def test_no_solution_fails_the_command(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(plan), "b where share = 2"]) == 1
    assert "無解" in capsys.readouterr().out


def test_solutions_are_printed_as_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "--json", str(plan), "b where share = 0.5"]) == 0
    (solved,) = json.loads(capsys.readouterr().out)["solutions"]
    assert solved["solutions"] == [{"values": [1.5], "set": {"b": "1.5"}, "formula": None}]


def test_a_question_is_told_at_its_own_place(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(plan), "b where shore = 0.5"]) == 1
    printed = capsys.readouterr().err
    assert "unknown name `shore`" in printed
    assert "solve:1:9" in printed


def test_a_plan_that_asks_nothing_says_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text("let x = 1\n", encoding="utf-8")
    assert (main(["solve", str(plan)]), main(["prove", str(plan)])) == (0, 0)
    assert "沒有" in capsys.readouterr().out


def test_every_turn_of_a_proof_has_chinese_words() -> None:
    steps = {
        "it is (x - y) ^ 2 / 2, which is not below 0": "即 (x - y) ^ 2 / 2,不小於 0",
        "row 3: 1 / (r + 1) <= 1 within the ranges": "第 3 列:1 / (r + 1) <= 1(在範圍內)",
        "at a = 0: 0 is not below 0 within the ranges": "在 a = 0:0 不小於 0(在範圍內)",
        "a - ln(a + 1) rises with a: a is above 0": "a - ln(a + 1) 隨 a 遞增:a 大於 0",
        "in the first row: if x > 0: it is x ^ 2": "第一期:若 x > 0:即 x ^ 2",
        "row 2: if x > 0: x is above 0 within the ranges, and 3 cases more": (
            "第 2 列:若 x > 0:x 大於 0(在範圍內),另有 3 種情形"
        ),
        "row 1: (a - b) ^ 2 rises with a: it is 2 * a, which is above 0": (
            "第 1 列:(a - b) ^ 2 隨 a 遞增:即 2 * a,大於 0"
        ),
        "own = true, lent = false: a is 0, which is not below 0": "own = true, lent = false 時:a 為 0,不小於 0",
        "row 3 of `bond`": "`bond` 第 3 列",
        "given that it held in the row before: cash >= 0": "假設前一期成立:cash >= 0",
    }
    assert {step: step_text(step, "zh-TW") for step in steps} == steps
    assert step_text("this cannot be", "en") == "this cannot be"


def test_where_a_claim_fails_and_was_looked_for_is_told_in_chinese(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(PLAN + "table t {\n    k in 1..3\n    v = k * b\n}\nprove low: t.v <= 6\n", encoding="utf-8")
    assert main(["prove", str(plan), "low"]) == 1
    assert "反例 b = 3 於 `t` 第 3 列" in capsys.readouterr().out
    assert main(["solve", str(plan), "b where share = 0.5"]) == 0
    assert "搜尋範圍: b 從 0 到 3" in capsys.readouterr().out


def test_a_claim_about_one_value_of_an_input_is_proved_with_it(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + WRONG, encoding="utf-8")
    assert main(["prove", str(plan), "more", "--set", "b=1.5"]) == 0
    assert main(["prove", str(plan), "more", "--set", "b=0.15"]) == 1
    assert "以目前的數字即不成立" in capsys.readouterr().out
    assert main(["prove", str(plan), "more", "--set", "nobody=1"]) == 1


def test_what_is_set_leaves_the_other_params_free(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + "prove both: b < n\n", encoding="utf-8")
    assert main(["prove", str(plan), "both", "--set", "n=4"]) == 0
    assert main(["prove", str(plan), "both", "--set", "n=2"]) == 1
    assert "反例 b = 3" in capsys.readouterr().out


BEFORE = """\
plan "p" {
    currency: TWD
    start: 2026-01
    years: 3
}

asset fund = 100萬 TWD

each year {
    grow
}

prove same: (fund + 1 TWD) / fund >= 1
"""


def test_what_a_proof_takes_for_granted_is_in_the_language_of_its_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "b.plan"
    path.write_text(BEFORE, encoding="utf-8")
    main(["prove", str(path)])
    assert "[before]" not in capsys.readouterr().out


def test_a_run_shows_what_the_plan_asks_for(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN + 'solve third "Third" = b where share = 0.25\n', encoding="utf-8")
    assert main(["run", str(plan)]) == 0
    assert 'third  "Third": b where share = 0.25\n  b = 0.75\n' in capsys.readouterr().out
    assert main(["run", "--json", str(plan), "--set", "n=4"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["solutions"]
    assert (found["condition"], found["solutions"][0]["set"]) == ("share = 0.25", {"b": "0.75"})
