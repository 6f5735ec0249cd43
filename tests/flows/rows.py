"""Rows of the staged tables with as little as a test has to say, and a warehouse built from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from flows.raw.files import Refusal, SourceFile
from flows.raw.manifest import MANIFEST_COLUMNS, count_changes, read_manifest
from flows.runs.compare import GoneFile
from flows.runs.plan import Plan, list_files, list_refusals
from flows.stage.load_tables import Run, run_frame, write_empty_tables, write_refusals, write_tables
from flows.stage.segments import READINGS_SCHEMA, REJECTIONS_SCHEMA, Stage, open_stage, write_segment, write_table
from flows.state.clock import utc_now
from flows.state.work import built_path, make_run_id, run_folder
from flows.versions.publication import publish
from flows.versions.seal import seal_path
from flows.warehouse.counts import LoadCounts
from flows.warehouse.history import history_folder, read_history, stage_history
from flows.warehouse.load import load
from transforms.form.declared import applicants, request_lines, review_columns
from transforms.frames import dimension_frames
from transforms.identity import Publisher, read_gazetteer
from transforms.language import Pair
from transforms.schemas.dimensions import ListedTownship
from transforms.schemas.tables import READ_SCHEMAS, WAREHOUSE_SCHEMAS

Row = dict[str, Any]

TOWNSHIPS: list[Row] = [
    {
        "township_code": f"99010110{number}000",
        "township": name,
        "kind": "town",
        "county_code": "990101",
        "county": "示例县",
        "prefecture_code": "990100",
        "prefecture": "示例市",
        "province_code": "990000",
        "province": "示例省",
    }
    for number, name in enumerate(("示范镇", "范例镇", "样例镇"))
]
CODES = [row["township_code"] for row in TOWNSHIPS]


def make_frame(table: str, rows: Iterable[Row]) -> pl.DataFrame:
    """A validated frame of a table, as it is read where it is; columns that a row does not name are NULL."""
    schema = READ_SCHEMAS.get(table) or WAREHOUSE_SCHEMAS[table]
    dtypes = {name: column.dtype for name, column in schema.columns().items()}
    filled = map(_with_division, rows) if table == "report" else rows
    return schema.validate(pl.DataFrame([{**dict.fromkeys(dtypes), **row} for row in filled], schema=dtypes))


def _with_division(report: Row) -> Row:
    """A report with the division that its township or its own columns say; `department` is no column."""
    code = report.get("division_code") or report["township_code"]
    level = report.get("division_level") or ("township" if code else None)
    publisher = Publisher(code, level, report.get("department", ""), code, Pair("", ""))
    key = publisher.body_key(report["agency"], report["report_id"])
    known = {"division_code": code, "division_level": level, "body_key": key}
    return {**known, **{name: value for name, value in report.items() if name != "department"}}


def report_row(report_id: str, **values: Any) -> Row:
    """A report; its file is `<report_id>.txt` unless the test says otherwise."""
    return {
        "report_id": report_id,
        "source_sha256": sha256_of(report_id),
        "media_type": "text/plain",
        "byte_size": 10,
        "agency": "示例县示范镇",
        "agency_kind": "town",
        "township_code": CODES[0],
        "township_match": "exact",
        "report_year": 2021,
        "form": "2021",
        "script": "simplified",
        "repairs": [],
        "parser_version": "test",
        **values,
    }


def sha256_of(content: str) -> str:
    """What a test takes for the hash of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def report_file(report_id: str, name: str = "") -> SourceFile:
    """A file that holds a report."""
    name = name or f"{report_id}.txt"
    return SourceFile(name, name, 10, sha256_of(report_id))


def cell(report: Row, value: float | None, status: str = "", **codes: Any) -> Row:
    """A cell of a fact table; without a status it is reported, or blank where it has no value."""
    keys = {name: report[name] for name in ("report_id", "township_code", "report_year")}
    status = status or ("blank" if value is None else "reported")
    return {**keys, **codes, "value": value, "raw_text": None if value is None else str(value), "cell_status": status}


def request_cells(report: Row, values: Mapping[tuple[str, str], int | None]) -> list[Row]:
    """All cells of table three of the report's form: those named, the others 0."""
    lines = [line.line for line in request_lines() if report["form"] in line.forms]
    return [
        cell(report, values.get((line, applicant), 0), line=line, applicant=applicant)
        for line in lines
        for applicant in applicants()
    ]


def review_cells(report: Row, values: Mapping[tuple[str, str], int | None]) -> list[Row]:
    """All cells of table four: those named, the others 0."""
    return [
        cell(report, values.get((procedure, result), 0), procedure=procedure, result=result)
        for procedure, result in review_columns()
    ]


def statistic_cells(report: Row, values: Mapping[str, int | None], period: str = "year") -> list[Row]:
    """Cells of the statistics form: those named."""
    return [
        {**cell(report, value, indicator=indicator, period=period), "unit": "count"}
        for indicator, value in values.items()
    ]


def refused_file(name: str, reason: str = "unreadable_file") -> SourceFile:
    """A file that discovery refused."""
    return SourceFile(name, name, refusal=Refusal(reason, Pair("读不出。", "It cannot be read.")))


def township_frame(rows: Iterable[Row] = TOWNSHIPS) -> pl.DataFrame:
    """A gazetteer; that of the tests unless other rows are given."""
    return ListedTownship.validate(pl.DataFrame(list(rows)))


def place_frames(rows: Iterable[Row] = TOWNSHIPS) -> dict[str, pl.DataFrame]:
    """The frames of a gazetteer of these townships."""
    gazetteer = read_gazetteer(township_frame(rows).write_csv())
    return {"dim_township": gazetteer.frame, "dim_division": gazetteer.division_frame}


def load_tables(
    warehouse: Path,
    tables: Mapping[str, Iterable[Row]],
    files: list[SourceFile] | None = None,
    rejections: Iterable[tuple[str, str, str]] = (),
    started_at: datetime | None = None,
    batches: int = 1,
    townships: Iterable[Row] = TOWNSHIPS,
) -> tuple[LoadCounts, bool]:
    """Build and publish a warehouse from rows; the files are those of the reports unless given.

    The rows of every table are dealt out to `batches` staged files.
    """
    started_at = started_at or utc_now()
    run = Run(make_run_id(started_at), started_at, "test")
    reports = list(tables.get("report", ()))
    listed = [report_file(row["report_id"]) for row in reports] if files is None else files
    with run_folder(warehouse, run.run_id) as work:
        stage = stage_rows(work / "stage", work, run, tables, listed, rejections, batches)
        has_history = write_run(warehouse, work, run, stage, listed, townships=townships)
        counts = load(built_path(work), work, stage)
        publish(built_path(work), warehouse, run.run_id)
    return counts, has_history


def write_run(
    warehouse: Path,
    work: Path,
    run: Run,
    stage: Stage,
    files: list[SourceFile],
    gone: Sequence[GoneFile] = (),
    townships: Iterable[Row] = TOWNSHIPS,
) -> bool:
    """Write what a load needs beside the stage; gives whether the history could be read."""
    has_history = stage_history(warehouse, history_folder(work))
    changes = count_changes(
        files, read_manifest(read_history(work, "source_file").select(MANIFEST_COLUMNS).iter_rows())
    )
    readings = {file.name: "" if file.refusal else f"reading of {file.sha256}" for file in files}
    write_empty_tables(work)
    write_refusals(work, list_refusals(files))
    own = {
        "files": list_files(Plan(files, readings, (), gone, 0, changes), stage),
        "run": run_frame(run, changes, len(files), utc_now()),
        **place_frames(townships),
    }
    write_tables(work, {**own, **dimension_frames()})
    return has_history


def stage_rows(
    stage: Path,
    work: Path,
    run: Run,
    tables: Mapping[str, Iterable[Row]],
    files: list[SourceFile],
    rejections: Iterable[tuple[str, str, str]] = (),
    batches: int = 1,
) -> Stage:
    """Stage rows and rejections, each with the reading of the file that it is of, dealt out to segments of a run."""
    stage.mkdir(exist_ok=True)
    contents = list(dict.fromkeys(file.sha256 for file in files if not file.refusal))
    names = {file.sha256: file.name for file in reversed(files)}
    of_file = {file.name: file.sha256 for file in files}
    of_report = {row["report_id"]: row["source_sha256"] for row in tables.get("report", ())}
    for batch in range(batches):
        segment = f"{run.run_id}-{batch:06d}"
        dealt = {sha256: f"reading of {sha256}" for sha256 in contents[batch::batches]}
        with write_segment(stage, work, segment) as folder:
            for table, rows in tables.items():
                kept = [row for row in rows if of_report[row["report_id"]] in dealt]
                ids = pl.Series([dealt[of_report[row["report_id"]]] for row in kept], dtype=pl.String)
                write_table(
                    folder, table, 0, make_frame(table, kept).with_columns(reading_id=ids, segment=pl.lit(segment))
                )
            refused = [
                (dealt[of_file[name]], segment, name, reason, detail, f"原因：{detail}")
                for name, reason, detail in rejections
                if of_file[name] in dealt
            ]
            write_table(folder, "rejections", 0, pl.DataFrame(refused, schema=REJECTIONS_SCHEMA, orient="row"))
            listed = [(reading, segment, names[sha256], "test", None) for sha256, reading in dealt.items()]
            write_table(folder, "readings", 0, pl.DataFrame(listed, schema=READINGS_SCHEMA, orient="row"))
    return open_stage(stage)


@contextmanager
def open_for_writing(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Change a published version in place, as if it had been published so: it has no seal afterwards."""
    warehouse.chmod(0o644)
    with closing(duckdb.connect(str(warehouse))) as connection:
        yield connection
    seal_path(warehouse.resolve()).unlink(missing_ok=True)


def query(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a published warehouse."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return connection.execute(sql).fetchall()


# What differs between two runs over the same files.
VOLATILE_COLUMNS = ("run_id", "first_seen_at", "last_seen_at", "loaded_at", "started_at", "ended_at", "hashed_ns")


def read_content(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but times and run ids, sorted, by table."""
    layout: dict[str, list[str]] = {}
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (table_oid)"
        ).fetchall():
            if column not in VOLATILE_COLUMNS:
                layout.setdefault(table, []).append(column)
        return {
            table: connection.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY ALL").fetchall()
            for table, kept in layout.items()
        }
