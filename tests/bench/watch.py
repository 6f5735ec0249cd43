"""Run a command and watch it from outside: how long it takes, and the most memory that each kind of its processes held.

Memory is what Linux keeps in `/proc` as the peak of a process (VmHWM); elsewhere it is not measured.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PARENT, WORKER, SERVER, OTHER = "parent", "worker", "server", "other"
_SAMPLE_SECONDS = 0.05
_MARKS = {"spawn_main": WORKER, "flows.schedule.prefect_server": SERVER}


@dataclass
class Watched:
    """A command that has ended: its seconds, and of each kind of process the largest peak in megabytes.

    `processor` are the seconds of processor time of all processes that it waited for, `first_seen` the seconds after
    which the first process of a kind was there.
    """

    seconds: float = 0
    processor: float = 0
    output: str = ""
    peaks: dict[str, float] = field(default_factory=dict)
    first_seen: dict[str, float] = field(default_factory=dict)


def processes_from(pid: int) -> list[int]:
    """A process and all below it, itself first."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += _readprocesses_from(task)
    return found


def _readprocesses_from(path: Path) -> list[int]:
    try:
        return [int(child) for child in path.read_text().split()]
    except OSError:  # it has just ended
        return []


def _kind_of(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_text()
    return next((kind for mark, kind in _MARKS.items() if mark in command), OTHER)


def _read_peak(pid: int) -> float | None:
    """The most memory that a process has held so far, in megabytes; None where it has ended."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def _sample(pid: int, watched: Watched, seconds: float) -> None:
    for process in processes_from(pid):
        try:
            kind, peak = PARENT if process == pid else _kind_of(process), _read_peak(process)
        except OSError:
            continue
        if peak is not None:
            watched.peaks[kind] = max(peak, watched.peaks.get(kind, 0))
            watched.first_seen.setdefault(kind, seconds)


def _processor_time() -> float:
    """Of all processes below this one that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def processor_time_of(*pids: int) -> float:
    """Seconds of processor time of processes and of all below them, also of those that have ended; 0 where there is no
    `/proc`."""
    return sum(_own_processor_time(process) for pid in pids for process in processes_from(pid))


def _own_processor_time(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")  # its own and its children's, user and system


def watch(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Watched:
    """Run a command in a folder. Raises `SystemExit` with what it said where it fails."""
    watched = Watched()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as output:
        started, used = time.perf_counter(), _processor_time()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=said) as process:
            while process.poll() is None:
                _sample(process.pid, watched, time.perf_counter() - started)
                time.sleep(_SAMPLE_SECONDS)
        watched.seconds = time.perf_counter() - started
        watched.processor = _processor_time() - used
        said.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read()}")
        output.seek(0)
        watched.output = output.read()
    return watched
