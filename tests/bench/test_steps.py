"""The names under which a timed load counts its statements."""

from __future__ import annotations

from collections import defaultdict
from unittest.mock import Mock

from flows.warehouse.slices import ask_slice
from flows.warehouse.sqlfiles import list_queries
from tests.bench.steps import _TimedConnection


def test_a_query_has_one_name_whole_and_in_a_slice() -> None:
    seconds: defaultdict[str, float] = defaultdict(float)
    timed = _TimedConnection(Mock(), seconds)
    query = list_queries("checks")["applicant_total"]
    timed.execute(f"INSERT INTO violation BY NAME {query}")
    ask_slice(timed, "violation", query)  # type: ignore[arg-type]
    ask_slice(timed, "warehouse.report_measure", list_queries("tables")["report_measure"])  # type: ignore[arg-type]
    timed.execute("CREATE TEMP TABLE asked (report_id VARCHAR)")
    assert list(seconds) == ["check applicant_total", "fill report_measure", "create temp"]
