"""The notebook of a lake shows what that of the file does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.errors import RunError
from flows.lake import LakeAddress, publish_into_lake
from notebooks import findings, published, queries
from notebooks.asking import ask
from notebooks.site.write import write_site
from notebooks.warehouse import Headline, open_warehouse, read_headline
from tests.flows.lake.catalog_server import catalog_server, new_catalog
from transforms.language import Language

ROOT = Path(__file__).resolve().parents[2]
AREAS = (None, "990102")
Frame = Callable[[duckdb.DuckDBPyConnection, str | None], pl.DataFrame]

# Every question of the notebook that gives a frame, with what it asks besides the area.
FRAMES: Mapping[str, Frame] = {
    "sums_by_year": queries.sums_by_year,
    "rates_by_year": queries.rates_by_year,
    "requests_by_county": lambda warehouse, area: queries.requests_by_county(warehouse, area, 8),
    "applicants_by_year": queries.applicants_by_year,
    "channels_by_year": queries.channels_by_year,
    "rank_townships": lambda warehouse, area: queries.rank_townships(warehouse, area, "new_requests", 2022, 15),
    "rank_counties": lambda warehouse, area: queries.rank_counties(warehouse, area, "new_requests", 2022, 15),
    "coverage_by_county": lambda warehouse, area: published.coverage_by_county(warehouse, area, 17),
    "coverage_by_township": lambda warehouse, area: published.coverage_by_township(warehouse, area, 17),
    "count_findings": findings.count_findings,
    "list_findings": lambda warehouse, area: findings.list_findings(warehouse, area, limit=1000),
}


@pytest.fixture(scope="module")
def address(known_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LakeAddress]:
    """The known warehouse in a lake."""
    with catalog_server() as server:
        address = LakeAddress(new_catalog(server), str(tmp_path_factory.mktemp("lake")))
        publish_into_lake(known_path.resolve(), "known", address)
        yield address


@pytest.fixture(scope="module")
def lake(address: LakeAddress) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_warehouse(address)) as warehouse:
        yield warehouse


def test_every_question_that_gives_a_frame_is_asked() -> None:
    known = {
        name
        for module in (queries, published, findings)
        for name, given in vars(module).items()
        if getattr(given, "__module__", None) == module.__name__
        and getattr(given, "__annotations__", {}).get("return") == "pl.DataFrame"
    }
    assert known - {"cells_of_findings"} == FRAMES.keys()


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("name", FRAMES)
def test_a_question_has_the_same_answer(
    known: duckdb.DuckDBPyConnection, lake: duckdb.DuckDBPyConnection, name: str, area: str | None
) -> None:
    of_file = FRAMES[name](known, area)
    assert_frame_equal(FRAMES[name](lake, area), of_file)
    assert area is not None or of_file.height > 0


def test_what_is_no_frame_is_the_same_too(known: duckdb.DuckDBPyConnection, lake: duckdb.DuckDBPyConnection) -> None:
    assert isinstance(read_headline(known), Headline)
    assert read_headline(lake) == read_headline(known)
    assert queries.measure_labels(lake) == queries.measure_labels(known) != {}
    assert queries.areas(lake) == queries.areas(known) != {}
    years = queries.years_of(known, None, "new_requests")
    assert queries.years_of(lake, None, "new_requests") == years != {}
    assert published.count_counties(lake, None) == published.count_counties(known, None) == 2
    chosen = findings.list_findings(known, None, limit=1000)["finding_id"].to_list()
    cells = findings.cells_of_findings(known, chosen)
    assert_frame_equal(findings.cells_of_findings(lake, chosen), cells)
    assert cells.height > 0


def drawn(found: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Title, note and data of every panel, without the names that altair gives the data."""
    panels = [panel for name in ("overview", "trends", "channels", "rankings") for panel in found[name].panels]
    charts = [panel.chart.to_dict() if panel.chart is not None else {} for panel in panels]
    return [
        (panel.title, panel.note, repr(sorted(map(repr, chart.get("datasets", {}).values()))))
        for panel, chart in zip(panels, charts, strict=True)
    ]


def test_every_panel_draws_the_same(known_path: Path, address: LakeAddress) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("marimo")
    from notebooks.explore import app

    of_file, of_lake = (app.run(defs={"place": place})[1] for place in (known_path, address))
    assert len(drawn(of_file)) == 11
    assert drawn(of_lake) == drawn(of_file)
    assert of_lake["tiles"] == of_file["tiles"]


def test_the_page_is_the_same(known_path: Path, address: LakeAddress, tmp_path: Path) -> None:
    pytest.importorskip("marimo")
    lake = ("--lake", f"postgres:{address.catalog}", "--lake-data", address.data)
    for out, place in (("file.html", ("--warehouse", str(known_path))), ("lake.html", lake)):
        command = [sys.executable, "-W", "error", "-m", "notebooks.export", str(tmp_path / out), *place]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=600)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "lake.html").read_bytes() == (tmp_path / "file.html").read_bytes()


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_the_same(known_path: Path, address: LakeAddress, tmp_path: Path) -> None:
    write_site(known_path, tmp_path / "file", Language.ZH, UTC)
    write_site(address, tmp_path / "lake", Language.ZH, UTC)
    assert len(read_folder(tmp_path / "file")) > 6
    assert read_folder(tmp_path / "lake") == read_folder(tmp_path / "file")


def test_the_environment_names_the_lake(address: LakeAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("marimo")
    from notebooks.explore import app

    monkeypatch.setenv("NIANBAO_LAKE", f"postgres:{address.catalog}")
    monkeypatch.setenv("NIANBAO_LAKE_DATA", address.data)
    found = app.run()[1]
    assert (found["problem"], found["headline"].reports) == (None, 5)


class Away:
    """A lake that went away, as DuckDB tells it."""

    def sql(self, query: str, params: object) -> NoReturn:
        raise duckdb.IOException('Unable to connect to Postgres at "host=db password=geheim"')


def test_a_lake_that_goes_away_meanwhile_tells_no_password() -> None:
    with pytest.raises(RunError, match=r"the warehouse cannot be asked: .* password=\*\*\*") as caught:
        ask(Away(), "SELECT 1")  # type: ignore[arg-type]
    assert "geheim" not in str(caught.value)
