"""Writes the site: the overview, a page for each county and township, and the index of the search box."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import tzinfo
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.commands.folders import folder_beside, replace_folder
from flows.errors import RunError, system_words
from flows.state import read_json, show_time
from notebooks.site.overview import overview_html
from notebooks.site.page import whole_page
from notebooks.site.places import county_html, county_page, names_above, township_html, township_page
from notebooks.site.reading import County, list_counties, read_counties
from notebooks.site.rest import REST, rest_html
from notebooks.site.text import escape, plain, said, word
from notebooks.warehouse import Headline, changes_of, open_warehouse, read_headline
from transforms.language import Language, Pair

if TYPE_CHECKING:
    from notebooks.warehouse import WarehousePlace

MARK = "site.json"
FORMAT = "nianbao-site"
SCRIPT = "search.js"
PLACES = "places.js"
HOME = "index.html"
_FILES = {MARK, SCRIPT, PLACES, HOME, REST}
_FOLDERS = ("county", "township")


@dataclass(frozen=True)
class SiteCounts:
    """What was written: pages, and the bytes of all files."""

    pages: int
    bytes: int


def check_replaceable(folder: Path) -> None:
    """Raise `RunError` unless the folder is absent, empty, or a site with nothing else in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RunError(
            Pair(
                "{folder}不是文件夹；请为网站另指定一个",
                "{folder} is no folder; name another one for the site",
                folder=folder,
            )
        )
    if not any(folder.iterdir()):
        return
    if not _has_mark(folder):
        raise RunError(
            Pair(
                "文件夹{folder}不是空的，也不是这样的网站；保持原样，请另指定一个",
                "the folder {folder} is not empty and no site; it is left as it is, name another one",
                folder=folder,
            )
        )
    if foreign := next((path for path in sorted(folder.rglob("*")) if not _is_own(path.relative_to(folder))), None):
        raise RunError(
            Pair(
                "文件夹{folder}里有不属于网站的内容，例如{foreign}；请移走",
                "the folder {folder} holds what is not of the site, such as {foreign}; move it",
                folder=folder,
                foreign=foreign.name,
            )
        )


def _has_mark(folder: Path) -> bool:
    try:
        mark = read_json(folder / MARK)
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and mark.get("format") == FORMAT


def _is_own(path: Path) -> bool:
    """Whether a site has a file or folder of this relative path."""
    if len(path.parts) == 1:
        return path.name in _FILES or path.name in _FOLDERS
    return len(path.parts) == 2 and path.parts[0] in _FOLDERS and path.suffix == ".html"


def write_site(place: WarehousePlace, folder: Path, language: Language, zone: tzinfo) -> SiteCounts:
    """Write the site of a warehouse into a folder, with the times of a zone: all of it, or nothing.

    Raises `RunError` where there is no warehouse, or nothing in it, or where the folder is not the site's; what was in
    the folder is then as it was.
    """
    folder = folder.resolve()
    check_replaceable(folder)
    with closing(open_warehouse(place)) as warehouse:
        headline = read_headline(warehouse)
        if not headline.reports:
            raise RunError(
                Pair(
                    "{place}还没有年报；请运行 `make ingest`。",
                    "{place} holds no report yet: run `make ingest`.",
                    place=place,
                )
            )
        try:
            with folder_beside(folder) as written:
                site = _Site(written, language, _foot(headline, language, zone), _told(changes_of(place), language))
                pages = sum(1 for _ in _write_pages(warehouse, headline, site))
                size = sum(path.stat().st_size for path in written.rglob("*") if path.is_file())
                check_replaceable(folder)
                replace_folder(written, folder)
        except OSError as error:
            raise RunError(
                Pair(
                    "无法把网站写入{folder}：{why}",
                    "cannot write the site to {folder}: {why}",
                    folder=folder,
                    why=system_words(error),
                )
            ) from error
    return SiteCounts(pages, size)


@dataclass(frozen=True)
class _Site:
    """The folder that is written, and what every page of it says below and above its content, both HTML."""

    folder: Path
    language: Language
    foot: str
    head: str = ""

    def write(self, path: str, title: str, way: Iterable[tuple[str, str]], content: str, *, fictional: bool) -> Path:
        """Write a page; `way` are the pages above, all is HTML."""
        banner = f'<p class="fictional">{word("fictional", self.language)}</p>' if fictional else ""
        root = "../" * path.count("/")
        page = whole_page(
            title, [*way, ("", title)], self.head + banner + content, root=root, foot=self.foot, language=self.language
        )
        (self.folder / path).write_text(page, "utf-8")
        return self.folder / path


def _linker(root: str) -> Callable[[str, str], str]:
    return lambda path, name: f'<a href="{root}{path}">{name}</a>'


def _write_pages(warehouse: duckdb.DuckDBPyConnection, headline: Headline, site: _Site) -> Iterator[Path]:
    """Write every page into an empty folder. Raises `RunError` and `OSError`."""
    for name in _FOLDERS:
        (site.folder / name).mkdir()
    counties = list_counties(warehouse)
    title = word("title", site.language)
    content = overview_html(warehouse, headline, counties, site.language, _linker(""))
    fictional = any(county["is_fictional"] for county in counties)
    yield site.write(HOME, title, (), content, fictional=fictional)
    rest = word("rest", site.language)
    content = rest_html(warehouse, site.language)
    yield site.write(REST, rest, [(HOME, word("home", site.language))], content, fictional=fictional)
    with (site.folder / PLACES).open("w", encoding="utf-8") as places:
        places.write("window.nianbaoPlaces = [];\n")
        for county in read_counties(warehouse, counties):
            places.write(f"nianbaoPlaces.push({_index_line(county)});\n")
            yield from _write_county(county, site)
    script = resources.files("notebooks.site").joinpath(SCRIPT).read_text("utf-8")
    (site.folder / SCRIPT).write_text(script, "utf-8")
    (site.folder / MARK).write_text(json.dumps({"format": FORMAT}) + "\n", "utf-8")


def _foot(headline: Headline, language: Language, zone: tzinfo) -> str:
    time = "—" if headline.loaded_at is None else show_time(headline.loaded_at, zone)
    return f"<p>{word('loaded', language, time=time, version=headline.parser_version or '—')}</p>"


def _told(changes: Iterable[Pair], language: Language) -> str:
    """What somebody did to the warehouse since its publication."""
    return "".join(f'<p class="changed">{said(words, language)}</p>' for words in changes)


def _index_line(county: County) -> str:
    """A county for the search box: code, name, what is above it, and its townships with whether they have a page."""
    row = county.row
    townships = [
        [one.row["township_code"], plain(one.row["township"]), int(bool(one.reports))] for one in county.townships
    ]
    above = plain("".join(names_above(row)))
    return json.dumps([row["county_code"], plain(row["county"]), above, townships], ensure_ascii=False)


def _write_county(county: County, site: _Site) -> Iterator[Path]:
    """Write the page of a county and those of its townships that have a report."""
    row, language = county.row, site.language
    way = [(HOME, word("home", language)), *(("", escape(above)) for above in names_above(row))]
    name, path = escape(row["county"]), county_page(row["county_code"])
    content = _code(row["county_code"]) + county_html(county, language, _linker("../"))
    yield site.write(path, name, way, content, fictional=row["is_fictional"])
    for township in county.townships:
        if township.reports:
            own = township.row
            content = _code(own["township_code"]) + township_html(township, language)
            yield site.write(
                township_page(own["township_code"]),
                escape(own["township"]),
                [*way, (path, name)],
                content,
                fictional=row["is_fictional"],
            )


def _code(code: str) -> str:
    return f'<p class="note"><code>{escape(code)}</code></p>'
