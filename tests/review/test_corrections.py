"""Corrections hold as long as the source says what they correct; else they are told and change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipelines.command_run import run_inbox
from pipelines.exit_codes import DONE, FINDINGS
from pipelines.settings import Settings
from schemas.errors import DecisionError

DISTRICT = "2004-110"
SENTENCE = "Xảy ra 19 vụ tai nạn giao thông, làm chết 04 người."


@pytest.fixture(scope="module")
def settings(tmp_path_factory, settings_in, report) -> Settings:
    settings = settings_in(tmp_path_factory.mktemp("corrections"))
    report(settings.inbox, "Bao cao nam 2023.docx", more=[SENTENCE])
    return settings


@pytest.fixture(scope="module")
def published(settings: Settings) -> str:
    """The content hash of the report, after a first run."""
    assert run_inbox(settings, (), as_json=True) == DONE
    (archived,) = (path for path in settings.archive_dir.rglob("*") if len(path.name) == 64)
    return archived.name


def write(settings: Settings, content_hash: str, **changes: object) -> None:
    entry = {
        "document": content_hash,
        "locator": "body/p[6]",
        "raw": "19",
        "quote": "tai nạn giao thông",
        "value": 17,
        "reason": "đơn vị đính chính qua điện thoại",
        "author": "Lê C",
        "date": "2024-01-20",
    }
    text = yaml.safe_dump({"corrections": [entry | changes]}, allow_unicode=True)
    settings.corrections.write_text(text.replace("'2024-01-20'", "2024-01-20"), "utf-8")


def value(reading, settings: Settings) -> int:
    with reading(settings) as bi:
        ((found,),) = bi.execute(
            "SELECT value FROM bi.indicator_values "
            "WHERE indicator_code = 'traffic.accidents' AND unit_id = ?",
            [DISTRICT],
        ).fetchall()
    return int(found)


def failures(reading, settings: Settings) -> list[tuple]:
    with reading(settings) as bi:
        return bi.execute("SELECT severity, message FROM bi.findings WHERE rule = 'I22'").fetchall()


def test_a_corrected_value_holds_and_the_original_is_kept(settings: Settings, published: str, reading):
    assert value(reading, settings) == 19
    write(settings, published)
    assert run_inbox(settings, (), as_json=True) == DONE
    assert value(reading, settings) == 17
    with reading(settings) as bi:
        rows = bi.execute(
            "SELECT raw, value, status, reason FROM bi.observations WHERE raw = '19' ORDER BY value"
        ).fetchall()
        decided = bi.execute("SELECT action, reason, author FROM bi.decisions").fetchall()
        used = bi.execute(
            "SELECT c.operation FROM bi.contributions c JOIN bi.observations o USING (observation_id) "
            "WHERE o.reason LIKE 'corrected%' AND c.unit_id = ?",
            [DISTRICT],
        ).fetchall()
    assert [(raw, int(number), status) for raw, number, status, _ in rows] == [
        ("19", 17, "mapped"),
        ("19", 19, "unmapped"),
    ]
    assert all("Lê C" in reason for *_, reason in rows)
    assert decided == [("correct", "đơn vị đính chính qua điện thoại", "Lê C")]
    assert used == [("reported",)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"raw": "18"}, "nguồn không còn ghi số"),
        ({"quote": "cháy rừng"}, "nguồn không còn ghi số"),
        ({"value": 19}, "nguồn đã ghi đúng giá trị này"),
        ({"locator": "body/p[5]", "raw": "22", "quote": "chốt"}, "chưa được gắn chỉ tiêu"),
    ],
    ids=["another number", "another sentence", "right already", "no indicator"],
)
def test_a_correction_that_no_longer_fits_fails_loudly_and_changes_nothing(
    settings: Settings, published: str, reading, capsys, changes, told
):
    write(settings, published, **changes)
    assert run_inbox(settings, (), as_json=True) == FINDINGS
    assert value(reading, settings) == 19
    ((severity, message),) = failures(reading, settings)
    assert severity == "error"
    assert told in message
    assert told in capsys.readouterr().err


def test_the_same_corrections_give_the_same_release(settings: Settings, published: str, capsys):
    write(settings, published, value=16)
    assert run_inbox(settings, (), as_json=True) == DONE
    capsys.readouterr()
    assert run_inbox(settings, (), as_json=True) == DONE
    assert '"result": "unchanged"' in capsys.readouterr().out


def test_a_correction_of_what_never_came_is_told(settings: Settings, published: str, capsys):
    write(settings, "0" * 64)
    assert run_inbox(settings, (), as_json=True) == FINDINGS
    assert "was ever received" in capsys.readouterr().err


def test_a_report_sent_again_makes_its_correction_fail(settings: Settings, published: str, report, reading):
    write(settings, published)
    again = SENTENCE.replace("19", "18")
    report(settings.inbox, "Bao cao nam 2023 thay the.docx", more=[again])
    assert run_inbox(settings, (), as_json=True) == FINDINGS
    assert value(reading, settings) == 18
    ((_, message),) = failures(reading, settings)
    assert "bản mới hơn thay thế" in message


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value": "nhiều"}, "value must be a number"),
        ({"document": "abc"}, "at least 12 characters"),
        ({"author": ""}, "author must be a text"),
        ({"who": "Lê C"}, "unknown keys"),
        ({"date": "hôm qua"}, "date is a day"),
    ],
)
def test_a_malformed_file_is_told_before_anything_is_made(tmp_path: Path, settings_in, changes, told):
    settings = settings_in(tmp_path)
    write(settings, "0" * 64, **changes)
    with pytest.raises(DecisionError, match=told):
        run_inbox(settings, (), as_json=True)
    assert not settings.warehouse_file.exists()
