"""Run, review, fill in, apply, run: what was decided once is mapped and explained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.command_explain import print_explanation
from pipelines.command_review import apply_review, write_review
from pipelines.command_run import run_inbox
from pipelines.exit_codes import DONE, FINDINGS
from pipelines.settings import Settings
from reports.review.wording import wording
from reports.review.workbook import column_of

DISTRICT, COMMUNE, POINTS = "2004-110", "2004-03632", "fire.public_points"
POINTS_OPTION = f"Số điểm chữa cháy công cộng [{POINTS}]"
DECISIONS = {"chốt cảnh báo đêm": POINTS_OPTION, "Hua Naa": f"Xã Hua Nà [{COMMUNE}]"}


@dataclass
class Circle:
    settings: Settings
    workbook: Path
    before: list[tuple]
    applied: int
    applied_again: int


def observed(reading, settings: Settings) -> list[tuple]:
    with reading(settings) as bi:
        return bi.execute(
            "SELECT d.file_name, o.locator, o.raw, o.status, o.indicator_code, o.unit_id, o.confidence, "
            "o.reason "
            "FROM bi.observations o JOIN bi.documents d USING (document_id) ORDER BY ALL"
        ).fetchall()


@pytest.fixture(scope="module")
def circle(tmp_path_factory, settings_in, annex, report, fill, reading) -> Circle:
    settings = settings_in(tmp_path_factory.mktemp("circle"))
    annex(settings.inbox)
    report(settings.inbox, "Bao cao nam 2023.docx")
    assert run_inbox(settings, (), as_json=True) == DONE
    before = observed(reading, settings)
    workbook = settings.data_dir.parent / "ra-soat.xlsx"
    assert write_review(settings, "2023", workbook) == DONE
    assert fill(workbook, DECISIONS) == 3
    applied = apply_review(settings, workbook, "Nguyễn Thị A")
    again = apply_review(settings, workbook, "Nguyễn Thị A")
    assert run_inbox(settings, (), as_json=True) == DONE
    return Circle(settings, workbook, before, applied, again)


def test_what_was_open_before_is_mapped_after(circle: Circle, reading):
    at_first = {(name, place): status for name, place, _, status, *_ in circle.before}
    after = {(name, place): rest for name, place, *rest in observed(reading, circle.settings)}
    cells = [f"Bieu 1!D{row}" for row in (5, 6, 7, 8, 9)]
    annex = "Bieu so lieu Than Uyên 2023.xlsx"
    assert {at_first[annex, cell] for cell in cells} == {"unmapped"}
    assert {(after[annex, cell][1], after[annex, cell][2]) for cell in cells} == {("mapped", POINTS)}


def test_a_remembered_figure_says_whose_decision_it_is_and_is_less_than_certain(circle: Circle, reading):
    rows = [row for row in observed(reading, circle.settings) if row[4] == POINTS]
    assert len(rows) == 6
    assert all(row[7].startswith("remembered: Nguyễn Thị A (decision ") for row in rows)
    assert {row[6] for row in rows} == {0.95}


def test_a_misspelt_commune_is_the_one_that_was_named(circle: Circle, reading):
    rows = [row for row in observed(reading, circle.settings) if row[1] == "Bieu 1!C7"]
    assert [(row[3], row[4], row[5]) for row in rows] == [("mapped", "traffic.accidents", COMMUNE)]


def test_the_sentence_is_mapped_too(circle: Circle, reading):
    rows = [row for row in observed(reading, circle.settings) if row[0].endswith(".docx") and row[2] == "22"]
    assert [(row[3], row[4]) for row in rows] == [("mapped", POINTS)]


def test_explain_shows_the_decision(circle: Circle, capsys):
    print_explanation(circle.settings, DISTRICT, "2023", POINTS, kind=None, category=None, as_json=False)
    told = capsys.readouterr().out
    assert "remembered: Nguyễn Thị A" in told


def test_decisions_are_on_the_record_once(circle: Circle, reading):
    with reading(circle.settings) as bi:
        rows = bi.execute("SELECT action, author FROM bi.decisions").fetchall()
    assert rows == [("remember", "Nguyễn Thị A")] * 3


def test_applying_twice_is_no_error_and_changes_nothing(circle: Circle):
    assert (circle.applied, circle.applied_again) == (DONE, DONE)


def test_what_was_decided_is_not_asked_again(circle: Circle, tmp_path: Path):
    write_review(circle.settings, "2023", tmp_path / "again.xlsx")
    sheet = load_workbook(tmp_path / "again.xlsx")[wording().sheets["figures"]]
    texts = [sheet.cell(row, column_of("text")).value for row in range(2, sheet.max_row + 1)]
    assert not [text for text in texts if text and "chốt cảnh báo đêm" in text]


def test_a_run_with_nothing_changed_gives_the_same_release(circle: Circle, capsys):
    assert run_inbox(circle.settings, (), as_json=True) == DONE
    assert '"result": "unchanged"' in capsys.readouterr().out


def test_next_year_the_same_places_need_no_decision(circle: Circle, annex, report, reading):
    annex(circle.settings.inbox, year=2024)
    report(circle.settings.inbox, "Bao cao nam 2024.docx", year=2024, count="31")
    assert run_inbox(circle.settings, ("2024",), as_json=True) == DONE
    rows = [row for row in observed(reading, circle.settings) if "2024" in row[0] and row[4] == POINTS]
    assert len(rows) == 6


def test_a_changed_layout_is_a_finding_and_the_figures_wait_again(circle: Circle, annex, reading):
    changed = ("STT", "Xã, thị trấn", "Số vụ tai nạn giao thông", "Số chốt cảnh báo đêm", "Số vụ cháy")
    annex(circle.settings.inbox, year=2022, headers=changed)
    assert run_inbox(circle.settings, ("2022",), as_json=True) == DONE
    rows = [row for row in observed(reading, circle.settings) if "2022" in row[0] and "!D" in row[1]]
    assert {row[3] for row in rows} == {"unmapped"}
    with reading(circle.settings) as bi:
        (message,) = bi.execute(
            "SELECT message FROM bi.findings WHERE rule = 'I21' AND period_code = '2022'"
        ).fetchall()
    assert "bố cục bảng đã thay đổi" in message[0]
    assert "Nguyễn Thị A" in message[0]


def test_a_line_that_can_not_be_right_is_refused_and_the_rest_taken(
    tmp_path: Path, settings_in, annex, fill, capsys
):
    settings = settings_in(tmp_path)
    annex(settings.inbox)
    run_inbox(settings, (), as_json=True)
    workbook = tmp_path / "ra-soat.xlsx"
    write_review(settings, None, workbook)
    outside = "Phường Đoàn Kết [2004-03389]"
    fill(workbook, {"chốt cảnh báo đêm": POINTS_OPTION, "Hua Naa": outside})
    assert apply_review(settings, workbook, "B") == FINDINGS
    told = capsys.readouterr()
    assert "nằm ngoài địa bàn" in told.err
    assert "1 learned, 0 known already, 1 refused" in told.out
    copy = load_workbook(tmp_path / "ra-soat.chua-nhan.xlsx")
    sheet = copy[wording().sheets["units"]]
    assert "nằm ngoài địa bàn" in str(sheet.cell(2, column_of("question_id") + 1).value)
