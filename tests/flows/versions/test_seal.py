"""What happens to a version that somebody opens for writing, as root can: nothing by reading; writing is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.commands.review import import_reviews
from flows.commands.rollback import rollback
from flows.commands.status import read_status
from flows.commands.versions import version_lines
from flows.errors import RunError
from flows.settings import Settings
from flows.state.files import hash_file
from flows.state.paths import published_id, version_path
from flows.versions.publication import list_versions
from flows.versions.seal import changes_at, is_changed, looks_changed, refuse_changes_at, seal_path, tell_changes
from tests.flows.inputs import names_in
from tests.flows.made_versions import build_version, publish_version, published_numbers, version_id
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query

# A reader that writes and ends without closing, as one that is killed.
KILLED = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute(sys.argv[2])
os._exit(0)
"""


def be_root(database: Path) -> None:
    """Let this user write a version, as root can."""
    if os.geteuid():
        database.chmod(0o644)


def write(warehouse: Path, statement: str) -> None:
    """Open what is published for writing, by mistake, and run a statement there."""
    be_root(warehouse)
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute(statement).fetchall()


def write_and_die(warehouse: Path, statement: str) -> None:
    be_root(warehouse)
    subprocess.run([sys.executable, "-c", KILLED, str(warehouse), statement], check=True)


def published(warehouse: Path) -> Path:
    publish_version(warehouse, 1)
    return version_path(warehouse, version_id(1))


def said(warehouse: Path, number: int = 1) -> list[str]:
    return [pair.en for pair in tell_changes(version_id(number), version_path(warehouse, version_id(number)))]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write every file")
def test_whoever_is_not_root_cannot_open_a_version_for_writing(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    with pytest.raises(duckdb.IOException, match="Permission denied"):
        duckdb.connect(str(warehouse))


@pytest.mark.parametrize(
    "statement", ["SELECT sum(number) FROM one", "CREATE TEMP TABLE mine AS FROM one", "CHECKPOINT", "FROM two"]
)
def test_root_who_only_reads_changes_nothing(warehouse: Path, statement: str) -> None:
    database = published(warehouse)
    before = hash_file(database), database.stat().st_mtime_ns
    write(warehouse, statement)
    assert (hash_file(database), database.stat().st_mtime_ns) == before
    assert not is_changed(database)
    assert said(warehouse) == []
    assert names_in(database.parent) == [database.name, "seal.json"]


@pytest.mark.parametrize(
    "statement", ["UPDATE one SET number = 9", "CREATE VIEW mine AS FROM one", "DROP TABLE two", "DELETE FROM one"]
)
def test_what_root_writes_is_noticed_and_named_with_the_remedy(warehouse: Path, statement: str) -> None:
    database = published(warehouse)
    write(warehouse, statement)
    assert looks_changed(database)
    assert is_changed(database)
    [sentence] = said(warehouse)
    assert "was changed after its publication; nianbao ingest builds it anew" in sentence
    assert "changed since it was published" in next(version_lines(warehouse)).en


def test_what_a_killed_writer_left_reaches_readers_and_is_noticed(warehouse: Path) -> None:
    database = published(warehouse)
    write_and_die(warehouse, "UPDATE one SET number = 9")
    assert published_numbers(warehouse) == {1, 9}
    assert not is_changed(database)
    [sentence] = said(warehouse)
    assert f"{database.name}.wal" in sentence
    assert "run nianbao ingest, which removes it" in sentence


def test_a_change_past_the_database_is_noticed_before_a_version_is_used(warehouse: Path) -> None:
    database = published(warehouse)
    database.chmod(0o644)
    with database.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    os.utime(database, ns=(0, database.stat().st_mtime_ns + 1))
    assert is_changed(database)


def test_a_copy_with_another_time_is_what_was_published(warehouse: Path) -> None:
    database = published(warehouse)
    shutil.copyfile(database, database.with_name("copy"))
    database.with_name("copy").replace(database)
    os.utime(database, ns=(0, 1))
    assert not looks_changed(database)
    assert not is_changed(database)
    assert '"modified_ns": 1,' in seal_path(database).read_text("utf-8")


@pytest.mark.parametrize("seal", [None, b"", b"{}", b"[]", b'{"bytes": 1}', b"\xff", b"[" * 100_000])
def test_a_version_without_a_seal_that_can_be_read_is_not_judged(warehouse: Path, seal: bytes | None) -> None:
    database = published(warehouse)
    write(warehouse, "UPDATE one SET number = 9")
    seal_path(database).unlink()
    if seal is not None:
        seal_path(database).write_bytes(seal)
    assert not looks_changed(database)
    assert not is_changed(database)


def test_a_version_whose_file_is_gone_is_not_changed(warehouse: Path) -> None:
    database = published(warehouse)
    database.unlink()
    assert not is_changed(database)
    assert said(warehouse) == []
    publish_version(warehouse, 2)
    assert [version.version_id for version in list_versions(warehouse)] == [version_id(2)]
    assert names_in(database.parent.parent) == [version_id(2)]


def test_a_changed_version_is_not_returned_to_and_takes_no_verdicts(warehouse: Path, tmp_path: Path) -> None:
    database = published(warehouse)
    publish_version(warehouse, 2)
    be_root(database)
    write(database, "UPDATE one SET number = 9")
    with pytest.raises(RunError, match=f"version {version_id(1)} was changed after its publication"):
        rollback(warehouse, version_id(1))
    assert published_numbers(warehouse) == {2}
    write(warehouse, "UPDATE one SET number = 9")
    verdicts = tmp_path / "verdicts.csv"
    verdicts.write_text("finding_id,verdict,note,reviewer,reviewed_at\n", "utf-8")
    with pytest.raises(RunError, match="run nianbao ingest, which builds it anew"):
        import_reviews(verdicts, warehouse)


@pytest.mark.endurance
def test_the_next_run_mends_what_root_wrote(raw: Path, warehouse: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings.model_validate({"raw": raw, "warehouse": warehouse})
    ingest_here(raw, warehouse)
    facts = "SELECT report_id, line, applicant, value FROM fact_request ORDER BY ALL"
    first, before = published_id(warehouse), query(warehouse, facts)
    assert before

    write_and_die(warehouse, "UPDATE fact_request SET value = 4711")
    assert query(warehouse, facts) != before
    assert any("write-ahead log" in problem.en for problem in read_status(settings).problems)
    ingest_here(raw, warehouse)
    assert "somebody opened the version" in caplog.text
    assert (published_id(warehouse), query(warehouse, facts)) == (first, before)

    write(warehouse, "UPDATE fact_request SET value = 4711")
    assert any("was changed after its publication" in problem.en for problem in read_status(settings).problems)
    ingest_here(raw, warehouse)
    assert "was changed after its publication, and the warehouse is built anew" in caplog.text
    assert published_id(warehouse) != first
    assert query(warehouse, facts) == before
    assert read_status(settings).problems == []


EXPORTED = "nianbao ingest builds it anew"


def link_to(warehouse: Path, folder: Path) -> Path:
    """A link of somebody's own to what is published."""
    link = folder / "mine.duckdb"
    link.symlink_to(warehouse)
    return link


@pytest.mark.parametrize("at", ["warehouse", "link", "version"])
def test_whoever_names_a_changed_version_is_told_whatever_path_leads_to_it(
    warehouse: Path, tmp_path: Path, at: str
) -> None:
    database = published(warehouse)
    path = {"warehouse": warehouse, "link": link_to(warehouse, tmp_path), "version": database}[at]
    assert changes_at(path) == []
    refuse_changes_at(path)
    write(warehouse, "UPDATE one SET number = 9")
    assert changes_at(path) == list(tell_changes(version_id(1), database))
    with pytest.raises(RunError, match=EXPORTED):
        refuse_changes_at(path)


def test_what_is_passed_on_has_nothing_of_a_log_that_somebody_left(warehouse: Path) -> None:
    published(warehouse)
    write_and_die(warehouse, "UPDATE one SET number = 9")
    with pytest.raises(RunError, match=r"beside the version .* somebody left"):
        refuse_changes_at(warehouse)


def test_a_version_of_another_time_is_read_as_a_whole_before_it_is_passed_on(warehouse: Path) -> None:
    database = published(warehouse)
    database.chmod(0o644)
    os.utime(database, ns=(0, 1))
    before = seal_path(database).read_bytes()
    refuse_changes_at(warehouse)
    assert seal_path(database).read_bytes() == before  # who reads holds no lock
    with database.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    os.utime(database, ns=(0, 1))
    assert changes_at(warehouse) == []
    with pytest.raises(RunError, match=EXPORTED):
        refuse_changes_at(warehouse)


def test_a_file_that_was_never_sealed_is_not_judged(warehouse: Path) -> None:
    build_version(warehouse, 1)
    assert changes_at(warehouse) == []
    refuse_changes_at(warehouse)
    refuse_changes_at(warehouse.with_name("gone"))


def test_what_cannot_be_reached_is_left_to_who_opens_it(tmp_path: Path) -> None:
    unreachable = tmp_path / ("a" * 300) / "nianbao.duckdb"
    assert changes_at(unreachable) == []
    refuse_changes_at(unreachable)
