"""Keep the stage in S3, where there is one, and that of the run alike."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import RunError
from flows.runs.opening import OpenRun
from flows.state import owner_of, replace_file, stage_folder, state_folder

if TYPE_CHECKING:
    from flows.stage import Stage

logger = logging.getLogger("nianbao")


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"the stage {url} cannot be used: {error.strerror or error}") from error


def _claim(url: str, warehouse: Path) -> None:
    from flows.stage.remote import OWNER, claim_stage

    if other := claim_stage(url, owner_of(warehouse)):
        raise RunError(f"the stage {url} is another warehouse's ({other}); if that is no more, remove {url}/{OWNER}")


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
        if note.exists() and note.read_bytes() == held:
            return
        from flows.stage.remote import mirror_segments

        _claim(url, opened.warehouse)
        mirror_segments(url, folder)
        replace_file(note, held)
    except (OSError, RunError) as error:
        logger.warning("the stage %s lacks what was read; the next run brings it: %s", url, error)
