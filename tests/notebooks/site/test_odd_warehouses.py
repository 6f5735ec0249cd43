"""The site of a warehouse of somebody else is written, or refused in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.errors import RunError
from notebooks.asking import ask, plain_errors
from tests.flows.odd_values import KINDS, put_odd_values
from tests.soak import soaked

ROOT = Path(__file__).resolve().parents[3]
TABLES = ("fact_narrative", "fact_request", "ingest_run", "quality_finding", "quarantine", "report", "report_section")
CALENDAR = "of the years 1 to 9999"


@pytest.mark.parametrize(
    ("table", "kind", "words"),
    [
        ("ingest_run", "infinite", CALENDAR),
        ("report", "minus infinite", CALENDAR),
        ("report", "of a far year", CALENDAR),
        ("report", "largest", "years that lie"),
        ("fact_narrative", "no number", ""),
        ("fact_request", "wider", "cannot be asked"),
        *(soaked(table, kind, None) for table in TABLES for kind in KINDS),
    ],
)
def test_it_is_written_or_refused_in_a_sentence(
    sited_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    kind: str,
    words: str | None,
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "en")
    put_odd_values(sited_path, tmp_path / "odd.duckdb", table, kind, in_all_rows=table != "report")
    command = [sys.executable, "-m", "notebooks.site", "out", "--warehouse", "odd.duckdb"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr
    assert len(done.stderr.splitlines()) == done.returncode
    if words is not None:
        assert words in done.stderr
        assert done.returncode == bool(words)


@pytest.mark.parametrize("value", ["TIMESTAMP '200000-01-01'", "DATE '-infinity'", "TIMESTAMPTZ 'infinity'"])
def test_a_time_beyond_the_calendar_is_named_before_it_is_taken(value: str) -> None:
    with duckdb.connect() as connection, pytest.raises(RunError, match=f"a time in moment that is not {CALENDAR}"):
        ask(connection, f"SELECT unnest([NULL, {value}]) AS moment")


def test_the_times_of_the_calendar_are_taken() -> None:
    with duckdb.connect() as connection:
        answer = ask(connection, "SELECT DATE '0001-01-03' AS a, TIMESTAMP '9999-12-30 23:59:59' AS b, NULL::DATE AS c")
    assert len(answer.rows()) == 1


def test_a_panic_reaches_nobody() -> None:
    with pytest.raises(RunError, match="unexpected error, PanicException: out of range"), plain_errors():
        raise pl.exceptions.PanicException("out of range")


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, FileNotFoundError])
def test_what_ends_the_program_goes_on(error: type[BaseException]) -> None:
    with pytest.raises(error), plain_errors():
        raise error
