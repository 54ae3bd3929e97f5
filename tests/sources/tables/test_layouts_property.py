"""Random figures in random layouts: each comes back equal, or is told as not understood, never different.

`TONGHOP_THOROUGH=1` tries many layouts (and prints what was found); else a few, so that the suite stays fast.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "layout_space"))

from layout_counts import indicators_in_rows, units_in_columns, units_in_rows
from layout_lists import (
    awards_by_level,
    list_of_areas,
    ratings_by_commune,
    ratings_by_kind,
    safety_by_commune,
)
from layout_plan import SheetLook, TableLook
from layout_score import Tally, judge
from layout_sheet import WrittenBook, write_book
from layout_words import Sender, sender, senders

from schemas.figure import Identity
from schemas.units import UnitRegistry
from schemas.vocabulary import ReportType
from sources.extract import extract
from sources.reading import read_document

IS_THOROUGH = os.environ.get("TONGHOP_THOROUGH") == "1"
LAYOUTS = 600 if IS_THOROUGH else 60
LEAST_RECALL, LEAST_LISTED = 0.98, 0.98

PLANS = {
    "units in rows": units_in_rows,
    "units in columns": units_in_columns,
    "indicators in rows": indicators_in_rows,
    "ratings by kind": ratings_by_kind,
    "ratings by commune": ratings_by_commune,
    "safety by commune": safety_by_commune,
    "list of areas": list_of_areas,
    "awards": awards_by_level,
}
PERIODS = ["2023", "2022", "2024", "2023-H1", "2023-Q2", "2025"]

flags = st.booleans()
table_looks = st.builds(
    TableLook,
    kind=st.sampled_from([*PLANS, "units in rows", "units in rows"]),
    depth=st.integers(1, 4),
    is_merged=flags,
    is_numbered=flags,
    has_previous=flags,
    has_change=flags,
    total=st.sampled_from(["none", "bottom", "top", "bottom"]),
    has_serial=st.sampled_from([True, True, False]),
    has_note=flags,
    names=st.sampled_from(["full", "short", "bare", "plain", "upper", "spaced", "mixed", "typo"]),
    zero=st.sampled_from(["0", "-", "không", "–"]),
    blank=st.sampled_from(["", "…", "...", " "]),
    number=st.sampled_from(["plain", "text", "padded", "counted", "grouped", "float"]),
    share=st.sampled_from(["number", "format", "fraction", "percent text", "text"]),
    groups=st.sampled_from(["none", "none", "heads", "sums"]),
    gap=st.sampled_from(["none", "none", "none", "blank", "header"]),
    hidden=st.sampled_from(["none", "none", "row", "column", "both"]),
    seed=st.integers(0, 10**9),
)
sheet_looks = st.builds(
    SheetLook,
    tables=st.lists(table_looks, min_size=1, max_size=3).map(tuple),
    period=st.sampled_from(PERIODS),
    arrangement=st.sampled_from(["below", "below", "sheets", "beside"]),
    first_row=st.integers(1, 4),
    first_column=st.integers(1, 3),
    has_letterhead=flags,
    has_signature=flags,
    seed=st.integers(0, 10**9),
)


def written(look: SheetLook) -> tuple[Sender, WrittenBook]:
    """The workbook of a look, about a random sender."""
    chance = random.Random(look.seed)
    who = sender(chance.choice(senders(look.period)), look.period)
    tables = [PLANS[each.kind](each, who, random.Random(each.seed)) for each in look.tables]
    letterhead = [f"BAN CHỈ ĐẠO {who.unit.name.upper()}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    return who, write_book(look, tables, letterhead, ["Người lập biểu", "TM. BAN CHỈ ĐẠO"])


def read_back(look: SheetLook, tally: Tally) -> None:
    who, book = written(look)
    document = read_document(book.data, "bieu.xlsx")
    identity = Identity(who.unit.unit_id, who.period.code, ReportType.ANNEX, None, 1.0)
    judge(book.truth, extract(document, identity, UnitRegistry.load()), tally)


def test_figures_in_random_layouts_come_back_equal_or_are_told() -> None:
    tally = Tally()

    @settings(
        max_examples=LAYOUTS,
        deadline=None,
        derandomize=not IS_THOROUGH,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sheet_looks)
    def each_comes_back(look: SheetLook) -> None:
        one = Tally()
        read_back(look, one)
        assert not one.wrong, "\n".join(one.wrong)
        assert not one.lost, "\n".join(one.lost)
        tally.add(one)

    each_comes_back()
    told = "\n".join(f"{count:4} {reason}" for reason, count in tally.reasons.most_common(40))
    summary = f"{LAYOUTS} layouts, {tally.right} of {tally.stated} figures, {tally.listed_right} listed units"
    print(summary, f"recall {tally.recall:.4f}, listed {tally.listing_recall:.4f}", told, sep="\n")
    assert tally.recall >= LEAST_RECALL, f"{summary}\n{told}"
    assert tally.listing_recall >= LEAST_LISTED, f"{summary}\n{told}"


if __name__ == "__main__":
    pytest.main([__file__, "-s"])
