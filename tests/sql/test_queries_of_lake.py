"""The questions of docs/queries.md, asked of a lake."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import duckdb
import pytest

from flows.commands.dictionary import markdown_table
from flows.lake import LakeAddress, open_lake, publish_into_lake
from tests.flows.inputs import DEMO
from tests.flows.lake.catalog_server import catalog_server, new_catalog, skip_without_parts
from tests.flows.pipeline import ingest_here
from tests.sql.test_queries import QUERIES


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration in a lake."""
    skip_without_parts()
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(DEMO, folder / "raw" / "demo")
    ingest_here(folder / "raw", folder / "nianbao.duckdb")
    with catalog_server() as server:
        address = LakeAddress(new_catalog(server), str(folder / "lake"))
        publish_into_lake(folder / "nianbao.duckdb", "demo", address)
        with open_lake(address, is_read_only=True) as connection:
            yield connection


@pytest.mark.parametrize(("number", "query", "answer"), QUERIES, ids=[str(number) for number, _, _ in QUERIES])
def test_a_query_gives_its_answer(lake: duckdb.DuckDBPyConnection, number: int, query: str, answer: str) -> None:
    result = lake.execute(query)
    columns = [column[0] for column in result.description or ()]
    assert answer.splitlines() == list(markdown_table(columns, result.fetchall())), number
