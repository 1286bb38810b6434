"""The compiled grammar is kept for the user alone, and its loss is never more than a slow start."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import lark
import pytest

from plainplan.syntax import tables
from plainplan.syntax.build import ACTIONS


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and tables that were not loaded yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(tables, "_loaded", None)
    return tmp_path / "plainplan"


def load_anew() -> tables.Tables:
    """The tables as a new process would load them."""
    tables._loaded = None
    return tables.load_tables()


def test_tables_from_the_cache_are_those_that_were_compiled(cache: Path) -> None:
    compiled = load_anew()
    assert len(list(cache.iterdir())) == 1
    assert load_anew() == compiled


def test_a_second_start_does_not_import_lark(cache: Path) -> None:
    load_anew()
    script = "import sys; from plainplan.syntax.tables import load_tables; load_tables(); print('lark' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout == "False\n"


def test_the_cache_can_be_read_and_written_by_its_owner_alone(cache: Path) -> None:
    load_anew()
    (file,) = cache.iterdir()
    assert (cache.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("content", [b"", b"noise", b"\xe9\x00", b"("])
def test_a_damaged_cache_is_compiled_again(cache: Path, content: bytes) -> None:
    # Two compilations number their states differently, so only what does not hang on that is compared.
    keywords = load_anew().keywords
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert load_anew().keywords == keywords
    assert file.read_bytes() != content


def test_a_cache_that_others_may_write_is_not_trusted(cache: Path) -> None:
    load_anew()
    (file,) = cache.iterdir()
    os.chmod(file, 0o666)
    assert tables._read_cache(tables.read_grammar()) is None


def test_a_cache_of_another_grammar_is_not_used(cache: Path) -> None:
    load_anew()
    assert tables._read_cache(tables.read_grammar() + "\n") is None


def test_a_cache_that_cannot_be_written_is_done_without(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert load_anew().rules


def test_every_production_of_the_grammar_has_its_function() -> None:
    found = tables.load_tables()
    assert {rule.action for rule in found.rules} - {""} == set(ACTIONS)
    assert all(rule.size == 1 for rule in found.rules if not rule.action)


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    # lark decides a conflict by itself and only says so in its log.
    with caplog.at_level(logging.DEBUG, logger="lark"):
        lark.Lark(tables.read_grammar(), parser="lalr", lexer="basic", start="declaration", debug=True)
    assert [record.message for record in caplog.records if "onflict" in record.message] == []
