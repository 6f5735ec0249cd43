"""The published warehouse as files for those who use neither DuckDB nor Python: CSV, Parquet, and a manifest.

Every table is written twice, in the order of its key: `csv/<table>.csv` for spreadsheets, `parquet/<table>.parquet`
with types. `manifest.json` lists every file with its hash; `data-dictionary.md` says what the columns mean. The same
warehouse gives the same bytes.

A CSV file is UTF-8 with a byte order mark, by which Excel knows it. NULL is an empty cell, an empty text `""`, a list
a JSON array. A text that a spreadsheet would run as a formula has an apostrophe before it, and so has one that begins
with apostrophes before such a text: taking one away gives the text back.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.commands.dictionary import write_dictionary
from flows.commands.folders import folder_beside, replace_folder
from flows.commands.spreadsheet import FORMULA_START, PLAIN_NUMBER
from flows.duck import first_line, quote_text, read_count, spill_into
from flows.errors import RunError, is_full_disk, system_words
from flows.state import format_bytes, free_bytes, hash_file
from transforms.language import Pair

MANIFEST = "manifest.json"
DICTIONARY = "data-dictionary.md"
FORMAT = "nianbao-export"
FORMAT_VERSION = 1
_CONVENTIONS = {
    "csv": "UTF-8 with a byte order mark; an empty cell is NULL, a quoted empty one an empty text, a list a JSON "
    "array; a text that a spreadsheet would run as a formula has an apostrophe before it",
    "times": "UTC",
    "rows": "facts, reports and findings of current reports",
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

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
    "report": ("status = 'current'", "source_path, report_id"),
    "fact_request": ("true", "report_id, line, applicant"),
    "fact_review": ("true", "report_id, procedure, result"),
    "fact_proactive": ("true", "report_id, clause, item, measure"),
    "fact_statistic": ("true", "report_id, indicator, period"),
    "fact_narrative": ("true", "ALL"),
    "township_year": ("true", "report_year, township_code, report_id"),
    "county_year": ("true", "report_year, county_code"),
    "coverage": ("true", "report_year, township_code"),
    "body_year": ("true", "report_year, body_key"),
    "county_coverage": ("true", "report_year, division_code"),
    "division_successor": ("true", "division_code, successor_code"),
    "quality_finding": (_CURRENT, "ALL"),
    "open_finding": (_CURRENT, "report_year, report_id, rule, subject, finding_id"),
    "finding_review": ("true", "finding_id"),
    "quarantine": ("true", "source_path"),
}


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """What an export wrote: rows by table, and the bytes of all files."""

    rows: dict[str, int]
    bytes: int


def _csv_column(name: str, data_type: str) -> str:
    """The expression of a column in CSV: lists as JSON, texts so that no spreadsheet runs them."""
    if data_type.endswith("[]"):
        return f"CAST(to_json({name}) AS VARCHAR) AS {name}"
    if data_type != "VARCHAR":
        return name
    formula, number = quote_text(f"^{FORMULA_START}"), quote_text(PLAIN_NUMBER)
    dangerous = f"regexp_matches({name}, {formula}) AND NOT regexp_full_match({name}, {number})"
    return f"CASE WHEN {dangerous} THEN '''' || {name} ELSE {name} END AS {name}"


def _csv_query(connection: duckdb.DuckDBPyConnection, table: str, rows: str, order: str) -> str:
    columns = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall()
    listed = ", ".join(_csv_column(name, data_type) for name, data_type in columns)
    return f"SELECT {listed} FROM (SELECT * FROM {table} WHERE {rows} ORDER BY {order})"


def _write_csv(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    body = target.with_suffix(".body")
    connection.execute(f"COPY ({query}) TO {quote_text(str(body))} (FORMAT csv, HEADER)")
    with target.open("wb") as whole, body.open("rb") as rest:
        whole.write(_BYTE_ORDER_MARK)
        shutil.copyfileobj(rest, whole)
    body.unlink()


def _write_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> int:
    """Write a table twice and count its rows. Raises `duckdb.Error` and `OSError`."""
    rows, order = EXPORTS[table]
    parquet = quote_text(str(folder / "parquet" / f"{table}.parquet"))
    connection.execute(
        f"COPY (SELECT * FROM {table} WHERE {rows} ORDER BY {order}) TO {parquet} (FORMAT parquet, COMPRESSION zstd)"
    )
    _write_csv(connection, _csv_query(connection, table, rows, order), folder / "csv" / f"{table}.csv")
    return read_count(connection, f"SELECT count(*) FROM {table} WHERE {rows}")


def _describe_file(folder: Path, name: str) -> dict[str, Any]:
    return {"path": name, "bytes": (folder / name).stat().st_size, "sha256": hash_file(folder / name)}


def _make_manifest(connection: duckdb.DuckDBPyConnection, folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    run = connection.execute(
        "SELECT run_id, parser_version FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"
    ).fetchone()
    run_id, parser_version = run or (None, None)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "conventions": _CONVENTIONS,
        "run_id": run_id,
        "parser_version": parser_version,
        "tables": [
            {
                "name": table,
                "rows": rows,
                "csv": _describe_file(folder, f"csv/{table}.csv"),
                "parquet": _describe_file(folder, f"parquet/{table}.parquet"),
            }
            for table, rows in counts.items()
        ],
        "documents": [_describe_file(folder, DICTIONARY)],
    }


def _write_export(connection: duckdb.DuckDBPyConnection, folder: Path) -> ExportCounts:
    """Write all files of an export into an empty folder. Raises `duckdb.Error` and `OSError`."""
    for name in ("csv", "parquet"):
        (folder / name).mkdir()
    # With one thread rows are written in their order, and the same rows as the same bytes.
    connection.execute("SET threads = 1")
    spill_into(connection, folder / "spill")
    counts = {table: _write_table(connection, folder, table) for table in EXPORTS}
    (folder / DICTIONARY).write_text(write_dictionary(connection), "utf-8")
    manifest = _make_manifest(connection, folder, counts)
    shutil.rmtree(folder / "spill", ignore_errors=True)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return ExportCounts(counts, sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))


def _listed_paths(manifest: dict[str, Any]) -> set[str]:
    tables = [table[kind]["path"] for table in manifest["tables"] for kind in ("csv", "parquet")]
    return {MANIFEST, *tables, *(document["path"] for document in manifest["documents"])}


def check_overwritable(folder: Path) -> None:
    """Raise `RunError` unless the folder is absent, empty, or an export with nothing else in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RunError(
            Pair(
                "{folder}不是文件夹；请为导出另指定一个",
                "{folder} is no folder; name another one for the export",
                folder=folder,
            )
        )
    try:
        present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
        if not present and not any(folder.iterdir()):
            return
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        listed = _listed_paths(manifest) if manifest["format"] == FORMAT else set()
    except (OSError, ValueError, KeyError, TypeError):
        listed = set()
    if not listed:
        raise RunError(
            Pair(
                "文件夹{folder}不是空的，也不是导出结果；保持原样，请另指定一个",
                "the folder {folder} is not empty and no export; it is left as it is, name another one",
                folder=folder,
            )
        )
    if foreign := sorted(present - listed):
        raise RunError(
            Pair(
                "文件夹{folder}里有不属于导出结果的文件，例如{foreign}；请移走",
                "the folder {folder} holds files that are not of the export, such as {foreign}; move them",
                folder=folder,
                foreign=foreign[0],
            )
        )


def _say_room(folder: Path, error: Exception) -> str:
    """Of a full disk what is left of it, and what is safe."""
    if not is_full_disk(error) or (free := free_bytes(folder)) is None:
        return ""
    return f"; {format_bytes(free)} are free there, and an earlier export in its place is as it was"


def export_warehouse(connection: duckdb.DuckDBPyConnection, folder: Path) -> ExportCounts:
    """Export an open warehouse into a folder: all of it, or nothing.

    Raises `RunError`; what was in the folder is then as it was.
    """
    folder = folder.resolve()
    if not folder.name:
        raise RunError(Pair("{folder}不能用作导出文件夹", "{folder} cannot be a folder of an export", folder=folder))
    check_overwritable(folder)
    try:
        with folder_beside(folder) as written:
            counts = _write_export(connection, written)
            check_overwritable(folder)
            replace_folder(written, folder)
    except duckdb.Error as error:
        room = _say_room(folder, error)
        raise RunError(
            Pair(
                "无法导出仓库：{why}{room}",
                "the warehouse cannot be exported: {why}{room}",
                why=first_line(error),
                room=room,
            )
        ) from error
    except OSError as error:
        raise RunError(
            Pair(
                "无法把导出结果写入{folder}：{why}{room}",
                "cannot write the export to {folder}: {why}{room}",
                folder=folder,
                why=system_words(error),
                room=_say_room(folder, error),
            )
        ) from error
    return counts
