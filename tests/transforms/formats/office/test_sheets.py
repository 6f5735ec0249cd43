"""Sheets of cells as blocks."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.office.package import PackageError
from transforms.formats.office.sheets import Sheet, sheet_blocks
from transforms.limits import Limits


def is_read(merged: int) -> bool:
    """Whether a sheet is read, of whose one row with 4,999 cells so many merged ones cover the first."""
    sheet = Sheet("", {(0, column): "1" for column in range(4999)}, (((0, 0), (0, 0)),) * merged)
    try:
        list(sheet_blocks([sheet], Limits()))
    except PackageError:
        return False
    return True


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.sheets._MOST_VISITS",
        inside=lambda: is_read(1000),
        outside=lambda: is_read(1001),
        moved=6_000_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def blocks_of(sheet: Sheet) -> list[object]:
    return list(sheet_blocks([sheet], Limits()))


def test_the_name_of_a_sheet_is_told_where_it_has_words() -> None:
    cells = {(0, 0): "规章", (0, 1): "1"}
    assert blocks_of(Sheet("年报", cells))[0] == "年报"
    assert blocks_of(Sheet("Sheet1", cells)) == blocks_of(Sheet("工作表1", cells)) == [(("规章", "1"),)]


def test_a_merged_cell_stands_at_its_first_visible_place() -> None:
    cells = {(0, 0): "规章", (1, 0): "处罚", (1, 1): "2"}
    sheet = Sheet("", cells, (((0, 0), (0, 1)),), hidden_columns=frozenset({0}))
    assert blocks_of(sheet) == ["规章", "2"]


def test_rows_far_apart_have_one_blank_row_between_them() -> None:
    cells = {(0, 0): "规章", (0, 1): "1", (900, 0): "处罚", (900, 1): "2"}
    assert blocks_of(Sheet("", cells)) == [(("规章", "1"), ("", ""), ("处罚", "2"))]


def test_nothing_is_made_of_an_empty_sheet() -> None:
    assert blocks_of(Sheet("年报", {})) == []


def test_sheets_that_span_too_many_cells_are_refused() -> None:
    with pytest.raises(PackageError):
        list(sheet_blocks([Sheet("", {(0, 0): "1", (9, 9): "2"})], Limits(table_cells=7)))
