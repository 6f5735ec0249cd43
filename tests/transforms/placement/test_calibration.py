"""What rows that are alike say of the padding before a row's values."""

from __future__ import annotations

from tests.transforms.reading import HEADER, read_cells_of, values_of

# Each label takes its columns of the form and one more, which the source leaves empty.
PADDED = f"""三、收到和处理政府信息公开申请情况
{HEADER}
一、本年新收政府信息公开申请数量\t\t\t\t3\t1\t0\t0\t0\t0\t4
二、上年结转政府信息公开申请数量\t\t\t\t0\t0\t0\t0\t0\t0\t0
（一）予以公开\t\t\t2\t0\t0\t0\t0\t0\t2
1.属于国家秘密\t\t0\t0\t0\t0\t0\t0\t0
"""


def test_a_row_with_a_blank_begins_where_whole_rows_of_its_span_begin() -> None:
    """Without them the padding is not known, and the row is lost; with those of other spans it would move."""
    cells = read_cells_of(f"{PADDED}3.危及“三安全一稳定”\t\t5\t0\t0\t0\t0\t\t5\n")
    assert values_of(cells, "fact_request.denied_security") == [5, 0, 0, 0, 0, "blank", 5]


def test_a_row_with_a_blank_whose_like_is_nowhere_whole_is_not_placed() -> None:
    cells = read_cells_of(f"{PADDED}3.危及“三安全一稳定”\t\t\t5\t0\t0\t0\t0\t\t5\n")
    assert values_of(cells, "fact_request.denied_security") == ["ambiguous"] * 7
