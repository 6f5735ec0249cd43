"""The guards of a run: what it has lost beyond belief stops it, unless that was accepted beforehand.

That of the DuckDB that wrote the published warehouse and those of the files come before anything is read; that of the
built warehouse before it is published.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import duckdb

from flows.errors import GuardError
from flows.runs.opening import OpenRun
from flows.settings import Settings
from flows.versions import is_beyond_this_program
from flows.warehouse import GuardBounds, compare_versions, find_lost_files, newest_readable
from transforms.language import Pair, joined

# One loss shows in the whole and in several groups.
_MOST_BREACHES = 3

logger = logging.getLogger("nianbao")


def _bounds(settings: Settings) -> GuardBounds:
    return GuardBounds(settings.guard_fall, settings.guard_rise, settings.guard_reports)


def _stop_or_accept(opened: OpenRun, breaches: Iterable[Pair]) -> None:
    found = list(breaches)
    if not found:
        return
    told = joined("；", "; ", found[:_MOST_BREACHES])
    if len(found) > _MOST_BREACHES:
        told = Pair("{told}；另有{more}项", "{told}; and {more} more", told=told, more=len(found) - _MOST_BREACHES)
    if not opened.settings.accept:
        raise GuardError(
            Pair(
                "没有发布：{told}。请查明原因，或用 nianbao ingest --accept 仍然发布",
                "not published, as {told}. Find the cause, or publish all the same with nianbao ingest --accept",
                told=told,
            )
        )
    message = Pair("已接受：{told}", "accepted although {told}", told=told)
    opened.ending.message = joined("；", "; ", [one for one in (opened.ending.message, message) if one])
    logger.warning(message)


def check_writer(opened: OpenRun) -> None:
    """Raise `GuardError` where only a newer DuckDB reads what is published: its verdicts and history would be lost."""
    if is_beyond_this_program(opened.warehouse):
        lost = Pair(
            "已发布的仓库由比本程序的 DuckDB {own} 更新的版本写成，其复核结论和历史无法带入新版本",
            "a newer DuckDB than the {own} of this program wrote the published warehouse, whose verdicts and history "
            "cannot be taken over",
            own=duckdb.__version__,
        )
        _stop_or_accept(opened, [lost])


def check_files(opened: OpenRun, before: int, missing: int, lost: int) -> None:
    """Raise `GuardError` where the raw folder has lost beyond belief; see `flows.warehouse.guards.find_lost_files`."""
    _stop_or_accept(opened, find_lost_files(before, missing, lost, _bounds(opened.settings)))


def check_built(opened: OpenRun, built: Path, forgotten: str | None = None) -> None:
    """Raise `GuardError` where the built warehouse has lost beyond belief what the published one has.

    What was read of files whose path is of the pattern `forgotten` is no loss.
    """
    published = newest_readable(opened.warehouse)
    _stop_or_accept(opened, compare_versions(published, built, _bounds(opened.settings), forgotten))
