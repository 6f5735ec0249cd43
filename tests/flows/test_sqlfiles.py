"""The form of the SQL files, and what is made from the schemas."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import polars as pl
import pytest

import flows.explain
import flows.sqlfiles
import flows.staging
import flows.summary
import flows.textgrid
from flows.sqlfiles import SQL_FOLDER, parse_column_comments, parse_view, quote_text, sql_type

FILES = sorted(SQL_FOLDER.rglob("*.sql"))
QUERIES = [path for path in FILES if path.parent.name != "macros"]
STEP = re.compile(r"^(\w+) as \($", re.MULTILINE)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_query_ends_with_all_of_its_final_step(path: Path) -> None:
    text = path.read_text("utf-8")
    assert STEP.findall(text)[-1] == "final"
    assert text.endswith("\n)\n\nselect * from final\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_query_has_short_lines_and_small_letters(path: Path) -> None:
    text = path.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 120
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|WITH|GROUP BY)\b", text)


def test_comments_of_a_view_may_go_on_over_lines() -> None:
    view = parse_view(
        "v", "-- A view,\n-- and more.\n--\n-- a: One\n--     and more.\n-- b: Two.\n\nselect 1 as a, 2 as b;\n"
    )
    assert view.comment == "A view, and more."
    assert view.column_comments == {"a": "One and more.", "b": "Two."}
    assert view.query == "select 1 as a, 2 as b"


def test_a_view_may_have_no_column_comments_yet() -> None:
    assert parse_view("v", "-- A view.\n\nselect 1 as a\n").column_comments == {}


@pytest.mark.parametrize("line", ["no colon here", "    a continuation of nothing", "Capital: no column"])
def test_a_comment_that_is_neither_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        parse_column_comments([line])


def test_a_type_that_no_schema_uses_is_an_error() -> None:
    with pytest.raises(ValueError, match="no DuckDB type"):
        sql_type(pl.Time())


@pytest.mark.parametrize("text", ["plain", "it's", "''", "a\nb", "示例"])
def test_quoted_text_is_one_literal(text: str) -> None:
    quoted = quote_text(text)
    assert quoted[1:-1].replace("''", "'") == text


@pytest.mark.parametrize(
    "module",
    [flows.explain, flows.sqlfiles, flows.staging, flows.summary, flows.textgrid],
    ids=lambda module: module.__name__,
)
def test_the_examples_of_a_module_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0
