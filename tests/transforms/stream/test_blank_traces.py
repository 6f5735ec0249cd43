"""Blank cells that a text without borders shows by the white space they hold."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.blank_traces import mark_blank_spaces
from transforms.stream.cells import read_cells
from transforms.text import BLANK_PLACE

WHOLE = ("（一）予以公开", *"1234560")


def text_of(*rows: tuple[str, ...], between: str = "\n", whole: int = 3) -> str:
    """Rows of cells with so much between two of them, below so many whole ones."""
    return "\n\n\n".join(between.join(row) for row in (*[WHOLE] * whole, *rows)) + "\n\n\n规章"


def marked(*rows: tuple[str, ...], between: str = "\n", whole: int = 3) -> list[str]:
    """What stands for the last of some rows."""
    return mark_blank_spaces(text_of(*rows, between=between, whole=whole)).split("\n\n\n")[-2].split(between)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern("transforms.stream.blank_traces._WORD", takes=("规章 1",), found=("规章",), leaves=(" \xa0\n",)),
    Pattern(
        "transforms.stream.blank_traces._ALONE",
        takes=("1\n \n3", "1 \xa0 3", "1\n\n\u3000\n\n3"),
        leaves=("规章 1", "1\n3", "1 \n3", "1\n\n3"),
    ),
    Threshold(
        "transforms.stream.blank_traces._FEWEST_WHOLE",
        inside=lambda: BLANK_PLACE in marked(("总计", "1", " ", *"34560"), whole=3),
        outside=lambda: BLANK_PLACE in marked(("总计", "1", " ", *"34560"), whole=2),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
@pytest.mark.parametrize("space", [" ", "\xa0", "\u3000"])
def test_a_space_between_what_parts_cells_is_a_blank_cell(between: str, space: str) -> None:
    row = ("总计", "12", space, "3", space, "0", "0", "15")
    expected = ["总计", "12", BLANK_PLACE, "3", BLANK_PLACE, "0", "0", "15"]
    text = mark_blank_spaces(text_of(row, between=between))
    assert [cell.text or BLANK_PLACE for cell in read_cells(text)][-9:-1] == expected


def test_two_blank_cells_beside_each_other_and_one_behind_the_label() -> None:
    assert marked(("总计", " ", "1", *"34560")) == ["总计", BLANK_PLACE, "1", *"34560"]
    assert marked(("总计", "1", " ", " ", *"5606")) == ["总计", "1", BLANK_PLACE, BLANK_PLACE, *"5606"]


def test_a_blank_that_left_no_trace_leaves_its_row_as_it_is() -> None:
    assert BLANK_PLACE not in marked(("总计", "1", " ", *"3456"))


def test_a_space_at_the_end_may_be_that_of_another_column() -> None:
    assert BLANK_PLACE not in marked(("总计", *"123456", " "))


def test_a_column_before_the_values_that_leaves_spaces_too_tells_nothing() -> None:
    row = ("总计", " ", *"123456")
    with_unit = ("总计", " ", *"1234560")
    assert BLANK_PLACE not in marked(with_unit, row)
    assert BLANK_PLACE in marked(row)


def test_white_space_of_a_page_that_is_not_the_same_everywhere_tells_nothing() -> None:
    uneven = ("总计", "1", "", *"234560")
    assert BLANK_PLACE not in marked(uneven, ("总计", "1", " ", *"34560"))


def test_a_row_drawn_with_spaces_of_many_widths_tells_nothing() -> None:
    lines = [" ".join(WHOLE)] * 3
    printed = "总计 0    2    00        2  0    3    4    3    10 0    14   2    3    19"  # three spaces before its 2
    assert BLANK_PLACE not in mark_blank_spaces("\n\n\n".join([*lines, printed, "规章"]))
    plain = "总计 0 2 0 0 2 0 3 4 3 10 14   2 3 19"
    assert BLANK_PLACE in mark_blank_spaces("\n\n\n".join([*lines, plain, "规章"]))


def test_table_four_has_fifteen_cells() -> None:
    row = ("总计", *"01", "\xa0", *"010100000000")
    assert marked(row).count(BLANK_PLACE) == 1
    assert BLANK_PLACE not in marked(row[:-1])
