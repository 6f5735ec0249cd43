"""Members of a TAR archive, read as a stream: plain, or out of a compressed stream."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from io import BufferedIOBase

from transforms.archives.members import CHUNK_BYTES, DAMAGED_ARCHIVE, NOT_A_FILE, ArchiveFaultError, Budget, Entry
from transforms.archives.names import find_name_encoding
from transforms.doubts import Reason, Rejection
from transforms.language import Pair

# Sizes and places of a header, as POSIX has them (ustar).
BLOCK_BYTES = 512
_ZEROS = bytes(BLOCK_BYTES)
_MAGIC_AT, _MAGIC = 257, b"ustar"
_CHECKSUM_AT = slice(148, 156)
_TAR_ERRORS = (tarfile.TarError, OSError, EOFError, ValueError, OverflowError, RecursionError)
_KINDS = {
    tarfile.SYMTYPE: Pair("符号链接", "a symbolic link"),
    tarfile.LNKTYPE: Pair("硬链接", "a hard link"),
    tarfile.CHRTYPE: Pair("设备", "a device"),
    tarfile.BLKTYPE: Pair("设备", "a device"),
    tarfile.FIFOTYPE: Pair("管道", "a pipe"),
}


def is_tar(start: bytes) -> bool:
    """Whether bytes begin with the header of a member; the oldest makes have no magic, but a checksum."""
    header = start[:BLOCK_BYTES]
    if header[_MAGIC_AT:].startswith(_MAGIC):
        return True
    digits = header[_CHECKSUM_AT].strip(b"\0 ")
    if len(header) < BLOCK_BYTES or not digits or digits.strip(b"01234567"):
        return False
    return int(digits, 8) == sum(header) - sum(header[_CHECKSUM_AT]) + 8 * ord(" ")


def list_tar(chunks: Iterable[bytes], packed: int, budget: Budget) -> Iterator[Entry]:
    """The entries of a TAR archive. Raises `ArchiveFaultError` where it is damaged; what came before is read."""
    stream = _Stream(budget.count_chunks(chunks, packed))
    try:
        with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # tarfile keeps every header it saw
                if not info.isdir():
                    yield _entry_of(archive, info)
            end = stream.block_at(archive.offset)
    except _TAR_ERRORS as error:
        raise _damaged(str(error)) from error
    if end != _ZEROS:
        raise _damaged(Pair("没有结束标记", "it has no end mark"))


def _damaged(what: object) -> ArchiveFaultError:
    return ArchiveFaultError(Reason.DAMAGED_FILE, DAMAGED_ARCHIVE.filled(error=what))


def _entry_of(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Entry:
    name = _decode_name(info.name)
    if not info.isreg():
        kind = _KINDS.get(info.type, Pair("未知类型的内容", "of an unknown kind"))
        return Entry(name, refusal=Rejection(Reason.UNSAFE_MEMBER, NOT_A_FILE.filled(kind=kind)))
    return Entry(name, lambda: _member_chunks(archive, info))


def _member_chunks(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    try:
        file = archive.extractfile(info)
        while file is not None and (chunk := file.read(CHUNK_BYTES)):
            yield chunk
    except _TAR_ERRORS as error:
        raise _damaged(str(error)) from error


def _decode_name(name: str) -> str:
    """Names that are not UTF-8 were written with the code page of their tool."""
    raw = name.encode("utf-8", "surrogateescape")
    encoding = find_name_encoding([raw])
    return name if encoding == "cp437" else raw.decode(encoding)


class _Stream(BufferedIOBase):
    """Chunks as a file that is read once, which knows the blocks that it gave out last."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self._given = 0
        self._last = b""

    def read(self, size: int | None = -1) -> bytes:
        """As many bytes as are at hand, at most `size` where it is given."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        end = len(self._rest) if size is None or size < 0 else size
        given, self._rest = self._rest[:end], self._rest[end:]
        self._given += len(given)
        self._last = (self._last + given)[-2 * tarfile.RECORDSIZE :]
        return given

    def block_at(self, offset: int) -> bytes:
        """The block at an offset among the last that were read, shorter where the stream has ended."""
        start = offset - (self._given - len(self._last))
        return self._last[start : start + BLOCK_BYTES] if start >= 0 else b""
