"""The page shows each finding beside its place, needs nothing else, and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from flows.commands.check_html import to_html
from tests.flows.commands.made_checks import checked_files, is_harmless
from transforms.language import Language

VOID = {"meta", "br", "!doctype"}


class Reader(HTMLParser):
    """Reads a page: its tags, whether each is closed in its turn, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.is_sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_sound = self.is_sound and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(language: Language = Language.ZH) -> Reader:
    reader = Reader()
    reader.feed(to_html(checked_files(), language))
    assert reader.is_sound
    assert reader.open == []
    return reader


def test_the_page_stands_alone_and_runs_nothing() -> None:
    tags = read().tags
    assert not {"script", "link", "img", "iframe", "object", "form", "b"} & ({tag for tag, _ in tags} - {"b"})
    assert not any(name.startswith("on") or name in ("href", "src", "style") for _, given in tags for name in given)
    metas = [given for tag, given in tags if tag == "meta"]
    assert any(given.get("charset") == "utf-8" for given in metas)
    assert any("width=device-width" in (given.get("content") or "") for given in metas)
    assert any("default-src 'none'" in (given.get("content") or "") for given in metas)
    assert not re.search(r"url\(|@import|https?:", to_html(checked_files(), Language.ZH))


@pytest.mark.parametrize("language", Language)
def test_text_of_a_file_is_escaped(language: Language) -> None:
    page = to_html(checked_files(), language)
    assert is_harmless(page)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def rows_of(page: str) -> Iterator[str]:
    return (row[0] for row in re.finditer(r"<tr>.*?</tr>", page, re.DOTALL))


def test_a_finding_stands_below_its_row_and_its_cell_is_marked() -> None:
    rows = list(rows_of(to_html(checked_files(), Language.ZH)))
    [at] = [number for number, row in enumerate(rows) if "cell_unreadable" in row]
    assert "（二）部分公开" in rows[at - 1]
    assert rows[at - 1].count('<td class="warning">') == 1
    assert "单元格不是数字" in rows[at]


def test_findings_of_a_section_stand_between_its_heading_and_its_text() -> None:
    page = to_html(checked_files(), Language.ZH)
    heading, mobile, text = (page.index(part) for part in ("五、存在的主要问题", "mobile_number", "一年来"))
    assert heading < mobile < text


def test_the_page_says_its_language() -> None:
    assert read(Language.EN).tags[0] == ("html", {"lang": "en"})
    assert "Annual report: check before publication" in read(Language.EN).said
    assert read().tags[0] == ("html", {"lang": "zh-CN"})


def test_tables_scroll_in_a_box_of_their_own() -> None:
    page = to_html(checked_files(), Language.ZH)
    assert page.count("<table>") == page.count('<div class="scroll"><table>') > 0
    assert ".scroll { overflow-x: auto" in page
