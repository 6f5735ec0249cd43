"""Damage to the typeset page: lines lost, cut, added or folded, script and punctuation changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from unicodedata import east_asian_width

from tests.truth.form import Key, row_of
from tests.truth.marks import ANY_MARK, Event, mark_foreign, mark_label, read_marks, strip_marks
from tests.truth.script import CONVERSIONS, annotate_pinyin, to_taiwan_terms, to_traditional
from tests.truth.typeset import Page

PageDamage = Callable[[Page, Random], Page]
HALF_WIDTH = str.maketrans("（）：，；／", "():,;/")


def _edit(page: Page, text: str) -> Page:
    return replace(page, text=text)


def _table_events(page: Page) -> list[Event]:
    return [event for event in read_marks(page.text) if event.kind in ("value", "row")]


def remove_duplicate_lines(page: Page, rng: Random) -> Page:
    """Every line that was there before is gone: repeated labels, and every 0 but the first."""
    seen: set[str] = set()
    kept = []
    for line in page.text.split("\n"):
        plain = strip_marks(line).strip()
        if plain and plain in seen:
            continue
        seen.add(plain)
        kept.append(line)
    return _edit(page, "\n".join(kept))


def cut_middle(page: Page, rng: Random) -> Page:
    """A stretch of the tables gone, from behind one value to behind another."""
    values = [event for event in read_marks(page.text) if event.kind == "value"]
    if len(values) < 3:
        return page
    first = rng.randrange(len(values) - 1)
    last = min(len(values) - 1, first + rng.randint(1, 60))
    return _edit(page, page.text[: values[first].end] + page.text[values[last].end :])


def cut_lines(page: Page, rng: Random) -> Page:
    """Some whole lines of the tables gone."""
    lines = page.text.split("\n")
    inside = [number for number, line in enumerate(lines) if any(True for _ in read_marks(line))]
    if len(inside) < 3:
        return page
    start = rng.choice(inside)
    end = start + rng.randint(1, max(2, len(inside) // 4))
    return _edit(page, "\n".join(lines[:start] + lines[end:]))


def truncate_end(page: Page, rng: Random) -> Page:
    """The file ends somewhere in a table."""
    events = _table_events(page)
    return _edit(page, page.text[: rng.choice(events).end]) if events else page


def truncate_start(page: Page, rng: Random) -> Page:
    """The file begins somewhere in a table."""
    events = _table_events(page)
    return _edit(page, page.text[rng.choice(events).start :]) if events else page


def _insert_line(page: Page, rng: Random, line: str) -> Page:
    """Put a line between two lines of a table; the rows on both sides of it may be confessed."""
    lines = page.text.split("\n")
    inside = [number for number, text in enumerate(lines) if any(event.kind == "value" for event in read_marks(text))]
    if not inside:
        return page
    number = rng.choice(inside)
    before, after = _rows_in(lines[: number + 1])[-1:], _rows_in(lines[number + 1 :])[:1]
    near = frozenset(key for key in page.document.figures.cells if row_of(key) in (*before, *after))
    text = "\n".join([*lines[: number + 1], line, *lines[number + 1 :]])
    return replace(page, text=text, unsure=page.unsure | near)


def _rows_in(lines: list[str]) -> list[Key]:
    return [row_of(event.key) for event in read_marks("\n".join(lines)) if event.kind == "value"]


def insert_page_number(page: Page, rng: Random) -> Page:
    number = rng.randint(1, 9)
    return _insert_line(
        page, rng, mark_foreign(rng.choice((f"- {number} -", f"第{number}页", str(number), f"—{number}—")))
    )


def insert_stray_line(page: Page, rng: Random) -> Page:
    return _insert_line(
        page, rng, mark_label(rng.choice(("（续表）", "单位：件", "续上表", "统计表（二）", "打印 关闭")))
    )


def strip_trailing_blanks(page: Page, rng: Random) -> Page:
    """Whatever is empty at the end of a line is gone, spaces, tabs and pipes alike."""
    lines = [_strip_end(line) for line in page.text.split("\n")]
    return replace(page, text="\n".join(lines), blanks="hidden")


def _strip_end(line: str) -> str:
    """Strip blanks behind the last printed character, keeping the marks of blank cells."""
    end = max((match.end() for match in re.finditer(r"[^\s|\U000f0000-\U000fffff]", line)), default=0)
    return line[:end] + re.sub(r"[\s|]", "", line[end:])


def turn_tabs_into_spaces(page: Page, rng: Random) -> Page:
    return replace(page, text=page.text.replace("\t", rng.choice((" ", "  ", "    "))), blanks="hidden")


def cut_at_width(page: Page, rng: Random) -> Page:
    """Every line cut at one width, in characters or in columns of a terminal, through numbers as well."""
    width, measure = rng.randint(34, 100), rng.choice((lambda char: 1, _columns_of))
    return _edit(page, "\n".join(part for line in page.text.split("\n") for part in _cut(line, width, measure)))


def _columns_of(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _cut(line: str, width: int, measure: Callable[[str], int]) -> list[str]:
    parts, room = [""], width
    for char in line:
        needed = 0 if ANY_MARK.match(char) else measure(char)
        if needed > room:
            parts.append("")
            room = width
        parts[-1] += char
        room -= needed
    return parts


def use_half_width_punctuation(text: str, rng: Random) -> str:
    return text.translate(HALF_WIDTH)


def use_traditional_script(text: str, rng: Random) -> str:
    return to_traditional(text, rng.choice(CONVERSIONS))


def use_taiwan_terms(text: str, rng: Random) -> str:
    return to_taiwan_terms(text)


def annotate_densely(text: str, rng: Random) -> str:
    return annotate_pinyin(to_traditional(text), rng, 1.0)


def annotate_sparsely(text: str, rng: Random) -> str:
    return annotate_pinyin(to_traditional(text, rng.choice(CONVERSIONS)), rng, 0.25)


def change_line_endings(page: Page, rng: Random) -> Page:
    return _edit(page, page.text.replace("\n", rng.choice(("\r\n", "\r", "\u2028"))))


def use_no_break_spaces(text: str, rng: Random) -> str:
    return text.replace(" ", "\u00a0")


def scatter_zero_width(text: str, rng: Random) -> str:
    """Invisible characters between others, as copied from a web page."""
    characters = ("\u200b", "\u200c", "\ufeff", "\u2060", "\u00ad")
    return "".join(c + rng.choice(characters) if rng.random() < 0.02 else c for c in text)


def add_page_chrome(page: Page, rng: Random) -> Page:
    """What a web page puts before and behind a report, label words and numbers among it."""
    head = (
        "首页 > 政府信息公开 > 年度报告",
        "索引号：99000-2022-0001 | 发布机构：示例县人民政府办公室 | 文号：无",
        "浏览次数：128 字号：[ 大 中 小 ]",
    )
    tail = ("相关链接", "行政许可 12", "行政处罚 3", "规范性文件 | 8 | 2 | 1", "扫一扫在手机打开当前页", "打印 关闭")
    return _edit(page, "\n".join([*head, page.text, *tail]) + "\n")
