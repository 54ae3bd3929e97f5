"""Work on untrusted bytes in a process of its own that may take only so much memory and time.

The limits are the system's (POSIX `setrlimit`), so that they hold for what no Python code guards: a library's
crash, an endless regular expression, an allocation of gigabytes. Where the system has none (Windows), a crash
is still kept apart and the clock still runs. What does not belong here: what the work is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic, Self, TypeVar

import structlog

from schemas.errors import IntakeError
from sources.intake_reasons import refusal

_log = structlog.get_logger()

Result = TypeVar("Result")
Work = Callable[[bytes, str], Result]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: address space in bytes, processor time and time on the clock in seconds."""

    memory_bytes: int = 3 * 1024**3
    cpu_seconds: int = 120
    patience_seconds: int = 600


@dataclass(frozen=True, slots=True)
class _Told:
    """What the process says of one file: what the work gave, or the code and the reason of a refusal."""

    result: object = None
    refused: tuple[str, str] | None = None


class Confined(Generic[Result]):
    """Runs `work(data, file_name)` in one process, begun at first need and anew after it was lost.

    Calling it raises IntakeError: what `work` raised, `too_demanding` where a limit was reached or the
    process was lost, `internal_fault` where `work` failed for another reason.
    """

    def __init__(self, work: Work[Result], limits: Limits | None = None) -> None:
        self._work = work
        self._limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, data: bytes, file_name: str) -> Result:
        """What the work gives for a file."""
        line = self._line or self._begin()
        try:
            line.send((data, file_name))
            if not line.poll(self._limits.patience_seconds):
                raise EOFError("no answer in time")
            told: _Told = line.recv()
        except (EOFError, OSError) as error:
            _log.warning("confined process lost", file_name=file_name, reason=str(error) or "it ended")
            self.close()
            raise refusal("too_demanding", file_name) from error
        if told.refused is not None:
            raise IntakeError(*told.refused)
        return told.result  # type: ignore[return-value]

    def close(self) -> None:
        """End the process; the next call begins another."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._line = self._process = None

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")  # a fork would copy open database handles and locks
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work, self._limits), daemon=True)
        process.start()
        theirs.close()
        self._line, self._process = ours, process
        return ours


def _serve(line: Connection, work: Work[object], limits: Limits) -> None:
    """Do the work for each file that comes along the line, until it is closed."""
    os.dup2(sys.stderr.fileno(), 1)  # the caller's standard output is for its results
    _limit_memory(limits.memory_bytes)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            data, file_name = line.recv()
            _limit_time(limits.cpu_seconds)
            line.send(_attempt(work, data, file_name))


def _attempt(work: Work[object], data: bytes, file_name: str) -> _Told:
    try:
        return _Told(work(data, file_name))
    except IntakeError as error:
        return _Told(refused=(error.code, error.reason_vi))
    except MemoryError:
        code = "too_demanding"
    except Exception:
        _log.exception("confined work failed", file_name=file_name)
        code = "internal_fault"
    told = refusal(code, file_name)
    return _Told(refused=(told.code, told.reason_vi))


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        _, ceiling = resource.getrlimit(kind)
        allowed = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        with contextlib.suppress(ValueError, OSError):  # a system that has the name but not the limit
            resource.setrlimit(kind, (allowed, ceiling))


def _limit_time(cpu_seconds: int) -> None:
    """From now on so much processor time; then the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, ceiling = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + cpu_seconds + 1
    resource.setrlimit(
        resource.RLIMIT_CPU, (until if ceiling == resource.RLIM_INFINITY else min(until, ceiling), ceiling)
    )
