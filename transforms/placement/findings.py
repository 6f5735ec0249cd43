"""The doubts about a report's cells, each about the largest thing that it is true of: a table, a row, or a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.doubts import CELL_SEPARATOR, Doubt
from transforms.placement.fact import Fact
from transforms.schemas import CellStatus, FactTable
from transforms.tables import FOREIGN_TABLE, GUARDS

_LABELS: Mapping[FactTable, str] = {
    FactTable.PROACTIVE: "table two",
    FactTable.REQUEST: "table three",
    FactTable.REVIEW: "table four",
    FactTable.STATISTIC: "the statistics form",
}
# The text of a row that ran on fills a message; `actual` has more of it.
_LONGEST_QUOTE = 120


def doubts_of(facts: Sequence[Fact]) -> Iterator[Doubt]:
    """The doubts about all cells of a report."""
    for table in _LABELS:
        cells = [fact for fact in facts if fact.table == table]
        yield from _missing_cells(table, cells)
        yield from _ambiguous_cells(table, cells)
        for fact in cells:
            yield from _doubts_of_cell(fact)


def foreign_table(table: FactTable, facts: Iterable[Fact]) -> Doubt:
    """The doubt about figures that are another year's or report's; cells that only they have are its subject."""
    cells = [fact for fact in facts if fact.table == table and fact.cause == FOREIGN_TABLE.name]
    message = (
        f"Figures of {_LABELS[table]} stand under the heading of another year, of a sample or of another report; "
        "they are not taken for the report's own."
    )
    return Doubt("foreign_table", "warning", message, _subject(cells) or table, cause=FOREIGN_TABLE.name)


def _subject(cells: Iterable[Fact]) -> str:
    return CELL_SEPARATOR.join(cell.subject for cell in cells)


def _missing_cells(table: FactTable, cells: Sequence[Fact]) -> Iterator[Doubt]:
    missing = [fact for fact in cells if fact.cell_status == CellStatus.MISSING]
    if not missing:
        return
    label = _LABELS[table]
    message = (
        f"The report does not print {label}; its {len(cells)} cells are missing."
        if len(missing) == len(cells)
        else f"{len(missing)} of the {len(cells)} cells of {label} were not found in the file."
    )
    yield Doubt("cells_missing", "warning", message, table, str(len(cells)), str(len(cells) - len(missing)))


def _ambiguous_cells(table: FactTable, cells: Sequence[Fact]) -> Iterator[Doubt]:
    """One doubt for a table whose printed cells one guard doubts, else one for such a row, else one for each cell."""
    printed = [fact for fact in cells if fact.cell_status != CellStatus.MISSING]
    if len({_row_of(fact) for fact in printed}) > 1 and _is_doubted_as_one(printed):
        yield Doubt("table_ambiguous", "warning", *_said_of(printed, f"No cell of {_LABELS[table]} can be read."))
        return
    rows = defaultdict(list)
    for fact in printed:
        rows[_row_of(fact)].append(fact)
    for row in rows.values():
        if len(row) > 1 and _is_doubted_as_one(row):
            yield Doubt("row_ambiguous", "warning", *_said_of(row, "No cell of the row can be read."))
        else:
            yield from _lone_cells(row)


def _lone_cells(row: Sequence[Fact]) -> Iterator[Doubt]:
    for fact in row:
        if fact.cell_status == CellStatus.AMBIGUOUS and fact.cause != FOREIGN_TABLE.name:
            yield Doubt(
                "cell_ambiguous", "warning", *_said_of([fact], "More than one reading of the cell is possible.")
            )


def _row_of(fact: Fact) -> tuple[str | int, ...]:
    """What the cells of a row have in common; in table four, those of a procedure."""
    return fact.key[:-1]


def _is_doubted_as_one(cells: Sequence[Fact]) -> bool:
    """Whether one guard doubts all of the cells, and not one that has its own finding."""
    causes = {fact.cause if fact.cell_status == CellStatus.AMBIGUOUS else "" for fact in cells}
    return len(causes) == 1 and not causes & {"", FOREIGN_TABLE.name}


def _said_of(cells: Sequence[Fact], says: str) -> tuple[str, str, None, str | None, str]:
    """Message, subject, expected, actual and cause of a doubt about cells that one guard doubts."""
    texts = list(dict.fromkeys(fact.raw_text for fact in cells if fact.raw_text))
    text = texts.pop() if len(texts) == 1 else None
    printed = f" The file has “{_quote(text)}”." if text else ""
    [cause] = {fact.cause for fact in cells}
    return f"{GUARDS[cause].sees} {says}{printed}", _subject(cells), None, text, cause


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _doubts_of_cell(fact: Fact) -> Iterator[Doubt]:
    if fact.cell_status == CellStatus.UNREADABLE:
        message = f"The cell holds “{fact.raw_text or ''}”, which is not a number that belongs there."
        yield Doubt("cell_unreadable", "warning", message, fact.subject, None, fact.raw_text)
    elif fact.value is not None and fact.value < 0 and fact.key[-1] != "change":
        message = f"A count cannot be negative, but the report prints {fact.raw_text}."
        yield Doubt("negative_count", "warning", message, fact.subject, "≥ 0", str(fact.value))
    elif fact.is_unit_assumed:
        message = f"Neither the cell nor its header names a unit for {fact.raw_text}; the form's own is taken."
        yield Doubt("unit_assumed", "info", message, fact.subject, "a unit of money", fact.raw_text)
