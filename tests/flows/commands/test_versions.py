"""What is listed of the versions: which there are, and what each says otherwise than the one before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.commands.review import import_reviews
from flows.commands.rollback import rollback
from flows.commands.versions import Difference, compare_contents, tell_difference, version_lines
from flows.errors import RunError
from flows.versions.publication import Version, list_versions, published_version
from tests.flows.rows import cell, load_tables, query, report_file, report_row

LINES = ("new", "carried_in", "handled_total", "carried_out")


def load(warehouse: Path, day: int, reports: dict[str, tuple[int, ...]], rejected: str = "") -> Version:
    """Publish reports by name, each with its figures of the total column, and files that are none."""
    rows = [report_row(name, agency=None, township_code=None) for name in reports]
    cells = [
        cell(row, value, line=line, applicant="total")
        for row, values in zip(rows, reports.values(), strict=True)
        for line, value in zip(LINES, values, strict=False)
    ]
    files = [report_file(name) for name in (*reports, *rejected)]
    load_tables(
        warehouse,
        {"report": rows, "fact_request": cells},
        files,
        [(f"{name}.txt", "not_a_report", "") for name in rejected],
        started_at=datetime(2024, 1, day),
    )
    published = published_version(warehouse)
    assert published
    return published


def test_files_reports_and_facts_that_differ_are_counted(warehouse: Path) -> None:
    older = load(warehouse, 1, {"a": (4, 0, 4, 0), "b": (1, 2)}, "x")
    newer = load(warehouse, 2, {"a": (5, 0, 4), "c": (1, 2, 3)}, "xyz")
    assert compare_contents(older.path, newer.path) == Difference(
        files={"new": 3, "gone": 1},
        reports={"new": 1, "gone": 1},
        facts={"new": 3, "changed": 1, "gone": 3},
        verdicts={},
    )
    assert compare_contents(newer.path, older.path) == Difference(
        files={"new": 1, "gone": 3},
        reports={"new": 1, "gone": 1},
        facts={"new": 3, "changed": 1, "gone": 3},
        verdicts={},
    )
    assert tell_difference(older, older) == "the same"


def test_the_list_has_the_newest_first_with_what_it_brought(warehouse: Path) -> None:
    load(warehouse, 1, {"a": (4,)})
    load(warehouse, 2, {"a": (4,), "b": (1, 2)})
    load(warehouse, 3, {"a": (4,), "b": (1, 2)}, "x")
    versions = list_versions(warehouse)
    lines = list(version_lines(warehouse))
    assert [line.split()[-1] for line in lines[::2]] == [version.version_id for version in versions]
    assert [line[0] for line in lines[::2]] == ["*", " ", " "]
    assert [line.strip() for line in lines[1::2]] == ["files: 1 new", "files: 1 new; reports: 1 new; facts: 2 new"]


def test_verdicts_are_told_apart(warehouse: Path, tmp_path: Path) -> None:
    load(warehouse, 1, {"a": (4, 0, 5, 0)})
    [(finding_id,)] = query(warehouse, "SELECT finding_id FROM quality_finding WHERE rule = 'request_balance'")
    file = tmp_path / "verdicts.csv"
    file.write_text(
        f"finding_id,verdict,note,reviewer,reviewed_at\n{finding_id},confirmed,,r,2024-03-01\n", encoding="utf-8"
    )
    import_reviews(file, warehouse)
    assert list(version_lines(warehouse))[1].strip() == "verdicts: 1 new"


def test_a_version_that_cannot_be_read_is_listed_all_the_same(warehouse: Path) -> None:
    older = load(warehouse, 1, {"a": (4,)})
    load(warehouse, 2, {"a": (4,)})
    older.path.chmod(0o644)
    older.path.write_bytes(bytes(8) + b"DUCK and damage")
    lines = list(version_lines(warehouse))
    assert len(lines) == 3
    assert "what differs cannot be told" in lines[1]


def test_without_versions_there_is_nothing_to_list(warehouse: Path) -> None:
    with pytest.raises(RunError, match=r"no versions of the warehouse .* are kept"):
        list(version_lines(warehouse))


def test_a_rollback_tells_what_it_is_about_to_publish(warehouse: Path) -> None:
    first = load(warehouse, 1, {"a": (4,)})
    load(warehouse, 2, {"a": (4,), "b": (1, 2)}, "x")
    told: list[tuple[str, str | None]] = []

    def tell(line: str) -> None:
        published = published_version(warehouse)
        told.append((line, published.run_id if published else None))

    last = published_version(warehouse)
    assert last
    rollback(warehouse, tell=tell)
    [(line, published_then)] = told
    assert published_then == last.run_id
    assert first.version_id in line
    assert line.endswith("; files: 2 gone; reports: 1 gone; facts: 2 gone")
