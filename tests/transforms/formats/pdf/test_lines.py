"""Characters put together to words and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import PROSE, lines_of, read, rule, table_of, write
from tests.transforms.formats.pdf.pieces import glyph, upright, word
from tests.truth.pdf_pages import CID_FONT
from transforms.formats.pdf.geometry import Rule
from transforms.formats.pdf.lines import group_lines, has_wide_gap, line_text, lone_numbers, read_words, words_text
from transforms.formats.pdf.marks import ILLEGIBLE as LOST
from transforms.formats.pdf.marks import Glyph
from transforms.text import display_width, recognised_mark


def words_of(*glyphs: Glyph, walls: Sequence[Rule] = ()) -> list[str]:
    return [found.text for found in read_words(glyphs, walls)]


def count_of_copies(between: int) -> int:
    """How often a character is read that was drawn twice, with so many raised marks between its copies."""
    marks = [glyph(".", 0.5 + 0.3 * place, 96, size=0.4) for place in range(between)]
    return "".join(words_of(glyph("共"), *marks, glyph("共", 3))).count("共")


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.lines._SOLID_GAP",
        inside=lambda: words_of(glyph("1"), glyph("2", 6.6)) == ["12"],
        outside=lambda: words_of(glyph("1"), glyph("2", 6.8)) == ["12"],
        moved=0.3,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SPACED_GAP",
        inside=lambda: words_of(glyph("1"), glyph("2", 5.7, follows_space=True)) == ["12"],
        outside=lambda: words_of(glyph("1"), glyph("2", 5.9, follows_space=True)) == ["12"],
        moved=0.15,
    ),
    Threshold(
        "transforms.formats.pdf.lines._MIXED_GAP",
        inside=lambda: line_text((word("共"), word("5", 12.9))) == "共5",
        outside=lambda: line_text((word("共"), word("5", 13.1))) == "共5",
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SPREAD_GAP",
        inside=lambda: line_text((word("规"), word("章", 14.4))) == "规章",
        outside=lambda: line_text((word("规"), word("章", 14.6))) == "规章",
        moved=0.6,
    ),
    Threshold(
        "transforms.formats.pdf.lines._WIDE_GAP",
        inside=lambda: has_wide_gap((word("规章"), word("5", 30.1))),
        outside=lambda: has_wide_gap((word("规章"), word("5", 29.9))),
        moved=2.0,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SAME_LINE",
        inside=lambda: len(group_lines([word("规章"), word("5", 40, 104.4)])) == 1,
        outside=lambda: len(group_lines([word("规章"), word("5", 40, 104.6)])) == 1,
        moved=0.6,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SAME_BASELINE",
        inside=lambda: words_of(glyph("1"), glyph("2", 5, 100.9)) == ["12"],
        outside=lambda: words_of(glyph("1"), glyph("2", 5, 101.1)) == ["12"],
        moved=0.2,
    ),
    Threshold(
        "transforms.formats.pdf.lines._RAISED",
        inside=lambda: line_text((word("5"), word("2", 5, 98.4, size=7))) == "5²",
        outside=lambda: line_text((word("5"), word("2", 5, 98.6, size=7))) == "5²",
        moved=0.1,
    ),
    Threshold(
        "transforms.formats.pdf.lines._LOWERED",
        inside=lambda: line_text((word("5"), word("2", 5, 100.9, size=7))) == "5₂",
        outside=lambda: line_text((word("5"), word("2", 5, 100.7, size=7))) == "5₂",
        moved=0.05,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SMALL",
        inside=lambda: line_text((word("5"), word("2", 5, 97, size=8.4))) == "5²",
        outside=lambda: line_text((word("5"), word("2", 5, 97, size=8.6))) == "5²",
        moved=0.9,
    ),
    Threshold(
        "transforms.formats.pdf.lines._FULL_SIZE",
        inside=lambda: list(lone_numbers((word("规章"), word("12", 50, size=8.6)))),
        outside=lambda: list(lone_numbers((word("规章"), word("12", 50, size=8.4)))),
        moved=0.8,
    ),
    Threshold(
        "transforms.formats.pdf.lines._LOOK_BACK",
        inside=lambda: count_of_copies(3) == 1,
        outside=lambda: count_of_copies(4) == 1,
        moved=9,
    ),
    Threshold(
        "transforms.formats.pdf.lines._OVERPRINTED",
        inside=lambda: LOST in words_of(glyph("3"), glyph("8", 2.4))[0],
        outside=lambda: LOST in words_of(glyph("3"), glyph("8", 2.6))[0],
        moved=0.4,
    ),
    Threshold(
        "transforms.formats.pdf.lines._SAME_PLACE",
        inside=lambda: LOST in words_of(glyph("3"), glyph("8", 0, 102.9))[0],
        outside=lambda: LOST in words_of(glyph("3"), glyph("8", 0, 103.1))[0],
        moved=0.4,
    ),
    Threshold(
        "transforms.formats.pdf.lines._TOUCHING",
        inside=lambda: words_of(glyph("1"), glyph("2", 5.1), walls=[upright(5.05, 0, 200)]) == ["12"],
        outside=lambda: words_of(glyph("1"), glyph("2", 5.3), walls=[upright(5.15, 0, 200)]) == ["12"],
        moved=0.1,
    ),
    Threshold(
        "transforms.formats.pdf.lines._WALL_SLACK",
        inside=lambda: words_of(glyph("1"), glyph("2", 5, run=2), walls=[upright(6.1, 0, 200)]) == ["1", "2"],
        outside=lambda: words_of(glyph("1"), glyph("2", 5, run=2), walls=[upright(6.3, 0, 200)]) == ["1", "2"],
        moved=0.2,
    ),
    Threshold(
        "transforms.formats.pdf.lines._MIDDLE",
        inside=lambda: words_of(glyph("1"), glyph("2", 5, run=2), walls=[upright(5, 90, 96.6)]) == ["1", "2"],
        outside=lambda: words_of(glyph("1"), glyph("2", 5, run=2), walls=[upright(5, 90, 96.4)]) == ["1", "2"],
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.pdf.lines._COLLISION",
        inside=lambda: LOST in line_text((word("12"), word("34", 6.9))),
        outside=lambda: LOST in line_text((word("12"), word("34", 7.1))),
        moved=0.2,
    ),
    Threshold(
        "transforms.formats.pdf.lines._NUMBER_GAP",
        inside=lambda: LOST in words_text([word("12"), word("34", 16.1), word("5", 0, 112)], 38),
        outside=lambda: LOST in words_text([word("12"), word("34", 15.9), word("5", 0, 112)], 38),
        moved=0.7,
    ),
    Threshold(
        "transforms.formats.pdf.lines._CELL_GAP",
        inside=lambda: list(lone_numbers((word("规章"), word("12", 28.1)))),
        outside=lambda: list(lone_numbers((word("规章"), word("12", 27.9)))),
        moved=1.0,
    ),
    Threshold(
        "transforms.formats.pdf.lines._PADDINGS",
        inside=lambda: words_text([word("1234"), word("5", 0, 112)], 42) == "12345",
        outside=lambda: words_text([word("1234"), word("5", 0, 112)], 42.1) == "12345",
        moved=20.0,
    ),
    Given(
        "transforms.formats.pdf.lines._ANY_WIDTH",
        source="any width that no text fills: lines of turned text are not joined",
    ),
    Pattern(
        "transforms.formats.pdf.lines._NUMBERS",
        takes=("12", "1,234 5", "12件0项", "5%"),
        leaves=("规章12", "—", "、"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.pdf.lines._BEGINS",
        takes=("3.其他", "（一）予以", "①", "一、"),
        leaves=("开申请数量", "一般"),
        how="match",
        oversteps=("12个月内",),
    ),
    Pattern(
        "transforms.formats.pdf.lines._NUMBER",
        takes=("12", "-3", "1,234", "5%"),
        leaves=("12件", "—", "规章"),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_numbers_that_nearly_touch_across_a_rule_stay_apart() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100), (400, 420, 440))
        canvas.drawRightString(69.9, 426, "123")
        canvas.drawString(70.1, 426, "45")
        canvas.drawString(45, 406, "6")

    assert table_of(read(draw)) == (("123", "45"), ("6", ""))


def test_digits_broken_for_want_of_space_are_one_number_and_stacked_ones_are_not() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 150), (380, 410, 440))
        canvas.drawString(44, 428, "1234")
        canvas.drawString(44, 414, "5")
        canvas.drawString(80, 428, "7")
        canvas.drawString(80, 414, "8")
        canvas.drawString(80, 386, "0")

    assert table_of(read(draw)) == (("12345", "7\ufffd8"), ("", "0"))


def test_the_order_of_the_stream_does_not_matter() -> None:
    pieces = [(40 + 12 * place, 300.0, char) for place, char in enumerate("示范镇年度报告")]
    assert "示范镇年度报告" in lines_of(read(write(*reversed(pieces))))


def test_columns_without_rules_keep_their_gaps() -> None:
    content = read(write((40, 300, "规章"), (120, 300, "1"), (180, 300, "23"), (40, 280, "其他"), (180, 280, "4")))
    first, second = lines_of(content)[:2]
    assert (first.split(), second.split()) == (["规章", "1", "23"], ["其他", "4"])
    assert display_width(first[: first.index("23")]) == display_width(second[: second.index("4")])


def test_a_space_parts_numbers() -> None:
    assert "规章12 0" in lines_of(read(write((40, 300, "规章12 0"))))


def test_what_is_drawn_twice_is_read_once() -> None:
    content = read(write((40, 300, "共11件"), (40.4, 300, "共11件"), (40.4, 300.3, "共11件")))
    assert "共11件" in lines_of(content)


def test_digits_printed_over_each_other_are_no_number() -> None:
    assert "共\ufffd\ufffd件" in lines_of(
        read(write((40, 300, "共"), (52, 300, "3"), (52.5, 300, "8"), (58, 300, "件")))
    )


def test_a_raised_mark_is_no_digit() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.drawString(40, 300, "共5")
        canvas.setFont(CID_FONT, 7)
        canvas.drawString(58, 305, "2")

    assert "共5²" in lines_of(read(draw))


def test_a_cell_set_one_character_a_line_is_one_label() -> None:
    words = [word(char, 0, 100 + 12 * place) for place, char in enumerate("总计")]
    assert words_text(words, 20) == "总计"


def test_a_label_broken_for_want_of_space_is_joined_and_its_items_are_not() -> None:
    broken = [word("本年新收政府"), word("信息公开", 0, 112)]
    assert words_text(broken, 70) == "本年新收政府信息公开"
    mark = recognised_mark(0)
    assert LOST in words_text([word(f"3{mark}"), word(f"14{mark}", 0, 112)], 70)
    assert LOST in words_text([word("-"), word(f"5{mark}", 0, 112)], 70)
    assert words_text([word(f"12{mark}"), word("件", 0, 112)], 70) == f"12{mark}\n件"
    assert words_text([word("本年新收政府"), word("1.其他", 0, 112)], 70) == "本年新收政府\n1.其他"


def test_a_word_between_two_lines_belongs_to_the_nearer_one() -> None:
    """The label of a group is centred beside two rows; a blank row stands above, and its label at the same height."""
    words = [word("结果", 0, 100), word("0", 300, 104), word("部分公开", 50, 105)]
    assert [line_text(line) for line in group_lines(words)] == ["结果", "部分公开 0"]
    words = [word("结果", 0, 100), word("0", 300, 104), word("部分公开", 50, 109)]
    assert [line_text(line) for line in group_lines(words)] == ["结果 0", "部分公开"]
