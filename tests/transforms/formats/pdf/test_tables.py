"""Ruled tables of a page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.pdf.drawing import PROSE, read, rule, table_of
from tests.transforms.formats.pdf.pieces import grid, level, upright, word
from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.lines import Word
from transforms.formats.pdf.marks import ILLEGIBLE as LOST
from transforms.formats.pdf.marks import Budget
from transforms.formats.pdf.tables import Grid, _merge_rules, fill_grids, find_grids, have_own_edges


def grids_of(*rules: Rule) -> list[Grid]:
    return find_grids(rules, Budget(1000), 1000)


def frame() -> list[Rule]:
    return grid((40, 160), (100, 120))


def bars(start: float, end: float) -> list[Rule]:
    """Two level rules at 100 and 120, and three upright ones that reach from `start` to `end`."""
    return [level(100, 40, 160), level(120, 40, 160), *(upright(x, start, end) for x in (40, 100, 160))]


def open_table(start: float) -> list[Rule]:
    """Three level rules that begin at `start`, and upright ones at 50 and 100."""
    return [*(level(y, start, 100) for y in (100, 120, 140)), upright(50, 100, 140), upright(100, 100, 140)]


def row_of(found: Word) -> list[str]:
    """The cells of a row from 40 to 100 and from 100 to 160 that hold one word."""
    fragments, _ = fill_grids(grids_of(*grid((40, 100, 160), (90, 110))), [found])
    return [cell.text for cell in fragments[0].cells]


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.tables._SAME_PLACE",
        inside=lambda: _merge_rules([level(100, 0, 3), level(100.7, 3, 6)]),
        outside=lambda: _merge_rules([level(100, 0, 3), level(100.9, 3, 6)]),
        moved=1.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._SNAP",
        inside=lambda: grids_of(*bars(102.9, 117.1)),
        outside=lambda: grids_of(*bars(103.1, 116.9)),
        moved=4.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._SAME_EDGE",
        inside=lambda: have_own_edges((0, 50, 100), (0, 54.1, 100)),
        outside=lambda: have_own_edges((0, 50, 100), (0, 53.9, 100)),
        moved=3.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._DOTS",
        inside=lambda: _merge_rules([level(100, 0, 2), level(100, 5.4, 7)]),
        outside=lambda: _merge_rules([level(100, 0, 2), level(100, 5.6, 7)]),
        moved=4.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._SHORTEST",
        inside=lambda: _merge_rules([level(100, 0, 4.1)]),
        outside=lambda: _merge_rules([level(100, 0, 3.9)]),
        moved=3.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._OPEN_SIDE",
        inside=lambda: grids_of(*open_table(41.9)),
        outside=lambda: grids_of(*open_table(42.1)),
        moved=6.0,
    ),
    Threshold(
        "transforms.formats.pdf.tables._COVERED",
        inside=lambda: grids_of(*frame(), upright(100, 100, 110.1)),
        outside=lambda: grids_of(*frame(), upright(100, 100, 109.9)),
        moved=0.4,
    ),
    Threshold(
        "transforms.formats.pdf.tables._WORD_SHARE",
        inside=lambda: LOST not in row_of(word("12", 93.9))[0],
        outside=lambda: LOST not in row_of(word("12", 94.1))[0],
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.pdf.tables._HALF_CHARACTER",
        inside=lambda: row_of(word("规章", 94.9)) == ["规章", ""],
        outside=lambda: row_of(word("规章", 95.1)) == ["规章", ""],
        moved=0.4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_cells_are_those_between_the_rules_and_spans_are_padded() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, "二、表格在下面这一段里，一共三行")
        for x0, y0, x1, y1 in ((40, 440, 280, 440), (40, 420, 280, 420), (120, 400, 280, 400), (40, 380, 280, 380)):
            canvas.line(x0, y0, x1, y1)
        for x0, y0, y1 in ((40, 380, 440), (120, 380, 440), (200, 380, 420), (280, 380, 440)):
            canvas.line(x0, y0, x0, y1)
        for x, y, text in (
            (140, 426, "申请人情况"),
            (50, 396, "规章"),
            (150, 406, "12"),
            (230, 406, "0"),
            (150, 386, "3"),
        ):
            canvas.drawString(x, y, text)

    assert table_of(read(draw)) == (("", "申请人情况", ""), ("规章", "12", "0"), ("", "3", ""))


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100, 130), (400, 420, 440))
        canvas.drawCentredString(85, 426, "1234567")
        canvas.drawString(45, 406, "6")

    assert table_of(read(draw))[0] == ("", "1234567", "")


def test_a_number_between_two_cells_is_in_neither_for_certain() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 70, 100, 130), (400, 420, 440))
        canvas.drawCentredString(70, 426, "123")
        canvas.drawString(45, 406, "6")

    assert "123" not in table_of(read(draw))[0]


def test_a_row_that_ends_before_the_others_has_no_blank_cell_at_its_end() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 480, PROSE)
        rule(canvas, (40, 100, 160, 220), (420, 440, 460))
        rule(canvas, (40, 100, 160), (400, 420))
        for x, y, text in ((50, 446, "项目"), (110, 446, "1"), (50, 426, "规章"), (50, 406, "其他"), (110, 406, "2")):
            canvas.drawString(x, y, text)

    assert table_of(read(draw)) == (("项目", "1", ""), ("规章", "", ""), ("其他", "2"))


def test_a_grid_of_more_cells_than_is_allowed_is_none() -> None:
    rules = grid((40, 100, 160), (100, 120, 140))
    assert len(find_grids(rules, Budget(1000), 4)) == 1
    assert find_grids(rules, Budget(1000), 3) == []


def test_a_frame_around_a_table_is_no_table_itself() -> None:
    (found,) = grids_of(*grid((40, 100, 160), (100, 120, 140)), *grid((20, 180), (80, 160)))
    assert found.box == Box(40, 100, 160, 140)


def test_tables_that_stand_directly_below_each_other_are_two() -> None:
    """The header of the lower one would be read as a row of the upper one."""
    upper, lower = grid((40, 100, 160), (100, 120)), grid((40, 70, 160), (120, 140))
    assert [found.columns for found in grids_of(*upper, *lower)] == [2, 2]


def test_words_outside_stay_outside_and_a_grid_without_words_is_a_drawing() -> None:
    outside = word("规章", 300)
    assert fill_grids(grids_of(*grid((40, 100, 160), (100, 120))), [outside]) == ([], [outside])
