"""Rows of cells that a browser's text prints with each cell, and each tab between two cells, on a line of its own.

A page whose cells hold paragraphs gives `text ⏎ tab ⏎ text` for each border of a cell, and more empty lines between two
rows than anywhere in a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.formats import part_digits
from transforms.text import is_value_text

# So many lines of nothing but a tab are those of a table: the smallest row of the forms has two borders, and a table
# has several. A lone tab line may be a blank cell that a text with a cell a line closes with a tab.
_FEWEST_TAB_LINES = 6
# White space with a tab in it between two lines of a text.
_BORDERS = re.compile(r"[ \u3000\xa0]*\n[ \u3000\xa0\n]*\t[ \u3000\xa0\n\t]*")
# A line end with what is blank around it.
_BLANK_LINE = re.compile(r"[ \u3000\xa0]*\n[ \u3000\xa0]*")


def join_tab_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a text in which each row has one line, where a browser gave each border of a cell a line.

    Leaves all lines where a tab shares one with a word: their tabs are those of rows or of cells.

    >>> row = ["规章", "\\t", "0", "\\t", "1", "\\t", "2", "", ""]
    >>> join_tab_lines([*row, *row])[:2], join_tab_lines(row)[:3]
    (['规章\\t0\\t1\\t2', ''], ['规章', '\\t', '0'])
    """
    borders = [line for line in lines if "\t" in line]
    if len(borders) < _FEWEST_TAB_LINES or any(line.strip() for line in borders):
        return list(lines)
    return "\n".join(_join_rows("\n".join(lines))).split("\n")


def _join_rows(text: str) -> list[str]:
    """The text with its borders joined; a line end between two of them is one inside of their cell."""
    matches = list(_BORDERS.finditer(text))
    gap = min(_ends_behind(match[0]) for match in matches)
    pieces: list[str] = []
    start, is_open = 0, False
    for match in matches:
        border = match[0]
        before = border.index("\t")
        opens_row = border[:before].count("\n") > 2 * gap
        closes_row = _ends_behind(border) > gap
        piece = text[start : match.start()]
        pieces.append(_cell(piece, gap) if is_open and not opens_row else piece)
        pieces.append("\n" * opens_row + "\t" * border.count("\t") + "\n\n" * closes_row)
        start, is_open = match.end(), not closes_row
    return ["".join(pieces) + text[start:]]


def _ends_behind(border: str) -> int:
    return border[border.rindex("\t") :].count("\n")


def _cell(text: str, gap: int) -> str:
    """A cell between two borders, its lines joined, unless a row ends in it: behind a value only what follows the table
    stands, but for digits on lines of their own, which are kept apart."""
    first, *rest = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    if "\n" * (2 * gap + 1) in _BLANK_LINE.sub("\n", text):
        return text
    if not rest or not _is_value(first):
        return " ".join((first, *rest))
    return part_digits("\n".join((first, *rest)))


def _is_value(line: str) -> bool:
    return is_value_text(line, is_whole=True)
