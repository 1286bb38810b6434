"""The program itself: its help, its refusals, and how it ends when things go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainplan.cli import entry, main
from plainplan.cli.entry import COMMANDS

PROGRAM = [sys.executable, "-m", "plainplan"]


def test_help_names_every_command_and_gives_examples(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--help"])
    text = capsys.readouterr().out
    assert status == 0
    assert "Examples:" in text
    assert [name for name in COMMANDS if f"  {name} " not in text] == []


def test_no_command_shows_the_help_as_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("plainplan:")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_its_sentence_and_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([name, "--help"])
    text = capsys.readouterr().out
    assert status == 0
    assert text.startswith(f"plainplan {name}: {COMMANDS[name]}\n")
    assert f"Examples:\n  plainplan {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_a_help_text_is_wider_than_a_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "--help"])
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 110] == []


def test_help_may_be_asked_for_by_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "check"]) == 0
    assert capsys.readouterr().out.startswith("plainplan check:")


def test_an_unknown_command_is_refused_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert capsys.readouterr().err == (
        "plainplan: there is no command `chekc`; did you mean `check`?\n\nTry `plainplan --help`.\n"
    )


def test_an_unknown_option_is_refused_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--local", "en"]) == 2
    assert capsys.readouterr().err == (
        "plainplan new: there is no option `--local`; did you mean `--locale`?\n\nTry `plainplan new --help`.\n"
    )


def test_an_internal_fault_is_owned_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(words: list[str]) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(entry, "_dispatch", fail)
    assert main(["check"]) == 70
    text = capsys.readouterr().err
    assert text.startswith(
        "plainplan: this is a fault of plainplan, not of your plan: ZeroDivisionError: oh (test_entry"
    )
    assert "Traceback" not in text


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_dispatch", interrupt)
    monkeypatch.setattr(entry, "discard_output", lambda: None)
    assert main(["check"]) == 130


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} -m plainplan new | true"
    finished = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert finished.stderr == ""


def test_a_full_disk_is_told_in_a_sentence() -> None:
    if not os.path.exists("/dev/full"):
        pytest.fail("this test needs /dev/full")
    with open("/dev/full", "w") as full:
        finished = subprocess.run([*PROGRAM, "new"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (finished.returncode, finished.stderr) == (
        1,
        "plainplan: cannot write the output: No space left on device\n",
    )


def test_a_closed_standard_output_is_no_fault() -> None:
    script = f"{sys.executable} -m plainplan {{}}"
    shown = subprocess.run(["sh", "-c", script.format("new >&-")], capture_output=True, text=True)
    assert (shown.returncode, shown.stderr) == (0, "")
    refused = subprocess.run(["sh", "-c", script.format("chek 2>&-")], capture_output=True, text=True)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_a_terminal_without_unicode_gets_question_marks() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    finished = subprocess.run([*PROGRAM, "new"], env=environment, capture_output=True)
    assert finished.returncode == 0
    assert finished.stderr == b""
    assert b'plan "????' in finished.stdout


def test_the_main_help_imports_nothing_of_the_commands() -> None:
    script = "import sys; from plainplan.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    loaded = {name for name in finished.stderr.split() if name.startswith("plainplan")}
    assert loaded == {"plainplan", "plainplan.cli", "plainplan.cli.entry"}
