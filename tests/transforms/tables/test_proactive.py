"""Table two: where it ends."""

from __future__ import annotations

import pytest

from tests.transforms.reading import read_cells_of, values_of

TABLE = """二、主动公开政府信息情况
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
其他对外管理服务事项\t70\t80\t90
"""


@pytest.mark.parametrize(
    "end",
    [
        "三、收到和处理政府信息公开申请情况",
        "（一）予以公开\t0\t0\t0\t0\t0\t0\t0",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ],
)
def test_a_row_behind_the_beginning_of_another_table_is_none_of_table_two(end: str) -> None:
    """What another section lists under the name of an item would be loaded as the item's figures."""
    cells = read_cells_of(f"{TABLE}{end}\n行政许可\t40\t5\t60\n")
    assert values_of(cells, "fact_proactive.5.other_services") == [70, 80, 90]
    assert values_of(cells, "fact_proactive.5.licensing") == []


def test_a_row_behind_those_of_its_table_is_read() -> None:
    cells = read_cells_of(f"{TABLE}行政许可\t40\t5\t60\n")
    assert values_of(cells, "fact_proactive.5.licensing") == [40, 5, 60]
