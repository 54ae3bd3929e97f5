"""The one resource that every asset works with: where things are and what to work with.

Built from the settings by `pipelines.resources`; assets never read an environment variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from sources.archive import Archive
from sources.extraction_cache import ExtractionCache
from warehouse.engine import Warehouse, create_schema

Item = TypeVar("Item")


class Progress(Protocol):
    """Shows how far a piece of long work has come."""

    def __call__(self, label: str, items: Iterator[Item], total: int) -> Iterator[Item]:
        """Pass the items through, one step each."""


def _unseen(label: str, items: Iterator[Item], total: int) -> Iterator[Item]:
    return items


@dataclass(frozen=True, slots=True)
class Workplace:
    """Folders, warehouse and executor of a run.

    `root_units` are the ids of the provinces to consolidate, empty for each that a document belongs to.
    `corrections` is the data team's file of overridden figures, which need not be there.
    `open_executor` gives a fresh executor for a number of tasks, to be closed by its user.
    """

    inbox: Path
    reports_dir: Path
    feedback_dir: Path
    archive: Archive
    warehouse: Warehouse
    cache: ExtractionCache
    open_executor: Callable[[int], Executor]
    root_units: tuple[str, ...] = ()
    corrections: Path = Path("corrections.yml")
    progress: Progress = _unseen

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction on the warehouse, its tables made if need be."""
        with self.warehouse.begin() as connection:
            create_schema(connection)
            yield connection

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection on what is published; raises `WarehouseError` where nothing is yet."""
        return self.warehouse.reading()
