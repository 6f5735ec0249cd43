"""Nobody gets the numbers of a version that somebody changed without being told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.errors import RunError
from flows.lake.publish import check_unchanged
from flows.versions import published_version
from tests.flows.rows import load_tables, open_for_writing
from tests.flows.versions.test_seal import write, write_and_die

CHANGE = "UPDATE ingest_run SET cells_loaded = 9"
WORDS = "was changed after its publication; nianbao ingest builds it anew, nianbao rollback returns to another version"


def run(*words: object) -> Result:
    return CliRunner(env={"NIANBAO_LANG": "en"}).invoke(app, [str(word) for word in words])


@pytest.fixture
def loaded(warehouse: Path) -> Path:
    load_tables(warehouse, {})
    return warehouse


def test_a_changed_version_is_not_exported(loaded: Path, tmp_path: Path) -> None:
    write(loaded, CHANGE)
    done = run("export", tmp_path / "out", "--warehouse", loaded)
    assert isinstance(done.exception, RunError)
    assert WORDS in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_log_that_somebody_left_is_not_exported(loaded: Path, tmp_path: Path) -> None:
    write_and_die(loaded, CHANGE)
    done = run("export", tmp_path / "out", "--warehouse", loaded)
    assert isinstance(done.exception, RunError)
    assert "somebody left DuckDB's write-ahead log" in str(done.exception)


def test_a_version_that_is_as_it_was_is_exported_without_a_word(loaded: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "out", "--warehouse", loaded)
    assert (done.exit_code, done.stderr) == (0, "")
    with open_for_writing(loaded) as connection:
        connection.execute(CHANGE)
    unsealed = run("export", tmp_path / "out", "--warehouse", loaded)
    assert (unsealed.exit_code, unsealed.stderr) == (0, "")


@pytest.mark.parametrize("words", [("dictionary",), ("quarantine", "list"), ("quarantine", "list", "--json")])
def test_who_reads_a_changed_version_is_told_beside_what_is_read(loaded: Path, words: tuple[str, ...]) -> None:
    before = run(*words, "--warehouse", loaded)
    assert (before.exit_code, before.stderr) == (0, "")
    write(loaded, CHANGE)
    after = run(*words, "--warehouse", loaded)
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    assert WORDS in after.stderr
    assert len(after.stderr.splitlines()) == 1


def test_a_changed_version_is_not_published_into_a_lake(loaded: Path) -> None:
    version = published_version(loaded)
    assert version is not None
    write_and_die(loaded, CHANGE)
    check_unchanged(version)  # what was left beside it is removed
    write(loaded, CHANGE)
    with pytest.raises(RunError, match=WORDS):
        check_unchanged(version)
    assert json.loads(run("status", "--json", "--warehouse", loaded).stdout)["problems"] == [
        f"the file of the version {version.version_id} {WORDS}"
    ]
