"""The queries of docs/queries.md give the answers that stand there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.commands.dictionary import markdown_table
from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
HEADING = re.compile(r"^### (\d+)\. ", re.MULTILINE)
QUERY = re.compile(r"^```sql\n(.*?)\n```\n\n((?:\|[^\n]*\n)*)", re.MULTILINE | re.DOTALL)


def list_queries() -> Iterator[tuple[int, str, str]]:
    """Number of the question, query and answer, for every query of the page."""
    text = PAGE.read_text("utf-8")
    starts = list(HEADING.finditer(text))
    for start, end in zip(starts, [*(found.start() for found in starts[1:]), len(text)], strict=True):
        for query, answer in QUERY.findall(text[start.end() : end]):
            yield int(start[1]), query, answer


QUERIES = list(list_queries())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the demonstration data alone, as a fresh checkout has it."""
    with closing(duckdb.connect(str(ingest_demo(tmp_path_factory.mktemp("demo"))), read_only=True)) as connection:
        yield connection


def ingest_demo(folder: Path) -> Path:
    """The warehouse of the demonstration data alone, in a folder."""
    shutil.copytree(DEMO, folder / "raw" / "demo")
    ingest_here(folder / "raw", folder / "nianbao.duckdb")
    return folder / "nianbao.duckdb"


def answer_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """The lines of the answer to a query, as the page has them."""
    result = connection.execute(query)
    return list(markdown_table([column[0] for column in result.description or ()], result.fetchall()))


@pytest.mark.parametrize(("number", "query", "answer"), QUERIES, ids=[str(number) for number, _, _ in QUERIES])
def test_a_query_gives_its_answer(demo: duckdb.DuckDBPyConnection, number: int, query: str, answer: str) -> None:
    assert answer.splitlines() == answer_of(demo, query)
    assert answer.count("\n") > 2, f"question {number} has an answer without rows"


def test_every_question_has_a_query_and_its_number() -> None:
    numbers = [int(number) for number in HEADING.findall(PAGE.read_text("utf-8"))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20
    assert sorted({number for number, _, _ in QUERIES}) == numbers
    assert PAGE.read_text("utf-8").count("```sql") == len(QUERIES)


def test_twelve_questions_of_researchers_are_marked() -> None:
    marked = PAGE.read_text("utf-8").partition("## Twelve questions of researchers")[2].partition("\n## ")[0]
    rows = [line for line in marked.splitlines() if "](#" in line]
    assert len(rows) == 12
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]\(#\1-", marked)]
    assert len(numbers) == marked.count("](#")
    assert set(numbers) <= {number for number, _, _ in QUERIES}


def test_every_query_orders_its_rows() -> None:
    assert [number for number, query, _ in QUERIES if "ORDER BY" not in query and "cell = " not in query] == []
