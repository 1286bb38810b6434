"""What every test may ask for: expected files that can be rewritten, short plans that are run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from semantics.running import diagnose, run_text

__all__ = ["CheckText", "diagnose", "run_text"]

# The same examples on every machine; `--hypothesis-profile default` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

CheckText = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites expected files instead of comparing with them."""
    parser.addoption("--update", action="store_true", help="rewrite expected files; read the diff as you would code")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many formula cells of which plans were compared with LibreOffice."""
    compared = [
        value
        for report in terminalreporter.getreports("passed")
        for key, value in report.user_properties
        if key == "compared"
    ]
    for name, cells, books in compared:
        terminalreporter.write_line(f"{name}: {cells:,} formula cells of {books} books compared")
    if compared:
        total = sum(cells for _, cells, _ in compared)
        terminalreporter.write_line(f"agreement with LibreOffice: {total:,} formula cells compared")


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
