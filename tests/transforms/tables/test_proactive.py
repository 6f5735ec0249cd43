"""Table two: where it ends, which header a row has, and which form it is of."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.reading import read_cells_of, values_of
from tests.transforms.tables.entries_of import entries_of
from transforms.tables import FoundRow, find_tables

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


def find(*lines: str) -> list[FoundRow]:
    return list(find_tables(entries_of("\n".join(["二、主动公开政府信息情况", *lines]))).proactive)


THREE = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量"
MADE = "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量"


def doubt_behind(headers: int) -> str:
    """Why a row is not trusted whose own header stands before so many of other blocks."""
    [row] = find(THREE, *[MADE] * headers, "行政许可\t40\t5\t60")
    return row.untrusted.name if row.untrusted else ""


def doubts_of_columns(behind: str) -> list[str]:
    """Why the rows of two blocks are not trusted, the second under a header with values behind it."""
    first, second = THREE.replace("\t", "\n"), MADE.replace("\t", "\n")
    rows = find(first, "行政许可\n40\n5\n60", f"{second} {behind}", "规章\n1\n2\n3")
    return [row.untrusted.name if row.untrusted else "" for row in rows]


EVIDENCE = (
    Threshold(
        "transforms.tables.proactive._REMEMBERED_HEADERS",
        inside=lambda: doubt_behind(23) == "",
        outside=lambda: doubt_behind(24) == "",
        moved=25,
    ),
    Threshold(
        "transforms.tables.proactive._MOST_STRAYS",
        inside=lambda: doubts_of_columns("3")[0] == "",
        outside=lambda: doubts_of_columns("3\n4")[0] == "",
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_row_has_the_columns_of_the_nearest_header_that_is_its_own() -> None:
    [row] = find(THREE, MADE, "行政许可\t40\t5\t60")
    assert [column.code for column in row.columns if column] == ["prior_year_items", "change", "decisions"]
    assert (row.form, row.untrusted) == ("2019", None)


@pytest.mark.parametrize(
    ("header", "row", "form"),
    [
        ("信息内容\t本年处理决定数量", "行政许可\t60", "2021"),
        (THREE, "行政许可\t40\t5\t60", "2019"),
        ("信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "行政规范性文件\t1\t2\t3", "2021"),
        ("信息内容", "行政许可\t40\t5\t60", "2019"),
    ],
)
def test_labels_or_else_the_width_of_a_row_say_which_form_it_is_of(header: str, row: str, form: str) -> None:
    [found] = find(header, row)
    assert found.form == form


def test_a_row_of_one_column_needs_a_header_of_its_own() -> None:
    """行政许可 60 in a list is no row of the table."""
    assert find("信息内容", "行政许可\t60") == []


def test_a_label_that_is_not_the_items_own_counts_for_nothing() -> None:
    assert [row.code for row in find(THREE, "行政许可事项\t40\t5\t60", "行政许可\t40\t5\t60")] == ["licensing"]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["信息内容\t采购项目数量\t采购总金额（万元）", "政府集中采购\t1\t2"], "万元"),
        (["信息内容\t采购项目数量\t采购总金额", "政府集中采购\t1\t2"], ""),
        (["单位：万元", "信息内容\t采购项目数量\t采购总金额", "政府集中采购\t1\t2"], "万元"),
        (["单位：万元", "信息内容\t采购项目数量\t采购总金额（元）", "政府集中采购\t1\t2"], "?"),
        ([THREE, "行政许可\t40\t5\t60"], "?"),
    ],
)
def test_the_unit_of_amounts(lines: list[str], unit: str) -> None:
    [row] = find(*lines)
    assert row.money_unit == unit


def test_a_header_of_which_some_labels_are_lost_is_torn() -> None:
    [torn] = find("信息内容\t上一年项目数量\t本年增/减", "行政许可\t40\t5\t60")
    [whole] = find(THREE, "行政许可\t40\t5\t60")
    assert (torn.has_torn_header, whole.has_torn_header) == (True, False)


def test_a_row_whose_width_is_that_of_no_form_is_left_without_a_header() -> None:
    assert find("信息内容", "行政许可\t40\t5") == []


def test_headers_under_a_caption_with_a_year_are_outvoted_by_those_without() -> None:
    """Last year's table may be the longer one."""
    old = [THREE, "行政许可\t40\t5\t60", MADE, "规章\t1\t2\t3"]
    new = ["二、主动公开政府信息情况", "信息内容\t本年处理决定数量", "行政处罚\t60"]
    tables = find_tables(entries_of("\n".join(["二、主动公开政府信息情况", "2019年情况", *old, *new])))
    assert tables.proactive_form == "2021"


ROW = "行政许可\t40\t5\t60"
MEASURES = THREE.removeprefix("信息内容\t")


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


def codes_of(row: FoundRow) -> list[str | None]:
    return [column and column.code for column in row.columns]


def test_a_header_without_its_corner_begins_behind_the_rows_of_the_block_before() -> None:
    rows = find(THREE, ROW, MADE.removeprefix("信息内容\t"), "规章\t1\t2\t3")
    assert [(row.code, guard_of(row)) for row in rows] == [("licensing", ""), ("rules", "")]
    assert rows[0].table_no < rows[1].table_no


def test_a_word_behind_a_row_is_no_column() -> None:
    rows = find(THREE, ROW, "备注说明", "其他对外管理服务事项\t1\t2\t3")
    assert [(guard_of(row), codes_of(row)) for row in rows] == [("", ["prior_year_items", "change", "decisions"])] * 2


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (f"第二十条第（五）项\n项目类别\t{MEASURES}", ["prior_year_items", "change", "decisions"]),
        (f"信息内容\t备注栏\t{MEASURES}", [None, "prior_year_items", "change", "decisions"]),
        (f"{THREE}\t备注栏", ["prior_year_items", "change", "decisions", None]),
    ],
    ids=["the corner", "behind the corner", "at the end"],
)
def test_an_unknown_word_is_the_corner_or_a_column(header: str, codes: list[str | None]) -> None:
    [row] = find(header, "行政许可\t40\t5\t60\t7")
    assert (guard_of(row), codes_of(row)) == ("", codes)


@pytest.mark.parametrize(
    ("header", "guard"),
    [
        (f"{THREE}\t40\t5\t60", "header_behind_values"),
        ("信息内容\n上一年项目数量\t40\n本年增/减\n处理决定数量", "header_behind_values"),
        ("信息内容\t上一年项目数量\t本年增/减\t处理决定数量（万元）", "header_unknown"),
        ("信息内容\t甲某栏\t乙某栏\t丙某栏", "header_unknown"),
        ("信息内容", "header_unknown"),
        ("信息内容\t上一年项目数量\t本年增/减\t\t处理决定数量", "halved_change"),
        ("信息内容\t处理决定数量\t上一年项目数量", "header_unknown"),
    ],
    ids=["values", "a value", "money", "unknown", "none", "halved", "torn and reordered"],
)
def test_a_header_that_tells_no_place(header: str, guard: str) -> None:
    [row] = find(header, "行政许可\t40\t5\t60" + "\t1" * (guard == "halved_change"))
    assert guard_of(row) == guard
    assert codes_of(row) == ["prior_year_items", "change", "decisions"]


def test_a_text_that_gives_a_table_column_by_column_is_doubted_as_a_whole() -> None:
    """As pdftotext without an option: what follows 行政许可 there may be of 行政处罚. One number is a page's."""
    assert doubts_of_columns("93\n89") == ["header_behind_values"] * 2
    assert doubts_of_columns("3") == ["", "header_behind_values"]


@pytest.mark.parametrize(("mark", "guard"), [("\n", "header_unknown"), ("\t", "")])
def test_a_value_a_line_below_a_torn_header_may_be_of_another_row(mark: str, guard: str) -> None:
    """As pdftotext without an option: 本年新制作数量 stands above the row before, and 11 and 14 are its values."""
    [row] = find(mark.join(("信息内容", "对外公开总数量")), mark.join(("规章", "11", "1", "2")))
    assert guard_of(row) == guard


def test_a_header_of_two_halves_has_no_grid_and_a_whole_one_has() -> None:
    [halved] = find("信息内容\t上一年项目数量\t本年增/减\t\t处理决定数量", f"{ROW}\t1")
    assert halved.grid == {}
    [whole] = find(THREE, ROW)
    assert ([column.code for column in whole.grid], list(whole.grid.values()), whole.grid_size) == (
        ["prior_year_items", "change", "decisions"],
        [1, 2, 3],
        4,
    )
    [last] = find("信息内容\t上一年项目数量\t处理决定数量\t本年增/减", ROW)
    assert (guard_of(last), codes_of(last)) == ("", ["prior_year_items", "decisions", "change"])


def test_a_header_none_of_whose_labels_is_the_rows_is_not_torn() -> None:
    [row] = find(MADE, ROW)
    assert (row.has_torn_header, guard_of(row)) == (False, "header_unknown")


@pytest.mark.parametrize("end", ["本年度没有变化。", "（一）予以公开"])
def test_what_ends_the_table_ends_its_header(end: str) -> None:
    assert find(THREE, end, ROW) == []
    [row] = find(THREE, end, "甲某栏", THREE, ROW)
    assert guard_of(row) == ""


def test_the_form_is_that_of_most_headers() -> None:
    lines = ["二、主动公开政府信息情况", THREE, ROW, THREE, ROW, "信息内容\t本年处理决定数量"]
    assert find_tables(entries_of("\n".join(lines))).proactive_form == "2019"
    assert find_tables(entries_of("无表。")).proactive_form == ""


def test_a_rows_own_header_says_which_form_it_is_of_against_all_others() -> None:
    own = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    rows = find(THREE, "行政许可\t40\t5\t60", MADE, "规章\t1\t2\t3", own, "行政规范性文件\t1\t2\t3")
    assert [row.form for row in rows] == ["2019", "2019", "2021"]
