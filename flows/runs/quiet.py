"""A run that finds nothing new: it is a line in the log of runs, and the published version stays what it is.

The next version that is built takes it over into `ingest_run` (`flows/warehouse/quiet.py`).
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict

from flows.runs.compare import Comparison
from flows.runs.mirror import mirror_stage
from flows.runs.summary import Summary
from flows.runs.touched import note_touched
from flows.versions import tidy_versions
from transforms.language import Pair

logger = logging.getLogger("nianbao")


def finish_quiet_run(compared: Comparison) -> Summary:
    """End a run of which `is_nothing_new` holds. Raises `ValueError` for another one."""
    opened, told = compared.opened, compared.told
    if told is None or not compared.is_nothing_new:
        raise ValueError("there is something to do, or no version that stays")
    note_touched(opened.warehouse, compared.found, compared.manifest)
    tidy_versions(opened.warehouse, opened.settings.keep_versions)
    mirror_stage(opened)
    ending = opened.ending
    ending.outcome, ending.version = "nothing_new", told.version.version_id
    ending.counts = {**asdict(compared.changes), "files_read": 0, **asdict(told.totals)}
    logger.info(Pair("没有新内容；已发布的版本保持不变", "nothing is new; the published version stays"))
    return Summary(
        opened.run_id,
        opened.warehouse,
        compared.gazetteers,
        told.totals,
        time.monotonic() - opened.clock,
        compared.changes,
        left_out=compared.counted.left_out,
    )
