"""The official tables of one report as grids, for people to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from transforms.form import FORM_CODES, proactive_cells, statistic_indicators
from transforms.knowledge import read_rows
from transforms.placement.fact import Fact
from transforms.placement.second_look import Key
from transforms.schemas import PERIODS, CellStatus, FactTable


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a grid: its text in the file, the loaded value, its status, and its name (`Fact.subject`)."""

    raw_text: str | None
    value: Decimal | None
    cell_status: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A grid: rows are (label, cells), the cells in the order of `column_labels`."""

    title: str
    column_labels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CellView, ...]], ...]


Cells = Mapping[Key, CellView]
_NOT_ON_FORM = CellView(None, None, CellStatus.MISSING)


def view_tables(facts: Sequence[Fact]) -> tuple[TableView, ...]:
    """Tables two, three and four of the official form and the statistics form, with every cell that the facts hold."""
    cells: dict[FactTable, dict[Key, CellView]] = defaultdict(dict)
    for fact in facts:
        cells[fact.table][fact.key] = CellView(fact.raw_text, fact.value, fact.cell_status, fact.subject)
    views = (
        *_proactive_views(cells[FactTable.PROACTIVE]),
        _request_view(cells[FactTable.REQUEST]),
        _review_view(cells[FactTable.REVIEW]),
        _statistic_view(cells[FactTable.STATISTIC]),
    )
    return tuple(view for view in views if view.rows)


def _proactive_views(cells: Cells) -> Iterable[TableView]:
    forms = {
        form: sum((c.clause, c.item, c.measure) in cells for c in proactive_cells() if c.form == form)
        for form in FORM_CODES
    }
    form = max(forms, key=lambda code: forms[code])
    captions = dict.fromkeys(cell.caption for cell in proactive_cells() if cell.form == form)
    for caption in captions:
        block = [cell for cell in proactive_cells() if (cell.form, cell.caption) == (form, caption)]
        measures = dict.fromkeys((cell.measure, cell.measure_label) for cell in block)
        items = dict.fromkeys((cell.clause, cell.item, cell.item_label) for cell in block)
        rows = tuple(
            (label, tuple(cells[clause, item, measure] for measure, _ in measures))
            for clause, item, label in items
            if all((clause, item, measure) in cells for measure, _ in measures)
        )
        yield TableView(caption, tuple(label for _, label in measures), rows)


def _request_view(cells: Cells) -> TableView:
    columns = read_rows("applicants")
    rows = tuple(
        (row["label_zh"], tuple(cells[row["line"], column["applicant"]] for column in columns))
        for row in read_rows("request_lines")
        if all((row["line"], column["applicant"]) in cells for column in columns)
    )
    return TableView("收到和处理政府信息公开申请情况", tuple(column["label_zh"] for column in columns), rows)


def _review_view(cells: Cells) -> TableView:
    columns = read_rows("review_results")
    rows = tuple(
        (row["label_zh"], tuple(cells[row["procedure"], column["result"]] for column in columns))
        for row in read_rows("review_procedures")
        if all((row["procedure"], column["result"]) in cells for column in columns)
    )
    return TableView("政府信息公开行政复议、行政诉讼情况", tuple(column["label_zh"] for column in columns), rows)


def _statistic_view(cells: Cells) -> TableView:
    periods = [period for period in PERIODS if any(printed == period for _, printed in cells)]
    labels = {"year": "统计数", "cumulative": "历年累计"}
    rows = tuple(
        (indicator.label, tuple(cells.get((indicator.code, period), _NOT_ON_FORM) for period in periods))
        for indicator in statistic_indicators()
        if any((indicator.code, period) in cells for period in periods)
    )
    return TableView("政府信息公开情况统计表", tuple(labels[period] for period in periods), rows)
