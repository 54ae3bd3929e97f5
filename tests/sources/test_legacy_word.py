"""Word 97 files (.doc): read through LibreOffice, with the figures of the same report in today's format."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from schemas.errors import IntakeError
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus
from sources import libreoffice
from sources.extract import extract
from sources.identify import identify
from sources.reading import read_document
from sources.word.conversion import convert_old_word

EXAMPLES = Path(__file__).parents[2] / "examples" / "inbox"
REPORTS = max(EXAMPLES.iterdir(), key=lambda folder: folder.name).glob("*/*.docx")
LARGEST = sorted(REPORTS, key=lambda report: report.stat().st_size)[-4:]
"""The largest reports of the last year: the narratives, one of them typed in TCVN3."""


@pytest.fixture(scope="module")
def old_files(tmp_path_factory):
    """Those reports as Word 97 files."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("doc")
    for place, report in enumerate(LARGEST):
        shutil.copy(report, folder / f"{place}.docx")
    copies = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, *copies],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


def figures_of(data, name):
    units = UnitRegistry.load()
    document = read_document(data, name)
    extraction = extract(document, identify(document, name, "", units), units)
    return extraction.identity, Counter(
        (each.indicator_code, each.unit_kind, each.category, each.value, each.role, each.period_code)
        for each in extraction.figures
        if each.status is FigureStatus.MAPPED
    )


@pytest.mark.libreoffice
@pytest.mark.parametrize("place", range(len(LARGEST)), ids=[report.stem for report in LARGEST])
def test_a_word_97_file_gives_the_figures_of_the_report(old_files, place):
    identity, figures = figures_of(LARGEST[place].read_bytes(), "a.docx")
    old_identity, old_figures = figures_of((old_files / f"{place}.doc").read_bytes(), "a.doc")
    assert old_figures == figures
    assert (old_identity.unit_id, old_identity.period_code) == (identity.unit_id, identity.period_code)


def test_without_libreoffice_the_clerk_is_asked_for_docx(monkeypatch):
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("no-such-program",))
    with pytest.raises(IntakeError) as caught:
        convert_old_word(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc")
    assert caught.value.code == "old_word_unavailable"
    assert ".docx" in caught.value.reason_vi
