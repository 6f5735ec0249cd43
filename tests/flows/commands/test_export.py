"""The export: what is written is what the warehouse holds, and no other file is lost for it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import polars as pl
import pytest

import flows.commands.export
import flows.commands.folders
from flows.commands.export import ExportCounts, export_warehouse
from flows.commands.export_tables import EXPORTS
from flows.commands.review import import_reviews
from flows.duck import quote_text
from flows.errors import RunError
from flows.versions.published import published_warehouse
from tests.flows.inputs import names_in
from tests.flows.rows import cell, load_tables, query, report_file, report_row, request_cells

# Texts that a spreadsheet would run, with the place of the apostrophe that prevents it.
DANGEROUS = {
    "=1+1": 0,
    "+SUM(A1)": 0,
    "-": 0,
    "--": 0,
    "-1-1": 0,
    "@a": 0,
    " =a": 0,
    "\t=a": 1,
    "\r=a": 1,
    "＝1": 0,
    "＋1": 0,
    "－1": 0,
    "＠a": 0,
    "﹦1": 0,
    "'=a": 0,
    "''-b": 0,
    "\n=a": 1,
    "a;=b": 2,
}
ELSEWHERE = ("=cmd|' /C calc'!A0", "=a.txt", "-A doubt.")
HARMLESS = ["", "5", "-5", "+5", "-5.25", "a=b", "'", "'a", "“-”", "行\n行", 'a "quoted", b', "；", "——", "0012", "无"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of a current report with every awkward text, and of one that is superseded."""
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    row = report_row("a", agency="=cmd|' /C calc'!A0", title=None, repairs=["one", 'two "2"'])
    other = report_row("b", published_on=None)
    cells = request_cells(row, {("new", "total"): 3})
    texts = [*DANGEROUS, *HARMLESS]
    cells = [{**found, "raw_text": text} for found, text in zip(cells, texts, strict=False)] + cells[len(texts) :]
    amount = {**cell(row, -12000.5, clause=9, item="procurement", measure="amount"), "unit": "CNY"}
    finding = {name: row[name] for name in ("report_id", "township_code", "report_year")}
    findings = [
        {
            **finding,
            "report_id": report_id,
            "rule": "r",
            "severity": "info",
            "message": "-A doubt.",
            "message_zh": "有疑问。",
        }
        for report_id in "ab"
    ]
    tables = {"report": [row, other], "fact_request": cells, "fact_proactive": [amount], "quality_finding": findings}
    files = [report_file("a", "=a.txt"), report_file("b"), report_file("c", "示例.txt")]
    load_tables(warehouse, tables, files, [("示例.txt", "not_a_report", "A\r\nnotice.")])
    return warehouse


def export(warehouse: Path, folder: Path) -> ExportCounts:
    """Export a published file, as the command does."""
    with published_warehouse(warehouse) as connection:
        return export_warehouse(connection, folder)


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    export(published, folder)
    return folder


def rows_of(published: Path, table: str) -> list[tuple[Any, ...]]:
    condition, _ = EXPORTS[table]
    return query(published, f"SELECT * FROM {table} WHERE {condition}")


def sort_key(row: tuple[Any, ...]) -> str:
    return repr(row)


def read_csv(path: Path) -> Iterator[list[str | None]]:
    """The cells of a file, None for an empty one.

    Python's reader does not tell an empty cell from an empty text, so that a mark goes between the quotes first.
    """
    text = path.read_bytes().decode("utf-8-sig")
    marked = re.sub(r'(^|(?<=[,\n]))""(?=[,\n])', '"\ue000"', text)
    for row in csv.reader(marked.splitlines(keepends=True), strict=True):
        yield [None if value == "" else value.replace("\ue000", "") for value in row]


def unescape(text: str) -> str:
    if text.startswith(tuple(f"'{begin}" for begin in ELSEWHERE)):
        return text[1:]
    for dangerous, place in DANGEROUS.items():
        if text == dangerous[:place] + "'" + dangerous[place:]:
            return dangerous
    return text


def as_text(value: object) -> str | None:
    """A value of the warehouse as its CSV cell has it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return str(value).rstrip("0") if value.microsecond else str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, list) else str(value)


def test_the_awkward_rows_are_there(published: Path) -> None:
    assert query(published, "SELECT status, count(*) FROM report GROUP BY ALL ORDER BY ALL") == [
        ("current", 1),
        ("superseded", 1),
    ]
    raw = {text for (text,) in query(published, "SELECT raw_text FROM fact_request")}
    assert raw >= {*DANGEROUS, *HARMLESS}


@pytest.mark.parametrize("table", EXPORTS)
def test_parquet_read_back_is_the_table(published: Path, exported: Path, table: str) -> None:
    file = quote_text(str(exported / "parquet" / f"{table}.parquet"))
    with closing(duckdb.connect()) as connection:
        read = connection.execute(f"SELECT * FROM {file}")
        columns = [(column[0], str(column[1])) for column in read.description or ()]
        rows = read.fetchall()
    with closing(duckdb.connect(str(published), read_only=True)) as connection:
        described = connection.execute(f"SELECT * FROM {table} LIMIT 0").description or ()
    assert columns == [(column[0], str(column[1])) for column in described]
    assert sorted(rows, key=sort_key) == sorted(rows_of(published, table), key=sort_key)
    assert pl.read_parquet(exported / "parquet" / f"{table}.parquet").height == len(rows)


@pytest.mark.parametrize("table", EXPORTS)
def test_csv_read_back_is_the_table(published: Path, exported: Path, table: str) -> None:
    header, *rows = read_csv(exported / "csv" / f"{table}.csv")
    assert header == [name for (name, *_) in query(published, f"DESCRIBE {table}")]
    expected = [[as_text(value) for value in row] for row in rows_of(published, table)]
    assert sorted([[v if v is None else unescape(v) for v in row] for row in rows], key=repr) == sorted(
        expected, key=repr
    )


def test_only_what_is_current_is_exported(exported: Path) -> None:
    for table in ("report", "quality_finding", "fact_request", "township_year"):
        assert set(pl.read_parquet(exported / "parquet" / f"{table}.parquet")["report_id"]) == {"a"}


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_would_be_a_formula_is_one_no_more(exported: Path, text: str) -> None:
    cells = {row[6] for row in read_csv(exported / "csv" / "fact_request.csv")}
    place = DANGEROUS[text]
    assert text[:place] + "'" + text[place:] in cells
    assert text not in cells - {"'" + other for other in DANGEROUS}


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_left_as_it_is(exported: Path, text: str) -> None:
    assert text in {row[6] for row in read_csv(exported / "csv" / "fact_request.csv")}


def test_a_negative_number_stays_a_number(exported: Path) -> None:
    _, row = read_csv(exported / "csv" / "fact_proactive.csv")
    assert row[6] == "-12000.50"
    assert row[8] == "-12000.5"


def test_a_reviewer_may_fill_in_the_exported_findings(published: Path, exported: Path, tmp_path: Path) -> None:
    table = exported / "csv" / "open_finding.csv"
    warehouse = tmp_path / "n.duckdb"
    warehouse.write_bytes(published.read_bytes())
    assert import_reviews(table, warehouse).new == 0
    header, *rows = csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline=""))
    given = {"verdict": "ignored", "note": "Seen.", "reviewer": "r", "reviewed_at": "2024/1/31 8:05"}
    filled = [[given.get(name, value) for name, value in zip(header, row, strict=True)] for row in rows]
    with (tmp_path / "filled.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *filled])
    assert import_reviews(tmp_path / "filled.csv", warehouse).new == len(rows) > 0
    assert query(warehouse, "SELECT count(*) FROM open_finding WHERE report_id = 'a'") == [(0,)]


def test_verdicts_that_were_exported_are_imported_as_they_were(published: Path, tmp_path: Path) -> None:
    warehouse, given = tmp_path / "n.duckdb", tmp_path / "given.csv"
    warehouse.write_bytes(published.read_bytes())
    notes = {"'=1+1": "''=1+1", "a;=b": "a;'=b", "''-1": "'''-1", "无;误\n-项": "无;误\n'-项", "-5": "-5"}
    with given.open("w", encoding="utf-8", newline="") as stream:
        rows = [(f"{number:016x}", "ignored", note, note, "2024-01-31") for number, note in enumerate(notes.values())]
        csv.writer(stream).writerows([("finding_id", "verdict", "note", "reviewer", "reviewed_at"), *rows])
    assert import_reviews(given, warehouse).new == len(notes)
    verdicts = "SELECT note, reviewer FROM finding_review ORDER BY finding_id"
    assert query(warehouse, verdicts) == [(note, note) for note in notes]
    export(warehouse, tmp_path / "out")
    again = import_reviews(tmp_path / "out" / "csv" / "finding_review.csv", warehouse)
    assert (again.unchanged, again.new, again.replaced, again.outdated) == (len(notes), 0, 0, 0)


def test_csv_opens_in_excel_as_chinese(exported: Path) -> None:
    for path in (exported / "csv").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert path.read_bytes().count(b"\xef\xbb\xbf") == 1
    assert "示例县" in (exported / "csv" / "dim_township.csv").read_text("utf-8-sig")


def test_the_manifest_describes_every_file(published: Path, exported: Path) -> None:
    manifest = json.loads((exported / "manifest.json").read_text("utf-8"))
    [(run_id, parser_version)] = query(published, "SELECT run_id, parser_version FROM ingest_run")
    assert (manifest["run_id"], manifest["parser_version"]) == (run_id, parser_version)
    assert {table["name"]: table["rows"] for table in manifest["tables"]} == {
        table: len(rows_of(published, table)) for table in EXPORTS
    }
    listed = [table[kind] for table in manifest["tables"] for kind in ("csv", "parquet")] + manifest["documents"]
    for file in listed:
        data = (exported / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    present = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert present == {"manifest.json", *(file["path"] for file in listed)}


def test_what_describes_an_export_has_no_text_of_a_file(exported: Path) -> None:
    texts = ("calc'!A0", "=a.txt", "示例.txt", "notice.", "A doubt")
    tables = "".join(path.read_text("utf-8-sig") for path in (exported / "csv").iterdir())
    documents = [path for path in exported.iterdir() if path.is_file()]
    assert len(documents) == 4
    assert [text for text in texts if text not in tables] == []
    assert [(path.name, text) for path in documents for text in texts if text in path.read_text("utf-8")] == []


def test_the_same_warehouse_gives_the_same_bytes(published: Path, exported: Path, tmp_path: Path) -> None:
    export(published, tmp_path / "again")
    for path in exported.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(exported)).read_bytes() == path.read_bytes()


def test_rows_are_in_the_order_of_their_key(exported: Path) -> None:
    facts = pl.read_parquet(exported / "parquet" / "fact_request.parquet").select("report_id", "line", "applicant")
    assert facts.rows() == sorted(facts.rows())
    [header, *rows] = read_csv(exported / "csv" / "fact_request.csv")
    assert [(row[0], row[3], row[4]) for row in rows] == facts.rows()
    assert header[3:5] == ["line", "applicant"]


# --- what is overwritten ---


def test_an_export_replaces_an_earlier_one(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(published, folder)
    (folder / "csv" / "report.csv").write_text("damaged")
    export(published, folder)
    assert (folder / "csv" / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfreport_id")
    assert names_in(tmp_path) == ["out"]


def test_a_folder_that_is_no_export_is_left_alone(published: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("The only copy.")
    with pytest.raises(RunError, match="is not empty and no export; it is left as it is"):
        export(published, tmp_path)
    assert names_in(tmp_path) == ["thesis.docx"]


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"format": "other", "tables": [], "documents": []}'])
def test_a_manifest_of_something_else_makes_no_export(published: Path, tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(RunError, match="no export"):
        export(published, tmp_path)
    assert (tmp_path / "manifest.json").read_text() == manifest


def test_an_export_with_files_of_others_in_it_is_left_alone(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(published, folder)
    (folder / "csv" / "my-notes.xlsx").write_text("The only copy.")
    with pytest.raises(RunError, match=r"files that are not of the export, such as csv/my-notes.xlsx; move them"):
        export(published, folder)
    assert (folder / "csv" / "my-notes.xlsx").exists()


def test_a_file_is_no_folder(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(RunError, match="is no folder"):
        export(published, tmp_path / "out")


def test_an_export_that_fails_leaves_the_earlier_one(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    export(published, folder)
    before = (folder / "manifest.json").read_bytes()

    def fail(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(flows.commands.export, "_make_manifest", fail)
        with pytest.raises(
            RunError, match=r"cannot write .*out: No space left on device; .* are free there, and an earlier"
        ):
            export(published, folder)
    with monkeypatch.context() as patch:
        patch.setattr(flows.commands.folders, "exchange", fail)
        with pytest.raises(RunError, match="No space left"):
            export(published, folder)
    assert (folder / "manifest.json").read_bytes() == before
    assert names_in(tmp_path) == ["out"]


def test_without_a_warehouse_nothing_is_exported(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="there is no warehouse"):
        export(tmp_path / "n.duckdb", tmp_path / "out")
    (tmp_path / "n.duckdb").write_bytes(b"rubbish" * 1000)
    with pytest.raises(RunError, match="cannot be read; ingest anew"):
        export(tmp_path / "n.duckdb", tmp_path / "out")
    assert names_in(tmp_path) == ["n.duckdb"]


def test_amounts_keep_their_cents(exported: Path) -> None:
    [value] = pl.read_parquet(exported / "parquet" / "fact_proactive.parquet")["value"]
    assert value == Decimal("-12000.50")


def test_a_licence_that_is_not_known_is_refused(published: Path, tmp_path: Path) -> None:
    with (
        published_warehouse(published) as connection,
        pytest.raises(RunError, match=r"name one of CC0-1\.0, CC-BY-4\.0"),
    ):
        export_warehouse(connection, tmp_path / "out", "WTFPL")
    assert not (tmp_path / "out").exists()
