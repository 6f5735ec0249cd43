"""Start a run from the command line, with Prefect where there is something for it to do or to show.

A temporary server of Prefect takes longer to start than a night without anything new takes, and nobody could look at
its records afterwards: it is started once a run knows that it has to read or to build.
"""

from __future__ import annotations

import os

from flows.prefect_server import prefect_server
from flows.run import PlannedRun, finish_run, open_run, plan_run
from flows.settings import Settings
from flows.summary import Summary


def _run_with_prefect(settings: Settings, planned: PlannedRun | None = None) -> Summary:
    with prefect_server() as wait_until_ready:
        from flows.ingest import run_ingest

        wait_until_ready()
        return run_ingest(settings, planned)


def launch(settings: Settings) -> Summary:
    """Ingest once. Raises `RunError`; the published warehouse is then as it was."""
    if os.environ.get("PREFECT_API_URL"):
        return _run_with_prefect(settings)
    with open_run(settings) as opened:
        planned = plan_run(opened)
        return finish_run(planned) if planned.is_nothing_new else _run_with_prefect(settings, planned)
