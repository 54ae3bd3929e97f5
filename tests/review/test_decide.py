"""People decide about documents, on the record, and what depends on it is made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from pipelines.command_decide import assign_document, purge_document, withdraw_document
from pipelines.command_run import run_inbox
from pipelines.exit_codes import DONE
from pipelines.settings import Settings
from schemas.errors import DecisionError, SettingsError

DISTRICT = "2004-110"
WORDS = "tuần tra bí mật"
SECRET = "Lực lượng tuần tra bí mật tại ngã ba Lùng Thàng đã phát hiện 37 vụ trộm cắp gia súc"


@pytest.fixture(scope="module")
def settings(tmp_path_factory, settings_in, report) -> Settings:
    """A deployment with a report of a district, and one that tells neither sender nor period."""
    settings = settings_in(tmp_path_factory.mktemp("decide"))
    report(
        settings.inbox, "Bao cao nam 2023.docx", more=["Xảy ra 19 vụ tai nạn giao thông, làm chết 04 người."]
    )
    nameless = Document()
    nameless.add_paragraph("BÁO CÁO")
    nameless.add_paragraph(f"{SECRET}.")
    nameless.add_paragraph("Xảy ra 11 vụ cháy.")
    nameless.save(str(settings.inbox / "ghi chep.docx"))
    assert run_inbox(settings, (), as_json=True) == DONE
    return settings


def documents(reading, settings: Settings) -> dict[str, tuple]:
    with reading(settings) as bi:
        rows = bi.execute(
            "SELECT file_name, status, unit_id, period_code, reason FROM bi.documents"
        ).fetchall()
    return {row[0]: row[1:] for row in rows}


def fires(reading, settings: Settings) -> list[tuple]:
    with reading(settings) as bi:
        return bi.execute(
            "SELECT value FROM bi.indicator_values WHERE indicator_code = 'fire.incidents' AND unit_id = ?",
            [DISTRICT],
        ).fetchall()


def files_with(folder: Path, words: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def kept(settings: Settings) -> list[Path]:
    """What of the data folder, but for the inbox, still holds the words of the purged document."""
    return [path for path in files_with(settings.data_dir, WORDS) if path.parent != settings.inbox]


def decide(settings: Settings, work, named: str, *places, reason: str = "theo công văn") -> int:
    return work(settings, named, *places, reason=reason, by="Trần B", as_json=True)


def test_people_decide_and_everything_follows(settings: Settings, reading):
    """One deployment, one story: assigned, withdrawn, taken in again, purged."""
    assert documents(reading, settings)["ghi chep.docx"][0] == "quarantined"
    assert fires(reading, settings) == []

    assert decide(settings, assign_document, "ghi chep.docx", DISTRICT, "2023") == DONE
    assert documents(reading, settings)["ghi chep.docx"][:3] == ("accepted", DISTRICT, "2023")
    assert [int(value) for (value,) in fires(reading, settings)] == [11]

    assert decide(settings, withdraw_document, "ghi chep.docx") == DONE
    assert documents(reading, settings)["ghi chep.docx"][0] == "withdrawn"
    assert "Trần B: theo công văn" in documents(reading, settings)["ghi chep.docx"][3]
    assert fires(reading, settings) == []

    assert run_inbox(settings, (), as_json=True) == DONE
    assert documents(reading, settings)["ghi chep.docx"][0] == "withdrawn"

    assert decide(settings, assign_document, "ghi chep.docx", DISTRICT, "2023") == DONE
    assert fires(reading, settings) != []
    assert len(kept(settings)) >= 3  # build, snapshot, extract

    assert decide(settings, purge_document, "ghi chep.docx") == DONE
    assert documents(reading, settings)["ghi chep.docx"][0] == "withdrawn"
    assert fires(reading, settings) == []
    assert kept(settings) == []

    assert run_inbox(settings, (), as_json=True) == DONE  # it still lies in the inbox
    assert documents(reading, settings)["ghi chep.docx"][0] == "withdrawn"
    assert kept(settings) == []
    with reading(settings) as bi:
        actions = bi.execute("SELECT action, reason, author FROM bi.decisions ORDER BY decided_at").fetchall()
    assert actions == [
        (each, "theo công văn", "Trần B") for each in ("assign", "withdraw", "assign", "purge")
    ]
    with pytest.raises(DecisionError):
        decide(settings, withdraw_document, "ghi chep.docx")


def test_a_unit_that_is_none_is_refused_and_nothing_recorded(settings: Settings, reading):
    with pytest.raises(SettingsError, match="no unit 9999-1"):
        decide(settings, assign_document, "Bao cao nam 2023.docx", "9999-1", "2023")
    with reading(settings) as bi:
        assert bi.execute("SELECT count(*) FROM bi.decisions WHERE subject LIKE '%9999%'").fetchone() == (0,)


def test_a_name_that_means_no_document_is_refused(settings: Settings):
    with pytest.raises(SettingsError, match="no document"):
        decide(settings, withdraw_document, "khong co.docx")


def test_a_decision_needs_a_reason(settings: Settings):
    with pytest.raises(SettingsError, match="--reason"):
        decide(settings, withdraw_document, "Bao cao nam 2023.docx", reason=" ")


def test_the_beginning_of_an_id_names_a_document(settings: Settings, reading):
    with reading(settings) as bi:
        (document_id,) = bi.execute(
            "SELECT document_id FROM bi.documents WHERE file_name = 'Bao cao nam 2023.docx'"
        ).fetchone()
    assert decide(settings, withdraw_document, document_id[:10]) == DONE
    assert documents(reading, settings)["Bao cao nam 2023.docx"][0] == "withdrawn"
