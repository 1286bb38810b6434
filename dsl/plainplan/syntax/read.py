"""Reading plan files: whatever is at a path becomes a text, or a diagnostic that says why it cannot."""

from __future__ import annotations

import os
import stat

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span

# Some two hundred thousand lines.
MAX_BYTES = 8 * 1024 * 1024


def read_source(path: str | os.PathLike[str], shown_as: str | None = None) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a plan file, or None and the reason."""
    name = shown_as or os.fspath(path)
    try:
        # A pipe would wait for a writer and a device may never end: only what has a size is read.
        if not stat.S_ISREG(os.stat(path).st_mode):
            kind = "a folder" if os.path.isdir(path) else "not a file"
            return None, [_unreadable("not-a-file", f"`{name}` is {kind}")]
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [_unreadable("file-not-found", f"there is no file `{name}`")]
    except PermissionError:
        return None, [_unreadable("unreadable-file", f"the file `{name}` may not be read")]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return None, [_unreadable("unreadable-file", f"the file `{name}` cannot be read: {reason.lower()}")]
    return decode_source(content, name)


def decode_source(content: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text that the bytes of a file or of standard input hold, or None and the reason."""
    if len(content) > MAX_BYTES:
        size = MAX_BYTES // 1024**2
        return None, [_unreadable("file-too-large", f"`{name}` is larger than {size} MB, the most that is read")]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [_wrong_encoding(name, "it begins like UTF-16", "utf-16")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(content, name, error.start)]
    if "\0" in text:
        source = Source(name, text)
        offset = text.index("\0")
        return None, [
            Diagnostic("binary-file", f"`{name}` is not a text", Span(source, offset, offset + 1), marker="a zero byte")
        ]
    return Source(name, text), []


def _not_utf8(content: bytes, name: str, offset: int) -> Diagnostic:
    line = content.count(b"\n", 0, offset) + 1
    if b"\0" in content:
        return _unreadable("binary-file", f"`{name}` is not a text")
    for encoding, label in (("big5", "Big5"), ("gb18030", "GB 18030")):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _wrong_encoding(name, f"line {line} is not UTF-8, it looks like {label}", encoding)
    return _unreadable("wrong-encoding", f"`{name}` is not UTF-8: line {line} holds other bytes")


def _wrong_encoding(name: str, reason: str, encoding: str) -> Diagnostic:
    return Diagnostic(
        "wrong-encoding",
        f"`{name}` is not UTF-8: {reason}",
        None,
        help=f"save it as UTF-8, or run `iconv -f {encoding} -t utf-8 {name}`",
    )


def _unreadable(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, None)
