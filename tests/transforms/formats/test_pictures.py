"""Pictures in place of tables."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.pdf.geometry import Box
from transforms.formats.pictures import PICTURE, Part, blocks_of, can_show_table, doubt_pictured_tables

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.pictures._TABLE_WORDS",
        takes=("第二十条第（一）项", "自然人 | 法人", "结果\n维持"),
        leaves=("自然人申请3件", "结果已维持", "第二十条规定"),
    ),
    Threshold(
        "transforms.formats.pictures._PARTS_OF_WIDTH",
        inside=lambda: can_show_table(Box(0, 0, 101, 50), 400, 500),
        outside=lambda: can_show_table(Box(0, 0, 100, 50), 400, 500),
        moved=5,
    ),
    Threshold(
        "transforms.formats.pictures._PARTS_OF_HEIGHT",
        inside=lambda: can_show_table(Box(0, 0, 200, 21), 400, 500),
        outside=lambda: can_show_table(Box(0, 0, 200, 20), 400, 500),
        moved=30,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


HEADINGS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")


def subjects(*parts: Part) -> list[str | None]:
    return [doubt.subject for doubt in doubt_pictured_tables(parts)]


def test_a_picture_is_doubted_where_its_section_has_no_table() -> None:
    table = (("规章", "0"),)
    assert subjects(*HEADINGS[:2], PICTURE, HEADINGS[2], table) == ["report_section.2"]
    assert subjects(*HEADINGS[:2], PICTURE, table, HEADINGS[2]) == []
    assert subjects(*HEADINGS[:2], PICTURE, "第二十条第（一）项", HEADINGS[2]) == []
    assert subjects(HEADINGS[0], PICTURE, *HEADINGS[1:]) == []
    assert subjects(*HEADINGS) == []


def test_pictures_are_no_blocks() -> None:
    assert blocks_of(("年报", PICTURE, (("规章", "0"),))) == ("年报", (("规章", "0"),))
