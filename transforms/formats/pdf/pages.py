"""Pages of a PDF as one sequence of blocks: tables, and text without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from transforms.formats.pdf.doubtful import mark_struck_digits, mark_wrapped_numbers
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.header_lines import header_lines, place_unit, placed_text, rows_and_pieces
from transforms.formats.pdf.joins import fragment_runs, join_fragments
from transforms.formats.pdf.lines import Line, group_lines, has_wide_gap, line_text, read_words
from transforms.formats.pdf.marks import NOTE, Budget, PageMarks
from transforms.formats.pdf.notes import note_glyphs, tell_notes
from transforms.formats.pdf.tables import Fragment, fill_grids, find_grids
from transforms.formats.pictures import PICTURE, Part, can_show_table
from transforms.text import ONE_TO_TEN, fold_forms, without_recognised

# Running headers, footers and page numbers stand in this part of a page's height, at its top and bottom: 3.5 cm of A4,
# where body text begins at 3.7 by the rules for official documents. Misses a header of several lines.
_MARGIN = 0.12
# Lines at each end of a page that can be running ones: a header and a rule's caption, a footer and a number.
_RUNNING_LINES = 2
# Points of height within which a line is at the same place of the next page.
_SAME_HEIGHT = 4
# Of all pages a running line stands on: on half where left and right pages differ, less some without one.
_RUNNING_SHARE = 0.4
# Digits, which are those of the page in a running line (样例镇 第3页). Leaves numerals (第三页).
_DIGITS = re.compile(r"\d+")
# A page number by itself, with or without the number of pages (- 3 -, 第3页 共12页, 3/12). Leaves any other word, and
# two numbers without a mark between them, which are cells of a row.
_PAGE_NUMBER = re.compile(
    r"[-—–－~·\s]*(?:第\s*)?\d{1,3}\s*页?(?:\s*(?:[,，/／]\s*共?|共)\s*\d{1,3}\s*页?)?[-—–－~·\s]*"
)
# How far from the right margin a full line ends at most, in parts of its size: one character that found no room, and
# the half of a mark that may hang.
_FULL_LINE = 1.6
# Characters of a line that can be full: a label or heading is shorter.
_LEAST_FULL = 12
# Of its size by which a line differs from the next one in the same paragraph at most: titles have 22 points over
# text of 16 (GB/T 9704).
_SAME_SIZE = 0.1
# The right margin of prose is about as wide as the left: at most so many times, and so many characters more. Where it
# is wider, no line reached it.
_WIDEST_RIGHT, _RAGGED_RIGHT = 1.5, 2
# How far from the left margin a line that goes on begins at most, in parts of its size: paragraphs are indented by two.
_INDENT = 0.5
# The number of a heading or item, which begins a paragraph (一、, （二）). Leaves 1., which lines of prose also begin
# with.
_ORDINAL = re.compile(f"[（(]?[{ONE_TO_TEN}]{{1,2}}[）)]|[{ONE_TO_TEN}]{{1,2}}[、.．]")
_ENDS = "。：:；;!！?？"
# Pages whose places are up to so many times as wide are of one type: a place is as wide as the narrowest label on its
# page lets it. On a page of smaller type, twice as many places would part what stands together.
_LIKE_TYPE = 2


class Places(NamedTuple):
    """The words of a line that keeps their places, and the width of a place in points."""

    line: Line
    unit: float
    is_header: bool

    def text(self, unit: float) -> str:
        """The words as text, in places of a width."""
        return placed_text(self.line, unit, is_header=self.is_header).replace(NOTE, "")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside tables, in points from the upper left corner of its page; `paper` is the page's width.
    `places` are those of a line whose text keeps them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_tabular: bool
    paper: float
    places: Places | None = None


Item = TextLine | Fragment | Box
"""What stands on a page: a line, a table, or the place of a picture that is large enough to show a table."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What stands on one page from top to bottom."""

    number: int
    height: float
    items: tuple[Item, ...]


def lay_out_page(number: int, marks: PageMarks, budget: Budget, most_cells: int) -> ReadPage:
    """The lines, tables and large pictures of a page in reading order."""
    glyphs = (*marks.glyphs, *note_glyphs(marks.notes))
    words = read_words(mark_struck_digits(glyphs, marks.rules), marks.rules)
    fragments, unruled = fill_grids(find_grids(marks.rules, budget, most_cells), words)
    outside = mark_wrapped_numbers(unruled, marks.rules)
    lines: list[Item] = []
    for quarter in sorted({word.quarter for word in outside}):
        grouped = group_lines([word for word in outside if word.quarter == quarter])
        headers = header_lines(grouped)
        placed = headers | rows_and_pieces(grouped)
        unit = place_unit(grouped, placed)
        for at, line in enumerate(grouped):
            places = Places(line, unit, at in headers) if at in placed else None
            text = places.text(unit) if places else fold_forms(line_text(line, wide="  ")).replace(NOTE, "")
            size = max(word.size for word in line)
            end = max(word.x1 for word in line)
            is_tabular = at in headers or has_wide_gap(line)
            lines.append(TextLine(text, line[0].x0, end, line[0].y, size, is_tabular, marks.width, places))
    pictures = (box for box in marks.pictures if can_show_table(box, marks.width, marks.height))
    return ReadPage(number, marks.height, tuple(sorted([*lines, *fragments, *pictures], key=_top)))


def _top(item: Item) -> float:
    if isinstance(item, TextLine):
        return item.y
    return item.y0 if isinstance(item, Box) else item.box.y0


def page_parts(pages: Sequence[ReadPage], *, are_pages: bool = True) -> Iterator[Part]:
    """The parts of all pages in reading order; a table over page breaks is one, and running lines are left out, unless
    they are no pages but pictures of something."""
    pages = count_places_alike(pages)
    running = _running_lines(pages)
    margins = _margins(pages)
    items = [
        (page.number, item)
        for page in pages
        for item in page.items
        if not (are_pages and isinstance(item, TextLine) and _is_running(item, page, running))
    ]
    for kind, group in groupby(items, key=lambda item: type(item[1])):
        if kind is Fragment:
            for run in fragment_runs([(number, item) for number, item in group if isinstance(item, Fragment)]):
                yield tuple(tuple(tell_notes(fold_forms(text)) for text in row) for row in join_fragments(run))
        elif kind is TextLine:
            yield _join_lines([item for _, item in group if isinstance(item, TextLine)], margins)
        else:
            yield from (PICTURE for _ in group)


def count_places_alike(pages: Sequence[ReadPage]) -> Sequence[ReadPage]:
    """The pages with places of one width, as a table's header may stand on the page before its rows; those of a page
    with much smaller type than another keep their own."""
    units = {item.places.unit for page in pages for item in page.items if isinstance(item, TextLine) and item.places}
    alike = {unit for unit in units if unit * _LIKE_TYPE >= max(units)}
    if len(alike) <= 1:
        return pages
    others, unit = alike - {min(alike)}, min(alike)
    return [replace(page, items=tuple(_count_anew(item, others, unit) for item in page.items)) for page in pages]


def _count_anew(item: Item, others: Collection[float], unit: float) -> Item:
    """An item of a page, its places counted in a unit if it is a line with one of the others."""
    if not isinstance(item, TextLine) or item.places is None or item.places.unit not in others:
        return item
    return replace(item, text=item.places.text(unit))


def _margin_lines(page: ReadPage) -> Iterator[TextLine]:
    """The first and last lines of a page, as far as they stand in its margins."""
    lines = [item for item in page.items if isinstance(item, TextLine)]
    for place, line in enumerate(lines):
        is_head = place < _RUNNING_LINES and line.y < _MARGIN * page.height
        is_foot = place >= len(lines) - _RUNNING_LINES and line.y > (1 - _MARGIN) * page.height
        if is_head or is_foot:
            yield line


def _running_key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", without_recognised(line.text)), round(line.y / _SAME_HEIGHT)


def _running_lines(pages: Sequence[ReadPage]) -> frozenset[tuple[str, int]]:
    """The lines that stand at the same place of most pages, whatever their digits."""
    counts = Counter(key for page in pages for key in {_running_key(line) for line in _margin_lines(page)})
    return frozenset(key for key, count in counts.items() if count > 1 and count >= _RUNNING_SHARE * len(pages))


def _is_running(line: TextLine, page: ReadPage, running: frozenset[tuple[str, int]]) -> bool:
    is_in_margin = any(line is other for other in _margin_lines(page))
    return is_in_margin and (
        _running_key(line) in running or _PAGE_NUMBER.fullmatch(without_recognised(line.text)) is not None
    )


def _margins(pages: Sequence[ReadPage]) -> dict[float, tuple[float, float]]:
    """Between which x the prose stands on pages of each width."""
    margins: dict[float, tuple[float, float]] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine) and not item.is_tabular:
                left, right = margins.get(item.paper, (item.x0, item.x1))
                margins[item.paper] = (min(left, item.x0), max(right, item.x1))
    return margins


def _join_lines(lines: Sequence[TextLine], margins: dict[float, tuple[float, float]]) -> str:
    """Lines as text: a paragraph's lines are joined where the upper one is full and nothing speaks for a new one."""
    parts = [lines[0].text]
    for first, second in pairwise(lines):
        parts += [second.text.lstrip()] if _goes_on(first, second, margins) else ["\n", second.text]
    return "".join(parts)


def _goes_on(first: TextLine, second: TextLine, margins: dict[float, tuple[float, float]]) -> bool:
    upper, lower = first.text.lstrip(), second.text.lstrip()
    if first.is_tabular or second.is_tabular or len(upper) < _LEAST_FULL or _ORDINAL.match(lower):
        return False
    if abs(first.size - second.size) > _SAME_SIZE * first.size or upper[-1] in _ENDS:
        return False
    if upper[-1].isdigit() and lower[0].isdigit():
        return False
    left, right = margins[first.paper]
    is_body = first.paper - right <= _WIDEST_RIGHT * left + _RAGGED_RIGHT * first.size
    is_full = right - first.x1 <= _FULL_LINE * first.size
    return is_body and is_full and second.x0 - margins[second.paper][0] <= _INDENT * second.size
