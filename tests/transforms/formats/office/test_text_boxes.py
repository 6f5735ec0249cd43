"""Text boxes that say something."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.office.text_boxes import has_words

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.text_boxes._FEWEST_HAN",
        inside=lambda: has_words("示例镇年度报告书"),
        outside=lambda: has_words("示例镇年度报告"),
        moved=5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_digits_and_marks_are_no_words() -> None:
    assert not has_words("- 3 - 2023 SAMPLE")
    assert not has_words("")
