"""A note of files that were touched: what it spares, and that it never makes up a hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from flows.raw.files import SourceFile, Stamp
from flows.raw.manifest import KnownFile
from flows.runs.touched import forget_touched, note_touched, recall_hashes
from flows.state.paths import state_folder
from tests.flows.damages import wrong_fields

OLD = Stamp(byte_size=3, modified_ns=1, changed_ns=2, inode=4, hashed_ns=5)
NEW = replace(OLD, modified_ns=11, changed_ns=12, hashed_ns=15)
MANIFEST = {"a.txt": KnownFile("a.txt", 3, "aa", 1, 2, 4, 5, "reading", "report", None, None)}


def found(sha256: str | None, stamp: Stamp | None = NEW, name: str = "a.txt") -> SourceFile:
    return SourceFile(name, name, 3, sha256, stamp=stamp)


@pytest.fixture
def state(warehouse: Path) -> Path:
    folder = state_folder(warehouse)
    folder.mkdir(parents=True)
    return folder


@pytest.mark.usefixtures("state")
def test_a_touched_file_is_known_by_its_new_stamp(warehouse: Path) -> None:
    note_touched(warehouse, [found("aa")], MANIFEST)
    assert recall_hashes(warehouse, MANIFEST) == {"a.txt": ("aa", NEW)}
    forget_touched(warehouse)
    assert recall_hashes(warehouse, MANIFEST) == {"a.txt": ("aa", OLD)}
    forget_touched(warehouse)


@pytest.mark.usefixtures("state")
def test_a_note_counts_only_for_the_content_of_the_manifest(warehouse: Path) -> None:
    note_touched(warehouse, [found("aa")], MANIFEST)
    earlier = {"a.txt": replace(MANIFEST["a.txt"], source_sha256="bb")}
    assert recall_hashes(warehouse, earlier) == {"a.txt": ("bb", OLD)}
    assert recall_hashes(warehouse, {}) == {}


@pytest.mark.parametrize("file", [found("aa", OLD), found("bb"), found(None), found("aa", None), found("aa", name="b")])
def test_what_is_as_in_the_manifest_or_new_is_not_noted(warehouse: Path, state: Path, file: SourceFile) -> None:
    note_touched(warehouse, [file], MANIFEST)
    assert not (state / "touched.json").exists() or json.loads((state / "touched.json").read_bytes()) == {}
    assert recall_hashes(warehouse, MANIFEST) == {"a.txt": ("aa", OLD)}


@pytest.mark.parametrize(
    "note", [b"", b"[1]", b'{"a.txt": 3}', b'{"a.txt": ["aa", 1]}', b'{"a.txt": ["aa", "x"]}', b"\xff"]
)
def test_a_damaged_note_is_none(warehouse: Path, state: Path, note: bytes) -> None:
    (state / "touched.json").write_bytes(note)
    assert recall_hashes(warehouse, MANIFEST) == {"a.txt": ("aa", OLD)}
    note_touched(warehouse, [found("aa")], MANIFEST)
    assert recall_hashes(warehouse, MANIFEST) == {"a.txt": ("aa", NEW)}


def test_a_note_that_cannot_be_written_costs_a_warning(warehouse: Path, caplog: pytest.LogCaptureFixture) -> None:
    note_touched(warehouse, [found("aa")], MANIFEST)
    assert "only touched are hashed again" in caplog.text


def test_a_note_with_a_wrong_value_makes_up_no_hash(warehouse: Path, state: Path) -> None:
    note_touched(warehouse, [found("aa")], MANIFEST)
    for content in (*wrong_fields((state / "touched.json").read_bytes()), b"[" * 100_000):
        (state / "touched.json").write_bytes(content)
        assert recall_hashes(warehouse, MANIFEST)["a.txt"][0] == "aa"
