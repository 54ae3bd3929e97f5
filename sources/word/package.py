"""The parts of a Word package and the relationships between them.

What does not belong here: what any part says.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from sources.active_content import refuse_calling_fields
from sources.intake_reasons import refusal
from sources.safety import SafeZip, parse_xml
from sources.word.names import MAIN, STRICT_MAIN

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_CORE_PART = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another; `kind` is the last word of its type ("footnotes", "header")."""

    kind: str
    target: str


class WordPackage:
    """An opened .docx; parts are parsed on request, once each by their readers."""

    def __init__(self, archive: SafeZip, file_name: str) -> None:
        self._archive = archive
        self._file_name = file_name
        self.main_part = self._find_main_part()
        self.relationships = self._relationships_of(self.main_part)

    def main(self) -> etree._Element:
        """The root of the main document part."""
        return self._parse(self.main_part)

    def related(self, kind: str) -> tuple[etree._Element, ...]:
        """The roots of all parts that the main part names as `kind`, in file order, but missing ones."""
        return tuple(
            self._parse(link.target)
            for link in self.relationships
            if link.kind == kind and link.target in self._archive.names
        )

    def first_related(self, kind: str) -> etree._Element | None:
        """The root of the first related part of that kind, or None."""
        parts = self.related(kind)
        return parts[0] if parts else None

    def modified_at(self) -> datetime | None:
        """The file's own modification instant (UTC) from its core properties."""
        if _CORE_PART not in self._archive.names:
            return None
        return parse_instant(self._parse(_CORE_PART).findtext(_MODIFIED))

    def _find_main_part(self) -> str:
        for link in self._relationships_of(""):
            if link.kind == "officeDocument" and link.target in self._archive.names:
                return link.target
        raise refusal("damaged", self._file_name, "thiếu phần nội dung chính")

    def _relationships_of(self, part: str) -> tuple[Relationship, ...]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive.names:
            return ()
        root = parse_xml(self._archive.read(rels), self._file_name)
        return tuple(
            Relationship(
                kind=link.get("Type", "").rsplit("/", 1)[-1],
                target=posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in root.iter(_RELATIONSHIP)
            if link.get("TargetMode") != "External"
        )

    def _parse(self, part: str) -> etree._Element:
        data = self._archive.read(part)
        refuse_calling_fields(data, self._file_name)
        if STRICT_MAIN.encode() in data[:4096]:
            data = data.replace(STRICT_MAIN.encode(), MAIN.encode())
        return parse_xml(data, self._file_name)


def parse_instant(text: str | None) -> datetime | None:
    """An ISO instant of a core property as UTC; None where it is absent or malformed."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
