"""Whatever is at a path is read as a plan text, or the reason why not is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainplan.syntax import decode_source, read_source
from plainplan.syntax.read import MAX_BYTES


def test_a_file_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "退休.plan"
    path.write_bytes("\ufefflet x = 1\r\n".encode())
    source, found = read_source(path)
    assert found == []
    assert source is not None
    assert (source.path, source.text) == (str(path), "\ufefflet x = 1\r\n")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    source, found = read_source(tmp_path / "no.plan", "no.plan")
    assert source is None
    assert [(mistake.code, mistake.message) for mistake in found] == [("file-not-found", "there is no file `no.plan`")]


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    _, found = read_source(tmp_path, "plans")
    assert [(mistake.code, mistake.message) for mistake in found] == [("not-a-file", "`plans` is a folder")]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    _, found = read_source(tmp_path / "pipe", "pipe")
    assert [mistake.code for mistake in found] == ["not-a-file"]


def test_a_name_with_a_zero_byte_is_told() -> None:
    _, found = read_source("a\0b")
    assert len(found) == 1
    assert found[0].span is None


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("現金".encode("big5"), "wrong-encoding", "`p` is not UTF-8: line 1 is not UTF-8, it looks like Big5"),
        ("a\n現金".encode("utf-16"), "wrong-encoding", "`p` is not UTF-8: it begins like UTF-16"),
        (b"ok\n\xff\xff\xff", "wrong-encoding", "`p` is not UTF-8: line 2 holds other bytes"),
        (b"let x = \0", "binary-file", "`p` is not a text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\xff", "binary-file", "`p` is not a text"),
    ],
)
def test_what_is_not_utf8_is_told_with_what_it_looks_like(content: bytes, code: str, message: str) -> None:
    source, found = decode_source(content, "p")
    assert source is None
    assert [(mistake.code, mistake.message) for mistake in found] == [(code, message)]


def test_a_file_beyond_all_measure_is_not_read() -> None:
    source, found = decode_source(b"#" * (MAX_BYTES + 1), "p")
    assert source is None
    assert [mistake.code for mistake in found] == ["file-too-large"]
