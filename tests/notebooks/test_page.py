"""The exported page: one file that loads nothing, opened in a browser without network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from notebooks.charts import coverage_map
from notebooks.export import main
from tests.notebooks.known import ATTACK

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# What makes a browser fetch something, in tags, in style sheets and in scripts of the page's own.
LOADING_TAGS = "link, img, iframe, object, embed, video, audio, source, base, [src], [srcset], [background], use"
LOADING_STYLE = re.compile(r"@import|url\(", re.IGNORECASE)


@pytest.fixture(scope="module")
def page(known_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the known warehouse, written by the command."""
    out = tmp_path_factory.mktemp("page") / "explore.html"
    command = [sys.executable, "-W", "error", "-m", "notebooks.export", str(out), "--warehouse", str(known_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return out


@pytest.fixture(scope="module")
def opened(page: Path, tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    """The page as Chromium has it after its scripts ran, every host being unknown."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    offline = ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]
    command = [CHROMIUM, *options, *offline, "--window-size=1440,900", page.as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    return LexborHTMLParser(done.stdout)


def first(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first node of those that there must be."""
    return node.css(selector)[0]


def texts(opened: LexborHTMLParser, panel: str) -> set[str]:
    """All texts that are drawn in the first panel whose title begins so."""
    found = next(node for node in opened.css(".panel") if first(node, "h3").text().startswith(panel))
    return {text.text() for text in found.css("svg text")}


def test_the_page_refers_to_nothing(page: Path) -> None:
    tree = LexborHTMLParser(page.read_text("utf-8"))
    assert [node.html for node in tree.css(LOADING_TAGS)] == []
    assert [style.text() for style in tree.css("style") if LOADING_STYLE.search(style.text())] == []
    policy = first(tree, "meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert str(ROOT) not in page.read_text("utf-8")


def test_every_chart_is_drawn(opened: LexborHTMLParser) -> None:
    panels = opened.css(".panel")
    assert len(panels) == 12
    marks = [len(panel.css("svg .role-mark path, svg .role-mark text")) for panel in panels]
    assert min(marks) > 0
    assert opened.css(".blank") == []


def test_labels_are_chinese_and_numbers_those_of_the_warehouse(opened: LexborHTMLParser) -> None:
    assert {"全部 All", "示例县", "<b>县", "2021", "3/5", "0/3"} <= texts(opened, "年报公布情况")
    assert {"件 requests", "予以公开 granted", "≥66%"} <= texts(opened, "申请与办理结果")
    assert {"示例县示范镇", "20"} <= texts(opened, "乡镇街道排名")


def test_no_line_leads_over_a_year_without_a_value(opened: LexborHTMLParser) -> None:
    """2021 has no report: the points of 2020 and 2022 stay apart."""
    (panel,) = [node for node in opened.css(".panel") if first(node, "h3").text().startswith("申请与办理结果")]
    paths = [path.attributes["d"] or "" for path in panel.css("svg .mark-line path")]
    assert [path for path in paths if "M" in path]
    assert [path for path in paths if "L" in path] == []
    assert len(panel.css("svg .mark-symbol.role-mark path")) == 2


def test_text_of_reports_is_never_markup(page: Path, opened: LexborHTMLParser) -> None:
    assert first(opened, "title").text() == "年报数据浏览 nianbao explore"
    assert opened.css("td b, summary script") == []
    assert ATTACK in "".join(summary.text() for summary in opened.css("summary"))
    assert ATTACK not in page.read_text("utf-8")


def test_a_finding_unfolds_to_the_text_of_its_cell_beside_the_value(opened: LexborHTMLParser) -> None:
    found = [node for node in opened.css("details") if "fact_request.handled_total.total" in node.text()]
    (row,) = found[0].css("tr.subject")
    cells = [cell.text() for cell in row.css("td")]
    assert cells == ["（七）总计 · 总计", "2022", "20", "20", "照录 reported", "second.txt"]


def test_without_a_warehouse_no_page_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from typer import Exit

    with pytest.raises(Exit) as stopped:
        main(tmp_path / "explore.html", tmp_path / "absent.duckdb")
    assert stopped.value.exit_code == 1
    assert capsys.readouterr().err.startswith("No page was written: There is no warehouse at")
    assert list(tmp_path.iterdir()) == []


def frame(years: range, townships: int, published: int) -> pl.DataFrame:
    return pl.DataFrame(
        [{"name": "示例县", "report_year": year, "townships": townships, "published": published} for year in years]
    ).with_columns((pl.col("published") / pl.col("townships")).alias("published_rate"))


@pytest.mark.parametrize(
    ("years", "townships", "published", "text"),
    [
        (range(2020, 2023), 34, 33, "33/34"),
        (range(2020, 2023), 3400, 3399, "99%"),
        (range(2020, 2023), 34000, 1, "<1%"),
        (range(2020, 2023), 34000, 0, "0%"),
        (range(2008, 2023), 2, 2, "100%"),
        (range(2020, 2023), 1, 1, "有"),
    ],
)
def test_a_square_says_what_it_has_room_for(years: range, townships: int, published: int, text: str) -> None:
    chart = coverage_map(frame(years, townships, published)).to_dict()
    (rows,) = chart["datasets"].values()
    assert {row["text"] for row in rows} == {text}
