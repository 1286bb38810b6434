"""What docs/ci.md tells a pipeline to do is done, by the shell that would do it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from plainplan.cli.options import Arguments, Command, read_arguments
from versions.recorded import GIT, SMALL, commit, git, start, with_fund

PAGE = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WORKFLOWS = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


def run_recipe(folder: Path) -> int:
    (recipe,) = [text for text in RECIPES if "status" in text]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, **GIT, "PATH": path, "TARGET": "main"}
    return subprocess.run(["sh", "-c", recipe], cwd=folder, env=surroundings, capture_output=True).returncode


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A repository with a plan on `main`, and a branch that is checked out."""
    (start(tmp_path) / "plans").mkdir()
    commit(tmp_path, "begun", **{"plans/small": SMALL})
    git(tmp_path, "switch", "-q", "-c", "change")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (with_fund(2000), 0),
        # By 0.66 %, and by 3.3 %, of the net worth.
        (with_fund(990), 0),
        (with_fund(950), 1),
        (SMALL.replace("param rate", "param  rate"), 1),
        (SMALL.replace("> 1900", "> 5000"), 1),
    ],
    ids=["better", "tolerated", "worse", "out of order", "failing"],
)
def test_the_shell_recipe_stops_what_should_not_go_in(branch: Path, text: str, status: int) -> None:
    commit(branch, "change", **{"plans/small": text})
    # What happened on `main` since is no matter of the branch.
    git(branch, "switch", "-q", "main")
    commit(branch, "meanwhile", **{"plans/small": with_fund(9000)})
    git(branch, "switch", "-q", "change")
    assert run_recipe(branch) == status
    root = ET.parse(branch / "checks.xml").getroot()
    assert "solvent (good)" in [case.attrib["name"] for case in root.iter("testcase")]
    if status == 0:
        assert "small" in (branch / "change.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_are_understood() -> None:
    (workflow,) = [found for found in WORKFLOWS if "jobs" in found]
    steps = [step.get("run", "") for step in workflow["jobs"]["plans"]["steps"]]
    commands = [line for text in (*steps, *RECIPES) for line in text.splitlines() if line.startswith("plainplan ")]
    assert len(commands) >= 9
    for line in commands:
        words = shlex.split(line.partition(" > ")[0])
        command = vars(__import__(f"plainplan.cli.{words[1]}", fromlist=["COMMAND"]))["COMMAND"]
        assert isinstance(command, Command)
        assert isinstance(read_arguments(command, words[2:]), Arguments)


def test_the_hooks_of_the_page_are_those_of_the_repository() -> None:
    (config,) = [found for found in WORKFLOWS if "repos" in found]
    known = [hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))]
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == known
