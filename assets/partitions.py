"""The one partition dimension: the reporting period. Which there are is kept by `pipelines.partitions`."""

from __future__ import annotations

from dagster import DynamicPartitionsDefinition

PERIODS = DynamicPartitionsDefinition(name="period")
