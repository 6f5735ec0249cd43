"""Bare numbers of pages, told by the pages: one more on each, as its last line or its first.

A number between dashes says itself what it is (`cells.is_page_number`). A bare one (3) below a row of a table looks
like its value, or the rest of one. Where a text keeps its page breaks (form feeds, as pdftotext writes them) the series
of all pages tells it. A text whose page breaks were taken out has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# A line that is a number of up to three digits. Leaves a number with a unit or a point.
_BARE_NUMBER = re.compile(r"[^\S\n]*\d{1,3}[^\S\n]*")
# So many pages make a series: on two, 1 and 2 may be values.
_FEWEST_PAGES = 3


def blank_page_numbers(text: str) -> str:
    r"""The text, as many lines as before, with the lines blank that are the bare numbers of its pages.

    >>> blank_page_numbers("a\n1\n\fb\n2\n\fc\n3\n")
    'a\n\n\x0cb\n\n\x0cc\n\n'
    """
    if text.count("\f") < _FEWEST_PAGES - 1:
        return text
    pages = [page.split("\n") for page in text.split("\f")]
    for step in (-1, 1):
        edges = [(lines, at) for lines in pages if (at := _edge(lines, step)) is not None]
        if _is_series([lines[at] for lines, at in edges]):
            for lines, at in edges:
                lines[at] = ""
    return "\f".join("\n".join(lines) for lines in pages)


def _edge(lines: Sequence[str], step: int) -> int | None:
    """The first line of a page that is not blank, or with a step of -1 the last; None for an empty page."""
    return next((at for at in range(len(lines))[::step] if lines[at].strip()), None)


def _is_series(lines: Sequence[str]) -> bool:
    """Whether lines, one a page, are numbers of which each is one more than the one before."""
    if len(lines) < _FEWEST_PAGES or not all(map(_BARE_NUMBER.fullmatch, lines)):
        return False
    first = int(lines[0])
    return [int(line) for line in lines] == list(range(first, first + len(lines)))
