"""The data dictionary: what every table, column, view, rule and code of a warehouse means, as Markdown.

All of it is read from the warehouse itself, whose comments come from `transforms/schemas/tables.py` and
`sql/views/`; the rules come from `transforms/schemas/rules.py` and the comments of `sql/checks/`, and all of their
Chinese from `sql/comments_zh.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from flows.errors import RunError
from flows.warehouse import SQL_FOLDER, in_both, split_header
from transforms.language import Pair
from transforms.schemas import READING_RULES, SEVERITIES, WAREHOUSE_SCHEMAS, Rule
from transforms.tables import GUARDS

_PREAMBLE = (
    "# Data dictionary 数据字典",
    "",
    "仓库的表和视图所存的内容。本页由 `nianbao dictionary` 依已发布的文件写成；同样的文字是其中的注释：",
    "`SELECT table_name, column_name, comment FROM duckdb_columns()`，写作“中文 — English”，有中文名称的列写作",
    "“名称 — 中文 — English”。原则见 [warehouse.md](warehouse.md)，示例见 [queries.md](queries.md)。",
    "",
    "What the tables and views of the warehouse hold. `nianbao dictionary` writes this page from the published file;",
    "the same texts are its comments: `SELECT table_name, column_name, comment FROM duckdb_columns()`, Chinese before",
    "English; a column with a Chinese label has that before both. See [warehouse.md](warehouse.md) for the principles,",
    "and [queries.md](queries.md) for examples.",
)
_RULES_INTRODUCTION = (
    "`quality_finding` 的疑点写明其规则。读取规则只涉及一个文件；仓库规则把一份报告的数值相互比较，并与其他报告、",
    "其他年度比较；所需数值为 NULL 的规则不作比较。",
    "",
    "A finding of `quality_finding` names its rule. Rules of reading speak of one file; rules of the warehouse compare",
    "the values of a report with each other, with other reports and other years; one whose inputs are NULL is skipped.",
)
_GUARDS_INTRODUCTION = (
    "读取时据以怀疑数值位置的守则。被其中之一怀疑的单元格没有数值，其疑点以该守则的名称为 `cause`。",
    "",
    "The rules by which reading doubts the place of a value. A cell that one of them doubts has no value, and its",
    "finding names the guard as its `cause`.",
)
_PLACES = ("dim_township", "dim_division")
_CODE_LISTS = tuple(table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_") and table not in _PLACES)


def _cell(value: object) -> str:
    """A value as the cell of a Markdown table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str, bool, str]]:
    """Columns of a table or view in their order: name, type, whether NULL is possible, comment."""
    return connection.execute(
        "SELECT column_name, data_type, is_nullable, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE table_name = ? AND NOT internal ORDER BY column_index",
        [table],
    ).fetchall()


def _table_lines(connection: duckdb.DuckDBPyConnection, table: str, comment: str) -> Iterator[str]:
    key = WAREHOUSE_SCHEMAS[table].primary_key()
    yield from (f"### {table}", "", comment, "")
    if key:
        yield from (f"主键 Key: {', '.join(f'`{name}`' for name in key)}.", "")
    rows = [
        (f"`{name}`", data_type, "可 yes" if is_nullable else "", text)
        for name, data_type, is_nullable, text in _columns(connection, table)
    ]
    yield from markdown_table(("列 column", "类型 type", "NULL", "含义 meaning"), rows)
    yield ""


def _view_lines(connection: duckdb.DuckDBPyConnection, view: str, comment: str) -> Iterator[str]:
    yield from (f"### {view}", "", comment, "")
    rows = [(f"`{name}`", data_type, text) for name, data_type, _, text in _columns(connection, view)]
    yield from markdown_table(("列 column", "类型 type", "含义 meaning"), rows)
    yield ""


def parse_check(rule: str, text: str) -> Rule:
    """A rule of the warehouse from the file of its query: what the file opens with, and the severities it gives.

    Raises `ValueError` where the query gives none.

    >>> parse_check("r", "-- One must equal two.\\n\\nselect 'r' as rule, 'error' as severity")
    Rule(severities=('error',), sentence='One must equal two.')
    """
    header, query = split_header(text)
    end = query.find(" as severity")
    named = re.findall(r"'(\w+)'", query[query.rfind(" as rule", 0, end) : end]) if end >= 0 else []
    severities = tuple(severity for severity in SEVERITIES if severity in named)
    if not severities:
        raise ValueError(f"the check {rule} gives no severity")
    return Rule(severities, " ".join(header[: header.index("") if "" in header else len(header)]))


def list_checks(folder: Path = SQL_FOLDER) -> dict[str, Rule]:
    """The rules of `sql/checks/` by code."""
    return {path.stem: parse_check(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("checks/*.sql"))}


def _rule_lines() -> Iterator[str]:
    yield from ("## Rules 规则", "", *_RULES_INTRODUCTION, "")
    for title, rules in (
        ("Rules of reading 读取规则", READING_RULES),
        ("Rules of the warehouse 仓库规则", list_checks()),
    ):
        rows = [
            (f"`{code}`", ", ".join(rule.severities), in_both(rule.sentence)) for code, rule in sorted(rules.items())
        ]
        yield from (
            f"### {title}",
            "",
            *markdown_table(("规则 rule", "严重程度 severity", "内容 what it finds"), rows),
            "",
        )


def _guard_lines() -> Iterator[str]:
    yield from ("## Guards 守则", "", *_GUARDS_INTRODUCTION, "")
    rows = [
        (f"`{guard.name}`", guard.sees, guard.evidence, guard.counter_evidence, guard.misses)
        for guard in sorted(GUARDS.values(), key=lambda guard: guard.name)
    ]
    header = (
        "守则 cause",
        "所见 what it sees",
        "来源 where such sources come from",
        "相似而照读的 what looks alike and is read",
        "看不出的 what it misses",
    )
    yield from (*markdown_table(header, rows), "")


def _code_lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield from ("## Codes 代码", "")
    for table in _CODE_LISTS:
        header = WAREHOUSE_SCHEMAS[table].column_names()
        order = ", ".join(("sort_order", *WAREHOUSE_SCHEMAS[table].primary_key()))
        rows = connection.execute(f"SELECT {', '.join(header)} FROM {table} ORDER BY {order}").fetchall()
        yield from (f"### Codes of {table} 代码", "", *markdown_table(header, rows), "")


def _macro_lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    macros = connection.execute(
        "SELECT function_name, parameters, coalesce(comment, '') FROM duckdb_functions() "
        "WHERE NOT internal AND function_type IN ('macro', 'table_macro') AND database_name = current_database() "
        "ORDER BY function_name"
    ).fetchall()
    if macros:
        rows = [(f"`{name}({', '.join(parameters)})`", comment) for name, parameters, comment in macros]
        yield from ("## Macros 宏", "", *markdown_table(("宏 macro", "含义 meaning"), rows), "")


def write_dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """The data dictionary of an open warehouse. Raises `duckdb.Error`, and `RunError` where it lacks a table."""
    comments = dict(connection.execute("SELECT table_name, coalesce(comment, '') FROM duckdb_tables()").fetchall())
    if missing := [table for table in WAREHOUSE_SCHEMAS if table not in comments]:
        raise RunError(
            Pair(
                "仓库没有表{table}，无法说明；请先重新导入",
                "the warehouse has no table {table} and cannot be described; ingest anew first",
                table=missing[0],
            )
        )
    views = connection.execute(
        "SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
    ).fetchall()
    lines = [*_PREAMBLE, "", "## Tables 表", ""]
    for table in WAREHOUSE_SCHEMAS:
        lines += _table_lines(connection, table, comments[table])
    lines += ["## Views 视图", ""]
    for view, comment in views:
        lines += _view_lines(connection, view, comment)
    lines += [*_macro_lines(connection), *_rule_lines(), *_guard_lines(), *_code_lines(connection)]
    return "\n".join(lines)
