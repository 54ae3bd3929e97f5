"""`tonghop serve`: Dagster and the check page beside it, begun and ended together."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def tonghop(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipelines.command", *arguments]


def page_at(port: int) -> str:
    """The form of the check page, once it is there."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        with contextlib.suppress(OSError), opener.open(f"http://127.0.0.1:{port}/", timeout=10) as response:
            return str(response.read().decode())
        time.sleep(0.1)
    raise AssertionError("the check page is not there")


@pytest.mark.skipif(sys.platform == "win32", reason="ends processes by POSIX signals")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "TERM"])
def test_both_are_there_and_both_end(tmp_path: Path, ending: signal.Signals):
    port, page_port = free_port(), free_port()
    ports = ("--port", str(port), "--check-page-port", str(page_port))
    with subprocess.Popen(
        tonghop("serve", "--data-dir", str(tmp_path), *ports), start_new_session=True
    ) as run:
        try:
            assert "Kiểm tra báo cáo trước khi gửi" in page_at(page_port)
            begun = psutil.Process(run.pid).children(recursive=True)
            assert any("dagster" in " ".join(each.cmdline()) for each in begun)
            run.send_signal(ending)
            run.wait(60)
            _, alive = psutil.wait_procs(begun, timeout=60)
            assert alive == []
        finally:
            run.kill()


def test_a_port_that_is_taken_is_told_with_its_cure(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            tonghop("check-page", "--port", port), capture_output=True, text=True, check=False, timeout=60
        )
    assert run.returncode == 2
    assert port in run.stderr
    assert "another port" in run.stderr
