"""The executor: the same results from one worker as from several."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelines.executor import InlineExecutor, open_executor
from pipelines.settings import load_settings
from schemas.errors import SettingsError


def test_one_worker_works_in_this_process(tmp_path: Path):
    with open_executor(load_settings(workers=1, environment={}, folder=tmp_path), 100) as executor:
        assert executor.submit(os.getpid).result() == os.getpid()


def test_several_workers_are_processes_of_their_own_and_keep_the_order(tmp_path: Path):
    with open_executor(load_settings(workers=2, environment={}, folder=tmp_path), 100) as executor:
        assert executor.submit(os.getpid).result() != os.getpid()
        assert list(executor.map(abs, [-3, 2, -1])) == [3, 2, 1]


def test_a_few_tasks_are_not_worth_a_pool(tmp_path: Path):
    with open_executor(load_settings(workers=2, environment={}, folder=tmp_path), 3) as executor:
        assert executor.submit(os.getpid).result() == os.getpid()


def test_an_inline_failure_is_raised_where_the_result_is_asked_for():
    future = InlineExecutor().submit(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        future.result()


@pytest.mark.skipif(find_spec("distributed") is not None, reason="distributed is installed")
def test_a_dask_address_without_dask_says_what_to_install(tmp_path: Path):
    environment = {"TONGHOP_DASK_SCHEDULER": "tcp://127.0.0.1:1"}
    with pytest.raises(SettingsError, match="distributed"):
        open_executor(load_settings(environment=environment, folder=tmp_path), 1)
