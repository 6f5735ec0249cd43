"""Loading: which report is current, and what is taken over from the published file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import RunError
from flows.warehouse.ddl import create_table, sql_type
from flows.warehouse.sqlfiles import list_macros, list_queries, list_views
from tests.flows.inputs import names_in
from tests.flows.rows import (
    CODES,
    Row,
    cell,
    load_tables,
    query,
    read_content,
    refused_file,
    report_file,
    report_row,
    request_cells,
    review_cells,
)
from transforms.schemas.tables import READ_SCHEMAS, WAREHOUSE_SCHEMAS


def new_requests(report: Row, value: int | None, status: str = "") -> Row:
    return cell(report, value, status, line="new", applicant="total")


def statuses(warehouse: Path) -> dict[str, str]:
    return dict(query(warehouse, "SELECT report_id, status FROM report"))


def finding(report: Row, rule: str = "cell_ambiguous") -> Row:
    keys = {name: report[name] for name in ("report_id", "township_code", "report_year")}
    return {**keys, "rule": rule, "severity": "warning", "message": "A doubt."}


# --- which report is current ---


def test_the_report_with_more_read_cells_is_current(warehouse: Path) -> None:
    short, full = report_row("a"), report_row("b")
    cells = [new_requests(short, 1), new_requests(full, 1), cell(full, None, line="granted", applicant="total")]
    load_tables(warehouse, {"report": [short, full], "fact_request": cells})
    assert statuses(warehouse) == {"a": "duplicate", "b": "current"}


@pytest.mark.parametrize("status", ["ambiguous", "unreadable", "missing"])
def test_a_cell_without_a_certain_reading_does_not_count_as_read(warehouse: Path, status: str) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 1)]
    cells.append(cell(second, None, status, line="granted", applicant="total"))
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


def test_of_equally_full_reports_the_one_with_fewer_doubts_is_current(warehouse: Path) -> None:
    doubtful, sound = report_row("a"), report_row("b")
    load_tables(warehouse, {"report": [doubtful, sound], "quality_finding": [finding(doubtful)]})
    assert statuses(warehouse) == {"a": "duplicate", "b": "current"}


def test_of_equally_sound_reports_the_one_published_last_is_current(warehouse: Path) -> None:
    undated = report_row("a")
    early = report_row("b", published_on=date(2022, 1, 5))
    late = report_row("c", published_on=date(2022, 3, 1))
    cells = [new_requests(undated, 1), new_requests(early, 2), new_requests(late, 3)]
    load_tables(warehouse, {"report": [undated, early, late], "fact_request": cells})
    assert statuses(warehouse) == {"a": "superseded", "b": "superseded", "c": "current"}
    assert query(warehouse, "SELECT report_id, value FROM fact_request") == [("c", 3)]


def test_of_equal_reports_their_paths_do_not_decide(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b")]
    load_tables(warehouse, {"report": rows}, files=[report_file("b", "1.txt"), report_file("a", "2.txt")])
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


def test_reports_of_another_year_or_township_do_not_compete(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b", report_year=2020), report_row("c", township_code=CODES[1])]
    load_tables(warehouse, {"report": rows})
    assert set(statuses(warehouse).values()) == {"current"}


def test_without_a_township_the_agency_decides(warehouse: Path) -> None:
    unresolved = {"township_code": None, "township_match": "none"}
    names = ("示例县甲镇", "示例县甲镇人民政府", "示例县乙镇")
    rows = [report_row(name, **unresolved, agency=agency) for name, agency in zip("abc", names, strict=True)]
    load_tables(warehouse, {"report": rows})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate", "c": "current"}


@pytest.mark.parametrize("agency", ["甲镇", "城关镇人民政府", "州城镇", "杭州路街道办事处", "示例县人民政府"])
def test_a_bare_name_is_no_place(warehouse: Path, agency: str) -> None:
    bare = {"township_code": None, "township_match": "none", "agency": agency}
    load_tables(warehouse, {"report": [report_row("a", **bare), report_row("b", **bare)]})
    assert statuses(warehouse) == {"a": "current", "b": "current"}
    assert query(warehouse, "SELECT * FROM quality_finding") == []


@pytest.mark.parametrize("agency", ["甘孜州甲乡", "示例旗某苏木", "示例区某街道办事处", "示例县某镇人民政府办公室"])
def test_a_name_behind_that_of_a_division_is_a_place(warehouse: Path, agency: str) -> None:
    named = {"township_code": None, "township_match": "none", "agency": agency}
    load_tables(warehouse, {"report": [report_row("a", **named), report_row("b", **named)]})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


@pytest.mark.parametrize(("other", "status"), [("无 。\n", "duplicate"), ("有。", "superseded")])
def test_a_report_without_facts_is_compared_by_its_text(warehouse: Path, other: str, status: str) -> None:
    rows = [report_row(name, form="narrative") for name in "ab"]
    sections = [
        {"report_id": name, "section_no": number, "text": text}
        for name, texts in (("a", ("总体情况", "无。")), ("b", ("总体情况", other)))
        for number, text in enumerate(texts, start=1)
    ]
    load_tables(warehouse, {"report": rows, "report_section": sections})
    assert statuses(warehouse) == {"a": "current", "b": status}


def test_copies_and_revisions_leave_a_finding_each(warehouse: Path) -> None:
    rows = [report_row(name) for name in "abc"]
    cells = [new_requests(row, value) for row, value in zip(rows, (1, 1, 2), strict=True)]
    load_tables(warehouse, {"report": rows, "fact_request": cells})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate", "c": "superseded"}
    findings = query(warehouse, "SELECT report_id, severity FROM quality_finding WHERE rule = 'duplicate_report'")
    assert sorted(findings) == [("a", "info"), ("a", "warning")]


def test_reports_of_nobody_known_stand_alone(warehouse: Path) -> None:
    nobody = {"township_code": None, "township_match": "none", "agency": None, "agency_kind": None}
    load_tables(warehouse, {"report": [report_row("a", **nobody), report_row("b", **nobody)]})
    assert statuses(warehouse) == {"a": "current", "b": "current"}


def test_a_blank_and_a_missing_cell_state_the_same_facts(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 1)]
    cells += [cell(first, None, "blank", line="granted", applicant="total")]
    cells += [cell(second, None, "missing", line="granted", applicant="total")]
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    assert statuses(warehouse)["b"] == "duplicate"


def test_a_difference_in_the_prose_alone_is_a_difference(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    numbers = [
        {
            **{name: report[name] for name in ("report_id", "township_code", "report_year")},
            "metric": "staff",
            "channel": "all",
            "value": value,
            "is_approximate": False,
            "period": "year",
            "sentence": "工作人员若干。",
        }
        for report, value in ((first, 2), (second, 3))
    ]
    load_tables(warehouse, {"report": [first, second], "fact_narrative": numbers})
    assert statuses(warehouse) == {"a": "current", "b": "superseded"}
    assert query(warehouse, "SELECT report_id FROM fact_narrative") == [("a",)]


def test_other_figures_for_the_same_year_leave_a_finding_on_the_current_report(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 2)]
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    [(report_id, severity, message)] = query(
        warehouse, "SELECT report_id, severity, message FROM quality_finding WHERE rule = 'duplicate_report'"
    )
    assert (report_id, severity) == ("a", "warning")
    assert "b.txt" in message


def test_a_mere_copy_leaves_a_note(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a"), report_row("b")]})
    [(report_id, severity, message)] = query(warehouse, "SELECT report_id, severity, message FROM quality_finding")
    assert (report_id, severity) == ("a", "info")
    assert "are the same: b.txt" in message


def test_sections_and_findings_of_reports_that_are_not_current_stay(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b")]
    sections = [{"report_id": row["report_id"], "section_no": 1, "text": "无。"} for row in rows]
    tables = {"report": rows, "report_section": sections, "quality_finding": [finding(row) for row in rows]}
    load_tables(warehouse, tables)
    assert query(warehouse, "SELECT report_id FROM report_section ORDER BY ALL") == [("a",), ("b",)]
    found = query(warehouse, "SELECT report_id FROM quality_finding WHERE rule = 'cell_ambiguous' ORDER BY ALL")
    assert found == [("a",), ("b",)]


# --- files ---


def test_one_content_at_two_paths_is_one_report_with_two_files(warehouse: Path) -> None:
    files = [report_file("a", "1.txt"), report_file("a", "2.txt")]
    load_tables(warehouse, {"report": [report_row("a")]}, files=files)
    assert query(warehouse, "SELECT report_id, source_path FROM report") == [("a", "1.txt")]
    assert query(warehouse, "SELECT source_path FROM report_file ORDER BY ALL") == [("1.txt",), ("2.txt",)]


def test_a_rejected_content_is_quarantined_at_every_path(warehouse: Path) -> None:
    files = [report_file("a", "1.txt"), report_file("a", "2.txt"), refused_file("3.txt")]
    counts, _ = load_tables(warehouse, {}, files=files, rejections=[("1.txt", "not_a_report", "A notice.")])
    rows = query(warehouse, "SELECT source_path, reason, source_sha256 IS NULL FROM quarantine ORDER BY ALL")
    assert rows == [
        ("1.txt", "not_a_report", False),
        ("2.txt", "not_a_report", False),
        ("3.txt", "unreadable_file", True),
    ]
    assert counts.quarantined == {"not_a_report": 2, "unreadable_file": 1}


def test_nothing_is_published_if_a_file_got_lost_on_the_way(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")]})
    before = warehouse.read_bytes()
    with pytest.raises(RunError, match="2 files were seen, but 1"):
        load_tables(warehouse, {"report": [report_row("a")]}, files=[report_file("a"), report_file("b")])
    assert warehouse.read_bytes() == before
    assert names_in(warehouse.parent) == [warehouse.name, f"{warehouse.name}.state"]


def test_an_empty_raw_folder_gives_an_empty_warehouse(warehouse: Path) -> None:
    counts, _ = load_tables(warehouse, {})
    assert (counts.files, counts.cells, counts.statuses) == (0, 0, {})
    assert query(warehouse, "SELECT files_seen, reports_loaded FROM ingest_run") == [(0, 0)]


# --- the ids of findings ---


def finding_ids(warehouse: Path, rows: list[Row], reports: str = "ab") -> dict[str, str]:
    """The finding ids of a new warehouse by message."""
    loaded = [report_row(name, report_year=2020 + at) for at, name in enumerate(reports)]
    load_tables(warehouse, {"report": loaded, "quality_finding": rows})
    return dict(query(warehouse, "SELECT message, finding_id FROM quality_finding"))


def doubt(message: str, report_id: str = "a", **change: Any) -> Row:
    return {**finding(report_row(report_id)), "subject": "fact_request.new.total", "message": message, **change}


def test_a_finding_keeps_its_id_from_run_to_run(warehouse: Path) -> None:
    first = finding_ids(warehouse, [doubt("One.")])
    other = [doubt("Another.", rule="cell_unreadable"), doubt("A third.", "b")]
    assert finding_ids(warehouse, [*other, doubt("One.")])["One."] == first["One."]


def test_a_finding_keeps_its_id_where_only_its_words_change(warehouse: Path) -> None:
    before = finding_ids(warehouse, [doubt("One.", actual="1")])
    after = finding_ids(warehouse, [doubt("One, put better.", actual="2", severity="info")])
    assert before["One."] == after["One, put better."]


@pytest.mark.parametrize(
    "other",
    [
        doubt("Another.", "b"),
        doubt("Another.", rule="cell_unreadable"),
        doubt("Another.", subject="x"),
        doubt("Another.", subject=None),
        doubt("Another."),
    ],
    ids=["report", "rule", "subject", "no subject", "message"],
)
def test_findings_that_differ_have_different_ids(warehouse: Path, other: Row) -> None:
    ids = finding_ids(warehouse, [doubt("One."), other])
    assert ids["One."] != ids["Another."]


def test_one_of_two_like_findings_never_takes_the_id_of_the_other(warehouse: Path) -> None:
    both = finding_ids(warehouse, [doubt("One."), doubt("Another.")])
    alone = finding_ids(warehouse, [doubt("Another.")])
    assert alone["Another."] != both["One."]


def test_a_finding_that_was_raised_twice_has_two_ids(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")], "quality_finding": [doubt("One."), doubt("One.")]})
    assert query(warehouse, "SELECT count(*), count(DISTINCT finding_id) FROM quality_finding") == [(2, 2)]


def test_the_id_of_a_finding_is_fixed_for_good(warehouse: Path) -> None:
    # Verdicts in reviewers' files name it. The hash is worked out here by hand.
    expected = hashlib.sha256(b"a\x1fcell_ambiguous\x1ffact_request.new.total").hexdigest()[:16]
    assert finding_ids(warehouse, [doubt("One.")]) == {"One.": expected}


def test_what_a_rule_finds_has_an_id_and_counts(warehouse: Path) -> None:
    report = report_row("a")
    cells = request_cells(report, {("new", "total"): 3})
    counts, _ = load_tables(warehouse, {"report": [report], "fact_request": cells})
    rows = query(warehouse, "SELECT rule, length(finding_id) FROM quality_finding ORDER BY ALL")
    assert rows == [("applicant_total", 16), ("request_balance", 16)]
    assert counts.findings == {"error": 2}


# --- history ---

JANUARY, FEBRUARY = datetime(2024, 1, 1, 2), datetime(2024, 2, 1, 2)


def test_what_was_seen_before_keeps_its_first_time(warehouse: Path) -> None:
    tables = {"report": [report_row("a")]}
    files = [report_file("a"), report_file("x")]
    rejections = [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, tables, files, rejections, started_at=JANUARY)
    load_tables(warehouse, tables, files, rejections, started_at=FEBRUARY)
    assert query(warehouse, "SELECT first_seen_at FROM report") == [(JANUARY,)]
    assert query(warehouse, "SELECT first_seen_at, last_seen_at FROM report_file") == [(JANUARY, FEBRUARY)]
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(JANUARY,)]
    assert query(warehouse, "SELECT started_at FROM ingest_run ORDER BY ALL") == [(JANUARY,), (FEBRUARY,)]


def test_a_quarantined_file_whose_content_changed_is_seen_for_the_first_time(warehouse: Path) -> None:
    rejections = [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, {}, [report_file("old", "x.txt")], rejections, started_at=JANUARY)
    load_tables(warehouse, {}, [report_file("new", "x.txt")], rejections, started_at=FEBRUARY)
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(FEBRUARY,)]


def test_a_run_counts_what_changed_since_the_last_one(warehouse: Path) -> None:
    first = [report_file("a", "same.txt"), report_file("b", "changed.txt"), report_file("c", "missing.txt")]
    load_tables(warehouse, {"report": [report_row(name) for name in "abc"]}, first, started_at=JANUARY)
    second = [report_file("a", "same.txt"), report_file("d", "changed.txt"), report_file("e", "new.txt")]
    load_tables(warehouse, {"report": [report_row(name) for name in "ade"]}, second, started_at=FEBRUARY)
    counted = "files_seen, files_new, files_changed, files_unchanged, files_missing"
    rows = query(warehouse, f"SELECT {counted} FROM ingest_run ORDER BY started_at")
    assert rows == [(3, 3, 0, 0, 0), (3, 1, 1, 1, 1)]


@pytest.mark.parametrize("rubbish", [b"", bytes(8) + b"DUCK" + b"rubbish" * 1000, bytes(8) + b"DUCK" + bytes(4096)])
def test_a_corrupt_published_file_costs_the_history_but_not_the_run(warehouse: Path, rubbish: bytes) -> None:
    warehouse.write_bytes(rubbish)
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert statuses(warehouse) == {"a": "current"}


def test_a_published_file_that_is_gone_costs_the_history_but_not_the_run(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")]})
    warehouse.resolve().unlink()
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(1,)]


def test_a_database_of_other_tables_costs_the_history_but_not_the_run(warehouse: Path) -> None:
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute("CREATE TABLE report AS SELECT 1 AS other_column")
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(1,)]


# --- form of the database ---


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    return warehouse


def test_columns_have_the_types_and_nulls_of_the_schemas(published: Path) -> None:
    columns = query(
        published, "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal"
    )
    views = {view.name for view in list_views()}
    expected = {
        (table, name, sql_type(column.dtype), column.nullable)
        for table, schema in WAREHOUSE_SCHEMAS.items()
        for name, column in schema.columns().items()
    }
    assert {column for column in columns if column[0] not in views} == expected


def test_tables_but_facts_declare_the_keys_of_the_schemas(published: Path) -> None:
    keys = query(
        published,
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'",
    )
    expected = {
        table: schema.primary_key()
        for table, schema in WAREHOUSE_SCHEMAS.items()
        if schema.primary_key() and not table.startswith("fact_")
    }
    assert dict(keys) == expected


@pytest.mark.parametrize(
    "listing",
    [
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL OR comment = ''",
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND (comment IS NULL OR comment = '')",
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND (comment IS NULL OR comment = '')",
        "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND (comment IS NULL OR comment = '')",
    ],
)
def test_nothing_is_without_a_comment(published: Path, listing: str) -> None:
    assert query(published, listing) == []


def test_comments_are_those_of_the_schemas(published: Path) -> None:
    [(comment,)] = query(published, "SELECT comment FROM duckdb_tables() WHERE table_name = 'quarantine'")
    assert comment == "Every file or member of an archive seen but not loaded, with the reason."


def test_nothing_but_tables_views_and_macros_of_the_contract_is_published(published: Path) -> None:
    tables = query(published, "SELECT table_name FROM duckdb_tables()")
    assert {name for (name,) in tables} == set(WAREHOUSE_SCHEMAS)
    views = query(published, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in views} == {view.name for view in list_views()}
    macros = query(published, "SELECT function_name FROM duckdb_functions() WHERE NOT internal")
    assert {name for (name,) in macros} == {macro.name for macro in list_macros()}


@pytest.mark.parametrize("view", [view.name for view in list_views()])
def test_views_work_in_a_file_of_any_name(published: Path, tmp_path: Path, view: str) -> None:
    copy = tmp_path / "名字 with spaces.db"
    copy.write_bytes(published.read_bytes())
    assert query(copy, f"SELECT count(*) FROM {view}")


def test_every_table_has_one_query() -> None:
    assert set(list_queries("tables")) == set(WAREHOUSE_SCHEMAS)


def test_rules_run_on_committed_facts(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # DuckDB takes a table with uncommitted rows for empty: at 20,000 reports carry_over joined all of their cells with
    # each other, and took all the memory that there was.
    tables = ("fact_request", "report_measure")
    seen = []

    def count_rows(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(create_table("violation", READ_SCHEMAS["quality_finding"], temporary=True))
        with connection.cursor() as other:
            seen.extend(other.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables)

    monkeypatch.setattr("flows.warehouse.build._find_violations", count_rows)
    row = report_row("a")
    load_tables(warehouse, {"report": [row], "fact_request": [new_requests(row, 1)]})
    assert seen == [(1,), (1,)]


# --- order and place make no difference ---


def some_tables() -> Mapping[str, list[Row]]:
    rows = [
        report_row("a"),
        report_row("b", report_year=2020),
        report_row("c"),
        report_row("d", township_code=CODES[1]),
    ]
    return {
        "report": rows,
        "fact_request": [
            row for at, report in enumerate(rows) for row in request_cells(report, {("new", "total"): at})
        ],
        "fact_review": [row for report in rows for row in review_cells(report, {})],
        "quality_finding": [finding(report) for report in rows],
    }


def reverse_tables(tables: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: rows[::-1] for table, rows in tables.items()}


@pytest.mark.parametrize("batches", [2, 5])
def test_batches_and_their_order_make_no_difference(warehouse: Path, tmp_path: Path, batches: int) -> None:
    files = [report_file(name) for name in "abcd"]
    other = tmp_path / "other.duckdb"
    load_tables(warehouse, some_tables(), files)
    load_tables(other, reverse_tables(some_tables()), files, batches=batches)
    assert read_content(other) == read_content(warehouse)


@pytest.mark.parametrize("name", ["it's", "a [b] c", "第*号", "空 格"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    warehouse = folder / f"{name}.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    load_tables(warehouse, {"report": [report_row("a")]})
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(2,)]


def test_money_keeps_its_fen(warehouse: Path) -> None:
    report = report_row("a")
    rows: list[dict[str, Any]] = [{**cell(report, 1234.56, clause=8, item="fees", measure="amount"), "unit": "CNY"}]
    load_tables(warehouse, {"report": [report], "fact_proactive": rows})
    assert query(warehouse, "SELECT value::VARCHAR FROM fact_proactive") == [("1234.56",)]
    assert query(warehouse, "SELECT fees_amount::VARCHAR FROM township_year") == [("1234.56",)]
