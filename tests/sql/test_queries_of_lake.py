"""The questions of docs/queries.md, asked of a lake."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from flows.lake import LakeAddress, open_lake, publish_into_lake
from tests.flows.lake.catalog_server import catalog_server, new_catalog, skip_without_parts
from tests.sql.test_queries import QUERIES, answer_of, ingest_demo


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration in a lake."""
    skip_without_parts()
    folder = tmp_path_factory.mktemp("demo")
    warehouse = ingest_demo(folder)
    with catalog_server() as server:
        address = LakeAddress(new_catalog(server), str(folder / "lake"))
        publish_into_lake(warehouse, "demo", address)
        with open_lake(address, is_read_only=True) as connection:
            yield connection


@pytest.mark.parametrize(("number", "query", "answer"), QUERIES, ids=[str(number) for number, _, _ in QUERIES])
def test_a_query_gives_its_answer(lake: duckdb.DuckDBPyConnection, number: int, query: str, answer: str) -> None:
    assert answer.splitlines() == answer_of(lake, query), number
