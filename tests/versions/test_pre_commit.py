"""The hooks for pre-commit: the real pre-commit runs them on what is about to be committed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from versions.recorded import GIT, SMALL, git, start

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
IDS = ["plainplan-fmt", "plainplan-check"]
UGLY = SMALL.replace("param rate_of_return = ", "param  rate_of_return=")


def run_pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it with the programs of this environment, and nothing of the machine's own settings."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings |= {
        **GIT,
        "PATH": path,
        "PRE_COMMIT_HOME": str(folder / ".git" / "cache"),
        "PRE_COMMIT_COLOR": "never",
    }
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words], cwd=folder, env=surroundings, capture_output=True, text=True
    )


@pytest.fixture
def hooked(tmp_path: Path) -> Path:
    """A repository whose hooks are those of the manifest, with the plainplan of this environment.

    pre-commit would install plainplan into an environment of its own, for which it needs a network.
    """
    start(tmp_path)
    manifest = MANIFEST.read_text(encoding="utf-8").replace("language: python", "language: system")
    indented = "".join(f"      {line}\n" for line in manifest.splitlines())
    config = f"repos:\n  - repo: local\n    hooks:\n{indented}"
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    return tmp_path


def stage(folder: Path, **plans: str) -> None:
    for name, text in plans.items():
        (folder / f"{name}.plan").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")


def test_pre_commit_understands_the_manifest() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], capture_output=True, text=True
    )
    assert (found.returncode, found.stdout) == (0, "")
    assert re.findall(r"^- id: (.*)$", MANIFEST.read_text(encoding="utf-8"), re.MULTILINE) == IDS


def test_plans_in_order_pass_and_nothing_else_is_looked_at(hooked: Path) -> None:
    (hooked / "notes.txt").write_text("param  x=", encoding="utf-8")
    stage(hooked, **{"small": SMALL, "陳 家": SMALL})
    found = run_pre_commit(hooked, "run")
    assert found.returncode == 0, found.stdout
    assert len(re.findall(r"^plainplan (?:fmt|check)\.+Passed$", found.stdout, re.MULTILINE)) == 2


def test_a_plan_that_is_put_in_order_stops_the_commit_once(hooked: Path) -> None:
    stage(hooked, small=UGLY)
    found = run_pre_commit(hooked, "run", "plainplan-fmt")
    assert found.returncode == 1
    assert "files were modified by this hook" in found.stdout
    assert "formatted small.plan" in found.stdout
    assert (hooked / "small.plan").read_text(encoding="utf-8") == SMALL
    git(hooked, "add", "-A")
    assert run_pre_commit(hooked, "run", "plainplan-fmt").returncode == 0


def test_a_plan_that_fails_its_check_stops_the_commit(hooked: Path) -> None:
    stage(hooked, small=SMALL.replace("> 1900", "> 5000"), fine=SMALL)
    found = run_pre_commit(hooked, "run")
    assert found.returncode == 1
    assert "error[failed-check]: `solvent` does not hold, first in 2026" in found.stdout
    assert "fine.plan: fine" in found.stdout


def test_a_plan_with_syntax_errors_stops_the_commit_and_is_left_as_it_is(hooked: Path) -> None:
    stage(hooked, small="let a = (\n")
    found = run_pre_commit(hooked, "run")
    assert found.returncode == 1
    assert found.stdout.count("error[unclosed-bracket]") == 2
    assert (hooked / "small.plan").read_text(encoding="utf-8") == "let a = (\n"


def test_a_commit_is_made_once_the_hooks_are_content(hooked: Path) -> None:
    assert run_pre_commit(hooked, "install").returncode == 0
    stage(hooked, small=UGLY)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, **GIT, "PATH": path, "PRE_COMMIT_HOME": str(hooked / ".git" / "cache")}
    command = ["git", "commit", "-qm", "small"]
    assert subprocess.run(command, cwd=hooked, env=surroundings, capture_output=True).returncode == 1
    git(hooked, "add", "-A")
    assert subprocess.run(command, cwd=hooked, env=surroundings, capture_output=True).returncode == 0
    assert git(hooked, "log", "--format=%s") == "small"
