"""What is seen of a command from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.watch import PARENT, WORKER, processor_time_of, watch

HOLD = "import time; held = bytearray(120_000_000); time.sleep(0.5); print('done')"
# A process of multiprocessing, told by its command line.
START = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {HOLD!r}, "from multiprocessing.spawn import spawn_main"], check=True)
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")


def test_the_memory_of_a_worker_is_not_that_of_its_parent(tmp_path: Path) -> None:
    watched = watch([sys.executable, "-c", START], tmp_path, {})
    assert watched.output == "done\n"
    assert watched.peaks[WORKER] > 114 > watched.peaks[PARENT]


def test_what_a_failing_command_said_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        watch([sys.executable, "-c", "import sys; sys.exit('no such thing')"], tmp_path, {})


def test_the_processor_time_of_a_process_holds_that_of_those_below_it() -> None:
    """A child that works and ends, and one that works and goes on."""
    work = "import time\nwhile time.process_time() < 0.5: pass\n"
    ended = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}]); "
    script = f"{ended}\n{work}print('done', flush=True); sys.stdin.read()"
    before = processor_time_of(os.getpid())
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"done\n"
        of_process, of_both = processor_time_of(process.pid), processor_time_of(os.getpid()) - before
        assert process.stdin is not None
        process.stdin.close()
    assert of_process >= 0.9
    assert of_both >= of_process - 0.05  # a tick or two, of a hundred a second
    assert processor_time_of(process.pid) == 0
