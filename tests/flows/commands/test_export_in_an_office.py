"""The exported CSV files in LibreOffice: no cell is a formula, whatever separates cells, and a number is a number."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

import flows.commands.export
from flows.commands.export import export_warehouse
from flows.reading.office import find_program
from flows.versions.published import published_warehouse
from tests.flows.commands.test_spreadsheet import FORMULAS, TEXTS
from tests.flows.rows import cell, load_tables, report_file, report_row, request_cells

pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed"),
]
COMMA, SEMICOLON, ANY = "44", "59", "44/59/9"
# Quotation mark, UTF-8, from the first line, all columns standard, and so on; spaces at the ends of a cell are removed.
FILTER = "CSV:{separator},34,76,1,,0,false,true,false,true,true,-1,true"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SECONDS = 600
# XML, in which LibreOffice tells what it read, has no place for control characters.
HOSTILE = [text for text in (*FORMULAS, *TEXTS) if all(one >= " " or one in "\t\n\r" for one in text)]
NUMBERS = ["-5", "0.35", "+7", "-12.5"]


@dataclass(frozen=True)
class Cell:
    """A cell that LibreOffice has read: its formula, the number that it is, and the text that it shows."""

    formula: str | None
    value: float | None
    text: str


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with hostile texts wherever a text of a report, a name of a file or a verdict may stand."""
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    row = report_row("a", agency="=cmd|' /C calc'!A0", title="x;=1+1", layout="\n=1+1", repairs=["=1", "b;=1+1", ";@a"])
    texts = [*HOSTILE, *NUMBERS]
    cells = request_cells(row, {})
    cells = [{**one, "raw_text": text} for one, text in zip(cells, texts, strict=False)] + cells[len(texts) :]
    amount = {**cell(row, -12000.5, clause=9, item="procurement", measure="amount"), "unit": "CNY"}
    of_report = {name: row[name] for name in ("report_id", "township_code", "report_year")}
    sections = [
        {"report_id": "a", "section_no": number, "heading": text, "text": f"{text}\n{text}；{text};{text}"}
        for number, text in enumerate(HOSTILE, 1)
        if number <= 6
    ]
    findings = [
        {**of_report, "rule": f"r{number}", "severity": "info", "message": text, "message_zh": text, "subject": text}
        for number, text in enumerate(HOSTILE)
    ]
    tables = {
        "report": [row],
        "fact_request": cells,
        "fact_proactive": [amount],
        "quality_finding": findings,
        "report_section": sections,
    }
    files = [report_file("a", "=1+1;=1+1.txt"), report_file("c", "@x.txt")]
    load_tables(warehouse, tables, files, [("@x.txt", "not_a_report", "-1+1\r\n=1+1")])
    return warehouse


def export(warehouse: Path, folder: Path) -> Path:
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, folder)
    return folder


@pytest.fixture(scope="module")
def exported(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(hostile, tmp_path_factory.mktemp("export") / "out")


def open_in_office(exported: Path, separator: str, folder: Path) -> dict[str, list[Cell]]:
    """The cells of each exported table, as LibreOffice reads its CSV file with that separator."""
    program = find_program()
    assert program
    files = sorted((exported / "csv").glob("*.csv"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nologo", f"--infilter={FILTER.format(separator=separator)}"]
    command = [program, profile, *options, "--convert-to", "fods", "--outdir", str(folder / "read"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    read = {path.stem: list(cells_of(path)) for path in (folder / "read").iterdir()}
    assert sorted(read) == [file.stem for file in files]
    return read


def cells_of(path: Path) -> Iterator[Cell]:
    for one in ElementTree.parse(path).getroot().iter(f"{TABLE}table-cell"):
        text = "\n".join("".join(part.itertext()) for part in one)
        number = one.get(f"{OFFICE}value")
        yield Cell(one.get(f"{TABLE}formula"), None if number is None else float(number), text)


def formulas_in(read: dict[str, list[Cell]]) -> list[tuple[str, Cell]]:
    return [(table, one) for table, cells in read.items() for one in cells if one.formula is not None]


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON, ANY])
def test_no_cell_is_a_formula(exported: Path, separator: str, tmp_path: Path) -> None:
    read = open_in_office(exported, separator, tmp_path)
    assert formulas_in(read) == []
    assert sum(map(len, read.values())) > 1000


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON, ANY])
def test_without_the_apostrophe_cells_would_be_formulas(
    hostile: Path, separator: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.commands.export, "WITH_APOSTROPHE", r"\1\2")
    unguarded = export(hostile, tmp_path / "out")
    assert formulas_in(open_in_office(unguarded, separator, tmp_path))


def test_numbers_are_numbers_and_texts_are_what_they_were(exported: Path, tmp_path: Path) -> None:
    read = open_in_office(exported, COMMA, tmp_path)
    assert -12000.5 in {one.value for one in read["fact_proactive"]}
    assert {-5.0, 0.35, 7.0, -12.5} <= {one.value for one in read["fact_request"]}
    shown = {one.text for one in read["fact_request"] if one.value is None}
    assert {"'=1+1", "'-1+2", "x;'=1", "'-"} <= shown
