"""What people call the parts of a report: sections, tables, rows, columns, and the numbers of the prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from flows.proofreading.findings import Place
from transforms.doubts import CELL_SEPARATOR
from transforms.knowledge import read_rows
from transforms.language import Language, Pair
from transforms.schemas import FactTable

_T = TypeVar("_T")

SECTIONS: Mapping[int, Pair] = {
    1: Pair("总体情况", "General situation"),
    2: Pair("主动公开政府信息情况", "Proactive disclosure"),
    3: Pair("收到和处理政府信息公开申请情况", "Requests received and handled"),
    4: Pair("政府信息公开行政复议、行政诉讼情况", "Reconsideration and litigation"),
    5: Pair("存在的主要问题及改进情况", "Problems and improvements"),
    6: Pair("其他需要报告的事项", "Other matters"),
}
NUMERALS = "一二三四五六"
TABLES: Mapping[str, Pair] = {
    FactTable.PROACTIVE: Pair("主动公开政府信息情况表", "table two (proactive disclosure)"),
    FactTable.REQUEST: Pair("收到和处理政府信息公开申请情况表", "table three (requests)"),
    FactTable.REVIEW: Pair("行政复议、行政诉讼情况表", "table four (reviews)"),
    FactTable.STATISTIC: Pair("政府信息公开情况统计表", "the statistics form"),
}
SECTION_OF_TABLE: Mapping[str, int] = {FactTable.PROACTIVE: 2, FactTable.REQUEST: 3, FactTable.REVIEW: 4}
# A cell has the code of its row and that of its column, at least.
_CODES_OF_A_CELL = 2
_PERIODS: Mapping[str, Pair] = {"year": Pair("统计数", "of the year"), "cumulative": Pair("历年累计", "cumulative")}


def _label(row: Mapping[str, str], name: str = "label") -> Pair:
    return Pair(row[f"{name}_zh"], row[f"{name}_en"])


def _line_label(row: Mapping[str, str]) -> Pair:
    """A line of table three; the heading of its group stands before the number that it has in the group."""
    group = row["parent_zh"] if row["parent_zh"].startswith("（") else ""
    return Pair(f"{group}{row['label_zh']}", row["label_en"])


@cache
def _row_labels() -> Mapping[tuple[str, str], Pair]:
    """The label of a row by its table and its code."""
    return {
        **{(FactTable.PROACTIVE, row["item"]): _label(row, "item_label") for row in read_rows("proactive_measures")},
        **{(FactTable.REQUEST, row["line"]): _line_label(row) for row in read_rows("request_lines")},
        **{(FactTable.REVIEW, row["procedure"]): _label(row) for row in read_rows("review_procedures")},
        **{(FactTable.STATISTIC, row["indicator"]): _label(row) for row in read_rows("statistic_indicators")},
    }


@cache
def _measure_labels() -> Mapping[tuple[str, str], Pair]:
    """The label of a column of table two by item and measure, that of the latest form where the forms differ."""
    return {(row["item"], row["measure"]): _label(row, "measure_label") for row in read_rows("proactive_measures")}


@cache
def _column_labels() -> Mapping[tuple[str, str], Pair]:
    """The label of a column of the other tables by its table and its code."""
    return {
        **{(FactTable.REQUEST, row["applicant"]): _label(row) for row in read_rows("applicants")},
        **{(FactTable.REVIEW, row["result"]): _label(row) for row in read_rows("review_results")},
        **{(FactTable.STATISTIC, period): label for period, label in _PERIODS.items()},
    }


def _only(values: Iterable[_T]) -> _T | None:
    """The one value that all are, None where they differ."""
    different = list(dict.fromkeys(values))
    return different[0] if len(different) == 1 else None


def row_label(cell: str) -> Pair | None:
    """The label of a cell's row, None for what is no cell of a table."""
    table, *codes = cell.split(".")
    return _row_labels().get((table, codes[-2])) if len(codes) >= _CODES_OF_A_CELL else None


def _column_label(cell: str) -> Pair | None:
    table, *codes = cell.split(".")
    if len(codes) < _CODES_OF_A_CELL:
        return None
    if table == FactTable.PROACTIVE:
        return _measure_labels().get((codes[-2], codes[-1]))
    return _column_labels().get((table, codes[-1]))


def place_of(subject: str | None) -> Place:
    """The place that a subject names: a table, a cell or cells of one, a section; nowhere for anything else.

    >>> place = place_of("fact_request.handled_total.total")
    >>> place.section_no, place.row.zh, place.column.zh
    (3, '（七）总计', '总计')
    >>> place_of("report_section.6").section_no, place_of("report").section_no
    (6, None)
    """
    names = (subject or "").split(CELL_SEPARATOR)
    table = _only(name.partition(".")[0] for name in names) or ""
    if table == "report_section":
        number = names[0].partition(".")[2]
        return Place(section_no=int(number)) if number.isdecimal() else Place()
    if table not in TABLES:
        return Place()
    cells = tuple(name for name in names if row_label(name))
    rows, columns = _only(map(row_label, cells)), _only(map(_column_label, cells))
    return Place(SECTION_OF_TABLE.get(table), table, rows, columns, cells)


_WORDS: Mapping[str, Pair] = {
    "section": Pair("第{numeral}部分", "section {number}"),
    "row": Pair("“{row}”行", "row “{row}”"),
    "column": Pair("“{column}”列", "column “{column}”"),
    "line": Pair("第{line}行", "line {line}"),
}


def describe_place(place: Place) -> Pair:
    """A place in words, the largest first; empty where nothing is known.

    >>> describe_place(place_of("fact_request.handled_total.total")).zh
    '第三部分 › 收到和处理政府信息公开申请情况表 › “（七）总计”行 › “总计”列'
    """
    parts = []
    if place.section_no:
        parts.append(_WORDS["section"].filled(numeral=NUMERALS[place.section_no - 1], number=place.section_no))
    if place.table in TABLES:
        parts.append(TABLES[place.table])
    if place.row:
        parts.append(_WORDS["row"].filled(row=place.row))
    if place.column:
        parts.append(_WORDS["column"].filled(column=place.column))
    if place.line:
        parts.append(_WORDS["line"].filled(line=place.line))
    return Pair(*(" › ".join(part.said_in(language) for part in parts) for language in Language))
