"""Workbooks and tables of text: what a cell holds, what a reader sees, what is hidden or merged."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import Font

from schemas.errors import IntakeError
from sources.reading import read_document
from sources.workbook.addresses import moved_formula
from sources.workbook.number_text import is_date_format, shown_date, shown_number

MORNING = datetime(2023, 1, 5, 8, 30)  # noqa: DTZ001 - workbooks have no time zones
EARLY = datetime(2023, 1, 5, 8, 9)  # noqa: DTZ001


def saved(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def book(fill):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Biểu 1"
    fill(sheet)
    return read_document(saved(workbook), "bieu.xlsx")


def cells(document):
    return {cell.locator.rpartition("!")[2]: cell for cell in document.tables[0].cells}


def with_part(data, name, change):
    """The zip with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return buffer.getvalue()


def test_only_cells_with_content_are_given_each_with_its_address():
    document = book(lambda sheet: (sheet.cell(2, 2, "Xã A"), sheet.cell(7, 3, 12)))
    assert [(cell.locator, cell.row, cell.column, cell.value) for cell in document.tables[0].cells] == [
        ("Biểu 1!B2", 2, 2, "Xã A"),
        ("Biểu 1!C7", 7, 3, 12),
    ]


def test_a_merged_range_is_one_cell_with_its_spans():
    def fill(sheet):
        sheet["A1"] = "Tổng"
        sheet.merge_cells("A1:C2")
        sheet["D1"] = 1

    merged = cells(book(fill))["A1"]
    assert (merged.row_span, merged.column_span) == (2, 3)


def test_hidden_rows_columns_and_sheets_are_flagged():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (1, 2):
        for column in (1, 2):
            sheet.cell(row, column, row * column)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = workbook.create_sheet("Nháp")
    other["A1"] = 5
    other.sheet_state = "hidden"
    document = read_document(saved(workbook), "a.xlsx")
    assert [cell.is_hidden for cell in document.tables[0].cells] == [False, True, True, True]
    assert [table.is_hidden for table in document.tables] == [False, True]


def test_a_formula_without_a_stored_value_is_kept_and_noted():
    document = book(lambda sheet: (sheet.cell(1, 1, 2), sheet.cell(1, 2, "=A1*2")))
    assert cells(document)["B1"].formula == "=A1*2"
    assert cells(document)["B1"].value is None
    assert document.notes == ("formula without a stored value at Biểu 1!B1",)


def test_a_sum_without_a_stored_value_is_worked_out_and_told():
    document = book(lambda sheet: [sheet.append([row]) for row in (2, 3, "1.000", "=SUM(A1:A3)", "=A1+A4")])
    found = cells(document)
    assert (found["A4"].value, found["A4"].text, found["A5"].value) == (5, "5", 7)
    assert [note.split(":")[0] for note in document.notes] == ["Biểu 1!A4", "Biểu 1!A5"]


@pytest.mark.parametrize("extra", [b"", b"<!-- careful -->"])
def test_a_sum_older_than_its_numbers_is_worked_out_anew_and_told(extra):
    workbook = openpyxl.Workbook()
    for row, value in enumerate((2, 3, 4), start=1):
        workbook.active.cell(row, 1, value)
    data = with_part(
        saved(workbook),
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            extra + xml.replace(b'<c r="A3" t="n"><v>4</v>', b'<c r="A3"><f>SUM($A$1:A2)</f><v>4</v>')
        ),
    )
    document = read_document(data, "a.xlsx")
    assert cells(document)["A3"].value == 5
    (note,) = document.notes
    assert "=SUM($A$1:A2)" in note
    assert "4" in note
    assert "5" in note


def test_a_shared_formula_reads_as_it_stands_in_each_cell():
    workbook = openpyxl.Workbook()
    for row in (1, 2):
        workbook.active.cell(row, 1, row)
        workbook.active.cell(row, 2, 9)
    data = with_part(
        saved(workbook),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b'<c r="B1" t="n"><v>9</v>', b'<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1</f><v>1</v>'
        ).replace(b'<c r="B2" t="n"><v>9</v>', b'<c r="B2"><f t="shared" si="0"/><v>2</v>'),
    )
    found = cells(read_document(data, "a.xlsx"))
    assert (found["B1"].formula, found["B2"].formula) == ("=A1*$A$1", "=A2*$A$1")


def test_references_move_but_fixed_ones_and_text_stay():
    assert moved_formula("SUM(A1:$B2)&\"A1\"&'Tờ A1'!C$3", 2, 1) == "SUM(B3:$B4)&\"A1\"&'Tờ A1'!D$3"


def test_dates_are_dates():
    document = book(lambda sheet: (sheet.cell(1, 1, date(2023, 12, 14)), sheet.cell(1, 2, MORNING)))
    assert [cell.value for cell in document.tables[0].cells] == [
        date(2023, 12, 14),
        MORNING,
    ]


def test_words_in_a_legacy_font_are_made_unicode():
    def fill(sheet):
        sheet["A1"] = "C«ng an ph­êng"
        sheet["A1"].font = Font(name=".VnTime", bold=True)

    cell = cells(book(fill))["A1"]
    assert (cell.text, cell.is_bold) == ("Công an phường", True)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (28, "General", "28"),
        (89.285714, "General", "89,285714"),
        (0.1 + 0.2, "General", "0,3"),
        (5, "00", "05"),
        (2400180000, "#,##0", "2.400.180.000"),
        (1234.5, "#,##0.00", "1.234,50"),
        (0.8929, "0.0%", "89,3%"),
        (0.125, "0.00", "0,13"),
        (2.675, "0.00", "2,68"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "0.0", "-5,0"),
        (0, '0;-0;"-"', "-"),
        (1500000, '#,##0\\ "đồng"', "1.500.000 đồng"),
        (12, '0" vụ"', "12 vụ"),
        (2400180000, "#,##0,,", "2.400"),
    ],
)
def test_numbers_read_as_excel_shows_them_in_vietnam(value, code, shown):
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "05/01/2023"),
        ("d/m/yy", "5/1/23"),
        ("dd/mm/yyyy hh:mm", "05/01/2023 08:09"),
        ('"Ngày "d', "Ngày 5"),
    ],
)
def test_dates_read_as_excel_shows_them(code, shown):
    assert is_date_format(code)
    assert shown_date(EARLY, code) == shown


@pytest.mark.parametrize("code", ["0.00", "General", '0" ngày"', "#,##0\\ \\d", "@"])
def test_number_formats_are_no_date_formats(code):
    assert not is_date_format(code)


def test_a_sheet_full_of_formatted_empty_rows_costs_no_tree():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Đơn vị"
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (row, row, row)
        for row in range(2, 300_000)
    )
    data = with_part(
        saved(workbook),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    start = time.perf_counter()
    document = read_document(data, "a.xlsx")
    assert time.perf_counter() - start < 3
    assert len(document.tables[0].cells) == 1


def test_macros_in_a_workbook_are_refused():
    data = saved(openpyxl.Workbook())
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(IntakeError) as caught:
        read_document(buffer.getvalue(), "a.xlsm")
    assert caught.value.code == "macros"


def test_an_empty_workbook_is_refused():
    with pytest.raises(IntakeError) as caught:
        read_document(saved(openpyxl.Workbook()), "a.xlsx")
    assert caught.value.code == "no_text"


def test_page_headers_of_a_sheet_are_kept():
    def fill(sheet):
        sheet["A1"] = 1
        sheet.oddHeader.center.text = "Công an huyện A"

    assert [header.text for header in book(fill).headers] == ["Công an huyện A"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_text_is_read_in_any_usual_form(sign, encoding):
    text = f"Đơn vị{sign}Số vụ\r\nXã Tân Lập{sign}12\r\n"
    (table,) = read_document(text.encode(encoding), "bieu-1.csv").tables
    assert [(cell.locator, cell.text) for cell in table.cells] == [
        ("bieu-1!A1", "Đơn vị"),
        ("bieu-1!B1", "Số vụ"),
        ("bieu-1!A2", "Xã Tân Lập"),
        ("bieu-1!B2", "12"),
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (b"\xd1\xf4n v\xf2;So\xe1 vu\xef\r\nXa\xf5 Ta\xe2n La\xe4p;12\r\n", "vni"),
        (b"\xa7\xacn v\xde;S\xe8 v\xf4\r\nX\xb7 T\xa9n L\xcbp;12\r\n", "tcvn3"),
        (b"\xd0\xf5n vi\xf2;S\xf4\xec vu\xf2\r\nXa\xde T\xe2n L\xe2\xf2p;12\r\n", "cp1258"),
    ],
)
def test_a_table_of_text_in_the_writings_before_unicode(typed, shown):
    document = read_document(typed, "bieu.csv")
    assert [cell.text for cell in document.tables[0].cells] == ["Đơn vị", "Số vụ", "Xã Tân Lập", "12"]
    assert shown in document.notes[0]


def test_a_comma_inside_quotes_divides_nothing():
    (table,) = read_document('Tên;Số\n"Tổ 1, Tổ 2";1,5\n"B";2\n'.encode(), "a.csv").tables
    assert [cell.text for cell in table.cells] == ["Tên", "Số", "Tổ 1, Tổ 2", "1,5", "B", "2"]


def ods(rows):
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Biểu">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return buffer.getvalue()


def test_an_open_document_sheet_is_read():
    rows = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Xã A</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="12.5">'
        "<text:p>12,5</text:p></table:table-cell>"
        "</table:table-row>"
    )
    found = read_document(ods(rows), "a.ods").tables[0].cells
    assert [(cell.locator, cell.text, cell.value) for cell in found] == [
        ("Biểu!A1", "Xã A", "Xã A"),
        ("Biểu!B1", "12,5", 12.5),
    ]


def test_a_cell_repeated_without_end_is_refused():
    rows = (
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    with pytest.raises(IntakeError) as caught:
        read_document(ods(rows), "a.ods")
    assert caught.value.code == "suspicious_package"


def test_what_an_open_document_sheet_hides_computes_and_shows_as_a_percentage_is_known():
    number = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p>{1}'
    number = number.format("{0}", "</table:table-cell>")
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{number.format(1)}{number.format(2)}</table:table-row>"
        '<table:table-row table:visibility="collapse">'
        f"{number.format(3)}</table:table-row>"
        '<table:table-row><table:table-cell table:formula="of:=SUM([.A1:.A2])" '
        'office:value-type="percentage" office:value="0.893"><text:p>89,3%</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:formula="of:=[.A1]*2"/></table:table-row>'
    )
    document = read_document(ods(rows), "a.ods")
    found = cells(document)
    assert {place for place, cell in found.items() if cell.is_hidden} == {"B1", "A2"}
    assert (found["A3"].text, found["A3"].number_format, found["A3"].value) == ("89,3%", "0%", 0.893)
    assert found["A3"].formula == "=SUM([.A1:.A2])"
    assert document.notes == ("formula without a stored value at Biểu!A4",)
