"""Files are read wherever they lie."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from flows.raw.contents import hash_file, read_content, read_start, state_of
from flows.raw.files import SourceFile
from tests.flows.s3_server import Bucket


def test_a_file_and_an_object_are_read_alike(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    bucket.put({"a": b"content"})
    for path in (str(tmp_path / "a"), bucket.url("a")):
        assert (read_content(path, 7), read_start(path, 4)) == (b"content", b"cont")


def test_a_file_that_is_gone_has_no_state(tmp_path: Path) -> None:
    file = SourceFile("a", str(tmp_path / "a"))
    for ask in (state_of, lambda one: hash_file(one, 10)):
        with pytest.raises(FileNotFoundError):
            ask(file)


def test_the_state_of_a_file_is_that_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    state = state_of(SourceFile("a", str(tmp_path / "a")))
    assert (state.byte_size, state.inode) == (7, (tmp_path / "a").stat().st_ino)


class Growing(io.RawIOBase):
    """A file to which more is written than anybody reads."""

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "it has no end"
        return b"x" * size


def test_the_hash_of_a_file_that_grows_on_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")
    handles: list[int] = []

    def open_growing(handle: int, mode: str) -> Growing:
        handles.append(handle)
        return Growing()

    monkeypatch.setattr(os, "fdopen", open_growing)
    sha256, stamp = hash_file(SourceFile("a", str(tmp_path / "a")), 10_000_000)
    os.close(handles[0])
    assert (sha256, stamp.byte_size) == (None, 10_000_001)


def test_no_more_is_read_than_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"grown")
    assert read_start(str(tmp_path / "a"), 3) == b"gro"


def test_what_is_larger_than_it_may_be_is_refused_wherever_it_lies(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    bucket.put({"a": b"content"})
    for path in (str(tmp_path / "a"), bucket.url("a")):
        with pytest.raises(OSError, match="it has more than 6 bytes"):
            read_content(path, 6)
