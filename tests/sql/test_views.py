"""The views, on partial data above all: a gap must give NULL, never a smaller number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.warehouse.sqlfiles import list_views
from tests.flows.rows import CODES, cell, load_tables, query, report_row, request_cells, review_cells

OUTCOMES = {
    ("new", "total"): 9,
    ("carried_in", "total"): 1,
    ("granted", "total"): 4,
    ("partial", "total"): 1,
    ("denied_by_law", "total"): 1,
    ("denied_query", "total"): 1,
    ("unavailable_not_held", "total"): 1,
    ("handled_total", "total"): 8,
    ("carried_out", "total"): 2,
}


def only_row(warehouse: Path, columns: str) -> tuple[Any, ...]:
    [row] = query(warehouse, f"SELECT {columns} FROM township_year")
    return row


def load_one(warehouse: Path, values: Mapping[tuple[str, str], int | None], **report: Any) -> None:
    row = report_row("a", **report)
    load_tables(warehouse, {"report": [row], "fact_request": request_cells(row, values)})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    row = report_row("a")
    proactive = [
        {**cell(row, 3, clause=1, item="normative_documents", measure="issued"), "unit": "count"},
        {**cell(row, 17, clause=5, item="licensing", measure="decisions"), "unit": "count"},
    ]
    tables = {
        "report": [row],
        "fact_request": request_cells(row, {**OUTCOMES, ("new", "natural_person"): 9}),
        "fact_review": review_cells(
            row,
            {
                ("litigation_direct", "total"): 1,
                ("litigation_after_review", "total"): 2,
                ("reconsideration", "total"): 4,
            },
        ),
        "fact_proactive": proactive,
    }
    load_tables(warehouse, tables)
    return warehouse


def test_township_year_names_the_place(published: Path) -> None:
    row = only_row(published, "township_code, township, county, prefecture, province, report_year, form")
    assert row == (CODES[0], "示范镇", "示例县", "示例市", "示例省", 2021, "2021")


def test_township_year_sums_the_outcomes_by_group(published: Path) -> None:
    groups = "new_requests, carried_in, inflow, granted, partial, denied, unavailable, rejected, other"
    assert only_row(published, groups) == (9, 1, 10, 4, 1, 2, 1, 0, 0)
    assert only_row(published, "handled_total, carried_out") == (8, 2)


def test_township_year_gives_rates(published: Path) -> None:
    rates = "granted_rate, disclosed_rate, denied_rate, unavailable_rate, rejected_rate, carried_out_rate"
    assert only_row(published, rates) == (0.5, 0.625, 0.25, 0.125, 0.0, 0.2)


def test_township_year_gives_reviews_and_proactive_numbers(published: Path) -> None:
    assert only_row(published, "reconsideration_total, litigation_total, litigation_corrected") == (4, 3, 0)
    columns = "normative_documents_issued, licensing_decisions, penalty_decisions, procurement_amount"
    assert only_row(published, columns) == (3, 17, None, None)


def test_township_year_gives_what_was_repealed_and_other_services(warehouse: Path) -> None:
    row = report_row("a")
    cells = [
        (1, "rules", "repealed", 1),
        (1, "normative_documents", "repealed", 2),
        (5, "other_services", "decisions", 3),
    ]
    proactive = [
        {**cell(row, value, clause=clause, item=item, measure=measure), "unit": "count"}
        for clause, item, measure, value in cells
    ]
    load_tables(warehouse, {"report": [row], "fact_proactive": proactive})
    columns = "rules_repealed, normative_documents_repealed, other_services_decisions, licensing_decisions"
    assert only_row(warehouse, columns) == (1, 2, 3, None)
    assert only_row(warehouse, "prefecture_code, province_code") == ("990100", "990000")


def test_township_year_counts_open_findings(published: Path) -> None:
    # The totals above were set without their parts: that is what the rules find.
    [(findings,)] = query(published, "SELECT count(*) FROM quality_finding")
    assert findings > 0
    assert only_row(published, "open_findings, open_errors") == (findings, findings)


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("new", "inflow"),
        ("carried_in", "inflow"),
        ("granted", "granted"),
        ("denied_internal", "denied"),
        ("unavailable_unclear", "unavailable"),
        ("rejected_repeat", "rejected"),
        ("other_misc", "other"),
    ],
)
def test_a_sum_with_an_unknown_part_is_unknown(warehouse: Path, line: str, group: str) -> None:
    load_one(warehouse, {**OUTCOMES, (line, "total"): None})
    assert only_row(warehouse, group) == (None,)
    if group not in ("inflow", "other"):
        rate = "disclosed" if group == "granted" else group
        assert only_row(warehouse, f"{rate}_rate") == (None,)


def test_a_line_that_is_not_even_there_makes_its_sum_unknown(warehouse: Path) -> None:
    row = report_row("a")
    cells = [part for part in request_cells(row, OUTCOMES) if part["line"] != "denied_internal"]
    load_tables(warehouse, {"report": [row], "fact_request": cells})
    assert only_row(warehouse, "denied, granted") == (None, 4)


def test_the_2019_form_has_its_own_line_for_other_outcomes(warehouse: Path) -> None:
    load_one(warehouse, {("other", "total"): 3}, form="2019", report_year=2020)
    assert only_row(warehouse, "other, rejected") == (3, 0)


@pytest.mark.parametrize(("form", "printed"), [("2019", "2021"), ("2021", "2019")])
def test_the_lines_that_are_printed_decide_on_other_outcomes(warehouse: Path, form: str, printed: str) -> None:
    row = report_row("a", form=form)
    line = {"2019": "other", "2021": "other_misc"}[printed]
    cells = request_cells({**row, "form": printed}, {(line, "total"): 3})
    load_tables(warehouse, {"report": [row], "fact_request": cells})
    assert only_row(warehouse, "other, rejected") == (3, 0)


@pytest.mark.parametrize(("form", "other", "issued"), [("2019", 5, 7), ("2021", 2, 8)])
def test_where_both_forms_are_printed_that_of_the_report_counts(
    warehouse: Path, form: str, other: int, issued: int
) -> None:
    row = report_row("a", form=form)
    cells = request_cells({**row, "form": "2021"}, {("other_misc", "total"): 2})
    cells.append(cell(row, 5, line="other", applicant="total"))
    proactive = [
        {**cell(row, value, clause=1, item="normative_documents", measure=measure), "unit": "count"}
        for measure, value in (("made", 7), ("issued", 8))
    ]
    load_tables(warehouse, {"report": [row], "fact_request": cells, "fact_proactive": proactive})
    assert only_row(warehouse, "other, normative_documents_issued") == (other, issued)


def test_rates_of_a_report_without_requests_are_unknown(warehouse: Path) -> None:
    load_one(warehouse, {})
    assert only_row(warehouse, "handled_total, granted_rate, carried_out_rate") == (0, None, None)


def test_the_sum_of_both_kinds_of_litigation_needs_both(warehouse: Path) -> None:
    row = report_row("a")
    cells = review_cells(row, {("litigation_direct", "total"): 1, ("litigation_after_review", "total"): None})
    load_tables(warehouse, {"report": [row], "fact_review": cells})
    assert only_row(warehouse, "litigation_total, litigation_corrected") == (None, 0)


def test_a_report_without_tables_has_a_row_of_nulls(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a", form="narrative", layout=None)]})
    assert only_row(warehouse, "form, inflow, granted, rules_issued, open_findings") == (
        "narrative",
        None,
        None,
        None,
        0,
    )


def test_an_agency_whose_township_was_not_found_is_there_under_its_name(warehouse: Path) -> None:
    load_one(warehouse, OUTCOMES, township_code=None, township_match="none", agency="某镇")
    assert only_row(warehouse, "township_code, township, agency, granted") == (None, None, "某镇", 4)
    assert query(warehouse, "SELECT DISTINCT agency FROM requests") == [("某镇",)]


def test_only_current_reports_are_in_the_views(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b")]
    load_tables(warehouse, {"report": rows, "fact_request": [c for row in rows for c in request_cells(row, OUTCOMES)]})
    for view in ("requests", "report_lineage", "township_year"):
        assert query(warehouse, f"SELECT DISTINCT report_id FROM {view}") == [("a",)]


def test_requests_are_safe_to_sum_within_a_group(published: Path) -> None:
    sums = query(published, "SELECT line_group, sum(value) FROM requests GROUP BY line_group")
    assert dict(sums)["inflow"] == 9
    assert "total" not in dict(sums)
    assert query(published, "SELECT count(*) FROM requests WHERE applicant = 'total' OR line = 'handled_total'") == [
        (0,)
    ]


def test_requests_hold_every_leaf_cell_with_its_labels(published: Path) -> None:
    [(cells, labelled)] = query(
        published, "SELECT count(*), count(line_zh || line_en || applicant_zh || applicant_en) FROM requests"
    )
    [(leaves,)] = query(
        published, "SELECT count(*) FROM fact_request WHERE applicant != 'total' AND line != 'handled_total'"
    )
    assert cells == labelled == leaves > 0


def test_lineage_leads_from_every_value_to_its_file(published: Path) -> None:
    [(cells,)] = query(published, "SELECT sum(cells_loaded) FROM ingest_run")
    assert query(published, "SELECT count(*), count(source_sha256) FROM report_lineage") == [(cells, cells)]
    [row] = query(
        published,
        "SELECT value, raw_text, source_path FROM report_lineage WHERE cell = '1.normative_documents.issued'",
    )
    assert row == (3, "3", "a.txt")


@pytest.mark.parametrize("view", list_views(), ids=lambda view: view.name)
def test_the_comments_of_a_view_name_all_columns_of_its_query_and_order_them(published: Path, view: Any) -> None:
    selected = [column[0] for column in query(published, f"DESCRIBE {view.query}")]
    assert sorted(view.column_comments) == sorted(selected)
    assert list(view.column_comments) == [column[0] for column in query(published, f"DESCRIBE {view.name}")]
    assert all(view.column_comments.values())
    assert view.comment
