"""The written workbook: what may be filled in, what is refused with which words, how it is printed."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reports.template import NOTHING_KNOWN, Known, write_template
from schemas.templates import plan_workbook
from schemas.templates.plan import FigureKey, KnownRow
from schemas.vocabulary import Rating, UnitKind

PLAN = plan_workbook("2004-259", "2023")


def opened(known: Known = NOTHING_KNOWN):
    return load_workbook(io.BytesIO(write_template(PLAN, known)))


@pytest.fixture(scope="module")
def workbook():
    return opened()


def validations_of(sheet, address: str):
    return [each for each in sheet.data_validations.dataValidation if address in each.sqref]


def test_the_annexes_follow_the_instructions_and_the_marker_is_hidden(workbook):
    assert workbook.sheetnames == ["Hướng dẫn", *(page.name for page in PLAN.sheets), "tonghop"]
    assert workbook["tonghop"].sheet_state == "hidden"
    assert workbook["tonghop"]["A1"].value == "tonghop-template/1 unit=2004-259 period=2023"


def test_only_the_cells_to_fill_in_are_unlocked(workbook):
    for page in PLAN.sheets:
        sheet = workbook[page.name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        unlocked = {
            (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        inputs = {(slot.row, slot.column) for slot in page.slots if not slot.is_previous}
        free = {(each.row, each.column) for each in page.free}
        assert inputs | free <= unlocked
        open_table = page.open_table
        rest = unlocked - inputs - free
        assert all(open_table is not None and row >= open_table.first_row for row, _ in rest)


def test_every_cell_of_a_figure_refuses_what_is_no_figure_in_vietnamese(workbook):
    for page in PLAN.sheets:
        sheet = workbook[page.name]
        for slot in page.slots:
            if slot.is_previous:
                continue
            address = sheet.cell(slot.row, slot.column).coordinate
            (validation,) = validations_of(sheet, address)
            assert validation.type in {"whole", "decimal", "custom"}
            assert validation.errorStyle == "stop"
            assert validation.showErrorMessage
            assert "số" in validation.error.lower()
            assert len(validation.error) <= 225


def test_rows_may_be_inserted_into_lists_of_units_alone(workbook):
    allowed = {page.name for page in PLAN.sheets if not workbook[page.name].protection.insertRows}
    assert allowed == {"DS khu dân cư", "DS cơ quan, DN, trường", "DS xã"}


def test_lists_offer_the_classes_in_force_and_the_senders_communes(workbook):
    sheet, lists = workbook["DS khu dân cư"], workbook["tonghop"]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        if validation.type == "list":
            _, _, area = validation.formula1.partition("!")
            cells = lists[area.replace("$", "")]
            offered[str(validation.sqref)[0]] = [row[0].value for row in cells]
    assert offered["C"] == [area.name for area in PLAN.areas]
    assert offered["D"] == ["Có", "Không"]
    assert offered["E"] == ["Đạt", "Không đạt"]
    assert offered["G"] == ["Xuất sắc", "Khá", "Trung bình", "Yếu"]


def test_scores_and_days_have_their_bounds(workbook):
    (score,) = validations_of(workbook["DS khu dân cư"], "F8")
    assert (score.formula1, score.formula2) == ("0", "100")
    register = next(page for page in PLAN.sheets if page.name == "PL I")
    (day,) = validations_of(workbook["PL I"], f"D{register.open_table.first_row}")
    assert day.type == "date"


def test_annexes_print_on_a4_landscape_as_wide_as_the_page_with_repeated_headings(workbook):
    for page in PLAN.sheets:
        sheet = workbook[page.name]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes is not None
        if page.header_rows is not None:
            assert sheet.print_title_rows == "${}:${}".format(*page.header_rows)


def test_every_text_is_in_times_new_roman(workbook):
    fonts = {
        cell.font.name
        for sheet in workbook.worksheets[:-1]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert fonts == {"Times New Roman"}


def test_what_is_known_stands_beside_in_grey_and_locked():
    area = KnownRow(
        "Khu phố 1", UnitKind.RESIDENTIAL_AREA, "2004-09247/residential_area/khu-pho-1", "2004-09247"
    )
    key = FigureKey("crime.cases", "2004-259")
    known = Known(
        figures={key: Decimal(88)},
        units={UnitKind.RESIDENTIAL_AREA: [area]},
        ratings={area.unit_id: Rating.AVERAGE},
        recognised={area.unit_id: False},
    )
    workbook = opened(known)
    page = next(page for page in PLAN.sheets if page.name == "Biểu 1 Tội phạm")
    slot = next(slot for slot in page.slots if slot.key == key and slot.is_previous)
    cell = workbook[page.name].cell(slot.row, slot.column)
    assert (cell.value, cell.protection.locked, cell.fill.start_color.rgb[-6:]) == (88, True, "EDEDED")
    listed = [cell.value for cell in workbook["DS khu dân cư"][8]]
    assert listed == [
        1,
        "Khu phố 1",
        "Phường Phố Mới",
        None,
        None,
        None,
        None,
        "Không đạt",
        "Trung bình",
        None,
    ]
