"""The tables for Stata: names that it takes, and the numbers of the warehouse when they are read back."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import polars as pl
import pytest

from flows.commands.export import export_warehouse
from flows.commands.export_tables import EXPORTS, columns_of
from flows.commands.stata import NAME_LENGTH, STATA_TABLES, as_stata, load_pyreadstat, stata_name
from flows.errors import RunError
from flows.versions.published import published_warehouse
from tests.flows.rows import TOWNSHIPS, load_tables, query, report_row, request_cells
from transforms.language import Pair

# What a variable may not be called: https://www.stata.com/manuals/u11.pdf, 11.3.
RESERVED = {
    "_all",
    "_b",
    "byte",
    "_coef",
    "_cons",
    "double",
    "float",
    "if",
    "in",
    "int",
    "long",
    "_n",
    "_N",
    "_pi",
    "_pred",
    "_rc",
    "_skip",
    "strL",
    "using",
    "with",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    row = report_row("a")
    load_tables(path, {"report": [row], "fact_request": request_cells(row, {("new", "total"): 1234567})})
    return path


@pytest.mark.parametrize("table", EXPORTS)
def test_every_name_fits_stata_and_stays_one_of_its_own(warehouse: Path, table: str) -> None:
    with published_warehouse(warehouse) as connection:
        names = [stata_name(column.name) for column in columns_of(connection, table)]
    assert [name for name in names if not re.fullmatch(rf"[A-Za-z_][A-Za-z0-9_]{{0,{NAME_LENGTH - 1}}}", name)] == []
    assert len(set(names)) == len(names)
    assert RESERVED.isdisjoint(names)


def test_the_names_alone_of_numbers_of_townships_are_too_long(warehouse: Path) -> None:
    with published_warehouse(warehouse) as connection:
        names = {column.name for table in EXPORTS for column in columns_of(connection, table)}
    long = {name for name in names if len(name) > NAME_LENGTH}
    assert long
    assert all(name.endswith(("_townships", "_counties")) for name in long)


def test_a_frame_takes_the_types_of_stata() -> None:
    frame = pl.DataFrame(
        {"a": [True, None], "b": [["x", "y"], None], "c": ["", None], "d_townships": [1, None]},
        schema_overrides={"a": pl.Boolean, "d_townships": pl.Int64},
    ).with_columns(e=pl.Series(["1.25", None]).cast(pl.Decimal(18, 2)))
    assert as_stata(frame).to_dict(as_series=False) == {
        "a": [1, None],
        "b": ["x, y", None],
        "c": ["", ""],
        "d_n": [1, None],
        "e": [1.25, None],
    }


def test_a_panel_is_read_back_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, tmp_path / "out", has_stata=True)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert {f"stata/{table}.dta" for table in STATA_TABLES} <= {file["path"] for file in manifest["documents"]}
    frame, meta = pyreadstat.read_dta(str(tmp_path / "out" / "stata" / "township_panel.dta"), output_format="polars")
    columns = [
        "township_code",
        "township",
        "report_year",
        "is_published",
        "new_requests",
        "handled_total",
        "fees_amount",
    ]
    expected = query(warehouse, f"SELECT {', '.join(columns)} FROM township_panel ORDER BY township_code, report_year")
    assert frame.select(columns).rows() == expected
    assert [row[1] for row in expected] == [row["township"] for row in TOWNSHIPS]
    assert {row[4] for row in expected} == {1234567, None}
    assert meta.column_names_to_labels["new_requests"] == "本年新收申请 — Requests received in the year."
    # The format that every Stata since 14 opens; the next one is of Stata/MP.
    head = (tmp_path / "out" / "stata" / "township_panel.dta").read_bytes()[:50]
    assert head.startswith(b"<stata_dta><header><release>118<")
    # It replaces itself as any export does.
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, tmp_path / "out")
    assert not (tmp_path / "out" / "stata").exists()


def test_without_its_library_one_is_told_what_to_install(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(RunError, match=r"pip install 'nianbao\[stata\]'") as raised:
        load_pyreadstat()
    assert isinstance(raised.value.words, Pair)
    with published_warehouse(warehouse) as connection, pytest.raises(RunError):
        export_warehouse(connection, tmp_path / "out", has_stata=True)
    assert not (tmp_path / "out").exists()
