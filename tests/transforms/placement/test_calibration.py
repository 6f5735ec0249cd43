"""What rows that are alike say of the padding before a row's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.placement.made_rows import cut, found, place
from tests.transforms.reading import HEADER, read_cells_of, values_of
from transforms.placement.calibration import calibrate
from transforms.placement.cut import CutRow
from transforms.stream import Boundary
from transforms.tables import Column, FoundRow
from transforms.tables.guards import HEADER_UNKNOWN

# Each label takes its columns of the form and one more, which the source leaves empty.
PADDED = f"""三、收到和处理政府信息公开申请情况
{HEADER}
一、本年新收政府信息公开申请数量\t\t\t\t3\t1\t0\t0\t0\t0\t4
二、上年结转政府信息公开申请数量\t\t\t\t0\t0\t0\t0\t0\t0\t0
（一）予以公开\t\t\t2\t0\t0\t0\t0\t0\t2
1.属于国家秘密\t\t0\t0\t0\t0\t0\t0\t0
"""


def test_a_row_with_a_blank_begins_where_whole_rows_of_its_span_begin() -> None:
    """Without them the padding is not known, and the row is lost; with those of other spans it would move."""
    cells = read_cells_of(f"{PADDED}3.危及“三安全一稳定”\t\t5\t0\t0\t0\t0\t\t5\n")
    assert values_of(cells, "fact_request.denied_security") == [5, 0, 0, 0, 0, "blank", 5]


def test_a_row_with_a_blank_whose_like_is_nowhere_whole_is_not_placed() -> None:
    cells = read_cells_of(f"{PADDED}3.危及“三安全一稳定”\t\t\t5\t0\t0\t0\t0\t\t5\n")
    assert values_of(cells, "fact_request.denied_security") == ["ambiguous"] * 7


def test_a_blank_that_its_place_tells_needs_no_whole_row() -> None:
    """A blank that a tab shows may be padding; one that was marked is a cell of the row."""
    assert place(found("1  3"))[0] == [1, "blank", 3]
    assert place(found("1\t\t3"))[0] == ["unknown_start"] * 3


def blank_rows(rows: int) -> list[int | str]:
    """What so many rows with a blank are read as, in a source that keeps no rows."""
    return place(*[found("\t1\t\t3")] * rows)[0]


def wider_beside_one(rows: int) -> list[int | str]:
    """What a row with as many values as columns is read as beside so many that have one more."""
    return place(found(" 1 2 -"), *[found(" 1 2 3 -")] * rows)[0]


EVIDENCE = (
    Threshold(
        "transforms.placement.calibration._MANY_ROWS",
        inside=lambda: blank_rows(10) == [1, "blank", 3],
        outside=lambda: blank_rows(9) == [1, "blank", 3],
        moved=9,
    ),
    Threshold(
        "transforms.placement.calibration._FEWEST_WIDER",
        inside=lambda: wider_beside_one(4) == ["wider_table"] * 3,
        outside=lambda: wider_beside_one(3) == ["wider_table"] * 3,
        moved=2,
    ),
    Threshold(
        "transforms.placement.calibration._USUAL_SHARE",
        inside=lambda: calibrate(_cuts(8, 2))._is_usual(3),
        outside=lambda: calibrate(_cuts(7, 3))._is_usual(3),
        moved=0.7,
    ),
)


def _cuts(usual: int, others: int) -> list[CutRow]:
    return [cut(" 1 2 3")] * usual + [cut(" 1 2")] * others


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_row_of_a_source_that_marks_its_rows_needs_no_others() -> None:
    assert place(found("\t1\t\t3", row_size=4)) == [[1, "blank", 3]]
    assert place(found("\t1\t\t3")) == [["unknown_start"] * 3]
    assert place(found("\t1\t\t3", code="")) == [[1, "blank", 3]]


def test_a_row_that_is_wider_or_narrower_than_its_table_has_no_known_place() -> None:
    rows = [found("\t1\t\t3\t", row_size=5), found("\t1\t\t3", row_size=4)]
    assert place(*rows) == [["unknown_start"] * 3] * 2
    plain = [found("\t1\t2\t3\t"), found("\t1\t\t3\t"), found("\t1\t2\t3")]
    assert place(*plain)[1] == ["unknown_start"] * 3
    assert place(*plain, found("\t1\t\t3"))[3] == [1, "blank", 3]


def test_labels_that_span_columns_are_padded_as_those_before_them() -> None:
    left, blank = found("\t\t1\t2\t3", row_size=5, span=2), found("\t\t\t1\t\t3", row_size=6, span=3)
    assert place(left, blank)[1] == [1, "blank", 3]
    right = found("\t1\t2\t3\t", row_size=5, span=2)
    assert place(right, blank)[1] == ["unknown_start"] * 3
    assert place(left, right, blank)[2] == ["unknown_start"] * 3


def test_a_table_without_padding_needs_no_row_of_the_same_shape() -> None:
    full = found("\t1\t2\t3", row_size=4)
    assert place(full, found("\t1\t\t", row_size=4, span=2))[1] == [1, "blank", "blank"]
    assert place(found("\t1\t2\t3"), found("\t1\t\t", span=2))[1] == [1, "blank", "blank"]
    some = found("\t\t1\t2\t3", span=2), found("\t1\t2\t3")
    assert place(*some, found("\t1\t\t", span=3))[2] == ["unknown_start"] * 3
    padded = found("\t\t1\t2\t3", row_size=5, span=2)
    assert place(padded, found("\t1\t\t", row_size=4))[1] == ["unknown_start"] * 3


def test_a_blank_behind_a_label_that_spans_columns_may_be_the_labels() -> None:
    """Where a rule between two columns is lost, a row has a value less, and the blank of its label fills the row."""
    full = found("\t1\t2\t3", row_size=4)
    assert place(full, found("\t\t1\t2", row_size=5, span=2))[1] == UNKNOWN
    assert place(full, found("\t\t1\t2", row_size=5))[1] == ["blank", 1, 2]
    spanning = found("\t1\t2\t3", row_size=5, span=2)
    assert place(spanning, found("\t\t1\t2", row_size=5, span=2))[1] == ["blank", 1, 2]
    assert place(spanning, found("\t\t1\t2", row_size=6, span=2))[1] == UNKNOWN
    assert place(full, found("\t\t1\t2\t", row_size=4, span=2))[1] == UNKNOWN


def test_values_of_full_rows_that_stand_in_different_columns_make_a_table_ragged() -> None:
    left, right = cut("\t\t1\t2\t3", row_size=5, span=2), cut("\t1\t2\t3\t", row_size=5, span=2)
    assert calibrate([left, right]).is_ragged()
    assert not calibrate([left, left]).is_ragged()
    assert not calibrate([cut("\t\t1\t2\t3", span=2), cut("\t1\t2\t3\t", span=2)]).is_ragged()
    assert not calibrate([left, cut("\t1\t2\t3", row_size=4, span=2)]).is_ragged()


def test_a_table_shows_its_marks_and_numerals() -> None:
    calibration = calibrate([cut(" 1 — 3"), cut(" 1 2 — 3 —"), cut(" 三 2 1")])
    assert calibration.blank_marks == {"—"}
    assert calibration.has_chinese_numerals
    assert not calibrate([cut(" 1 2 3")]).has_chinese_numerals
    assert calibrate([cut(" 1 — 3 —", ("a",))]).blank_marks == set()
    assert calibrate([cut(" 1 / — 3 —", ("a", "b", "c", "d", "e"))]).blank_marks == {"/"}


@pytest.mark.parametrize(
    ("cells", "is_doubtful"),
    [(" 1 2", True), (" 1 2 3 4", True), (" 1 2 3", False), ("\n1\n2", False), ("\t1\t2", False)],
)
def test_the_size_of_rows_that_spaces_part(cells: str, is_doubtful: bool) -> None:
    assert calibrate([cut(cells)]).is_size_doubtful is is_doubtful


UNKNOWN = ["unknown_start"] * 3


def test_rows_of_one_size_show_their_padding_and_rows_of_several_have_lost_cells() -> None:
    """Where the source marks its rows, it says itself how many cells each has."""
    whole, blank = found("\t\t1\t2\t3", span=2), found("\t\t1\t\t3", span=2)
    longer = found("\t\t1\t2\t3\t", span=2)
    assert place(whole, blank)[1] == [1, "blank", 3]
    assert place(whole, longer, blank)[2] == UNKNOWN
    marked = [
        found("\t\t1\t2\t3", row_size=5, span=2),
        found("\t\t1\t2\t3\t", row_size=6, span=2),
        found("\t\t1\t\t3", row_size=5, span=2),
    ]
    assert place(*marked)[2] == [1, "blank", 3]


def test_a_lone_row_is_placed_only_if_it_has_a_cell_for_each_column() -> None:
    assert place(found("\t1\t\t3\t", row_size=5)) == [UNKNOWN]
    assert place(found("\t1\t", row_size=3)) == [UNKNOWN]


@pytest.mark.parametrize(
    ("label_before", "expected"),
    [(Boundary.ROW, [1, "blank", 3]), (Boundary.BLANK, [1, "blank", 3]), (Boundary.CELL, UNKNOWN)],
)
def test_a_label_behind_a_blank_line_or_a_rows_end_begins_a_row(
    label_before: Boundary, expected: list[int | str]
) -> None:
    assert place(found("\t1\t\t3", label_before=label_before)) == [expected]


def test_blanks_behind_the_values_of_one_span_and_before_those_of_another_leave_two_places() -> None:
    """Cells □ 1 2 □ in three columns: □ 1 2 with the padding behind them, 1 2 □ with the padding before them."""
    behind, before = found("\t1\t2\t3\t", span=2), found("\t\t\t1\t2\t3", span=3)
    torn = found("\t\t1\t2\t", span=2)
    assert place(behind, torn)[1] == ["blank", 1, 2]
    assert place(behind, before, torn)[2] == UNKNOWN
    longer = found("\t1\t2\t3\t\t", span=2), before, found("\t\t1\t2\t\t", span=2)
    assert place(*longer)[2] == ["blank", 1, 2]


def test_padding_of_some_spans_says_nothing_of_a_row_that_is_not_padded_like_them() -> None:
    plain, padded = found("\t1\t2\t3", row_size=4), found("\t\t1\t2\t3", row_size=5, span=2)
    assert place(plain, padded, found("\t1\t\t", row_size=4, span=3))[2] == UNKNOWN
    assert place(padded, found("\t1\t\t3\t", row_size=5, span=3))[1] == UNKNOWN
    assert place(found("\t1\t2\t3\t", row_size=5, span=2), found("\t1\t\t3\t", row_size=5))[1] == [1, "blank", 3]


def test_a_whole_row_of_fewer_columns_shows_no_place_where_the_source_marks_no_rows() -> None:
    assert place(found("\t1\t2\t", ("a", "b")), found("\t1\t\t3"))[1] == UNKNOWN
    narrow, padded = found("\t1\t2\t", ("a", "b"), row_size=4), found("\t\t1\t2\t3", row_size=5, span=2)
    assert place(narrow, padded, found("\t1\t\t3", row_size=4))[2] == [1, "blank", 3]


def test_only_a_row_that_begins_with_its_values_is_whole_where_nothing_tells_its_padding() -> None:
    """A blank cell before the values of a label that spans one column is the row's own: the last value is a stray."""
    strays = found("\t\t1\t2\t9"), found("\t\t1\t\t9")
    assert place(*strays)[1] == UNKNOWN
    assert place(found("\t1\t2\t3"), found("\t1\t\t3\t", span=2))[1] == UNKNOWN


def test_padding_is_that_of_labels_that_span_columns_with_a_cell_for_each() -> None:
    padded = found("\t\t\t1\t\t3", span=3)
    assert place(found("\t\t1\t2\t3", span=2), padded)[1] == [1, "blank", 3]
    assert place(found("\t1\t2\t3"), padded)[1] == UNKNOWN
    assert place(found("\t\t1\t2\t3\t", span=2), padded)[1] == UNKNOWN


def test_a_wider_label_cell_and_a_padding_cell_leave_the_values_in_the_same_column() -> None:
    padded = cut("\t\t1\t2\t3", row_size=6, span=2)
    whole = cut("\t1\t2\t3", row_size=6, span=2)
    merged = CutRow(whole.found, tuple(token._replace(column=token.column + 1) for token in whole.cells))
    assert not calibrate([padded, merged]).is_ragged()
    assert calibrate([padded, whole]).is_ragged()


def test_rows_without_cells_say_nothing_of_the_size_of_rows() -> None:
    empty = [FoundRow("row", found("").columns, [])] * 10
    assert place(*[found("\t1\t\t3")] * 10, *empty)[0] == [1, "blank", 3]


@pytest.mark.parametrize(
    ("cells", "on_lines", "on_one_line"),
    [
        ("\n1\n2\n3", 1, 0),
        ("\n1 2\n3", 1, 0),
        ("¶1¶2¶3", 1, 0),
        ("\n1 2 3", 0, 1),
        ("\t1\t2\t3", 0, 0),
        (" 1", 0, 0),
    ],
)
def test_rows_with_a_value_a_line_and_rows_on_one_line_are_counted(cells: str, on_lines: int, on_one_line: int) -> None:
    calibration = calibrate([cut(cells)])
    assert (calibration.line_rows, calibration.space_rows) == (on_lines, on_one_line)


def test_a_total_that_fits_only_with_thousands_set_apart_makes_the_size_of_rows_doubtful() -> None:
    columns = ("a", "b", "c", "total")
    plain, apart = cut(" 1 1 0 2", columns), cut(" 1 234 0 1234", columns)
    assert calibrate([plain, apart]).is_size_doubtful
    assert not calibrate([plain, plain]).is_size_doubtful


GRID = {"a": 1, "b": 2, "c": 3}


def gridded(cells: str, size: int, grid: Mapping[str, int], **fields: Any) -> CutRow:
    """A row under a header whose rows have so many cells, its label's place being 0."""
    return cut(cells, row_size=size, grid={Column(code): at for code, at in grid.items()}, grid_size=size, **fields)


@pytest.mark.parametrize(
    ("cells", "size", "grid", "on_grid", "off_grid"),
    [
        ("\t1\t2\t3", 4, GRID, 1, 0),
        ("\t1\t\t3", 4, GRID, 1, 0),
        ("\t\t\t", 4, GRID, 0, 0),
        ("\t1\t2\t3\t4", 5, GRID, 1, 1),
        ("\t\t1\t2\t3", 5, GRID, 0, 1),
        ("\t\t1\t2\t3", 5, {"a": 2, "b": 3, "c": 4}, 1, 0),
        ("\t1\t\t3", 4, {"a": 1, "b": 2}, 0, 0),
        ("\t1\t\t3", 4, {}, 0, 0),
    ],
    ids=["whole", "blank", "nothing", "one more", "moved", "padded", "a label lost", "no header"],
)
def test_rows_on_and_off_the_grid_of_their_header_are_counted(
    cells: str, size: int, grid: Mapping[str, int], on_grid: int, off_grid: int
) -> None:
    calibration = calibrate([gridded(cells, size, grid)])
    assert (calibration.on_grid, calibration.off_grid) == (on_grid, off_grid)
    calibration = calibrate([gridded(cells, size, grid, untrusted=HEADER_UNKNOWN)])
    assert (calibration.on_grid, calibration.off_grid) == (int(on_grid and "2" in cells), 0)


def test_a_row_of_another_size_than_its_header_is_neither_on_its_grid_nor_off() -> None:
    row = cut("\t1\t2\t3", row_size=5, grid={Column(code): at for code, at in GRID.items()}, grid_size=4)
    assert (calibrate([row]).on_grid, calibrate([row]).off_grid) == (0, 0)


NUMBERED = {"a": 2, "b": 3, "c": 4}


@pytest.mark.parametrize(
    ("rows", "grid", "is_numbered"),
    [
        (["\t1\t7\t8\t9", "\t2\t7\t8\t9", "\t3\t7\t8\t9"], NUMBERED, True),
        (["\t1\t7\t8\t9", "\t3\t7\t8\t9"], NUMBERED, False),
        (["\t0\t7\t8\t9", "\t1\t7\t8\t9"], NUMBERED, False),
        (["\t1\t7\t8\t9"], NUMBERED, False),
        (["\t1\t7\t8\t9", "\t2\t7\t8\t9"], {"a": 1, "b": 2, "c": 3}, False),
        (["\t1\t7\t8\t9", "\t2\t7\t8\t9"], {"a": 2, "b": 3}, False),
        (["\t1\t7\t8\t9", ""], NUMBERED, False),
    ],
    ids=["numbers", "not in turn", "from zero", "one row", "a column of the header", "a label lost", "no cells"],
)
def test_rows_are_numbered_in_a_column_before_those_that_the_header_names(
    rows: list[str], grid: Mapping[str, int], is_numbered: bool
) -> None:
    cuts = [gridded(row, 5, grid) if row else CutRow(found("")) for row in rows]
    assert calibrate(cuts).numbers_rows is is_numbered
