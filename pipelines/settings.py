"""What a deployment decides: folders, warehouse, provinces, workers.

Each setting comes from, strongest first: the command's option, the environment variable, `tonghop.toml` of
the current folder, the default. Rules of the domain are no settings; they are reference data.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import SettingsError

CONFIG_FILE = "tonghop.toml"
PREFIX = "TONGHOP_"

_KEYS = ("data_dir", "inbox", "warehouse_url", "root_units", "dask_scheduler", "workers", "corrections")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how much to use; every path is absolute.

    `warehouse_url` is None for the DuckDB file of the data folder. `root_units` are the ids of the
    provinces to consolidate; empty means each province that a document belongs to. `workers` is the
    number of processes that extract; 1 works in this one.
    """

    data_dir: Path
    inbox: Path
    warehouse_url: str | None = None
    root_units: tuple[str, ...] = ()
    dask_scheduler: str | None = None
    workers: int = 1
    corrections_file: Path | None = None

    @property
    def corrections(self) -> Path:
        """The data team's corrections; they need not be there."""
        return self.corrections_file or self.data_dir / "corrections.yml"

    @property
    def archive_dir(self) -> Path:
        """Received files by content hash; never changed."""
        return self.data_dir / "archive"

    @property
    def extracts_dir(self) -> Path:
        """What was extracted from each file, by cache key; may be deleted at any time."""
        return self.data_dir / "extracts"

    @property
    def warehouse_file(self) -> Path:
        """The published DuckDB file, replaced as a whole at each release."""
        return self.data_dir / "published" / "tonghop.duckdb"

    @property
    def reports_dir(self) -> Path:
        """Documents made from releases."""
        return self.data_dir / "reports"

    @property
    def feedback_dir(self) -> Path:
        """Answers to senders."""
        return self.data_dir / "feedback"

    @property
    def review_dir(self) -> Path:
        """Review workbooks that no other place was named for."""
        return self.data_dir / "review"

    @property
    def dagster_dir(self) -> Path:
        """Dagster's own storage for `tonghop serve`."""
        return self.data_dir / "dagster"


def load_settings(
    *,
    data_dir: Path | None = None,
    inbox: Path | None = None,
    warehouse_url: str | None = None,
    root_units: tuple[str, ...] = (),
    workers: int | None = None,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """Settings in force, options first.

    Args: the command's options, None where not given; `folder` is where `tonghop.toml` is looked for
    (default: the current one). Raises `SettingsError` for an unknown key or a malformed value.
    """
    home = folder or Path.cwd()
    stored = _from_file(home / CONFIG_FILE) | _from_environment(environment)
    data = _path(data_dir or stored.get("data_dir") or "data", home)
    return Settings(
        data_dir=data,
        inbox=_path(inbox or stored.get("inbox") or data / "inbox", home),
        warehouse_url=warehouse_url or stored.get("warehouse_url"),
        root_units=root_units or _list(stored.get("root_units")),
        dask_scheduler=stored.get("dask_scheduler"),
        workers=workers or _positive("workers", stored.get("workers")) or _processors(),
        corrections_file=_path(stored["corrections"], home) if stored.get("corrections") else None,
    )


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not readable as TOML: {error}") from error
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise SettingsError(f"{path} has unknown settings {', '.join(unknown)}; known are {', '.join(_KEYS)}")
    return {key: _spelled(path, key, value) for key, value in table.items()}


def _spelled(path: Path, key: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise SettingsError(f"{path}: {key} must be a text, a whole number or a list of texts, not {value!r}")


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: environment[PREFIX + key.upper()] for key in _KEYS if environment.get(PREFIX + key.upper())}


def _path(value: str | Path, home: Path) -> Path:
    return (home / Path(value).expanduser()).resolve()


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _positive(key: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(f"{PREFIX}{key.upper()} must be a whole number of at least 1, not {value!r}")
    return int(value)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
