"""The Python of README.md and docs/recipes.md runs, and finds what the warehouse holds."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.commands.export import export_warehouse
from flows.versions.published import published_warehouse
from tests.sql.test_queries import ingest_demo

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
PAGES = ("docs/recipes.md", "README.md")
BLOCKS = [
    (f"{page}-{number}", block)
    for page in PAGES
    for number, block in enumerate(BLOCK.findall((ROOT / page).read_text("utf-8")))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's warehouse and its export, under the names of both pages."""
    made = tmp_path_factory.mktemp("recipes")
    warehouse = ingest_demo(made)
    with published_warehouse(warehouse) as connection:
        export_warehouse(connection, made / "out")
    (made / "DIR").symlink_to("out")
    (made / "data").mkdir()
    (made / "data" / "warehouse").symlink_to(made)
    return made


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(folder)
    yield folder


def run_block(block: str) -> dict[str, Any]:
    """The names that a block leaves; it is skipped where a package that it imports is not installed."""
    for module in re.findall(r"^import (\w+)", block, re.MULTILINE):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    names: dict[str, Any] = {}
    exec(compile(block, "block", "exec"), names)
    return names


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[name for name, _ in BLOCKS])
def test_a_block_runs(here: Path, block: str) -> None:
    if isinstance(found := run_block(block).get("warehouse"), duckdb.DuckDBPyConnection):
        found.close()


def named(begins: str) -> str:
    found: list[str] = [block for name, block in BLOCKS if name.startswith("docs/") and begins in block]
    [block] = found
    return block


def test_the_panel_of_duckdb_has_every_report(here: Path) -> None:
    names = run_block(named("panel(2020, 2022)"))
    with closing(names["warehouse"]):
        assert len(names["panel"]) == 12


def test_the_sums_of_duckdb_are_those_of_the_demonstration(here: Path) -> None:
    rows = run_block(named("outcome.parquet"))["requests"]
    # Question 8 of docs/queries.md: 2 + 1 + 2 + 1 denials of 2020.
    assert (2020, "denied", 6) in [row[:3] for row in rows]


def test_polars_has_whole_numbers_and_says_of_how_many(here: Path) -> None:
    table = run_block(named("import polars"))["by_year"].sort("report_year")
    # Question 6: 74, 82 and 106 requests of four townships each.
    assert table.rows() == [(2020, 74, 4), (2021, 82, 4), (2022, 106, 4)]


def test_pandas_has_whole_numbers_and_text_codes(here: Path) -> None:
    pytest.importorskip("pandas")
    by_year = run_block(named("dtype_backend"))["by_year"]
    assert by_year.loc[2020].tolist() == [74, 4]
    panel = run_block(named("read_csv"))["panel"]
    assert panel["township_code"].tolist()[0] == "990101001000"
