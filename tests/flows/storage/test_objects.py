"""Objects in S3: every key is listed as it is, an object is made once, and what fails is said in a line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import flows.storage.objects
from flows.storage import (
    create_object,
    fetch_object,
    has_object,
    list_objects,
    put_file,
    read_pieces,
    read_start,
    remove_objects,
)
from tests.flows.s3_server import Bucket

# What crawlers and people have for keys, and what is no path of a file system.
KEYS = [
    "show.htm",
    "show.htm?versionId=7",
    "a///",
    "/first",
    "雨花镇/2023 年报.txt",
    "a//b.txt",
    "x/../y.txt",
    "tab\there.txt",
    "50%25.txt",
    "q?a=1&b#c",
    "back\\slash",
    ".hidden",
]


def test_every_key_is_listed_and_read(bucket: Bucket) -> None:
    bucket.put({f"raw/{key}": key.encode() for key in KEYS} | {"raw/folder/": b"", "raw2/other": b"x"})
    listed = list(list_objects(bucket.url("raw")))
    assert sorted(one.name for one in listed) == sorted(KEYS)
    assert {one.name: b"".join(read_pieces(one.url)) for one in listed} == {key: key.encode() for key in KEYS}
    assert {one.byte_size for one in listed} == {len(key.encode()) for key in KEYS}


def test_another_content_has_another_tag(bucket: Bucket) -> None:
    bucket.put({"raw/a": b"one"})
    [before] = list_objects(bucket.url("raw"))
    bucket.put({"raw/a": b"two"})
    [after] = list_objects(bucket.url("raw"))
    assert before.tag != after.tag and before.modified_ns > 10**18


def test_what_is_not_there_is_told_from_what_fails(bucket: Bucket) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_pieces(bucket.url("nothing")))
    with pytest.raises(FileNotFoundError):
        read_start(bucket.url("nothing"), 3)


def test_a_folder_whose_name_begins_with_a_slash_is_that_folder(bucket: Bucket) -> None:
    bucket.put({"/raw/2021/a.txt": b"1", "raw/2021/a.txt": b"2"})
    [found] = list_objects(bucket.url("/raw"))
    assert (found.name, b"".join(read_pieces(found.url))) == ("2021/a.txt", b"1")


def test_an_object_is_made_once(bucket: Bucket) -> None:
    assert not has_object(bucket.url("a"))
    assert create_object(bucket.url("a"), b"first")
    assert not create_object(bucket.url("a"), b"second")
    assert has_object(bucket.url("a")) and bucket.get("a") == b"first"


def test_files_go_there_and_back(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    put_file(tmp_path / "file", bucket.url("there/file"))
    fetch_object(bucket.url("there/file"), tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"content" == bucket.get("there/file")
    assert read_start(bucket.url("there/file"), 3) == b"con"


def test_what_is_removed_is_gone(bucket: Bucket) -> None:
    bucket.put({"a": b"1", "b": b"2"})
    remove_objects([bucket.url("a"), bucket.url("gone already")])
    remove_objects([])
    assert bucket.list_keys() == ["b"]


def test_what_is_not_there_is_an_error_in_a_line(bucket: Bucket) -> None:
    for fails in (
        lambda: list(read_pieces(bucket.url("nothing"))),
        lambda: list(list_objects("s3://no-such-bucket-here/raw")),
        lambda: fetch_object(bucket.url("nothing"), Path("/dev/null")),
    ):
        with pytest.raises(OSError) as caught:
            fails()
        assert caught.value.strerror and "\n" not in caught.value.strerror


def test_a_server_that_is_away_is_an_error(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    flows.storage.objects._client.cache_clear()
    with pytest.raises(OSError) as caught:
        list(list_objects(bucket.url("raw")))
    assert caught.value.strerror


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    flows.storage.objects._client.cache_clear()
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.setitem(sys.modules, "botocore", None)
    monkeypatch.setitem(sys.modules, "botocore.exceptions", None)
    with pytest.raises(OSError, match=r"nianbao\[cluster\]"):
        list(list_objects("s3://bucket/raw"))
