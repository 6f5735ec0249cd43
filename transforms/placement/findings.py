"""The doubts about a report's cells, each about the largest thing that it is true of: a table, a row, or a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.doubts import CELL_SEPARATOR, Doubt
from transforms.language import Pair, joined
from transforms.placement.fact import Fact
from transforms.placement.recognised import OCR_CAUSES
from transforms.schemas import CellStatus, FactTable
from transforms.tables import FOREIGN_TABLE, GUARDS

_LABELS: Mapping[FactTable, Pair] = {
    FactTable.PROACTIVE: Pair("主动公开政府信息情况表", "table two"),
    FactTable.REQUEST: Pair("收到和处理政府信息公开申请情况表", "table three"),
    FactTable.REVIEW: Pair("行政复议、行政诉讼情况表", "table four"),
    FactTable.STATISTIC: Pair("政府信息公开情况统计表", "the statistics form"),
}
# The text of a row that ran on fills a message; `actual` has more of it.
_LONGEST_QUOTE = 120
# Causes of which another finding speaks.
_OWN_FINDINGS = frozenset({FOREIGN_TABLE.name, *OCR_CAUSES})
_NO_CELL = Pair(
    "没有找到{table}，它的{cells}格都缺。", "The report does not print {table}; its {cells} cells are missing."
)
_NO_CELL_READ = Pair("{table}没有一格能读。", "No cell of {table} can be read.")
_NOT_ALL_CELLS = Pair(
    "{table}应有{cells}格，其中{missing}格没有找到。",
    "{missing} of the {cells} cells of {table} were not found in the file.",
)


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
    message = Pair(
        "{table}的数字写在另一年度、样表或其他报告的标题之下，不能算作本报告的数字。",
        "Figures of {table} stand under the heading of another year, of a sample or of another report; "
        "they are not taken for the report's own.",
        table=_LABELS[table],
    )
    return Doubt("foreign_table", "warning", message, _subject(cells) or table, cause=FOREIGN_TABLE.name)


def _subject(cells: Iterable[Fact]) -> str:
    return CELL_SEPARATOR.join(cell.subject for cell in cells)


def _missing_cells(table: FactTable, cells: Sequence[Fact]) -> Iterator[Doubt]:
    missing = [fact for fact in cells if fact.cell_status == CellStatus.MISSING]
    if not missing:
        return
    says = _NO_CELL if len(missing) == len(cells) else _NOT_ALL_CELLS
    message = says.filled(table=_LABELS[table], cells=len(cells), missing=len(missing))
    yield Doubt("cells_missing", "warning", message, table, str(len(cells)), str(len(cells) - len(missing)))


def _ambiguous_cells(table: FactTable, cells: Sequence[Fact]) -> Iterator[Doubt]:
    """One doubt for a table whose printed cells one guard doubts, else one for such a row, else one for each cell."""
    printed = [fact for fact in cells if fact.cell_status != CellStatus.MISSING]
    if len({_row_of(fact) for fact in printed}) > 1 and _is_doubted_as_one(printed):
        yield Doubt("table_ambiguous", "warning", *_said_of(printed, _NO_CELL_READ.filled(table=_LABELS[table])))
        return
    rows = defaultdict(list)
    for fact in printed:
        rows[_row_of(fact)].append(fact)
    for row in rows.values():
        if len(row) > 1 and _is_doubted_as_one(row):
            says = Pair("这一行没有一格能读。", "No cell of the row can be read.")
            yield Doubt("row_ambiguous", "warning", *_said_of(row, says))
        else:
            yield from _lone_cells(row)


def _lone_cells(row: Sequence[Fact]) -> Iterator[Doubt]:
    for fact in row:
        if fact.cell_status == CellStatus.AMBIGUOUS and fact.cause not in _OWN_FINDINGS:
            says = Pair("这一格有不止一种读法，机器不会猜测。", "More than one reading of the cell is possible.")
            yield Doubt("cell_ambiguous", "warning", *_said_of([fact], says))


def _row_of(fact: Fact) -> tuple[str | int, ...]:
    """What the cells of a row have in common; in table four, those of a procedure."""
    return fact.key[:-1]


def _is_doubted_as_one(cells: Sequence[Fact]) -> bool:
    """Whether one guard doubts all of the cells, and not one that has its own finding."""
    causes = {fact.cause if fact.cell_status == CellStatus.AMBIGUOUS else "" for fact in cells}
    return len(causes) == 1 and not causes & {"", *_OWN_FINDINGS}


def _said_of(cells: Sequence[Fact], says: Pair) -> tuple[Pair, str, None, str | None, str]:
    """Message, subject, expected, actual and cause of a doubt about cells that one guard doubts."""
    texts = list(dict.fromkeys(fact.raw_text for fact in cells if fact.raw_text))
    text = texts.pop() if len(texts) == 1 else None
    [cause] = {fact.cause for fact in cells}
    sentences = [GUARDS[cause].said, says]
    if text:
        sentences.append(Pair("原文是“{text}”。", "The file has “{text}”.", text=_quote(text)))
    return joined("", " ", sentences), _subject(cells), None, text, cause


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _doubts_of_cell(fact: Fact) -> Iterator[Doubt]:
    if fact.cell_status == CellStatus.UNREADABLE:
        message = Pair(
            "这一格写的是“{text}”，不是应填的数字。",
            "The cell holds “{text}”, which is not a number that belongs there.",
            text=fact.raw_text or "",
        )
        yield Doubt("cell_unreadable", "warning", message, fact.subject, None, fact.raw_text)
    elif fact.value is not None and fact.value < 0 and fact.key[-1] != "change":
        message = Pair(
            "件数不能为负，报告却写{text}。",
            "A count cannot be negative, but the report prints {text}.",
            text=fact.raw_text,
        )
        yield Doubt("negative_count", "warning", message, fact.subject, "≥ 0", str(fact.value))
    elif fact.is_unit_assumed:
        message = Pair(
            "单元格和表头都没有写明{text}的单位，按表格规定的单位计算。",
            "Neither the cell nor its header names a unit for {text}; the form's own is taken.",
            text=fact.raw_text,
        )
        yield Doubt("unit_assumed", "info", message, fact.subject, "a unit of money", fact.raw_text)
