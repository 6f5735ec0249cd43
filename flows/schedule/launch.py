"""Start a run from the command line, with Prefect where there is something for it to do or to show.

A temporary server of Prefect takes longer to start than a night without anything new takes, and nobody could look at
its records afterwards: it is started once a run knows that it has to read or to build.
"""

from __future__ import annotations

import os

from flows.runs.compare import compare_run
from flows.runs.opening import open_run
from flows.runs.quiet import finish_quiet_run
from flows.runs.summary import Summary
from flows.schedule.prefect_server import prefect_server
from flows.settings import Settings


def launch(settings: Settings) -> Summary:
    """Ingest once. Raises `RunError`; the published warehouse is then as it was."""
    with open_run(settings) as opened:
        compared = compare_run(opened)
        if compared.is_nothing_new and not os.environ.get("PREFECT_API_URL"):
            return finish_quiet_run(compared)
        with prefect_server(opened.warehouse) as wait_until_ready:
            from flows.schedule.ingest import run_ingest

            wait_until_ready()
            return run_ingest(settings, compared)
