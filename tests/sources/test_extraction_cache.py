"""Extractions are kept by what they depend on, and come back equal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from schemas.figure import Extraction, Figure, Identity, ListingRow
from schemas.vocabulary import Direction, FigureStatus, Rating, ReportType, Role, UnitKind
from sources.extraction_cache import ExtractionCache, cache_key
from sources.file_reading import FileReading

READING = FileReading(
    modified_at=datetime(2023, 12, 14, 8, 30, tzinfo=UTC),
    extraction=Extraction(
        content_hash="ab" * 32,
        identity=Identity("2004-105", "2023", ReportType.NARRATIVE, date(2023, 12, 14), 0.9, ("title",)),
        figures=(
            Figure(
                raw="790,97g",
                value=Decimal("790.97"),
                unit="g",
                role=Role.AMOUNT,
                status=FigureStatus.MAPPED,
                locator="body/p[12]",
                start=3,
                end=10,
                quote="thu 790,97g",
                statement="s1",
                indicator_code="drug.heroin_g",
                direction=Direction.UP,
            ),
        ),
        listings=(
            ListingRow(
                "table[2]/r[3]",
                "Tổ 4",
                UnitKind.RESIDENTIAL_AREA,
                None,
                "2004-03389",
                "2023",
                Rating.GOOD,
                Decimal("81.5"),
            ),
        ),
        notes=("tracked insertions read as final",),
    ),
)


def test_an_extraction_comes_back_equal(tmp_path: Path):
    cache = ExtractionCache(tmp_path)
    cache.put("abcd", READING)
    assert cache.get("abcd") == READING


def test_an_unknown_key_and_a_damaged_file_are_both_misses(tmp_path: Path):
    cache = ExtractionCache(tmp_path)
    cache.put("abcd", READING)
    (tmp_path / "ab" / "abcd.json").write_text('{"content_hash": "ab')
    assert cache.get("abcd") is None
    assert cache.get("ffff") is None


def test_the_key_depends_on_content_and_on_the_names_that_identify():
    keys = {
        cache_key("a", "report.docx", "2023"),
        cache_key("b", "report.docx", "2023"),
        cache_key("a", "other.docx", "2023"),
        cache_key("a", "report.docx", "2024"),
    }
    assert len(keys) == 4
