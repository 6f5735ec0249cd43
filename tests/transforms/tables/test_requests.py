"""Table three: which row the values are of."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests.transforms.reading import read_cells_of, values_of

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
