"""Room on a disk: what is left of it, and bytes as people read them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

_UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


def format_bytes(count: int) -> str:
    """A number of bytes for people.

    >>> format_bytes(900), format_bytes(5 * 1024**3 + 1)
    ('900 B', '5.0 GiB')
    """
    size, unit = float(count), 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit else f"{count} B"


def free_bytes(folder: Path) -> int | None:
    """Bytes that are left where a folder is, or will be; None where nothing can be told."""
    for parent in (folder, *folder.parents):
        try:
            return shutil.disk_usage(parent).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


def count_bytes(folder: Path) -> int:
    """Bytes of the files below a folder; what goes meanwhile or cannot be listed counts nothing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(parent, name).lstat().st_size
    return total
