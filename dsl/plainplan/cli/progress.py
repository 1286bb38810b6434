"""A word on the terminal for whatever takes more than a second."""

from __future__ import annotations

import sys

from plainplan.cli.screen import is_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from threading import Thread

PATIENCE_SECONDS = 1.0


class Progress:
    """Shows a text on stderr once the work within has taken a second, and wipes it away after; only for a person."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._watcher: Thread | None = None

    def __enter__(self) -> None:
        if not is_terminal(sys.stderr):
            return
        import threading

        self._ended = threading.Event()
        self._is_shown = False
        self._watcher = threading.Thread(target=self._show, daemon=True)
        self._watcher.start()

    def __exit__(self, *fault: object) -> None:
        if self._watcher is None:
            return
        self._ended.set()
        self._watcher.join()
        if self._is_shown:
            # Back to the first column, and clear to the end of the line.
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _show(self) -> None:
        if not self._ended.wait(PATIENCE_SECONDS):
            self._is_shown = True
            print(f"{self._text} …", end="", file=sys.stderr, flush=True)
