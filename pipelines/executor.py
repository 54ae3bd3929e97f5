"""Where extraction runs: in this process, or in a pool of processes.

The interface is `concurrent.futures.Executor`, so that a Dask client's executor fits in its place. What is
run stands in `assets/`; an executor knows nothing of it, and a task carries the document's bytes with it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

from pipelines.settings import Settings
from schemas.errors import SettingsError

# A process of a pool reads the reference data first, which takes as long as some ten reports.
_WORTH_A_POOL = 20


class InlineExecutor(Executor):
    """Runs each task at once in the calling process, for one worker and for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn` now; its exception is kept in the future, as a pool would."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # handed to whoever asks for the result
            future.set_exception(error)
        return future


def open_executor(settings: Settings, tasks: int) -> Executor:
    """An executor for so many tasks; a few run in this process, since a pool's takes longer to start.

    Processes are spawned, not forked: a fork would copy open database handles and locks.
    Raises `SettingsError` where a Dask scheduler is set but `distributed` is not installed.
    """
    if settings.dask_scheduler:
        return _dask_executor(settings.dask_scheduler)
    if settings.workers == 1 or tasks < _WORTH_A_POOL:
        return InlineExecutor()
    return ProcessPoolExecutor(settings.workers, mp_context=multiprocessing.get_context("spawn"))


def _dask_executor(address: str) -> Executor:
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError(
            f"TONGHOP_DASK_SCHEDULER is {address}, but the package distributed is not installed: "
            "install it, or unset the variable to extract on this machine"
        ) from error
    executor: Executor = Client(address).get_executor()
    return executor
