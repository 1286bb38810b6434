"""`true` and `false`: switches of a plan, and arguments of Excel's functions."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText

SWITCH = "param early = true\nlet age = if early then 60 else 65\n"


def test_a_switch_is_on_or_off(run_text: RunText) -> None:
    assert run_text(SWITCH).scalar("age") == 60
    assert run_text(SWITCH, set={"early": "false"}).scalar("age") == 65
    assert run_text(SWITCH + "scenario late {\n    early = false\n}\n", scenario="late").scalar("age") == 65


def test_a_function_of_excel_takes_words_and_excels_numbers(run_text: RunText) -> None:
    # Microsoft's page on NORM.DIST: 0.9087888 and 0.10934.
    text = (
        "let a = norm.dist(42, 40, 1.5, true)\nlet b = norm.dist(42, 40, 1.5, 1)\nlet c = norm.dist(42, 40, 1.5, 0)\n"
    )
    run = run_text(text)
    assert run.scalar("a") == run.scalar("b") == pytest.approx(0.9087888, abs=5e-8)
    assert run.scalar("c") == pytest.approx(0.10934, abs=5e-6)


def test_only_a_switch_takes_them(diagnose: Diagnose) -> None:
    assert diagnose("let x = true + 1\n") == ["type-mismatch"]
    assert diagnose("let x = vdb(2400 TWD, 300 TWD, 10, 0, 1, 2, 7)\n") == ["type-mismatch"]
