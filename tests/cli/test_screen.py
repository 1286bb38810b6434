"""Color and width are those of the reader, and a word is said when something takes long."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from plainplan.cli import main, progress
from plainplan.cli.options import Arguments
from plainplan.cli.screen import DEFAULT_WIDTH, screen_width, wants_color


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def asked(when: str) -> Arguments:
    return Arguments([], {"--color": [when]})


def test_a_terminal_gets_color_and_a_pipe_none() -> None:
    assert wants_color(Arguments([], {}), Terminal())
    assert not wants_color(Arguments([], {}), io.StringIO())


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_may_refuse_color(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert not wants_color(Arguments([], {}), Terminal())


def test_what_is_asked_for_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert wants_color(asked("always"), io.StringIO())
    assert not wants_color(asked("never"), Terminal())


def test_a_page_has_its_own_width(monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen_width(io.StringIO()) == DEFAULT_WIDTH
    monkeypatch.setenv("COLUMNS", "72")
    assert screen_width(io.StringIO()) == 72


@pytest.mark.parametrize("command", ["check", "run"])
def test_color_may_be_had_in_a_file(small: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command, "small.plan", "--color", "always"])
    assert "\x1b[" in capsys.readouterr().out
    main([command, "small.plan"])
    assert "\x1b[" not in capsys.readouterr().out


def test_a_word_is_said_when_something_takes_long_and_is_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    with progress.Progress("computing"):
        deadline = time.monotonic() + 10
        while "computing …" not in terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.001)
    assert terminal.getvalue() == "computing …\r\x1b[K"


def test_nothing_is_said_of_what_is_quick_or_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.Progress("computing"):
            pass
        assert stream.getvalue() == ""
