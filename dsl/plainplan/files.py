"""Writing a whole file or nothing: a reader, or a failed run, never meets half a file."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Put `data` in the file at `path` in one step; on any failure or interrupt the old file is untouched.

    Raises `OSError` when the folder or the disk does not allow it.
    """
    # A link keeps pointing where it did: what is replaced is the file behind it.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # A pipe or a device (/dev/stdout) has no old content to keep, and must not be replaced by a file.
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    # In the same folder, since a file can only be renamed in one step within its file system.
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".plainplan-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, _mode_for(target))
        os.replace(draft, target)
    # Also an interrupt from the keyboard leaves no draft behind.
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    _sync_folder(target.parent)


def _mode_for(target: Path) -> int:
    """The permissions of the old file, or those that a new file would get here."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    # The mask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
