"""Bare numbers of pages, told by the pages: one more on each, as its last line or its first.

A number between dashes says itself what it is (`cells.is_page_number`). A bare one (3) below a row of a table looks
like its value, or the rest of one. Where a text keeps its page breaks (form feeds, as pdftotext writes them) the series
of all pages tells it, and it gets its dashes. A text whose page breaks were taken out has none, nor does one of which a
page has no number, as a cover: there it stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# A line that is a number of up to three digits. Leaves a number with a unit or a point.
_BARE_NUMBER = re.compile(r"[^\S\n]*\d{1,3}[^\S\n]*")
# So many pages make a series: on two, 1 and 2 may be values.
_FEWEST_PAGES = 3


def mark_page_numbers(text: str) -> str:
    r"""The text, as many lines as before, with dashes around the numbers of its pages, which are last or first on them.

    >>> mark_page_numbers("a\n1\n\fb\n2\n\fc\n3\n")
    'a\n- 1 -\n\x0cb\n- 2 -\n\x0cc\n- 3 -\n'
    """
    if text.count("\f") < _FEWEST_PAGES - 1:
        return text
    pages = [page.split("\n") for page in text.split("\f")]
    for step in (-1, 1):
        edges = [(lines, at) for lines in pages if (at := _edge(lines, step)) is not None]
        if _is_series([lines[at] for lines, at in edges]):
            for lines, at in edges:
                lines[at] = f"- {lines[at].strip()} -"
    return "\f".join("\n".join(lines) for lines in pages)


def _edge(lines: Sequence[str], step: int) -> int | None:
    """The first line of a page that is not blank, or with a step of -1 the last; None for an empty page."""
    return next((at for at in range(len(lines))[::step] if lines[at].strip()), None)


def _is_series(lines: Sequence[str]) -> bool:
    """Whether lines, one a page, are the numbers of these pages, from the first to the last: 1, 2, 3 …"""
    if len(lines) < _FEWEST_PAGES or not all(map(_BARE_NUMBER.fullmatch, lines)):
        return False
    return [int(line) for line in lines] == list(range(1, len(lines) + 1))
