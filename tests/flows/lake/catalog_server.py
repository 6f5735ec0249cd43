"""A PostgreSQL of the tests, in a folder of its own, and databases in it; tests without one are skipped."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

EXTRA = ("duckdb_extensions", "psycopg")
_NAMES = count()


def find_programs() -> Path | None:
    """Where Debian has the programs of PostgreSQL, or whatever machine this is."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next((path for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def skip_without_parts() -> None:
    """Skip a test where the extra or the server is not installed; `make scale` installs the extra."""
    if not all(map(find_spec, EXTRA)):
        pytest.skip("the extra lake is not installed")
    if find_programs() is None:
        pytest.skip("PostgreSQL is not installed")


def _run(*words: str | Path) -> None:
    """Run a program, as another user where this one is root, under which PostgreSQL does not start."""
    command = list(map(str, words))
    as_other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_other, *command],
        check=False,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr + done.stdout


@contextmanager
def catalog_server() -> Iterator[str]:
    """A server; gives the parameters of a connection, without the database."""
    skip_without_parts()
    programs = find_programs()
    assert programs is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="nianbao-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "nianbao", "--locale=C")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-w", "-t", "240", "-l", folder / "log", "start")
        try:
            yield f"host=127.0.0.1 port={port} user=nianbao"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def new_catalog(server: str) -> str:
    """The parameters of a new database of a server."""
    import psycopg

    name = f"lake{next(_NAMES)}"
    with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server} dbname={name}"
