"""`tonghop serve`: Dagster's pages and its daemon on this deployment, and the check page beside them.

Both listen on this machine only unless told otherwise; when one ends, so does the other.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from types import FrameType
from typing import NoReturn, Protocol

from pipelines.command_check_page import prepare_check_page
from pipelines.exit_codes import DONE
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
_DAGSTER = [sys.executable, "-m", "dagster", "dev", "--module-name", "pipelines.definitions"]


class Stoppable(Protocol):
    """A server that ends once it is told to."""

    should_exit: bool


def serve(settings: Settings, host: str, port: int, check_page_port: int) -> int:
    """Run Dagster, and the check page unless its port is 0, until interrupted; gives Dagster's exit code."""
    signal.signal(signal.SIGTERM, _leave)
    server = None
    if check_page_port:
        server, listening = prepare_check_page(host, check_page_port)
    dagster = subprocess.Popen(  # noqa: S603
        [*_DAGSTER, "--host", host, "--port", str(port)], env=_environment(settings)
    )
    try:
        if server is not None:
            threading.Thread(target=_stop_with, args=(dagster, server), daemon=True).start()
            server.run(sockets=[listening])
        else:
            dagster.wait()
    except KeyboardInterrupt:
        pass
    finally:
        dagster.terminate()
    return dagster.wait()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Leave in order, so that Dagster is ended too."""
    sys.exit(DONE)


def _stop_with(dagster: subprocess.Popen[bytes], server: Stoppable) -> None:
    dagster.wait()
    server.should_exit = True


def _environment(settings: Settings) -> dict[str, str]:
    """The settings in force, for Dagster's process; its own instance is written where there is none."""
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
    return environment
