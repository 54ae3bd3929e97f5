"""Builds real Office files for the tests of `sources`: small packages of raw parts, as Word writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = {"footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles", "numbering": "numbering",
          "settings": "settings", "header1": "header"}  # fmt: skip

WordBuilder = Callable[..., bytes]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_parts(body: str, **parts: str) -> dict[str, str | bytes]:
    """The parts of a .docx with that body XML; other parts by name (`footnotes`, `styles`, `header1` …)."""
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{R}/{_KINDS[name]}" Target="{name}.xml"/>'
        for place, name in enumerate(parts, start=1)
    )
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relationships}"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relationships}">{links}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = "hdr" if name.startswith("header") else name
        made[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
    return made


def paragraph(*runs: str, properties: str = "") -> str:
    """A `w:p` of run XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A `w:r` with one text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture(scope="session")
def word() -> WordBuilder:
    """Makes the bytes of a .docx from body XML and further parts."""
    return lambda body, **parts: zipped(word_parts(body, **parts))


@pytest.fixture(scope="session")
def parts_of_word() -> Callable[..., dict[str, str | bytes]]:
    """The parts of a .docx before they are zipped, to be tampered with."""
    return word_parts


@pytest.fixture(scope="session")
def zip_of() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Zips parts."""
    return zipped


@pytest.fixture(scope="session")
def p() -> Callable[..., str]:
    """Makes a `w:p`."""
    return paragraph


@pytest.fixture(scope="session")
def r() -> Callable[..., str]:
    """Makes a `w:r`."""
    return run
