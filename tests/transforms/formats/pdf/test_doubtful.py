"""Digits that are seen and must not be read as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import PROSE, lines_of, read, write
from tests.transforms.formats.pdf.pieces import glyph, level, word
from transforms.formats.pdf.doubtful import begins_row, mark_struck_digits, mark_wrapped_numbers
from transforms.formats.pdf.geometry import Rule
from transforms.formats.pdf.lines import Word
from transforms.formats.pdf.marks import ILLEGIBLE as LOST


def is_struck(y: float, end: float = 5.0) -> bool:
    """Whether a digit from 0 to 5, on the baseline 100, is struck by a stroke from 0 to `end`."""
    return [one.text for one in mark_struck_digits([glyph("5")], [level(y, 0, end)])] == [LOST]


def goes_on(*below: Word, walls: Sequence[Rule] = ()) -> bool:
    """Whether 8183, from 240 to 260 on the baseline 100, counts as the piece of a number with what stands below."""
    return mark_wrapped_numbers([word("8183", 240), *below], walls)[0].text == "8183" + LOST


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.doubtful._STROKE_LOW",
        inside=lambda: is_struck(98.7),
        outside=lambda: is_struck(98.9),
        moved=0.05,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._STROKE_HIGH",
        inside=lambda: is_struck(94.6),
        outside=lambda: is_struck(94.4),
        moved=0.7,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._STROKE_COVERS",
        inside=lambda: is_struck(97, end=3.6),
        outside=lambda: is_struck(97, end=3.4),
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._NEXT_LINE",
        inside=lambda: goes_on(word("3", 240, 116.9)),
        outside=lambda: goes_on(word("3", 240, 117.1)),
        moved=2.0,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._LEAST_NEXT_LINE",
        inside=lambda: goes_on(word("3", 240, 107.1)),
        outside=lambda: goes_on(word("3", 240, 106.9)),
        moved=0.6,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._KEPT",
        inside=lambda: goes_on(word("此处", 0, 139.9), word("3", 240, 160, size=40)),
        outside=lambda: goes_on(word("此处", 0, 140.1), word("3", 240, 160, size=40)),
        moved=5.0,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._SAME_EDGE",
        inside=lambda: goes_on(word("3", 259.9, 115)),
        outside=lambda: goes_on(word("3", 260.1, 115)),
        moved=0.7,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._BESIDE",
        inside=lambda: not goes_on(word("1.重复申请", 0, 107.6), word("3", 240, 115)),
        outside=lambda: not goes_on(word("1.重复申请", 0, 107.4), word("3", 240, 115)),
        moved=0.8,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._WALL_SLACK",
        inside=lambda: not goes_on(word("3", 240, 115), walls=[level(99.1, 0, 400)]),
        outside=lambda: not goes_on(word("3", 240, 115), walls=[level(98.9, 0, 400)]),
        moved=0.2,
    ),
    Threshold(
        "transforms.formats.pdf.doubtful._BEGINNING",
        inside=lambda: begins_row("重复申请"),
        outside=lambda: begins_row("重复提交"),
        moved=2,
    ),
    Pattern(
        "transforms.formats.pdf.doubtful._NUMBERED",
        takes=("（一）予以", "3.其他", "12、", "①", "一、", "（4）“申请", "其中：（1）非", "其中：1.当面"),
        leaves=("1.5", "一般", "申请", "（4）", "其中：全文"),
        how="match",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_struck_digit_is_not_read_and_an_underlined_one_is() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.drawString(40, 440, "65")
        canvas.drawString(52.1, 440, "0")
        canvas.line(40, 444, 52, 444)
        canvas.drawString(120, 440, "65")
        canvas.line(120, 438.5, 132, 438.5)

    assert lines_of(read(draw))[0].split() == ["\ufffd\ufffd0", "65"]


def test_a_number_that_goes_on_in_the_next_line_is_not_read_without_rules() -> None:
    upper = (40, 440, "一、本年新收政府信息公"), (240, 440, "8183"), (300, 440, "7"), (360, 440, "8441")
    lower = (40, 424, "开申请数量"), (240, 424, "3"), (360, 424, "31")
    rows = lines_of(read(write(*upper, *lower)))[:2]
    assert [row.split()[1:] for row in rows] == [["8183\ufffd", "7", "8441\ufffd"], ["3\ufffd", "31\ufffd"]]


def test_numbers_of_the_next_row_stay_as_they_are_without_rules() -> None:
    rows = (40, 440, "1.重复申请"), (240, 440, "8183"), (360, 440, "8441"), (40, 424, "2.其他"), (240, 424, "3")
    assert [row.split()[1:] for row in lines_of(read(write(*rows)))[:2]] == [["8183", "8441"], ["3"]]


def test_words_are_never_pieces_of_numbers() -> None:
    words = [word("规章", 240), word("其他", 240, 115)]
    assert mark_wrapped_numbers(words, []) == words
    assert mark_wrapped_numbers([], []) == []
