"""What makes a warehouse one of another program."""

from __future__ import annotations

from pathlib import Path

import pytest

import flows.runs.program
from flows.runs.program import PROGRAM_FOLDERS, built_with, digest_sources
from flows.warehouse import SQL_FOLDER


def test_the_queries_the_shell_and_the_comments_of_the_tables_are_looked_at() -> None:
    assert PROGRAM_FOLDERS[0] == SQL_FOLDER
    assert {"tables", "flows", "schemas"} <= {path.name for path in (*PROGRAM_FOLDERS, *SQL_FOLDER.iterdir())}
    assert all(any(folder.rglob("*.*")) for folder in PROGRAM_FOLDERS)


@pytest.mark.parametrize(
    ("name", "counts"), [("a.py", True), ("deeper/b.sql", True), ("comments.csv", True), ("notes.md", False)]
)
def test_a_changed_byte_of_a_source_counts(tmp_path: Path, name: str, counts: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("1", "utf-8")
    before = digest_sources([tmp_path])
    path.write_text("1 ", "utf-8")
    assert (digest_sources([tmp_path]) != before) == counts


def test_reader_and_program_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    before = built_with("a reader")
    assert built_with("another") != before
    monkeypatch.setattr(flows.runs.program, "_digest_of_this_program", lambda: "another")
    assert built_with("a reader") != before
