"""The raw folder in S3: its objects are its files."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace

from flows.errors import RunError, system_words
from flows.raw.files import SourceFile, Stamp
from flows.storage import StoredObject, list_objects, read_pieces
from transforms.language import Pair
from transforms.source_paths import printable_name


def find_objects(folder: str) -> list[SourceFile]:
    """The visible files below a folder in S3, each with what the listing tells of its content.

    Raises `RunError` where it cannot be listed or nothing is below it: S3 has no empty folders, so that a name that is
    mistyped looks like one.
    """
    try:
        found = list(list_objects(folder))
    except OSError as error:
        raise RunError(
            Pair(
                "无法列出原始文件夹{folder}：{why}",
                "the raw folder {folder} cannot be listed: {why}",
                folder=folder,
                why=system_words(error),
            )
        ) from error
    if not found:
        raise RunError(Pair("原始文件夹{folder}下没有文件", "nothing is below the raw folder {folder}", folder=folder))
    return [_as_file(one) for one in found if not any(map(_is_hidden, one.name.split("/")))]


def _is_hidden(part: str) -> bool:
    """Whether a part of a key begins with a dot and is a name: `.` and `..` are ones that crawlers leave in keys."""
    return part.startswith(".") and bool(part.strip("."))


def _as_file(one: StoredObject) -> SourceFile:
    return SourceFile(printable_name(one.name), one.url, stamp=_stamp_of(one))


def _stamp_of(one: StoredObject) -> Stamp:
    """The state of an object. Its ETag stands for what no other content has: the number of a file."""
    number = int.from_bytes(hashlib.sha256(one.tag.encode()).digest()[:8], "big")
    return Stamp(one.byte_size, one.modified_ns, one.modified_ns, number, time.time_ns())


def hash_object(url: str, listed: Stamp, largest: int) -> tuple[str | None, Stamp]:
    """SHA-256 of an object, with the stamp that the listing gave it; see `flows.raw.contents.hash_file`.

    One that was replaced since has the hash and size of what is there now, and the next run finds another ETag.
    Raises `OSError`.
    """
    if listed.byte_size > largest:
        return None, listed
    digest, size = hashlib.sha256(), 0
    for piece in read_pieces(url):
        digest.update(piece)
        size += len(piece)
        if size > largest:
            return None, replace(listed, byte_size=size)
    return digest.hexdigest(), replace(listed, byte_size=size)
