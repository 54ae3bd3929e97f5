"""Which periods a run works out."""

from __future__ import annotations

from pathlib import Path

from pipelines.resources import open_workplace
from pipelines.runs import run_everything_new, run_years
from pipelines.settings import load_settings


def quietly(_step: str) -> None:
    """Announce nothing."""


def test_an_empty_inbox_works_out_nothing(tmp_path: Path):
    workplace = open_workplace(load_settings(data_dir=tmp_path, workers=1, environment={}, folder=tmp_path))
    workplace.inbox.mkdir()
    assert run_everything_new(workplace, (), quietly) == ()
    assert run_years(workplace, 2019, 2024, quietly) == ()


def test_a_period_that_is_asked_for_is_published_even_without_documents(tmp_path: Path):
    settings = load_settings(
        data_dir=tmp_path, workers=1, root_units=("2004-12",), environment={}, folder=tmp_path
    )
    workplace = open_workplace(settings)
    workplace.inbox.mkdir()
    (run,) = run_everything_new(workplace, ("2023",), quietly)
    assert run.failure is None
    with workplace.reading() as connection:
        missing = connection.exec_driver_sql(
            "SELECT count(*) FROM bi.reporting_status WHERE status = 'missing'"
        ).scalar_one()
    assert missing > 0
