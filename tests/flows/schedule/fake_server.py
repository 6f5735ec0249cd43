"""Processes that stand for Prefect's server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flows.schedule.loopback import find_address
from flows.schedule.prefect_server import OwnServer

WAIT = "import sys; sys.stdin.read()"


def fake_server(home: Path, code: str = WAIT, port: int = 0, *, is_kept: bool = False) -> OwnServer:
    """Start a process that does what the code says instead of serving."""
    with (home / "server.log").open("wb") as log:
        command = [sys.executable, "-c", code]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
    return OwnServer(process, find_address(port or None), "nianbao:password", home, is_kept)
