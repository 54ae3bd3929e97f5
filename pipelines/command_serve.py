"""`tonghop serve`: Dagster's pages and its daemon on this deployment, listening on this machine only."""

from __future__ import annotations

import os
import sys

from pipelines.settings import Settings

# DuckDB has one writer; telemetry would send facts about the deployment out of the house.
_INSTANCE = """\
telemetry:
  enabled: false
run_coordinator:
  module: dagster.core.run_coordinator
  class: QueuedRunCoordinator
  config:
    tag_concurrency_limits:
      - key: tonghop/warehouse
        limit: 1
"""


def serve_dagster(settings: Settings, host: str, port: int) -> None:
    """Replace this process by Dagster's, with the settings in force in its environment."""
    home = settings.dagster_dir
    home.mkdir(parents=True, exist_ok=True)
    instance = home / "dagster.yaml"
    if not instance.exists():
        instance.write_text(_INSTANCE, "utf-8")
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "DAGSTER_DISABLE_TELEMETRY": "yes",
        "TONGHOP_DATA_DIR": str(settings.data_dir),
        "TONGHOP_INBOX": str(settings.inbox),
    }
    if settings.warehouse_url:
        environment["TONGHOP_WAREHOUSE_URL"] = settings.warehouse_url
    command = [sys.executable, "-m", "dagster", "dev", "--module-name", "pipelines.definitions"]
    address = ["--host", host, "--port", str(port)]
    os.execve(sys.executable, [*command, *address], environment)  # noqa: S606
