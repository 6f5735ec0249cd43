"""The files inside archives, nested ones too: in memory, one at a time, counted while they are unpacked.

An archive is recognised from its bytes. Nothing is written to disk, no link is followed, no declared size is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from transforms.archives.members import (
    ArchiveFaultError,
    Budget,
    Entry,
    MemberFaultError,
    clean_path,
    cut_chunks,
    is_seen,
)
from transforms.archives.streams import STREAM_STARTS, check_stream, unpack_stream
from transforms.archives.tar_members import BLOCK_BYTES, is_tar, list_tar
from transforms.archives.zip_members import list_zip
from transforms.doubts import Reason, Rejection
from transforms.formats import recognise
from transforms.language import Pair
from transforms.limits import Limits
from transforms.source_paths import member_path

_ZIP = "application/zip"
_TAR = "application/x-tar"
# Characters of a refused name in the quarantine; what is refused may be megabytes long.
_LONGEST_SHOWN_NAME = 200
_NO_FILES = Pair("压缩包里没有文件，隐藏文件除外。", "The archive holds no files, hidden ones aside.")
_TOO_LARGE = Pair(
    "压缩包里的这个文件超过读取上限{most:,}字节。", "The member has more than the {most:,} bytes that are read of one."
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file as it is to be read: itself, or a member of an archive by its source path.

    `data` is None where it could not be unpacked. With a rejection it is not to be read: a member that is refused, or
    an archive with what is wrong with it as a whole.
    """

    name: str
    data: bytes | None
    rejection: Rejection | None = None


def archive_type(data: bytes) -> str | None:
    """The media type of an archive, None for any other bytes; office documents are no archives.

    >>> archive_type(b"\\x1f\\x8b\\x08"), archive_type("年报".encode())
    ('application/gzip', None)
    """
    for media_type, starts in STREAM_STARTS.items():
        if data.startswith(starts):
            return media_type
    if is_tar(data[:BLOCK_BYTES]):
        return _TAR
    return _ZIP if data.startswith(b"PK") and recognise(data) == _ZIP else None


def unpack(data: bytes, name: str, limits: Limits) -> Iterator[Member]:
    """The file itself, or the members of the archive that it is, with those of archives inside, in the archive's order.

    An archive that is sound gives its members and nothing of itself; one that holds nothing, is damaged or is more
    than the limits allow gives itself last, with the rejection. A member is read before the next is asked for, and
    memory holds one of each level. Rejections: `archive_bomb`, `archive_too_deep`, `archive_too_large`,
    `damaged_file`, `empty_file`, `encrypted_file`, `file_too_large`, `unsafe_member`, `unsupported_format`.
    """
    yield from _unpack(data, name, Budget(limits), 0)


def _unpack(data: bytes, name: str, budget: Budget, depth: int) -> Iterator[Member]:
    media_type = archive_type(data)
    if media_type is None:
        yield Member(name, data)
        return
    try:
        _check_depth(depth, budget.limits)
        count = 0
        for path, entry in _name_entries(_list_entries(data, media_type, name, budget), name):
            count += 1
            budget.count_member()
            member = _unpack_entry(path, entry, budget.limits)
            if member.rejection is None and member.data is not None:
                yield from _unpack(member.data, path, budget, depth + 1)
            else:
                yield member
        if not count:
            raise ArchiveFaultError(Reason.EMPTY_FILE, _NO_FILES)
    except ArchiveFaultError as fault:
        yield Member(name, data, fault.rejection)


def _check_depth(depth: int, limits: Limits) -> None:
    """Raise `ArchiveFaultError` where an archive lies too deep in others; some hold themselves, without end."""
    if depth >= limits.archive_depth:
        detail = Pair(
            "压缩包嵌套超过{most}层。",
            "The archive lies deeper than {most} archives inside each other.",
            most=limits.archive_depth,
        )
        raise ArchiveFaultError(Reason.ARCHIVE_TOO_DEEP, detail)


def _list_entries(data: bytes, media_type: str, name: str, budget: Budget) -> Iterator[Entry]:
    if media_type == _ZIP:
        return list_zip(data, budget)
    if media_type == _TAR:
        return list_tar(cut_chunks(data), len(data), budget)
    return _list_stream(data, media_type, name, budget)


def _list_stream(data: bytes, media_type: str, name: str, budget: Budget) -> Iterator[Entry]:
    """A compressed stream holds a TAR archive, or one file, whose name is that of the stream without its ending."""
    check_stream(data, media_type, budget.limits)
    chunks = unpack_stream(data, media_type)
    start = b""
    while len(start) < BLOCK_BYTES and (chunk := next(chunks, b"")):
        start += chunk
    whole = chain((start,), chunks)
    if is_tar(start):
        yield from list_tar(whole, len(data), budget)
    else:
        own_name = name.rpartition("/")[2]
        yield Entry(own_name.rpartition(".")[0] or own_name, lambda: budget.count_chunks(whole, len(data)))


def _name_entries(entries: Iterator[Entry], archive: str) -> Iterator[tuple[str, Entry]]:
    """Seen entries with the source path of each; of entries with the same path the later ones are numbered."""
    uses: dict[str, int] = {}
    for entry in entries:
        try:
            path, named = clean_path(entry.name), entry
        except MemberFaultError as fault:
            path, named = entry.name[:_LONGEST_SHOWN_NAME], Entry(entry.name, refusal=fault.rejection)
        if named is not entry or is_seen(path):
            yield _distinguish(member_path(archive, path), uses), named


def _distinguish(path: str, uses: dict[str, int]) -> str:
    while path in uses:
        uses[path] += 1
        path = f"{path} ({uses[path]})"
    uses[path] = 1
    return path


def _unpack_entry(path: str, entry: Entry, limits: Limits) -> Member:
    if entry.refusal is not None:
        return Member(path, None, entry.refusal)
    content = bytearray()
    try:
        for chunk in entry.open_chunks():
            content += chunk
            if len(content) > limits.member_bytes:
                detail = _TOO_LARGE.filled(most=limits.member_bytes)
                return Member(path, None, Rejection(Reason.FILE_TOO_LARGE, detail))
    except MemberFaultError as fault:
        return Member(path, None, fault.rejection)
    return Member(path, bytes(content))
