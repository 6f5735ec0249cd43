"""The measures of a report: counts are whole, amounts are money, and each may be unknown."""

from __future__ import annotations

import dataframely as dy

from transforms.schemas.measures import ReportMeasure


def test_each_measure_may_be_unknown_and_is_a_count_or_an_amount() -> None:
    columns = ReportMeasure.columns()
    assert ReportMeasure.primary_key() == ["report_id"]
    for name, column in columns.items():
        if name != "report_id":
            assert column.nullable, name
            assert isinstance(column, dy.Decimal if name.endswith("_amount") else dy.Int64), name
