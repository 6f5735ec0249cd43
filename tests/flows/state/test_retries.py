"""What the next run is asked to read again, until it has done so."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.state.paths import retries_path
from flows.state.retries import (
    add_retries,
    clear_retries,
    read_retries,
    set_unreadable_retries_aside,
    unreadable_retries,
)
from tests.flows.inputs import names_in


def asked_for(warehouse: Path) -> dict[str, str | None]:
    files = json.loads(retries_path(warehouse).read_bytes())["files"]
    return {file["source_path"]: file["source_sha256"] for file in files}


def test_of_a_member_its_archive_is_read_again(warehouse: Path) -> None:
    add_retries(warehouse, {"b.zip!/c.zip!/d.pdf": "ab", "a.txt": None})
    assert read_retries(warehouse) == {"a.txt", "b.zip"}


def test_requests_are_merged_and_the_later_hash_counts(warehouse: Path) -> None:
    add_retries(warehouse, {"a.txt": "old", "b.txt": None})
    add_retries(warehouse, {"a.txt": "new"})
    assert asked_for(warehouse) == {"a.txt": "new", "b.txt": None}


def test_a_run_clears_what_it_has_done_and_nothing_that_came_meanwhile(warehouse: Path) -> None:
    add_retries(warehouse, {"a.zip!/x.txt": None})
    done = read_retries(warehouse)
    add_retries(warehouse, {"late.txt": None})
    clear_retries(warehouse, done)
    assert read_retries(warehouse) == {"late.txt"}
    clear_retries(warehouse, {"late.txt"})
    assert not retries_path(warehouse).exists()


def test_where_nothing_was_asked_for_nothing_is_made(warehouse: Path) -> None:
    clear_retries(warehouse, {"a.txt"})
    assert read_retries(warehouse) == frozenset()
    assert list(warehouse.parent.iterdir()) == []


TORN = [b'{"files": [{"source_pa', b"[]", b'{"files": [{"source_path": "a.txt"}]}', b"[" * 100_000]


@pytest.mark.parametrize("content", TORN)
def test_a_torn_file_asks_for_nothing_and_is_told_of_once(warehouse: Path, content: bytes) -> None:
    retries_path(warehouse).parent.mkdir()
    retries_path(warehouse).write_bytes(content)
    assert read_retries(warehouse) == frozenset()
    assert str(retries_path(warehouse)) in (unreadable_retries(warehouse) or "")
    set_unreadable_retries_aside(warehouse)
    assert unreadable_retries(warehouse) is None
    [aside] = retries_path(warehouse).parent.iterdir()
    assert aside.read_bytes() == content


def test_requests_that_can_be_read_stay(warehouse: Path) -> None:
    assert unreadable_retries(warehouse) is None
    add_retries(warehouse, {"a.txt": None})
    assert unreadable_retries(warehouse) is None
    set_unreadable_retries_aside(warehouse)
    assert names_in(retries_path(warehouse).parent) == ["retry.json"]


def test_requests_made_at_once_are_all_kept(warehouse: Path) -> None:
    names = {f"{number}.txt" for number in range(20)}
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda name: add_retries(warehouse, {name: None}), names))
    assert read_retries(warehouse) == names
