"""A time limit for work that may not end: what is not done by then is given up.

The time is that of the processor, so that a busy machine gives the same answers as an idle one.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, TypeVar

    Result = TypeVar("Result")

# After the first interruption it comes again as often, should anybody have caught it.
AGAIN = 0.05


class OutOfTimeError(BaseException):
    """The time is up. No `Exception`, because what is interrupted may catch those."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What the work gives, or `OutOfTimeError` when it takes more seconds."""
    if seconds <= 0:
        raise OutOfTimeError
    if threading.current_thread() is threading.main_thread() and hasattr(_signals(), "setitimer"):
        return _with_timer(seconds, work)
    return _with_profile(seconds, work)


def _signals() -> Any:
    # Any: a module, whose names differ from system to system.
    import signal

    return signal


def _with_timer(seconds: float, work: Callable[[], Result]) -> Result:
    signal = _signals()
    is_over = False

    def ring(number: int, frame: FrameType | None) -> None:
        # A ring that comes while the clock is being stopped must not keep it from being stopped.
        if not is_over:
            raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, ring)
    # What others hang on the collector is not interrupted: an exception there goes nowhere.
    callbacks, gc.callbacks[:] = gc.callbacks[:], []
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        try:
            return work()
        finally:
            is_over = True
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.callbacks[:] = callbacks


def _with_profile(seconds: float, work: Callable[[], Result]) -> Result:
    """Away from the main thread no signal comes: each call looks at the clock."""
    end = time.process_time() + seconds

    def look(frame: FrameType, event: str, argument: object) -> None:
        if time.process_time() > end:
            raise OutOfTimeError

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        return work()
    finally:
        sys.setprofile(before)
