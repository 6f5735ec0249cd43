"""The report among everything else that a page shows.

The article is the smallest box that holds all tables of the official form, all headings of the outline and the
references to the law, as far as they are no links; it grows as long as what it takes in is mostly no links either. Why
no library does it: docs/decisions/0004-article-finder.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, zip_longest

from transforms.form import REPORT, fold_label, vocabulary
from transforms.formats.html.page import Page
from transforms.formats.html.pieces import Boxes, Piece
from transforms.knowledge import read_rows
from transforms.outline import is_chrome_line, read_label, read_pairs
from transforms.text import repair_script

_BETWEEN = "\n\ue0f4\n"
# Different labels of the form by which a piece is one of its tables. Lists of links and of services have one or two
# (行政许可, 行政处罚).
_LEAST_LABELS = 3
# Pieces with fewer labels that are a table together, each of its cells a paragraph.
_LEAST_LONE_LABELS = 10
# Labels of the form that the tables below two titles have both; each report has them all, the parts of one report none.
_LEAST_SHARED_LABELS = 3
# Share of links in what the article takes in as it grows. Prose has few; lists of other pages hardly anything else.
_MOST_LINKED = 0.3
# Share of links above which a piece is no text of the report: a list of them with marks or dates between. A paragraph
# that names a website has less.
_LINK_SHARE = 0.6
# Characters of a heading, with the spaces between them; longer texts are not compared with the declared headings.
_LONGEST_HEADING = 60
# Letters before the words of a heading: 一, 十一, 第一章. Misses 第一部分; a sentence has more.
_LONGEST_NUMBER = 3
# Characters of a title that begins a report of its own; a sentence that names another report is longer.
_LONGEST_DATED_TITLE = 60
# Characters of a line that stands outside of the article and may be its title, with its body's full name.
_LONGEST_TITLE = 120
# Characters of one line. Longer texts are prose, which is not a link as a whole unless one was left open.
_LONGEST_LINE = 60
# Numbers of a table of the form that is all links, by which one was left open: nobody links the values.
_LEAST_LINKED_VALUES = 3
_LAW = "信息公开条例"
# Characters of a mention of the law in a list (《政府信息公开条例》全文). A preamble that refers to it is longer.
_LONGEST_MENTION = 40
# The year of a title, in digits. Misses 二〇二一年 and one that lost its 年 (2021度).
_YEAR = re.compile(r"(20\d\d)年")
# A line that may be the report's title, in a text without spaces; it takes lines about reports too (…年度报告制度), as
# more is kept in doubt. Misses titles whose words are transposed (政府信息年度公开报告).
_TITLE = re.compile(rf"信息公开.{{0,12}}{REPORT}")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """The pieces of the report in reading order, their simplified texts, and what the page says of it."""

    pieces: tuple[Piece, ...]
    texts: tuple[str, ...]
    metadata: tuple[Pair, ...] = ()


@cache
def _headings() -> Mapping[str, int]:
    return {fold_label(row["heading_zh"]).replace("。", ""): int(row["section_no"]) for row in read_rows("headings")}


def count_labels(text: str) -> int:
    """How many different labels of the official form a simplified text has.

    >>> count_labels("自然人 商业企业 科研机构"), count_labels("首页")
    (3, 0)
    """
    return len(_labels_of(text))


def _labels_of(text: str) -> frozenset[str]:
    return frozenset({match["label"] for match in vocabulary().scanner.finditer(fold_label(text))} - {None})


def heading_number(text: str) -> int | None:
    """The section of the outline that a simplified text heads, None where it is no heading.

    >>> heading_number("一、总体情况"), heading_number("主动公开政府信息情况见下表，全年共3条。")
    (1, None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    folded = fold_label(text).replace("。", "")
    for heading, number in _headings().items():
        if folded.endswith(heading) and len(folded) - len(heading) <= _LONGEST_NUMBER:
            return number
    return None


def find_article(page: Page) -> Article:
    """Find the report in a page; a page without any word of a report is kept whole."""
    texts = _simplify(page.pieces)
    view = _View(page, texts, _are_links_lost(page.pieces, texts))
    proofs = _find_proofs(view)
    if not proofs:
        return Article(tuple(page.pieces), tuple(texts))
    boxes = sorted({page.pieces[index].box for index in proofs})
    article = _grow(_common_box(boxes, page.boxes), view)
    in_chrome = _chrome_boxes(page.boxes, boxes)
    first, last = min(proofs), max(proofs)
    kept: list[tuple[Piece, str]] = []
    metadata: list[Pair] = []
    for index, (piece, text) in enumerate(zip(page.pieces, texts, strict=True)):
        if index in proofs:
            kept.append((piece, text))
        elif not first <= index <= last and (pairs := _read_metadata(piece, text)):
            metadata += pairs
        elif view.is_link(index) or in_chrome[piece.box] or is_chrome_line(text):
            continue
        elif page.boxes.holds(article, piece.box) or (index < first and _is_title(text)):
            kept.append((piece, text))
    return Article(tuple(piece for piece, _ in kept), tuple(text for _, text in kept), tuple(dict.fromkeys(metadata)))


def find_title_years(article: Article) -> tuple[int, ...]:
    """The years of the titles that have the same tables of the form below them; two of them are two reports on one
    page. A sentence that names another year's report between two tables has none of the tables above it below."""
    labels: dict[int, frozenset[str]] = {}
    year = 0
    for piece, text in zip(article.pieces, article.texts, strict=True):
        compact = "".join(text.split())
        if len(compact) <= _LONGEST_DATED_TITLE and _TITLE.search(compact) and (match := _YEAR.search(compact)):
            year = int(match[1])
        elif year and piece.rows and len(own := _labels_of(text)) >= _LEAST_LABELS:
            labels[year] = labels.get(year, frozenset()) | own
    years = list(labels)
    return tuple(
        year
        for year in years
        if len(years) == 1
        or any(len(labels[year] & labels[other]) >= _LEAST_SHARED_LABELS for other in years if other != year)
    )


@dataclass(frozen=True, slots=True)
class _View:
    """A page with the simplified texts of its pieces; `ignores_links` says that its links say nothing."""

    page: Page
    texts: Sequence[str]
    ignores_links: bool

    def is_link(self, index: int) -> bool:
        """Whether a piece is mostly links."""
        piece = self.page.pieces[index]
        return not self.ignores_links and piece.linked > _LINK_SHARE * max(1, _size(piece.shown))


def _size(text: str) -> int:
    return len("".join(text.split()))


def _simplify(pieces: Iterable[Piece]) -> list[str]:
    """The texts of the pieces as the declared labels are written: simplified, without annotations."""
    shown = [piece.shown.replace(_BETWEEN.strip(), "") for piece in pieces]
    return repair_script(_BETWEEN.join(shown)).text.split(_BETWEEN) if shown else []


def _are_links_lost(pieces: Sequence[Piece], texts: Sequence[str]) -> bool:
    """Whether links say nothing, as somebody forgot to close one: tables of values or most prose would be links."""
    prose = [piece for piece in pieces if len(piece.text) > _LONGEST_LINE]
    if 2 * sum(piece.linked for piece in prose) > sum(_size(piece.text) for piece in prose):
        return True
    return any(
        2 * piece.linked > _size(text)
        and sum(cell.strip().isdecimal() for row in piece.rows for cell in row) >= _LEAST_LINKED_VALUES
        and count_labels(text) >= _LEAST_LABELS
        for piece, text in zip(pieces, texts, strict=True)
        if piece.rows
    )


def _find_proofs(view: _View) -> frozenset[int]:
    """The indexes of the pieces that only a report has."""
    sure, lone = set(), set()
    for index, text in enumerate(view.texts):
        if not text or view.is_link(index):
            continue
        labels = count_labels(text)
        if (
            labels >= _LEAST_LABELS
            or heading_number(text)
            or (_LAW in "".join(text.split()) and len(text) > _LONGEST_MENTION)
        ):
            sure.add(index)
        elif labels:
            lone.add(index)
    return frozenset(sure | lone if len(lone) >= _LEAST_LONE_LABELS else sure)


def _common_box(boxes: Sequence[int], all_boxes: Boxes) -> int:
    box = boxes[0]
    while not all_boxes.holds(box, boxes[-1]):
        box = all_boxes.parents[box]
    return box


def _grow(box: int, view: _View) -> int:
    """The largest box around a box that adds few links to it."""
    boxes = view.page.boxes
    sizes, links = [0] * len(boxes.parents), [0] * len(boxes.parents)
    for piece, text in zip(view.page.pieces, view.texts, strict=True):
        sizes[piece.box] += _size(text)
        links[piece.box] += 0 if view.ignores_links else piece.linked
    sizes, links = [0, *accumulate(sizes)], [0, *accumulate(links)]
    while box:
        outer = boxes.parents[box]
        size, linked = (
            (sums[boxes.ends[outer] + 1] - sums[outer]) - (sums[boxes.ends[box] + 1] - sums[box])
            for sums in (sizes, links)
        )
        if linked > _MOST_LINKED * size:
            break
        box = outer
    return box


def _chrome_boxes(boxes: Boxes, proofs: Sequence[int]) -> list[bool]:
    """Whether each box lies in one that the page calls navigation, header or footer and that holds no proof."""
    named = {box for box in boxes.chrome if bisect_left(proofs, box) == bisect_right(proofs, boxes.ends[box])}
    inside: list[bool] = []
    for box, parent in enumerate(boxes.parents):
        inside.append(box in named or (box > 0 and inside[parent]))
    return inside


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and bool(_TITLE.search("".join(text.split())))


def _read_metadata(piece: Piece, text: str) -> list[Pair]:
    """The pairs of a piece that holds nothing else: 索引号：1 发布日期：2022-01-05, or a table of such names."""
    if piece.rows:
        return _read_metadata_rows(row.split("\t") for row in text.split("\n"))
    lines = [read_pairs(line) for line in text.split("\n") if line.strip()]
    return [(label.name, value) for pairs in lines for label, value in pairs] if all(lines) else []


def _read_metadata_rows(rows: Iterable[Sequence[str]]) -> list[Pair]:
    pairs = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        labels = [
            (read_label(name), value) for name, value in zip_longest(cells[::2], cells[1::2], fillvalue="") if name
        ]
        if not all(label for label, _ in labels):
            return []
        pairs += [(label.name, value) for label, value in labels if label]
    return pairs
