"""What to say of a disk that is full: how much a run needs beside the warehouse, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

from flows.state import format_bytes, free_bytes, state_folder
from flows.versions import published_version
from transforms.language import NOTHING, Pair

# A first run of twelve small reports, most of which is the list of divisions, fails with 28 MiB and completes with 32.
LEAST_BYTES = 40 * 1024**2


def needed_bytes(warehouse: Path) -> int:
    """About how many bytes a run needs beside the warehouse: two versions of it, as large as the published one."""
    published = published_version(warehouse)
    return max(LEAST_BYTES, 2 * published.bytes if published else 0)


def describe_room(warehouse: Path) -> Pair:
    """What is free and what is needed beside the warehouse, and what is safe, as the end of a sentence."""
    free = free_bytes(state_folder(warehouse))
    left = NOTHING
    if free is not None:
        left = Pair("仓库旁还有{free}可用，", "{free} are free beside the warehouse, and ", free=format_bytes(free))
    return Pair(
        "{left}一次运行约需{needed}；已发布的仓库没有变化，下一次运行会接着已读取的内容继续",
        "{left}a run needs about {needed} there; the published warehouse is as it was, and the next run goes on with "
        "what was read",
        left=left,
        needed=format_bytes(needed_bytes(warehouse)),
    )
