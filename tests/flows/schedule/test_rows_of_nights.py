"""What Prefect lists after some nights: a row each, which says what it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.state.run_log import read_records
from tests.flows.inputs import DEMO

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).resolve().parents[3]
# The nights of a schedule, one with news, one without, one whose raw folder is away, and what a server has then.
NIGHTS = """
import json, os, sys
from pathlib import Path
from flows.schedule.prefect_server import prefect_server

raw = Path(os.environ["NIANBAO_RAW"])
with prefect_server(Path(os.environ["NIANBAO_WAREHOUSE"])) as wait_until_ready:
    wait_until_ready()
    from prefect.client.orchestration import get_client
    from flows.schedule.night import night

    night(return_state=True)
    night(return_state=True)
    raw.rename(raw.with_name("away"))
    night(return_state=True)
    with get_client(sync_client=True) as client:
        rows = [(run.name, run.state_name, client.read_flow(run.flow_id).name) for run in client.read_flow_runs()]
    print(json.dumps(sorted(rows)))
"""


def test_a_night_is_one_row_that_names_the_run_and_how_it_ended(tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "raw").mkdir()
    for path in (DEMO / "gazetteer.csv", *DEMO.glob("shifan-*")):
        shutil.copy(path, tmp_path / "raw")
    foreign = ("PREFECT_", "NIANBAO_")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NIGHTS],
        cwd=tmp_path,
        env={
            **variables,
            "PYTHONPATH": str(ROOT),
            "NIANBAO_RAW": str(tmp_path / "raw"),
            "NIANBAO_WAREHOUSE": str(warehouse),
            "NIANBAO_WORKERS": "1",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout.splitlines()[-1])
    states = {"published": "Completed", "nothing_new": "Completed", "failed": "Failed"}
    records = read_records(warehouse)
    assert [record.outcome for record in records] == list(states)
    assert rows == sorted(
        [f"{record.run_id} {record.outcome}", states[record.outcome], "nianbao-night"] for record in records
    )
