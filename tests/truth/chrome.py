"""Reports of real townships below generated chrome, read and compared with what the same report gives without it.

`python -m tests.truth.chrome [--sample N] [--seed S] [--words built|held-out] [--show K]`
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from random import Random

from tests.truth.chrome_words import BUILT, HELD_OUT, Words
from transforms.identity import national_gazetteer
from transforms.report import read_report

CHROMES = ("menu", "path", "metadata", "bar", "site", "siblings", "all")
FORMATS = ("text", "html p", "html div", "html br", "html span", "html glued", "html table")
OPENING = (
    "如对本报告有疑问，请与{body}联系。",
    "按照条例要求，现公布{body}2021年政府信息公开工作年度报告。",
    "按照条例要求，{body}编制了2021年政府信息公开工作年度报告，我{kind}主动公开信息。",
)
BODY = (
    "根据《中华人民共和国政府信息公开条例》要求编制，本报告统计期限自2021年1月1日至2021年12月31日。",
    "一、总体情况",
    "2021年，认真落实条例要求，及时更新公开目录，通过网站和公开栏主动公开各类政府信息24条。",
    *(
        "全年组织业务培训2次，安排专人负责信息的收集、审核和发布，确保公开的内容真实、准确。",
        "二、主动公开政府信息情况",
        "无。",
    ),
    *("三、收到和处理政府信息公开申请情况", "无。", "四、政府信息公开行政复议、行政诉讼情况", "无。"),
    *("五、存在的主要问题及改进情况", "无。", "六、其他需要报告的事项", "无。"),
)
Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Place:
    """A township of the list with its county, its prefecture and the names of its neighbours."""

    name: str
    county: str
    prefecture: str
    siblings: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A generated page: lines of cells above the title, the lines of the title, and how they are typeset."""

    chrome: str
    above: Lines
    title: tuple[str, ...]
    opening: str
    layout: str
    mark: str


@dataclass(frozen=True)
class Found:
    """What the reader says of a page."""

    agency: str | None
    township_code: str | None
    title: str | None


@cache
def _places() -> tuple[Place, ...]:
    gazetteer = national_gazetteer()
    by_county: dict[str, list[str]] = {}
    for name, _, county in gazetteer.townships.values():
        by_county.setdefault(county, []).append(name)
    return tuple(
        Place(name, gazetteer.counties[county].county, gazetteer.counties[county].prefecture, tuple(names))
        for county, names in sorted(by_county.items())
        for name in names
        if name.endswith(("镇", "乡", "街道")) and gazetteer.counties[county].county.endswith(("县", "区", "市", "旗"))
    )


def draw_page(rng: Random, words: Words, layout: str, chrome: str, title_lines: int) -> Page:
    """Draw a township, its title in so many lines, and chrome of a kind."""
    place = rng.choice(_places())
    own = place.name + rng.choice(("", "办事处" if place.name.endswith("街道") else "人民政府"))
    body = rng.choice((place.county, place.prefecture + place.county)) + own
    kind = "街道" if place.name.endswith("街道") else place.name[-1]
    opening = rng.choice(OPENING).format(body=body, kind=kind)
    named = rng.choice((body, body, own, ""))
    rests = {
        1: (f"{named}2021年政府信息公开工作年度报告",),
        2: (named, "2021年政府信息公开工作年度报告"),
        3: (named, "2021年政府信息公开", "工作年度报告"),
    }
    title = tuple(filter(None, rests[title_lines]))
    mark = rng.choice((" ", "\t", " | ", "|"))
    kinds = ("site", "menu", "siblings", "path", "metadata", "bar") if chrome == "all" else (chrome,)
    above = tuple(line for kind in kinds for line in _draw(rng, words, kind, place))
    return Page(chrome, above, title, opening if named != body else BODY[0], layout, mark)


def _draw(rng: Random, words: Words, kind: str, place: Place) -> Lines:
    if kind == "site":
        name = rng.choice(words.site_names).format(county=place.county, prefecture=place.prefecture)
        return ((name,), (rng.choice(words.steps),)) if rng.random() < 0.5 else ((name,),)
    if kind == "menu":
        return _spread(rng, rng.sample(words.menu, rng.randint(3, 7)))
    if kind == "siblings":
        sample = rng.sample(place.siblings, min(len(place.siblings), rng.randint(4, 9)))
        names = [name for name in sample if name != place.name]
        return _spread(rng, [name + rng.choice(("", "人民政府")) * (not name.endswith("街道")) for name in names])
    if kind == "path":
        steps = ["首页", *rng.sample(words.steps, rng.randint(1, 3)), *rng.sample(("正文", place.name), 1)]
        return ((rng.choice(words.path_words) + rng.choice((" > ", ">", "＞", " / ", " » ")).join(steps),),)
    if kind == "bar":
        return tuple(rng.sample(words.bars, rng.randint(1, 2)))
    return _draw_metadata(rng, words, place)


def _draw_metadata(rng: Random, words: Words, place: Place) -> Lines:
    pairs = [(label, rng.choice(values)) for label, values in rng.sample(words.metadata, rng.randint(3, 6))]
    publisher = rng.choice((place.name, f"{place.county}人民政府办公室", place.county + place.name))
    pairs.insert(rng.randrange(len(pairs)), (rng.choice(words.publishers), publisher))
    shape = rng.choice(("colon", "wide colon", "cells", "lines", "header", "spaced"))
    if shape == "lines":
        return tuple((cell,) for pair in pairs for cell in pair if cell)
    if shape == "header":
        full = [(label, value) for label, value in pairs if value]
        return (tuple(label for label, _ in full), tuple(value for _, value in full))
    if shape == "cells":
        return tuple((*pairs[at], *(pairs[at + 1] if at + 1 < len(pairs) else ())) for at in range(0, len(pairs), 2))
    colon = "：" if shape == "wide colon" else ":"
    if shape == "spaced":
        return tuple((" ".join(label) + colon, value) for label, value in pairs)
    return tuple((label + colon + value,) for label, value in pairs)


def _spread(rng: Random, entries: Sequence[str]) -> Lines:
    """Entries in one line, or each in a line of its own."""
    return (tuple(entries),) if rng.random() < 0.5 else tuple((entry,) for entry in entries)


def typeset(page: Page, *, has_chrome: bool = True) -> tuple[bytes, str]:
    """The bytes of a page and a name for them that tells nothing of the place."""
    above = page.above if has_chrome else ()
    if page.layout == "text":
        lines = [page.mark.join(cells) for cells in above] + [*page.title, page.opening, *BODY]
        return "\n".join(lines).encode(), "x.txt"
    head = "".join(_typeset_line(cells, page.layout) for cells in above)
    title = {
        "html br": f"<h1>{'<br>'.join(page.title)}</h1>",
        "html table": "".join(f"<table><tr><td>{line}</td></tr></table>" for line in page.title),
    }.get(page.layout, "".join(f"<p>{line}</p>" for line in page.title))
    text = "".join(f"<p>{line}</p>" for line in (page.opening, *BODY))
    return f"<html><head><meta charset=utf-8></head><body>{head}{title}{text}</body></html>".encode(), "x.html"


def _typeset_line(cells: Sequence[str], layout: str) -> str:
    shown = [escape(cell) for cell in cells]
    if layout == "html table":
        return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in shown) + "</tr></table>"
    if layout == "html span":
        return "<div>" + " ".join(f"<span>{cell}</span>" for cell in shown) + "</div>"
    if layout == "html glued":
        return "<div>" + "".join(f"<span>{cell}</span>" for cell in shown) + "</div>"
    if layout == "html br":
        return " ".join(shown) + "<br>"
    if layout == "html div":
        return "<div>" + "".join(f"<div>{cell}</div>" for cell in shown) + "</div>"
    return "<p>" + " ".join(shown) + "</p>"


@cache
def read_page(page: Page, *, has_chrome: bool = True) -> Found:
    """What the reader finds of a page, with its chrome or without."""
    data, name = typeset(page, has_chrome=has_chrome)
    report = read_report(data, name, gazetteer=national_gazetteer()).report
    return Found(report.agency, report.township_code, report.title) if report else Found(None, None, "not read")


def draw_pages(sample: int, seed: int, words: Words) -> list[Page]:
    """Pages of every chrome, layout and length of the title in turn."""
    rng = Random(f"chrome {seed}")
    kinds = [(layout, chrome, lines) for lines in (1, 2, 3) for chrome in CHROMES for layout in FORMATS]
    start = rng.randrange(len(kinds))
    return [draw_page(rng, words, *kinds[(start + at * 5) % len(kinds)]) for at in range(sample)]


def differences(page: Page) -> list[str]:
    """What is read otherwise below the chrome than without it."""
    found, expected = read_page(page), read_page(page, has_chrome=False)
    return [name for name in ("agency", "township_code", "title") if getattr(found, name) != getattr(expected, name)]


def main(arguments: Sequence[str]) -> int:
    """Read a sample and print what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", choices=("built", "held-out"), default="held-out")
    parser.add_argument("--show", type=int, default=10)
    chosen = parser.parse_args(arguments)
    pages = draw_pages(chosen.sample, chosen.seed, HELD_OUT if chosen.words == "held-out" else BUILT)
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for page in pages:
        found, expected = read_page(page), read_page(page, has_chrome=False)
        differing = differences(page)
        counts["township without chrome"] += expected.township_code is not None
        counts["same"] += not differing
        codes = (found.township_code, expected.township_code)
        counts["wrong township"] += "township_code" in differing and None not in codes
        for name in differing:
            counts[f"other {name}"] += 1
        if differing:
            kinds[f"{page.chrome}, {len(page.title)} lines, {page.layout}"] += 1
            if sum(kinds.values()) <= chosen.show:
                print(page, found, expected, sep="\n  ")
    print(f"{len(pages)} pages:", dict(counts))
    print(dict(kinds.most_common(20)))
    return counts["same"] < len(pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
