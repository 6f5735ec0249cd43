"""Prose in the cells of a table."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.prose_rows import part_prose_rows


def is_parted(text: str) -> bool:
    """Whether a row with one filled cell parts the rows around it."""
    return text in list(part_prose_rows([["规章", "0"], [text, ""], ["处罚", "1"]]))


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.prose_rows._HEADING",
        takes=("一、总体情况", "五、存在的主要问题及改进", "（二）主动公开情况", "九、其他事项"),
        leaves=("总体情况", "三、本年度办理结果", "（一）予以公开"),
        how="match",
        misses=("六、收费",),
    ),
    Threshold(
        "transforms.formats.prose_rows._LONGEST_LABEL",
        inside=lambda: is_parted("字" * 61),
        outside=lambda: is_parted("字" * 60),
        moved=50,
    ),
    Threshold(
        "transforms.formats.prose_rows._LONGEST_LINE_OF_A_LABEL",
        inside=lambda: is_parted("字" * 31 + "\n字"),
        outside=lambda: is_parted("字" * 30 + "\n字"),
        moved=20,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_what_stands_above_all_rows_is_text_and_a_caption_between_them_is_not() -> None:
    rows = [["标题", ""], ["规章", "0"], ["第二十条", ""], ["处罚", "1"]]
    assert list(part_prose_rows(rows)) == ["标题", (("规章", "0"), ("第二十条", ""), ("处罚", "1"))]


def test_a_sentence_parts_a_table() -> None:
    assert list(part_prose_rows([["规章", "0"], ["本年无。", ""], ["处罚", "1"]])) == [
        (("规章", "0"),),
        "本年无。",
        (("处罚", "1"),),
    ]


def test_a_row_of_blanks_stays_in_its_table() -> None:
    assert list(part_prose_rows([["规章", "0"], ["", ""], ["处罚", "1"]])) == [(("规章", "0"), ("", ""), ("处罚", "1"))]
    assert list(part_prose_rows([])) == []
