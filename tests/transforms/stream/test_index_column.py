"""A first column that counts is an index; one that does not, or counts two rows, is the table's own."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.stream.cells import Boundary, table_cells
from transforms.stream.index_column import drop_index


def without(*rows: list[str]) -> list[list[str]]:
    """The rows of a table as the stream has them afterwards."""
    found: list[list[str]] = []
    for cell in drop_index(list(table_cells(rows))):
        if cell.before == Boundary.ROW:
            found.append([])
        found[-1].append(cell.text)
    return found


def counted(count: int) -> list[list[str]]:
    return [[str(at), "规章", "7"] for at in range(count)]


EVIDENCE = (
    Threshold(
        "transforms.stream.index_column._SHORTEST_INDEX",
        inside=lambda: without(*counted(3)) == [["规章", "7"]] * 3,
        outside=lambda: without(*counted(2)) == [["规章", "7"]] * 2,
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_numbers_of_the_columns_go_with_the_index() -> None:
    assert without(["", "0", "1"], *counted(3)) == [["规章", "7"]] * 3


def test_a_blank_last_cell_keeps_its_place() -> None:
    assert without(["0", "1", "2"], ["1", "3", ""], ["2", "", "5"]) == [["1", "2"], ["3", ""], ["", "5"]]


def test_a_column_that_does_not_count_stays() -> None:
    rows = [["0", "1"], ["2", "3"], ["4", "5"]]
    assert without(*rows) == rows
