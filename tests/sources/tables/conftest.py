"""Sheets written with openpyxl and read through the real readers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from schemas.figure import Identity
from schemas.units import UnitRegistry
from schemas.vocabulary import ReportType
from sources.reading import read_document
from sources.tables import TableReading, read_tables


@pytest.fixture(scope="session")
def read_sheet() -> Callable[..., TableReading]:
    def read(
        rows: Sequence[Sequence[object]],
        merges: Sequence[str] = (),
        unit_id: str | None = "2004-105",
        period_code: str | None = "2023",
        sheet: str = "Sheet1",
        formats: dict[str, str] | None = None,
    ) -> TableReading:
        workbook = Workbook()
        page = workbook.active
        assert page is not None
        page.title = sheet
        for row in rows:
            page.append(list(row))
        for merged in merges:
            page.merge_cells(merged)
        for place, code in (formats or {}).items():
            page[place].number_format = code
        data = io.BytesIO()
        workbook.save(data)
        document = read_document(data.getvalue(), "bieu.xlsx")
        identity = Identity(unit_id, period_code, ReportType.ANNEX, None, 1.0)
        return read_tables(document, identity, UnitRegistry.load())

    return read
