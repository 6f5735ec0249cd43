"""Digits that are seen and must not be read as they stand: struck through, or the pieces of a number that was wrapped.

Where rules part the cells of a table, the pieces of a wrapped number are known by their cell. Without rules a piece
looks like a number of the next line, and is told by its line: no row begins there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from transforms.form import Role, fold_label, statistic_vocabulary, vocabulary
from transforms.formats.pdf.geometry import Rule
from transforms.formats.pdf.lines import Line, Word, group_lines, lone_numbers
from transforms.formats.pdf.marks import ILLEGIBLE, Glyph
from transforms.text import ONE_TO_TEN

# Sizes and distances below are in parts of the font size.
# A stroke through digits lies so high above their baseline, at least and at most: digits are about 0.7 high, and an
# underline lies below.
_STROKE_LOW, _STROKE_HIGH = 0.12, 0.55
# Of its width a stroke covers of a digit at least; the stroke of the digit beside it reaches over a little.
_STROKE_COVERS = 0.7
# The lines of one cell are set at up to 1.6 times their size, and the rows of a table hardly closer.
_NEXT_LINE = 1.7
# The next line is not nearer than this: what is nearer is the same line.
_LEAST_NEXT_LINE = 0.7
# How long numbers are kept as the upper piece of one that goes on: longer than `_NEXT_LINE` in any size beside them.
_KEPT = 4.0
# How far from an edge or the middle of the number above a piece may stand that belongs to it.
_SAME_EDGE = 0.5
# How far from its number's baseline a label that is set in the middle of two lines begins at most.
_BESIDE = 0.75
# How far above its baseline a rule below a number may lie, as underlines of cells touch it.
_WALL_SLACK = 0.1
# Characters of a label of the form by which its beginning is known; two begin words inside of labels too (信息).
_BEGINNING = 3
# The number of a row (（一）, 3., ①, （4）信息, 其中：1.). Leaves decimal numbers (1.5), numerals inside words and a
# number in brackets without a word behind it, which may be a note's.
_NUMBERED = re.compile(
    rf"(?:其中[:：])?(?:[（(]?\s*[{ONE_TO_TEN}]{{1,2}}\s*[）)、.．]|\d{{1,2}}\s*[、.．)）](?!\d)|[（(]\d{{1,2}}[）)](?=[^\s\d])|[①-⑳])"
)


def mark_struck_digits(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[Glyph]:
    """The characters of a page, digits with a level stroke through them as illegible: they were deleted, or say so."""
    strokes = sorted(rule[1:] for rule in rules if rule.is_level)
    return [
        glyph._replace(text=ILLEGIBLE) if glyph.text.isdigit() and _is_struck(glyph, strokes) else glyph
        for glyph in glyphs
    ]


def _is_struck(glyph: Glyph, strokes: Sequence[tuple[float, float, float]]) -> bool:
    if glyph.quarter:
        return False
    first = bisect_left(strokes, (glyph.baseline - _STROKE_HIGH * glyph.size,))
    last = bisect_left(strokes, (glyph.baseline - _STROKE_LOW * glyph.size,))
    least = _STROKE_COVERS * (glyph.x1 - glyph.x0)
    return any(min(end, glyph.x1) - max(start, glyph.x0) >= least for _, start, end in strokes[first:last])


def begins_row(text: str) -> bool:
    """Whether a text may be the beginning of a row's label: a line of it is numbered, or a label of the form begins so.

    >>> begins_row("（一）予以"), begins_row("重复申请"), begins_row("规"), begins_row("开申请数量")
    (True, True, True, False)
    """
    return any(_NUMBERED.match(line) or _fold(line)[:_BEGINNING] in _beginnings() for line in text.split("\n"))


def _fold(text: str) -> str:
    return "".join(fold_label(text).split())


@cache
def _beginnings() -> frozenset[str]:
    official = vocabulary().meanings
    shortened = {label[:length] for label in official for length in range(1, _BEGINNING + 1)}
    return frozenset(shortened | _beginnings_of_statistics(official))


def _beginnings_of_statistics(official: Iterable[str]) -> set[str]:
    """Those of the statistics form, without what is a piece of a label of the official tables: it may be its rest."""
    meanings = statistic_vocabulary().meanings.items()
    rows = {label[:_BEGINNING] for label, found in meanings if found[0].role != Role.COLUMN}
    return {beginning for beginning in rows if not any(beginning in label for label in official)}


def mark_wrapped_numbers(words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """The words outside of ruled cells, with the pieces of numbers that go on in the next line as illegible.

    A number stands alone in its column, another one right below it in the next line, no rule between, and no row
    begins in that line.
    """
    lines = group_lines(word for word in words if not word.quarter)
    numbers = [list(lone_numbers(line)) for line in lines]
    starts = [[word for word in _label_words(line) if begins_row(word.text)] for line in lines]
    walls = sorted(rule[1:] for rule in rules if rule.is_level)
    pieces: set[Word] = set()
    above: list[Word] = []
    for place, found in enumerate(numbers):
        for lower in found:
            near = [word for at in range(max(0, place - 1), min(len(lines), place + 2)) for word in starts[at]]
            if any(abs(word.baseline - lower.baseline) <= _BESIDE * lower.size for word in near):
                continue
            uppers = [upper for upper in above if _goes_on(upper, lower) and not _is_walled(upper, lower, walls)]
            pieces |= {lower, *uppers} if uppers else set()
        above = [*(word for word in above if lines[place][0].baseline - word.baseline <= _KEPT * word.size), *found]
    return [word._replace(text=word.text + ILLEGIBLE) if word in pieces else word for word in words]


def _label_words(line: Line) -> Iterator[Word]:
    """The words of a line before its first number."""
    for word in line:
        if word.is_number and not _NUMBERED.fullmatch(word.text):
            return
        yield word


def _goes_on(upper: Word, lower: Word) -> bool:
    """Whether a number can be the rest of one above it: in the next line, no wider, its edge or middle in line."""
    size = max(upper.size, lower.size)
    if not _LEAST_NEXT_LINE * size <= lower.baseline - upper.baseline <= _NEXT_LINE * size:
        return False
    left, right = lower.x0 - upper.x0, lower.x1 - upper.x1
    return right - left <= _SAME_EDGE * size and min(abs(left), abs(right), abs(left + right) / 2) <= _SAME_EDGE * size


def _is_walled(upper: Word, lower: Word, walls: Sequence[tuple[float, float, float]]) -> bool:
    first = bisect_left(walls, (upper.baseline - _WALL_SLACK * upper.size,))
    last = bisect_left(walls, (lower.baseline,))
    middle = (lower.x0 + lower.x1) / 2
    return any(start <= middle <= end for _, start, end in walls[first:last])
