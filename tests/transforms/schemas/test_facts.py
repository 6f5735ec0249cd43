"""The fact tables: their keys are the codes of a cell, and money is where a unit says so."""

from __future__ import annotations

from typing import Any

import dataframely as dy
import polars as pl
import pytest

from transforms.schemas.facts import FactProactive, FactRequest, FactReview, FactStatistic

CELL = {
    "report_id": "0123456789abcdef",
    "township_code": None,
    "division_code": "990101001000",
    "report_year": 2016,
    "indicator": "fees",
    "period": "year",
    "value": 5000,
    "unit": "CNY",
    "raw_text": "0.5",
    "cell_status": "reported",
}


def is_valid(**changes: Any) -> bool:
    dtypes = {name: column.dtype for name, column in FactStatistic.columns().items()}
    try:
        FactStatistic.validate(pl.DataFrame([{**CELL, **changes}], schema=dtypes))
    except dy.exc.ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"period": "cumulative"}, True),
        ({"period": "quarter"}, False),
        ({"unit": "条"}, False),
        ({"division_code": None}, True),
        ({"division_code": "990101"}, False),
        ({"value": None}, False),
        ({"value": None, "cell_status": "blank"}, True),
    ],
)
def test_a_cell_of_the_statistics_form(changes: dict[str, Any], expected: bool) -> None:
    assert is_valid(**changes) is expected


@pytest.mark.parametrize(
    ("schema", "key"),
    [
        (FactRequest, ["line", "applicant"]),
        (FactReview, ["procedure", "result"]),
        (FactProactive, ["clause", "item", "measure"]),
        (FactStatistic, ["indicator", "period"]),
    ],
)
def test_a_cell_is_known_by_its_report_and_its_codes(schema: type[dy.Schema], key: list[str]) -> None:
    assert schema.primary_key() == ["report_id", *key]
