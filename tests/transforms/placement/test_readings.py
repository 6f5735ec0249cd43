"""One cell as it was read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transforms.placement.made_rows import tokens
from transforms.placement.readings import (
    MISSING,
    CellReading,
    doubt,
    doubt_cells,
    doubt_valued,
    read_cell,
    values_of,
)
from transforms.schemas import CellStatus
from transforms.stream import Boundary, Kind, Token
from transforms.tables.guards import GLUED_DIGITS, MERGED_DIGITS


@pytest.mark.parametrize(
    ("text", "status", "value", "unit"),
    [
        ("12", "reported", 12, ""),
        ("12件", "reported", 12, "件"),
        ("1 2", "repaired", 12, ""),
        ("—", "blank", None, ""),
        ("无", "reported", 0, ""),
        ("一", "unreadable", None, ""),
        ("见附件", "unreadable", None, ""),
        ("05", "ambiguous", None, ""),
    ],
)
def test_the_text_of_a_cell(text: str, status: str, value: int | None, unit: str) -> None:
    read = read_cell(Token(Kind.VALUE, text, Boundary.CELL, 0))
    assert (read.status, read.value, read.raw_text, read.unit) == (status, value, text, unit)
    assert read.cause == ("merged_digits" if status == "ambiguous" else "")


def test_an_empty_cell_is_blank() -> None:
    assert read_cell(Token(Kind.EMPTY, "", Boundary.CELL, 0)) == CellReading(CellStatus.BLANK, raw_text="")


def test_a_lone_numeral_one_is_a_number_only_in_a_table_of_chinese_numerals() -> None:
    read = read_cell(Token(Kind.VALUE, " 一 ", Boundary.CELL, 0), has_chinese_numerals=True)
    assert read.status == CellStatus.REPORTED
    assert read.value == 1
    assert read_cell(Token(Kind.VALUE, "二", Boundary.CELL, 0), has_chinese_numerals=True).value == 2


def test_the_first_guard_to_speak_keeps_the_word() -> None:
    read = CellReading(CellStatus.REPORTED, Decimal(5), "5", "件")
    doubted = doubt(doubt(read, MERGED_DIGITS), GLUED_DIGITS)
    assert doubted == CellReading(CellStatus.AMBIGUOUS, None, "5", "件", "merged_digits")
    assert doubt_valued(read, MERGED_DIGITS).cause == "merged_digits"
    assert doubt_valued(MISSING, MERGED_DIGITS) is MISSING


def test_cells_that_nobody_can_tell_apart_show_the_text_of_all() -> None:
    readings = doubt_cells(tokens("\t1\t\t3"), 2, GLUED_DIGITS)
    assert [(cell.raw_text, cell.status, cell.cause) for cell in readings] == [
        ("1 □ 3", "ambiguous", "glued_digits")
    ] * 2
    assert doubt_cells((), 1, GLUED_DIGITS)[0].raw_text is None
    assert values_of([*readings, CellReading(CellStatus.REPORTED, Decimal(5))]) == [None, None, 5]
