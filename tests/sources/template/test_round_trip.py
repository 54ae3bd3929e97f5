"""A filled workbook comes back cell for cell: every filled cell one figure, every told row one list row."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from filled_workbooks import (
    HALF_YEAR,
    NEW_COMMUNE,
    OLD_DISTRICT,
    Filled,
    blank,
    figures_of,
    filled,
    read,
    rows_of,
    through_libreoffice,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from schemas.document import Cell
from schemas.templates import plan_workbook
from schemas.templates.plan import FigureKey
from schemas.vocabulary import FigureStatus, ReportType, Role
from sources.reading import read_document

SENDERS = pytest.mark.parametrize("sender", [OLD_DISTRICT, NEW_COMMUNE, HALF_YEAR], ids=" ".join)


def cells_with_a_digit(data: bytes, name: str) -> list[Cell]:
    cells = [cell for table in read_document(data, name).tables for cell in table.cells]
    return [cell for cell in cells if any(char.isdigit() for char in cell.text)]


def check_exact(wanted: Filled, data: bytes, sender: tuple[str, str], name: str = "bieu.xlsx") -> None:
    identity, extraction = read(data, name)
    assert (identity.unit_id, identity.period_code, identity.report_type) == (*sender, ReportType.ANNEX)
    assert identity.confidence == 1.0
    assert identity.contradictions == ()
    assert figures_of(extraction) == Counter(wanted.figures.items())
    assert rows_of(extraction.listings) == wanted.rows
    mapped = [each for each in extraction.figures if each.status is FigureStatus.MAPPED]
    places = Counter(each.locator for each in extraction.figures)
    assert {each.period_code for each in mapped} <= {sender[1]}
    assert all(places[each.locator] == 1 for each in mapped)
    assert {cell.locator for cell in cells_with_a_digit(data, name)} <= places.keys()
    assert not [each for each in extraction.figures if each.status is FigureStatus.UNMAPPED]
    assert extraction.notes == ()


@SENDERS
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.02, 0.3, 0.7, 1.0]))
def test_what_is_filled_in_is_what_is_read(sender, seed, share):
    wanted = filled(*sender, seed, share)
    check_exact(wanted, wanted.data, sender)


@SENDERS
def test_a_blank_workbook_says_nothing(sender):
    _, extraction = read(blank(*sender))
    assert {each.status for each in extraction.figures} == {FigureStatus.NOT_STATISTIC}
    assert extraction.listings == ()


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_the_same_is_read_after_libreoffice_has_saved_it(kind, tmp_path):
    wanted = {sender: filled(*sender, seed, 0.6) for seed, sender in enumerate([OLD_DISTRICT, NEW_COMMUNE])}
    files = []
    for sender, each in wanted.items():
        file = tmp_path / f"{sender[0]}.xlsx"
        file.write_bytes(each.data)
        files.append(file)
    (tmp_path / "saved").mkdir()
    saved = through_libreoffice(files, kind, tmp_path / "saved")
    for file, (sender, each) in zip(saved, wanted.items(), strict=True):
        _, extraction = read(file.read_bytes(), file.name)
        assert figures_of(extraction) == Counter(each.figures.items())
        assert rows_of(extraction.listings) == each.rows
        assert not [figure for figure in extraction.figures if figure.status is FigureStatus.UNMAPPED]
        assert (extraction.identity.unit_id, extraction.identity.period_code) == sender


def test_rows_that_a_clerk_writes_below_the_offered_ones_are_read():
    wanted = filled(*NEW_COMMUNE, 1, 0.0)
    sheet = wanted.workbook["DS khu dân cư"]
    last = sheet.max_row
    sheet.cell(last + 3, 2, "Thôn Thượng")
    sheet.cell(last + 3, 6, "Khá")
    _, extraction = read(wanted.data)
    (row,) = extraction.listings
    assert (row.name, row.unit_id, row.rating) == (
        "Thôn Thượng",
        "2025-07228/residential_area/thon-thuong",
        "good",
    )


def test_rows_that_a_clerk_inserts_move_nothing():
    wanted = filled(*NEW_COMMUNE, 4, 0.5)
    wanted.workbook["DS khu dân cư"].insert_rows(10, 3)
    check_exact(wanted, wanted.data, NEW_COMMUNE)


def test_each_sheet_alone_in_a_new_file_tells_whose_it_is_and_is_read_by_its_headings():
    wanted = filled(*NEW_COMMUNE, 2, 0.7)
    for page in plan_workbook(*NEW_COMMUNE).sheets:
        copy = load_workbook(io.BytesIO(wanted.data))
        for name in set(copy.sheetnames) - {page.name}:
            del copy[name]
        out = io.BytesIO()
        copy.save(out)
        identity, extraction = read(out.getvalue())
        assert (identity.unit_id, identity.period_code) == NEW_COMMUNE, page.name
        found = {key: value for key, value in figures_of(extraction) if value is not None}
        assert {key: value for key, value in found.items() if wanted.figures.get(key) != value} == {}


def test_a_known_name_without_an_outcome_gives_no_row():
    wanted = filled(*NEW_COMMUNE, 1, 0.0)
    wanted.workbook["DS khu dân cư"].cell(8, 2, "Thôn Thượng")
    _, extraction = read(wanted.data)
    assert extraction.listings == ()
    assert extraction.notes == ()


def test_sheets_that_a_clerk_has_deleted_are_only_missing():
    wanted = filled(*OLD_DISTRICT, 3, 0.5)
    for name in ("PL I", "Biểu 2 QLHC, PCCC, ATGT", "Hướng dẫn"):
        del wanted.workbook[name]
    identity, extraction = read(wanted.data)
    read_keys = {key for key, _ in figures_of(extraction)}
    assert identity.unit_id == OLD_DISTRICT[0]
    assert 0 < len(read_keys) < len(wanted.figures)
    assert figures_of(extraction) == Counter({(k, v): 1 for k, v in wanted.figures.items() if k in read_keys})


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A filled workbook whose visible sheets alone were copied to a new file, totals worked out."""
    folder = tmp_path_factory.mktemp("copied")
    wanted = filled(*OLD_DISTRICT, 5, 0.8)
    (folder / "a.xlsx").write_bytes(wanted.data)
    (folder / "saved").mkdir()
    (saved,) = through_libreoffice([folder / "a.xlsx"], "xlsx", folder / "saved")
    copy = load_workbook(saved, data_only=True)
    del copy["tonghop"]
    out = io.BytesIO()
    copy.save(out)
    return wanted, *read(out.getvalue())


@pytest.mark.libreoffice
def test_sheets_copied_to_a_new_file_are_read_by_their_headings(copied):
    """Without the marker the ordinary reader takes over: few figures are missed, none is wrong."""
    wanted, identity, extraction = copied
    assert (identity.unit_id, identity.period_code) == OLD_DISTRICT
    found = {
        FigureKey(each.indicator_code, each.unit_id, each.unit_kind, each.category): each.value
        for each in extraction.figures
        if each.status is FigureStatus.MAPPED
        and each.role in {Role.COUNT, Role.AMOUNT}
        and not each.quote.startswith("Tổng cộng")
    }
    assert {key: value for key, value in found.items() if wanted.figures.get(key) != value} == {}
    assert len(found) >= 0.98 * len(wanted.figures)


@pytest.mark.libreoffice
def test_lists_copied_to_a_new_file_keep_class_score_and_outcome(copied):
    wanted, _, extraction = copied
    listed = {(row.name, row.parent_id): row for row in extraction.listings}
    for name, _, _, parent_id, rating, score, _, recognised, _ in wanted.rows:
        if any(each is not None for each in (rating, score, recognised)) and (name, parent_id) in listed:
            row = listed.pop((name, parent_id))
            assert (row.rating, row.score, row.recognised) == (rating, score, recognised), name
    assert not [row for row in listed.values() if row.rating or row.recognised is not None]


@pytest.mark.libreoffice
def test_totals_shares_and_comparisons_are_worked_out_and_blank_stays_blank(tmp_path):
    workbook = filled(*OLD_DISTRICT, 0, 0.0).workbook
    kinds, groups = workbook["PL II"], workbook["Biểu 1.1 Nhóm tội phạm"]
    for row, (registered, recognised) in enumerate([(72, 70), (0, 0), (53, None)], start=9):
        kinds.cell(row, 5, registered)
        kinds.cell(row, 7, recognised)
    groups["C8"], groups["C9"] = 0, 3
    workbook.save(tmp_path / "a.xlsx")
    (tmp_path / "saved").mkdir()
    (saved,) = through_libreoffice([tmp_path / "a.xlsx"], "xlsx", tmp_path / "saved")
    shown = load_workbook(saved, data_only=True)
    kinds, groups = shown["PL II"], shown["Biểu 1.1 Nhóm tội phạm"]
    assert [kinds.cell(row, 9).value or None for row in range(9, 15)] == [97.22, None, None, None, None, 56.0]
    assert (kinds.cell(14, 5).value, kinds.cell(14, 7).value) == (125, 70)
    assert groups["C11"].value == 3
    assert not groups["E11"].value
