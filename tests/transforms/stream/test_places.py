"""Words, values and columns of a text that keeps places."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.places import (
    ValueRow,
    Word,
    are_apart,
    are_clear,
    header_words,
    marked_line,
    place_rows,
    span_of,
    stretches,
    sure_rows,
    value_rows,
)
from transforms.text import BLANK_PLACE

COLUMNS = [(10, 12), (20, 22)]


def rows(*lines: str) -> list[ValueRow]:
    return value_rows(lines, range(len(lines)))


def columns_of(*lines: str) -> list[tuple[bool, ...]] | None:
    """Which columns each line fills; None where the lines do not fit."""
    placed = place_rows(rows(*lines), COLUMNS)
    return None if placed is None else [tuple(word is not None for word in values) for values in placed]


def sure(*lines: str) -> list[int]:
    """The numbers of the lines that are rows for sure; a line with an A begins one."""
    return [row.line for row in sure_rows(rows(*lines), lines, lambda label: "A" in label)]


def is_near(start: int) -> bool:
    return columns_of(" " * start + "7") == [(True, False)]


EVIDENCE = (
    Pattern("transforms.stream.places._WORD", takes=("规章  12",), found=("规章",), leaves=(" \u3000\u2007",)),
    Pattern("transforms.stream.places.CELL_MARK", takes=("0\t0", "| 0 |"), leaves=("0 0",)),
    Pattern("transforms.stream.places._GAP", takes=("0  0", "0\u2007\u20070"), leaves=("0 0", "  0")),
    Threshold(
        "transforms.stream.places._MOST_DRIFT",
        inside=lambda: is_near(14),
        outside=lambda: is_near(15),
        moved=1,
    ),
    Threshold(
        "transforms.stream.places.NARROWEST_CELL",
        inside=lambda: sure("A   99   7", "    1   2") == [0, 1],
        outside=lambda: sure("A   220   7", "    1   2") == [0, 1],
        moved=4,
    ),
    Threshold(
        "transforms.stream.places.DIGITS_OF_A_CELL",
        inside=lambda: sure("    76   76", "A", "    3    3") == [],
        outside=lambda: sure("    7    7", "A", "    3    3") == [],
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_values_stand_at_the_end_of_a_line_and_count_characters() -> None:
    (row,) = rows("1.属于国家秘密   3  12")
    assert (row.label, row.at) == ("1.属于国家秘密", 11)
    assert [(word.text, word.start, word.end) for word in row.values] == [("3", 11, 12), ("12", 14, 16)]


def test_among_spaces_in_the_width_of_digits_a_chinese_character_takes_two_places() -> None:
    (row,) = rows("规章" + "\u2007" * 5 + "7")
    assert [(word.start, word.end) for word in row.values] == [(9, 10)]


def test_lines_without_values_and_page_numbers_are_no_rows() -> None:
    assert rows("规章   1   本年", "规章", "   - 3 -", "规章\t0\t1", "") == []


def test_pieces_of_broken_numbers_are_no_rows() -> None:
    # The first two lines hold 220993 and 93: a cell of four digits broke the numbers of one row.
    assert sure("A 2209   0   2209", "     93       93", "A   5   0     5") == [2]
    # The middle line alone could be a row, but its neighbours hold the pieces of its own numbers.
    assert sure("A 8489   3235", "    13  0   0", "    61   59") == []


def test_values_under_each_other_around_a_label_are_rows_where_the_lower_are_wider() -> None:
    assert sure("x   12   12", "A", "y   120   120") == [0, 2]
    assert sure("x   12   12", "A", "y   11    3") == []


def test_a_row_is_known_by_its_label_or_by_a_gap_between_its_values() -> None:
    assert sure("A   5", "      7", "A 1 234", "A   1   234") == [0, 3]


def test_a_value_belongs_to_the_column_that_it_stands_under() -> None:
    assert columns_of("          12        34", "                    5", "         1234") == [
        (True, True),
        (False, True),
        (True, False),
    ]


def test_a_value_between_two_columns_belongs_to_none() -> None:
    assert columns_of("                7") is None
    assert columns_of("         12345678901234") is None


def test_two_values_of_a_row_in_one_column_do_not_fit() -> None:
    assert columns_of("         1  2") is None


def test_values_of_neighbouring_columns_that_stand_under_each_other_do_not_fit() -> None:
    assert columns_of("          12345678", "                 123456") is None


def test_words_under_each_other_make_a_column() -> None:
    lines = ("结果   其他", "维持  结果", "            12")
    words = header_words(lines, range(2), frozenset("结果维持其他"))
    columns = stretches(words)
    assert [[word.text for word in column] for column in columns] == [["结果", "维持"], ["其他", "结果"]]
    assert [span_of(column) for column in columns] == [(0, 2), (4, 7)]
    assert are_apart([(0, 2), (2, 4)]) and not are_apart([(0, 3), (2, 4)])


def test_header_words_that_may_have_pushed_each_other_keep_no_places() -> None:
    characters = frozenset("商业企科研机构其他")
    dense, exact = "商业企业 科研机构   其他", "商业企业 科研机构\u2007\u2007其他"
    assert list(header_words([dense], range(1), characters)) == []
    assert [word.start for word in header_words([exact], range(1), characters)] == [0, 9, 19]


def test_a_mark_stands_where_a_row_has_nothing() -> None:
    line = "规章                20"
    (row,) = rows(line)
    placed = place_rows([row], [(5, 6), (18, 20), (30, 31)])
    assert placed is not None
    assert marked_line(line, row, placed[0]).split() == ["规章", BLANK_PLACE, "20", BLANK_PLACE]


def test_a_value_beside_a_blank_cell_is_as_far_from_it_as_values_stray() -> None:
    """80 stands nearer to 尚未 than to 其他; but 16 stands four places beside its own column, so that says nothing."""
    columns = [(34, 36), (38, 40), (42, 44), (73, 75)]
    near = (Word("0", 0, 34, 35), None, Word("80", 0, 43, 45), Word("16", 0, 77, 79))
    assert not are_clear([near], columns)
    assert are_clear([(*near[:3], Word("16", 0, 73, 75))], columns)
    assert are_clear([(*near[:1], Word("3", 0, 39, 40), *near[2:])], columns)
