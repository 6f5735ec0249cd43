"""Office documents that are ZIP packages: what is inside, within which bounds, as XML that cannot do harm.

The kind is read from the central directory, nothing is unpacked for it. Before the first member is unpacked the sizes
that the directory declares are held against the limits, and no member gives more bytes than it declared.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from transforms.doubts import Reason, Rejection
from transforms.formats.office.xml_names import local_name
from transforms.language import Pair
from transforms.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
# What zipfile raises on broken input beside its own error.
_ZIP_ERRORS = (BadZipFile, struct.error, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
# The header of a member (APPNOTE 4.3.7); its group is the length of the name that follows. Leaves those of the
# directory (PK 01 02), of which a file that breaks off has none.
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
# Bytes of a member that names the document's kind; the longest of OpenDocument has 56.
_LONGEST_MIMETYPE = 100
# Bytes at the beginning of a package in which that name stands where the directory is lost: 38 of a header, the name.
_MIMETYPE_WITHIN = 120
# Bit 0 of a member's flags (APPNOTE 4.4.4).
_IS_ENCRYPTED = 0x1
# Elements and attributes of a part for each cell that a table may have. libxml2 keeps some 120 bytes for one: a tree of
# the most marks takes half a gigabyte.
_MARKS_PER_CELL = 8
_ENTITY_DECLARATIONS = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

STATED = frozenset({"title", "subject", "created", "modified", "creation-date", "date"})
"""Names of the properties that are metadata, in OOXML and in OpenDocument."""


PROTECTED = Pair(
    "文档有密码保护，请另存为没有密码的。", "The document is protected by a password; save it without one."
)
"""What is said of a document that opens with a password only, whatever its format."""


MANY_CELLS = Pair("文档中表格的单元格超过读取上限。", "The tables of the document hold more cells than is read.")
"""What is said of a document whose tables have more cells than is read."""


class PackageError(Exception):
    """A package cannot be read; `rejection` says why."""

    def __init__(self, reason: Reason, detail: Pair) -> None:
        super().__init__(detail)
        self.rejection = Rejection(reason, detail)


@lru_cache(maxsize=1)
def package_kind(data: bytes) -> str | None:
    """The media type of an office package, None for any other bytes and for an ordinary ZIP.

    A package without a readable directory is known by the names in its local headers.
    """
    if not data.startswith(_ZIP_STARTS):
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            mimetype = _declared_mimetype(archive) if "mimetype" in names else ""
    except _ZIP_ERRORS:
        names, mimetype = frozenset(_local_names(data)), ""
    return _kind_of(names, mimetype, data)


def _declared_mimetype(archive: ZipFile) -> str:
    info = archive.getinfo("mimetype")
    return archive.read(info).decode("latin-1").strip() if info.file_size <= _LONGEST_MIMETYPE else ""


def _local_names(data: bytes) -> list[str]:
    names = []
    for match in _LOCAL_HEADER.finditer(data):
        start, size = match.end(), int.from_bytes(match[1], "little")
        names.append(data[start : start + size].decode("latin-1"))
    return names


def _kind_of(names: frozenset[str], mimetype: str, data: bytes) -> str | None:
    mimetype = mimetype.removesuffix("-template")
    if mimetype in (ODT, ODS):
        return mimetype
    if not mimetype and "mimetype" in names:
        # The member is stored first and unpacked, so that it can be read at its fixed place.
        return next((kind for kind in (ODS, ODT) if kind.encode() in data[:_MIMETYPE_WITHIN]), None)
    if "[Content_Types].xml" not in names:
        return None
    folders = {name.partition("/")[0] for name in names}
    kinds = (("word", DOCX), ("xl", XLSB if "xl/workbook.bin" in names else XLSX), ("ppt", PPTX))
    return next((kind for folder, kind in kinds if folder in folders), None)


class Package:
    """A package that is within the limits. All methods raise `PackageError` for what cannot be read."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = ZipFile(BytesIO(data))
        except _ZIP_ERRORS as error:
            raise PackageError(
                Reason.DAMAGED_FILE,
                Pair("文件不完整或已损坏：{error}。", "The file is cut off or damaged: {error}.", error=error),
            ) from error
        self.names = frozenset(self._archive.namelist())
        self._check_sizes(len(data))

    def _check_sizes(self, packed: int) -> None:
        members = self._archive.infolist()
        if len(members) > self._limits.archive_members:
            detail = Pair(
                "文档由{count:,}个部件组成，太多。",
                "The document is a package of {count:,} members.",
                count=len(members),
            )
            raise PackageError(Reason.ARCHIVE_TOO_LARGE, detail)
        unpacked = sum(member.file_size for member in members)
        if unpacked > self._limits.archive_bytes:
            detail = Pair(
                "文档解压后有{size:,}字节，太大。", "The document would unpack to {size:,} bytes.", size=unpacked
            )
            raise PackageError(Reason.ARCHIVE_TOO_LARGE, detail)
        if unpacked > self._limits.expansion_floor and unpacked > packed * self._limits.expansion_ratio:
            detail = Pair(
                "文档有{packed:,}字节，解压后却有{unpacked:,}字节。",
                "The document would unpack from {packed:,} to {unpacked:,} bytes.",
                packed=packed,
                unpacked=unpacked,
            )
            raise PackageError(Reason.ARCHIVE_BOMB, detail)
        if any(member.flag_bits & _IS_ENCRYPTED for member in members):
            raise PackageError(Reason.ENCRYPTED_FILE, PROTECTED)

    def read(self, name: str) -> bytes:
        """The bytes of a member, of at most `member_bytes`."""
        try:
            info = self._archive.getinfo(name)
            if info.file_size > self._limits.member_bytes:
                detail = Pair(
                    "文档的部件{name}解压后有{size:,}字节，太大。",
                    "The document's part {name} would unpack to {size:,} bytes.",
                    name=name,
                    size=info.file_size,
                )
                raise PackageError(Reason.ARCHIVE_TOO_LARGE, detail)
            return self._archive.read(info)
        except KeyError as error:
            detail = Pair("文档缺少部件{name}。", "The document lacks its part {name}.", name=name)
            raise PackageError(Reason.DAMAGED_FILE, detail) from error
        except _ZIP_ERRORS as error:
            detail = Pair(
                "文档的部件{name}已损坏：{error}。",
                "The document's part {name} is damaged: {error}.",
                name=name,
                error=error,
            )
            raise PackageError(Reason.DAMAGED_FILE, detail) from error

    def parse(self, name: str) -> _Element:
        """A part as an XML tree, without entities, comments and processing instructions, nothing fetched for it."""
        return self.parse_bytes(self.read(name), name)

    def parse_bytes(self, data: bytes, name: str) -> _Element:
        """As `parse`, for bytes that are at hand."""
        from lxml import etree

        if any(declaration in data for declaration in _ENTITY_DECLARATIONS):
            detail = Pair(
                "文档的部件{name}声明了实体，办公软件不会这样写。",
                "The document's part {name} declares entities, which no office program writes.",
                name=name,
            )
            raise PackageError(Reason.UNSAFE_XML, detail)
        if data.count(b"<") + data.count(b"=") > self._limits.table_cells * _MARKS_PER_CELL:
            detail = Pair(
                "文档的部件{name}的元素超过读取上限。",
                "The document's part {name} holds more elements than is read.",
                name=name,
            )
            raise PackageError(Reason.ARCHIVE_TOO_LARGE, detail)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            detail = Pair(
                "文档的部件{name}不是 XML：{error}。",
                "The document's part {name} is no XML: {error}.",
                name=name,
                error=error.msg,
            )
            raise PackageError(Reason.DAMAGED_FILE, detail) from error

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to: id → (last word of the type, name of the part); without external ones.

        `part` '' is the package itself. Transitional and Strict types differ only before their last word.
        """
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.names:
            return {}
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                _resolve(folder, element.get("Target", "")),
            )
            for element in self.parse(rels).iter(_RELATIONSHIP)
            if element.get("TargetMode") != "External"
        }

    def part_of_type(self, part: str, kind: str) -> str | None:
        """The first existing part that `part` refers to by the type `kind`."""
        targets = (target for found, target in self.relationships(part).values() if found == kind)
        return next((target for target in targets if target in self.names), None)

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The core properties that are not about a person: title, subject and dates; values of one line."""
        part = self.part_of_type("", "core-properties")
        if part is None:
            return ()
        pairs = ((local_name(element), " ".join((element.text or "").split())) for element in self.parse(part))
        return tuple((name, value) for name, value in pairs if value and name in STATED)


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(path)
