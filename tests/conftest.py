"""What every test may ask for: expected files that can be rewritten, short plans that are run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from semantics.running import diagnose, run_text

__all__ = ["CheckText", "diagnose", "run_text"]

CheckText = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites expected files instead of comparing with them."""
    parser.addoption("--update", action="store_true", help="rewrite expected files; read the diff as you would code")


@pytest.fixture
def check_text(request: pytest.FixtureRequest) -> CheckText:
    """A function that compares a text with the expected file at a path, or rewrites the file under `--update`."""
    is_update = bool(request.config.getoption("--update"))

    def compare(path: Path, actual: str) -> None:
        if is_update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.exists() else f"({path.name} is missing)"
        assert expected == actual

    return compare
