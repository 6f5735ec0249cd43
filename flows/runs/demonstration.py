"""What a run does about the demonstration, which is never to stand beside reports of real places.

That its files are not read beside others is a matter of the raw folder (`flows/raw/demonstration.py`). Here is what
becomes of its reports, which an earlier run has read: they are forgotten, and are no loss.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.raw import (
    DEMONSTRATION,
    DEMONSTRATION_FILES,
    Manifest,
    SourceFile,
    find_files,
    is_of_demonstration,
    leave_out_demonstration,
)
from flows.storage import Place
from flows.versions import has_fictional_reports_alone
from transforms.language import Pair

logger = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of the raw folder and of what the last run knew.

    `left_out` is the number of files of the demonstration that are not read. `forgotten` is the pattern of the source
    paths of what goes without being a loss, None where nothing does.
    """

    files: Sequence[SourceFile]
    manifest: Manifest
    left_out: int = 0
    forgotten: str | None = None


def count_in(raw: Place, manifest: Manifest) -> Counted:
    """The files of the raw folder without a demonstration beside others. Raises `RunError`."""
    everything = find_files(raw)
    files = leave_out_demonstration(everything, manifest)
    left_out = len(everything) - len(files)
    if not left_out:
        return Counted(files, manifest)
    logger.info(
        Pair(
            "不读取{folder}中的{count}个示范文件，因为现有或曾有其他文件",
            "the demonstration, {count} files in {folder}, is left out, as there are or were others",
            count=left_out,
            folder=f"{raw}/{DEMONSTRATION.rstrip('/')}",
        )
    )
    others = {name: file for name, file in manifest.items() if not is_of_demonstration(name)}
    return Counted(files, others, left_out, DEMONSTRATION_FILES)


def is_replaced(warehouse: Path, found: Sequence[SourceFile], manifest: Manifest) -> bool:
    """Whether the published version is a demonstration, and another folder is read now: none of its files is there."""
    contents = {file.source_sha256 for file in manifest.values()}
    if not found or not manifest or any(file.name in manifest or file.sha256 in contents for file in found):
        return False
    if not has_fictional_reports_alone(warehouse):
        return False
    logger.info(
        Pair(
            "已发布的是示范数据，现在有了其他文件，不再保留",
            "what was published is a demonstration, and is forgotten, as other files are there now",
        )
    )
    return True
