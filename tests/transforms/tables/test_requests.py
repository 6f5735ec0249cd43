"""Table three: which row the values are of."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.reading import HEADER as ROW_HEADER
from tests.transforms.reading import read_cells_of, values_of
from tests.transforms.tables.entries_of import entries_of
from transforms.stream import Boundary, Entry, Kind, Token
from transforms.tables import FoundRow, find_tables
from transforms.tables.requests import _Reader

HEADER = """三、收到和处理政府信息公开申请情况
申请人情况
自然人
法人或其他组织
总计
商业企业
科研机构
社会公益组织
法律服务机构
其他
"""
LABELS = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"]
ROWS = [[1, 2, 3, 4, 5, 6, 21], [7, 0, 0, 0, 0, 0, 7], [0, 8, 0, 0, 0, 0, 8]]
LINES = ["new", "carried_in", "granted"]


def lines_of(row: list[int]) -> str:
    return "".join(f"{value}\n" for value in row)


def test_values_that_stand_before_their_labels_are_not_taken_for_those_of_the_label_before() -> None:
    """A reading order that puts each row's values above its label: every row would get the values of the next one."""
    table = "".join(f"{lines_of(row)}{label}\n" for row, label in zip(ROWS, LABELS, strict=True))
    cells = read_cells_of(HEADER + table)
    assert {status for status, _ in cells.values()} == {"ambiguous"}


@pytest.mark.parametrize("strays", [[], [9], [9] * 6])
def test_values_behind_their_labels_are_read_whatever_less_than_a_row_stands_under_the_header(
    strays: list[int],
) -> None:
    table = "".join(f"{label}\n{lines_of(row or [])}" for row, label in zip_longest(ROWS, LABELS))
    cells = read_cells_of(HEADER + lines_of(strays) + table)
    for line, row in zip(LINES, ROWS, strict=True):
        assert values_of(cells, f"fact_request.{line}") == row


def remembers_first_of(words: int) -> bool:
    reader = _Reader()
    for number in range(words):
        reader.read(Entry(Token(Kind.TEXT, f"词{number}", Boundary.CELL, 0)), None)
    return reader.words[0].text == "词0"


EVIDENCE = (
    Threshold(
        "transforms.tables.requests._MANY_WORDS",
        inside=lambda: remembers_first_of(9),
        outside=lambda: remembers_first_of(10),
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


ZEROS = "\t0" * 7


def find(*lines: str) -> list[FoundRow]:
    return list(find_tables(entries_of("\n".join(lines))).requests)


def doubts(rows: list[FoundRow]) -> list[str]:
    return [row.untrusted.name if row.untrusted else "" for row in rows]


def test_a_row_has_the_columns_of_the_last_header_that_was_whole() -> None:
    turned = ROW_HEADER.replace("自然人\t商业企业", "商业企业\t自然人")
    rows = find(turned, f"{LABELS[0]}{ZEROS}", "自然人\t总计", f"{LABELS[1]}{ZEROS}")
    assert [row.columns[0].code for row in rows if row.columns[0]] == ["business", "business"]
    assert doubts(rows) == ["", ""]


def test_a_header_that_contradicts_the_whole_one_before_it_is_not_trusted() -> None:
    rows = find(ROW_HEADER, f"{LABELS[0]}{ZEROS}", "科研机构\t自然人\t商业企业", f"{LABELS[1]}{ZEROS}")
    assert doubts(rows) == ["", "header_unknown"]
    assert rows[1].width == 7


def test_a_column_of_another_period_beside_those_of_the_form_is_a_column_of_nobody() -> None:
    header = "信息内容\t上年\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    [row] = find(header, f"{LABELS[0]}\t9{ZEROS}")
    assert row.columns[0] is None
    assert row.width == 8


def test_the_span_of_a_label_is_that_of_the_form() -> None:
    lines = (*LABELS, "1.属于国家秘密", "四、结转下年度继续办理")
    rows = find(ROW_HEADER, *(f"{line}{ZEROS}" for line in lines))
    assert [row.span for row in rows] == [3, 3, 2, 1, 3]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["（六）其他处理", "总计"], ["", ""]),
        (["（一）予以公开", "总计"], ["", "loose_total"]),
        (["（一）予以公开", "（七）总计"], ["", ""]),
        (["3.其他", "总计"], ["", ""]),
    ],
)
def test_a_total_without_its_number_is_that_of_the_table_behind_its_last_line(
    lines: list[str], expected: list[str]
) -> None:
    rows = find(ROW_HEADER, *(f"{line}{ZEROS}" for line in lines))
    assert doubts(rows) == expected
    assert rows[-1].code == "handled_total"


def test_other_is_a_line_only_behind_its_neighbours_or_with_its_number() -> None:
    before = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert [row.code for row in find(ROW_HEADER, f"{before}{ZEROS}", f"其他{ZEROS}")] == [
        "other_fee_unpaid",
        "other_misc",
    ]
    assert [row.code for row in find(ROW_HEADER, f"{LABELS[0]}{ZEROS}", f"其他{ZEROS}")] == ["new"]
    assert [row.code for row in find(ROW_HEADER, f"{LABELS[0]}{ZEROS}", f"3.其他{ZEROS}")] == ["new", "other_misc"]


def test_a_heading_with_figures_beside_its_parts_is_no_line() -> None:
    parted = find(ROW_HEADER, f"（六）其他处理{ZEROS}", f"3.其他{ZEROS}")
    assert [row.code for row in parted] == ["other_misc"]
    assert [row.code for row in find(ROW_HEADER, f"（六）其他处理{ZEROS}")] == ["other"]


def test_rows_know_the_header_that_they_stand_under() -> None:
    rows = find(ROW_HEADER, f"{LABELS[0]}{ZEROS}", ROW_HEADER, f"{LABELS[0]}{ZEROS}")
    assert [row.table_no for row in rows] == [1, 2]
    assert not any(row.has_torn_header for row in rows)
    [torn] = find("自然人\t商业企业", f"{LABELS[0]}{ZEROS}")
    assert torn.has_torn_header


def test_the_number_of_a_label_that_is_glued_behind_a_row_may_be_among_its_digits() -> None:
    [row, _] = find(ROW_HEADER.replace("\t", "\n"), f"{LABELS[0]}00000002.其他法律行政法规禁止公开0000000")
    assert row.next_ordinal in ("", "2")
