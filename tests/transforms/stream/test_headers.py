"""Headers in slices, set straight where the text allows one order of their columns."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.stream.sliced_headers import LAYOUT, OFFICIAL, SLICES, header


def wrapped(at: int) -> str:
    """The header of a text with 申请人情况 wrapped after so many characters."""
    label, *others = SLICES
    return header(label[:at], label[at:], *others)


EVIDENCE = (
    Threshold(
        "transforms.stream.headers._SHORTEST_BEGINNING",
        inside=lambda: wrapped(2) == wrapped(3) == OFFICIAL,
        outside=lambda: wrapped(1) == OFFICIAL,
        moved=3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_header_with_a_strange_column_stays() -> None:
    assert header(*LAYOUT[:3], LAYOUT[3] + "  上年") == ""


@pytest.mark.parametrize("lost", ["其他", "科研机构"])
def test_a_header_that_lost_a_label_stays(lost: str) -> None:
    assert header(*(line.replace("法人或其他组织", "法人或").replace(lost, "") for line in LAYOUT)) == ""
