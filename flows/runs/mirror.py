"""Keep the stage in S3, where there is one, and that of the run alike."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import RunError, system_words, words_of
from flows.runs.opening import OpenRun
from flows.state import owner_of, replace_file, stage_folder, state_folder
from transforms.language import Pair

if TYPE_CHECKING:
    from flows.stage import Stage

logger = logging.getLogger("nianbao")


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(
            Pair(
                "暂存区{url}无法使用：{why}", "the stage {url} cannot be used: {why}", url=url, why=system_words(error)
            )
        ) from error


def _claim(url: str, warehouse: Path) -> None:
    from flows.stage.remote import OWNER, claim_stage

    if other := claim_stage(url, owner_of(warehouse)):
        raise RunError(
            Pair(
                "暂存区{url}属于另一个仓库（{owner}）；如果它已不存在，请删除{url}/{file}",
                "the stage {url} is another warehouse's ({owner}); if that is no more, remove {url}/{file}",
                url=url,
                owner=other,
                file=OWNER,
            )
        )


def fetch_stage(opened: OpenRun) -> None:
    """Fetch what the stage in S3 has beyond that of the run. Raises `RunError`."""
    if url := opened.settings.stage:
        from flows.stage.remote import fetch_segments

        with _told(url):
            _claim(url, opened.warehouse)
            fetch_segments(url, stage_folder(opened.warehouse), opened.work)


def open_fetched(opened: OpenRun) -> Stage:
    """The stage of the run with what that in S3 has; a damaged segment is fetched anew where it is sound there.

    Raises `RunError`.
    """
    from flows.stage import open_stage

    folder = stage_folder(opened.warehouse)
    fetch_stage(opened)
    stage = open_stage(folder)
    if not opened.settings.stage or not stage.damaged:
        return stage
    for name in stage.damaged:
        shutil.rmtree(folder / name, ignore_errors=True)
    fetch_stage(opened)
    return open_stage(folder)


def mirror_stage(opened: OpenRun) -> None:
    """Have the stage in S3 hold what that of the run holds, unless it was told of all of it: a night without news asks
    nothing of S3. Where it fails, it costs a warning, and the next run does it.
    """
    if not (url := opened.settings.stage):
        return
    folder, note = stage_folder(opened.warehouse), state_folder(opened.warehouse) / "mirrored.json"
    held = json.dumps({"stage": url, "segments": sorted(path.name for path in folder.iterdir())}).encode()
    try:
        if note.is_file() and note.stat().st_size == len(held) and note.read_bytes() == held:
            return
        from flows.stage.remote import mirror_segments

        _claim(url, opened.warehouse)
        mirror_segments(url, folder)
        replace_file(note, held)
    except (OSError, RunError) as error:
        logger.warning(
            Pair(
                "暂存区{url}缺少本次读取的内容；下一次运行会补上：{why}",
                "the stage {url} lacks what was read; the next run brings it: {why}",
                url=url,
                why=words_of(error),
            )
        )
