"""Whole processes measured side by side: byte-compiled, in turns, by their medians."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import plainplan


def installed_program(name: str) -> str:
    """The path of a console script that stands beside this interpreter."""
    path = Path(sys.executable).parent / name
    if not path.exists():
        raise SystemExit(f"{name} is not installed here: run `uv sync --group bench`")
    return str(path)


def measure_in_turns(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of every run, by name; each round runs every command once, so a slow moment of the machine hits all."""
    compileall.compile_dir(str(Path(plainplan.__file__).parent), quiet=2)
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    # The first round fills the caches of the disk and of the programs, and is not counted.
    for turn in range(rounds + 1):
        for name, command in commands.items():
            begin = time.perf_counter()
            finished = subprocess.run(command, capture_output=True, env=_environment(), check=False)
            taken = time.perf_counter() - begin
            if finished.returncode != 0:
                raise SystemExit(f"{name} failed:\n{finished.stdout.decode()}{finished.stderr.decode()}")
            if turn:
                seconds[name].append(taken)
    return seconds


def print_ratio(seconds: dict[str, list[float]], subject: str, yardstick: str) -> None:
    """Print the medians, the fastest and slowest runs, and how many times the yardstick the subject takes."""
    for name, runs in seconds.items():
        print(f"{name:<32} median {median(runs) * 1000:8.1f} ms   {min(runs) * 1000:.1f} to {max(runs) * 1000:.1f}")
    print(f"{subject} / {yardstick}: {median(seconds[subject]) / median(seconds[yardstick]):.2f}")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
