"""The declared CSV files as rows: whole, without blanks at the ends, and none twice."""

from __future__ import annotations

from importlib.resources import files

import pytest

from transforms.knowledge import read_rows

NAMES = sorted(
    path.name.removesuffix(".csv") for path in files("transforms.knowledge").iterdir() if path.name.endswith(".csv")
)


@pytest.mark.parametrize("name", NAMES)
def test_a_declared_file_is_well_formed(name: str) -> None:
    rows = read_rows(name)
    assert rows
    columns = set(rows[0])
    assert None not in columns
    for row in rows:
        assert set(row) == columns, row
        assert all(value == value.strip() for value in row.values()), row
    assert len({tuple(row.items()) for row in rows}) == len(rows)


def test_rows_are_in_the_order_of_the_file() -> None:
    applicants = [row["applicant"] for row in read_rows("applicants")]
    assert (applicants[0], applicants[-1]) == ("natural_person", "total")


def test_a_file_that_is_not_declared_stops_the_program() -> None:
    with pytest.raises(FileNotFoundError):
        read_rows("no_such_file")
