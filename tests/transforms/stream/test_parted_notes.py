"""Marks of footnotes go back to their numbers, and nothing else does."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.stream.parted_notes import join_parted_notes

EVIDENCE = (
    Pattern(
        "transforms.stream.parted_notes._PARTED",
        takes=("0 ［ 2 ］ 35", "0（注 1）", "0\n［2］ 7", "0 （注 1 ）", "8 ※ 0", "0 ① 3", "0 ②", "452\n（注\n1 ）\n0"),
        found=(" ［ 2 ］", "（注 1）", "\n［2］", " （注 1 ）", " ※", " ①", " ②", "\n（注\n1 ）"),
        leaves=("0 （1）予以公开", "0 ①信访", "0 ① 信访举报", "0\n※", "件 ［ 2 ］", "0 [2021]"),
        misses=("0 (2)",),
        oversteps=("5 * 3",),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("0 7644# 0 ［ 2 ］ 0 0* 0 ② 7644 （注 1 ）", "0 7644# 0［2］ 0 0* 0② 7644（注1）"),
        ("权益\n0 （注\n1 ） 0[1] 7", "权益\n0（注1） 0[1] 7"),
        ("一、收到申请 3 件，见 ［ 2 ］。", "一、收到申请 3 件，见 ［ 2 ］。"),
    ],
)
def test_marks_are_joined(text: str, joined: str) -> None:
    assert join_parted_notes(text) == joined
    assert join_parted_notes(joined) == joined
