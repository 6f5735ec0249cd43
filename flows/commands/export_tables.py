"""What an export holds: its tables and views, with the texts that say what they and their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from flows.warehouse import comments_of_schema, list_views
from transforms.schemas import WAREHOUSE_SCHEMAS

_CURRENT = "report_id IN (SELECT report_id FROM report WHERE status = 'current')"
# What is exported: the condition on its rows, and the columns that order them. The facts are of current reports anyway.
EXPORTS = {
    "dim_township": ("true", "township_code"),
    "dim_division": ("true", "division_code"),
    "dim_request_line": ("true", "sort_order, line"),
    "dim_applicant": ("true", "sort_order, applicant"),
    "dim_review_procedure": ("true", "sort_order, procedure"),
    "dim_review_result": ("true", "sort_order, result"),
    "dim_proactive_measure": ("true", "form, sort_order, clause, item, measure"),
    "dim_statistic_indicator": ("true", "sort_order, indicator"),
    "dim_measure": ("true", "sort_order, measure"),
    "dim_measure_form": ("true", "sort_order, measure, form"),
    "report": ("status = 'current'", "source_path, report_id"),
    "report_file": (_CURRENT, "report_id, source_path"),
    "report_section": (_CURRENT, "report_id, section_no"),
    "fact_request": ("true", "report_id, line, applicant"),
    "fact_review": ("true", "report_id, procedure, result"),
    "fact_proactive": ("true", "report_id, clause, item, measure"),
    "fact_statistic": ("true", "report_id, indicator, period"),
    "fact_narrative": ("true", "ALL"),
    "township_year": ("true", "report_year, township_code, report_id"),
    "township_panel": ("true", "township_code, report_year"),
    "township_rate": ("true", "report_year, township_code, report_id, rate"),
    "county_year": ("true", "report_year, county_code"),
    "prefecture_year": ("true", "report_year, prefecture_code"),
    "province_year": ("true", "report_year, province_code"),
    "prefecture_county_year": ("true", "report_year, division_code"),
    "province_county_year": ("true", "report_year, division_code"),
    "year_over_year": ("true", "report_year, report_id, measure_order"),
    "coverage": ("true", "report_year, township_code"),
    "body_year": ("true", "report_year, body_key"),
    "county_coverage": ("true", "report_year, division_code"),
    "division_successor": ("true", "division_code, successor_code"),
    "requests": ("true", "report_id, line_order, applicant"),
    "outcome": ("true", "report_id, line_order, applicant"),
    "request_history": ("true", "report_year, report_id"),
    "comparability": ("true", "measure_order, first_year"),
    "section_copy": ("true", "report_id, section_no, source_report_id, source_section_no"),
    "report_lineage": (_CURRENT, "report_id, fact_table, cell"),
    "quality_finding": (_CURRENT, "ALL"),
    "open_finding": (_CURRENT, "report_year, report_id, rule, subject, finding_id"),
    "finding_review": ("true", "finding_id"),
    "quarantine": ("true", "source_path"),
}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export: its path below the folder, with / separators, its size and its hash."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of an exported table: DuckDB's type, what it means, and whether it may be NULL."""

    name: str
    data_type: str
    comment: str
    is_nullable: bool


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table or view as it was exported."""

    name: str
    comment: str
    rows: int
    key: tuple[str, ...]
    columns: tuple[ExportedColumn, ...]
    csv: ExportedFile
    parquet: ExportedFile


@dataclass(frozen=True, slots=True)
class Exported:
    """What both descriptions of an export say of it as a whole; times as text."""

    run_id: str | None
    parser_version: str | None
    built_at: str | None
    license: str
    tables: tuple[ExportedTable, ...]


@cache
def _comments() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """The comment of each table and view, and those of its columns, as declared: a lake does not keep all."""
    tables = {name: comments_of_schema(schema) for name, schema in WAREHOUSE_SCHEMAS.items()}
    return tables | {view.name: (view.comment, view.column_comments) for view in list_views()}


def comment_of(table: str) -> str:
    """What a table or view holds."""
    return _comments()[table][0]


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[ExportedColumn, ...]:
    """The columns of a table or view in their order, also those of another program's. Raises `duckdb.Error`."""
    comments, schema = _comments()[table][1], WAREHOUSE_SCHEMAS.get(table)
    declared = schema.columns() if schema else {}
    described = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall()
    return tuple(
        ExportedColumn(name, data_type, comments.get(name, ""), name not in declared or declared[name].nullable)
        for name, data_type in described
    )


def key_of(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart; none are declared of a view, or of the facts of prose."""
    schema = WAREHOUSE_SCHEMAS.get(table)
    return tuple(schema.primary_key()) if schema else ()
