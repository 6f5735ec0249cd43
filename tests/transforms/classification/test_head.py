"""The lines in which a document says what it is."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.classification.texts import CATALOGUE, refusal
from transforms.classification.head import title_lines

EVIDENCE = (
    Pattern(
        "transforms.classification.head._SENTENCE_MARK",
        takes=("平稳。", "一；"),
        leaves=("样例镇，范例乡", "标题：年报"),
    ),
    Pattern(
        "transforms.classification.head._FIRST_HEADING",
        takes=("一、总体情况", "字\n　一、概述", "1.总体情况"),
        leaves=("一是加强", "1.5万条", "二、主动公开"),
        misses=("概述",),
    ),
    Threshold(
        "transforms.classification.head.HEAD_CHARS",
        inside=lambda: "a catalogue" in refusal(f"{'字' * 980}\n{CATALOGUE}\n"),
        outside=lambda: "a catalogue" in refusal(f"{'字' * 990}\n{CATALOGUE}\n"),
        moved=1100,
    ),
    Threshold(
        "transforms.classification.head._HEAD_LINES",
        inside=lambda: "a catalogue" in refusal("链接\n" * 11 + CATALOGUE),
        outside=lambda: "a catalogue" in refusal("链接\n" * 12 + CATALOGUE),
        moved=13,
    ),
    Threshold(
        "transforms.classification.head._LONGEST_TITLE",
        inside=lambda: "a catalogue" in refusal("字" * 59 + CATALOGUE),
        outside=lambda: "a catalogue" in refusal("字" * 60 + CATALOGUE),
        moved=71,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_bullets_of_a_menu_are_no_part_of_a_line() -> None:
    """With it, 政府信息公开指南 would be long enough for a title."""
    assert title_lines("• 政府信息公开指南\n■样例镇年报") == ["政府信息公开指南", "样例镇年报"]
