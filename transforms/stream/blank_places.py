"""Blank cells of the tables in a text that keeps places: told by where the values of other rows, or the words of the
header, stand.

pdftotext -layout, and a PDF without rules, leave nothing where a cell is blank but the room for it:

一、本年新收政府信息公开申请数量      11    1    14     0   0   5   31
3.危及“三安全一稳定”             0          0     0   0   0    0

All values of a table must fall into as many columns as the form has, none of them reaching from one into the next. Rows
that fill the columns, or a header with a word over each, say that these are all columns, and the sums must not speak
against it. Then a mark is set where a row has nothing. A row that may go on on the next line is left, and so is one
whose first or last cell is blank where a change of its label may have moved its values as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import chain, dropwhile

from transforms.form import (
    STOP,
    Role,
    Table,
    adds_up,
    applicants,
    fold_label,
    proactive_cells,
    proactive_columns,
    review_columns,
    table_labels,
    vocabulary,
)
from transforms.stream.places import (
    Span,
    ValueRow,
    Values,
    Word,
    are_apart,
    are_clear,
    has_moved,
    header_words,
    lone_rows,
    marked_line,
    place_rows,
    span_of,
    stretches,
    sure_rows,
    value_rows,
)
from transforms.stream.wrapping import is_group_piece
from transforms.text import COUNT_UNITS, DIGIT_SPACE, ONE_TO_TEN, is_value_text, parse_number

# Spaces that only a text that keeps places has between words.
_PLACING_SPACES = re.compile(rf"[ {DIGIT_SPACE}]{{3}}")
# The list number before a folded label. A piece that begins with a numeral of its own (三类内部…) loses that.
_ORDINAL = re.compile(f"^[{ONE_TO_TEN}1-9]")
# A line that is no part of a table's rows: a sentence, a caption or header of table two, the header of table four.
# Leaves labels of rows; misses a caption or header with a slip, behind which the values fit no columns.
_OTHER = re.compile("。|信息内容|第二十条|行政复议|行政诉讼|复议后起诉")
# The number of a heading; four rows of table three have one too, and are told by their labels.
_HEADING = re.compile(f"^\\s*[{ONE_TO_TEN}]\\s?[、.．]")
_CONTENT = "信息内容"
# What stands behind a label of table two over amounts.
_UNITS = "（）()单位：:万元"
# A line of what a cell wrapped off its numbers: units and notes. Leaves any other word.
_PIECES = re.compile(rf"(?=.*\S)(?:{COUNT_UNITS}|[\s\d()（）\[\]［］注])+")
# The last line of a header that names procedures.
_PROCEDURE = re.compile("复议后起诉|行政诉讼|行政复议")
# What else the header of table three is made of.
_ABOVE_COLUMNS = frozenset("申请人情况法人或其他组织")
# Lines of a header: labels a character a line, and the names of the procedures above them.
_MOST_LINES = 24
# Rows that add up to none of the columns: a slip of the report is one, two are figures of other columns.
_MOST_SLIPS = 1
# Rows that add up to the total, and so say that it is where a header that is cut by a page break has no word.
_FEWEST_SUMS = 2


def mark_blanks(lines: Sequence[str], *, is_as_set: bool = True) -> list[str]:
    """The lines of a page, as many as before, with a mark for each blank cell that its place tells.

    `is_as_set` says that no repair has changed the text since its words were set in their places.
    """
    marked = list(lines)
    if any(map(_PLACING_SPACES.search, lines)):
        found = [told for region in _regions(lines) for told in _find_blanks(lines, region, is_as_set=is_as_set)]
        if any(_has_gap(values) for _, values in found):
            for row, values in found:
                marked[row.line] = marked_line(lines[row.line], row, values)
    return marked


def _find_blanks(lines: Sequence[str], region: Span, *, is_as_set: bool) -> Iterator[tuple[ValueRow, Values]]:
    yield from _find_requests(lines, *region, is_as_set=is_as_set)
    yield from _find_proactive(lines, *region, is_as_set=is_as_set)
    yield from _find_reviews(lines, *region)


def _has_gap(values: Values) -> bool:
    """Whether a value stands behind a blank.

    A program that aligns words (column -t) leaves out blanks, and sets what is left of a row into the first columns:
    where no row has a gap, places say nothing.
    """
    filled = [value is not None for value in values]
    return filled != sorted(filled, reverse=True)


def _regions(lines: Sequence[str]) -> Iterator[Span]:
    """The stretches between lines that are no part of a table's rows."""
    start = 0
    for number, line in enumerate(lines):
        if _is_other(line):
            yield start, number
            start = number + 1
    yield start, len(lines)


def _is_other(line: str) -> bool:
    heading = _HEADING.match(line)
    word = next(iter(line[heading.end() :].split()), "") if heading else ""
    # A value behind it is a cell's, and the number that of a group's label, which goes on elsewhere: 三、 0 0 0.
    is_word = bool(word) and not is_value_text(word, is_whole=False)
    is_heading = is_word and not _holds(Table.REQUESTS, _own_label(word))
    return is_heading or _OTHER.search("".join(line.split())) is not None


def _holds(table: Table, label: str) -> bool:
    """Whether a text is the label of a row or a group of rows, or a piece of it."""
    return any(label in core for core in _row_cores(table))


@cache
def _row_cores(table: Table) -> tuple[str, ...]:
    return tuple(
        core
        for core, labels in vocabulary().meanings.items()
        if any(label.table == table and label.role in (Role.ROW, Role.GROUP) for label in labels)
    )


@cache
def _characters(table: Table) -> frozenset[str]:
    units = _UNITS if table == Table.PROACTIVE else ""
    return frozenset("".join((*(label.core for label in table_labels(table)), units)))


def _own_label(label: str) -> str:
    """The label of a row without its list number and the pieces of its group's label before it."""
    words = list(dropwhile(is_group_piece, label.split()))
    return _ORDINAL.sub("", fold_label("".join(words)).replace(STOP, ""))


def _begins(line: str, table: Table) -> bool:
    """Whether the label of a row begins with a line's words; those of its group may stand before it."""
    own = _own_label(line)
    return bool(own) and any(core.startswith(own) for core in _row_cores(table))


def _is_certain(row: ValueRow, values: Values, table: Table, *, is_as_set: bool) -> bool:
    """Whether no change of a row's label can have moved its values by a column."""
    is_inside = values[0] is not None and values[-1] is not None
    own = _own_label(row.label)
    return is_inside or (is_as_set and _holds(table, own))


# --- table three: whole rows tell the columns ------------------------------------------------------------------------


def _find_requests(lines: Sequence[str], start: int, end: int, *, is_as_set: bool) -> Iterator[tuple[ValueRow, Values]]:
    width = len(applicants())
    found = value_rows(lines, range(start, end))
    begins = partial(_begins, table=Table.REQUESTS)
    rows = sure_rows(found, lines, begins)
    if not any(len(row.values) < width for row in rows) or any(len(row.values) > width for row in found):
        return
    header = list(header_words(lines, range(start, found[0].line), _characters(Table.REQUESTS)))
    columns = _find_columns(rows, header)
    placed = place_rows(rows, columns) if len(columns) == width else None
    total = _total(placed) if placed else None
    if placed is None or total is None or not _is_whole(placed, header, columns, total):
        return
    words = _characters(Table.REQUESTS) | _ABOVE_COLUMNS
    alone = lone_rows(rows, found, lines, (start, end), columns[0][0], words, begins)
    for row, values in zip(rows, placed, strict=True):
        numbers = _numbers(values)
        is_told = any(numbers) and adds_up(numbers, total)
        is_sure = is_told or _is_certain(row, values, Table.REQUESTS, is_as_set=is_as_set)
        has_moved_off = has_moved(values, columns)
        if None in values and is_sure and row in alone and not has_moved_off and not _breaks_sum(numbers, total):
            yield row, values


def _find_columns(rows: Sequence[ValueRow], header: Sequence[Word]) -> list[Span]:
    """Where the columns begin and end: those of whole rows, else those that header and values make; none where they
    run into each other."""
    whole = [row.values for row in rows if len(row.values) == len(applicants())]
    if whole:
        columns = [span_of(words) for words in zip(*whole, strict=True)]
        return columns if are_apart(columns) else []
    return list(map(span_of, stretches([*header, *(word for row in rows for word in row.values)])))


def _numbers(values: Values) -> list[Decimal | None]:
    return [parse_number(word.text).value if word else None for word in values]


def _total(rows: Sequence[Values]) -> int | None:
    """The column that the rows add up to, the last where none says anything; None where they contradict each other."""
    telling = [numbers for numbers in map(_numbers, rows) if any(numbers)]
    width = len(applicants())
    if not telling:
        return width - 1
    sums = [sum(adds_up(row, place) for row in telling) for place in range(width)]
    total = max(reversed(range(width)), key=sums.__getitem__)
    slips = sum(_breaks_sum(row, total) for row in telling)
    return total if slips <= _MOST_SLIPS and slips < sums[total] else None


def _breaks_sum(numbers: Sequence[Decimal | None], total: int) -> bool:
    """Whether a row does not add up, whatever its blank cells may hide."""
    printed, parts = numbers[total], [number for at, number in enumerate(numbers) if at != total]
    if printed is None or adds_up(numbers, total):
        return False
    return None not in parts or sum(filter(None, parts)) > printed


def _is_whole(rows: Sequence[Values], header: Sequence[Word], columns: Sequence[Span], total: int) -> bool:
    """Whether columns are all of the table's: one row fills them, or its header does."""
    headed = {at for at, (first, last) in enumerate(columns) for word in header if first <= word.start < last}
    sums = sum(any(numbers) and adds_up(numbers, total) for numbers in map(_numbers, rows))
    is_headed = len(headed) == len(columns) or (len(headed) == len(columns) - 1 and sums >= _FEWEST_SUMS)
    return is_headed or any(all(row) for row in rows)


# --- tables two and four: the header tells the columns ---------------------------------------------------------------


def _headed_columns(
    lines: Sequence[str], numbers: Sequence[int], table: Table, *, is_wide: bool
) -> dict[str, list[Span]]:
    """The columns that the words of a header stand over, by the label over them."""
    columns: dict[str, list[Span]] = defaultdict(list)
    for words in stretches(header_words(lines, numbers, _characters(table), is_wide=is_wide)):
        text = fold_label("".join(word.text for word in words))
        label = vocabulary().labels.match(text)
        columns[label[0] if label else text].append(span_of(words))
    return columns


def _are_told(
    lines: Sequence[str], rows: Sequence[ValueRow], placed: Sequence[Values], columns: Sequence[Span]
) -> bool:
    """Whether the words of a header tell in which columns values stand: where places are digits they do, and where they
    are characters if the values are clear of each other's columns."""
    return all(DIGIT_SPACE in lines[row.line] for row in rows) or are_clear(placed, columns)


@cache
def _proactive_headers() -> frozenset[tuple[str, ...]]:
    """The labels over the columns of each row of table two, in any order."""
    keys = {(cell.form, cell.item) for cell in proactive_cells()}
    return frozenset(
        tuple(sorted(fold_label(cell.measure_label) for cell in proactive_columns(form, item))) for form, item in keys
    )


def _find_proactive(
    lines: Sequence[str], start: int, end: int, *, is_as_set: bool
) -> Iterator[tuple[ValueRow, Values]]:
    found = value_rows(lines, range(start, end))
    if not start or _CONTENT not in "".join(lines[start - 1].split()) or not found:
        return
    begins = partial(_begins, table=Table.PROACTIVE)
    columns, placed = _place_proactive(lines, start, found, begins)
    if not placed or not _are_told(lines, list(placed), list(placed.values()), columns):
        return
    lacking = [(row, values) for row, values in placed.items() if None in values]
    if not lacking:
        return
    # A program that counts a Chinese character as two places may mean other columns.
    wide = value_rows(lines, range(start, end), is_wide=True)
    elsewhere = {
        row.line: values for row, values in _place_proactive(lines, start, wide, begins, is_wide=True)[1].items()
    }
    alone = lone_rows(list(placed), found, lines, (start, end), columns[0][0], _characters(Table.PROACTIVE), begins)
    for row, values in lacking:
        is_certain = row in alone and _is_certain(row, values, Table.PROACTIVE, is_as_set=is_as_set)
        if is_certain and _filled(elsewhere.get(row.line, values)) == _filled(values):
            yield row, values


def _filled(values: Values) -> list[bool]:
    return [word is not None for word in values]


def _place_proactive(
    lines: Sequence[str],
    start: int,
    found: Sequence[ValueRow],
    begins: Callable[[str], bool],
    *,
    is_wide: bool = False,
) -> tuple[list[Span], dict[ValueRow, Values]]:
    """The columns of a block of table two, and its rows in them; none where they do not fit."""
    rows = sure_rows(found, lines, begins)
    headed = _headed_columns(lines, range(start - 1, found[0].line), Table.PROACTIVE, is_wide=is_wide)
    is_header = tuple(sorted(label for label, spans in headed.items() for _ in spans)) in _proactive_headers()
    columns = sorted(chain(*headed.values()))
    placed = place_rows(rows, columns) if is_header and rows else None
    return columns, dict(zip(rows, placed, strict=True)) if placed else {}


def _find_reviews(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[ValueRow, Values]]:
    width, size = len(review_columns()), len(table_labels(Table.REVIEWS))
    found = value_rows(lines, range(start, end))
    if not start or not _PROCEDURE.search("".join(lines[start - 1].split())) or not found:
        return
    rows = sure_rows(found, lines, bool)
    pieces = [number for number in range(start, end) if _PIECES.fullmatch(lines[number])]
    is_whole = len(found) == len(rows) == 1 and pieces == [row.line for row in rows]
    first = start
    while first and start - first < _MOST_LINES and not lines[first - 1].rstrip().endswith("。"):
        first -= 1
    above = range(first, found[0].line)
    headed = _headed_columns(lines, above, Table.REVIEWS, is_wide=False)
    columns = sorted(chain(*headed.values()))
    is_header = {label.core for label in table_labels(Table.REVIEWS)} == set(headed) and len(columns) == width
    placed = place_rows(rows, columns) if is_header and is_whole else None
    if not placed or not _are_told(lines, rows, placed, columns):
        return
    for row, values in zip(rows, placed, strict=True):
        numbers = _numbers(values)
        parts = [numbers[at : at + size] for at in range(0, width, size)]
        if None in values and not row.label and not any(_breaks_sum(part, size - 1) for part in parts):
            yield row, values
