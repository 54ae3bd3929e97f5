"""A bound on the processor time of a piece of Python code, where the system can give one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class OutOfTimeError(Exception):
    """A block has computed for longer than it may."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raises OutOfTimeError inside the block once it has computed for so long.

    Waiting costs nothing, so that a busy machine refuses no more than an idle one. Works in the main thread
    of a process on POSIX; elsewhere the block is not bounded. Blocks can't be nested.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _raise)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


def _raise(number: int, frame: FrameType | None) -> NoReturn:
    raise OutOfTimeError
