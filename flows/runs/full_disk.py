"""What to say of a disk that is full: how much a run needs beside the warehouse, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

from flows.state import format_bytes, free_bytes, state_folder
from flows.versions import published_version

# A first run of twelve small reports, most of which is the list of divisions, fails with 28 MiB and completes with 32.
LEAST_BYTES = 40 * 1024**2


def needed_bytes(warehouse: Path) -> int:
    """About how many bytes a run needs beside the warehouse: two versions of it, as large as the published one."""
    published = published_version(warehouse)
    return max(LEAST_BYTES, 2 * published.bytes if published else 0)


def describe_room(warehouse: Path) -> str:
    """What is free and what is needed beside the warehouse, and what is safe, as the end of a sentence."""
    free = free_bytes(state_folder(warehouse))
    left = "" if free is None else f"{format_bytes(free)} are free beside the warehouse, and "
    needed = format_bytes(needed_bytes(warehouse))
    return (
        f"{left}a run needs about {needed} there; the published warehouse is as it was, and the next run goes on with "
        "what was read"
    )
