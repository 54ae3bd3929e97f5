"""Who sent a document, for which period, what kind it is: letterheads as they come in."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from schemas.document import Document, Paragraph
from schemas.units import UnitRegistry
from schemas.vocabulary import Level, ReportType
from sources.identify import identify
from sources.identify_periods import period_of_title
from sources.identify_wordings import identification_wordings
from sources.reading import read_document

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BODY = ("Thực hiện kế hoạch của cấp trên, đơn vị báo cáo như sau:", "I. TÌNH HÌNH", "Xảy ra 12 vụ.")


@pytest.fixture(scope="module")
def units():
    return UnitRegistry.load()


def written(*lines):
    """A document of plain lines; lines in capitals are bold and centred as in a letterhead."""
    return Document(
        "0" * 64,
        "a.docx",
        "text/plain",
        tuple(
            Paragraph(f"body/p[{place}]", line, is_bold=line.isupper(), is_centered=line.isupper())
            for place, line in enumerate(lines, start=1)
        ),
    )


def report(*issuer, number="Số: 25/BC-BCĐ", dated="Tân Yên, ngày 13 tháng 12 năm 2023", title, after=BODY):
    return written(
        *issuer, MOTTO, "Độc lập - Tự do - Hạnh phúc", number, dated, "BÁO CÁO", title.upper(), *after
    )


def named(units, unit_id, on=date(2023, 12, 13)):
    return units.get(unit_id, on).name


TITLE = "kết quả phong trào toàn dân bảo vệ ANTQ năm 2023"


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        (("UBND TỈNH BẮC GIANG", "BAN CHỈ ĐẠO 138"), "Tỉnh Bắc Giang"),
        (("UBND HUYỆN TÂN YÊN", "BAN CHỈ ĐẠO PCTP, TNXH VÀ XDPTTDBVANTQ"), "Huyện Tân Yên"),
        (("CÔNG AN TỈNH BẮC GIANG", "CÔNG AN HUYỆN TÂN YÊN"), "Huyện Tân Yên"),
        (("CÔNG AN THÀNH PHỐ BẮC GIANG",), "Thành phố Bắc Giang"),
        (("BAN CHỈ ĐẠO PCTP", "TP. BẮC GIANG"), "Thành phố Bắc Giang"),
        (("HUYỆN ỦY TÂN YÊN", "BAN CHỈ ĐẠO"), "Huyện Tân Yên"),
        (("ỦY BAN NHÂN DÂN", "XÃ VIỆT LẬP"), "Xã Việt Lập"),
        (("HUYỆN TÂN YÊN", "UBND XÃ VIỆT LẬP"), "Xã Việt Lập"),
    ],
)
def test_the_letterhead_names_the_sender(units, issuer, name):
    identity = identify(report(*issuer, title=TITLE), "a.docx", "", units)
    assert named(units, identity.unit_id) == name
    assert identity.contradictions == ()


def test_number_and_date_are_read_even_where_tabs_joined_the_columns(units):
    document = written(
        f"UBND HUYỆN TÂN YÊN {MOTTO}",
        "BAN CHỈ ĐẠO 138 Độc lập - Tự do - Hạnh phúc",
        "Số: 112/BC-BCĐ Tân Yên, ngày 05 tháng 7 năm 2023",
        "BÁO CÁO",
        "SƠ KẾT 6 THÁNG ĐẦU NĂM 2023",
        *BODY,
    )
    identity = identify(document, "a.docx", "", units)
    assert (identity.document_number, identity.dated_on) == ("112/BC-BCĐ", date(2023, 7, 5))
    assert (identity.period_code, named(units, identity.unit_id)) == ("2023-H1", "Huyện Tân Yên")


def test_blanks_for_number_and_day_are_unknown_not_zero(units):
    document = report(
        "UBND HUYỆN TÂN YÊN", number="Số:      /BC-BCĐ", dated="Tân Yên, ngày … tháng … năm 2023", title=TITLE
    )
    identity = identify(document, "a.docx", "", units)
    assert (identity.document_number, identity.dated_on) == (None, None)
    assert identity.report_type is ReportType.NARRATIVE


def test_an_ambiguous_name_is_decided_by_the_recipients(units):
    issuer, on = "UBND HUYỆN CHÂU THÀNH", date(2023, 12, 13)
    dated = "Châu Thành, ngày 13 tháng 12 năm 2023"
    plain = identify(report(issuer, dated=dated, title=TITLE), "a.docx", "", units)
    assert plain.unit_id is None
    told = (*BODY, "Nơi nhận:", "- BCĐ tỉnh Long An;", "- Lưu: VT.")
    identity = identify(report(issuer, dated=dated, title=TITLE, after=told), "a.docx", "", units)
    assert units.province_of(identity.unit_id, on).name == "Tỉnh Long An"


def test_an_ambiguous_name_is_decided_by_the_folder_last(units):
    document = report("UBND HUYỆN CHÂU THÀNH", dated="Châu Thành, ngày 13 tháng 12 năm 2023", title=TITLE)
    identity = identify(document, "a.docx", "Tỉnh Long An/2023", units)
    assert units.province_of(identity.unit_id, date(2023, 12, 13)).name == "Tỉnh Long An"


def test_a_sender_known_only_by_its_kind_is_named_by_the_place(units):
    document = report("CÔNG AN TỈNH", dated="Bắc Giang, ngày 13 tháng 12 năm 2023", title=TITLE)
    identity = identify(document, "a.docx", "", units)
    assert (named(units, identity.unit_id), units.get(identity.unit_id, date(2023, 1, 1)).level) == (
        "Tỉnh Bắc Giang",
        Level.PROVINCE,
    )


def test_a_department_reports_for_itself(units):
    document = report("UBND TỈNH BẮC GIANG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", title=TITLE)
    identity = identify(document, "a.docx", "", units)
    assert identity.unit_id.endswith("/department/so-giao-duc-va-dao-tao")


def test_after_the_reform_a_commune_is_the_one_of_that_day(units):
    dated = "Tân Yên, ngày 13 tháng 12 năm 2025"
    told = (*BODY, "Nơi nhận:", "- Công an tỉnh Bắc Ninh;")
    document = report("UBND XÃ TÂN YÊN", dated=dated, title="tổng kết năm 2025", after=told)
    identity = identify(document, "a.docx", "", units)
    assert units.get(identity.unit_id, date(2025, 12, 13)).name == "Xã Tân Yên"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Tổng kết công tác năm 2023, phương hướng nhiệm vụ năm 2024", "2023"),
        ("Kết quả thực hiện nhiệm vụ năm 2023", "2023"),
        ("Sơ kết 6 tháng đầu năm 2023", "2023-H1"),
        ("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
        ("Công tác quý III/2023", "2023-Q3"),
        ("Công tác Quý 4 năm 2023", "2023-Q4"),
        ("Kết quả 9 tháng năm 2023", "2023-9M"),
        ("Kết quả 9 tháng đầu năm 2023", "2023-9M"),
        ("Kết quả 11 tháng năm 2023", "2023-11M"),
        ("Kết quả tháng 6 năm 2023", "2023-06"),
        ("Kết quả tháng 12/2023", "2023-12"),
        ("Đề án giai đoạn 2020-2025", "2020-2025"),
        ("Tổng kết từ năm 2020 đến năm 2022", "2020-2022"),
        ("BÁO CÁO TỔNG KẾT 2023", "2023"),
    ],
)
def test_the_title_names_the_period(title, code):
    assert period_of_title(title, identification_wordings(), None).code == code


def test_a_title_without_a_period_names_none():
    assert period_of_title("Báo cáo kết quả công tác", identification_wordings(), None) is None


@pytest.mark.parametrize(
    ("dated", "code"), [("14 tháng 12 năm 2023", "2023"), ("05 tháng 01 năm 2024", "2023")]
)
def test_an_annual_report_is_dated_around_the_turn_of_its_year(units, dated, code):
    document = report(
        "UBND HUYỆN TÂN YÊN",
        dated=f"Tân Yên, ngày {dated}",
        title="kết quả phong trào",
        after=("Đơn vị báo cáo như sau:", "Có 12 vụ."),
    )
    assert identify(document, "a.docx", "", units).period_code == code


def test_a_title_that_the_body_contradicts_is_told(units):
    after = (
        "Tại hội nghị tổng kết phong trào toàn dân bảo vệ ANTQ năm 2022, các đại biểu đã thống nhất.",
        *BODY,
    )
    identity = identify(report("UBND HUYỆN TÂN YÊN", title=TITLE, after=after), "a.docx", "", units)
    assert identity.period_code == "2023"
    (sentence,) = identity.contradictions
    assert "2023" in sentence and "2022" in sentence


def test_a_year_compared_with_contradicts_nothing(units):
    after = ("Phong trào giữ vững so với phong trào toàn dân bảo vệ ANTQ năm 2022.", *BODY)
    identity = identify(report("UBND HUYỆN TÂN YÊN", title=TITLE, after=after), "a.docx", "", units)
    assert identity.contradictions == ()


def test_file_and_folder_names_only_cross_check(units):
    document = report("UBND HUYỆN TÂN YÊN", title=TITLE)
    identity = identify(document, "BC huyen Luc Nam 2021.docx", "", units)
    assert (named(units, identity.unit_id), identity.period_code) == ("Huyện Tân Yên", "2023")
    assert len(identity.contradictions) == 2
    agreeing = identify(document, "BC_huyen-Tan-Yen_2023.docx", "Bắc Giang", units)
    assert agreeing.contradictions == ()


def test_a_file_name_tells_the_sender_where_the_content_is_silent(units):
    document = written("BÁO CÁO", "KẾT QUẢ NĂM 2023", "Có 12 vụ.")
    identity = identify(document, "Bao cao huyen Tan Yen.docx", "", units)
    assert named(units, identity.unit_id) == "Huyện Tân Yên"
    assert identity.confidence <= 0.5


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("Số: 1/TB-UBND", "THÔNG BÁO", ReportType.NOTICE),
        ("Số: 1/ĐA-UBND", "ĐỀ ÁN", ReportType.PROGRAMME),
        ("Số: 1/KH-BCĐ", "KẾ HOẠCH", ReportType.PLAN),
        ("Số: 1/KH-BCĐ", "KẾ HOẠCH KHẮC PHỤC TỒN TẠI, HẠN CHẾ", ReportType.REMEDIATION_PLAN),
        ("Số: 1/BC-BCĐ", "BÁO CÁO", ReportType.NARRATIVE),
        ("Số: 1/2023/BC-BCĐ", "BÁO CÁO", ReportType.NARRATIVE),
        ("", "PHỤ LỤC I", ReportType.ANNEX),
    ],
)
def test_title_and_number_tell_the_kind(units, number, title, kind):
    document = written("UBND HUYỆN TÂN YÊN", MOTTO, number, title, "NĂM 2023", *BODY)
    assert identify(document, "a.docx", "", units).report_type is kind


def test_title_and_number_that_disagree_are_told(units):
    document = written("UBND HUYỆN TÂN YÊN", MOTTO, "Số: 5/TB-UBND", "BÁO CÁO", "NĂM 2023", *BODY)
    (sentence,) = identify(document, "a.docx", "", units).contradictions
    assert "BÁO CÁO" in sentence and "TB" in sentence


def test_prose_about_an_event_without_a_letterhead_is_news(units):
    document = written(
        "Tổng kết phong trào năm 2023",
        "Sáng 10/01, UBND huyện Tân Yên tổ chức hội nghị tổng kết. Đồng chí Chủ tịch chủ trì hội nghị.",
        "Năm 2023, toàn huyện xảy ra gần 100 vụ.",
    )
    identity = identify(document, "tin.docx", "", units)
    assert (identity.report_type, identity.period_code) == (ReportType.NEWS, "2023")
    assert named(units, identity.unit_id) == "Huyện Tân Yên"


@pytest.mark.parametrize("file_name", ["BC (thay thế).docx", "BC_dinh-chinh.docx"])
def test_a_correction_is_known_by_its_name(units, file_name):
    assert identify(report("UBND HUYỆN TÂN YÊN", title=TITLE), file_name, "", units).is_correction


def test_a_model_that_replaces_another_is_no_correction(units):
    after = ("Xây dựng mô hình mới thay thế mô hình cũ.", *BODY)
    assert not identify(
        report("UBND HUYỆN TÂN YÊN", title=TITLE, after=after), "a.docx", "", units
    ).is_correction


def test_an_annex_workbook_tells_sender_and_period_in_its_upper_rows(units, tmp_path):
    workbook = openpyxl.Workbook()
    for row in (
        ["PHỤ LỤC II"],
        ["Kết quả phân loại phong trào năm 2023"],
        ["Đơn vị báo cáo: Huyện Tân Yên, tỉnh Bắc Giang"],
        ["(Kèm theo Báo cáo số 25/BC-BCĐ ngày 13/12/2023 của Ban Chỉ đạo huyện Tân Yên)"],
        ["STT", "Đơn vị", "Xuất sắc", "Khá"],
        [1, "Xã Việt Lập", 5, 2],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    document = read_document((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    identity = identify(document, "a.xlsx", "", units)
    assert (identity.report_type, identity.period_code) == (ReportType.ANNEX, "2023")
    assert named(units, identity.unit_id) == "Huyện Tân Yên"


def test_a_document_that_tells_nothing_stays_unknown(units):
    identity = identify(written("Danh mục", "a", "b"), "a.docx", "", units)
    assert (identity.unit_id, identity.period_code) == (None, None)
    assert identity.confidence < 0.3


def test_identity_is_the_same_every_time(units):
    document = report("UBND HUYỆN TÂN YÊN", title=TITLE)
    assert identify(document, "a.docx", "", units) == identify(document, "a.docx", "", units)
