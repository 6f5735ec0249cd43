"""Ruled tables that go on over page breaks: fragments joined to one table, and rows that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.form import fold_label, vocabulary
from transforms.formats.content import Table
from transforms.formats.pdf.doubtful import begins_row
from transforms.formats.pdf.marks import ILLEGIBLE
from transforms.formats.pdf.tables import Fragment, have_own_edges
from transforms.text import ONE_TO_TEN, is_value_text

# Points by which the widths of two pieces of one table differ at most, as programs round them.
_SAME_EDGE = 4.0
# Points by which the edges of one column differ between pages at most; the narrowest column that holds a digit has 10.
_SAME_COLUMN = 3.0
# Points by which a table is shifted on the facing page at most: margins for binding differ by 2 to 3 cm.
_SHIFT = 100.0
# Points by which an edge may lie right of the cell that begins at it, as sums of floats differ.
_ROUNDING = 0.01
# The number before a label, without which the form declares it (三、办理结果, 1属于…). Leaves the second digit of 12.
_ORDINAL = re.compile(f"^(?:[{ONE_TO_TEN}]|[1-9])")
# The beginning of a numbered label. Leaves words that begin with a numeral (一年内).
_BEGINS = re.compile(f"[1-9①-⑨]|[（(]?[{ONE_TO_TEN}]{{1,2}}[）)、.．]")

Rows = list[list[str]]


def continues(first: Fragment, second: Fragment) -> bool:
    """Whether a fragment at the top of a page goes on with the table at the bottom of the page before.

    It is as wide, and its columns are those of the other, or some of them.
    """
    left, right = first.box.x0 - second.box.x0, first.box.x1 - second.box.x1
    if abs(left - right) > _SAME_EDGE or abs(left) > _SHIFT:
        return False
    shifted = [x + left for x in second.xs]
    return not have_own_edges(first.xs, shifted)


def join_fragments(fragments: Sequence[Fragment]) -> Table:
    """One table of the fragments of a table, without the header rows that each page repeats."""
    offsets = [fragment.box.x0 for fragment in fragments]
    edges = _column_edges(
        [x - offset for fragment, offset in zip(fragments, offsets, strict=True) for x in fragment.xs]
    )
    rows: Rows = []
    for place, (fragment, offset) in enumerate(zip(fragments, offsets, strict=True)):
        part = _expand(fragment, offset, edges)
        if rows:
            part = _without_header(part, rows)
            is_open = fragments[place - 1].is_open_below or fragment.is_open_above
            if part and len(part[0]) == len(rows[-1]):
                if _is_cut(rows[-1], part[0], is_open=is_open):
                    rows[-1] = list(map(_join_cells, rows[-1], part[0]))
                    part = part[1:]
                else:
                    _mend_cut_cells(rows, part[0])
                    _mark_cut_values(rows[-1], part[0])
        rows += part
    return tuple(tuple(row) for row in rows)


def _column_edges(positions: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for x in sorted(positions):
        if not edges or x - edges[-1] > _SAME_COLUMN:
            edges.append(x)
    return edges


def _expand(fragment: Fragment, offset: float, edges: Sequence[float]) -> Rows:
    """The rows of a fragment with a cell for each column of its table.

    Of a rule that was drawn twice, as a photograph seems to have it, two cells stand in one column: neither hides the
    other, and what both of them show is illegible.
    """
    rows = [[""] * (len(edges) - 1) for _ in range(fragment.row_count)]
    for cell in fragment.cells:
        column = _column_at(cell.x0 - offset, edges)
        both = rows[cell.row][column], cell.text
        rows[cell.row][column] = (ILLEGIBLE if all(both) else "").join(both)
    for row, x in fragment.holes:
        del rows[row][_column_at(x - offset, edges) :]
    return rows


def _column_at(x: float, edges: Sequence[float]) -> int:
    return min(max(place for place, edge in enumerate(edges) if edge <= x + _ROUNDING), len(edges) - 2)


def _without_header(part: Rows, rows: Rows) -> Rows:
    """A fragment without the rows at its top that are those at the top of the table."""
    count = 0
    while count < min(len(part), len(rows)) and _words(part[count]) == _words(rows[count]):
        if any(_is_value(text) for text in part[count]):
            break
        count += 1
    return part[count:]


def _words(row: Sequence[str]) -> list[str]:
    return ["".join(text.split()) for text in row]


def _is_value(text: str) -> bool:
    return bool(text) and is_value_text(text, is_whole=True)


def _is_cut(above: Sequence[str], below: Sequence[str], *, is_open: bool) -> bool:
    """Whether two rows on both sides of a page break are certainly one.

    They are if each text below, no label itself, makes a label of the form with the text above it, or if below a row
    with its label there are only digits. Where no rule parts them, any words that begin no label are a rest.
    """
    pairs = list(zip(above, below, strict=True))
    words = [(upper, lower) for upper, lower in pairs if lower and not _is_value(lower)]
    has_values = all(any(map(_is_value, row)) for row in (above, below))
    if any(not upper or _is_value(upper) for upper, _ in words):
        return False
    if any(upper and not _is_value(upper) and _is_value(lower) for upper, lower in pairs):
        return False
    if not words:
        return has_values and any(text and not _is_value(text) for text in above)
    if is_open and not has_values:
        return not any(_is_label(lower) or _BEGINS.match(lower) for _, lower in words)
    return all(_is_rest(upper, lower) for upper, lower in words)


def _join_cells(above: str, below: str) -> str:
    """The text of a cell that a page break cut; digits on both sides may be one number or not."""
    return f"{above}{ILLEGIBLE}{below}" if _is_value(above) and _is_value(below) else above + below


def _mend_cut_cells(rows: Rows, below: list[str]) -> None:
    """Put the rest of a label whose cell spans rows on both sides of a page break to where the label begins."""
    for column, lower in enumerate(below):
        place = next((place for place in range(len(rows) - 1, -1, -1) if any(rows[place][column : column + 1])), None)
        if lower and place is not None and _is_rest(rows[place][column], lower):
            rows[place][column] += lower
            below[column] = ""


def _mark_cut_values(above: list[str], below: list[str]) -> None:
    """Make values above each other illegible where the row below has no label that begins: they may be one number."""
    labelled = [column for column, text in enumerate(above) if text and not _is_value(text)]
    heads = list(zip(above, below, strict=True))[: labelled[-1] + 1 if labelled else 0]
    if not heads or any(begins_row(lower) and not _makes_label(upper, lower) for upper, lower in heads):
        return
    for column, (upper, lower) in enumerate(zip(above, below, strict=True)):
        if _is_value(upper) and _is_value(lower):
            above[column], below[column] = upper + ILLEGIBLE, lower + ILLEGIBLE


def _is_rest(upper: str, lower: str) -> bool:
    return _makes_label(upper, lower) and not _is_label(lower)


def _makes_label(upper: str, lower: str) -> bool:
    return bool(upper and lower) and _is_label(upper + lower)


def _is_label(text: str) -> bool:
    folded = "".join(fold_label(text).split())
    meanings = vocabulary().meanings
    return folded in meanings or _ORDINAL.sub("", folded) in meanings


def fragment_runs(fragments: Sequence[tuple[int, Fragment]]) -> list[list[Fragment]]:
    """Fragments, each with its page and nothing between them, in groups that are one table each."""
    runs: list[list[Fragment]] = []
    for place, (page, fragment) in enumerate(fragments):
        if place and page == fragments[place - 1][0] + 1 and continues(runs[-1][-1], fragment):
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    return runs
