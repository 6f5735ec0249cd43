"""Ctrl-C at any moment from the entry point's first line on: one line, and the status of an interruption."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.signals import EXIT_INTERRUPTED, INTERRUPTED
from tests.flows.inputs import DEMO
from tests.flows.made_warehouse import make_warehouse

ROOT = Path(__file__).resolve().parents[2]
# As the script that is installed, with a sign of life behind the first line of `main`; workers import it as well.
SCRIPT = """import os, sys
from flows import start
def begin(mind_the_ends=start.mind_the_ends):
    os.write(int(os.environ["SIGN_OF_LIFE"]), b"x")
    mind_the_ends()
if __name__ == "__main__":
    start.mind_the_ends = begin
    sys.exit(start.main())
"""
LOG_LINE = re.compile(r"\d\d:\d\d:\d\d .*")


@dataclass(frozen=True)
class Ended:
    """How a command ended; `told` are the lines on standard error that are none of the log."""

    status: int
    told: list[str]
    seconds: float


def run(folder: Path, *words: str, delay: float | None = None) -> Ended:
    """Run a command; after so many seconds it gets Ctrl-C, as do its processes in a terminal."""
    (folder / "nianbao").write_text(SCRIPT, "utf-8")
    foreign = ("NIANBAO_", "PREFECT_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    alive, sign = os.pipe()
    process = subprocess.Popen(
        [sys.executable, str(folder / "nianbao"), *words],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "SIGN_OF_LIFE": str(sign)},
        pass_fds=[sign],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    os.close(sign)
    assert os.read(alive, 1) == b"x"
    os.close(alive)
    clock = time.monotonic()
    if delay is not None:
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)  # it is there until it is waited for
    _, errors = process.communicate(timeout=600)
    told = [line for line in errors.splitlines() if not LOG_LINE.fullmatch(line)]
    return Ended(process.returncode, told, time.monotonic() - clock)


def test_while_the_command_line_loads_it_is_one_line_already(tmp_path: Path) -> None:
    ended = run(tmp_path, "--version", delay=0)
    assert (ended.status, ended.told) == (EXIT_INTERRUPTED, [f"nianbao: {INTERRUPTED}"])


def test_a_command_that_ends_by_itself_has_its_own_status(tmp_path: Path) -> None:
    assert run(tmp_path, "status", "--warehouse", "none.duckdb").status == 1


COMMANDS = {
    "ingest": ("ingest", "--raw", str(DEMO), "--warehouse", "w.duckdb"),
    "explain": ("explain", str(DEMO / "shifan-2020.txt")),
    "export": ("export", "out", "--warehouse", "made.duckdb"),
    "status": ("status", "--raw", str(DEMO), "--warehouse", "made.duckdb"),
    "serve": ("serve", "--raw", str(DEMO), "--warehouse", "w.duckdb", "--cron", "0 0 29 2 *"),
}


@pytest.mark.endurance
@pytest.mark.parametrize("command", COMMANDS)
def test_whenever_it_comes_it_is_one_line(tmp_path: Path, command: str) -> None:
    """Of the moments some are in the first second, in which the command line loads."""
    make_warehouse(tmp_path / "made.duckdb")
    words, chance = COMMANDS[command], random.Random(command)
    length = 15.0 if command == "serve" else run(tmp_path, *words).seconds
    for number in range(8):
        ended = run(tmp_path, *words, delay=chance.uniform(0, length if number % 2 else min(length, 1)))
        if (ended.status, ended.told) != (0, []):  # it was done before
            assert (ended.status, ended.told) == (EXIT_INTERRUPTED, [f"nianbao: {INTERRUPTED}"])
