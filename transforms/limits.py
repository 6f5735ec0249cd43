"""How much of one file is read: what hostile or broken input may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file and on what it unpacks to; whatever goes beyond is rejected with its reason.

    Sizes are bytes. `file_bytes` bounds a file of the raw folder, `member_bytes` a file inside an archive,
    `archive_bytes` and `archive_members` all that one file of the raw folder unpacks to. `expansion_ratio` is unpacked
    to packed size, looked at from `expansion_floor` bytes on, as small files of little content pack well.

    `text_characters` bounds the text that is searched for labels: the longest reports have some 50,000 characters, and
    a text without a known word costs up to 220 bytes of memory and 10 microseconds a character.
    """

    file_bytes: int = 256 * 1024 * 1024
    member_bytes: int = 64 * 1024 * 1024
    text_characters: int = 1_000_000
    archive_depth: int = 3
    archive_members: int = 20_000
    archive_bytes: int = 512 * 1024 * 1024
    expansion_ratio: int = 200
    expansion_floor: int = 1024 * 1024
    pages: int = 300
    table_cells: int = 500_000


DEFAULT_LIMITS = Limits()
