"""Tables whose cells a text hands over in blocks."""

from __future__ import annotations

import pytest

from tests.evidence import Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.scattered import doubt_scattered
from transforms.schemas import FactTable
from transforms.tables import FoundRow

DOUBTED = "cells_in_blocks"
# A row with the cells of the row behind it, and that one.
SHIFTED = ("¶1¶0¶0¶0¶0¶0¶1¶2¶0", "¶3¶0")
SURE = ("¶0¶0¶0¶0¶0¶0¶0", "¶5¶0¶4¶0¶0¶0¶9", "¶0¶7¶0¶0¶0¶0¶7")
MARKED = "¶0¶0¶0¶0¶0¶0¶/"


def looked(*texts: str) -> list[list[int | str]]:
    return looked_at(*(found(text, REQUESTS) for text in texts))


def looked_at(*rows: FoundRow) -> list[list[int | str]]:
    placed = {FactTable.REQUEST: place_rows(rows)}
    return [outcomes(row) for row in doubt_scattered(placed)[FactTable.REQUEST]]


EVIDENCE = Threshold(
    "transforms.placement.scattered._FEWEST_OTHERS",
    inside=lambda: looked("¶1¶0¶0¶0¶0¶0¶1¶2¶0", "¶3¶0", *SURE, MARKED)[-1][0] == DOUBTED,
    outside=lambda: looked("¶1¶0¶0¶0¶0¶0¶1¶2", "¶3¶0", *SURE, MARKED)[-1][0] == DOUBTED,
    moved=1,
)


def test_evidence() -> None:
    check(EVIDENCE)


def test_a_blank_mark_in_a_row_of_zeros_may_have_moved() -> None:
    *others, last = looked(*SURE, *SHIFTED, MARKED)
    assert others[:3] == [[0] * 7, [5, 0, 4, 0, 0, 0, 9], [0, 7, 0, 0, 0, 0, 7]]
    assert last == [DOUBTED] * 6 + ["blank"]


def test_where_most_rows_are_lost_the_others_hold_what_is_left_over() -> None:
    assert looked(*SHIFTED, "¶0¶0¶0¶0¶0¶0¶0")[-1] == [DOUBTED] * 7


def test_rows_between_one_without_cells_and_one_with_those_of_two_have_their_neighbours() -> None:
    empty, both = FoundRow("row", found("", REQUESTS).columns, []), found("¶0¶0¶0¶0¶0¶0¶0¶0¶3¶0¶0¶0¶0¶3", REQUESTS)
    between = [found(text, REQUESTS) for text in ("¶1¶0¶0¶0¶0¶0¶1", "¶2¶0¶0¶0¶0¶0¶2")]
    assert looked_at(empty, *between, both)[1:3] == [[DOUBTED] * 7] * 2
    assert looked_at(both, *between, empty)[1:3] == [[DOUBTED] * 7] * 2
    # The cells of a row that stand behind the label of the next say nothing of those above.
    assert looked_at(empty, *between, empty, both)[1] == [1, 0, 0, 0, 0, 0, 1]


def test_rows_of_a_table_without_sums_are_doubted() -> None:
    texts = ("¶0¶2012¶385", "¶0¶0¶0", "¶4¶4¶4", "¶0¶0¶9¶1¶7", "¶8")
    rows = (*(found(text) for text in texts), found("¶4", ("a",)))
    assert looked_at(*rows)[:3] == [[DOUBTED] * 3, [0] * 3, [4] * 3]
    assert looked_at(*rows)[-1] == [DOUBTED]  # one cell is alike with nothing


@pytest.mark.parametrize(
    "others",
    [
        ("¶1¶0¶0¶0¶0¶0¶1¶2", "¶3¶0"),  # a page's number behind a row, and blank cells without a trace
        SHIFTED[:1],
        SHIFTED[1:],
        ("¶1¶0¶0¶0¶0¶0¶1¶二", "¶3¶0"),  # the number of the next row, in an element of its own
        tuple(text.replace("¶", "\n") for text in SHIFTED),  # no empty lines
    ],
)
def test_one_kind_of_loss_scatters_nothing(others: tuple[str, ...]) -> None:
    mark = "\n" if "\n" in others[0] else "¶"
    sure = (text.replace("¶", mark) for text in SURE)
    assert looked(*others, *sure, MARKED.replace("¶", mark))[-1] == [0, 0, 0, 0, 0, 0, "blank"]


def test_without_empty_lines_the_few_rows_that_are_left_of_a_table_are_doubted() -> None:
    scattered = [text.replace("¶", "\n") for text in SHIFTED]
    assert looked(*scattered, "\n0\n0\n0\n0\n0\n7\n7")[-1] == [DOUBTED] * 7


def test_rows_of_cells_are_not_of_blocks() -> None:
    kept = found("\t0\t0\t0\t0\t0\t0\t/", REQUESTS, row_size=8)
    assert looked_at(*(found(text, REQUESTS) for text in SHIFTED), kept)[-1][0] == 0
