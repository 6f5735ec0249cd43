"""How much of one file is read: what hostile or broken input may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file and on what it unpacks to; whatever goes beyond is rejected with its reason.

    Sizes are bytes. `expansion_ratio` is unpacked to packed size, looked at from `expansion_floor` bytes on, as small
    files of little content pack well.
    """

    file_bytes: int = 64 * 1024 * 1024
    text_characters: int = 20_000_000
    archive_depth: int = 3
    archive_members: int = 10_000
    archive_bytes: int = 512 * 1024 * 1024
    expansion_ratio: int = 200
    expansion_floor: int = 1024 * 1024
    pages: int = 300
    table_cells: int = 500_000
