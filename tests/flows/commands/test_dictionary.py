"""The data dictionary is that of the warehouse, and leaves nothing out."""

from __future__ import annotations

import ast
import re
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.commands.dictionary import list_checks, markdown_table, parse_check, write_dictionary
from flows.errors import RunError
from flows.versions.published import published_warehouse
from flows.warehouse.comments import in_both
from flows.warehouse.sqlfiles import SQL_FOLDER, list_views
from tests.flows.rows import load_tables, query
from transforms.schemas.codes import SEVERITIES
from transforms.schemas.rules import READING_RULES, Rule
from transforms.schemas.tables import WAREHOUSE_SCHEMAS

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "data-dictionary.md"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    load_tables(warehouse, {})
    return warehouse


def section(page: str, heading: str) -> str:
    """What stands under a heading, to the next one of any level."""
    return re.split(r"^#+ ", page.partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_page_is_what_the_command_writes(published: Path) -> None:
    with published_warehouse(published) as connection:
        written = write_dictionary(connection)
    assert PAGE.read_text("utf-8") == written, "write it anew: nianbao dictionary > docs/…"


@pytest.mark.parametrize("name", [*WAREHOUSE_SCHEMAS, *(view.name for view in list_views())])
def test_every_column_stands_under_its_table_with_its_type_and_meaning(published: Path, name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.*) \|$", section(PAGE.read_text("utf-8"), f"### {name}"), re.M)
    columns = query(published, f"SELECT column_name, column_type FROM (DESCRIBE {name})")
    assert [(column, data_type) for column, data_type, _ in rows] == columns
    assert all(rest.rpartition("| ")[2] for _, _, rest in rows)


@pytest.mark.parametrize("table", [table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_")])
def test_every_code_is_listed(published: Path, table: str) -> None:
    text = section(PAGE.read_text("utf-8"), f"### Codes of {table} 代码")
    if table in ("dim_township", "dim_division"):
        assert text == ""
        return
    keys = query(published, f"SELECT {', '.join(WAREHOUSE_SCHEMAS[table].primary_key())} FROM {table}")
    assert keys
    for key in keys:
        assert any(
            set(map(str, key)) <= set(line.split(" | ")) | {line[2:].split(" | ")[0]} for line in text.splitlines()
        )


def raised_doubts() -> set[tuple[str, str | None]]:
    """Rule and severity, as far as it is written down there, of every doubt that the core makes."""
    calls = (
        node
        for path in (ROOT / "transforms").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Doubt"
    )
    return {(ast.literal_eval(call.args[0]), literal(call.args[1])) for call in calls}


def literal(node: ast.expr) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) else None


def test_the_rules_of_reading_are_those_that_the_core_raises() -> None:
    raised = raised_doubts()
    assert {rule for rule, _ in raised} == set(READING_RULES)
    severities = {(rule, severity) for rule, declared in READING_RULES.items() for severity in declared.severities}
    assert {pair for pair in raised if pair[1]} <= severities
    in_question = {rule for rule, severity in raised if severity is None}
    assert {pair for pair in severities if pair[0] not in in_question} <= raised


def test_the_rules_of_the_warehouse_are_the_files_of_its_checks() -> None:
    checks = list_checks()
    assert sorted(checks) == sorted(path.stem for path in (SQL_FOLDER / "checks").iterdir())
    assert set(checks).isdisjoint(READING_RULES)
    assert all(rule.sentence.endswith(".") for rule in (*checks.values(), *READING_RULES.values()))


@pytest.mark.parametrize("rule", sorted({*READING_RULES, *list_checks()}))
def test_every_rule_stands_on_the_page(rule: str) -> None:
    declared = ({**READING_RULES, **list_checks()})[rule]
    assert set(declared.severities) <= set(SEVERITIES)
    said = in_both(declared.sentence)
    assert said.endswith(f"。 — {declared.sentence}")
    assert f"| `{rule}` | {', '.join(declared.severities)} | {said} |" in PAGE.read_text("utf-8")


def test_every_heading_is_a_name_or_in_both_languages() -> None:
    """A rule stands under one of reading or of the warehouse, a name of a table is its own heading."""
    headings = re.findall(r"^#+ (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(headings) > len(WAREHOUSE_SCHEMAS)
    assert all(re.fullmatch(r"\w+|[A-Z][a-z_ ]+ [一-鿿]+", heading, re.ASCII) for heading in headings), headings


def test_a_check_may_have_several_severities() -> None:
    text = (
        "-- One,\n-- and two.\n\nselect 'error' as a, 'r' as rule, if(b, 'warning', 'info') as severity, 'error' as c"
    )
    assert parse_check("r", text) == Rule(("warning", "info"), "One, and two.")


def test_a_check_without_a_severity_is_an_error() -> None:
    with pytest.raises(ValueError, match="the check r gives no severity"):
        parse_check("r", "-- One.\n\nselect 'error' as rule")


def test_a_cell_keeps_to_its_column() -> None:
    rows = [("a|b", None), ("c\nd", ["e", "f"]), (True, 1.5)]
    assert list(markdown_table(("x", "y"), rows))[2:] == ["| a\\|b |  |", "| c d | e, f |", "| true | 1.5 |"]


def test_what_is_no_warehouse_is_not_described() -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute("CREATE TABLE other AS SELECT 1 AS x")
        with pytest.raises(RunError, match="cannot be described; ingest anew first"):
            write_dictionary(connection)


def test_what_another_program_left_without_a_comment_is_listed(connection: duckdb.DuckDBPyConnection) -> None:
    for thing in ("COLUMN report.agency", "TABLE quarantine", "VIEW coverage"):
        connection.execute(f"COMMENT ON {thing} IS NULL")
    assert "| `agency` | VARCHAR | 可 yes |  |" in section(write_dictionary(connection), "### report")
