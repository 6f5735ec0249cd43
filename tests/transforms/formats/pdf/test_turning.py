"""Pages and texts that are turned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Given, check
from tests.transforms.formats.pdf.drawing import PAPER, PROSE, lines_of, read, rule, table_of
from tests.transforms.formats.pdf.pieces import glyph, level
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.turning import turn_box, turn_rule, turn_upright, turned_size

EVIDENCE: tuple[Evidence, ...] = (
    Given(
        "transforms.formats.pdf.turning._FRAME",
        source="any side that is larger than a page: what comes out are distances",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_labels_set_downwards_or_turned_are_read_in_order() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 60, 80, 160), (300, 440))
        for place, char in enumerate("三、办理结果"):
            canvas.drawString(44, 420 - 15 * place, char)
        canvas.saveState()
        canvas.translate(75, 320)
        canvas.rotate(90)
        canvas.drawString(0, 0, "（三）不予公开2项")
        canvas.restoreState()
        canvas.drawString(100, 370, "5")

    assert table_of(read(draw)) == (("三、办理结果", "（三）不予公开2项", "5"),)


def test_turned_pages_are_read_upright() -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.translate(PAPER[1], 0)
        canvas.rotate(90)
        canvas.drawString(40, 300, "示范镇年度报告，第一行")
        canvas.drawString(40, 280, "规章")
        canvas.drawString(200, 280, "12")

    assert [line.split() for line in lines_of(read(draw))] == [["示范镇年度报告，第一行"], ["规章", "12"]]


def test_upright_characters_stay_as_they_are() -> None:
    assert turn_upright([glyph("5")]) == [glyph("5")]
    assert turn_upright([]) == []


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_box_keeps_its_sides_when_its_page_is_turned(turns: int) -> None:
    box = turn_box(Box(10, 20, 40, 30), Box(0, 0, 400, 500), turns)
    assert (box.width, box.height) == ((10, 30) if turns % 2 else (30, 10))
    width, height = turned_size(Box(0, 0, 400, 500), turns)
    assert Box(0, 0, width, height).holds(*box[:2])


def test_a_level_rule_of_a_page_that_lies_on_its_side_is_upright() -> None:
    assert turn_rule(level(10, 0, 50), Box(0, 0, 400, 500), 1).is_level is False
