"""The notebook runs, and its charts hold the numbers of the warehouse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.language import spoken_language
from notebooks.explore import app
from notebooks.findings import count_findings
from notebooks.labels import bilingual
from notebooks.panels import ALL_ZERO, NOTHING, Panel
from notebooks.site.places import county_html
from notebooks.site.reading import read_county
from tests.flows.rows import CODES, load_tables, review_cells
from tests.flows.versions.test_seal import write
from tests.notebooks.known import report, requests
from tests.notebooks.site.sited import build_sited

ROOT = Path(__file__).resolve().parents[2]


def run_script(warehouse: Path) -> subprocess.CompletedProcess[str]:
    """Run the notebook as a script; whatever it warns of is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "notebooks/explore.py"],
        cwd=ROOT,
        env={**os.environ, "NIANBAO_WAREHOUSE": str(warehouse)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def found(known_path: Path) -> Any:
    """What the cells of the notebook define."""
    return app.run(defs={"place": known_path})[1]


def drawn(panel: Panel) -> list[dict[str, Any]]:
    """All rows that a chart draws."""
    assert panel.chart is not None
    return [row for rows in panel.chart.to_dict()["datasets"].values() for row in rows]


def test_it_runs_as_a_script(known_path: Path) -> None:
    done = run_script(known_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_warehouse_it_says_so(tmp_path: Path) -> None:
    done = run_script(tmp_path / "absent.duckdb")
    assert (done.returncode, done.stderr) == (0, "")
    found = app.run(defs={"place": tmp_path / "absent.duckdb"})[1]
    assert "There is no warehouse at" in found["problem"]
    assert "overview" not in found


def test_of_an_empty_warehouse_it_says_so(tmp_path: Path) -> None:
    load_tables(tmp_path / "nianbao.duckdb", {})
    found = app.run(defs={"place": tmp_path / "nianbao.duckdb"})[1]
    assert "holds no report yet" in found["problem"]
    assert "overview" not in found


def test_the_tiles_say_how_much_there_is(found: Any) -> None:
    numbers = {tile.label.partition(" ")[2]: tile.number for tile in found["tiles"]}
    expected = {"reports": "5", "townships": "3", "counties": "2", "years": "2020–2022", "doubtful cells": "1"}
    assert numbers.items() >= expected.items()


def test_the_first_row_shows_coverage_requests_and_findings(found: Any) -> None:
    coverage, requests, findings = map(drawn, found["overview"].panels)
    assert {(row["name"], row["report_year"], row["text"]) for row in coverage} >= {
        ("全部 All", 2022, "3/5"),
        ("示例县", 2021, "0/3"),
    }
    assert {row["report_year"] for row in coverage if row["name"] == "<b>县"} == {2022}
    values = {(row["measure"], row["report_year"]): row["value"] for row in requests if "measure" in row}
    assert values["granted", 2022] == 19
    assert values["new_requests", 2021] is None
    assert ("granted", 2021) not in values
    assert {row["report_year"]: row["text"] for row in requests if "text" in row} == {2020: "100%", 2022: "≥66%"}
    assert ("办理结果合计不符 outcome_total", 2) in {(row["rule_label"], row["findings"]) for row in findings}


def test_every_panel_of_it_can_be_drawn(found: Any) -> None:
    panels = [panel for name in ("overview", "trends", "channels", "rankings") for panel in found[name].panels]
    assert len(panels) == 11
    assert [panel.title for panel in panels if not drawn(panel)] == []


def test_rankings_are_of_the_latest_year(found: Any) -> None:
    townships, counties = found["rankings"].panels
    assert "3/3" in townships.note
    assert ("示例县示范镇", 20) in {(row["place"], row["value"]) for row in drawn(townships)}
    assert ("示例县", 25, "25") in {(row["place"], row["value"], row["text"]) for row in drawn(counties)}


def test_a_county_that_is_chosen_says_what_its_page_says(known_path: Path, known: duckdb.DuckDBPyConnection) -> None:
    chosen = {"area": "990101", "counted": count_findings(known, "990101"), "tiles": ()}
    found = app.run(defs={"place": known_path, **chosen})[1]
    county = read_county(known, "990101")
    assert county is not None
    assert found["place_html"] == county_html(county, spoken_language(), lambda _, name: name)
    assert set(found["township_choice"].options) == {
        f"{one.row['township']} {one.row['township_code']}" for one in county.townships
    }


def test_of_all_counties_together_no_page_is_shown(found: Any) -> None:
    assert found["county"] is None


def test_panels_of_zeros_say_so_instead_of_an_empty_frame(tmp_path: Path) -> None:
    zeros = report("zeros", CODES[0], 2022)
    cells = {"fact_request": requests(zeros, 0, 0, 0, 0), "fact_review": review_cells(zeros, {})}
    load_tables(tmp_path / "n.duckdb", {"report": [zeros], **cells})
    found = app.run(defs={"place": tmp_path / "n.duckdb"})[1]
    panels = [panel for name in ("overview", "trends", "channels", "rankings") for panel in found[name].panels]
    said = {panel.title.partition(" ")[0]: panel.instead for panel in panels if panel.chart is None}
    assert {said[title] for title in ("申请与办理结果", "各县新收申请", "申请人", "复议与诉讼")} == {ALL_ZERO}
    assert {said[title] for title in ("办理结果占比", "公开渠道：条数", "公开渠道：年报数")} == {NOTHING}


def test_a_code_without_a_label_stands_alone() -> None:
    assert bilingual("new_rule", {}) == "new_rule"


def test_it_says_that_the_warehouse_was_changed(found: Any, tmp_path: Path) -> None:
    assert found["changes"] == []
    warehouse = build_sited(tmp_path / "nianbao.duckdb")
    write(warehouse, "UPDATE ingest_run SET cells_loaded = 9")
    changed = app.run(defs={"place": warehouse})[1]
    assert "was changed after its publication" in changed["subtitle"]
    assert "在发布之后被改动过" in changed["subtitle"]
