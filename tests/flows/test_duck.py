"""What is written alike wherever DuckDB is used."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.duck import (
    first_line,
    hide_password,
    quote_text,
    read_count,
    read_parquet_files,
    remove_database,
    spill_into,
    write_ahead_log,
)
from tests.evidence import Pattern, check

EVIDENCE = Pattern(
    "flows.duck._PASSWORD",
    takes=(
        "host=db password=x",
        "password = 'a b' user=u",
        r"password='it\'s mine' user=u",
        r"password=a\ b user=u",
        "password='open",
        "postgresql://user:secret@db/lake",
        "postgresql://user:se:cret@db/lake",
        "postgresql://db/lake?user=u&password=x",
    ),
    found=(
        "password=x",
        "password = 'a b'",
        r"password='it\'s mine'",
        r"password=a\ b",
        "password='open",
        "://user:secret",
        "://user:se:cret",
        "password=x",
    ),
    leaves=("host=db user=u", "postgresql://db:5432/lake", "postgresql://user@db:5432/lake", "no password supplied"),
)


def test_evidence() -> None:
    check(EVIDENCE)


def test_no_message_shows_a_password() -> None:
    assert hide_password("cannot connect to host=db password='a b'") == "cannot connect to host=db password=***"
    assert "S3cr3t" not in hide_password(
        "at path 'postgres:host=db password=''S3cr3t connect_timeout=30': unterminated"
    )
    assert hide_password("postgresql://me:secret@db/lake") == "postgresql://me:***@db/lake"
    assert first_line(ValueError("cannot connect: host=db password=x\nmore")) == "cannot connect: host=db password=***"


def test_of_an_error_the_hints_are_left_out() -> None:
    with closing(duckdb.connect()) as connection, pytest.raises(duckdb.Error) as failure:
        connection.execute("SELECT * FROM nowhere")
    assert len(str(failure.value).splitlines()) > 1
    assert first_line(failure.value) == "Catalog Error: Table with name nowhere does not exist!"


def test_an_error_without_words_is_named_by_its_class() -> None:
    assert first_line(TimeoutError()) == "TimeoutError"


def test_a_count_of_no_row_is_none() -> None:
    with closing(duckdb.connect()) as connection:
        assert read_count(connection, "SELECT 3") == 3
        assert read_count(connection, "SELECT 3 WHERE false") == 0


@pytest.mark.parametrize("name", ["a.parquet", "it's.parquet", "a[1].parquet", "*.parquet", "?.parquet", "{a}.parquet"])
def test_a_file_of_any_name_is_read_and_no_other(tmp_path: Path, name: str) -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute("CREATE TABLE one AS SELECT 1 AS number")
        connection.table("one").write_parquet(str(tmp_path / "plain"))
        (tmp_path / "plain").rename(tmp_path / name)
        (tmp_path / "a1.parquet").write_bytes(b"another file that a pattern would take")
        assert connection.execute(f"SELECT * FROM {read_parquet_files([tmp_path / name])}").fetchall() == [(1,)]


def test_what_does_not_fit_goes_below_the_folder(tmp_path: Path) -> None:
    with closing(duckdb.connect()) as connection:
        spill_into(connection, tmp_path / "it's a spill")
        setting = connection.execute("SELECT current_setting('temp_directory')").fetchall()
    assert setting == [(str(tmp_path / "it's a spill"),)]


def test_a_database_goes_with_its_log_and_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / "built.duckdb"
    other = tmp_path / "built.duckdb.copy"
    for path in (database, write_ahead_log(database), other):
        path.write_bytes(b"x")
    remove_database(database)
    remove_database(database)
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize("text", ["plain", "it's", "''", "a\nb", "示例"])
def test_quoted_text_is_one_literal(text: str) -> None:
    quoted = quote_text(text)
    assert quoted[1:-1].replace("''", "'") == text
