"""Taking in an inbox: what becomes of every file, at the first scan and at later ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from assets.intake import take_in
from assets.workplace import Workplace
from warehouse.writing import append_documents

FIRST_NIGHT = datetime(2024, 1, 5, 1, 30, tzinfo=UTC)
NEXT_NIGHT = datetime(2024, 1, 6, 1, 30, tzinfo=UTC)
CRIME = "Trong năm xảy ra 31 vụ phạm tội về trật tự xã hội, làm rõ 29 vụ."


def scan(workplace: Workplace, now: datetime = FIRST_NIGHT) -> pd.DataFrame:
    """The rows of a scan by file name, recorded as the asset `documents` records them."""
    intake = take_in(workplace, now)
    with workplace.writing() as connection:
        append_documents(connection, intake.rows)
    return intake.rows.set_index("file_name")


def test_a_report_is_identified_and_accepted(workplace, report):
    report("bao cao.docx", [CRIME])
    row = scan(workplace).loc["bao cao.docx"]
    assert (row.status, row.period_code, row.report_type) == ("accepted", "2023", "narrative")
    assert row.figures_mapped >= 2


def test_what_cannot_be_read_is_quarantined_and_the_rest_goes_on(workplace, report):
    report("bao cao.docx", [CRIME])
    (workplace.inbox / "rong.docx").write_bytes(b"")
    (workplace.inbox / "hong.docx").write_bytes(b"PK\x03\x04 not a document")
    rows = scan(workplace)
    assert rows.loc["bao cao.docx"].status == "accepted"
    assert rows.loc["rong.docx"].status == rows.loc["hong.docx"].status == "quarantined"
    assert "rỗng" in rows.loc["rong.docx"].reason


def test_a_report_without_a_sender_is_quarantined_with_what_to_do(workplace):
    (workplace.inbox / "ghi chu.txt").write_text("Xảy ra 3 vụ trong năm 2023.", "utf-8")
    row = scan(workplace).loc["ghi chu.txt"]
    assert row.status == "quarantined"
    assert "ghi đầy đủ tên cơ quan" in row.reason


def test_a_second_copy_under_another_name_is_a_duplicate(workplace, report):
    path = report("bao cao.docx", [CRIME])
    (workplace.inbox / "luu.docx").write_bytes(path.read_bytes())
    rows = scan(workplace)
    assert sorted(rows.status) == ["accepted", "duplicate"]


def test_a_file_seen_again_keeps_its_first_receipt(workplace, report):
    report("bao cao.docx", [CRIME])
    first = scan(workplace).loc["bao cao.docx"]
    again = scan(workplace, NEXT_NIGHT).loc["bao cao.docx"]
    assert again.document_id == first.document_id
    assert again.received_at == first.received_at == FIRST_NIGHT.replace(tzinfo=None)


def test_a_report_that_left_the_inbox_is_still_received_and_can_be_superseded(workplace, report):
    old = report("lan 1.docx", [CRIME])
    scan(workplace)
    old.unlink()
    report("lan 2.docx", [CRIME.replace("31", "33")], day="ngày 20 tháng 12 năm 2023")
    rows = scan(workplace, NEXT_NIGHT)
    assert rows.loc["lan 1.docx"].status == "superseded"
    assert rows.loc["lan 1.docx"].superseded_by == rows.loc["lan 2.docx"].document_id
    assert rows.loc["lan 2.docx"].version == 2


def test_the_periods_of_a_scan_are_those_that_its_files_are_about(workplace, report):
    report("bao cao.docx", [CRIME])
    assert take_in(workplace, FIRST_NIGHT).periods == {"2023"}


@pytest.mark.parametrize("folder", ["", "2023/Than Uyen"])
def test_the_folder_inside_the_inbox_is_remembered(workplace, report, folder):
    report(f"{folder}/bao cao.docx".strip("/"), [CRIME])
    assert scan(workplace).loc["bao cao.docx"].folder == folder
