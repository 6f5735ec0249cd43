"""The guards of a run: what it has lost beyond belief stops it, unless that was accepted beforehand.

Those of the files come before anything is read; that of the built warehouse before it is published.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from flows.errors import GuardError
from flows.runs.opening import OpenRun
from flows.settings import Settings
from flows.warehouse import GuardBounds, compare_versions, find_lost_files, newest_readable

# One loss shows in the whole and in several groups.
_MOST_BREACHES = 3

logger = logging.getLogger("nianbao")


def _bounds(settings: Settings) -> GuardBounds:
    return GuardBounds(settings.guard_fall, settings.guard_rise, settings.guard_reports)


def _stop_or_accept(opened: OpenRun, breaches: Iterable[str]) -> None:
    found = list(breaches)
    if not found:
        return
    told = "; ".join(found[:_MOST_BREACHES])
    if len(found) > _MOST_BREACHES:
        told = f"{told}; and {len(found) - _MOST_BREACHES} more"
    if not opened.settings.accept:
        raise GuardError(
            f"not published, as {told}. Find the cause, or publish all the same with nianbao ingest --accept"
        )
    message = f"accepted although {told}"
    opened.ending.message = "; ".join(filter(None, (opened.ending.message, message)))
    logger.warning(message)


def check_files(opened: OpenRun, before: int, missing: int, lost: int) -> None:
    """Raise `GuardError` where the raw folder has lost beyond belief; see `flows.warehouse.guards.find_lost_files`."""
    _stop_or_accept(opened, find_lost_files(before, missing, lost, _bounds(opened.settings)))


def check_built(opened: OpenRun, built: Path, forgotten: str | None = None) -> None:
    """Raise `GuardError` where the built warehouse has lost beyond belief what the published one has.

    What was read of files whose path begins with `forgotten` is no loss.
    """
    published = newest_readable(opened.warehouse)
    _stop_or_accept(opened, compare_versions(published, built, _bounds(opened.settings), forgotten))
