"""Files are read wherever they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.raw.contents import hash_file, read_content, read_start, state_of
from flows.raw.files import SourceFile
from tests.flows.s3_server import Bucket


def test_a_file_and_an_object_are_read_alike(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    bucket.put({"a": b"content"})
    for path in (str(tmp_path / "a"), bucket.url("a")):
        assert (read_content(path), read_start(path, 4)) == (b"content", b"cont")


def test_a_file_that_is_gone_has_no_state(tmp_path: Path) -> None:
    file = SourceFile("a", str(tmp_path / "a"))
    for ask in (state_of, lambda one: hash_file(one, 10)):
        with pytest.raises(FileNotFoundError):
            ask(file)


def test_the_state_of_a_file_is_that_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    state = state_of(SourceFile("a", str(tmp_path / "a")))
    assert (state.byte_size, state.inode) == (7, (tmp_path / "a").stat().st_ino)
