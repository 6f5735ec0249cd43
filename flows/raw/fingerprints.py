"""Fingerprint the content of files: what an earlier run hashed is read again only where it may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from types import MappingProxyType

from flows.raw.contents import hash_file, state_of
from flows.raw.files import Refusal, SourceFile, Stamp, reason_of
from flows.storage import CONNECTIONS, is_url
from transforms.doubts import Reason
from transforms.language import Pair
from transforms.limits import DEFAULT_LIMITS

# Files that wait for their fingerprint at a time: in a pool each takes more memory than all that is known of it.
_WAITING_FILES = 1000

Known = Mapping[str, tuple[str, Stamp]]
"""Hash and stamp of files by name, as an earlier run took them."""


def _recall(file: SourceFile, largest: int, known: Known) -> SourceFile | None:
    """The file with the hash that an earlier run took, where it must still be true."""
    if file.name not in known:
        return None
    sha256, stamp = known[file.name]
    now = state_of(file)
    if now.byte_size > largest or not stamp.proves(now):
        return None
    return replace(file, sha256=sha256, byte_size=stamp.byte_size, stamp=stamp)


def fingerprint(
    file: SourceFile, largest: int = DEFAULT_LIMITS.file_bytes, known: Known = MappingProxyType({})
) -> SourceFile:
    """The file with its hash and size, or with a refusal where it cannot be read or has more than `largest` bytes."""
    if file.refusal is not None:
        return file
    try:
        if recalled := _recall(file, largest, known):
            return recalled
        sha256, stamp = hash_file(file, largest)
    except OSError as error:
        detail = Pair("文件读不出：{error}。", "The file cannot be read: {error}.", error=reason_of(error))
        return replace(file, refusal=Refusal(Reason.UNREADABLE_FILE, detail))
    size = stamp.byte_size
    if sha256 is None:
        detail = Pair(
            "文件有{size:,}字节，超过读取上限{most:,}字节（NIANBAO_FILE_BYTES）。",
            "The file has {size:,} bytes, more than the {most:,} that are read (NIANBAO_FILE_BYTES).",
            size=size,
            most=largest,
        )
        return replace(file, byte_size=size, refusal=Refusal(Reason.FILE_TOO_LARGE, detail))
    return replace(file, sha256=sha256, byte_size=size, stamp=stamp)


def fingerprint_files(
    files: Iterable[SourceFile],
    workers: int,
    largest: int = DEFAULT_LIMITS.file_bytes,
    known: Known = MappingProxyType({}),
) -> list[SourceFile]:
    """Fingerprint all files, in their order; threads suffice, as hashing and reading release the interpreter.

    Files that an earlier run hashed are read again only where they may have changed.
    """
    listed = list(files)
    fingerprint_one, left = partial(fingerprint, largest=largest, known=known), iter(listed)
    # Objects wait for the network, where files wait for the processor.
    readers = max(workers, CONNECTIONS) if listed and is_url(listed[0].path) else workers
    done: list[SourceFile] = []
    with ThreadPoolExecutor(max_workers=readers) as threads:
        while some := list(islice(left, _WAITING_FILES)):
            done += threads.map(fingerprint_one, some)
    return done


def group_by_content(files: Sequence[SourceFile]) -> dict[str, str]:
    """For every name the name under which its content is read: the first, in the given order, with the same bytes."""
    first_with: dict[str, str] = {}
    return {
        file.name: file.name if file.refusal or not file.sha256 else first_with.setdefault(file.sha256, file.name)
        for file in files
    }
