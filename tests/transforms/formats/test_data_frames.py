"""What a data frame adds to a table goes, and nothing of the table itself."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.data_frames import plain_frame, plain_frames

ROWS = [["规章", "0", "7"], ["处罚", "3", ""], ["强制", "", "1"]]


def indexed(header: list[str], *counts: int) -> list[list[str]]:
    """The rows below a header, numbered in front."""
    return [["", *header], *([str(count), *row] for count, row in zip(counts, ROWS, strict=False))]


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.data_frames._COPY_NUMBER",
        takes=("总计.1", "行政复议.14", "其他）.2"),
        leaves=("12.5", "1.属于国家秘密", "总计.", "总计.0", "第二十条"),
        misses=("2020年数1.1",),
    ),
    Pattern(
        "transforms.formats.data_frames._NAMELESS",
        takes=("Unnamed: 0", "Unnamed: 12", "Unnamed: 1_level_0"),
        leaves=("Unnamed", "Unnamed: x", "总计"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.data_frames._NAMES",
        takes=("('行政诉讼', '复议后起诉')", "('行政诉讼', '复议后起诉', '总计.1')", "(nan, '总计')"),
        leaves=("('总计')", "（一）予以公开", "(2020)", "总计"),
        how="fullmatch",
    ),
    Pattern("transforms.formats.data_frames._NAME", takes=("'总计'", "nan", "''"), leaves=("总计", "(2020)")),
    Threshold(
        "transforms.formats.data_frames.FEWEST_NUMBERS",
        inside=lambda: plain_frame([["0", "1", "2"], *ROWS]) == ROWS,
        outside=lambda: plain_frame([["0", "1"], ["规章", "7"]]) is not None,
        moved=2,
    ),
    Threshold(
        "transforms.formats.data_frames._FEWEST_COUNTED",
        inside=lambda: plain_frame(indexed(["内容", "甲", "乙"], 0, 1, 2)) == [["内容", "甲", "乙"], *ROWS],
        outside=lambda: plain_frame(indexed(["内容", "甲", "乙"], 0, 1)) is not None,
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_numbers_of_columns_and_rows_are_nobodys() -> None:
    assert plain_frame(indexed(["0", "1", "2"], 0, 1, 2)) == ROWS
    assert plain_frame(indexed(["0", "1", "2"], 4, 7, 9)) == ROWS  # rows were left out before it was printed


def test_a_first_column_that_does_not_go_up_is_the_tables_own() -> None:
    """A row number that comes again, or words: the header alone is the frame's."""
    assert plain_frame(indexed(["0", "1", "2"], 0, 2, 1)) == [["0", *ROWS[0]], ["2", *ROWS[1]], ["1", *ROWS[2]]]
    assert plain_frame([["", "0", "1"], *ROWS]) == ROWS


def test_a_row_of_values_below_a_blank_corner_keeps_its_first_value() -> None:
    """The first of the values is 0, as an index begins with."""
    rows = [["", "结果纠正", "其他结果"], ["0", "4", "5"]]
    assert plain_frame(rows) is None
    assert plain_frames(rows) == rows


def test_names_that_were_made_are_as_they_were() -> None:
    header = ["行政复议", "行政复议.1", "Unnamed: 2"]
    assert plain_frame([["", *header], ["0", "4", "5", "NaN"]]) == [["行政复议", "行政复议", ""], ["4", "5", ""]]
    assert plain_frame([header, ["4", "5", "<NA>"]]) == [["行政复议", "行政复议", ""], ["4", "5", ""]]


def test_a_name_that_no_other_has_keeps_its_number() -> None:
    assert plain_frame([["表1.1", "Unnamed: 1"], ["甲", "5"]]) == [["表1.1", ""], ["甲", "5"]]


def test_a_header_of_several_rows_is_one_again() -> None:
    header = ["('行政诉讼', '直接起诉')", "('行政诉讼', '直接起诉.1')", "(nan, '总计')"]
    parts = [["行政诉讼", "行政诉讼", ""], ["直接起诉", "直接起诉", "总计"]]
    assert plain_frame([["", *header], ["0", "4", "5", "9"]]) == [*parts, ["4", "5", "9"]]
    assert plain_frame([header, ["4", "5", "9"]]) == [*parts, ["4", "5", "9"]]
    assert plain_frame([["", *parts[0]], ["", "直接起诉", "直接起诉.1", "总计"], ["0", "4", "5", "9"]]) == [
        *parts,
        ["4", "5", "9"],
    ]


def test_marks_of_blanks_are_blank_in_a_frame_only() -> None:
    marks = ["NaN", "nan", "None", "<NA>", "NaT"]
    assert plain_frame([list("01234"), marks]) == [[""] * 5]
    assert plain_frames([["规章", *marks]]) == [["规章", *marks]]


def test_several_frames_of_one_sheet() -> None:
    rows = indexed(["0", "1", "2"], 0, 1, 2)
    assert plain_frames([*rows, [], *rows, *rows, ["注"]]) == [*ROWS, [], *ROWS, *ROWS, ["注"]]


def test_a_sheet_without_a_frame_stays() -> None:
    sheets: list[list[list[str]]] = [ROWS, [["1", *ROWS[0]], ["2", *ROWS[1]]], [], [[]], [["0"], ["规章"]]]
    for rows in sheets:
        assert plain_frames(rows) == rows
