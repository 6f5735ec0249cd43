"""The one test that starts Prefect: the command line reads good and bad files into a published warehouse."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from flows.state.paths import work_folder
from tests.flows.few_divisions import use_list
from tests.flows.inputs import copy_demo, names_in, write_bad_input
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query, read_content
from tests.truth.demo import demo_truth
from transforms.identity import national_gazetteer

KEYS = {
    "fact_request": "line, applicant",
    "fact_review": "procedure, result",
    "fact_proactive": "clause, item, measure",
}
ROOT = Path(__file__).resolve().parents[3]
# The start of Prefect's server alone has taken two minutes on a slow day.
GENEROUS_SECONDS = 1200


def loaded_cells(warehouse: Path) -> dict[str, dict[str, dict[tuple[str | int, ...], Decimal | None]]]:
    """For every demonstration report its fact tables, for every table its cells, as the warehouse has them."""
    cells: dict[str, dict[str, dict[tuple[str | int, ...], Decimal | None]]] = {}
    for table, codes in KEYS.items():
        rows = query(
            warehouse,
            f"""
            SELECT source_path, {codes}, value
            FROM {table}
            JOIN report_file USING (report_id)
            WHERE source_path LIKE 'county/%'
            """,
        )
        for path, *key, value in rows:
            tables = cells.setdefault(path.removeprefix("county/"), {})
            tables.setdefault(table, {})[tuple(key)] = None if value is None else Decimal(value)
    return cells


def test_the_flow_publishes_what_one_process_would(
    tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, temporary = tmp_path / "raw", tmp_path / "tmp"
    bad = write_bad_input(raw, tmp_path / "outside.txt")
    copy_demo(raw)
    temporary.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "NIANBAO_"))}
    environment |= {"TMPDIR": str(temporary), "NIANBAO_PREFECT": "required"}
    options = ["--raw", raw, "--warehouse", warehouse, "--workers", "2", "--batch-size", "3"]
    done = subprocess.run(
        [sys.executable, "-m", "flows.start", "ingest", *map(str, options)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=GENEROUS_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "did not take what it was to show" not in done.stderr

    use_list(monkeypatch, national_gazetteer)
    here = tmp_path / "here.duckdb"
    counts = ingest_here(raw, here, batch_size=100)
    assert read_content(warehouse) == read_content(here)
    assert counts.files == len(bad) + len(names_in(raw / "county"))  # without the gazetteer, with the copy above it
    lines = dict(
        line.split(maxsplit=1) for line in done.stdout.splitlines() if not line.startswith(("files", "reports"))
    )
    assert lines["cells"] == f"{counts.cells:,}"
    assert f"files seen      {counts.files}" in done.stdout
    assert all(reason in lines["quarantined"] for reason in counts.quarantined)

    assert query(warehouse, "SELECT count(DISTINCT report_id) FROM report_file WHERE source_path LIKE '%xb1%'") == [
        (1,)
    ]
    assert loaded_cells(warehouse) == demo_truth()
    assert names_in(warehouse.parent) == [warehouse.name, f"{warehouse.name}.state"]
    assert names_in(work_folder(warehouse)) == []
    assert names_in(temporary) == []
