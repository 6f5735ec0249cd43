"""Empty lines that are blank cells, and those that are none."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.reading import read_cells_of, values_of
from transforms.stream.blank_lines import BLANK_LINE, mark_blank_cells

LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
)
FULL = ["1", "0", "0", "0", "0", "0", "1"]
FIRST_BLANK, LAST_BLANK = ["", *FULL[1:]], [*FULL[:-1], ""]


def table(*rows: list[str], count: int = 8) -> list[str]:
    """Table three with these rows at its end, a line a cell, so many rows in all."""
    cells = [FULL] * (count - len(rows)) + list(rows)
    lines = [line for label, row in zip(LABELS[:count], cells, strict=True) for line in (label, *row)]
    return [*lines, "四、政府信息公开行政复议、行政诉讼情况"]


def marks(lines: list[str]) -> list[int]:
    """The lines that are blank cells."""
    marked = mark_blank_cells(lines)
    assert [line if line != BLANK_LINE else "" for line in marked] == lines
    return [at for at, line in enumerate(marked) if line == BLANK_LINE]


EVIDENCE = (
    Threshold(
        "transforms.stream.blank_lines._FEWEST_ROWS",
        inside=lambda: marks(table(FIRST_BLANK, LAST_BLANK)),
        outside=lambda: marks(table(FIRST_BLANK, LAST_BLANK, count=7)),
        moved=9,
    ),
    Threshold(
        "transforms.stream.blank_lines._FEWEST_WITH_BLANKS",
        inside=lambda: marks(table(FIRST_BLANK, LAST_BLANK)),
        outside=lambda: marks(table(FIRST_BLANK)),
        moved=3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_an_empty_line_in_a_row_is_a_blank_cell() -> None:
    assert marks(table(FIRST_BLANK, LAST_BLANK)) == [6 * 8 + 1, 7 * 8 + 7]


@pytest.mark.parametrize(
    "lines",
    [
        table(FIRST_BLANK, ["1", "0", "0", "0", "1"]),
        table(FIRST_BLANK, [*FULL, ""], LAST_BLANK),
        [*table(FIRST_BLANK, LAST_BLANK), "规章\t0\t0\t0"],
        table(FIRST_BLANK, ["1", "样例", "", "0", "0", "0", "1"], FULL),
    ],
    ids=["a blank without a line", "a line too many", "cells between tabs", "a word among the values"],
)
def test_where_one_row_does_not_fit_no_line_is_a_cell(lines: list[str]) -> None:
    assert marks(lines) == []


def test_a_column_of_notes_is_a_cell_more() -> None:
    rows = [line for label in LABELS for line in (label, *FULL, "")]
    assert marks(["总计", "备注", *rows, "四、"])[:2] == [2 + 8, 2 + 9 + 8]
    assert marks(["总计", *rows, "四、"]) == []


def test_a_number_before_a_label_is_no_cell_of_the_row_above() -> None:
    lines = table(FIRST_BLANK, LAST_BLANK)
    numbered = [line for at, line in enumerate(lines) for line in ([str(at // 8 + 1), line] if at % 8 == 0 else [line])]
    assert len(marks(numbered)) == 2


def test_the_rows_of_the_other_tables_count_as_well() -> None:
    two = [
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "3",
        "",
        "7",
        "行政规范性文件",
        "1",
        "2",
        "3",
    ]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    four = [*results * 3, "1", "", *["0"] * 13, "五、存在的主要问题及改进情况"]
    assert len(marks([*two, *table(FIRST_BLANK), *four])) == 3
    assert marks([*two, *table(), *four]) == [6, len(two) + len(table()) + 15 + 1]
    assert len(marks([*two[:-1], "", *table(FIRST_BLANK), *four[:-2], *four[-1:]])) == 3


def paragraphs(*rows: list[str], spanned: int = 2) -> list[str]:
    """The same as docx2txt prints it: each cell, and those that the group's label spans, with an empty line behind."""
    lines = table(*rows)
    cells: list[str] = []
    for line in lines:
        is_inner = line[1:2] == "." and line[0] != "1"
        cells += [*[""] * (spanned if is_inner else 0), *(["", "（三）不予公开"] if line[:2] == "1." else []), line]
    return [line for cell in cells for line in (cell, "")]


def test_paragraphs_with_an_empty_line_behind_each_are_cells() -> None:
    lines = paragraphs(FIRST_BLANK, LAST_BLANK)
    labels = [lines.index(label) for label in LABELS[6:]]
    assert marks(lines) == [labels[0] + 2, labels[1] + 2 * 7]


@pytest.mark.parametrize(
    "lines",
    [
        paragraphs(FIRST_BLANK, LAST_BLANK, spanned=1),
        paragraphs(FIRST_BLANK, LAST_BLANK, spanned=0),
        paragraphs(FIRST_BLANK, FULL[:-1]),
        paragraphs(FULL[:-1], FULL[:-1]),
    ],
)
def test_a_row_that_lost_a_cell_takes_none_of_those_that_a_label_spans(lines: list[str]) -> None:
    assert marks(lines) == []


def test_before_a_label_that_the_form_has_not_any_cells_are_spanned() -> None:
    lines = paragraphs(FIRST_BLANK, LAST_BLANK)
    place = lines.index(LABELS[5])
    unknown = ["样例行", "", *(row for cell in FULL for row in (cell, "")), *["", ""] * 2]
    assert len(marks([*lines[: place - 4], *["", ""] * 2, *unknown, *lines[place:]])) == 2


def test_blank_cells_are_read_at_their_places() -> None:
    header = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    head = ["三、收到和处理政府信息公开申请情况", "申请人情况", *header]
    cells = read_cells_of("\n".join([*head, *table(FIRST_BLANK, LAST_BLANK)]))
    assert values_of(cells, "fact_request.denied_internal") == ["blank", 0, 0, 0, 0, 0, 1]
    assert values_of(cells, "fact_request.denied_process") == [1, 0, 0, 0, 0, 0, "blank"]
