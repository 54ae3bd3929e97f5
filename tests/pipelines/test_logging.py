"""Events with fields go to the error stream as it is at the moment, not as it was when the command began."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import structlog

from pipelines.command_run import log_to_error_stream


def test_an_event_goes_to_the_error_stream_of_the_moment(capsys):
    with redirect_stderr(io.StringIO()) as earlier:
        log_to_error_stream()
        structlog.get_logger().warning("first")
    earlier.close()
    structlog.get_logger().warning("second")
    captured = capsys.readouterr()
    assert "second" in captured.err
    assert captured.out == ""
