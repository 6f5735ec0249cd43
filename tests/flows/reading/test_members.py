"""Members of archives on their way into the warehouse: each is a file like any other, and none counts twice."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from flows.raw import find_files, fingerprint_files
from flows.reading.jobs import Batch
from flows.reading.pool import process_pool, read_alone, read_in_pool
from flows.state import read_records
from tests.flows.crashing import CRASH, GREEDY, HANG, read_with_traps
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.pipeline import ingest_here, make_job, staged, staged_reasons
from tests.flows.rows import query, read_content
from tests.hostile import make_tar, make_zip

REPORTS = [(path.name, path.read_bytes()) for path in sorted(DEMO.glob("*-20*.txt"))]
FACTS = ("fact_request", "fact_review", "fact_proactive")
COUNTS = "files_seen, files_new, files_changed, files_unchanged, files_missing"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def write_all(raw: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (raw / name).write_bytes(content)


def paths(warehouse: Path) -> list[str]:
    return [path for (path,) in query(warehouse, "SELECT source_path FROM report_file ORDER BY ALL")]


def last_counts(warehouse: Path) -> tuple[int, ...]:
    counts = read_records(warehouse)[-1].counts
    return tuple(counts[name] for name in COUNTS.split(", "))


def test_members_are_loaded_as_files_are(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    write_all(raw, {"all.zip": make_zip([*REPORTS[:4], ("rest.tar.gz", make_tar(REPORTS[4:], "w:gz"))])})
    counts = ingest_here(raw, warehouse)
    assert (counts.files, counts.members, counts.quarantined) == (1, len(REPORTS), {})
    expected = [f"all.zip!/{name}" for name, _ in REPORTS[:4]]
    assert paths(warehouse) == sorted([*expected, *(f"all.zip!/rest.tar.gz!/{name}" for name, _ in REPORTS[4:])])

    plain, other = tmp_path / "plain", tmp_path / "other.duckdb"
    plain.mkdir()
    write_all(plain, dict(REPORTS))
    ingest_here(plain, other)
    for table in FACTS:
        assert read_content(warehouse)[table] == read_content(other)[table]


@pytest.mark.parametrize("batch_size", [1, 10])
def test_a_report_that_is_found_many_times_counts_once(raw: Path, warehouse: Path, batch_size: int) -> None:
    [(name, content), other, *_] = REPORTS
    archive = make_zip([(name, content), ("copy.txt", content), other])
    write_all(raw, {"1.zip": archive, "2.zip": archive, "3.tar": make_tar([(name, content)]), "4.txt": content})
    ingest_here(raw, warehouse, batch_size=batch_size)
    [(report_id,)] = query(warehouse, "SELECT report_id FROM report WHERE source_path = '1.zip!/copy.txt'")
    held = query(warehouse, f"SELECT source_path FROM report_file WHERE report_id = '{report_id}' ORDER BY ALL")
    archived = [f"{number}.zip!/{member}" for number in (1, 2) for member in ("copy.txt", name)]
    assert [path for (path,) in held] == [*archived, f"3.tar!/{name}", "4.txt"]
    assert query(warehouse, "SELECT count(*) FROM report") == [(2,)]
    for table in FACTS:
        assert query(warehouse, f"SELECT count(*) FROM {table}") == query(
            warehouse, f"SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE (value, raw_text, cell_status) FROM {table})"
        )
    assert last_counts(warehouse) == (4, 4, 0, 0, 0)


def test_a_member_that_is_no_report_is_quarantined_under_its_path(raw: Path, warehouse: Path) -> None:
    notice = NOTICE.encode()
    archive = make_zip([("a/notice.txt", notice), ("../up.txt", b"1"), REPORTS[0]])
    write_all(raw, {"1.zip": archive, "2.zip": archive, "cut.zip": make_zip([REPORTS[1], REPORTS[2]])[:-30]})
    counts = ingest_here(raw, warehouse)
    rows = query(warehouse, "SELECT source_path, reason, source_sha256 IS NULL FROM quarantine ORDER BY ALL")
    assert rows == [
        ("1.zip!/../up.txt", "unsafe_member", True),
        ("1.zip!/a/notice.txt", "not_a_report", False),
        ("2.zip!/../up.txt", "unsafe_member", True),
        ("2.zip!/a/notice.txt", "not_a_report", False),
        ("cut.zip", "damaged_file", False),
    ]
    assert len(paths(warehouse)) == 4
    assert (counts.files, counts.members) == (3, 8)


@pytest.mark.parametrize("batch_size", [1, 10])
def test_a_second_run_changes_nothing(raw: Path, warehouse: Path, batch_size: int) -> None:
    write_all(
        raw, {"a.zip": make_zip([*REPORTS, ("x.txt", b"")]), "b.txt": REPORTS[0][1], "cut.tar": make_tar(REPORTS)[:99]}
    )
    ingest_here(raw, warehouse)
    before = read_content(warehouse)
    ingest_here(raw, warehouse, batch_size=batch_size, last_first=True)
    after = read_content(warehouse)
    assert {table: rows for table, rows in after.items() if table != "ingest_run"} == {
        table: rows for table, rows in before.items() if table != "ingest_run"
    }
    assert last_counts(warehouse) == (3, 0, 0, 3, 0)
    assert query(warehouse, "SELECT count(DISTINCT first_seen_at) FROM report_file") == [(1,)]


def test_an_archive_that_lost_a_member_has_changed(raw: Path, warehouse: Path) -> None:
    write_all(raw, {"a.zip": make_zip(REPORTS[:3]), "gone.zip": make_zip(REPORTS[3:4])})
    ingest_here(raw, warehouse)
    write_all(raw, {"a.zip": make_zip(REPORTS[:2])})
    (raw / "gone.zip").unlink()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (1, 0, 1, 0, 1)
    there = query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NULL ORDER BY ALL")
    assert [path for (path,) in there] == [f"a.zip!/{name}" for name, _ in REPORTS[:2]]
    gone = query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NOT NULL")
    assert gone == [(f"gone.zip!/{REPORTS[3][0]}",)]
    assert query(warehouse, "SELECT count(*) FROM report") == [(3,)]


def test_a_folder_named_like_an_archive_is_none(raw: Path, warehouse: Path) -> None:
    (raw / "a.zip!").mkdir()
    write_all(raw, {"a.zip": make_zip([("1.txt", REPORTS[0][1])]), "a.zip!/1.txt": REPORTS[1][1]})
    ingest_here(raw, warehouse)
    assert paths(warehouse) == ["a.zip!/1.txt", r"a.zip\u0021/1.txt"]
    assert last_counts(warehouse) == (2, 2, 0, 0, 0)


def test_the_same_content_rejected_once_and_read_once_is_read(raw: Path, warehouse: Path) -> None:
    """A member deep inside is refused as an archive where the same archive by itself is read."""
    inner = make_zip(REPORTS[:1])
    deep = make_zip([("3.zip", make_zip([("2.zip", make_zip([("1.zip", inner)]))]))])
    write_all(raw, {"a.zip": inner, "deep.zip": deep})
    ingest_here(raw, warehouse)
    assert paths(warehouse) == [f"a.zip!/{REPORTS[0][0]}"]
    assert query(warehouse, "SELECT source_path, reason FROM quarantine") == [
        ("deep.zip!/3.zip!/2.zip!/1.zip", "archive_too_deep")
    ]


# --- readers that die ---


def read_trapped(raw: Path, **options: int) -> tuple[int, dict[str, str]]:
    """Read the folder with traps as a run does; gives the number of reports and the reasons by path."""
    job = make_job(raw.parent, **options)
    batch = Batch("000001", tuple(fingerprint_files(find_files(raw), 1)))
    with process_pool(1, job.worker_memory) as pool:
        counts = read_in_pool(pool, batch, job, read_with_traps)
    if counts is None:
        read_alone(batch, job, read_with_traps)
    return staged(job, "report").height, staged_reasons(job)


@pytest.mark.endurance
@pytest.mark.usefixtures("quick_workers")
def test_a_member_that_kills_its_reader_costs_itself_alone(raw: Path) -> None:
    archive = make_zip([REPORTS[0], ("crash.txt", CRASH), REPORTS[1], ("crash too.txt", CRASH + b"!"), REPORTS[2]])
    write_all(raw, {"a.zip": archive})
    assert read_trapped(raw) == (
        3,
        {"a.zip!/crash.txt": "reader_crashed", "a.zip!/crash too.txt": "reader_crashed"},
    )


@pytest.mark.endurance
@pytest.mark.usefixtures("quick_workers")
def test_a_member_that_takes_too_long_costs_itself_alone(raw: Path) -> None:
    write_all(raw, {"a.zip": make_zip([REPORTS[0], ("hang.txt", HANG), REPORTS[1]])})
    assert read_trapped(raw, file_seconds=5) == (2, {"a.zip!/hang.txt": "reader_timeout"})


@pytest.mark.endurance
@pytest.mark.usefixtures("quick_workers")
def test_a_file_or_member_that_takes_too_much_memory_costs_itself_alone(raw: Path) -> None:
    write_all(raw, {"a.zip": make_zip([REPORTS[0], ("greedy.txt", GREEDY)]), "b.txt": GREEDY, "c.txt": REPORTS[1][1]})
    assert read_trapped(raw, worker_memory=768 * 1024 * 1024) == (
        2,
        {"a.zip!/greedy.txt": "out_of_memory", "b.txt": "out_of_memory"},
    )


@pytest.mark.endurance
@pytest.mark.usefixtures("quick_workers")
def test_an_archive_that_kills_its_reader_again_and_again_is_given_up(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.reading.batch.MOST_SKIPPED", 2)
    crashing = [(f"{number}.txt", b"%s%d" % (CRASH, number)) for number in range(4)]
    write_all(raw, {"a.zip": make_zip([REPORTS[0], *crashing])})
    assert read_trapped(raw) == (0, {"a.zip": "reader_crashed"})


def test_the_limit_of_memory_binds_the_workers(warehouse: Path) -> None:
    with process_pool(1, 512 * 1024 * 1024) as pool:
        assert pool.submit(os.getpid).result() > 0
        with pytest.raises(MemoryError):
            pool.submit(bytearray, 1024**3).result()
