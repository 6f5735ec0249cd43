"""Fingerprints: what cannot be read is refused, and one content is read once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

import flows.raw.fingerprints
from flows.raw.discovery import find_files
from flows.raw.files import SourceFile
from flows.raw.fingerprints import fingerprint, fingerprint_files, group_by_content
from tests.flows.raw.test_discovery import raw, reasons, write

__all__ = ["raw"]


def test_a_name_that_is_not_utf8_is_read_under_a_printable_one(raw: Path) -> None:
    path = os.fsencode(raw) + b"/\xb1\xa8.txt"
    Path(os.fsdecode(path)).write_text("年报", "utf-8")
    [file] = find_files(raw)
    assert file.name == r"\xb1\xa8.txt"
    assert fingerprint(file).sha256 == hashlib.sha256("年报".encode()).hexdigest()


@pytest.mark.parametrize("target", ["file.txt", "folder"])
def test_a_link_out_of_the_folder_is_refused(raw: Path, tmp_path: Path, target: str) -> None:
    write(tmp_path / "file.txt", "secret")
    write(tmp_path / "folder" / "inner.txt", "secret")
    (raw / "link").symlink_to(tmp_path / target)
    files = fingerprint_files(find_files(raw), 1)
    assert reasons(files) == {"link": "symlink_outside"}
    assert files[0].sha256 is None


def test_a_pipe_is_refused_and_not_waited_for(raw: Path) -> None:
    os.mkfifo(raw / "pipe")
    assert reasons(find_files(raw)) == {"pipe": "not_a_file"}
    waiting = fingerprint(SourceFile("pipe", str(raw / "pipe")))
    assert waiting.refusal is not None


def test_a_file_that_cannot_be_opened_is_refused(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: SourceFile, largest: int) -> tuple[str, int]:
        raise PermissionError(13, "Permission denied", file.path)

    monkeypatch.setattr(flows.raw.fingerprints, "hash_file", refuse)
    file = fingerprint(SourceFile("a.txt", str(write(raw / "a.txt"))))
    assert file.refusal is not None
    assert (file.refusal.reason, file.refusal.detail) == (
        "unreadable_file",
        "The file cannot be read: Permission denied.",
    )


def test_a_file_that_vanished_is_refused(raw: Path) -> None:
    write(raw / "a.txt")
    [file] = find_files(raw)
    (raw / "a.txt").unlink()
    assert reasons([fingerprint(file)]) == {"a.txt": "unreadable_file"}


def test_a_file_beyond_all_measure_is_refused_and_not_read_for_its_hash(raw: Path) -> None:
    write(raw / "large.txt", "x" * 11)
    write(raw / "small.txt", "x" * 10)
    large, small = fingerprint_files(find_files(raw), 2, largest=10)
    assert reasons([large, small]) == {"large.txt": "file_too_large", "small.txt": None}
    assert (large.sha256, large.byte_size, small.byte_size) == (None, 11, 10)


def test_the_same_content_is_read_at_its_first_path(raw: Path) -> None:
    for name, content in (("1.txt", "a"), ("2.txt", "b"), ("3.txt", "a")):
        write(raw / name, content)
    files = fingerprint_files(find_files(raw), 2)
    assert group_by_content(files) == {"1.txt": "1.txt", "2.txt": "2.txt", "3.txt": "1.txt"}
