"""The folder of pages: links, text of files, who is counted, and how it takes the place of another one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.errors import RunError
from notebooks.site import write
from notebooks.site.write import write_site
from tests.flows.mixed_places import build_mixed
from tests.flows.rows import CODES, load_tables
from tests.flows.versions.test_seal import write as write_into
from tests.notebooks.known import ATTACK
from tests.notebooks.site.sited import TURNED, build_sited
from transforms.language import Language

ROOT = Path(__file__).resolve().parents[3]


def pages_of(site: Path) -> dict[str, LexborHTMLParser]:
    """The pages of a site by their paths."""
    return {
        path.relative_to(site).as_posix(): LexborHTMLParser(path.read_text("utf-8")) for path in site.rglob("*.html")
    }


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """The pages of `sited`."""
    return pages_of(site)


def broken_links(pages: dict[str, LexborHTMLParser], site: Path) -> list[str]:
    """The links that lead to no page, or to no place on it."""
    broken = []
    for path, page in pages.items():
        for link in page.css("[href], [src]"):
            target = link.attributes.get("href") or link.attributes.get("src") or ""
            address, place = urldefrag(target)
            there = os.path.normpath((site / path).parent / address) if address else site / path
            found = Path(there).is_file()
            if found and place:
                found = bool(pages[Path(there).relative_to(site).as_posix()].css(f"[id='{place}']"))
            if not found:
                broken.append(f"{path}: {target}")
    return broken


def test_there_is_a_page_for_each_county_and_each_township_with_a_report(pages: dict[str, LexborHTMLParser]) -> None:
    assert set(pages) == {
        "index.html",
        "rest.html",
        "county/990101.html",
        "county/990102.html",
        f"township/{CODES[0]}.html",
        "township/990102100000.html",
    }


def test_every_link_leads_somewhere(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    assert sum(len(page.css("[href]")) for page in pages.values()) > 30
    assert broken_links(pages, site) == []


def test_a_link_that_leads_nowhere_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="gone.html">x</a><a href="#gone">y</a><a href="#there" id="there">')
    assert broken_links(pages_of(tmp_path), tmp_path) == ["index.html: gone.html", "index.html: #gone"]


def test_every_page_is_reached_from_the_overview(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    reached: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        for link in pages[path].css("a[href]"):
            address = urldefrag(link.attributes["href"] or "")[0]
            there = os.path.relpath(os.path.normpath((site / path).parent / address), site) if address else path
            if there not in reached:
                waiting.append(there)
    assert reached == set(pages)


def test_nothing_of_a_file_is_markup(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    for path, page in pages.items():
        assert [node.html for node in page.css("script:not([src])")] == [], path
        assert page.css("main b b, td b script, main i > i") == []
        assert "\u202e" not in page.text()
    text = (site / f"township/{CODES[0]}.html").read_text("utf-8")
    assert ATTACK not in text
    assert text.count(ATTACK.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")) >= 3
    assert TURNED.replace("\u202e", "·") in text
    (title,) = pages["county/990102.html"].css("h1")
    assert title.text() == "<b>县"


def test_a_page_may_load_the_scripts_of_the_search_box_alone(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        root = "../" if "/" in path else ""
        assert [script.attributes["src"] for script in page.css("[src]")] == [f"{root}search.js"]
        (policy,) = page.css("meta[http-equiv='Content-Security-Policy']")
        assert (policy.attributes["content"] or "").startswith("default-src 'none';")
        assert page.css("link, img, iframe, form[action]") == []
        assert [style.text() for style in page.css("style") if re.search(r"@import|url\(", style.text())] == []


def test_every_page_says_that_demonstration_places_are_invented(pages: dict[str, LexborHTMLParser]) -> None:
    assert [path for path, page in pages.items() if not page.css(".fictional")] == []


def test_what_is_of_no_place_is_listed_apart(pages: dict[str, LexborHTMLParser]) -> None:
    reports, files = pages["rest.html"].css("tbody")
    assert [row.text() for row in reports.css("tr")] == ["不明街道2022nowhere.txt", "示例县人民政府2022own.txt"]
    assert [row.css("th")[0].text() for row in files.css("tr")] == ["<i>bad.pdf"]


def test_the_search_box_knows_every_township(site: Path) -> None:
    first, *lines = (site / "places.js").read_text("utf-8").splitlines()
    assert first == "window.nianbaoPlaces = [];"
    places = [json.loads(line.removeprefix("nianbaoPlaces.push(").removesuffix(");")) for line in lines]
    townships = [[CODES[0], "示范镇", 1], [CODES[1], "范例镇", 0], [CODES[2], "样例镇", 0]]
    assert places[0] == ["990101", "示例县", "示例省示例市", townships]
    assert places[1][:2] == ["990102", "<b>县"]


def test_demonstration_places_never_stand_beside_real_ones(tmp_path: Path) -> None:
    counts = write_site(build_mixed(tmp_path / "w.duckdb"), tmp_path / "site", Language.ZH, UTC)
    pages = pages_of(tmp_path / "site")
    assert set(pages) == {"index.html", "rest.html", "county/110101.html", "township/110101001000.html"}
    assert counts.pages == len(pages)
    assert "99" not in (tmp_path / "site" / "places.js").read_text("utf-8")
    assert not any(page.css(".fictional") for page in pages.values())
    assert "demo9901" not in "".join(page.text() for page in pages.values())


def test_the_site_is_written_in_english_too(sited_path: Path, tmp_path: Path) -> None:
    write_site(sited_path, tmp_path / "site", Language.EN, UTC)
    page = pages_of(tmp_path / "site")["index.html"]
    assert page.css("html[lang=en]")
    assert page.css("h2")[0].text() == "Coverage"


def test_a_site_takes_the_place_of_the_one_before(sited_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(sited_path, folder, Language.ZH, UTC)
    (folder / "township" / "990199999000.html").write_text("of a place that is gone", "utf-8")
    write_site(sited_path, folder, Language.ZH, UTC)
    assert not (folder / "township" / "990199999000.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["notes.txt", "county/notes.txt", "township/a/b.html"])
def test_what_is_not_of_the_site_is_left_as_it_is(sited_path: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    write_site(sited_path, folder, Language.ZH, UTC)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine", "utf-8")
    with pytest.raises(RunError, match="holds what is not of the site"):
        write_site(sited_path, folder, Language.ZH, UTC)
    assert (folder / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("mark", [None, "[]", "no json", '{"format": "other"}'])
def test_a_folder_that_is_no_site_is_left_as_it_is(sited_path: Path, tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "index.html").write_text("mine", "utf-8")
    if mark is not None:
        (tmp_path / "site.json").write_text(mark, "utf-8")
    with pytest.raises(RunError, match="is not empty and no site"):
        write_site(sited_path, tmp_path, Language.ZH, UTC)
    with pytest.raises(RunError, match="is no folder"):
        write_site(sited_path, tmp_path / "index.html", Language.ZH, UTC)
    assert (tmp_path / "index.html").read_text("utf-8") == "mine"


def test_a_site_that_fails_leaves_the_one_before(
    sited_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(sited_path, tmp_path / "site", Language.ZH, UTC)
    before = (tmp_path / "site" / "index.html").read_bytes()
    monkeypatch.setattr(write, "PLACES", "absent/places.js")
    with pytest.raises(RunError, match="cannot write the site"):
        write_site(sited_path, tmp_path / "site", Language.ZH, UTC)
    assert (tmp_path / "site" / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_of_an_empty_warehouse_nothing_is_written(tmp_path: Path) -> None:
    load_tables(tmp_path / "nianbao.duckdb", {})
    with pytest.raises(RunError, match="holds no report yet"):
        write_site(tmp_path / "nianbao.duckdb", tmp_path / "site", Language.ZH, UTC)
    assert not (tmp_path / "site").exists()


def run_command(*arguments: object, language: str = "zh") -> subprocess.CompletedProcess[str]:
    """`python -m notebooks.site`; whatever it warns of is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "notebooks.site", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "NIANBAO_LANG": language},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_the_command_says_where_the_site_is(sited_path: Path, tmp_path: Path) -> None:
    done = run_command(tmp_path / "site", "--warehouse", sited_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{tmp_path / 'site' / 'index.html'}：6 个页面，")


def test_without_a_warehouse_the_command_says_so(tmp_path: Path) -> None:
    done = run_command(tmp_path / "site", "--warehouse", tmp_path / "absent.duckdb", language="en")
    assert done.returncode == 1
    assert done.stderr.startswith("No site was written: There is no warehouse at")
    assert list(tmp_path.iterdir()) == []


def test_every_page_says_that_the_warehouse_was_changed(tmp_path: Path) -> None:
    warehouse = build_sited(tmp_path / "nianbao.duckdb")
    write_site(warehouse, tmp_path / "before", Language.ZH, UTC)
    assert not any(page.css(".changed") for page in pages_of(tmp_path / "before").values())
    write_into(warehouse, "UPDATE ingest_run SET cells_loaded = 9")
    write_site(warehouse, tmp_path / "after", Language.ZH, UTC)
    said = [[one.text() for one in page.css(".changed")] for page in pages_of(tmp_path / "after").values()]
    assert len(said) > 3
    assert all(len(lines) == 1 and "在发布之后被改动过" in lines[0] for lines in said)
