"""`plainplan fmt` changes what is not canonical, and nothing that it cannot read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plainplan.cli import main

UGLY = "param  living=60萬 TWD/year\n"
NEAT = "param living = 60萬 TWD/year\n"
BROKEN = "param living = = 60萬\n"


def test_a_plan_is_put_into_canonical_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(UGLY, encoding="utf-8")
    assert main(["fmt", str(plan)]) == 0
    assert plan.read_text(encoding="utf-8") == NEAT
    assert capsys.readouterr().out == f"formatted {plan}\n"


def test_a_canonical_plan_is_not_written_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(NEAT, encoding="utf-8")
    before = plan.stat()
    assert main(["fmt", str(plan)]) == 0
    assert (plan.stat().st_mtime_ns, plan.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert capsys.readouterr().out == ""


def test_check_tells_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(UGLY, encoding="utf-8")
    assert main(["fmt", "--check", str(plan)]) == 1
    assert plan.read_text(encoding="utf-8") == UGLY
    assert capsys.readouterr().out == f"would format {plan}\n"


def test_a_plan_with_syntax_errors_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(BROKEN, encoding="utf-8")
    assert main(["fmt", str(plan)]) == 1
    assert plan.read_text(encoding="utf-8") == BROKEN
    assert "error[" in capsys.readouterr().err


def test_a_folder_means_every_plan_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for folder in ("deep", ".hidden"):
        (tmp_path / folder / "a.plan").write_text(UGLY, encoding="utf-8")
    assert main(["fmt", str(tmp_path)]) == 0
    assert (tmp_path / "deep" / "a.plan").read_text(encoding="utf-8") == NEAT
    assert (tmp_path / ".hidden" / "a.plan").read_text(encoding="utf-8") == UGLY


def test_a_folder_without_plans_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(tmp_path)]) == 2
    assert "there is no .plan file below" in capsys.readouterr().err


def test_standard_input_goes_to_standard_output() -> None:
    command = [sys.executable, "-m", "plainplan", "fmt", "-"]
    finished = subprocess.run(command, input=UGLY.encode(), capture_output=True)
    assert (finished.returncode, finished.stdout.decode(), finished.stderr) == (0, NEAT, b"")


def test_broken_standard_input_gives_no_output() -> None:
    command = [sys.executable, "-m", "plainplan", "fmt", "-"]
    finished = subprocess.run(command, input=BROKEN.encode(), capture_output=True)
    assert (finished.returncode, finished.stdout) == (1, b"")
    assert b"error[" in finished.stderr


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(tmp_path / "no.plan")]) == 1
    assert "error[file-not-found]" in capsys.readouterr().err
