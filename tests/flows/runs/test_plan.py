"""What stays of files that are gone or out of reach, and what a path may tell."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import flows.raw.fingerprints
from flows.errors import GuardError
from flows.raw.files import Refusal, SourceFile
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.nights import REPORTS, facts, from_nothing, last_counts
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from transforms.language import Pair


@pytest.mark.usefixtures("first_night")
def test_a_content_that_is_known_is_not_read_at_another_path(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    (raw / "done").mkdir()
    (raw / "report 0.txt").rename(raw / "done" / "report 0.txt")
    (raw / "a.zip").rename(raw / "done" / "b.zip")
    shutil.copy(raw / "report 2.txt", raw / "zz 2.txt")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 1, 0, 2, 3, 0, 0)
    assert facts(warehouse) == from_nothing(raw, tmp_path)
    paths = [path for (path,) in query(warehouse, "SELECT source_path FROM report_file ORDER BY ALL")]
    assert paths == [
        "done/b.zip!/copy.txt",
        "done/b.zip!/member.txt",
        "done/report 0.txt",
        "report 1.txt",
        "report 2.txt",
        "zz 2.txt",
    ]


def test_a_path_that_tells_something_else_is_another_reading(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    """Where the text names no year the path does."""
    (raw / "2019").mkdir()
    undated = REPORTS[0].decode().replace("2020", "").replace("2021", "").encode()
    (raw / "2019" / "undated.txt").write_bytes(undated)
    ingest_here(raw, warehouse)
    (raw / "2019").rename(raw / "2018")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 0, 0, 1, 5, 0, 1)
    assert facts(warehouse) == from_nothing(raw, tmp_path)


@pytest.mark.usefixtures("first_night")
def test_the_report_of_a_file_that_vanished_stays_and_is_marked(raw: Path, warehouse: Path) -> None:
    cells = query(warehouse, "SELECT count(*) FROM fact_request")
    (raw / "report 1.txt").unlink()
    (raw / "notice.txt").unlink()
    for seen, missing in ((3, 2), (3, 0)):
        ingest_here(raw, warehouse)
        assert (last_counts(warehouse)[0], last_counts(warehouse)[5]) == (seen, missing)
    assert query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NOT NULL") == [
        ("report 1.txt",)
    ]
    assert query(warehouse, "SELECT count(*) FROM fact_request") == cells
    assert query(warehouse, "SELECT count(*) FROM quarantine") == [(0,)]
    [(rule, expected)] = query(warehouse, "SELECT rule, expected FROM quality_finding WHERE rule = 'file_missing'")
    assert (rule, expected) == ("file_missing", "report 1.txt")
    [(missing_since, last_seen)] = query(
        warehouse, "SELECT missing_since, last_seen_at FROM report_file WHERE missing_since IS NOT NULL"
    )
    starts = [start for (start,) in query(warehouse, "SELECT started_at FROM ingest_run ORDER BY started_at")]
    assert (last_seen, missing_since) == (starts[0], starts[1])

    (raw / "report 1.txt").write_bytes(REPORTS[1])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(0,)]
    assert query(warehouse, "SELECT count(*) FROM quality_finding WHERE rule = 'file_missing'") == [(0,)]


@pytest.mark.usefixtures("first_night")
def test_prune_forgets_what_vanished(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse, prune=True)
    assert facts(warehouse) == from_nothing(raw, tmp_path)
    assert query(warehouse, "SELECT count(*) FROM source_file WHERE source_path = 'report 1.txt'") == [(0,)]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file_that_is_there_outranks_one_that_is_gone(raw: Path, warehouse: Path) -> None:
    content = (DEMO / "yangli-2022.txt").read_bytes()
    corrected = sorted((content + b"\n" * number for number in range(20)), key=sha256)
    assert corrected[0] != content != corrected[-1]  # whatever their hashes
    (raw / "report 1.txt").write_bytes(content)
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").unlink()
    for other in (corrected[0], corrected[-1]):
        (raw / "corrected.txt").write_bytes(other)
        ingest_here(raw, warehouse)
        found = dict(query(warehouse, "SELECT source_path, status FROM report"))
        assert found["corrected.txt"] == "current"
        assert found["report 1.txt"] != "current"


@pytest.mark.usefixtures("first_night")
def test_what_is_out_of_reach_keeps_its_report_even_from_pruning(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    fingerprint = flows.raw.fingerprints.fingerprint

    def fail_for_one(file: SourceFile, largest: int, known: Any) -> SourceFile:
        if file.name == "report 1.txt":
            said = Pair("文件读不出。", "The file cannot be read: Input/output error.")
            return replace(file, refusal=Refusal("unreadable_file", said))
        return fingerprint(file, largest, known)

    monkeypatch.setattr("flows.raw.fingerprints.fingerprint", fail_for_one)
    ingest_here(raw, warehouse, prune=True)
    assert query(warehouse, "SELECT count(*) FROM report") == [(4,)]
    assert query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NOT NULL") == [
        ("report 1.txt",)
    ]
    monkeypatch.undo()
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(0,)]


def test_what_was_left_unmasked_does_not_stay_unmasked(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse, keep_personal_data=True)
    (raw / "report 1.txt").unlink()
    with pytest.raises(GuardError, match="cannot be kept"):
        ingest_here(raw, warehouse)
    ingest_here(raw, warehouse, accept=True)
    assert query(warehouse, "SELECT count(*) FROM report") == [(3,)]
