"""The raw folder in S3: the same files as on a disk, hashed once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import MappingProxyType

import pytest

import flows.storage.objects
from flows.errors import RunError
from flows.raw import find_files, fingerprint_files, split_gazetteers
from flows.raw.contents import hash_file
from flows.raw.files import SourceFile
from tests.flows.nights import REPORTS, facts
from tests.flows.pipeline import ingest_here
from tests.flows.s3_server import Bucket
from transforms.doubts import Reason


def test_visible_objects_are_found_in_path_order(bucket: Bucket) -> None:
    visible = ["./z.txt", "a.txt", "a//b.txt", "b/示例.txt", "tab\t.txt", "x/../y.txt"]
    bucket.put({f"raw/{key}": b"x" for key in (*visible, ".hidden", "b/.git/c")})
    found = find_files(bucket.url("raw"))
    assert [file.name for file in found] == [key.replace("\t", "\\u0009") for key in visible]
    assert {file.refusal for file in found} == {None}


def test_a_folder_of_nothing_stops_the_run(bucket: Bucket) -> None:
    with pytest.raises(RunError, match="nothing is below"):
        find_files(bucket.url("mistyped"))


def test_a_bucket_that_is_not_there_stops_the_run(bucket: Bucket) -> None:
    with pytest.raises(RunError, match="cannot be listed"):
        find_files("s3://no-such-bucket-here/raw")


def test_an_object_is_hashed_once_until_it_changes(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.raw.files._COARSEST_CLOCK_NS", -(10**12))
    bucket.put({"raw/a": b"one", "raw/b": b"two"})
    first = fingerprint_files(find_files(bucket.url("raw")), 1)
    assert [file.sha256 for file in first] == [hashlib.sha256(data).hexdigest() for data in (b"one", b"two")]
    known = MappingProxyType({file.name: (str(file.sha256), file.stamp) for file in first if file.stamp})
    bucket.put({"raw/b": b"new"})
    read: list[str] = []

    def note(file: SourceFile, largest: int) -> object:
        read.append(file.name)
        return hash_file(file, largest)

    monkeypatch.setattr("flows.raw.fingerprints.hash_file", note)
    again = fingerprint_files(find_files(bucket.url("raw")), 1, known=known)
    assert read == ["b"]
    assert again[1].sha256 == hashlib.sha256(b"new").hexdigest() and again[0].sha256 == first[0].sha256


def test_an_object_that_grew_since_it_was_listed_has_the_size_that_was_read(bucket: Bucket) -> None:
    bucket.put({"raw/a": b"x", "raw/b": b"x"})
    found = find_files(bucket.url("raw"))
    bucket.put({"raw/a": b"y" * 9, "raw/b": b"y" * 11})
    grown, too_large = fingerprint_files(found, 1, largest=10)
    assert (grown.byte_size, grown.sha256) == (9, hashlib.sha256(b"y" * 9).hexdigest())
    assert too_large.refusal and too_large.refusal.reason == Reason.FILE_TOO_LARGE
    again = find_files(bucket.url("raw"))
    assert grown.stamp and again[0].stamp and not grown.stamp.proves(again[0].stamp)


def test_what_cannot_be_read_is_refused(bucket: Bucket) -> None:
    bucket.put({"raw/gone": b"x", "raw/large": b"x" * 11})
    found = find_files(bucket.url("raw"))
    bucket.remove("raw/gone")
    gone, large = fingerprint_files(found, 1, largest=10)
    assert gone.refusal and gone.refusal.reason == Reason.UNREADABLE_FILE
    assert large.refusal and large.refusal.reason == Reason.FILE_TOO_LARGE


def test_gazetteers_are_found_among_objects(bucket: Bucket) -> None:
    header = b"township_code,township,kind,county_code,county,prefecture_code,prefecture,province_code,province\r\n"
    bucket.put({"raw/c/gazetteer.csv": header, "raw/d/gazetteer.csv": b"other\n", "raw/e.txt": b"x"})
    reports, gazetteers = split_gazetteers(find_files(bucket.url("raw")), [])
    assert [file.name for file in reports] == ["d/gazetteer.csv", "e.txt"]
    assert gazetteers == [bucket.url("raw/c/gazetteer.csv")]


def test_a_run_says_the_same_of_objects_as_of_files(bucket: Bucket, raw: Path, tmp_path: Path) -> None:
    ingest_here(raw, tmp_path / "files.duckdb")
    bucket.put({f"raw/{path.relative_to(raw)}": path.read_bytes() for path in raw.rglob("*") if path.is_file()})
    warehouse = tmp_path / "objects.duckdb"
    ingest_here(bucket.url("raw"), warehouse)
    assert facts(warehouse) == facts(tmp_path / "files.duckdb")
    bucket.put({"raw/new.txt": REPORTS[4]})
    bucket.remove("raw/report 0.txt")
    (raw / "new.txt").write_bytes(REPORTS[4])
    (raw / "report 0.txt").unlink()
    ingest_here(raw, tmp_path / "files.duckdb")
    ingest_here(bucket.url("raw"), warehouse)
    assert facts(warehouse) == facts(tmp_path / "files.duckdb")


def test_a_gazetteer_that_cannot_be_read_stops_the_run(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.put({"raw/gazetteer.csv": b"x"})
    found = find_files(bucket.url("raw"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    flows.storage.objects._client.cache_clear()
    with pytest.raises(RunError, match="may be a gazetteer"):
        split_gazetteers(found, [])
