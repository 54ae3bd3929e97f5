"""Opening untrusted files: a bounded zip, an XML parser without network or entities, macros found out.

What does not belong here: telling file types apart (`sniff`), secrecy stamps (`secrecy`), reading content.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from lxml import etree

from sources.intake_reasons import refusal

MAX_FILE_BYTES = 100 * 1024 * 1024
"""A report with photographs is tens of megabytes; several times that is a mistake or an attack."""
MAX_MEMBERS = 5_000
"""A Word report has some 20 parts and one per picture; Excel one per sheet."""
_MAX_MEMBER_MARKS = 4 * MAX_MEMBERS
"""Marks of members in the bytes, also of packages inside; a million take gigabytes to list."""
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
"""A full Excel sheet of formatted but empty rows unpacks to a few hundred megabytes."""
MAX_MEMBER_BYTES = 600 * 1024 * 1024
"""The largest single part that is read into memory: one such sheet."""
MAX_RATIO = 250
"""Deflate reaches 1032:1 on a bomb; repetitive sheet XML stays below 150:1."""
RATIO_FLOOR_BYTES = 8 * 1024 * 1024
"""Below this size a high ratio does no harm (an empty picture, a short template)."""
MAX_XML_BYTES = 96 * 1024 * 1024
"""The largest XML part that is built into a tree, ten times as large; a 500-page report has about 5 MB."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VBA_STORAGE = "_VBA_PROJECT".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_MEMBER_MARK = b"PK\x01\x02"
_ZIP_MAGIC = b"PK\x03\x04"
_MACRO_NAMES = ("vbaproject.bin", "vbadata.xml")
_MACRO_SUFFIXES = (".docm", ".dotm", ".xlsm", ".xltm", ".xlam")
_MACRO_FOLDERS = ("xl/macrosheets/", "basic/", "scripts/")
_MACRO_CONTENT_TYPES = (
    b"vnd.ms-office.vbaproject",
    b"vnd.ms-excel.macrosheet",
    b"vnd.ms-excel.intlmacrosheet",
    b"ms-word.document.macroenabled",
    b"ms-word.template.macroenabled",
    b"ms-excel.sheet.macroenabled",
    b"ms-excel.template.macroenabled",
    b"ms-excel.addin.macroenabled",
)
"""Also of formats that may hold macros: who opens such a file is asked whether to run them."""
_LINK_FOLDER = "xl/externallinks/"
_DDE_LINK = b"ddelink"
_HEAD_BYTES = 8
_PIECE_BYTES = 4 * 1024 * 1024
BROKEN_MEMBER = (
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises for a member that can't be unpacked."""


class SafeZip:
    """A zip archive from untrusted bytes, checked before anything is unpacked.

    Raises IntakeError (`damaged`, `suspicious_package`, `too_large`, `password`, `macros`, `active_content`).
    """

    def __init__(self, data: bytes, file_name: str) -> None:
        self._file_name = file_name
        refuse_crowded_zip(data, file_name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise refusal("damaged", file_name, "không phải tệp nén hợp lệ") from error
        self.names = frozenset(self._zip.namelist())
        self._check_members(len(data))
        self._check_macros()
        self._check_links()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of one member; IntakeError (`damaged`) if it is missing or broken."""
        try:
            return self._zip.read(name)
        except BROKEN_MEMBER as error:
            raise refusal("damaged", self._file_name, f"phần {name}") from error

    def size(self, name: str) -> int:
        """The unpacked size of one member in bytes, as the archive states and `_check_members` bounds it."""
        return self._zip.getinfo(name).file_size

    def read_in_pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of one member in pieces of some megabytes; IntakeError (`damaged`) as `read`."""
        try:
            with self._zip.open(name) as member:
                while piece := member.read(_PIECE_BYTES):
                    yield piece
        except BROKEN_MEMBER as error:
            raise refusal("damaged", self._file_name, f"phần {name}") from error

    def verify(self) -> None:
        """Unpack all members once, in pieces; IntakeError (`damaged`) where one is not what the list says.

        For readers that take the bytes themselves and would believe a member's contents rather than its size.
        """
        for name in self.names:
            for _ in self.read_in_pieces(name):
                pass

    def _check_members(self, packed_size: int) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise refusal("suspicious_package", self._file_name, f"{len(members)} phần bên trong")
        if len(self.names) != len(members):
            raise refusal("suspicious_package", self._file_name, "hai phần trùng tên")
        unpacked = 0
        for member in members:
            if _leaves_the_archive(member.filename):
                raise refusal("suspicious_package", self._file_name, "tên phần trỏ ra ngoài tệp")
            if member.flag_bits & _ENCRYPTED_FLAG:
                raise refusal("password", self._file_name)
            unpacked += member.file_size
            if member.file_size > MAX_MEMBER_BYTES or unpacked > MAX_UNPACKED_BYTES:
                raise refusal(
                    "too_large", self._file_name, f"trên {MAX_MEMBER_BYTES // 2**20} MB khi giải nén"
                )
            if member.file_size > RATIO_FLOOR_BYTES and member.file_size > MAX_RATIO * member.compress_size:
                raise refusal("suspicious_package", self._file_name, "tỷ lệ nén bất thường")
        if unpacked > RATIO_FLOOR_BYTES and unpacked > MAX_RATIO * packed_size:
            raise refusal("suspicious_package", self._file_name, "tỷ lệ nén bất thường")

    def _check_macros(self) -> None:
        if self._file_name.lower().endswith(_MACRO_SUFFIXES):
            raise refusal("macros", self._file_name)
        for name in self.names:
            lowered = name.lower()
            if lowered.endswith(_MACRO_NAMES) or lowered.startswith(_MACRO_FOLDERS):
                raise refusal("macros", self._file_name)
            if lowered.endswith(".rels") and b"/vbaproject" in self.read(name).lower():
                raise refusal("macros", self._file_name)
        if "[Content_Types].xml" in self.names:
            types = self.read("[Content_Types].xml").lower()
            if any(macro in types for macro in _MACRO_CONTENT_TYPES):
                raise refusal("macros", self._file_name)
        for name in self.names:
            if not name.endswith((".xml", ".rels", "/")) and self._holds_macros(name):
                raise refusal("macros", self._file_name)

    def _holds_macros(self, name: str) -> bool:
        """Whether a member is a macro project under any name, or an Office file with one."""
        head = self._head(name)
        if head == OLE_MAGIC:
            return holds_vba(self.read(name))
        return head.startswith(_ZIP_MAGIC) and any(
            macro.encode() in self.read(name).lower() for macro in _MACRO_NAMES
        )

    def _check_links(self) -> None:
        for name in self.names:
            if name.lower().startswith(_LINK_FOLDER) and _DDE_LINK in self.read(name).lower():
                raise refusal("active_content", self._file_name, "liên kết DDE")

    def _head(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as member:
                return member.read(_HEAD_BYTES)
        except BROKEN_MEMBER as error:
            raise refusal("damaged", self._file_name, f"phần {name}") from error


def refuse_crowded_zip(data: bytes, file_name: str) -> None:
    """Raises IntakeError (`suspicious_package`) for an archive whose mere list of members takes gigabytes."""
    if data.count(_MEMBER_MARK) > _MAX_MEMBER_MARKS:
        raise refusal("suspicious_package", file_name, f"trên {_MAX_MEMBER_MARKS} phần bên trong")


def parse_xml(data: bytes, file_name: str) -> etree._Element:
    """The root of an XML part; IntakeError (`suspicious_xml`, `too_large`, `damaged`).

    A document type declaration is refused outright: no Office part has one, and entities need it.
    """
    if len(data) > MAX_XML_BYTES:
        raise refusal("too_large", file_name, f"một phần trên {MAX_XML_BYTES // 2**20} MB")
    refuse_doctype(data, file_name)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal("damaged", file_name, "XML không hợp lệ") from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that the scan does not know
        raise refusal("suspicious_xml", file_name, "DOCTYPE")
    return root


def refuse_doctype(data: bytes, file_name: str) -> None:
    """Raises IntakeError (`suspicious_xml`) for a declaration of a type or an entity, in UTF-8 or UTF-16."""
    for mark in ("<!DOCTYPE", "<!ENTITY"):
        if mark.encode() in data or mark.encode("utf-16-le") in data or mark.encode("utf-16-be") in data:
            raise refusal("suspicious_xml", file_name, mark.removeprefix("<!"))


def holds_vba(data: bytes) -> bool:
    """Whether an OLE compound file has a VBA project among its storages."""
    return _VBA_STORAGE in data


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _leaves_the_archive(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return steps[0] == "" or ".." in steps or ":" in name or "\x00" in name
