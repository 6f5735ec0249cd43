"""What the warehouse says of itself is said in Chinese and in English, and both say the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.commands.dictionary import list_checks
from flows.warehouse import build_empty
from flows.warehouse.comments import CATALOGUE, english_of, in_both, read_catalogue
from flows.warehouse.sqlfiles import SQL_FOLDER, parse_column_comments, split_header
from transforms.schemas import READING_RULES, WAREHOUSE_SCHEMAS

COMMENTS = """
    SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal
    UNION ALL
    SELECT DISTINCT function_name || '()', comment FROM duckdb_functions()
    WHERE NOT internal AND function_type IN ('macro', 'table_macro')
"""
# Perhaps a label, then Chinese, then English.
IN_BOTH = re.compile(r"(?:[^—]*[一-鿿][^—]* — ){1,2}[^—]*[A-Za-z][^—]*")
# What a translation keeps as it is: the name of the measure, names of columns and tables, numbers, words in capitals.
# What a measure means stands before both, as its label.
KEPT = re.compile(r"\{measure\}|(?<![{A-Za-z0-9_])(?:[A-Za-z0-9]+_)+[A-Za-z0-9]+|\d+|[A-Z]{2,}", re.ASCII)
CODES = re.compile(r"One (?:or more )?of: ([\w, ]+)\.", re.ASCII)


@pytest.fixture(scope="module")
def comments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The comments of a warehouse without rows by table, view, column or macro, and those of the rules."""
    warehouse = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    build_empty(warehouse)
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        told = {place: comment or "" for place, comment in connection.execute(COMMENTS).fetchall()}
    return told | {f"rule {code}": in_both(rule) for code, rule in rules().items()}


def rules() -> dict[str, str]:
    return {code: rule.sentence for code, rule in {**READING_RULES, **list_checks()}.items()}


def written() -> Iterator[str]:
    """The comments as they are written down: a comment of `{measure}` is one."""
    for schema in WAREHOUSE_SCHEMAS.values():
        yield " ".join((schema.__doc__ or "").split())
        yield from (column.description or "" for column in schema.columns().values())
    for path in sorted(SQL_FOLDER.glob("views/*.sql")):
        header, _ = split_header(path.read_text("utf-8"))
        end = header.index("") if "" in header else len(header)
        yield " ".join(header[:end])
        lines = [line for line in header[end + 1 :] if " and on: as in " not in line]
        yield from parse_column_comments(lines).values()
    for path in sorted(SQL_FOLDER.glob("macros/*.sql")):
        yield " ".join(line for line in split_header(path.read_text("utf-8"))[0] if line)
    yield from rules().values()


def as_rows(texts: Iterable[str]) -> str:
    """English texts as rows of the catalogue, whose Chinese is still to be written."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows((text, "") for text in dict.fromkeys(texts))
    return lines.getvalue()


def lacking_rows() -> str:
    """The rows that the catalogue lacks: of comments that have no Chinese label either."""
    return as_rows(text for text in written() if text == english_of(text) and text not in read_catalogue())


def test_every_comment_is_in_chinese_and_in_english(comments: Mapping[str, str]) -> None:
    lacking = [place for place, comment in comments.items() if not IN_BOTH.fullmatch(comment)]
    assert not lacking, f"{', '.join(lacking)}\n{CATALOGUE.name} lacks:\n{lacking_rows()}"
    assert {"fact_request", "fact_request.value", "township_year", "is_counted()"} <= set(comments)


def test_no_row_of_the_catalogue_is_for_nothing(comments: Mapping[str, str]) -> None:
    used = {english_of(text) for text in (*written(), *comments.values())}
    unused = sorted(read_catalogue().keys() - used)
    assert not unused, unused


@pytest.mark.parametrize("english", read_catalogue())
def test_both_name_the_same(english: str) -> None:
    chinese = read_catalogue()[english]
    assert set(KEPT.findall(chinese)) == set(KEPT.findall(english))
    assert not re.search(r"[一-鿿][,;:!?]|[,;:!?][一-鿿]| — |[.,]$", chinese)


@pytest.mark.parametrize("english", [text for text in read_catalogue() if CODES.search(text)])
def test_every_code_has_a_chinese_label(english: str) -> None:
    """Behind the code, in the Chinese comment of its column."""
    [listed] = CODES.findall(english)
    for code in listed.split(", "):
        assert re.search(rf"(?<![A-Za-z0-9_]){code}[ （]{{0,1}}[一-鿿0-9]", read_catalogue()[english]), code


def test_a_comment_keeps_its_label() -> None:
    assert in_both("县 — Name of the county.").split(" — ")[0] == "县"
    assert english_of(in_both("县 — Name of the county.")) == "Name of the county."


def test_what_has_no_chinese_yet_is_english() -> None:
    assert in_both("Nobody says so.") == "Nobody says so."
    assert in_both("县 — Nobody says so.") == "县 — Nobody says so."
    assert as_rows(["One, two.", "Three.", "Three."]) == '"One, two.",\nThree.,\n'


def test_a_text_stands_in_the_catalogue_once(tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_text('english,chinese\nOne.,一。\n"Two, three.",二、三。\nOne.,壹。\n', "utf-8")
    with pytest.raises(ValueError, match=r"comments\.csv has a text twice: One\."):
        read_catalogue(path)
