"""Work in a process of its own: its result, its refusal, and an end of what takes too much."""

from __future__ import annotations

import ctypes
import os
import sys
import time

import pytest

from schemas.errors import IntakeError
from sources.confined import Confined, Limits
from sources.intake_reasons import refusal
from sources.processor_time import OutOfTimeError, processor_time
from sources.reception import examine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")

SMALL = Limits(memory_bytes=1024**3, cpu_seconds=1, patience_seconds=60)


def count(data: bytes, file_name: str) -> int:
    return len(data)


def refuse(data: bytes, file_name: str) -> None:
    raise refusal("password", file_name)


def fail(data: bytes, file_name: str) -> None:
    raise KeyError(file_name)


def by_order(data: bytes, file_name: str) -> str:
    """Does what the bytes say."""
    match data:
        case b"loop":
            while True:
                pass
        case b"memory":
            return str(len(bytearray(8 * 1024**3)))
        case b"crash":
            ctypes.string_at(0)
        case b"leave":
            os._exit(0)
        case b"sleep":
            time.sleep(60)
        case b"print":
            print("noise")
    return "done"


def test_what_the_work_gives_comes_back():
    with Confined(count) as confined:
        assert confined(b"abc", "a.docx") == 3


def test_what_the_work_refuses_is_refused():
    with Confined(refuse) as confined, pytest.raises(IntakeError) as caught:
        confined(b"", "a.docx")
    assert caught.value.code == "password"
    assert "a.docx" in caught.value.reason_vi


def test_a_fault_of_ours_is_told_as_such_and_no_fault_of_the_sender():
    with Confined(fail) as confined, pytest.raises(IntakeError) as caught:
        confined(b"", "a.docx")
    assert caught.value.code == "internal_fault"


@pytest.mark.parametrize("order", [b"loop", b"memory", b"crash", b"leave"])
def test_what_takes_too_much_or_crashes_is_refused_and_the_next_file_is_read(order):
    with Confined(by_order, SMALL) as confined:
        with pytest.raises(IntakeError) as caught:
            confined(order, "a.docx")
        assert caught.value.code == "too_demanding"
        assert confined(b"", "b.docx") == "done"


def test_what_waits_for_ever_is_given_up():
    with Confined(by_order, Limits(patience_seconds=1)) as confined, pytest.raises(IntakeError) as caught:
        confined(b"sleep", "a.docx")
    assert caught.value.code == "too_demanding"


def test_nothing_that_the_work_prints_reaches_standard_output(capfd):
    with Confined(by_order) as confined:
        confined(b"print", "a.docx")
    assert capfd.readouterr().out == ""


def test_a_report_is_examined_within_the_limits(word, p, r):
    with Confined(examine) as confined:
        assert confined(word(p(r("Báo cáo"))), "a.docx") is None


def test_processor_time_ends_a_block_that_computes_for_too_long():
    with pytest.raises(OutOfTimeError), processor_time(0.05):
        while True:
            pass


def test_waiting_takes_no_processor_time():
    with processor_time(0.05):
        time.sleep(0.2)
