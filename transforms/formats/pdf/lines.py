"""Characters of a page put together to words and lines, by geometry alone: the order of the stream means nothing.

Two characters belong to one word where nothing but a hair's breadth parts them and no rule stands between. A space is
written where a gap is seen. What cannot be read for certain (characters printed over each other, numbers that collide)
carries the mark ILLEGIBLE, so that no number is made of it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.formats.pdf.geometry import Rule
from transforms.formats.pdf.marks import ILLEGIBLE, Glyph
from transforms.formats.pdf.turning import turn_upright
from transforms.formats.superscript import raise_marks
from transforms.text import ONE_TO_TEN, RECOGNISED, is_han, parse_number, recognised_numbers

# Gaps below are in parts of the font size.
# The widest gap inside of a word: justified text is spread by up to this, and a narrow font's space is wider than 0.2.
_SOLID_GAP = 0.17
# The same behind a space of the text object, which some writers make narrower than any other.
_SPACED_GAP = 0.08
# The widest gap beside a Chinese character that is no space: typesetters leave a quarter between it and digits.
_MIXED_GAP = 0.3
# The widest gap between two Chinese characters that is no space, as headings and short cells are spread.
_SPREAD_GAP = 0.45
# From this gap on a reader sees columns; a full-width space is as wide.
_WIDE_GAP = 1.0
# How far baselines of one line differ at most: a raised mark by a third, the next line by one.
_SAME_LINE = 0.45
# How far characters of one word differ in their baseline at most; a raised digit differs by 0.15 and more.
_SAME_BASELINE = 0.1
# From this rise on a smaller digit is a mark above its line, from that fall on below it.
_RAISED, _LOWERED = 0.15, 0.08
# The size of a note's mark, in parts of its line's, at most. Word raises at 0.65; text of 10.5 beside 12 has 0.875.
_SMALL = 0.85
# The size of a number beside marks, in parts of its line's, is more than this.
_FULL_SIZE = 0.85
# Characters before it, from left to right, that one drawn twice may lie over: bold text is drawn up to four times.
_LOOK_BACK = 4
# How much of the narrower of two characters the other covers if they are printed over each other.
_OVERPRINTED = 1 / 2
# How far their baselines differ at most then.
_SAME_PLACE = 0.3
# The gap between two characters of one text object below which no rule is looked for between them.
_TOUCHING = 0.02
# How far from the gap between two characters a rule that parts them lies at most, as numbers nearly touch borders.
_WALL_SLACK = 0.12
# How high above the baseline the middle of a line is: digits are 0.7 high.
_MIDDLE = 0.35
# How far numbers overlap at least that run into each other, and not only touch.
_COLLISION = 0.3
# The gap in a number from which on it is two of them.
_NUMBER_GAP = 0.6
# The gap on both sides of a number that stands in a column of its own, and not in a sentence.
_CELL_GAP = 0.8
# Points that a cell keeps free on both sides together at most; Word keeps 5.4 on each.
_PADDINGS = 12.0
# The width, in points, of a cell that no text fills.
_ANY_WIDTH = 10_000.0
_UNDERLINES = frozenset("_＿‗￣")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Numbers with their units and marks and nothing else: cells that one number fills, or several. Leaves any other word,
# and marks without a digit (—).
_NUMBERS = re.compile(r"(?=.*\d)[\d０-９\s.,，．+\-－%％千万亿元件条项次宗份个]+")
# The beginning of an item, which never goes on from the line above: a digit or a number in brackets (（一）, 3.).
# Leaves words; takes a rest that begins with a digit.
_BEGINS = re.compile(rf"[\d０-９①-⑳]|[（(]?[{ONE_TO_TEN}]{{1,2}}[）)、.．]")
# A word that is one number, with its sign or percent. Leaves numbers with a unit (12件) and a lone dash.
_NUMBER = re.compile(rf"[+\-−－]?[\d０-９][\d０-９,，.．]*%?{RECOGNISED}?")


class Word(NamedTuple):
    """Characters without a gap between them. `x`, `y` is where it stands on the page.

    The other coordinates are those of a frame in which it stands upright, the page itself unless `quarter` is set.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    run: int
    quarter: int
    x: float
    y: float

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def has_digit(self) -> bool:
        return any(map(str.isdigit, self.text))


Line = tuple[Word, ...]
"""Words on one baseline from left to right."""


def read_words(glyphs: Iterable[Glyph], rules: Sequence[Rule]) -> list[Word]:
    """The words of a page; an upright rule that stands between two characters parts them."""
    by_quarter: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_quarter[glyph.quarter].append(glyph)
    walls = sorted((rule.at, rule.start, rule.end) for rule in rules if not rule.is_level)
    words: list[Word] = []
    for quarter, turned in by_quarter.items():
        pairs = zip(turn_upright(turned), turned, strict=True)
        for line in _group_glyphs(sorted(pairs, key=lambda pair: (pair[0].baseline, pair[0].x0))):
            words += _cut_words(_without_copies(line), quarter, [] if quarter else walls)
    return words


_Placed = tuple[Glyph, Glyph]
"""A character in the frame in which it stands upright, and on the page."""


def _group_glyphs(pairs: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    line: list[_Placed] = []
    if not pairs:
        return
    reference = pairs[0][0]
    for pair in pairs:
        glyph = pair[0]
        if line and glyph.baseline - reference.baseline > _SAME_LINE * max(glyph.size, reference.size):
            yield line
            line, reference = [], glyph
        elif glyph.size > reference.size:
            reference = glyph
        line.append(pair)
    yield line


def _without_copies(line: list[_Placed]) -> list[_Placed]:
    """A line without characters drawn twice, as for bold or shadow; others that lie over each other are illegible."""
    kept: list[_Placed] = []
    reach = -math.inf
    for pair in sorted(line, key=lambda pair: (pair[0].x0, pair[0].run)):
        glyph, placed = pair
        if glyph.text in _UNDERLINES:
            continue
        if reach <= glyph.x0:
            kept.append(pair)
            reach = max(reach, glyph.x1)
            continue
        reach = max(reach, glyph.x1)
        hits = [
            place
            for place in range(max(0, len(kept) - _LOOK_BACK), len(kept))
            if kept[place][0].x1 > glyph.x0 and _overlap(kept[place][0], glyph)
        ]
        if any(kept[place][0].text == glyph.text for place in hits):
            continue
        if any(glyph.text.isdigit() or kept[place][0].text.isdigit() for place in hits):
            for place in hits:
                kept[place] = (kept[place][0]._replace(text=ILLEGIBLE), kept[place][1])
            glyph = glyph._replace(text=ILLEGIBLE)
        kept.append((glyph, placed))
    return kept


def _overlap(first: Glyph, second: Glyph) -> bool:
    shared = min(first.x1, second.x1) - max(first.x0, second.x0)
    width = max(0.01, min(first.x1 - first.x0, second.x1 - second.x0))
    return shared >= _OVERPRINTED * width and abs(first.baseline - second.baseline) <= _SAME_PLACE * max(
        first.size, second.size
    )


def _cut_words(line: list[_Placed], quarter: int, walls: Sequence[tuple[float, float, float]]) -> Iterator[Word]:
    part: list[_Placed] = []
    for pair in line:
        if part and not _is_solid(part[-1][0], pair[0], walls):
            yield _make_word(part, quarter)
            part = []
        part.append(pair)
    if part:
        yield _make_word(part, quarter)


def _is_solid(first: Glyph, second: Glyph, walls: Sequence[tuple[float, float, float]]) -> bool:
    size = max(first.size, second.size)
    if abs(first.baseline - second.baseline) > _SAME_BASELINE * size or min(first.size, second.size) < _SMALL * size:
        return False
    gap = second.x0 - first.x1
    if gap > (_SPACED_GAP if second.follows_space else _SOLID_GAP) * size:
        return False
    return (first.run == second.run and gap < _TOUCHING * size) or not _has_wall(first, second, walls)


def _has_wall(first: Glyph, second: Glyph, walls: Sequence[tuple[float, float, float]]) -> bool:
    slack = _WALL_SLACK * second.size
    low, high = min(first.x1, second.x0) - slack, max(first.x1, second.x0) + slack
    y = second.baseline - _MIDDLE * second.size
    place = bisect_left(walls, (low,))
    while place < len(walls) and walls[place][0] <= high:
        if walls[place][1] <= y <= walls[place][2]:
            return True
        place += 1
    return False


def _make_word(part: Sequence[_Placed], quarter: int) -> Word:
    first, last = part[0], part[-1]
    x = (min(pair[1].x0 for pair in (first, last)) + max(pair[1].x1 for pair in (first, last))) / 2
    y = (min(pair[1].y0 for pair in (first, last)) + max(pair[1].y1 for pair in (first, last))) / 2
    upright = first[0]
    size = max(pair[0].size for pair in part)
    return Word(
        "".join(pair[0].text for pair in part),
        upright.x0,
        max(pair[0].x1 for pair in part),
        upright.baseline,
        size,
        upright.run,
        quarter,
        x,
        y if quarter else upright.baseline - _MIDDLE * size,
    )


def group_lines(words: Iterable[Word]) -> list[Line]:
    """Words of one direction as lines from top to bottom.

    A word belongs to the nearest line: what a cell centres beside several rows may lie between a number and its label.
    """
    lines: list[list[Word]] = []
    references: list[Word] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.x0)):
        reference = references[-1] if references else None
        if reference is None or word.baseline - reference.baseline > _SAME_LINE * max(word.size, reference.size):
            lines.append([])
            references.append(word)
        elif word.size > reference.size:
            references[-1] = word
        lines[-1].append(word)
    for upper, (own, below) in enumerate(pairwise(references)):
        nearer = [word for word in lines[upper] if _is_nearer(word, own, below)]
        lines[upper] = [word for word in lines[upper] if word not in nearer]
        lines[upper + 1] += nearer
    return [tuple(sorted(line, key=lambda word: word.x0)) for line in lines if line]


def _is_nearer(word: Word, own: Word, below: Word) -> bool:
    """Whether a word is on one line with the reference of the line below as well, and nearer to that."""
    distance = below.baseline - word.baseline
    return distance < abs(word.baseline - own.baseline) and distance <= _SAME_LINE * max(word.size, below.size)


def line_text(line: Line, *, wide: str = " ") -> str:
    """The text of a line, with a space for each gap and `wide` for each gap of a character's width or more."""
    words = marked_words(line)
    parts = [words[0].text] if words else []
    for first, second in pairwise(words):
        if are_parted(first, second):
            is_wide = second.x0 - first.x1 >= _WIDE_GAP * max(first.size, second.size)
            parts.append(wide if is_wide else " ")
        parts.append(second.text)
    return "".join(parts)


def marked_words(line: Line) -> list[Word]:
    """The words of a line, raised digits as such and numbers that run into each other as illegible."""
    return _mark_collisions(_mark_raised(line))


def are_parted(first: Word, second: Word) -> bool:
    """Whether a reader sees a gap between two neighbouring words, or both are numbers."""
    least = _least_gap(first.text[-1], second.text[0]) * max(first.size, second.size)
    return second.x0 - first.x1 > least or (first.is_number and second.is_number)


def has_wide_gap(line: Line) -> bool:
    """Whether a gap of a character's width or more stands in a line, as between the columns of a table."""
    return any(second.x0 - first.x1 >= _WIDE_GAP * max(first.size, second.size) for first, second in pairwise(line))


def lone_numbers(line: Line) -> Iterator[Word]:
    """The numbers of a line that stand in columns of their own; marks of notes beside them do not count."""
    return (word for word in lone_values(line) if word.is_number)


def lone_values(line: Line) -> Iterator[Word]:
    """The same, with the marks of blank cells (—, /)."""
    size = max(word.size for word in line)
    full = [word for word in line if word.size > _FULL_SIZE * size]
    for place, word in enumerate(full):
        is_parted_left = not place or word.x0 - full[place - 1].x1 >= _CELL_GAP * size
        is_parted_right = place + 1 == len(full) or full[place + 1].x0 - word.x1 >= _CELL_GAP * size
        if is_parted_left and is_parted_right and (word.is_number or parse_number(word.text).is_blank):
            yield word


def _least_gap(first: str, second: str) -> float:
    """From which gap on, in parts of the size, two characters are seen as parted."""
    narrow = (first.isascii() or first.isdigit(), second.isascii() or second.isdigit())
    return _SOLID_GAP if all(narrow) else _MIXED_GAP if any(narrow) else _SPREAD_GAP


def _mark_raised(line: Line) -> list[Word]:
    """Small raised or lowered digits as superscripts and subscripts: a footnote mark is no digit of its number."""
    if len(line) < 2:
        return list(line)
    base = max(line, key=lambda word: word.size)
    return [_raised(word, base) if word.size <= _SMALL * base.size else word for word in line]


def _raised(word: Word, base: Word) -> Word:
    rise = (base.baseline - word.baseline) / base.size
    if rise >= _RAISED:
        return word._replace(text=raise_marks(word.text))
    if rise <= -_LOWERED:
        return word._replace(text=word.text.translate(_SUBSCRIPTS))
    return word


def _mark_collisions(words: list[Word]) -> list[Word]:
    """Numbers that run into each other are illegible."""
    for place in range(1, len(words)):
        first, second = words[place - 1], words[place]
        is_hit = second.x0 < first.x1 - _COLLISION * max(first.size, second.size)
        if is_hit and first.has_digit and second.has_digit:
            words[place - 1 : place + 1] = [
                first._replace(text=first.text.rstrip(ILLEGIBLE) + ILLEGIBLE),
                second._replace(text=second.text + ILLEGIBLE),
            ]
    return words


def words_text(words: Sequence[Word], width: float) -> str:
    """The text of one cell of a table, `width` points wide: its lines joined with line feeds.

    Lines that were broken for want of space are one, and so is a label set one character a line. Several numbers that
    stand in one cell for another reason are not one number, and are made illegible; so are those of a picture, whose
    cells may be several that lost the rule between them.
    """
    by_quarter: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_quarter[word.quarter].append(word)
    texts: list[str] = []
    for quarter in sorted(by_quarter):
        texts += _cell_lines(group_lines(by_quarter[quarter]), _ANY_WIDTH if quarter else width)
    if len(texts) > 1 and all(len(text) == 1 for text in texts):
        return "".join(texts)
    return "\n".join(texts)


def _cell_lines(lines: Sequence[Line], width: float) -> list[str]:
    texts = [line_text(line) for line in lines]
    if _NUMBERS.fullmatch("".join(texts)):
        if any(_has_gap(line) for line in lines) or not all(_is_full(line, width) for line in lines[:-1]):
            return [ILLEGIBLE.join(line_text(line, wide=ILLEGIBLE) for line in lines)]
        return ["".join(texts)]
    if len(texts) > 1 and any(map(recognised_numbers, texts)) and not any(map(is_han, "".join(texts))):
        return [ILLEGIBLE.join(texts)]
    joined = texts[:1]
    for above, text in zip(lines, texts[1:], strict=False):
        if _is_full(above, width) and not _BEGINS.match(text) and not joined[-1][-1].isdigit():
            joined[-1] += text
        else:
            joined.append(text)
    return joined


def _has_gap(line: Line) -> bool:
    return any(second.x0 - first.x1 > _NUMBER_GAP * first.size for first, second in pairwise(line))


def _is_full(line: Line, width: float) -> bool:
    """Whether one more character would not have found room on a line of a cell, so that it was broken for that."""
    return line[-1].x1 - line[0].x0 + line[0].size >= width - _PADDINGS
