"""Table two: what was disclosed proactively, in blocks with a header each.

Prose speaks of the same items (行政许可12件), so a row counts only between a caption or header of the table and the
next sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.form import FORM_CODES, Label, fold_label, proactive_cells, proactive_columns
from transforms.stream import Entry
from transforms.tables.columns import UNKNOWN, resolve_columns
from transforms.tables.header import Header
from transforms.tables.rows import Row
from transforms.tables.surroundings import Surroundings
from transforms.text import find_money_unit

CORNER = "信息内容"
# The unit of an amount whose column label is not there: it may have named one.
UNIT_LOST = "?"
# A table printed twice, its header repeated on each page, has no more.
_REMEMBERED_HEADERS = 24


@dataclass(slots=True)
class ProactiveRow(Row):
    """A row of table two: the form and the item that its labels name, and its header's unit of money."""

    form: str = ""
    money_unit: str = ""


def find_proactive_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> tuple[list[ProactiveRow], str]:
    """The rows of table two in reading order, and the form that most of its headers speak for ('' if none does)."""
    header = Header("proactive")
    headers = [header]
    is_open = in_header = False
    votes: list[tuple[str, bool]] = []
    rows: list[tuple[Entry, str, list[Header], Surroundings, int]] = []
    for entry, entry_said in zip(entries, said, strict=True):
        if entry.is_prose() or _is_foreign(entry):
            is_open = in_header = False
        elif caption := entry.meaning("proactive", "caption"):
            header, is_open, in_header = Header("proactive", has_corner=caption.code == CORNER), True, True
            headers.append(header)
        elif measures := entry.meanings("proactive", "column"):
            if not in_header:
                header = Header("proactive")
                headers.append(header)
            is_clean = entry.is_clean and not _is_money_for_count(entry, measures[0])
            header.add_label(measures[0].code, entry.token, is_clean=is_clean)
            header.has_values_behind = header.has_values_behind or entry.has_values
            header.words.append(entry.unit)
            votes.append((measures[0].ordinal, entry_said.is_own(None) and not entry_said.years))
            is_open = in_header = True
        elif entry.meaning("proactive", "row"):
            if is_open and entry.is_clean:
                label = entry.meaning("proactive", "row")
                rows.append(
                    (entry, label.code if label else "", headers[-_REMEMBERED_HEADERS:], entry_said, len(headers))
                )
            in_header = False
        elif in_header and entry.is_text:
            header.add_text(entry.token)
    form = _elect(votes)
    return [row for row in (_proactive_row(*parts, form) for parts in rows) if row], form


def _elect(votes: Sequence[tuple[str, bool]]) -> str:
    """The form that most headers speak for; those of tables that are certainly the report's own outvote all others."""
    own = [form for form, is_own in votes if is_own] or [form for form, _ in votes]
    return max(FORM_CODES, key=own.count) if own else ""


def _is_foreign(entry: Entry) -> bool:
    return any(label.table in ("requests", "reviews", "sections") for label in entry.token.labels) and not any(
        label.table == "proactive" for label in entry.token.labels
    )


def _proactive_row(
    entry: Entry, item: str, headers: Sequence[Header], said: Surroundings, table_no: int, voted: str
) -> ProactiveRow | None:
    header = headers[-1]
    form = _form_of(item, header.codes) or voted or _form_by_width(item, entry)
    cells = proactive_columns(form, item)
    if not cells or (len(cells) == 1 and not any(_is_header_of(found, [cells[0].measure]) for found in headers)):
        return None
    expected = tuple(cell.measure for cell in cells)
    header = next((found for found in reversed(headers) if _is_header_of(found, expected)), Header("proactive"))
    is_unknown = bool(headers[-1].codes) and not any(headers[-1].codes)
    lost = [cell for cell in cells if cell.measure not in header.codes]
    is_unknown = is_unknown or any(headers[-1].has_in_pieces(fold_label(cell.measure_label)) for cell in lost)
    is_trusted = header.codes and not header.has_values_behind and not is_unknown
    columns = resolve_columns(header.codes, expected) if is_trusted else None
    grid, size = header.grid(expected)
    if grid and _parts_change(grid):
        columns = grid = None
    width = len(columns or expected)
    row = ProactiveRow(item, columns, width, entry.tail, grid=grid, grid_size=size, form=form)
    row.money_unit = _money_unit(header, said)
    row.label_before, row.said, row.table_no = entry.token.before, said, table_no
    row.has_torn_header = 0 < len(set(header.codes) & set(expected)) < len(expected)
    return row


def _is_money_for_count(entry: Entry, measure: Label) -> bool:
    """Whether a unit of money stands behind a label that counts."""
    return measure.code != "amount" and bool(find_money_unit(entry.token.printed + entry.unit))


def _parts_change(grid: Mapping[str, int]) -> bool:
    """Whether 本年增/减 stands over two columns of cells, the second of which no label heads."""
    place = grid.get("change", -1)
    return 0 <= place < max(grid.values()) and place + 1 not in grid.values()


def _money_unit(header: Header, said: Surroundings) -> str:
    """The unit of an amount: its header's, or the one stated around the table; UNIT_LOST where they disagree."""
    if "amount" not in header.codes:
        return UNIT_LOST
    units = {unit for unit in (header.money_unit, *said.units) if unit}
    return units.pop() if len(units) == 1 else UNIT_LOST if units else ""


def _is_header_of(header: Header, expected: Sequence[str]) -> bool:
    """Whether a header names measures of a row and none of another's: a page break may set another block's between."""
    named = {code for code in header.codes if code != UNKNOWN}
    return bool(named) and named <= set(expected)


def _form_of(item: str, header: Sequence[str]) -> str:
    """The form whose row for the item has all the measures that the header names, where only one has."""
    named = {code for code in header if code != UNKNOWN}
    forms = {
        form for form in ("2019", "2021") if named and named <= {cell.measure for cell in proactive_columns(form, item)}
    }
    return forms.pop() if len(forms) == 1 else ""


def _form_by_width(item: str, entry: Entry) -> str:
    count = sum(token.kind == "value" for token in entry.tail)
    forms = [form for form in ("2019", "2021") if len(proactive_columns(form, item)) == count]
    return forms[0] if len(forms) == 1 else ""


def proactive_key(form: str, item: str, measure: str) -> tuple[int, str, str]:
    """The fact's key (clause, item, measure) of a cell of table two."""
    cell = next(cell for cell in proactive_cells() if (cell.form, cell.item, cell.measure) == (form, item, measure))
    return cell.clause, item, measure
