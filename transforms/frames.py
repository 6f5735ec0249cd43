"""Readings and declared codes → polars frames, one a table of the warehouse, each validated against its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from transforms.form import FORM_CODES
from transforms.knowledge import read_rows
from transforms.narrative import NarrativeFact
from transforms.report import ParsedReport, Reading
from transforms.schemas import MEASURES, READ_SCHEMAS, WAREHOUSE_SCHEMAS

Rows = Iterator[Mapping[str, Any]]
_KEY_COLUMNS = {
    "fact_request": ("line", "applicant"),
    "fact_review": ("procedure", "result"),
    "fact_proactive": ("clause", "item", "measure"),
    "fact_statistic": ("indicator", "period"),
}


def build_frames(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
    """The frames of `READ_SCHEMAS` for the reports among the readings; files that hold none give no rows.

    Raises dataframely's ValidationError if a row breaks its schema, which is a fault of this program.
    """
    reports = [reading.report for reading in readings if reading.report is not None]
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "report": (_report_row(report) for report in reports),
        "report_section": (row for report in reports for row in _section_rows(report)),
        "quality_finding": (row for report in reports for row in _finding_rows(report)),
        "fact_narrative": (row for report in reports for row in _narrative_rows(report)),
        **{table: [row for report in reports for row in _fact_rows(report, table)] for table in _KEY_COLUMNS},
    }
    return {table: _frame(table, rows[table]) for table in READ_SCHEMAS}


def _frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    schema = READ_SCHEMAS[table]
    dtypes = {name: column.dtype for name, column in schema.columns().items()}
    return schema.validate(pl.DataFrame(list(rows), schema=dtypes, orient="row"))


def _report_row(report: ParsedReport) -> Mapping[str, Any]:
    row = {name: getattr(report, name) for name in READ_SCHEMAS["report"].column_names()}
    return {**row, "repairs": list(report.repairs)}


def _identity_columns(report: ParsedReport) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "township_code": report.township_code,
        "report_year": report.report_year,
    }


def _section_rows(report: ParsedReport) -> Rows:
    for section in report.sections:
        yield {
            "report_id": report.report_id,
            "section_no": section.section_no,
            "heading": section.heading,
            "text": section.text,
        }


def _finding_rows(report: ParsedReport) -> Rows:
    for doubt in report.doubts:
        yield {
            **_identity_columns(report),
            "rule": doubt.rule,
            "cause": doubt.cause,
            "severity": doubt.severity,
            "subject": doubt.subject,
            "expected": doubt.expected,
            "actual": doubt.actual,
            "message": str(doubt.message),
            "message_zh": doubt.message.zh,
            "details": doubt.details,
        }


def _narrative_rows(report: ParsedReport) -> Rows:
    for fact in report.narrative:
        yield {
            **_identity_columns(report),
            **{name: getattr(fact, name) for name in NarrativeFact.__dataclass_fields__},
        }


def _fact_rows(report: ParsedReport, table: str) -> Rows:
    has_unit = table in ("fact_proactive", "fact_statistic")
    division = {"division_code": report.division_code} if table == "fact_statistic" else {}
    for fact in report.facts:
        if fact.table != table:
            continue
        value = fact.value if has_unit or fact.value is None else int(fact.value)
        yield {
            **_identity_columns(report),
            **division,
            **dict(zip(_KEY_COLUMNS[table], fact.key, strict=True)),
            "value": value,
            **({"unit": fact.unit} if has_unit else {}),
            "raw_text": fact.raw_text,
            "cell_status": fact.cell_status,
        }


def _is_total(row: Mapping[str, str]) -> bool:
    return row.get("is_total") == "true"


def _code_frame(table: str, code: str, group: str) -> pl.DataFrame:
    rows = [
        {
            code: row[code],
            "label_zh": row["label_zh"],
            "label_en": row["label_en"],
            group: row[group],
            "forms": row.get("forms", " ".join(FORM_CODES)).split(),
            "sort_order": order,
            "is_total": _is_total(row),
        }
        for order, row in enumerate(read_rows(table), start=1)
    ]
    return pl.DataFrame(rows)


def _proactive_frame() -> pl.DataFrame:
    rows = [
        {**row, "clause": int(row["clause"]), "sort_order": order, "is_total": False}
        for order, row in enumerate(read_rows("proactive_measures"), start=1)
    ]
    return pl.DataFrame(rows).drop("caption_zh")


def _statistic_frame() -> pl.DataFrame:
    rows = [
        {
            "indicator": row["indicator"],
            "parent": row["parent"] or None,
            "label_zh": row["label_zh"],
            "label_en": row["label_en"],
            "unit": row["unit"] or None,
            "printed_unit": row["unit_zh"] or None,
            "is_part": row["is_part"] == "true",
            "forms": row["forms"].split(),
            "sort_order": order,
        }
        for order, row in enumerate(read_rows("statistic_indicators"), start=1)
    ]
    return pl.DataFrame(rows)


def _measure_frame() -> pl.DataFrame:
    return pl.DataFrame([{**asdict(measure), "sort_order": order} for order, measure in enumerate(MEASURES, start=1)])


def _measure_form_frame() -> pl.DataFrame:
    rows = [
        {
            **row,
            "first_year": int(row["first_year"]),
            "note_zh": row["note_zh"] or None,
            "note_en": row["note_en"] or None,
            "sort_order": order,
        }
        for order, row in enumerate(read_rows("measure_forms"), start=1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def dimension_frames() -> dict[str, pl.DataFrame]:
    """The eight code dimensions of the warehouse, validated against their schemas."""
    frames = {
        "dim_request_line": _code_frame("request_lines", "line", "line_group"),
        "dim_applicant": _code_frame("applicants", "applicant", "applicant_group"),
        "dim_review_procedure": _code_frame("review_procedures", "procedure", "procedure_group"),
        "dim_review_result": _code_frame("review_results", "result", "result_group"),
        "dim_proactive_measure": _proactive_frame(),
        "dim_statistic_indicator": _statistic_frame(),
        "dim_measure": _measure_frame(),
        "dim_measure_form": _measure_form_frame(),
    }
    return {
        name: WAREHOUSE_SCHEMAS[name].validate(frame.select(WAREHOUSE_SCHEMAS[name].column_names()), cast=True)
        for name, frame in frames.items()
    }
