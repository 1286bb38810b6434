"""A word on the terminal for whatever takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from plainplan.cli.screen import is_terminal

PATIENCE_SECONDS = 1.0


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show `text` on stderr once the work within has taken a second, and wipe it away at the end; only for a person."""
    if not is_terminal(sys.stderr):
        yield
        return
    import threading

    shown = threading.Event()
    ended = threading.Event()

    def show() -> None:
        if not ended.wait(PATIENCE_SECONDS):
            shown.set()
            print(f"{text} …", end="", file=sys.stderr, flush=True)

    watcher = threading.Thread(target=show, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        if shown.is_set():
            # Back to the first column, and clear to the end of the line.
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
