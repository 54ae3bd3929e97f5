"""The check page as it is served: a process of its own on a free port, as `tonghop check-page` begins it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "hostile"))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the page is."""
    command = [sys.executable, "-m", "pipelines.command", "check-page", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found.group()
        process.terminate()
        assert process.wait(60) is not None
