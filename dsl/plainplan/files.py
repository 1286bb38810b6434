"""Writing a whole file or nothing: a reader, or a failed run, never meets half a file."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Put `data` in the file at `path` in one step; on any failure or interrupt the old file is untouched.

    Raises `OSError` when the folder or the disk does not allow it.
    """
    # A link keeps pointing where it did: what is replaced is the file behind it.
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    # A pipe or a device (/dev/stdout) has no old content to keep, and must not be replaced by a file.
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as stream:
            stream.write(data)
        return
    _replace_file(target, data)


def _replace_file(target: str, data: bytes) -> None:
    # In the same folder, since a file can be renamed in one step only within its file system.
    folder = os.path.dirname(target)
    draft = os.path.join(folder, f".plainplan-{os.urandom(8).hex()}.part")
    try:
        with open(draft, "xb", opener=_open_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, _mode_for(target))
        os.replace(draft, target)
    # An interrupt from the keyboard, too, leaves no draft behind.
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    _sync_folder(folder)


def _open_private(path: str, flags: int) -> int:
    """Nobody else may read the draft before it has the permissions of the file that it replaces."""
    return os.open(path, flags, 0o600)


def _mode_for(target: str) -> int:
    """The permissions of the old file, or those that a new file would get here."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(target).st_mode)
    # The mask can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
