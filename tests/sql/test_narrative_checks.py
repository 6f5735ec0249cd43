"""The rule that compares the prose with the tables."""

from __future__ import annotations

import duckdb
import pytest

from tests.flows.checking import violations
from tests.flows.rows import (
    Row,
)
from tests.sql.years import CARRIED, EARLIER, HANDLED, NEW, number, subjects, told


@pytest.mark.parametrize(
    ("metric", "value", "is_found"),
    [
        ("requests_received", 4, True),
        ("requests_received", 5, False),
        ("requests_received", 6, True),
        ("requests_received", 7, False),
        ("requests_received", 8, True),
        ("requests_answered", 5, True),
        ("requests_answered", 6, False),
        ("requests_answered", 7, True),
        ("reconsiderations", 2, True),
        ("reconsiderations", 3, False),
        ("reconsiderations", 4, True),
        ("litigations", 1, True),
        ("litigations", 2, False),
        ("litigations", 3, True),
        ("litigations", 0, True),
        ("proactive_disclosures", 900, False),
        ("trainings", 900, False),
    ],
)
def test_narrative_vs_table(connection: duckdb.DuckDBPyConnection, metric: str, value: float, is_found: bool) -> None:
    expected = [f"fact_narrative.{metric}"] if is_found else []
    assert subjects(connection, "narrative_vs_table", told([number(EARLIER, metric, value)])) == expected


@pytest.mark.parametrize(
    "change",
    [{"is_approximate": True}, {"channel": "unspecified"}, {"channel": "website"}, {"period": "cumulative"}],
    ids=str,
)
def test_only_exact_totals_of_the_year_are_compared(connection: duckdb.DuckDBPyConnection, change: Row) -> None:
    assert subjects(connection, "narrative_vs_table", told([number(EARLIER, "requests_received", 99, **change)])) == []


@pytest.mark.parametrize(
    ("metric", "cell_key"),
    [
        ("requests_received", NEW),
        ("requests_answered", HANDLED),
        ("reconsiderations", ("reconsideration", "total")),
        ("litigations", ("litigation_direct", "total")),
        ("litigations", ("litigation_after_review", "total")),
    ],
)
def test_a_number_beside_an_unknown_cell_is_not_compared(
    connection: duckdb.DuckDBPyConnection, metric: str, cell_key: tuple[str, str]
) -> None:
    tables = told([number(EARLIER, metric, 99)], {cell_key: None})
    assert subjects(connection, "narrative_vs_table", tables) == []


@pytest.mark.parametrize(("value", "is_found"), [(5, False), (6, True)])
def test_requests_received_are_compared_where_those_carried_over_are_unknown(
    connection: duckdb.DuckDBPyConnection, value: int, is_found: bool
) -> None:
    tables = told([number(EARLIER, "requests_received", value)], {CARRIED: None})
    assert bool(violations(connection, "narrative_vs_table", tables)) == is_found


def test_a_report_without_tables_is_not_compared(connection: duckdb.DuckDBPyConnection) -> None:
    tables = {"report": [EARLIER], "fact_narrative": [number(EARLIER, "requests_received", 5)]}
    assert violations(connection, "narrative_vs_table", tables) == []


def test_narrative_vs_table_quotes_the_sentence(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "narrative_vs_table", told([number(EARLIER, "litigations", 10)]))
    assert (row["expected"], row["actual"], row["severity"]) == ("2", "10", "warning")
    assert row["message"] == "The text states 10 lawsuits (行政诉讼), the table 2: “全年收到申请若干件。”"


def test_a_long_sentence_is_cut(connection: duckdb.DuckDBPyConnection) -> None:
    tables = told([number(EARLIER, "litigations", 10, sentence="长" * 121)])
    assert violations(connection, "narrative_vs_table", tables)[0]["message"].endswith("“" + "长" * 119 + "…”")
