"""What makes a reading another one: what the program does and knows, never how it is explained."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import flows.reading.fingerprint
from flows.reading.fingerprint import (
    accepted_resources,
    digest_bytes,
    digest_code,
    digest_file,
    digest_folder,
    parser_fingerprint,
    reader_of,
    remembered_fingerprint,
    resources_of,
)
from flows.settings import Settings

SOURCE = '''"""A module."""

LONGEST = 40
"""How long a label may be."""


class Reader:
    """Reads."""

    def read(self, text: str) -> str:
        """The text."""
        return text[:LONGEST] + "a note"
'''


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LONGEST = 40", "LONGEST = 40  # measured on long labels"),
        ("LONGEST = 40", "# Measured on long labels.\nLONGEST = 40"),
        ('"""A module."""', '"""Another sentence,\n\nand one more."""'),
        ('"""How long a label may be."""', '"""In characters."""'),
        ('"""Reads."""', '"""Reads a report."""'),
        ('"""The text."""', '"""What it reads."""'),
        ("text[:LONGEST] + ", "(\n            text[:LONGEST]\n            + "),
    ],
)
def test_prose_and_layout_change_nothing(old: str, new: str) -> None:
    changed = SOURCE.replace(old, new)
    assert changed != SOURCE
    closed = changed + "        )\n" if "(\n" in new else changed
    assert digest_code(closed.encode()) == digest_code(SOURCE.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LONGEST = 40", "LONGEST = 41"),
        ("LONGEST = 40", "LONGEST = 40.0"),
        ('"a note"', '"another note"'),
        ("text[:LONGEST]", "text[LONGEST:]"),
        ("class Reader:", "class Reader(str):"),
        ("def read(self, text: str)", "@property\n    def read(self, text: str)"),
    ],
)
def test_a_change_of_what_is_done_changes_it(old: str, new: str) -> None:
    assert old in SOURCE
    assert digest_code(SOURCE.replace(old, new).encode()) != digest_code(SOURCE.encode())


def test_the_members_of_a_set_have_no_order() -> None:
    code = 'from flows.reading.fingerprint import digest_code; print(digest_code(b\'x = y in {"a", "b", "c"}\').hex())'
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "1234"
    }
    assert len(digests) == 1


def test_a_file_of_data_counts_byte_by_byte(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("label_zh\n# 一\n", "utf-8")
    before = digest_file(path)
    path.write_text("label_zh\n# 二\n", "utf-8")
    assert digest_file(path) != before


@pytest.mark.parametrize("change", ["renamed", "added", "removed", "changed"])
def test_every_file_of_a_folder_counts_with_its_path(tmp_path: Path, change: str) -> None:
    inner = tmp_path / "knowledge"
    inner.mkdir()
    (inner / "lines.csv").write_text("line\n", "utf-8")
    (tmp_path / "read.py").write_text(SOURCE, "utf-8")
    before = digest_folder(tmp_path)
    if change == "renamed":
        (inner / "lines.csv").rename(tmp_path / "lines.csv")
    elif change == "added":
        (inner / "more.csv").touch()
    elif change == "removed":
        (tmp_path / "read.py").unlink()
    else:
        (inner / "lines.csv").write_text("lines\n", "utf-8")
    assert digest_folder(tmp_path) != before


def test_what_python_leaves_beside_the_sources_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "read.py").write_text(SOURCE, "utf-8")
    before = digest_folder(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "read.cpython-311.pyc").write_bytes(b"x")
    assert digest_folder(tmp_path) == before


def test_the_modules_of_the_shell_that_count_are_there() -> None:
    folder = Path(flows.reading.fingerprint.__file__).parent
    names = flows.reading.fingerprint._READING_MODULES
    assert {path.name for path in folder.glob("*.py")} - set(names) == {
        "__init__.py",
        "apart.py",
        "fingerprint.py",
        "pool.py",
        "worker.py",
    }


def test_the_fingerprint_begins_with_the_version_of_the_parser() -> None:
    version, _, digest = parser_fingerprint().rpartition("-")
    assert version
    assert len(digest) == 12


def test_a_remembered_fingerprint_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = remembered_fingerprint(tmp_path)
    assert fingerprint == parser_fingerprint()
    monkeypatch.setattr(flows.reading.fingerprint, "parser_fingerprint", lambda: "9-anew")
    assert remembered_fingerprint(tmp_path) == fingerprint


@pytest.mark.parametrize(
    "note", ["of other sources", "of another reader", "", "[]", '{"seal": 1}', "\udcff", "[" * 100_000]
)
def test_a_note_of_other_sources_or_a_damaged_one_counts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: str
) -> None:
    fingerprint = remembered_fingerprint(tmp_path)
    monkeypatch.setattr(flows.reading.fingerprint, "parser_fingerprint", lambda: "9-anew")
    if note == "of other sources":
        monkeypatch.setattr(flows.reading.fingerprint, "_digest_of_sources", lambda: "a comment more")
    elif note == "of another reader":
        written = (tmp_path / "reader.json").read_text("utf-8")
        (tmp_path / "reader.json").write_text(written.replace(fingerprint, fingerprint + "0"), "utf-8")
    else:
        (tmp_path / "reader.json").write_bytes(note.encode("utf-8", "surrogateescape"))
    assert remembered_fingerprint(tmp_path) == "9-anew" != fingerprint
    assert remembered_fingerprint(tmp_path) == "9-anew"


def test_without_a_place_for_the_note_the_fingerprint_is_made_each_time(tmp_path: Path) -> None:
    assert remembered_fingerprint(tmp_path / "nowhere") == parser_fingerprint()


def test_every_byte_of_the_sources_counts_for_the_note(tmp_path: Path) -> None:
    (tmp_path / "read.py").write_text(SOURCE, "utf-8")
    before = digest_folder(tmp_path, digest_bytes)
    (tmp_path / "read.py").write_text(SOURCE + "# a comment\n", "utf-8")
    assert digest_folder(tmp_path, digest_bytes) != before


@pytest.mark.parametrize("changed", [{"keep_personal_data": True}, {"pages": 7}])
def test_settings_that_bind_the_reader_make_it_another(changed: dict[str, object]) -> None:
    assert reader_of(Settings.model_validate(changed), [], "4-a") != reader_of(Settings(), [], "4-a")


def test_gazetteers_make_it_another_in_their_order_and_workers_do_not() -> None:
    lists = ["one", "two"]
    assert len({reader_of(Settings(), given, "4-a") for given in ([], lists, lists[::-1], ["onetwo"])}) == 4
    assert reader_of(Settings(workers=7), lists, "4-a") == reader_of(Settings(workers=1), lists, "4-a")
    assert reader_of(Settings(), lists, "4-b") != reader_of(Settings(), lists, "4-a")


def test_a_reader_that_has_more_of_anything_is_told_from_one_that_gave_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.reading.fingerprint, "find_program", lambda: None)
    had = resources_of(Settings(file_seconds=1.5))
    assert resources_of(Settings(file_seconds=1.5, pages=7)) == had
    more = [Settings(file_seconds=2), Settings(file_seconds=1.5, worker_memory=2 * 1024**3)]
    monkeypatch.setattr(flows.reading.fingerprint, "find_program", lambda: "soffice")
    assert len({had, resources_of(Settings(file_seconds=1.5)), *map(resources_of, more)}) == 4


def test_engines_that_read_pictures_are_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.reading.fingerprint, "engines_of", lambda ocr: "" if ocr == "off" else "engine 1")
    without = resources_of(Settings(ocr="off"))
    assert without.endswith("no OCR")
    assert resources_of(Settings()).endswith("engine 1")
    assert accepted_resources(Settings()) == ()


def test_a_run_that_reads_pictures_later_accepts_what_was_read_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.reading.fingerprint, "engines_of", lambda ocr: "" if ocr == "off" else "engine 1")
    later = Settings(ocr="later")
    assert resources_of(later) == resources_of(Settings(ocr="off"))
    assert accepted_resources(later) == (resources_of(Settings()),)
