"""Source paths as text: different paths have different names, and no name looks like a member of an archive."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence import Evidence, Pattern, check
from transforms.source_paths import MEMBER_MARK, member_path, printable_name, split_archives, told_by_path

EVIDENCE = (
    Pattern(
        "transforms.source_paths._UNPRINTABLE",
        takes=("a\tb", "a\x85b", "a\\b", "\udcb1\udca8", "new!/a.txt"),
        found=("\t", "\x85", "\\", "\udcb1", "!"),
        leaves=("示例镇/2020 年报!.txt", "！/a", "é", "a!"),
        misses=("a\u202eb", "a\u200bb"),
    ),
    Pattern(
        "transforms.source_paths._SAYS_SOMETHING",
        takes=("示例县", "2021", "scan-3", "é"),
        leaves=("inbox", "report.txt", "", "."),
        misses=("shili-zhen",),
    ),
    Pattern(
        "transforms.source_paths._MEMBER_MARKS",
        takes=("a.zip!/b.txt", "!/"),
        leaves=("a!.txt", "a/!b", "a\\u0021/b"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


NAMES = st.text(st.sampled_from("a!/\\u0021\n\udcb1镇"), max_size=8)


@given(NAMES, NAMES)
def test_different_paths_have_different_names(first: str, second: str) -> None:
    assert (printable_name(first) == printable_name(second)) == (first == second)


@given(NAMES)
def test_a_name_is_printable_and_no_member(name: str) -> None:
    printable = printable_name(name)
    assert printable.isprintable()
    assert MEMBER_MARK not in printable
    printable.encode()


def test_bytes_that_are_no_utf8_are_told() -> None:
    name = os.fsdecode("镇.txt".encode("gbk"))
    assert printable_name(name) == r"\xd5\xf2.txt"


def test_a_member_of_an_archive_whose_name_ends_in_the_mark() -> None:
    path = member_path(printable_name("new!/a.zip"), "b!/c.txt")
    assert path == r"new\u0021/a.zip!/b\u0021/c.txt"
    assert list(split_archives(path)) == [(r"new\u0021/a.zip", r"b\u0021/c.txt")]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("示例县/2021/示范镇.html", "示例县/2021/示范镇.html"),
        ("inbox/done/示例县/report.txt", "示例县"),
        ("示例县/a/b/2021.txt", "示例县/./2021.txt"),
        ("a/b/c.txt", ""),
        ("", ""),
    ],
)
def test_what_a_path_tells(path: str, told: str) -> None:
    assert told_by_path(path) == told


def test_a_file_that_moves_between_folders_of_work_tells_the_same() -> None:
    assert told_by_path("inbox/示例县/x/2021.txt") == told_by_path("done/old/示例县/y/z/2021.txt")
