"""Tables whose cells a text hands over in blocks."""

from __future__ import annotations

import pytest

from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.scattered import doubt_scattered
from transforms.schemas import FactTable

DOUBTED = "cells_in_blocks"
# A row with the cells of the row behind it, and that one.
SHIFTED = ("¶1¶0¶0¶0¶0¶0¶1¶2¶0", "¶3¶0")


def looked(*texts: str, row_size: int = 0) -> list[list[int | str]]:
    rows = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    return [outcomes(row) for row in doubt_scattered({FactTable.REQUEST: rows})[FactTable.REQUEST]]


def test_a_blank_mark_in_a_row_of_zeros_may_have_moved() -> None:
    sure = ("¶0¶0¶0¶0¶0¶0¶0", "¶5¶0¶4¶0¶0¶0¶9", "¶0¶7¶0¶0¶0¶0¶7")
    *others, last = looked(*sure, *SHIFTED, "¶0¶0¶0¶0¶0¶0¶/")
    assert others[:3] == [[0] * 7, [5, 0, 4, 0, 0, 0, 9], [0, 7, 0, 0, 0, 0, 7]]
    assert last == [DOUBTED] * 6 + ["blank"]


def test_where_most_rows_are_lost_the_others_hold_what_is_left_over() -> None:
    assert looked(*SHIFTED, "¶0¶0¶0¶0¶0¶0¶0")[-1] == [DOUBTED] * 7


def test_rows_of_a_table_without_sums_are_doubted() -> None:
    rows = {
        FactTable.REQUEST: place_rows([found(text, REQUESTS) for text in SHIFTED]),
        FactTable.PROACTIVE: place_rows([found(text) for text in ("¶0¶2012¶385", "¶0¶0¶0", "¶4¶4¶4")]),
    }
    looked_at = doubt_scattered(rows)[FactTable.PROACTIVE]
    assert list(map(outcomes, looked_at)) == [[DOUBTED] * 3, [0] * 3, [4] * 3]


@pytest.mark.parametrize(
    "others",
    [
        SHIFTED[:1],  # a page's numbers behind a row
        SHIFTED[1:],  # blank cells without a trace
        tuple(text.replace("¶", "\n") for text in SHIFTED),  # no empty lines
    ],
)
def test_one_kind_of_loss_scatters_nothing(others: tuple[str, ...]) -> None:
    mark = "\n" if "\n" in others[0] else "¶"
    row = "¶0¶0¶0¶0¶0¶0¶/".replace("¶", mark)
    assert looked(*others, row)[-1] == [0, 0, 0, 0, 0, 0, "blank"]


def test_words_behind_a_row_are_no_cells_of_another() -> None:
    assert looked("¶1¶0¶0¶0¶0¶0¶1¶二", "¶3¶0", "¶0¶0¶0¶0¶0¶0¶/")[-1][0] == 0


def test_rows_of_cells_are_not_of_blocks() -> None:
    kept = found("\t0\t0\t0\t0\t0\t0\t/", REQUESTS, row_size=8)
    rows = place_rows([found(text, REQUESTS) for text in SHIFTED])
    tables = {FactTable.REQUEST: (*rows, *place_rows([kept]))}
    assert outcomes(doubt_scattered(tables)[FactTable.REQUEST][-1])[0] == 0
