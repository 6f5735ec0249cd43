"""Numbers between a row and what stands above it."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import entries_of
from transforms.tables.find import find_tables
from transforms.tables.pieces_above import longest_of_line, numbers_of_last_line, size_of_pieces

GROUP = "（三）不予公开"
HEADER = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
NEW, TOTAL = "一、本年新收政府信息公开申请数量", "（七）总计"
ROW = "1 9 26244 15617 5100 20898 102659"


@pytest.mark.parametrize(
    ("numbers", "may_be_all", "size"),
    [
        ("59 63", True, 2),
        ("5985 2970 2391 1358 1606 1853 1616", True, 4),
        ("5985 2970 2391 1358 1606 1853 1616", False, 0),  # a whole row
        ("10 10 10 10 10 10 60", True, 0),  # the sums of a group
        ("59", True, 0),
        ("59 631", True, 0),
        ("5 6", True, 0),
    ],
)
def test_numbers_that_fill_their_cells_may_be_pieces(numbers: str, may_be_all: bool, size: int) -> None:
    [entry] = entries_of(f"{GROUP} {numbers}")
    assert size_of_pieces(entry, may_be_all=may_be_all) == size


def test_the_last_line_behind_a_label_is_of_numbers_alone_or_says_nothing() -> None:
    for text, numbers in (("1 2\n33 4", ("33", "4")), ("1 2\n33 无", ()), ("", ())):
        [entry] = entries_of(f"{GROUP} {text}")
        assert numbers_of_last_line(entry.tail) == numbers
    assert longest_of_line(entries_of(f"{GROUP} 1 222")[0].tail) == 3
    assert longest_of_line(entries_of(f"{GROUP} 1\n222")[0].tail) == 0


@pytest.mark.parametrize(
    "lines",
    [
        (HEADER, "2104 1375", f"{NEW} {ROW}"),
        (HEADER, f"{GROUP} 2104 1375", "果", f"{TOTAL} {ROW}"),
        (
            HEADER,
            "三、本年（六）其他处理 0 10 3396 0 5321 0",
            "2104 1375",
            f"{TOTAL} {ROW}",
        ),
        (HEADER, "（六）其他处理 0", "2104 1375", f"3.其他 {ROW}"),  # no row of a form that prints its parts
    ],
)
def test_a_row_knows_the_numbers_above_it(lines: tuple[str, ...]) -> None:
    assert find_tables(entries_of("\n".join(lines))).requests[-1].above == ("2104", "1375")


def test_what_stands_above_a_row_is_above_no_other() -> None:
    rows = find_tables(entries_of(f"{HEADER}\n2104 1375\n{NEW} {ROW}\n{TOTAL} {ROW}")).requests
    assert [row.above for row in rows] == [("2104", "1375"), ()]
