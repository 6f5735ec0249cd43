"""All three tables of a report at once."""

from __future__ import annotations

import pytest

from tests.transforms.reading import HEADER
from tests.transforms.tables.entries_of import entries_of
from transforms.tables import find_tables

OLD = "二、主动公开政府信息情况\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t40\t5\t60\n"
NEW = "二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t60\n"
REQUESTS = f"三、收到和处理政府信息公开申请情况\n{HEADER}\n一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n"
MISC = "3.其他\t0\t0\t0\t0\t0\t0\t0\n"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (OLD + REQUESTS, ("2019", "")),
        (NEW + REQUESTS, ("2021", "")),
        (REQUESTS + "（六）其他处理\t0\t0\t0\t0\t0\t0\t0\n", ("", "2019")),
        (
            REQUESTS + "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n" + MISC,
            ("", "2021"),
        ),
    ],
)
def test_the_labels_say_which_form_it_is(text: str, forms: tuple[str, str]) -> None:
    found = find_tables(entries_of(text))
    assert (found.proactive_form, found.request_form) == forms


def test_each_table_has_its_rows() -> None:
    found = find_tables(entries_of(OLD + REQUESTS))
    assert [row.code for row in found.proactive] == ["licensing"]
    assert [row.code for row in found.requests] == ["new"]
    assert list(found.reviews) == []


def test_prose_holds_no_table() -> None:
    found = find_tables(entries_of("2020年，我镇行政许可12件，行政处罚3件，均已公开。"))
    assert not (found.proactive or found.requests or found.reviews)


def test_copies_of_a_label_over_several_columns_are_one_row() -> None:
    label = "一、本年新收政府信息公开申请数量"
    found = find_tables(
        entries_of(f"{REQUESTS.splitlines()[0]}\n{HEADER}\n{label}\t{label}\t{label}\t1\t0\t0\t0\t0\t0\t1\n")
    )
    assert [(row.code, [token.text for token in row.tail]) for row in found.requests] == [("new", list("1000001"))]


def test_a_label_that_comes_again_behind_its_blank_cells_is_another_row() -> None:
    label = "一、本年新收政府信息公开申请数量"
    rows = f"{label}\t\t\t\t\t\t\t\n{label}\t1\t0\t0\t0\t0\t0\t1\n"
    assert len(find_tables(entries_of(f"{REQUESTS.splitlines()[0]}\n{HEADER}\n{rows}")).requests) == 2


def test_a_label_alone_above_its_row_on_another_line_is_a_blank_row() -> None:
    """A copy of a merged cell stands on the line of the others, or each cell has a line."""
    alone = find_tables(entries_of("6.属于四类过程性信息\n\n6.属于四类过程性信息 7 7 7 7 7 7 7"))
    assert [len(row.tail) for row in alone.requests] == [0, 7]
    each = find_tables(entries_of("6.属于四类过程性信息\n6.属于四类过程性信息\n7\n7\n7\n7\n7\n7\n7"))
    assert [len(row.tail) for row in each.requests] == [7]


def test_the_one_label_that_stands_twice_on_a_line_may_be_a_blank_row() -> None:
    """A tool may set 行政强制 and 行政强制 7 in one paragraph; a source that copies labels copies others as well."""
    header = "第二十条第（六）项\n信息内容 本年处理决定数量\n"
    once = find_tables(entries_of(f"{header}行政处罚 1\n行政强制 行政强制 7\n"))
    assert [(row.code, len(row.tail)) for row in once.proactive] == [("penalty", 1), ("coercion", 0), ("coercion", 1)]
    copied = find_tables(entries_of(f"{header}行政处罚 行政处罚 1\n行政强制 行政强制 7\n"))
    assert [(row.code, len(row.tail)) for row in copied.proactive] == [("penalty", 1), ("coercion", 1)]
    in_cells = find_tables(entries_of(f"{header}行政处罚\t1\n行政强制\t行政强制\t7\n"))
    assert [row.code for row in in_cells.proactive] == ["penalty", "coercion"]
    requests = find_tables(entries_of("2.重复申请 2.重复申请 7 7 7 7 7 7 7\n（七）总计 （七）总计 7 7 7 7 7 7 7"))
    assert [len(row.tail) for row in requests.requests] == [0, 7, 7]
