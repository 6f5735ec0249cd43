"""What is doubted by the sums of rows: broken numbers in a text without cells, two numbers in one cell.

The sums never choose a value (docs/decisions/0002-form-arithmetic.md): a row that does not add up is loaded as printed,
unless something else speaks against it as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise, starmap

from transforms.form import adds_up
from transforms.placement.pieces_before import last_line_behind
from transforms.placement.place import PlacedRow
from transforms.placement.readings import CellReading, doubt, doubt_valued, values_of
from transforms.placement.second_look import is_spaced
from transforms.placement.shapes import count_values, has_thousands
from transforms.placement.sums import summed_columns
from transforms.schemas import CellStatus, FactTable
from transforms.stream import DIGITS_OF_A_CELL, NARROWEST_CELL, Boundary, Token, have_a_line_each, is_digits
from transforms.tables import BROKEN_SUM, PIECES_BEHIND, SPACED_LETTERS, TWO_NUMBERS, WIDER_TABLE
from transforms.text import NUMERALS

Tables = Mapping[FactTable, Sequence[PlacedRow]]

# A piece of a number: with a zero before its digits, a comma that parts no thousands, or a point before them (04, 83,1,
# ，49, 128, .00). Leaves zeros (00), which two cells give that run together.
_PIECE = re.compile(r"(?!0+$)0\d+|\.\d+|(?!\d{1,3}(?:[,，]\d{3})+$)(?=.*\d)[\d,，]*[,，][\d,，]*")
# A share, which stands in a column that no form has. Leaves a share within words.
_SHARE = re.compile(r"[\d.]*\d[%％‰]")
# What a Chinese numeral may go on behind.
_SCALES = tuple("十百千万拾佰仟萬廿卅")
# Stands for a cell with a blank mark among the numbers of a sum.
_BLANK = "-"
# Rows with spaced digits that add up, from which on a report is known to space its digits: one or two may by chance.
_FEWEST_SPACED = 3
# Rows with more values than columns, from which on a text is known to break numbers: one may have a stray.
_FEWEST_BROKEN = 2
# Rows of a value a line that do not add up, from which on a text may give its tables column by column: one has a slip.
_FEWEST_SCATTERED = 2
# Numbers behind a row of cells that does not add up, from which on they may be the ends of its own, which a page's end
# tore, whatever cells they are put in. One must make the sum right, as it may be a stray.
_FEWEST_ENDS = 2
# Rows with fewer, from which on a text is known to drop blank cells: one may have lost a value otherwise.
_FEWEST_SHORT = 2


def look_again_at_sums(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt full rows of a text without cells that do not add up, where a broken or a strange number explains it.

    A number that broke in its cell (68039 as 6803 and 9), or a stray (a page number), and a blank that left no trace
    make a row that is full and wrong. It is doubted where it adds up without its first or last number, or with
    neighbours joined; where digits stand behind it or behind another such row, which may be the ends of numbers; where
    several of its sums are broken, or those of several rows that give each value a line, in an order that may be of
    columns; and where other rows show that their text breaks cells, or drops blank ones, in whose place a piece may
    stand.
    """
    bare = [row for rows in tables.values() for row in rows if not row.cut.row_size and row.is_known]
    cuts = [row.cut for row in bare if any(summed_columns(row.columns))]
    too_many = sum(count_values(cut.cells) > cut.width for cut in cuts)
    too_few = sum(0 < len(cut.cells) < cut.width for cut in cuts)
    broken = [row for row in bare if any(_broken_sums(row))]
    scattered = sum(have_a_line_each(row.cut.cells) for row in broken)
    loses_cells = too_many >= _FEWEST_BROKEN or too_few >= _FEWEST_SHORT
    is_doubtful = loses_cells or scattered >= _FEWEST_SCATTERED or any(map(_has_digits_behind, broken))
    return {
        table: [
            _doubt_sums(_doubt_below(_numbers_above(before, row), _doubt_beside_pieces(row)), is_doubtful=is_doubtful)
            for before, row in pairwise((None, *rows))
            if row is not None
        ]
        for table, rows in tables.items()
    }


def _numbers_above(before: PlacedRow | None, row: PlacedRow) -> Sequence[str]:
    """The numbers on a line between a row and what stands above it."""
    return row.cut.found.above or (last_line_behind(before) if before else ())


def _doubt_below(above: Sequence[str], row: PlacedRow) -> PlacedRow:
    """A row of a text without cells, doubted where its sums do not hold but with the numbers of the line above at the
    beginnings of some of its own, which broke."""
    if row.cut.row_size or not above:
        return row
    texts = list(map(_as_printed, row.readings))
    sums = [places for places in summed_columns(row.columns) if all(texts[place] for place in places)]
    if all(_add_up([texts[place] for place in places]) for places in sums):
        return row
    guard = BROKEN_SUM.when(_goes_on(texts, above, sums, are_before=True))
    return row.doubted(guard) if guard else row


def _doubt_sums(row: PlacedRow, *, is_doubtful: bool) -> PlacedRow:
    is_scattered = not row.cut.row_size and have_a_line_each(row.cut.cells)
    broken = dict(_broken_sums(row, has_all=is_scattered))
    if not broken:
        return row
    texts = [text for own in broken.values() for text in own]
    if row.cut.row_size:
        behind = _digits_behind(row)
        goes_on = bool(behind) and _goes_on([_as_summed(reading) for reading in row.readings], behind, broken)
        ends = sum(is_digits(token.text) for token in row.cut.orphans)
        is_explained = goes_on or ends >= _FEWEST_ENDS or any(map(_lacks_digits, broken.values()))
    else:
        has_blank = any(own[-1] == _BLANK for own in broken.values())
        goes_on = any(_may_go_on(row.readings[place]) for own in broken for place in own)
        is_explained = is_doubtful or goes_on or len(broken) > 1 or has_blank or _has_rival(texts)
    if guard := BROKEN_SUM.when(is_explained):
        # Values of a line each may be those of columns, and then the sums that hold do so by chance.
        places = {*range(len(row.readings))} if is_scattered else {place for own in broken for place in own}
        doubted = (doubt(cell, guard) if at in places else cell for at, cell in enumerate(row.readings))
        return replace(row, readings=tuple(doubted))
    return row


def _may_go_on(reading: CellReading) -> bool:
    """Whether a number is a Chinese numeral that may go on: 四十 of 四十三, whose 三 looks like a list's."""
    return (reading.raw_text or "").endswith(_SCALES)


def _doubt_beside_pieces(row: PlacedRow) -> PlacedRow:
    """A row of a text without cells, doubted where one of its cells holds a piece of a number that broke: any other may
    be one too, and stand in the place of its neighbour. Where cells differ in width, the digits behind a row are known
    by its sums for the ends of numbers that are not all its longest (95, 1257 and 1352 above 09, 04 and 13).

    Nor is a row full that has another column's share among its cells: a blank one left no trace.
    """
    if row.cut.row_size:
        return row
    unread = [reading for reading in row.readings if reading.status in (CellStatus.AMBIGUOUS, CellStatus.UNREADABLE)]
    has_piece = any(_PIECE.fullmatch(reading.raw_text or "") for reading in unread)
    is_full = len(row.cut.cells) >= row.cut.width
    has_end = is_full and any(starmap(_is_end_of_zeros, pairwise(row.cut.cells)))
    has_share = any(_SHARE.fullmatch(reading.raw_text or "") for _, reading in row.named if not reading.is_valued)
    has_ends = has_piece or has_end or (is_full and _has_ends_behind(row))
    guard = PIECES_BEHIND.when(has_ends) or WIDER_TABLE.when(has_share)
    return row.doubted(guard) if guard else row


def _is_end_of_zeros(first: Token, second: Token) -> bool:
    """Whether zeros may be the end of a number that fills its cell (120 and 00 of 12000). In a row that is full with
    them they are no two cells that run together."""
    fills_cell = is_digits(first.text) and len(first.text) >= NARROWEST_CELL
    return fills_cell and len(second.text) > 1 and set(second.text) == {"0"}


def _has_ends_behind(row: PlacedRow) -> bool:
    """Whether a row also adds up with the digits of the line behind it as the ends of its numbers; zeros say nothing.

    One number behind a row breaks its sum, which is looked at next.
    """
    behind = _digits_behind(row)
    if len(behind) <= 1 or not any(map(int, behind)):
        return False
    texts = [_as_summed(reading) for reading in row.readings]
    sums = [places for places in summed_columns(row.columns) if all(texts[place] for place in places)]
    return bool(sums) and _goes_on(texts, behind, sums, DIGITS_OF_A_CELL)


def _digits_behind(row: PlacedRow) -> list[str]:
    """The numbers of the first line behind a row; [] if something else is among them."""
    behind = [token.text for token in row.cut.orphans if token.line == row.cut.orphans[0].line]
    return behind if all(map(is_digits, behind)) else []


def _goes_on(
    texts: Sequence[str],
    pieces: Sequence[str],
    sums: Collection[Sequence[int]],
    narrowest: int = 1,
    *,
    are_before: bool = False,
) -> bool:
    """Whether sums of known numbers hold with the digits of the line behind them at the ends of some of the numbers, or
    with those of the line above at their beginnings, as a narrow cell breaks them or the end of a page; of numbers with
    `narrowest` digits at least."""
    return bool(pieces) and any(
        all(_add_up([longer.get(place, texts[place]) for place in places]) for places in sums)
        for ends in combinations(range(len(texts)), len(pieces))
        if all(is_digits(texts[place]) and len(texts[place]) >= narrowest for place in ends)
        for pairs in [zip(ends, pieces, strict=True)]
        for longer in [{at: piece + texts[at] if are_before else texts[at] + piece for at, piece in pairs}]
    )


def _broken_sums(row: PlacedRow, *, has_all: bool = False) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """The places and the numbers of each sum of a row that is full and does not hold.

    `_BLANK` is a blank mark, which says nothing where it is the total, unless the row `has_all` its cells on lines of
    their own, in whatever order: there it may be another's.
    """
    texts = [_as_summed(reading) for reading in row.readings]
    for places in summed_columns(row.columns):
        own = [texts[place] for place in places if texts[place]]
        if len(own) == len(places) and (own[-1] != _BLANK or has_all) and not _add_up(own):
            yield places, own


def _as_summed(reading: CellReading) -> str:
    """The number that a sum takes a cell for, '' where nobody knows it."""
    if reading.status == CellStatus.BLANK and reading.raw_text:
        return _BLANK
    return "" if reading.value is None else str(reading.value)


def _as_printed(reading: CellReading) -> str:
    """The digits of a cell with those before its first that counts (00), or the number that a sum takes it for."""
    digits = reading.raw_text or ""
    return digits if is_digits(digits) else _as_summed(reading)


def _add_up(texts: Sequence[str]) -> bool:
    """Whether numbers sum to the last of them; a blank mark is nothing."""
    return adds_up([Decimal(0) if text == _BLANK else Decimal(text) for text in texts], len(texts) - 1)


def _has_rival(texts: Sequence[str]) -> bool:
    """Whether numbers, the total last, add up without the first or the last, or where neighbours are one number; a
    total of nothing says nothing. Where a row marks its blanks none left no trace, so that none of its numbers is
    strange.

    A row that adds up at another of its numbers may have turned in its columns.

    A number may have its neighbour's end before it, where a tool sets the lines of two cells side by side.

    A total that its longest part is greater than may be the rest of that, if it is the last, beside a blank whose
    number the whole total holds too. A number that would make the sum right with more digits before or behind its own
    may have broken, wherever the others are.
    """
    *parts, total = texts
    if _is_rest_of_total(parts, total) or _adds_up_elsewhere(texts) or _lacks_digits(texts):
        return True
    rivals = [] if _BLANK in texts else [texts[1:], parts, *_joinings(texts), *_shiftings(texts)]
    return any(set(rival) - {"0"} and _add_up(rival) for rival in rivals)


def _adds_up_elsewhere(texts: Sequence[str]) -> bool:
    """Whether another number than the last is the sum of all others, so that the row may have turned (14 0 1 24 9)."""
    values = [Decimal(0) if text == _BLANK else Decimal(text) for text in texts]
    return bool(values[-1]) and any(adds_up(values, place) for place in range(len(values) - 1))


def _is_rest_of_total(parts: Sequence[str], total: str) -> bool:
    """Whether the total may have broken into the last of the parts and what stands for it (103362 5)."""
    *others, last = parts
    if not all(text.isdigit() for text in (*parts, total)) or len(last) < max([NARROWEST_CELL, *map(len, others)]):
        return False
    return int(total) < int(last) and int(last + total) >= sum(map(int, others))


def _lacks_digits(texts: Sequence[str]) -> bool:
    """Whether more digits before or behind those of one number, if it may fill its cell, would make the sum right
    (28154 for 281545)."""
    if not all(text.isdigit() or text == _BLANK for text in texts):
        return False
    values = [0 if text == _BLANK else int(text) for text in texts]
    missing = sum(values[:-1]) - values[-1]
    needed = [*(value - missing for value in values[:-1]), values[-1] + missing]
    wholes = [str(max(value, 0)) for value in needed]
    return any(
        NARROWEST_CELL <= len(text) < len(whole) and (whole.startswith(text) or whole.endswith(text))
        for text, whole in zip(texts, wholes, strict=True)
    )


def _has_digits_behind(row: PlacedRow) -> bool:
    """Whether digits stand behind a row, alone on the next line: they may be the rest of its numbers."""
    return any(token.text[:1].isdecimal() or set(token.text) <= set(NUMERALS) for token in row.cut.orphans[:1])


def _joinings(texts: Sequence[str]) -> Iterator[list[str]]:
    """Whole numbers with each choice of neighbours joined: a number that broke, its digits in two cells."""
    if not all(map(str.isdigit, texts)):
        return
    for count in range(len(texts)):
        for joined in combinations(range(1, len(texts)), count):
            yield ["".join(texts[start:end]) for start, end in _spans(len(texts), joined)]


def _shiftings(texts: Sequence[str]) -> Iterator[list[str]]:
    """Whole numbers with the first digits of one as the last of the number before it (28 682961 for 2868 2961)."""
    if not all(map(str.isdigit, texts)):
        return
    for at, (before, text) in enumerate(pairwise(texts)):
        for end in range(1, len(text)):
            yield [*texts[:at], before + text[:end], text[end:], *texts[at + 2 :]]


def _spans(size: int, joined: Collection[int]) -> Iterator[tuple[int, int]]:
    """Stretches of `size` neighbours that are parted everywhere but before those that are joined."""
    return pairwise([0, *(at for at in range(1, size) if at not in joined), size])


def look_again_at_spaced(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt digits with spaces between them in a cell of a source that keeps cells (5 3): they may be two numbers.

    They are one where their row adds up so, and in a table without totals where other rows show that the report spaces
    its digits, or where they are thousands (1 234).
    """
    settled = [_is_settled(row) for rows in tables.values() for row in rows if row.cut.row_size]
    spaces_digits = settled.count(True) >= _FEWEST_SPACED and False not in settled
    return {table: [_doubt_spaced(row, spaces_digits=spaces_digits) for row in rows] for table, rows in tables.items()}


def _is_settled(row: PlacedRow) -> bool | None:
    """Whether a row with spaced digits adds up; None for a row without any, or without a sum."""
    sums = {place: places for places in summed_columns(row.columns) for place in places}
    values = values_of(row.readings)
    spaced = [place for place, cell in enumerate(row.readings) if cell.is_valued and is_spaced(cell) and place in sums]
    owns = [[values[at] for at in sums[place]] for place in spaced]
    return all(adds_up(own, len(own) - 1) for own in owns) if owns else None


def _doubt_spaced(row: PlacedRow, *, spaces_digits: bool) -> PlacedRow:
    settled = _is_settled(row)
    if not row.cut.row_size or settled or spaces_digits:
        return row
    looked: list[CellReading] = []
    for cell in row.readings:
        is_one = settled is None and has_thousands(str(cell.raw_text))
        guard = TWO_NUMBERS.when(is_spaced(cell) and not is_one)
        looked.append(doubt(cell, guard) if guard else cell)
    return replace(row, readings=tuple(looked))


def look_again_at_letters(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt rows of a text that sets letters apart in which two values may be the digits of one number (5 1 for 51),
    but what adds up as it stands."""
    return {table: [_doubt_letters(row) for row in rows] for table, rows in tables.items()}


def _doubt_letters(row: PlacedRow) -> PlacedRow:
    pairs = pairwise(row.cut.cells)
    may_be_parted = not row.cut.row_size and any(_may_be_one_number(first, second) for first, second in pairs)
    values = values_of(row.readings)
    settled = {
        place
        for places in summed_columns(row.columns)
        if None not in (own := [values[at] for at in places]) and adds_up(own, len(own) - 1)
        for place in places
    }
    if guard := SPACED_LETTERS.when(may_be_parted and len(settled) < len(values)):
        doubted = (cell if at in settled else doubt_valued(cell, guard) for at, cell in enumerate(row.readings))
        return replace(row, readings=tuple(doubted))
    return row


def _may_be_one_number(first: Token, second: Token) -> bool:
    """Whether the digits of two values go on as those of one: a number does not begin with a zero."""
    digits = first.text.lstrip("-")
    are_digits = digits.isdecimal() and second.text.replace(".", "", 1).isdecimal()
    return are_digits and not digits.startswith("0") and second.before <= Boundary.BLANK
