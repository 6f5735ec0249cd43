"""Start a run from the command line, with Prefect where there is something for it to do or to show.

A temporary server of Prefect takes longer to start than a night without anything new takes, and nobody could look at
its records afterwards: it is started once a run knows that it has to read or to build. It starts beside the run: while
it does, the files are compared with the stage, and the workers read.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.runs.compare import Comparison, compare_run
from flows.runs.opening import open_run
from flows.runs.quiet import finish_quiet_run
from flows.runs.summary import Summary
from flows.schedule.prefect_server import prefect_server
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.reading.pool import StartedReading
    from flows.runs.prepare import PlannedRun


@dataclass(frozen=True, slots=True)
class Begun:
    """What of a run is done or on its way before Prefect is there; None of what is not."""

    compared: Comparison
    planned: PlannedRun | None = None
    reading: StartedReading | None = None


def launch(settings: Settings) -> Summary:
    """Ingest once. Raises `RunError`; the published warehouse is then as it was."""
    with open_run(settings) as opened:
        compared = compare_run(opened)
        if compared.is_nothing_new and not os.environ.get("PREFECT_API_URL"):
            return finish_quiet_run(compared)
        with prefect_server(opened.warehouse) as wait_until_ready, ExitStack() as stack:
            begun = Begun(compared) if compared.is_nothing_new else _begin(compared, stack)
            from flows.schedule.ingest import run_ingest

            wait_until_ready()
            return run_ingest(settings, begun)


def _begin(compared: Comparison, stack: ExitStack) -> Begun:
    """Plan the run, and have the workers read what is to be read; the stack ends them. Raises `RunError`."""
    from flows.reading.pool import start_reading
    from flows.runs.prepare import plan_run, write_dimensions

    planned, reading = plan_run(compared), None
    if planned.batches:
        reading = stack.enter_context(start_reading(planned.batches, planned.job, planned.workers))
    write_dimensions(planned)
    return Begun(compared, planned, reading)
