"""What sums speak against: numbers broken over two cells, two numbers in one cell."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.third_look import look_again_at_spaced, look_again_at_sums
from transforms.schemas import FactTable

BROKEN = ["broken_sum"] * 7


def summed(*texts: str, row_size: int = 0) -> list[list[int | str]]:
    placed = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    return [outcomes(row) for row in look_again_at_sums({FactTable.REQUEST: placed})[FactTable.REQUEST]]


def spaced(*texts: str, row_size: int = 8) -> list[list[int | str]]:
    """Rows of table three, then a row of table two with 7 2 in a cell."""
    requests = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    proactive = place_rows([found("\t7\u00a02\t1\t9", row_size=4)])
    looked = look_again_at_spaced({FactTable.REQUEST: requests, FactTable.PROACTIVE: proactive})
    return [outcomes(row) for rows in looked.values() for row in rows]


EVIDENCE = (
    Threshold(
        "transforms.placement.third_look._FEWEST_SPACED",
        inside=lambda: spaced(*["\t1\u00a02\t0\t0\t0\t0\t0\t12"] * 3)[-1][0] == 72,
        outside=lambda: spaced(*["\t1\u00a02\t0\t0\t0\t0\t0\t12"] * 2)[-1][0] == 72,
        moved=2,
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_BROKEN",
        inside=lambda: summed(" 1 0 0 0 0 0 3", *[" 1 1 1 1 1 1 1 1"] * 2)[0] == BROKEN,
        outside=lambda: summed(" 1 0 0 0 0 0 3", " 1 1 1 1 1 1 1 1")[0] == BROKEN,
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "text",
    [
        " 6803 9 0 0 7 0 68046",  # 68039 broke, and the blank behind 7 left no trace
        " 26 0 1 0 1 28 3",  # a page number behind, one blank
        " 4 26 0 1 0 1 28",  # a number before, one blank
        " 12 3 45 6 0 57 9",  # 123 and 456 broke, and the total, 579
        " 0 133 0 0 0 0 13\n3",  # the line ends inside of the total, and 3 stands on the next
    ],
)
def test_a_full_row_that_another_reading_explains_is_doubted(text: str) -> None:
    assert summed(text)[0] == BROKEN


def test_a_total_that_is_wrong_in_the_report_is_printed_so() -> None:
    assert summed(" 7 0 0 0 0 0 9")[0] == [7, 0, 0, 0, 0, 0, 9]
    assert summed(" 0 133 0 0 0 0 13")[0] == [0, 133, 0, 0, 0, 0, 13]
    assert summed(" 0 133 0 0 0 0 13\n4")[0] == [0, 133, 0, 0, 0, 0, 13]


def test_a_source_that_keeps_cells_is_not_doubted() -> None:
    assert summed("\t26\t0\t1\t0\t1\t28\t3", row_size=8)[0] == [26, 0, 1, 0, 1, 28, 3]


def test_two_numbers_in_a_cell_are_one_only_if_the_row_adds_up() -> None:
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t34")[0][0] == "two_numbers"
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t54")[0][0] == 53
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t34")[0][1:] == [1, 0, 0, 0, 0, 34]


def test_thousands_that_are_set_apart_are_one_number() -> None:
    placed = place_rows([found("\t1\u00a0234\t1\t9", row_size=4)])
    looked = look_again_at_spaced({FactTable.PROACTIVE: placed})
    assert outcomes(looked[FactTable.PROACTIVE][0]) == [1234, 1, 9]
