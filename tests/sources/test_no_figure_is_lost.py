"""No figure is lost: what an independent reading of a file's XML counts is what extraction accounts for.

The count below knows nothing of the readers and the lexer: it joins the `w:t` of each paragraph (final text,
without footnote marks and page numbers) and finds numbers with one regular expression. A number in words has
no digit and is left out of the comparison on both sides.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Document, Paragraph
from schemas.figure import Figure, Identity
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus, ReportType
from sources.extract import extract
from sources.identify import identify
from sources.reading import read_document

INBOX = Path(__file__).parents[2] / "examples" / "inbox"
SENDER = Identity("2004-213", "2023", ReportType.NARRATIVE, None, 1.0)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(
    r"""
      ngày\s\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?                        # a date is one number
    | (?:ngày\s)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}
    | tháng\s\d{1,2}\s?(?:/|năm)\s?\d{4} | \d{1,2}/\d{4} | quý\s[IVX\d]+(?:\snăm\s|/)\d{4}
    | (?:ngày|dịp|từ|đến|[Ss]áng|[Cc]hiều)\s\d{1,2}/\d{1,2}(?![/\d]) | \(\d{1,2}/\d{1,2}\)
    | \d{1,2}\sgiờ(?:\s\d{2})? | 24/24                                    # a time
    | \d+[a-z]?(?:/\d{4})?/[A-ZĐ]\w*(?:[-/][A-ZĐ]\w*)* | \d+-[A-ZĐ]\w*/[A-ZĐ]\w*   # a document number is one
    | \d{2}[A-Z]\d?-\d{3}\.?\d{2} | 0\d{2,3}(?:[ .]\d{3}){2}                # a plate, a phone
    | [A-ZĐ][a-zđ]*-?\d+                                                     # V05, Covid-19
    | \d+(?:[.,]\d+)*                                             # 2.400.180.000; of 25/28 each side
    """,
    re.VERBOSE,
)


# --- the independent reading --------------------------------------------------------------------------------


def xml_paragraphs(data: bytes) -> list[str]:
    """The texts of all paragraphs of a .docx: body and tables, footnotes, headers (each text once)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [
            n
            for n in archive.namelist()
            if re.fullmatch(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", n)
        ]
        texts = []
        for name in names:
            found = [
                paragraph_text(element)
                for element in ElementTree.fromstring(archive.read(name)).iter(f"{W}p")
            ]
            texts.extend(dict.fromkeys(found) if "header" in name or "footer" in name else found)
    return [text for text in texts if text.strip()]


def paragraph_text(paragraph: ElementTree.Element) -> str:
    pieces: list[str] = []
    fields: list[str] = []

    def walk(parent: ElementTree.Element) -> None:
        for child in parent:
            if child.tag in (f"{W}del", f"{W}moveFrom", f"{W}txbxContent"):
                continue
            if child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                fields.append("") if kind == "begin" else fields.pop() if kind == "end" else None
            elif child.tag == f"{W}instrText" and fields:
                fields[-1] += child.text or ""
            elif child.tag == f"{W}t" and not any("PAGE" in field for field in fields):
                pieces.append(child.text or "")
            elif child.tag in (f"{W}tab", f"{W}br"):
                pieces.append(" ")
            walk(child)

    walk(paragraph)
    return " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())


def numbers_of(text: str) -> list[str]:
    return NUMBER.findall(text)


# --- what the product makes of it ---------------------------------------------------------------------------


@cache
def extracted(path: Path) -> tuple[Document, tuple[Figure, ...]]:
    document = read_document(path.read_bytes(), path.name)
    units = UnitRegistry.load()
    identity = identify(document, path.name, str(path.parent.relative_to(INBOX)), units)
    return document, extract(document, identity, units).figures


def texts_of(document: Document) -> Iterator[tuple[str, str]]:
    """Every piece of text with its locator."""
    for block in document.body:
        if isinstance(block, Paragraph):
            yield block.locator, block.text
        else:
            yield from ((cell.locator, cell.text) for cell in block.cells)
    for paragraph in (*document.text_boxes, *document.headers):
        yield paragraph.locator, paragraph.text
    for footnote in document.footnotes:
        yield from ((paragraph.locator, paragraph.text) for paragraph in footnote.paragraphs)


def with_digits(figures: tuple[Figure, ...]) -> list[Figure]:
    """The figures that stand for digits: all but number words. A masked or silenced one shows no digit."""
    return [figure for figure in figures if not figure.raw or re.search(r"[\d…]", figure.raw)]


def covers_every_digit(text: str, figures: list[Figure]) -> bool:
    """Whether the figures, in their order, hold all digits of the text, each digit in one figure.

    A figure whose raw text is masked or silenced (personal data, a date of a section out of scope) must stand
    for digits between its neighbours.
    """
    pattern = r"\D*"
    for figure in figures:
        if not figure.raw or "…" in figure.raw:
            pattern += r"\d.*?"
        else:
            pattern += (
                rf"(?<!\d){re.escape(figure.raw)}(?!\d)" if figure.raw[0].isdigit() else re.escape(figure.raw)
            )
        pattern += r"\D*"
    return re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL) is not None


def places_at_fault(document: Document, figures: tuple[Figure, ...]) -> list[tuple[str, str, list[str]]]:
    """The texts with a digit outside all figures, and figures of no text: locator, text, raw figures."""
    by_place: dict[str, list[Figure]] = {}
    for figure in with_digits(figures):
        by_place.setdefault(figure.locator, []).append(figure)
    faults = []
    for locator, text in texts_of(document):
        found = by_place.pop(locator, [])
        if not covers_every_digit(text, found):
            faults.append((locator, text, [figure.raw for figure in found]))
    return faults + [(locator, "", [figure.raw for figure in found]) for locator, found in by_place.items()]


def test_the_check_notices_a_figure_left_out_and_one_read_twice():
    document = Document("x", "a.docx", "test", (Paragraph("p", "làm rõ 05/28 vụ, đạt 17,9%"),))
    part, whole, share = extract(document, SENDER, UnitRegistry.load()).figures
    assert covers_every_digit("làm rõ 05/28 vụ, đạt 17,9%", [part, whole, share])
    for wrong in ([part, whole], [whole, share], [part, part, whole, share], [part, share, whole], []):
        assert not covers_every_digit("làm rõ 05/28 vụ, đạt 17,9%", wrong)


# --- the example reports ------------------------------------------------------------------------------------

EXPECTED = yaml.safe_load((INBOX.parent / "expected.yaml").read_text(encoding="utf-8"))["documents"]
REPORTS = [INBOX / document["file"] for document in EXPECTED if document["status"] != "quarantined"]
WORD_REPORTS = [path for path in REPORTS if path.suffix == ".docx" and zipfile.is_zipfile(path)]


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(INBOX)) for path in paths])


@named(WORD_REPORTS)
def test_every_digit_of_the_xml_is_read(path):
    lines = [line for _, text in texts_of(extracted(path)[0]) for line in text.split("\n")]
    ours = Counter(digits for line in lines if (digits := re.sub(r"\D", "", line)))
    theirs = Counter(
        digits for text in xml_paragraphs(path.read_bytes()) if (digits := re.sub(r"\D", "", text))
    )
    assert ours == theirs


@named(REPORTS)
def test_every_digit_of_a_report_lies_in_exactly_one_figure(path):
    assert places_at_fault(*extracted(path)) == []


@named(WORD_REPORTS)
def test_a_report_has_as_many_figures_as_its_xml_has_numbers(path):
    counted = sum(len(numbers_of(text)) for text in xml_paragraphs(path.read_bytes()))
    by_status = Counter(figure.status for figure in with_digits(extracted(path)[1]))
    assert set(by_status) <= set(FigureStatus)
    assert sum(by_status.values()) == counted


# --- generated documents ------------------------------------------------------------------------------------

# Phrases as clerks write them, by how many numbers each one holds.
BY_COUNT = {
    0: [
        "không có vụ nào", "tình hình ổn định",
    ],
    1: [
        "xảy ra 45 vụ phạm pháp hình sự", "phạt 2.400.180.000đ", "thiệt hại 265,9 tỷ đồng",
        "khoảng 43,4 triệu", "thu 790,97g heroin", "trên 1 nghìn vụ", "gần 96%", "ngày 12/3/2023",
        "ngày 05 tháng 12 năm 2023", "tháng 11/2023", "quý III năm 2023", "Kế hoạch số 123/KH-UBND",
        "Nghị quyết số 05-NQ/TU", "Thông tư 124/2021/TT-BCA", "tổ 26", "bản Nậm Loỏng 1", "quốc lộ 37",
        "nam giới 35 tuổi", "điện thoại 0912345678", "biển số 29A-123.45", "trực 24/24 giờ",
        "Ngày hội (19/8)", "dịch Covid-19", "có 1.500 lượt người dự", "nộp 12.345.000 đồng",
        "mô hình “3 không”", "Đề án 06", "xe 02 bánh", "(+3 vụ)", "Nguyễn Văn Hùng, sinh năm 1985",
        "có 792 tín đồ",
    ],
    2: [
        "làm rõ 05/28 vụ", "đạt 54/72 khu dân cư", "giảm 20% - 30%", "từ 5 - 10 người",
        "giai đoạn 2021-2025", "khoản 4 Điều 251", "tăng từ 20 lên 28 vụ", "(-5 vụ, -10%)",
    ],
    3: [
        "giảm 02 vụ (10%) so với năm 2022", "tổ dân phố số 4, 5, 6",
        "tăng 08 vụ so với 20 vụ của năm 2022",
    ],
}  # fmt: skip
PHRASES = {phrase: count for count, phrases in BY_COUNT.items() for phrase in phrases}
HEADINGS = ["1. An ninh chính trị, tôn giáo", "2. Trật tự an toàn xã hội", "III. PHƯƠNG HƯỚNG, NHIỆM VỤ", ""]
lines = st.lists(st.sampled_from(sorted(PHRASES)), min_size=1, max_size=5).flatmap(
    lambda chosen: st.sampled_from(["; ", ", ", ". ", " và "]).map(
        lambda gap: (gap.join(chosen), sum(PHRASES[c] for c in chosen))
    )
)
settled = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("phrase", sorted(PHRASES))
def test_the_count_finds_the_numbers_of_each_phrase(phrase):
    assert len(numbers_of(phrase)) == PHRASES[phrase]


@settled
@given(
    blocks=st.lists(
        st.tuples(
            lines, st.sampled_from(HEADINGS), st.sampled_from(["text", "cut", "cell", "note", "tracked"])
        ),
        min_size=1,
        max_size=6,
    ),
    data=st.data(),
)
def test_any_document_has_as_many_figures_as_numbers_and_leaves_out_no_digit(word, p, r, blocks, data):
    body, notes, expected = [], [], 0
    for (text, count), heading, form in blocks:
        expected += count + len(numbers_of(heading))
        if heading:
            body.append(p(r(heading, "<w:b/>")))
        if form == "cut":
            place = data.draw(st.integers(0, len(text)))
            body.append(p(r(text[:place]), r(text[place:], "<w:i/>")))
        elif form == "cell":
            body.append(f"<w:tbl><w:tr><w:tc>{p(r(text))}</w:tc></w:tr></w:tbl>")
        elif form == "note":
            notes.append(f'<w:footnote w:id="{len(notes) + 1}">{p(r(text))}</w:footnote>')
            body.append(
                p(r("Kết quả cụ thể"), f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>', r("."))
            )
        elif form == "tracked":
            gone = '<w:del w:id="9" w:author="a"><w:r><w:delText>99 vụ</w:delText></w:r></w:del>'
            body.append(p(gone, f'<w:ins w:id="8" w:author="a">{r(text)}</w:ins>'))
        else:
            body.append(p(r(text)))
    file = word("".join(body), footnotes="".join(notes))
    document = read_document(file, "a.docx")
    figures = extract(document, SENDER, UnitRegistry.load()).figures
    assert sum(len(numbers_of(text)) for text in xml_paragraphs(file)) == expected
    assert places_at_fault(document, figures) == []
    assert len(with_digits(figures)) == expected
