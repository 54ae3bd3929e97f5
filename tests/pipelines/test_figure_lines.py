"""What `tonghop extract` prints of a figure."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.figure_lines import figure_line
from schemas.figure import Extraction, Figure, Identity
from schemas.vocabulary import FigureStatus, ReportType, Role

NAMED_IN_THE_DESIGN = [
    *("document", "raw", "value", "unit", "role", "status", "indicator_code", "unit_kind", "category"),
    *("unit_id", "period_code", "locator", "start", "end", "quote", "confidence", "statement"),
]
FIGURE = Figure(
    raw="265,9 tỷ đồng",
    value=Decimal(265_900_000_000),
    unit="đồng",
    role=Role.AMOUNT,
    status=FigureStatus.MAPPED,
    locator="body/p[3]",
    start=4,
    end=17,
    quote="Phạt 265,9 tỷ đồng",
    statement="s1",
)
EXTRACTION = Extraction(
    "c0ffee", Identity("2004-110", "2023", ReportType.NARRATIVE, None, 1.0), (FIGURE,), ()
)


def test_a_line_starts_with_the_fields_of_the_contract_in_their_order():
    line = figure_line("bao cao.docx", EXTRACTION, FIGURE)
    assert list(line)[: len(NAMED_IN_THE_DESIGN)] == NAMED_IN_THE_DESIGN
    assert json.loads(json.dumps(line))["status"] == "mapped"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("265900000000"), 265900000000),
        (Decimal("790.97"), 790.97),
        (Decimal("5.000"), 5),
        (None, None),
    ],
)
def test_a_whole_number_is_printed_as_one(value: Decimal | None, printed: float | None):
    line = figure_line("bao cao.docx", EXTRACTION, replace(FIGURE, value=value))
    assert line["value"] == printed
    assert type(line["value"]) is type(printed)


def test_a_statistic_without_a_unit_of_its_own_is_the_senders_and_any_other_number_nobodys():
    of_sender = figure_line("bao cao.docx", EXTRACTION, FIGURE)
    of_nobody = figure_line("bao cao.docx", EXTRACTION, replace(FIGURE, status=FigureStatus.NOT_STATISTIC))
    assert (of_sender["unit_id"], of_sender["period_code"]) == ("2004-110", "2023")
    assert (of_nobody["unit_id"], of_nobody["period_code"]) == (None, None)
