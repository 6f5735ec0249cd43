"""From files to views: the reports of a county, of its department, of a township in it and of a demonstration place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.flows.few_divisions import use_list
from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from transforms.identity import national_gazetteer

DEMONSTRATION = "shifan-2021.txt"


def report_of(title: str, name: str, requests: int = 14) -> str:
    """The demonstration report as another body's, whose figures are as invented as before."""
    text = (DEMO / DEMONSTRATION).read_text("utf-8")
    own = text.replace("示例县示范镇", title).replace("示范镇人民政府", name).replace("示范镇", name)
    return own.replace("收到政府信息公开申请14件", f"收到政府信息公开申请{requests}件")


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A raw folder with these reports, ingested with the divisions of the whole country."""
    use_list(monkeypatch, national_gazetteer)
    raw = tmp_path / "raw"
    raw.mkdir()
    files = {
        "county.txt": report_of("昌乐县人民政府", "昌乐县人民政府"),
        "copy.html": "<html><body><p>"
        + report_of("潍坊市昌乐县", "昌乐县人民政府").replace("\n", "</p><p>")
        + "</p></body></html>",
        "revision.txt": report_of("昌乐县人民政府", "昌乐县人民政府")
        .replace("行政规范性文件 | 2 |", "行政规范性文件 | 3 |")
        .replace("1月11日", "1月5日"),
        "department.txt": report_of("昌乐县财政局", "昌乐县财政局"),
        "other county.txt": report_of("潍坊市临朐县财政局", "临朐县财政局"),
        "township.txt": report_of("昌乐县营丘镇", "营丘镇人民政府"),
        "zone.txt": report_of("潍坊市虚构开发区管理委员会", "虚构开发区管理委员会"),
    }
    for name, text in files.items():
        (raw / name).write_text(text, "utf-8")
    shutil.copy(DEMO / DEMONSTRATION, raw)
    shutil.copy(DEMO / "gazetteer.csv", raw)
    warehouse = tmp_path / "warehouse" / "nianbao.duckdb"
    warehouse.parent.mkdir()
    ingest_here(raw, warehouse)
    return warehouse


def test_every_body_counts_once_at_its_level(published: Path) -> None:
    found = query(published, "SELECT source_path, status, division_code, division_level, body_key FROM report")
    bodies = {path: rest for path, *rest in found}
    county = ["370725000000", "county", "county 370725000000"]
    statuses = {name: bodies[name].pop(0) for name in ("county.txt", "copy.html", "revision.txt")}
    assert sorted(statuses.values()) == ["current", "duplicate", "superseded"]
    assert statuses["revision.txt"] == "superseded"
    assert [bodies[name] for name in ("county.txt", "copy.html", "revision.txt")] == [county] * 3
    assert bodies["department.txt"] == ["current", "370725000000", "county", "county 370725000000 财政局"]
    assert bodies["other county.txt"] == ["current", "370724000000", "county", "county 370724000000 财政局"]
    assert bodies["township.txt"][:1] + bodies["township.txt"][2:3] == ["current", "township"]
    assert bodies["zone.txt"][:3] == ["current", None, None]
    assert bodies[DEMONSTRATION] == ["current", "990101100000", "township", "township 990101100000"]

    coverage = query(
        published,
        "SELECT county, is_published, other_report_count, departments FROM county_coverage "
        "WHERE prefecture = '潍坊市' AND (is_published OR departments > 0) ORDER BY division_code",
    )
    assert coverage == [("临朐县", False, 0, 1), ("昌乐县", True, 2, 1)]
    assert query(published, "SELECT count(*) FROM county_coverage WHERE is_fictional") == [(0,)]
    assert query(published, "SELECT count(*) FROM county_coverage") == [(2843,)]
    assert query(published, "SELECT DISTINCT province FROM coverage ORDER BY ALL") == [("山东省",), ("示例省",)]
    sums = query(
        published, "SELECT prefecture, published, new_requests FROM prefecture_county_year WHERE published > 0"
    )
    assert [row[:2] for row in sums] == [("潍坊市", 1)]
    departments = query(
        published, "SELECT division, department FROM body_year WHERE department IS NOT NULL ORDER BY division"
    )
    assert departments == [("临朐县", "财政局"), ("昌乐县", "财政局")]
    findings = query(
        published,
        "SELECT source_path FROM quality_finding JOIN report USING (report_id) WHERE starts_with(rule, 'township')",
    )
    assert [row[0] for row in findings] == ["zone.txt"]
