"""Tables that a text draws with borders: characters for lines and corners, or dashes, pipes and plus signs.

Text browsers (w3m -dump, links -dump, elinks -dump), pandoc's grid tables and other printers of tables draw them. A
cell is what borders enclose on all four sides, whatever it spans. What is no grid of such cells stays text.

>>> part_frames("表\\n+----+---+\\n|规章| 2 |\\n+----+---+")
('表', (('规章', '2'),))
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import category, east_asian_width

from transforms.formats import Block
from transforms.stream.torn_numbers import GOES_ON, NARROWEST_CELL
from transforms.stream.wrapping import is_whole_label

# Lines and corners of Unicode (box drawing). Leaves dashes of text (—, －).
_BOX = re.compile("[\u2500-\u257f]")
# The first line of a frame: a rule from corner to corner. Leaves the rule of a table of pipes, which has no plus signs.
_TOP = re.compile("[\u250c-\u250f\u2552-\u2554\u256d][\u2500-\u257f]+|\\+(?=[+:]*[-=])[-=+:]+\\+")
# The last line. Leaves a first one of box drawing; one of ASCII looks alike.
_BOTTOM = re.compile("[\u2514-\u2517\u2558-\u255a\u2570][\u2500-\u257f]+|\\+(?=[+:]*[-=])[-=+:]+\\+")
# A rule within a line of an ASCII frame, with its ends: from border to border without a space. Leaves a dash in a cell.
_RULE = re.compile(r"(?<=[|+])[-=:+]+(?=[|+])")
# A number alone on its line of a cell. Leaves one with a word or unit (12件).
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*")
_FILLER = "\ue0f9"
"""Fills the second place of a character that takes two; no text has it, as marks of this kind are taken out later."""
_WIDE = "WF"
_WIDTHS = (_WIDE, "WFA", "")
"""The classes of characters that take two places (Unicode Annex 11). The ambiguous ones (“) do so in some terminals;
links counts a place for every character."""


@dataclass(frozen=True, slots=True)
class _Cell:
    top: int
    left: int
    bottom: int
    right: int
    text: str


def part_frames(text: str) -> tuple[Block, ...]:
    """A text in blocks: the tables that are drawn in it, and the lines between them."""
    if not _BOX.search(text) and "+-" not in text:
        return (text,)
    lines = text.replace("\r\n", "\n").split("\n")
    # Characters that take no place (a zero width space) are no part of a frame, and no cell keeps them.
    drawn = ["".join(char for char in line if category(char) != "Cf").rstrip() for line in lines]
    blocks: list[Block] = []
    kept: list[str] = []
    number = 0
    while number < len(lines):
        count = _count_lines(drawn, number)
        rows = _read_frame([line.strip() for line in drawn[number : number + count]]) if count else None
        if rows is None:
            kept += lines[number : number + max(count, 1)]
        else:
            blocks += ["\n".join(kept)] if kept else []
            blocks.append(rows)
            kept = []
        number += max(count, 1)
    return (*blocks, "\n".join(kept)) if kept or not blocks else tuple(blocks)


def _count_lines(lines: Sequence[str], start: int) -> int:
    """The lines of a frame from one on, which is its top; 0 where none begins or it has no bottom."""
    if not _TOP.fullmatch(lines[start].strip()):
        return 0
    indent = len(lines[start]) - len(lines[start].lstrip())
    ends = "|+" if lines[start][indent] == "+" else ""
    bottom = start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        text = line.strip()
        if len(text) < 2 or len(line) - len(line.lstrip()) != indent or (not ends and _TOP.fullmatch(text)):
            break
        if not all(end in ends if ends else _BOX.match(end) for end in (text[0], text[-1])):
            break
        if _BOTTOM.fullmatch(text):
            bottom = number
            if not ends:
                break
    return bottom - start + 1 if bottom > start else 0


def _read_frame(lines: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """The rows of a frame, merged cells expanded; None where its borders enclose no grid of cells.

    Where a cell holds numbers on several lines, and none that broke, the frame has no rule between its rows, and is
    none of this kind.
    """
    is_ascii = lines[0].startswith("+")
    for wide in _WIDTHS:
        places = [_places(line, wide, is_ascii=is_ascii) for line in lines]
        if len({len(line) for line in places}) == 1:
            cells = _find_cells(places)
            whole = [_mark_number(cell, cells) for cell in cells]
            return _grid(whole) if whole and not any(_count_numbers(cell) > 1 for cell in whole) else None
    return None


def _places(line: str, wide: str, *, is_ascii: bool) -> list[str]:
    """A character for each place of a line, '' for a border."""
    borders = set()
    if is_ascii:
        rules = [found for found in _RULE.finditer(line) if not {"-", "="}.isdisjoint(found[0])]
        borders = {place for found in rules for place in range(found.start(), found.end())}
        borders |= {place for place, char in enumerate(line) if char == "|"} | {
            place for place, char in enumerate(line) if char == "+" and (borders & {place - 1, place + 1})
        }
    places = []
    for place, char in enumerate(line):
        if place in borders or (not is_ascii and _BOX.match(char)):
            places.append("")
        else:
            places += [char, _FILLER] if east_asian_width(char) in wide else [char]
    return places


def _find_cells(places: Sequence[Sequence[str]]) -> list[_Cell]:
    """The rectangles that borders enclose; [] where something is enclosed that is none."""
    cells: list[_Cell] = []
    seen: set[tuple[int, int]] = set()
    for top, line in enumerate(places):
        for left, char in enumerate(line):
            if not char or (top, left) in seen:
                continue
            right = next((place for place in range(left, len(line)) if not line[place]), len(line))
            bottom = next((number for number in range(top, len(places)) if not places[number][left]), len(places))
            if not _is_enclosed(places, top, left, bottom, right):
                return []
            seen.update((row, column) for row in range(top, bottom) for column in range(left, right))
            texts = ("".join(places[row][left:right]).replace(_FILLER, "").strip() for row in range(top, bottom))
            cells.append(_Cell(top, left, bottom, right, "\n".join(filter(None, texts))))
    return cells


def _is_enclosed(places: Sequence[Sequence[str]], top: int, left: int, bottom: int, right: int) -> bool:
    """Whether a rectangle has borders on all sides and none inside."""
    if not 0 < top < bottom < len(places) or not 0 < left < right < len(places[0]):
        return False
    inside = (places[row][column] for row in range(top, bottom) for column in range(left, right))
    return all(inside) and not any(_around(places, top, left, bottom, right))


def _around(places: Sequence[Sequence[str]], top: int, left: int, bottom: int, right: int) -> Iterator[str]:
    for row in (top - 1, bottom):
        yield from places[row][left - 1 : right + 1]
    for row in range(top, bottom):
        yield from (places[row][left - 1], places[row][right])


def _grid(cells: Sequence[_Cell]) -> tuple[tuple[str, ...], ...] | None:
    """Rows in which a column has one index; None where cells do not cover the grid that they make."""
    tops = sorted({cell.top for cell in cells})
    lefts = sorted({cell.left for cell in cells})
    rows = [[""] * len(lefts) for _ in tops]
    covered = 0
    for cell in cells:
        row, column = bisect_left(tops, cell.top), bisect_left(lefts, cell.left)
        rows[row][column] = cell.text
        covered += (bisect_left(tops, cell.bottom) - row) * (bisect_left(lefts, cell.right) - column)
    return tuple(map(tuple, rows)) if covered == len(tops) * len(lefts) else None


def _mark_number(cell: _Cell, cells: Sequence[_Cell]) -> _Cell:
    """A cell whose number is marked as going on, where it broke for being wider than its column.

    It fills the width of its cell on all lines but its last, beside it stands a cell with one number, and the words of
    its row are one label of the form: a frame without a rule between rows has several in a cell. A blank may hide
    there, so that the pieces are not put together.
    """
    lines = cell.text.split("\n")
    room = cell.right - cell.left
    are_full = all(sum(1 + (east_asian_width(char) in _WIDE) for char in line) == room for line in lines[:-1])
    is_broken = _count_numbers(cell) == len(lines) > 1 and are_full and room >= NARROWEST_CELL
    beside = [other for other in cells if other.top == cell.top]
    has_one = any(_count_numbers(other) == 1 for other in beside)
    labels = ["".join(other.text.split()) for other in beside if other.text and not _count_numbers(other)]
    is_row = bool(labels) and is_whole_label(labels[-1])
    return replace(cell, text=lines[0] + GOES_ON) if is_broken and has_one and is_row else cell


def _count_numbers(cell: _Cell) -> int:
    return sum(bool(_NUMBER.fullmatch(line)) for line in cell.text.split("\n"))
