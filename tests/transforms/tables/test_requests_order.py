"""Table three: whether the lines of its header, or its cells, say an order of the columns."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import tables_of
from transforms.tables import FoundRow

KINDS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
NEW = "一、本年新收政府信息公开申请数量"
CODES = ["natural_person", "business", "research", "charity", "legal_service", "other", "total"]
MOVED = [*CODES[1:6], "natural_person", "total"]


def find(*lines: str) -> list[FoundRow]:
    return list(tables_of("三、收到和处理政府信息公开申请情况", *lines).requests)


def codes_of(row: FoundRow) -> list[str | None]:
    return [column and column.code for column in row.columns]


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


@pytest.mark.parametrize(
    ("header", "codes", "guard"),
    [
        (["法人或其他组织", "自然人", "总计", *KINDS], MOVED, "order_of_lines"),
        (["法人或其他组织", "自然人 总计", " ".join(KINDS)], MOVED, "order_of_lines"),
        (["法人或其他组织 自然人 总计", " ".join(KINDS)], MOVED, ""),
        ([" ".join([*KINDS, "自然人", "总计"])], MOVED, ""),
        (["自然人", "法人或其他组织", "总计", *KINDS], CODES, ""),
    ],
)
def test_lines_alone_say_no_order_but_the_forms(header: list[str], codes: list[str], guard: str) -> None:
    [row] = find(*header, f"{NEW} 1 2 3 0 0 0 6")
    assert (codes_of(row), guard_of(row)) == (codes, guard)


def test_cells_say_an_order_on_different_lines() -> None:
    header = ["\t法人或其他组织\t\t\t\t\t自然人\t总计", "\t" + "\t".join(KINDS) + "\t\t"]
    [row] = find(*header, f"{NEW}\t1\t2\t3\t0\t0\t0\t6")
    assert (codes_of(row), guard_of(row)) == (MOVED, "")


def test_a_torn_header_does_not_settle_an_order_that_is_doubted() -> None:
    header = ["法人或其他组织", "自然人", "总计", *KINDS]
    rows = find(
        *header, f"{NEW} 1 2 3 0 0 0 6", "商业企业", "科研机构", "二、上年结转政府信息公开申请数量 1 2 3 0 0 0 6"
    )
    assert [guard_of(row) for row in rows] == ["order_of_lines"] * 2
