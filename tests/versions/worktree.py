"""A folder under the real git, with nobody's settings but its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainplan.records import dataclass

PLAN = """\
# 陳家：每年檢視一次。

plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 5
    step: year
}

param market = 5%/year "股票報酬率"
param living = 60萬 TWD/year "生活費"

asset core "基金" {
    value: 1000萬 TWD
    return: market
}

asset cash "現金" {
    value: 200萬 TWD
    return: 1%/year
}

each year {
    withdraw living from cash then core as spend
    grow
}

scenario crash "崩盤" {
    market = -5%/year
    living = 70萬 TWD/year
}

check solvent "不破產": net_worth > 0
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work tree; `surroundings` is the environment of what runs in it."""

    root: Path
    surroundings: dict[str, str]

    def run(self, *words: str, folder: str = ".") -> Done:
        """Run a command, whatever comes of it."""
        found = subprocess.run(
            words, cwd=self.root / folder, env=self.surroundings, capture_output=True, encoding="utf-8", check=False
        )
        return Done(found.returncode, found.stdout, found.stderr)

    def git(self, *words: str, folder: str = ".") -> str:
        """What git answers; it must not complain."""
        done = self.run("git", *words, folder=folder)
        assert done.status == 0, done.out + done.err
        return done.out

    def plainplan(self, *words: str, folder: str = ".") -> Done:
        """Run the program as a user would."""
        return self.run(sys.executable, "-m", "plainplan", *words, folder=folder)

    def write(self, name: str, text: str) -> None:
        """Put a text in a file, byte for byte."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name: str = "chen.plan") -> str:
        """The text of a file, byte for byte."""
        return (self.root / name).read_bytes().decode()

    def commit(self, text: str, name: str = "chen.plan", message: str = "an edit") -> None:
        """Write a file and commit it."""
        self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)

    def edit(self, old: str, new: str, name: str = "chen.plan") -> None:
        """Replace what stands once in a file, and commit that."""
        text = self.read(name)
        assert text.count(old) == 1, old
        self.commit(text.replace(old, new), name)

    def branch(self, name: str, start: str = "main") -> None:
        """Begin a branch and go there."""
        self.git("checkout", "-q", "-b", name, start)

    def go(self, name: str) -> None:
        """Go to a branch."""
        self.git("checkout", "-q", name)


def make_work(root: Path) -> Work:
    """An empty repository."""
    programs = os.path.dirname(sys.executable)
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PLAINPLAN_"))},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "陳",
        "GIT_AUTHOR_EMAIL": "chen@example.org",
        "GIT_COMMITTER_NAME": "陳",
        "GIT_COMMITTER_EMAIL": "chen@example.org",
        "GIT_EDITOR": "true",
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
    }
    root.mkdir(parents=True, exist_ok=True)
    work = Work(root, surroundings)
    work.git("init", "-q", "-b", "main")
    return work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository in which plans are compared and merged by what they say, with one plan."""
    made = make_work(tmp_path / "陳家 plans")
    assert made.plainplan("git", "install").status == 0
    made.commit(PLAN)
    return made
