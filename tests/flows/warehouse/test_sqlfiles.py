"""The form of the SQL files, and what is read from their comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from graphlib import CycleError
from pathlib import Path

import duckdb
import pytest

from flows.warehouse.sqlfiles import (
    SQL_FOLDER,
    define_views,
    list_views,
    parse_column_comments,
    parse_macro,
    parse_view,
)
from transforms.schemas import MEASURES

FLOWS = SQL_FOLDER.parent / "flows"
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


def made_folder(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


VIEW_A = "-- A.\n--\n-- one: One.\n-- two: Two.\n-- three: Three.\n\nselect 1 as one, 2 as two, 3 as three\n"


def test_a_view_may_take_over_comments_from_a_column_on(tmp_path: Path) -> None:
    text = "-- B.\n--\n-- zero: Zero.\n-- two and on: as in a.\n\nselect 0 as zero, 2 as two, 3 as three\n"
    _, view = list_views(made_folder(tmp_path, {"views/a.sql": VIEW_A, "views/b.sql": text}))
    assert view.column_comments == {"zero": "Zero.", "two": "Two.", "three": "Three."}


def test_a_comment_of_measures_stands_for_all_of_them_by_turns() -> None:
    text = "-- V.\n--\n-- {measure}: {label_zh}.\n-- {measure}_townships: Of {measure}.\n-- last: Last.\n\nselect 1\n"
    comments = list(parse_view("v", text).column_comments.items())
    assert comments[:3] == [
        ("new_requests", "本年新收申请."),
        ("new_requests_townships", "Of new_requests."),
        ("carried_in", "上年结转申请."),
    ]
    assert comments[-1] == ("last", "Last.")
    assert len(comments) == 2 * len(MEASURES) + 1


def test_a_comment_may_be_of_the_measures_of_some_tables() -> None:
    text = "-- V.\n--\n-- {measure} of fact_review, fact_proactive: {meaning}.\n-- b: {not a measure}.\n\nselect 1\n"
    comments = parse_view("v", text).column_comments
    assert next(iter(comments)) == "reconsideration_total"
    assert "fees_amount" in comments
    assert "granted" not in comments
    assert comments["b"] == "{not a measure}."


def test_a_view_has_its_columns_in_the_order_of_their_comments(tmp_path: Path) -> None:
    folder = made_folder(tmp_path, {"views/a.sql": VIEW_A.replace("1 as one, 2 as two", "2 as two, 1 as one")})
    with closing(duckdb.connect()) as connection:
        for statement in define_views(folder):
            connection.execute(statement)
        assert [name for name, *_ in connection.execute("DESCRIBE a").fetchall()] == ["one", "two", "three"]
        assert connection.execute("FROM a").fetchall() == [(1, 2, 3)]


@pytest.mark.parametrize("line", ["four and on: as in a.", "one and on: as in c."])
def test_a_comment_that_is_not_there_cannot_be_taken_over(tmp_path: Path, line: str) -> None:
    folder = made_folder(tmp_path, {"views/a.sql": VIEW_A, "views/b.sql": f"-- B.\n--\n-- {line}\n\nselect 1\n"})
    with pytest.raises(ValueError, match="which has none"):
        list_views(folder)


def test_the_comment_of_a_macro_is_all_that_stands_before_it() -> None:
    macro = parse_macro("m", "-- What it\n-- does.\n--\n-- And more.\ncreate macro m() as table\nselect 1\n")
    assert (macro.comment, macro.kind) == ("What it does. And more.", "MACRO TABLE")
    assert macro.statement == "create macro m() as table\nselect 1"


def test_views_and_macros_come_behind_those_that_they_use(tmp_path: Path) -> None:
    files = {
        "views/a.sql": "-- A.\n\nselect twice(one) as n from z\n",
        "views/z.sql": "-- Z. From a.\n\nselect * from m() -- not from a\n",
        "macros/m.sql": "-- M.\ncreate macro m() as table select 1 as one\n",
        "macros/twice.sql": "-- T.\ncreate macro twice(n) as 2 * n\n",
    }
    created = [text for text in define_views(made_folder(tmp_path, files)) if not text.startswith("COMMENT")]
    assert [text.split("(")[0].split(" AS ")[0] for text in created][-2:] == ["CREATE VIEW z", "CREATE VIEW a"]
    with closing(duckdb.connect()) as connection:
        for statement in define_views(tmp_path):
            connection.execute(statement)
        assert connection.execute("SELECT n FROM a").fetchall() == [(2,)]


def test_only_what_queries_need_is_defined(tmp_path: Path) -> None:
    files = {
        "views/a.sql": "-- A.\n\nselect twice(one) as n from m()\n",
        "views/b.sql": "-- B.\n\nselect 1 as n\n",
        "macros/m.sql": "-- M.\ncreate macro m() as table select 1 as one\n",
        "macros/twice.sql": "-- T.\ncreate macro twice(n) as 2 * n\n",
        "macros/other.sql": "-- O.\ncreate macro other(n) as n\n",
    }
    folder = made_folder(tmp_path, files)
    wanted = "with\nb as (\n    select * from a\n)\n\nselect * from b"
    created = [text for text in define_views(folder, used_by=[wanted]) if not text.startswith("COMMENT")]
    assert sorted(re.split(r"[( ]", text)[2] for text in created) == ["a", "m", "twice"]
    assert list(define_views(folder, used_by=[])) == []


def test_two_views_that_use_each_other_are_an_error(tmp_path: Path) -> None:
    folder = made_folder(
        tmp_path, {"views/a.sql": "-- A.\n\nselect * from b\n", "views/b.sql": "-- B.\n\nselect * from a\n"}
    )
    with pytest.raises(CycleError):
        list(define_views(folder))


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name in ("checks", "views", "macros")])
def test_every_rule_view_and_macro_is_in_the_documentation(path: Path) -> None:
    documentation = (SQL_FOLDER.parent / "docs" / "warehouse.md").read_text("utf-8")
    assert re.search(rf"`{path.stem}[`(]", documentation)


@pytest.mark.parametrize("folder", ["views", "macros"])
def test_what_readers_run_calls_no_if_of_three(folder: str) -> None:
    """DuckDB 2 keeps `if(a, b, c)` as a call in the file that it writes, and 1.x knows no function of that name."""
    texts = {path.stem: path.read_text("utf-8") for path in SQL_FOLDER.joinpath(folder).glob("*.sql")}
    assert texts
    assert not [name for name, text in texts.items() if re.search(r"\bif\s*\(", text, re.IGNORECASE)]
