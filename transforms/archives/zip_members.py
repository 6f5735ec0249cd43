"""Members of a ZIP archive, by its directory; without a readable one, by the headers before the members."""

from __future__ import annotations

import lzma
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from transforms.archives.members import (
    CHUNK_BYTES,
    DAMAGED_ARCHIVE,
    NOT_A_FILE,
    ArchiveFaultError,
    Budget,
    Entry,
    MemberFaultError,
)
from transforms.archives.names import find_name_encoding
from transforms.archives.zip_salvage import salvage_zip
from transforms.doubts import Reason, Rejection
from transforms.language import Pair

_ZIP_ERRORS = (BadZipFile, struct.error, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
# Sizes, flags and marks of the format, as PKWARE has them (APPNOTE.TXT).
_LOCAL_HEADER_BYTES = 30
_IS_ENCRYPTED = 0x1 | 0x40
_IS_UTF8 = 0x800
_UNIX = 3
_DOS_FOLDER = 0x10
_EXTRA_FIELD = struct.Struct("<HH")  # its kind and size
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
_UNICODE_PATH_HEADER_BYTES = 5  # its version, and the checksum of the plain name
_OFFICE_STARTS = (b"[Content_Types].xml", b"mimetype")  # no archive, but what is left of a document
_DAMAGED_DOCUMENT = Pair(
    "文档不完整或已损坏：{error}。没有读取其中的任何内容。",
    "The document is cut off or damaged: {error}. Nothing of it was read.",
)
_READ_METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2)


def list_zip(data: bytes, budget: Budget) -> Iterator[Entry]:
    """The entries of a ZIP archive. Raises `ArchiveFaultError` where it is damaged or made to do harm."""
    try:
        archive = ZipFile(BytesIO(data))
    except _ZIP_ERRORS as error:
        is_document = data.startswith(_OFFICE_STARTS, _LOCAL_HEADER_BYTES)
        if not is_document:
            yield from salvage_zip(data, budget)
        detail = (_DAMAGED_DOCUMENT if is_document else DAMAGED_ARCHIVE).filled(error=error)
        raise ArchiveFaultError(Reason.DAMAGED_FILE, detail) from error
    infos = archive.infolist()
    _check_overlaps(infos)
    names = _decode_names(infos)
    for info in infos:
        if not _is_folder(info, names[info]):
            yield _entry_of(archive, info, names[info], budget)


def _is_folder(info: ZipInfo, name: str) -> bool:
    return name.endswith(("/", "\\")) or (not info.file_size and bool(info.external_attr & _DOS_FOLDER))


def _check_overlaps(infos: Sequence[ZipInfo]) -> None:
    """Bombs such as 42.zip's heirs list the same packed bytes many times; no tool does."""
    end = 0
    for info in sorted(infos, key=lambda info: (info.header_offset, info.compress_size)):
        if info.header_offset < end:
            detail = Pair(
                "压缩包里的文件互相重叠，同样的字节要解压几次，一个也没有读取。",
                "The archive's members overlap: the same bytes are to be unpacked several times. None was read.",
            )
            raise ArchiveFaultError(Reason.ARCHIVE_BOMB, detail)
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


def _decode_names(infos: Sequence[ZipInfo]) -> Mapping[ZipInfo, str]:
    """Names in UTF-8 where the archive says so, else in what all the others are in together."""
    said = {info: name for info in infos if (name := _said_name(info)) is not None}
    raw = {info: info.orig_filename.encode("cp437") for info in infos if info not in said}
    encoding = find_name_encoding(list(raw.values()))
    return {**said, **{info: name.decode(encoding) for info, name in raw.items()}}


def _said_name(info: ZipInfo) -> str | None:
    if info.flag_bits & _IS_UTF8:
        return info.orig_filename
    extra = info.extra
    while len(extra) >= _EXTRA_FIELD.size:
        kind, size = _EXTRA_FIELD.unpack_from(extra)
        if kind == _UNICODE_PATH and size > _UNICODE_PATH_HEADER_BYTES:
            return _unicode_path(info, extra[_EXTRA_FIELD.size : _EXTRA_FIELD.size + size])
        extra = extra[_EXTRA_FIELD.size + size :]
    return None


def _unicode_path(info: ZipInfo, value: bytes) -> str | None:
    """The name in a field of version, checksum of the plain name, name; None where the plain name was changed since."""
    checksum = int.from_bytes(value[1:_UNICODE_PATH_HEADER_BYTES], "little")
    if checksum != zlib.crc32(info.orig_filename.encode("cp437")):
        return None
    try:
        return value[_UNICODE_PATH_HEADER_BYTES:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def _entry_of(archive: ZipFile, info: ZipInfo, name: str, budget: Budget) -> Entry:
    refusal = _refuse(info)
    return Entry(name, refusal=refusal) if refusal else Entry(name, lambda: _member_chunks(archive, info, budget))


def _refuse(info: ZipInfo) -> Rejection | None:
    if info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16):
        return Rejection(Reason.UNSAFE_MEMBER, NOT_A_FILE.filled(kind=Pair("符号链接", "a symbolic link")))
    if info.flag_bits & _IS_ENCRYPTED:
        detail = Pair(
            "压缩包里的这个文件有密码保护，请手动解压。",
            "The member is protected by a password; unpack the archive by hand.",
        )
        return Rejection(Reason.ENCRYPTED_FILE, detail)
    if info.compress_type not in _READ_METHODS:
        detail = Pair(
            "压缩包里的这个文件用的压缩方法是{method}，请手动解压。",
            "The member is packed by method {method}; unpack the archive by hand.",
            method=info.compress_type,
        )
        return Rejection(Reason.UNSUPPORTED_FORMAT, detail)
    return None


def _member_chunks(archive: ZipFile, info: ZipInfo, budget: Budget) -> Iterator[bytes]:
    return budget.count_chunks(_read_member(archive, info), info.compress_size, MemberFaultError)


def _read_member(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except _ZIP_ERRORS as error:
        detail = Pair(
            "压缩包里的这个文件不完整或已损坏：{error}。", "The member is cut off or damaged: {error}.", error=error
        )
        raise MemberFaultError(Reason.DAMAGED_FILE, detail) from error
