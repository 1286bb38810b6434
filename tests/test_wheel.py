"""The wheel works away from the checkout: grammar and library are inside and are found there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PLAN = """\
plan "測試" {
    currency: TWD
    start: 2026-01
    years: 3
}

use std.rebalance

asset cash "現金" {
    value: 100萬 TWD
    return: 1%/year
}

check rich "有錢": cash > 0
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as `pip install` would get it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_grammar_and_the_whole_library(wheel: Path) -> None:
    library = {f"plainplan/std/{path.name}" for path in (ROOT / "dsl" / "plainplan" / "std").glob("*.plan")}
    assert library
    assert {"plainplan/grammar/plan.lark", "plainplan/errors.md"} | library <= names_in(wheel)


def test_the_wheel_holds_the_licence_and_nothing_of_the_checkout(wheel: Path) -> None:
    folders = {name.split("/")[0] for name in names_in(wheel)}
    assert folders == {"plainplan", "plainplan-0.1.0.dist-info"}
    assert "plainplan-0.1.0.dist-info/licenses/LICENSE" in names_in(wheel)


@pytest.mark.parametrize("command", ["check", "run", "fmt"])
def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path, command: str) -> None:
    home, plan = tmp_path / "installed", tmp_path / "a.plan"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    plan.write_text(PLAN, encoding="utf-8")
    # Without `site` no .pth file is read, so the checkout that is installed for development cannot be found.
    script = f"""
import sys
sys.path[:0] = [{str(home)!r}]
sys.path.append({sysconfig.get_path("purelib")!r})
import plainplan
assert plainplan.__file__.startswith({str(home)!r}), plainplan.__file__
from plainplan.cli import main
sys.exit(main([{command!r}, "a.plan"]))
"""
    # A cache of its own, so that the grammar of the wheel is read and not what the checkout left behind.
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
    finished = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (finished.returncode, finished.stderr) == (0, "")
