"""Prefect's server dies at any moment of a run: the record of the run is lost, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.state.lock import lock_path
from flows.state.run_log import read_records
from tests.flows.inputs import names_in
from tests.flows.killing import Content, check_published, check_tidy
from tests.flows.schedule.dying import COMMAND
from tests.flows.schedule.processes import GENEROUS_SECONDS, fill, processes_of, variables_of
from tests.soak import soaked

pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc"),
]

LOST = re.compile(r"goes on without its record|the run is complete, and its record is not")
FLOW = ("reading", "read", "building", "built", "publishing", "published", "showing", "shown", "ended")
FEW = [("building", "process", "auto"), ("ready", "group", "required")]
MANY = [
    *(("started", way, "auto") for way in ("process", "group", "stopped")),
    *(("ready", way, "auto") for way in ("process", "stopped")),
    *((moment, "group", "auto") for moment in FLOW),
    *((moment, "stopped", "auto") for moment in ("reading", "building", "published", "ended")),
    ("publishing", "still", "auto"),
    ("beginning", "process", "auto"),
    *((moment, "process", "required") for moment in ("started", "beginning", "reading", "building", "published")),
]


def ingest(folder: Path, moment: str, way: str, prefect: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a raw folder; the server dies at that moment."""
    (folder / "tmp").mkdir()
    fill(folder / "raw")
    variables = variables_of(folder) | {"TMPDIR": str(folder / "tmp"), "NIANBAO_PREFECT": prefect}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", COMMAND, moment, way, "ingest"],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=GENEROUS_SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What a run without Prefect publishes."""
    folder = tmp_path_factory.mktemp("without")
    assert ingest(folder, "never", "process", "off").returncode == 0
    content = check_published(folder / "warehouse" / "w.duckdb")
    assert content
    return content


@pytest.mark.parametrize(("moment", "way", "prefect"), [*FEW, *(soaked(*values) for values in MANY)])
def test_a_server_that_dies_costs_the_record_of_the_run_alone(
    tmp_path: Path, undisturbed: Content, moment: str, way: str, prefect: str
) -> None:
    done, warehouse = ingest(tmp_path, moment, way, prefect), tmp_path / "warehouse" / "w.duckdb"
    is_refused = prefect == "required" and moment not in FLOW
    assert done.returncode == (1 if is_refused else 0), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "unexpected error" not in done.stderr
    assert done.stderr.count("Prefect did not take what it was to show") <= 1
    [record] = read_records(warehouse)
    if is_refused:
        assert done.stderr.count("the Prefect server did") + done.stderr.count("the Prefect server does not") == 1
        assert (record.outcome, check_published(warehouse)) == ("failed", None)
    else:
        assert len(LOST.findall(done.stderr)) == 1, done.stderr
        assert "files seen      3" in done.stdout
        assert record.outcome == "published"
        assert check_published(warehouse) == undisturbed
        check_tidy(warehouse)
    assert not lock_path(warehouse).exists()
    assert processes_of(tmp_path) == []
    assert names_in(tmp_path / "tmp") == []
