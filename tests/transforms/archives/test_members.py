"""Paths of members, what counts as one, and what all archives of a file may cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Evidence, Given, Pattern, check
from transforms.archives.members import (
    CHUNK_BYTES,
    ArchiveFaultError,
    Budget,
    MemberFaultError,
    clean_path,
    cut_chunks,
    is_seen,
)
from transforms.limits import DEFAULT_LIMITS

EVIDENCE = (
    Pattern(
        "transforms.archives.members._DRIVE",
        how="match",
        takes=("C:/e.txt", "C:e.txt", "d:"),
        leaves=("2021:年报.txt", "示例镇:1.txt", "ab:c.txt", "x/C:e.txt", "/e.txt"),
    ),
    Given("transforms.archives.members._LONGEST_PATH", source="Linux: PATH_MAX"),
    Given("transforms.archives.members.CHUNK_BYTES", source="the memory that unpacking may take"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("示例镇/2021.txt", "示例镇/2021.txt"),
        ("./示例镇//2021.txt", "示例镇/2021.txt"),
        ("示例镇\\2021.txt", "示例镇/2021.txt"),
        ("..2021.txt", "..2021.txt"),
        ("a" * 4096, "a" * 4096),
    ],
)
def test_a_path_inside(name: str, path: str) -> None:
    assert clean_path(name) == path


@pytest.mark.parametrize("name", ["", ".", "/", "a/..", "../a", "/a", "\\\\server\\a", "C:a", "a\0b", "a" * 4097])
def test_a_path_that_leads_out_or_nowhere(name: str) -> None:
    with pytest.raises(MemberFaultError) as raised:
        clean_path(name)
    assert raised.value.rejection.reason == "unsafe_member"


def test_what_systems_add_by_themselves_does_not_count() -> None:
    assert [is_seen(path) for path in ("__MACOSX/a.txt", ".git/a.txt", "a/.b.txt", "a/THUMBS.DB")] == [False] * 4
    assert [is_seen(path) for path in ("a/__MACOSX", "a.b/c.txt", "thumbs.db.txt")] == [True] * 3


def test_members_are_counted_up_to_the_limit() -> None:
    budget = Budget(replace(DEFAULT_LIMITS, archive_members=2))
    budget.count_member()
    budget.count_member()
    with pytest.raises(ArchiveFaultError, match="more than 2 members"):
        budget.count_member()


def test_chunks_are_passed_on_until_they_grow_like_a_bomb() -> None:
    limits = replace(DEFAULT_LIMITS, expansion_floor=10, expansion_ratio=5)
    assert list(Budget(limits).count_chunks([b"x" * 10, b"y" * 10], packed=4)) == [b"x" * 10, b"y" * 10]
    passed = Budget(limits).count_chunks([b"x" * 10, b"y" * 11], packed=4, error=MemberFaultError)
    assert next(passed) == b"x" * 10
    with pytest.raises(MemberFaultError) as raised:
        next(passed)
    assert raised.value.rejection.reason == "archive_bomb"


def test_the_bytes_of_all_archives_are_one_sum() -> None:
    budget = Budget(replace(DEFAULT_LIMITS, archive_bytes=15))
    assert list(budget.count_chunks([b"x" * 10], packed=10)) == [b"x" * 10]
    with pytest.raises(ArchiveFaultError) as raised:
        list(budget.count_chunks([b"y" * 10], packed=10))
    assert raised.value.rejection.reason == "archive_too_large"


def test_chunks_are_the_bytes_in_their_order() -> None:
    data = bytes(range(256)) * (CHUNK_BYTES // 256) + b"end"
    chunks = list(cut_chunks(data))
    assert [len(chunk) for chunk in chunks] == [CHUNK_BYTES, 3]
    assert b"".join(chunks) == data
    assert list(cut_chunks(b"")) == []
