"""The published warehouse as files for those who use neither DuckDB nor Python: CSV, Parquet, and a manifest.

Every table is written twice, in the order of its key: `csv/<table>.csv` for spreadsheets, `parquet/<table>.parquet`
with types; a few for Stata too, where that is asked for. `manifest.json` lists every file with its hash;
`data-dictionary.md` says what the columns mean, and `datapackage.json` and `croissant.json` say it to programs. The
same warehouse gives the same bytes, but for Stata's files, which name the minute that they were written in.

A CSV file is UTF-8 with a byte order mark, by which Excel knows it. NULL is an empty cell, an empty text `""`, a list
a JSON array. What a spreadsheet would run as a formula has an apostrophe before it, at the start of a text and behind
a comma, semicolon, tab or line end in it, also where one is there already: taking one away gives the text back.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.commands.croissant import CROISSANT, make_croissant
from flows.commands.datapackage import DATA_PACKAGE, LICENSES, make_data_package
from flows.commands.dictionary import write_dictionary
from flows.commands.export_tables import (
    EXPORTS,
    Exported,
    ExportedFile,
    ExportedTable,
    columns_of,
    comment_of,
    key_of,
)
from flows.commands.folders import folder_beside, replace_folder
from flows.commands.spreadsheet import FORMULA, PLAIN_NUMBER, WITH_APOSTROPHE
from flows.commands.stata import STATA_TABLES, load_pyreadstat, write_stata
from flows.duck import first_line, quote_text, read_count, spill_into
from flows.errors import RunError, is_full_disk, system_words
from flows.state import format_bytes, free_bytes, hash_file, read_json
from transforms.language import NOTHING, Pair

MANIFEST = "manifest.json"
DICTIONARY = "data-dictionary.md"
LICENSE = "CC-BY-4.0"
FORMAT = "nianbao-export"
FORMAT_VERSION = 1
_CONVENTIONS = {
    "csv": "UTF-8 with a byte order mark; an empty cell is NULL, a quoted empty one an empty text, a list a JSON "
    "array; what a spreadsheet would run as a formula, at the start of a text or behind a comma, semicolon, tab or "
    "line end in it, has an apostrophe before it",
    "times": "UTC",
    "rows": "facts, reports and findings of current reports",
}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """What an export wrote: rows by table, and the bytes of all files."""

    rows: dict[str, int]
    bytes: int


def _csv_column(name: str, data_type: str) -> str:
    """The expression of a column in CSV: lists as JSON, without a semicolon to split at, texts so that none is run."""
    if data_type.endswith("[]"):
        return f"replace(CAST(to_json({name}) AS VARCHAR), ';', '\\u003b') AS {name}"
    if data_type != "VARCHAR":
        return name
    formula, escaped, number = quote_text(FORMULA), quote_text(WITH_APOSTROPHE), quote_text(PLAIN_NUMBER)
    is_number = f"regexp_full_match({name}, {number})"
    return f"CASE WHEN {is_number} THEN {name} ELSE regexp_replace({name}, {formula}, {escaped}, 'g') END AS {name}"


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


def _describe_file(folder: Path, name: str) -> ExportedFile:
    return ExportedFile(name, (folder / name).stat().st_size, hash_file(folder / name))


def _describe_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: str, rows: int) -> ExportedTable:
    return ExportedTable(
        table,
        comment_of(table),
        rows,
        key_of(table),
        columns_of(connection, table),
        _describe_file(folder, f"csv/{table}.csv"),
        _describe_file(folder, f"parquet/{table}.parquet"),
    )


def _describe_export(
    connection: duckdb.DuckDBPyConnection, folder: Path, counts: dict[str, int], licence: str
) -> Exported:
    run = connection.execute(
        "SELECT run_id, parser_version, strftime(coalesce(ended_at, started_at), '%Y-%m-%dT%H:%M:%SZ') "
        "FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"
    ).fetchone()
    run_id, parser_version, built_at = run or (None, None, None)
    tables = tuple(_describe_table(connection, folder, table, rows) for table, rows in counts.items())
    return Exported(run_id, parser_version, built_at, licence, tables)


def _make_manifest(folder: Path, exported: Exported, documents: list[str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "conventions": _CONVENTIONS,
        "run_id": exported.run_id,
        "parser_version": exported.parser_version,
        "tables": [
            {"name": table.name, "rows": table.rows, "csv": asdict(table.csv), "parquet": asdict(table.parquet)}
            for table in exported.tables
        ],
        "documents": [asdict(_describe_file(folder, name)) for name in documents],
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _write_export(connection: duckdb.DuckDBPyConnection, folder: Path, licence: str, has_stata: bool) -> ExportCounts:
    """Write all files of an export into an empty folder. Raises `duckdb.Error`, `OSError` and `RunError`."""
    for name in ("csv", "parquet", *(["stata"] if has_stata else [])):
        (folder / name).mkdir()
    # With one thread rows are written in their order, and the same rows as the same bytes.
    connection.execute("SET threads = 1")
    spill_into(connection, folder / "spill")
    counts = {table: _write_table(connection, folder, table) for table in EXPORTS}
    stata = [write_stata(connection, folder, table) for table in STATA_TABLES] if has_stata else []
    (folder / DICTIONARY).write_text(write_dictionary(connection), "utf-8")
    exported = _describe_export(connection, folder, counts, licence)
    shutil.rmtree(folder / "spill", ignore_errors=True)
    _write_json(folder / DATA_PACKAGE, make_data_package(exported))
    _write_json(folder / CROISSANT, make_croissant(exported))
    _write_json(folder / MANIFEST, _make_manifest(folder, exported, [DICTIONARY, DATA_PACKAGE, CROISSANT, *stata]))
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
        manifest = read_json(folder / MANIFEST)
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


def _say_room(folder: Path, error: Exception) -> Pair:
    """Of a full disk what is left of it, and what is safe."""
    if not is_full_disk(error) or (free := free_bytes(folder)) is None:
        return NOTHING
    return Pair(
        "；那里还剩 {free}，原有的导出结果保持不变",
        "; {free} are free there, and an earlier export in its place is as it was",
        free=format_bytes(free),
    )


def _check_asked(licence: str, has_stata: bool) -> None:
    """Raise `RunError` where an export is asked for what it cannot give."""
    if licence not in LICENSES:
        raise RunError(
            Pair(
                "不认识许可证 {licence}；可用的有：{known}",
                "the licence {licence} is not known; name one of {known}",
                licence=licence,
                known=", ".join(LICENSES),
            )
        )
    if has_stata:
        load_pyreadstat()


def export_warehouse(
    connection: duckdb.DuckDBPyConnection, folder: Path, licence: str = LICENSE, has_stata: bool = False
) -> ExportCounts:
    """Export an open warehouse into a folder: all of it, or nothing; a few tables for Stata too, where asked.

    `licence` is the one under which the data are passed on, one of `LICENSES`. Raises `RunError`; what was in the
    folder is then as it was.
    """
    _check_asked(licence, has_stata)
    folder = folder.resolve()
    if not folder.name:
        raise RunError(Pair("{folder}不能用作导出文件夹", "{folder} cannot be a folder of an export", folder=folder))
    check_overwritable(folder)
    try:
        with folder_beside(folder) as written:
            counts = _write_export(connection, written, licence, has_stata)
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
