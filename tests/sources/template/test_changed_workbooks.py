"""What a clerk may do to a workbook: change headings, pass it on, write what is no number, write beside."""

from __future__ import annotations

from decimal import Decimal

import pytest
from filled_workbooks import NEW_COMMUNE, OLD_DISTRICT, Filled, figures_of, filled, read

from schemas.templates import plan_workbook
from schemas.templates.plan import FigureKey
from schemas.vocabulary import FigureStatus

CRIME, CAMERA = "Biểu 1 Tội phạm", "Biểu 6 Camera"


@pytest.fixture
def workbook() -> Filled:
    """A blank workbook of a commune."""
    return filled(*NEW_COMMUNE, 0, 0.0)


def cell_of(code: str, sheet: str, sender: tuple[str, str] = NEW_COMMUNE) -> str:
    """The address of the cell of an indicator."""
    page = next(page for page in plan_workbook(*sender).sheets if page.name == sheet)
    slot = next(slot for slot in page.slots if slot.key.indicator_code == code and not slot.is_previous)
    return f"{chr(64 + slot.column)}{slot.row}"


def mapped(extraction) -> dict[str | None, Decimal | None]:
    return {
        each.indicator_code: each.value for each in extraction.figures if each.status is FigureStatus.MAPPED
    }


def test_a_sheet_with_a_changed_heading_is_read_as_an_ordinary_table_and_its_sender_is_told(workbook):
    crime, camera = workbook.workbook[CRIME], workbook.workbook[CAMERA]
    label = cell_of("crime.cases", CRIME).replace("D", "B")
    crime[label] = "Số vụ trọng án"
    crime[cell_of("crime.cases", CRIME)] = 12
    camera[cell_of("camera.installed", CAMERA)] = 340
    identity, extraction = read(workbook.data)
    assert mapped(extraction) == {"crime.serious_cases": 12, "camera.installed": 340}
    (told,) = identity.contradictions
    assert f"{CRIME}!{label}" in told
    assert "“Số vụ phạm tội về trật tự xã hội”" in told
    assert "“Số vụ trọng án”" in told


def test_a_sheet_of_another_year_is_not_read_into_the_workbooks_year(workbook):
    sheet = workbook.workbook[CAMERA]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = cell.value.replace("2025", "2024")
    sheet[cell_of("camera.installed", CAMERA)] = 340
    identity, extraction = read(workbook.data)
    assert (identity.unit_id, identity.period_code) == NEW_COMMUNE
    figure = next(each for each in extraction.figures if each.indicator_code == "camera.installed")
    assert figure.period_code == "2024"
    assert any("A3" in told for told in identity.contradictions)


def test_a_workbook_passed_on_to_a_neighbour_belongs_to_the_name_written_on_it(workbook):
    for sheet in workbook.workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet["A1"] = "Đơn vị báo cáo: Xã Đồng Kỳ, tỉnh Bắc Ninh"
    workbook.workbook[CAMERA][cell_of("camera.installed", CAMERA)] = 340
    identity, extraction = read(workbook.data)
    assert identity.unit_id == "2025-07282"
    assert any("Phường Đa Mai" in told for told in identity.contradictions)
    figure = next(each for each in extraction.figures if each.indicator_code == "camera.installed")
    assert figure.unit_id == "2025-07282"


def test_the_marker_of_no_unit_is_no_marker(workbook):
    workbook.workbook["tonghop"]["A1"] = "tonghop-template/1 unit=2025-00000 period=2025"
    identity, _ = read(workbook.data)
    assert identity.unit_id == "2025-07228"
    assert identity.confidence < 1


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.234", 1234), (" 15 ", 15), ("07", 7), ("-", 0), ("không", 0), (3.0, 3), ("12 vụ", 12)],
)
def test_numbers_typed_as_text_are_understood(workbook, typed, value):
    workbook.workbook[CRIME][cell_of("crime.cases", CRIME)] = typed
    _, extraction = read(workbook.data)
    assert mapped(extraction) == {"crime.cases": value}


@pytest.mark.parametrize("typed", ["khoảng 20", "12/15", 2.5, -3, "1,234", "3 (1 nữ)"])
def test_what_is_no_count_is_told_and_left_for_review(workbook, typed):
    address = cell_of("crime.cases", CRIME)
    workbook.workbook[CRIME][address] = typed
    _, extraction = read(workbook.data)
    assert mapped(extraction) == {}
    assert {each.locator for each in extraction.figures if each.status is FigureStatus.UNMAPPED} == {
        f"{CRIME}!{address}"
    }
    (told,) = extraction.notes
    assert told.startswith(f"{CRIME}!{address}: ")


@pytest.mark.parametrize(("typed", "value"), [(122.65, None), (0, 0), ("122.650.000đ", 122_650_000)])
def test_money_is_in_dong_and_a_small_sum_is_taken_for_millions(workbook, typed, value):
    workbook.workbook["PL V"][cell_of("budget.spent_vnd", "PL V")] = typed
    _, extraction = read(workbook.data)
    assert mapped(extraction).get("budget.spent_vnd") == value
    assert len(extraction.notes) == (value is None)


def test_a_blank_sign_is_not_zero(workbook):
    workbook.workbook[CRIME][cell_of("crime.cases", CRIME)] = "…"
    _, extraction = read(workbook.data)
    assert mapped(extraction) == {}
    assert extraction.notes == ()


def test_a_number_beside_the_table_is_told_and_left_for_review(workbook):
    workbook.workbook[CAMERA]["K30"] = 17
    _, extraction = read(workbook.data)
    assert mapped(extraction) == {}
    (figure,) = [each for each in extraction.figures if each.status is FigureStatus.UNMAPPED]
    assert (figure.locator, figure.value) == (f"{CAMERA}!K30", 17)
    assert extraction.notes[0].startswith(f"{CAMERA}!K30: ")


def test_a_number_in_a_note_is_left_for_review_and_never_mapped(workbook):
    row = cell_of("crime.cases", CRIME)[1:]
    workbook.workbook[CRIME][f"H{row}"] = "trong đó 3 vụ đánh bạc"
    _, extraction = read(workbook.data)
    assert mapped(extraction) == {}
    assert [each.raw for each in extraction.figures if each.status is FigureStatus.UNMAPPED] == ["3"]


def test_a_note_about_a_person_is_masked(workbook):
    row = cell_of("crime.cases", CRIME)[1:]
    workbook.workbook[CRIME][f"H{row}"] = "Nguyễn Văn Hùng, sinh năm 1987"
    _, extraction = read(workbook.data)
    assert not [each for each in extraction.figures if "Hùng" in each.quote or "1987" in each.quote]


def test_a_number_written_over_a_total_gives_no_figure_and_is_told():
    workbook = filled(*OLD_DISTRICT, 0, 0.0)
    page = next(page for page in plan_workbook(*OLD_DISTRICT).sheets if page.name == "Biểu 1.1 Nhóm tội phạm")
    sheet = workbook.workbook[page.name]
    for row, value in ((8, 3), (9, 4), (10, 5), (11, 20)):
        sheet.cell(row, 3, value)
    _, extraction = read(workbook.data)
    assert set(figures_of(extraction)) == {
        (FigureKey("crime.cases", OLD_DISTRICT[0], None, category), Decimal(value))
        for category, value in (("property", 3), ("person", 4), ("public_order", 5))
    }
    (told,) = extraction.notes
    assert "12" in told
    assert "“20”" in told


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({2: "Thôn Thượng", 6: "Rất tốt"}, "Rất tốt"),
        ({2: "Thôn Thượng", 5: 120}, "120"),
        ({2: "Thôn Thượng", 4: "Đạt một phần"}, "Đạt một phần"),
        ({6: "Khá"}, "tên đơn vị"),
    ],
)
def test_a_list_row_that_is_not_understood_is_told(workbook, columns, said):
    sheet = workbook.workbook["DS khu dân cư"]
    for column, value in columns.items():
        sheet.cell(8, column, value)
    _, extraction = read(workbook.data)
    assert extraction.listings == ()
    (told,) = extraction.notes
    assert said in told


def test_the_chosen_kind_counts_whatever_a_name_begins_with(workbook):
    sheet = workbook.workbook["DS cơ quan, DN, trường"]
    for column, value in ((2, "Trường Chinh"), (3, "Doanh nghiệp"), (7, "Khá")):
        sheet.cell(8, column, value)
    _, extraction = read(workbook.data)
    (row,) = extraction.listings
    assert row.unit_id == "2025-24/enterprise/truong-chinh"
