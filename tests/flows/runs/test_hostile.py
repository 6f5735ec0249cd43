"""A folder of hostile input: the run ends within bounds, all gets its reason, and the report among it is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import Settings
from tests.flows.hostile_inputs import REPORT, write_hostile_input
from tests.flows.rows import query

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).resolve().parents[3]
# What a worker may take (NIANBAO_WORKER_MEMORY), and the files of its libraries, which that bound does not count.
MOST_MEMORY = Settings().worker_memory + 384 * 1024 * 1024


def tree_of(folder: Path) -> dict[str, tuple[int, ...]]:
    """Everything below a folder, with what changes when it is written to or given other rights."""
    stats = {path.relative_to(folder).as_posix(): path.lstat() for path in (folder, *folder.rglob("*"))}
    return {
        name: (stat.st_ino, stat.st_mode, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        for name, stat in stats.items()
    }


def test_hostile_input_ends_in_quarantine_within_bounds(tmp_path: Path, warehouse: Path) -> None:
    raw = tmp_path / "raw"
    expected = write_hostile_input(raw)
    before = tree_of(raw)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.hostile_run", str(raw), str(warehouse)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert query(warehouse, "SELECT source_path FROM report_file") == [(REPORT,)]
    found = dict(query(warehouse, "SELECT source_path, reason FROM quarantine"))
    assert found.keys() == expected.keys()
    assert {path: reason for path, reason in found.items() if reason not in expected[path]} == {}
    assert int(done.stdout) < MOST_MEMORY
    assert [path.name for path in tmp_path.rglob("up.txt")] == []
    assert list(temporary.iterdir()) == []
    assert tree_of(raw) == before
