"""A district's annex and report with places that nobody can be sure of, in a deployment of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from pipelines.settings import Settings, load_settings
from reports.review.wording import wording
from reports.review.workbook import column_of

HEADERS = ("STT", "Xã, thị trấn", "Số vụ tai nạn giao thông", "Số chốt cảnh báo đêm")
ROWS = (("Thị trấn Than Uyên", 3, 7), ("Xã Mường Kim", 1, 4), ("Xã Hua Naa", 2, 5), ("Xã Tà Mung", 0, 6))
LINES = ("I. Kết quả công tác", "Lực lượng chức năng duy trì {} chốt cảnh báo đêm tại các xã.")


@pytest.fixture(scope="session")
def settings_in() -> Callable[[Path], Settings]:
    """The settings of a deployment in a folder, with an empty inbox."""

    def make(folder: Path) -> Settings:
        settings = load_settings(data_dir=folder / "data", workers=1, environment={}, folder=folder)
        settings.inbox.mkdir(parents=True, exist_ok=True)
        return settings

    return make


@pytest.fixture(scope="session")
def annex() -> Callable[..., Path]:
    """Write the annex of a district; the name of one commune is misspelt, one heading is new."""

    def write(
        inbox: Path, *, year: int = 2023, headers: Sequence[str] = HEADERS, district: str = "THAN UYÊN"
    ) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Bieu 1"
        sheet["A1"] = f"ỦY BAN NHÂN DÂN HUYỆN {district}"
        sheet["A2"] = f"BIỂU SỐ LIỆU AN NINH, TRẬT TỰ NĂM {year}"
        sheet.append([])
        sheet.append(list(headers))
        for number, (name, accidents, posts) in enumerate(ROWS, start=1):
            sheet.append([number, name, accidents, posts, *[0] * (len(headers) - 4)])
        sheet.append(["", "Tổng cộng", sum(row[1] for row in ROWS), sum(row[2] for row in ROWS)])
        path = inbox / f"Bieu so lieu {district.title()} {year}.xlsx"
        book.properties.modified = datetime(year, 12, 14, 8, tzinfo=UTC).replace(tzinfo=None)
        book.save(path)
        return path

    return write


@pytest.fixture(scope="session")
def report() -> Callable[..., Path]:
    """Write the report of a district with one sentence that no wording knows."""

    def write(
        inbox: Path, name: str, *, year: int = 2023, count: str = "22", more: Sequence[str] = ()
    ) -> Path:
        document = Document()
        head = document.add_table(rows=1, cols=2)
        head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN THAN UYÊN\nSố: 12/BC-UBND"
        head.cell(0, 1).text = (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            f"Than Uyên, ngày 14 tháng 12 năm {year}"
        )
        title = f"Kết quả công tác bảo đảm an ninh, trật tự năm {year}"
        lines = ("BÁO CÁO", title, "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu", LINES[0])
        for line in (*lines, LINES[1].format(count), *more):
            document.add_paragraph(line)
        document.core_properties.modified = datetime(year, 12, 14, 8, tzinfo=UTC)
        path = inbox / name
        document.save(str(path))
        return path

    return write


@pytest.fixture(scope="session")
def fill() -> Callable[[Path, dict[str, str]], int]:
    """Fill decisions into a review workbook by the words of the question; gives how many were filled."""

    def write(path: Path, decisions: dict[str, str]) -> int:
        book = load_workbook(path)
        filled = 0
        for name in ("figures", "units"):
            sheet = book[wording().sheets[name]]
            for row in range(2, sheet.max_row + 1):
                text = str(sheet.cell(row, column_of("text")).value)
                for words, decision in decisions.items():
                    if words in text:
                        sheet.cell(row, column_of("decision")).value = decision
                        filled += 1
        book.save(path)
        return filled

    return write


@pytest.fixture(scope="session")
def reading() -> Callable[[Settings], Iterator[duckdb.DuckDBPyConnection]]:
    """A reader's connection on what is published."""

    def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(settings.warehouse_file), read_only=True)

    return connect
