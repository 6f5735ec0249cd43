"""Build the next warehouse: from the last version where that is worth while, else anew."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb

from flows.duck import first_line, remove_database
from flows.errors import RunError, is_interruption
from flows.stage import Stage
from flows.warehouse.build import build_warehouse
from flows.warehouse.counts import LoadCounts
from flows.warehouse.incremental import renew_warehouse
from transforms.language import Pair

logger = logging.getLogger("nianbao")


def _renew(built: Path, previous: Path, work: Path, stage: Stage, *, memory: int | None) -> LoadCounts | None:
    """Build from the last version; None, and no file, where it is to be built anew."""
    try:
        counts = renew_warehouse(built, previous, work, stage, memory=memory)
    except (duckdb.Error, RunError, OSError) as error:
        logger.warning(
            Pair(
                "无法在上一版本上更新，仓库将重新构建：{why}",
                "the last version cannot be renewed, and the warehouse is built anew: {why}",
                why=first_line(error),
            )
        )
        counts = None
    if counts is None:
        remove_database(built)
    return counts


def _build(built: Path, work: Path, stage: Stage, *, memory: int | None) -> LoadCounts:
    """Build, once more without a bound on memory where DuckDB cannot keep to it."""
    try:
        return build_warehouse(built, work, stage, memory=memory)
    except duckdb.OutOfMemoryException:
        if memory is None:
            raise
    logger.warning(
        Pair(
            "{memory}字节内存不够（NIANBAO_BUILD_MEMORY）；不限内存重新构建",
            "{memory} bytes of memory do not suffice (NIANBAO_BUILD_MEMORY); built again without a bound",
            memory=memory,
        )
    )
    remove_database(built)
    return build_warehouse(built, work, stage)


def load(
    built: Path, work: Path, stage: Stage, *, memory: int | None = None, previous: Path | None = None
) -> LoadCounts:
    """Build the next warehouse, with so many bytes of memory for DuckDB if these suffice.

    `previous` is the last version where this program with these settings and gazetteers has built it, and may build on
    it. Raises `RunError` where the folder is full or the staged rows do not fit the tables.
    """
    try:
        if previous is not None and (counts := _renew(built, previous, work, stage, memory=memory)):
            return counts
        return _build(built, work, stage, memory=memory)
    except duckdb.Error as error:
        raise RunError(
            Pair("无法构建仓库：{why}", "the warehouse could not be built: {why}", why=first_line(error))
        ) from error
    except RuntimeError as error:
        if is_interruption(error):
            raise KeyboardInterrupt from error
        raise
