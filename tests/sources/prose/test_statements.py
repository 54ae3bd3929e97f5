"""Which numbers of a sentence belong together, and which indicator the dependent ones take."""

from __future__ import annotations

import pytest

from schemas.vocabulary import FigureStatus

TRAFFIC = "Xảy ra 09 vụ tai nạn giao thông, làm 03 người chết, 08 người bị thương"


def by_raw(figures):
    return {figure.raw: figure for figure in figures}


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ (10%) so với năm 2022.",
        "Xảy ra 45 vụ phạm pháp hình sự (-05 vụ, -10%).",
        "Xảy ra 45 vụ phạm pháp hình sự, so với năm 2022 giảm 05 vụ = 10%.",
    ],
)
def test_a_change_against_last_year_joins_its_head(read, text):
    found = by_raw(read(text))
    assert found["05"].statement == found["10"].statement == found["45"].statement
    assert found["05"].indicator_code == found["10"].indicator_code == "crime.cases"


def test_a_change_in_another_word_for_what_its_head_counts_joins_it(read):
    found = by_raw(
        read("Tiếp nhận 51 nguồn tin (so với cùng kỳ tăng 08 tin); giải quyết 40 tin về tội phạm.")
    )
    assert found["08"].statement == found["51"].statement != found["40"].statement


def test_last_years_value_joins_its_head(read):
    found = by_raw(read("Xảy ra 28 vụ phạm pháp hình sự, tăng 08 vụ so với 20 vụ của năm 2022."))
    assert {figure.statement for raw, figure in found.items() if raw in ("28", "08", "20")} == {
        found["28"].statement
    }
    assert found["20"].indicator_code == "crime.cases"


def test_a_part_its_whole_and_their_share_are_one_statement(read):
    found = read("Đã điều tra làm rõ 40/45 vụ phạm pháp hình sự, đạt 88,9%.")
    assert len({figure.statement for figure in found}) == 1
    assert [figure.indicator_code for figure in found] == [
        "crime.cases_solved",
        "crime.cases",
        "crime.clearance_rate",
    ]


def test_counts_side_by_side_are_statements_of_their_own(read):
    found = read(f"{TRAFFIC}.")
    assert [figure.indicator_code for figure in found] == [
        "traffic.accidents",
        "traffic.deaths",
        "traffic.injured",
    ]
    assert len({figure.statement for figure in found}) == 3


def test_each_change_of_a_list_joins_the_count_it_speaks_of(read):
    found = read(f"{TRAFFIC}; so với năm 2022 giảm 02 vụ, giảm 01 người chết, tăng 05 người bị thương.")
    counts, changes = by_raw(found[:3]), by_raw(found[3:])
    for change, count in (("02", "09"), ("01", "03"), ("05", "08")):
        assert changes[change].statement == counts[count].statement
        assert changes[change].indicator_code == counts[count].indicator_code


def test_changes_in_a_bracket_behind_the_list_join_each_their_count(codes):
    found = codes(f"{TRAFFIC} (giảm 02 vụ, 01 người chết, tăng 04 người bị thương so với cùng kỳ).")
    assert found[3:] == [("02", "traffic.accidents"), ("01", "traffic.deaths"), ("04", "traffic.injured")]


def test_a_breakdown_is_a_statement_under_its_head(read):
    found = by_raw(
        read(
            "Xảy ra 45 vụ phạm pháp hình sự; trong đó: "
            "xâm phạm sở hữu 22 vụ, xâm phạm trật tự công cộng 10 vụ."
        )
    )
    head = found["45"].statement
    assert found["22"].statement.startswith(f"{head}.")
    assert found["10"].statement.startswith(f"{head}.")
    assert found["22"].statement != found["10"].statement


def test_a_breakdown_does_not_take_its_heads_code_without_its_category(read):
    found = by_raw(
        read("Xảy ra 45 vụ phạm pháp hình sự; trong đó: xâm phạm sở hữu 22 vụ, cố ý gây thương tích 10 vụ.")
    )
    assert (found["22"].indicator_code, found["22"].category) == ("crime.cases", "property")
    assert found["10"].status == FigureStatus.UNMAPPED


def test_a_share_of_a_breakdown_joins_the_breakdown(read):
    found = by_raw(read("Xảy ra 45 vụ phạm pháp hình sự, trong đó có 22 vụ xâm phạm sở hữu (chiếm 48,9%)."))
    assert found["48,9"].statement == found["22"].statement
    assert found["48,9"].category == "property"


def test_a_share_of_the_noun_that_follows_is_not_of_the_figure_before(read):
    found = by_raw(read("Xảy ra 45 vụ phạm pháp hình sự, thu hồi 100% tài sản bị chiếm đoạt."))
    assert found["100"].statement != found["45"].statement
    assert found["100"].indicator_code is None


def test_the_fulfilment_of_a_target_carries_the_code_of_its_count(codes):
    assert codes("Phát hiện 50 vụ phạm tội về ma túy (đạt 120% chỉ tiêu).") == [
        ("50", "drug.cases"),
        ("120", "drug.cases"),
    ]


def test_the_distance_from_a_target_is_no_rate(read):
    found = by_raw(read("Tỷ lệ điều tra, khám phá án hình sự đạt 91,5%, vượt 11,5% so với chỉ tiêu."))
    assert found["91,5"].indicator_code == "crime.clearance_rate"
    assert found["11,5"].indicator_code is None


def test_a_bare_change_of_a_topic_speaks_of_its_count(read):
    (figure,) = [
        f
        for f in read("Tội phạm về trật tự xã hội giảm 6,23% so với năm 2022.")
        if f.status == FigureStatus.MAPPED
    ]
    assert (figure.indicator_code, figure.role) == ("crime.cases", "change_percent")


def test_parts_by_authority_stay_unmapped_beside_their_whole(codes):
    found = codes(
        "Phát hiện 35 vụ vi phạm pháp luật về môi trường; "
        "Công an thành phố xử phạt 19 vụ; bàn giao Công an tỉnh xử phạt 16 vụ."
    )
    assert found == [("35", "environment.cases"), ("19", None), ("16", None)]


def test_parts_by_commune_are_not_the_senders_beside_their_whole(read):
    found = by_raw(
        read("Xảy ra 45 vụ phạm pháp hình sự, trong đó phường Thọ Xương 05 vụ, phường Mỹ Độ 03 vụ.")
    )
    assert found["45"].indicator_code == "crime.cases"
    assert not [
        raw for raw in ("05", "03") if found[raw].indicator_code and found[raw].unit_id == found["45"].unit_id
    ]


def test_a_footnote_with_another_value_does_not_rival_the_figure_of_the_text(read):
    text = "Xảy ra 45 vụ phạm pháp hình sự.‡"
    figures = read(
        text, "1. Tội phạm về trật tự xã hội", footnotes=["Xảy ra 12 vụ phạm pháp hình sự ban đêm."]
    )
    mapped = [figure.value for figure in figures if figure.indicator_code == "crime.cases"]
    assert mapped == [45]


def test_a_list_of_ratings_gives_each_its_level(codes):
    found = codes("Khu dân cư: Xuất sắc 56; Khá 14; Trung bình 02.", "3. Kết quả phân loại phong trào")
    assert found == [("56", "rating.excellent"), ("14", "rating.good"), ("02", "rating.average")]


def test_statement_ids_are_unique_over_the_paragraphs_of_a_document():
    from schemas.document import Document, Paragraph
    from schemas.units import UnitRegistry
    from sources.prose.figures import prose_figures

    body = tuple(
        Paragraph(f"body/p[{n}]", "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ. Bắt 60 đối tượng.")
        for n in (1, 2, 3)
    )
    figures = prose_figures(Document("x", "x", "x", body), "2004-213", "2023", UnitRegistry.load())
    places = {}
    for figure in figures:
        places.setdefault(figure.statement, set()).add(figure.locator)
    assert len(places) == 6
    assert all(len(found) == 1 for found in places.values())


def test_a_value_that_rose_to_another_takes_its_indicator(read):
    figures = read("Toàn huyện xảy ra 30 vụ; tai nạn giao thông tăng từ 07 lên 12 vụ.", "Tai nạn giao thông")
    assert [(f.raw, f.role.value, f.unit) for f in figures][1:] == [
        ("07", "previous", "vụ"),
        ("12", "count", "vụ"),
    ]
    assert figures[1].statement == figures[2].statement


def test_a_change_against_last_quarter_is_not_mapped(read):
    figures = read("Xảy ra 40 vụ phạm tội về trật tự xã hội, so với quý trước giảm 05 vụ.", "Trật tự xã hội")
    assert [f.indicator_code for f in figures] == ["crime.cases", None]
    assert figures[1].reason == "a change against another time than the year before"


def test_a_fulfilment_in_brackets_is_of_the_first_of_a_chain(read):
    figures = read("Bắt 52 vụ/70 đối tượng phạm tội về ma túy (đạt 108% chỉ tiêu).", "Ma túy")
    assert [f.indicator_code for f in figures] == ["drug.cases", "drug.offenders", "drug.cases"]


def test_a_share_of_somebody_else_is_no_share_of_the_figure_before(read):
    figures = read("Dân số 91.204 người, trong đó người dân tộc Khmer chiếm 7,2%.", "Đặc điểm tình hình")
    assert [f.indicator_code for f in figures] == ["context.population", None]
