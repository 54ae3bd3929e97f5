"""Which changes of meaning are declared, and that the file is checked."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from schemas.errors import ReferenceDataError
from schemas.rating_schemes import rating_rules
from schemas.reference_files import REFERENCE_FOLDER
from schemas.series_breaks import read_series_breaks, series_breaks


def breaks_of(indicator_code: str) -> set[date]:
    return {each.effective_on for each in series_breaks() if each.covers(indicator_code)}


@pytest.mark.parametrize(
    ("indicator_code", "days"),
    [
        ("rating.excellent", {date(2022, 1, 20)}),
        ("rating.average", set()),
        ("rating.average_weak_rate", set()),
        ("safety.recognition_rate", {date(2022, 2, 10)}),
        ("force.guard_members", {date(2024, 7, 1)}),
        ("force.units_staffed", set()),
        ("ntm.communes_met", {date(2026, 1, 1)}),
        ("crime.cases", set()),
    ],
)
def test_a_change_of_rules_breaks_the_series_it_concerns(indicator_code: str, days: set[date]) -> None:
    assert breaks_of(indicator_code) == days


def test_every_nationwide_scheme_and_standard_breaks_the_series_where_it_begins() -> None:
    rules = rating_rules()
    schemes = {each.valid_from for each in rules.schemes if each.unit_id is None and each.valid_from}
    replaced = {each.valid_to for each in rules.safety_standards if each.valid_to}
    assert schemes == breaks_of("rating.excellent")
    assert replaced == breaks_of("safety.recognised")


def test_a_break_of_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))
    path = folder / "series_breaks.yaml"
    path.write_text(path.read_text("utf-8").replace("[safety.]", "[safety]"), "utf-8")
    with pytest.raises(ReferenceDataError, match=r"not in indicators\.csv: safety"):
        read_series_breaks(folder)
