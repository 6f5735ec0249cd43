"""One commits to a lake at a time."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from flows.errors import AlreadyRunningError, RunError
from flows.lake.address import LakeAddress
from flows.lake.committer import LOCK_KEY, committer

HOLD = """
import sys
from flows.lake.address import LakeAddress
from flows.lake.committer import committer
with committer(LakeAddress(sys.argv[1], ""), "first"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_number_of_the_lock_says_whose_it_is() -> None:
    assert LOCK_KEY.to_bytes(4, "big") == b"nian"


def test_a_second_one_is_told_who_commits_and_a_killed_one_holds_nothing(address: LakeAddress) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, address.catalog], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None and first.stdout.readline() == "held\n"
    with (
        pytest.raises(AlreadyRunningError, match=f"nianbao first of process {first.pid}"),
        committer(address, "second"),
    ):
        pass
    first.send_signal(signal.SIGKILL)
    first.communicate()
    for _ in range(100):  # PostgreSQL notices in a moment that a client is gone
        try:
            with committer(address, "second"):
                return
        except AlreadyRunningError:
            continue
    pytest.fail("a killed committer still holds the lock")


def test_a_catalog_that_does_not_answer_is_named(server: str) -> None:
    address = LakeAddress("host=127.0.0.1 port=1 dbname=x user=u password=geheim", "")
    with pytest.raises(RunError, match="does not answer") as caught, committer(address, "first"):
        pass
    assert "geheim" not in str(caught.value)


def test_a_catalog_that_goes_away_meanwhile_is_an_error_in_a_line(address: LakeAddress) -> None:
    import psycopg

    with pytest.raises(RunError, match="has gone away: it ended before it answered"), committer(address, "first"):
        raise psycopg.OperationalError("it ended\n\tbefore it answered")


def test_a_database_without_an_encoding_names_the_one_who_commits(server: str) -> None:
    import psycopg

    with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    address = LakeAddress(f"{server} dbname=ascii", "")
    with (
        committer(address, "first"),
        pytest.raises(AlreadyRunningError, match="the lake: nianbao first of process"),
        committer(address, "second"),
    ):
        pass
