"""The tables: years that reports have, values that follow their status, and one contract for readings and warehouse."""

from __future__ import annotations

from typing import Any

import dataframely as dy
import polars as pl
import pytest

from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS

CELL = {
    "report_id": "0123456789abcdef",
    "township_code": "990101001000",
    "report_year": 2021,
    "line": "new",
    "applicant": "total",
    "value": 3,
    "raw_text": "3",
    "cell_status": "reported",
}


def is_valid(**changes: Any) -> bool:
    schema = READ_SCHEMAS["fact_request"]
    dtypes = {name: column.dtype for name, column in schema.columns().items()}
    frame = pl.DataFrame([{**CELL, **changes}], schema=dtypes)
    try:
        schema.validate(frame)
    except dy.exc.ValidationError:
        return False
    return True


@pytest.mark.parametrize(("year", "expected"), [(2006, False), (2007, True), (2100, True), (2101, False)])
def test_the_regulations_are_of_2007_and_no_report_is_of_a_year_before(year: int, expected: bool) -> None:
    assert is_valid(report_year=year) is expected


@pytest.mark.parametrize(
    ("status", "value", "expected"),
    [
        ("reported", 3, True),
        ("repaired", 3, True),
        ("reported", None, False),
        ("blank", None, True),
        ("blank", 0, False),
        ("ambiguous", 3, False),
        ("missing", None, True),
        ("guessed", 3, False),
    ],
)
def test_a_value_is_there_if_its_status_says_so(status: str, value: int | None, expected: bool) -> None:
    """A blank that is loaded as zero would be counted as an answer."""
    assert is_valid(cell_status=status, value=value) is expected


@pytest.mark.parametrize(("code", "expected"), [("990101001000", True), (None, True), ("990101", False)])
def test_a_township_is_known_by_its_code_or_not_at_all(code: str | None, expected: bool) -> None:
    assert is_valid(township_code=code) is expected


def test_every_table_of_a_reading_is_one_of_the_warehouse_with_all_its_columns() -> None:
    for name, schema in READ_SCHEMAS.items():
        assert set(schema.column_names()) <= set(WAREHOUSE_SCHEMAS[name].column_names()), name


def test_every_table_and_column_is_described() -> None:
    for name, schema in WAREHOUSE_SCHEMAS.items():
        assert schema.__doc__, name
        assert all(column.description for column in schema.columns().values()), name
