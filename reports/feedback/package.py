"""An Office package whose parts are patched one by one; every part not concerned keeps its bytes and place.

What does not belong here: what a part says. The bytes were read safely once before they come here; XML is
parsed without network, entities or document types all the same.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from schemas.errors import LayoutError

_TYPES_PART = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)
"""The least date of a zip: a copy made twice of the same file is the same copy."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: its id, the last word of its type ("comments"), and the part it leads to."""

    link_id: str
    kind: str
    target: str


class Package:
    """The members of a zip in their order, with some replaced and new ones at the end."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise LayoutError("the file is not an Office package") from error
        self._changed: dict[str, bytes] = {}
        self._names = dict.fromkeys(self._zip.namelist())

    def __contains__(self, part: object) -> bool:
        return part in self._names

    @property
    def changed_parts(self) -> frozenset[str]:
        """The parts that were replaced or added so far."""
        return frozenset(self._changed)

    def read(self, part: str) -> bytes:
        """The bytes of a part as they are now; raises `LayoutError` where there is none."""
        if part in self._changed:
            return self._changed[part]
        try:
            return self._zip.read(part)
        except (KeyError, zipfile.BadZipFile) as error:
            raise LayoutError(f"the package has no readable part {part}") from error

    def parse(self, part: str) -> etree._Element:
        """The root of a part with all that stands in it, comments too; raises `LayoutError`."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise LayoutError(f"{part} is not readable as XML") from error

    def write(self, part: str, content: bytes | etree._Element) -> None:
        """Replace a part, or add it at the end."""
        if not isinstance(content, bytes):
            content = etree.tostring(
                content.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
            )
        self._changed[part] = content
        self._names.setdefault(part)

    def main_part(self) -> str:
        """The part that holds the document or workbook; raises `LayoutError` where none is named."""
        for link in self.links(""):
            if link.kind == "officeDocument" and link.target in self:
                return link.target
        raise LayoutError("the package names no main part")

    def links(self, part: str) -> Iterator[Link]:
        """The relationships of a part to other parts of the package; "" for those of the package itself."""
        name = _links_part(part)
        if name not in self:
            return
        for link in self.parse(name).iter(f"{{{_LINKS}}}Relationship"):
            if link.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(part), link.get("Target", ""))
                kind = link.get("Type", "").rsplit("/", 1)[-1]
                yield Link(link.get("Id", ""), kind, posixpath.normpath(target).lstrip("/"))

    def linked(self, part: str, kind: str) -> Link | None:
        """The first relationship of that kind whose part is there."""
        return next((link for link in self.links(part) if link.kind == kind and link.target in self), None)

    def add_link(self, part: str, type_address: str, target: str) -> str:
        """Name `target` as a part related to `part`; gives the id of the relationship."""
        name = _links_part(part)
        root = self.parse(name) if name in self else etree.fromstring(f'<Relationships xmlns="{_LINKS}"/>')
        taken = {link.get("Id") for link in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        relative = posixpath.relpath(target, posixpath.dirname(part) or ".")
        attributes = {"Id": f"rId{number}", "Type": type_address, "Target": relative}
        etree.SubElement(root, f"{{{_LINKS}}}Relationship", attributes)
        self.write(name, root)
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind of content a part holds."""
        self._declare("Override", "PartName", f"/{part}", content_type)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what kind of content all parts with that ending hold."""
        self._declare("Default", "Extension", extension, content_type)

    def free_name(self, pattern: str) -> str:
        """The first name that no part has, with a number from 1 for the star of the pattern."""
        taken = {name.lower() for name in self._names}
        number = 1
        while pattern.replace("*", str(number)).lower() in taken:
            number += 1
        return pattern.replace("*", str(number))

    def to_bytes(self) -> bytes:
        """The package: members in their order, those not written to as they were, new ones at the end."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            members = self._zip.infolist()
            for member in members:
                copy.writestr(member, self.read(member.filename))
            known = {member.filename for member in members}
            for part in self._names:
                if part not in known:
                    added = zipfile.ZipInfo(part, NEW_PART_DATE)
                    added.compress_type = zipfile.ZIP_DEFLATED
                    copy.writestr(added, self._changed[part])
        return out.getvalue()

    def _declare(self, element: str, key: str, value: str, content_type: str) -> None:
        root = self.parse(_TYPES_PART)
        entries = root.findall(f"{{{_TYPES}}}{element}")
        if any(entry.get(key, "").lower() == value.lower() for entry in entries):
            return
        entry = etree.Element(f"{{{_TYPES}}}{element}", {key: value, "ContentType": content_type})
        root.insert(0 if element == "Default" else len(root), entry)
        self.write(_TYPES_PART, root)


def xml_text(text: str) -> str:
    """The text without characters that XML does not allow."""
    return re.sub("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]", "", text)


def _links_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
