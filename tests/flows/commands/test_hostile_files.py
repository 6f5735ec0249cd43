"""Whoever asks about a hostile file gets a reason, and the machine keeps its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.hostile_inputs import SWALLOWED, write_hostile_input
from tests.flows.runs.test_hostile import MOST_MEMORY

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).resolve().parents[3]
# Runs the command line, and tells on the last line of standard error how much memory it or a child held.
COMMAND = """
import atexit, resource, sys
from flows.cli import main
kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
atexit.register(lambda: print(max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024, file=sys.stderr))
main()
"""


def run(*words: str) -> tuple[int, str, int]:
    """Exit status, output, and the most memory in bytes of a command."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        cwd=ROOT,
        env={**os.environ, "NIANBAO_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, int(done.stderr.splitlines()[-1])


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    write_hostile_input(folder)
    return folder


def test_check_finds_a_reason_for_each(raw: Path) -> None:
    names = sorted(path.name for path in raw.iterdir() if path.is_file() and path.suffix != ".bin")
    status, output, memory = run("check", "--format", "json", *(str(raw / name) for name in names))
    told = {Path(file["file"]).name: [one["cause"] for one in file["findings"]] for file in json.loads(output)["files"]}
    assert status == 4
    assert told.keys() >= {name for name in names if "zip" not in name and "tar" not in name}
    assert told["states.pdf"] == told["forms.pdf"] == ["too_complex"]
    assert set(told["hidden-states.pdf"]) | set(told["hidden-forms.pdf"]) <= SWALLOWED
    assert memory < MOST_MEMORY


@pytest.mark.parametrize(
    "name",
    [
        *("states.pdf", "hidden-states.pdf", "hidden-forms.pdf"),
        *("gzip-bomb.gz", "tables.html", "label.txt", "laughs.docx"),
    ],
)
def test_explain_says_why_it_is_not_read(raw: Path, name: str) -> None:
    status, output, memory = run("explain", str(raw / name))
    assert status == 0
    assert "quarantined" in output or "archive_bomb" in output
    assert memory < MOST_MEMORY
