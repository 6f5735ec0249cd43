"""A column of notes that holds nothing beside the columns of table three."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.tables import FoundRow

HEADER = ("申请人情况", "备注", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织")
LABELS = (
    "（一）予以公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
)
MORE = ("5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项", "2.重复申请")


def find(*rows: str) -> list[FoundRow]:
    """The rows of a table with a cell a line, each of some values."""
    lines = [*HEADER, "法律服务机构", "其他"]
    for label, values in zip((*LABELS, *MORE), rows, strict=False):
        lines += [label, *values.split()]
    return list(tables_of("三、收到和处理政府信息公开申请情况", *lines, "", "五、存在的主要问题及改进情况").requests)


def widths(*rows: str) -> list[int]:
    return [row.width for row in find(*rows)]


ADDS_UP, SLIP, BLANK = "1 2 0 0 0 0 3", "1 2 0 0 0 0 4", "1 2 0 0 0 3"

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.tables.blank_notes._FEWEST_ROWS",
        inside=lambda: widths(*[ADDS_UP] * 3) == [7] * 3,
        outside=lambda: widths(*[ADDS_UP] * 2) == [7] * 2,
        moved=4,
    ),
    Threshold(
        "transforms.tables.blank_notes._MOST_SLIPS",
        inside=lambda: widths(*[ADDS_UP] * 5, SLIP)[:5] == [7] * 5,
        outside=lambda: widths(*[ADDS_UP] * 4, SLIP)[:4] == [7] * 4,
        moved=0.1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_rows_that_add_up_have_no_note_among_their_values() -> None:
    rows = find(ADDS_UP, ADDS_UP, ADDS_UP, BLANK)
    assert [row.width for row in rows] == [7] * 4
    assert [column.code for column in rows[0].columns if column][-1] == "total"


def test_a_whole_row_that_does_not_add_up_may_have_a_blank_and_a_note() -> None:
    assert widths(*[ADDS_UP] * 5, SLIP) == [7, 7, 7, 7, 7, 8]


def test_a_note_with_a_number_is_a_column() -> None:
    assert widths(*[ADDS_UP] * 4, f"{ADDS_UP} 5") == [8] * 5
