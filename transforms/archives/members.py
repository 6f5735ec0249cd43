"""What every kind of archive yields, what may go wrong with it, and what all of them together may cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from transforms.doubts import Reason, Rejection
from transforms.language import Pair
from transforms.limits import Limits

# What is unpacked at a time, and held in memory of each archive inside another.
CHUNK_BYTES = 256 * 1024
# A path that Windows takes for one of another drive, with or without a slash (C:e.txt). A colon further on is part of a
# name.
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_PATH = 4096  # what Linux takes for a path
_UNSEEN_FOLDERS = ("__MACOSX",)
_UNSEEN_FILES = ("thumbs.db",)

DAMAGED_ARCHIVE = Pair(
    "压缩包不完整或已损坏：{error}。只读取了损坏处之前的文件。",
    "The archive is cut off or damaged: {error}. Only the members before the damage were read.",
)
"""What is said of an archive whose end cannot be read, whatever its kind."""
NOT_A_FILE = Pair(
    "压缩包里的这一项是{kind}，不是文件，没有读取。", "The member is {kind}, not a file; it is not followed."
)
"""What is said of a member that is a link, a device or the like."""


class ArchiveFaultError(Exception):
    """An archive cannot be read, or not on from here."""

    def __init__(self, reason: Reason, detail: Pair) -> None:
        super().__init__(detail)
        self.rejection = Rejection(reason, detail)


class MemberFaultError(ArchiveFaultError):
    """One member cannot be read; the others can."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that an archive lists: its path there, and its bytes or why they are not read.

    `open_chunks` unpacks it, before the next entry is asked for or never; it raises `MemberFaultError` or
    `ArchiveFaultError`. Folders are no entries.
    """

    name: str
    open_chunks: Callable[[], Iterable[bytes]] = field(default=tuple)
    refusal: Rejection | None = None


@dataclass(slots=True)
class Budget:
    """What one file of the raw folder may still unpack to, in all its archives together."""

    limits: Limits
    members: int = 0
    unpacked: int = 0

    def count_member(self) -> None:
        """Count an entry of an archive. Raises `ArchiveFaultError` beyond the limit."""
        self.members += 1
        if self.members > self.limits.archive_members:
            detail = Pair(
                "压缩包里的文件超过{most:,}个，其余的没有读取。",
                "The archive holds more than {most:,} members; the others are not read.",
                most=self.limits.archive_members,
            )
            raise ArchiveFaultError(Reason.ARCHIVE_TOO_LARGE, detail)

    def count_chunks(
        self, chunks: Iterable[bytes], packed: int, error: type[ArchiveFaultError] = ArchiveFaultError
    ) -> Iterator[bytes]:
        """Pass chunks on and count them; `packed` bytes is what they are unpacked from.

        Raises `ArchiveFaultError` beyond the limit of all archives, and `error` where they grow like a bomb.
        """
        limits, size = self.limits, 0
        for chunk in chunks:
            size += len(chunk)
            self.unpacked += len(chunk)
            if size > limits.expansion_floor and size > packed * limits.expansion_ratio:
                detail = Pair(
                    "{packed:,}字节解压后超过原大小的{ratio:,}倍。",
                    "{packed:,} bytes unpack to more than {ratio:,} times as many.",
                    packed=packed,
                    ratio=limits.expansion_ratio,
                )
                raise error(Reason.ARCHIVE_BOMB, detail)
            if self.unpacked > limits.archive_bytes:
                detail = Pair(
                    "压缩包解压后超过{most:,}字节，超出的部分没有读取。",
                    "The archive unpacks to more than {most:,} bytes; what lies beyond is not read.",
                    most=limits.archive_bytes,
                )
                raise ArchiveFaultError(Reason.ARCHIVE_TOO_LARGE, detail)
            yield chunk


def cut_chunks(data: bytes) -> Iterator[bytes]:
    """Bytes in chunks, as a stream gives them."""
    return (data[start : start + CHUNK_BYTES] for start in range(0, len(data), CHUNK_BYTES))


def clean_path(name: str) -> str:
    """The path of a member, with / between its parts. Raises `MemberFaultError` where it leads out of the archive.

    Windows tools write backslashes.

    >>> clean_path("./2021\\\\a.txt")
    '2021/a.txt'
    """
    path = name.replace("\\", "/")
    parts = path.split("/")
    cleaned = "/".join(part for part in parts if part not in ("", "."))
    is_outside = path.startswith("/") or ".." in parts or _DRIVE.match(path)
    if is_outside or not cleaned or "\0" in path or len(path) > _LONGEST_PATH:
        raise MemberFaultError(
            Reason.UNSAFE_MEMBER,
            Pair("文件的路径指向压缩包之外，或者不是路径。", "The member's path leads out of the archive, or is none."),
        )
    return cleaned


def is_seen(path: str) -> bool:
    """Whether a member counts: neither hidden nor what macOS and Windows add by themselves.

    >>> is_seen("a/b.txt"), is_seen("__MACOSX/a/._b.txt"), is_seen("a/.DS_Store"), is_seen("a/Thumbs.db")
    (True, False, False, False)
    """
    parts = path.split("/")
    return not (
        any(part.startswith(".") for part in parts) or parts[0] in _UNSEEN_FOLDERS or parts[-1].lower() in _UNSEEN_FILES
    )
