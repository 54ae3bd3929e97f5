"""What Dagster loads: jobs, the nightly schedule, replaceable resources."""

from __future__ import annotations

from dagster import Definitions

from pipelines.definitions import build_defs, defs


def test_the_definitions_are_sound():
    Definitions.validate_loadable(defs)


def test_the_inbox_is_taken_in_every_night_at_half_past_one_in_vietnam():
    schedule = defs.resolve_schedule_def("nightly")
    assert schedule.cron_schedule == "30 1 * * *"
    assert schedule.execution_timezone == "Asia/Ho_Chi_Minh"
    assert schedule.job_name == "receive"


def test_each_asset_belongs_to_exactly_one_job():
    receive = set(defs.resolve_job_def("receive").asset_layer.executable_asset_keys)
    consolidate = set(defs.resolve_job_def("consolidate").asset_layer.executable_asset_keys)
    assert receive.isdisjoint(consolidate)
    assert receive | consolidate == set(defs.resolve_asset_graph().executable_asset_keys)


def test_a_resource_is_replaced_by_name_without_patching():
    variant = build_defs({"workplace": "a stand-in"})
    assert variant.resources["workplace"] == "a stand-in"
