"""Table three: which row the values are of."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.reading import read_cells_of, values_of
from tests.transforms.tables.entries_of import tables_of
from transforms.stream import Boundary
from transforms.tables import FoundRow

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
HEADING = "三、收到和处理政府信息公开申请情况"
NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
CODES = ["natural_person", "business", "research", "charity", "legal_service", "other", "total"]
NEW, CARRIED_IN, GRANTED = (f"{label}\t1\t0\t0\t0\t0\t0\t1" for label in LABELS)
MISC = "3.其他\t0\t0\t0\t0\t0\t0\t0"


def find(*lines: str) -> list[FoundRow]:
    return list(tables_of(HEADING, *lines).requests)


def header(*names: str, corner: str = "信息内容") -> str:
    return "\t".join((corner, *names))


def codes_of(row: FoundRow) -> list[str | None]:
    return [column and column.code for column in row.columns]


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


def count_columns(unknown: int) -> int:
    """The columns of a table whose first ones, of this number, have labels that nobody knows."""
    [row] = find(header(*(f"第{number}栏" for number in "甲乙丙丁戊己庚辛壬癸子"[:unknown]), *NAMES), NEW)
    return row.width


EVIDENCE = (
    Pattern(
        "transforms.tables.requests._COUNTED",
        takes=("件。", "条。四结转"),
        leaves=("件申请。", "元。", "。", "共5件。"),
        misses=("宗案件。",),
        how="match",
    ),
    Threshold(
        "transforms.tables.requests._MANY_WORDS",
        inside=lambda: count_columns(9) == 16,
        outside=lambda: count_columns(10) == 17,
        moved=11,
    ),
    Threshold(
        "transforms.tables.pieces_above._FEWEST_PIECES",
        inside=lambda: guard_of(find(" ".join(NAMES), "39 63", NEW.replace("\t", " "))[0]) == "values_before_labels",
        outside=lambda: guard_of(find(" ".join(NAMES), "39", NEW.replace("\t", " "))[0]) == "values_before_labels",
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def lines_of(row: list[int]) -> str:
    return "".join(f"{value}\n" for value in row)


def test_values_that_stand_before_their_labels_are_not_taken_for_those_of_the_label_before() -> None:
    """A reading order that puts each row's values above its label: every row would get the values of the next one."""
    table = "".join(f"{lines_of(row)}{label}\n" for row, label in zip(ROWS, LABELS, strict=True))
    cells = read_cells_of(HEADER + table)
    assert {status for status, _ in cells.values()} == {"ambiguous"}


def test_values_before_their_labels_are_seen_at_the_first_header_of_several() -> None:
    table = "".join(f"{lines_of(row)}{label}\n" for row, label in zip(ROWS, LABELS, strict=True))
    cells = read_cells_of(f"{HEADER}{table}{HEADER}")
    assert {status for status, _ in cells.values()} == {"ambiguous"}


@pytest.mark.parametrize("strays", [[], [9], [9] * 6, [9] * 7])
def test_values_behind_their_labels_are_read_whatever_stands_under_the_header(
    strays: list[int],
) -> None:
    table = "".join(f"{label}\n{lines_of(row or [])}" for row, label in zip_longest(ROWS, LABELS))
    cells = read_cells_of(HEADER + lines_of(strays) + table)
    for line, row in zip(LINES, ROWS, strict=True):
        assert values_of(cells, f"fact_request.{line}") == row


def test_a_row_has_the_columns_of_its_header_and_where_they_stand() -> None:
    [row] = find(header(*NAMES), NEW)
    assert (codes_of(row), guard_of(row), row.has_torn_header) == (CODES, "", False)
    assert row.grid is not None
    assert ([column.code for column in row.grid], list(row.grid.values()), row.grid_size) == (
        CODES,
        [1, 2, 3, 4, 5, 6, 7],
        8,
    )


def test_without_a_header_the_columns_are_not_known() -> None:
    [row] = find(NEW)
    assert (codes_of(row), guard_of(row), row.has_torn_header, row.grid_size) == (CODES, "header_unknown", False, 0)


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["上年", *NAMES], [None, *CODES]),
        (["备注", *NAMES], [None, *CODES]),
        (["备注", "上年", *NAMES], [None, None, *CODES]),
        (["注", *NAMES], CODES),
        ([*NAMES, "备注"], [*CODES, None]),
    ],
    ids=["a period", "a word", "two", "one character", "behind"],
)
def test_an_unknown_word_in_the_headers_row_heads_a_column(names: list[str], codes: list[str | None]) -> None:
    """Taken for a title, it would leave every value one column too early."""
    [row] = find(header(*names), NEW)
    assert codes_of(row) == codes


def test_the_total_may_be_the_first_column() -> None:
    assert codes_of(find(header("总计", *NAMES[:6]), NEW)[0]) == ["total", *CODES[:6]]


def test_an_unknown_word_in_the_corner_heads_the_labels_of_rows() -> None:
    """Taken for a column, it would move every value one column back."""
    assert codes_of(find(header(*NAMES, corner="申请类别"), NEW)[0]) == CODES


def test_a_sentence_behind_a_header_is_no_column() -> None:
    assert codes_of(find(header(*NAMES), "以下均为件数。", NEW)[0]) == CODES
    assert codes_of(find(header(*NAMES), "以下均为件数。", "处理情形", NEW)[0]) == CODES


def test_an_unknown_word_in_the_header_of_the_next_page_heads_a_column() -> None:
    rows = find(header(*NAMES), NEW, header("上年", *NAMES), CARRIED_IN)
    assert [codes_of(row) for row in rows] == [CODES, [None, *CODES]]


def test_an_unknown_word_on_a_line_above_is_a_title_and_in_a_text_without_cells_only_a_period_is_a_column() -> None:
    assert codes_of(find("本机关上年", header(*NAMES), NEW)[0]) == CODES
    assert codes_of(find("备注 " + " ".join(NAMES), NEW)[0]) == CODES
    assert codes_of(find("上年 " + " ".join(NAMES), NEW)[0]) == [None, *CODES]


@pytest.mark.parametrize(
    ("again", "guard"),
    [
        (NAMES, ""),
        (NAMES[:4], ""),
        (NAMES[3:4], ""),
        ([NAMES[2], NAMES[0], NAMES[1]], "header_unknown"),
        ([*NAMES[:4], "备注"], "header_unknown"),
    ],
    ids=["whole", "torn", "one left", "torn and reordered", "torn and unknown"],
)
def test_a_header_on_the_next_page_does_not_overrule_a_whole_one_but_may_contradict_it(
    again: list[str], guard: str
) -> None:
    rows = find(header(*NAMES), NEW, header(*again), CARRIED_IN)
    assert [guard_of(row) for row in rows] == ["", guard]
    assert [codes_of(row) for row in rows] == [CODES, CODES]
    assert [row.has_torn_header for row in rows] == [False, False]


def test_a_torn_header_is_torn_until_a_whole_one_comes() -> None:
    rows = find(header(*NAMES[:5]), NEW, header(*NAMES), CARRIED_IN)
    assert [row.has_torn_header for row in rows] == [True, False]


def test_headers_are_numbered_and_a_row_knows_its_own() -> None:
    rows = find(header(*NAMES), NEW, CARRIED_IN, header(*NAMES), GRANTED)
    assert [row.table_no for row in rows] == [1, 1, 2]
    rows = find(header(*NAMES) + "\n" + header(*NAMES), NEW)
    assert [row.table_no for row in rows] == [2]


def test_a_heading_above_all_columns_begins_a_header_anew_on_the_next_page() -> None:
    rows = find(f"申请人情况\n{header(*NAMES)}", NEW, f"申请人情况\n{header(*NAMES)}", CARRIED_IN)
    assert [(row.table_no, codes_of(row)) for row in rows] == [(1, CODES), (2, CODES)]


def test_a_column_behind_that_a_word_beside_the_heading_names() -> None:
    [row] = find("信息内容\t申请人情况\t备注栏", header(*NAMES, corner=""), NEW)
    assert codes_of(row) == [*CODES, None]


def test_a_label_spans_as_many_grid_columns_as_on_the_form() -> None:
    rows = find(header(*NAMES), NEW, GRANTED, MISC.replace("3.其他", "1.属于国家秘密"))
    assert [row.span for row in rows] == [3, 2, 1]


@pytest.mark.parametrize(
    ("line", "guard"),
    [
        ("（六）其他处理\t0\t0\t0\t0\t0\t0\t0", ""),
        (MISC, ""),
        (GRANTED, "loose_total"),
        (NEW, "loose_total"),
    ],
    ids=["the form of 2019", "the form of 2021", "a line above", "the first line"],
)
def test_a_total_without_its_number_is_that_of_the_table_behind_its_last_lines_only(line: str, guard: str) -> None:
    beside = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0"
    lines = [beside, line] if line == MISC else [line]
    total = find(header(*NAMES), *lines, "总计\t1\t0\t0\t0\t0\t0\t1")[-1]
    assert (total.code, guard_of(total)) == ("handled_total", guard)
    assert (total.grid == {}) is bool(guard)
    numbered = find(header(*NAMES), *lines, "（七）总计\t1\t0\t0\t0\t0\t0\t1")[-1]
    assert (numbered.code, guard_of(numbered)) == ("handled_total", "")
    lost = find(header(*NAMES[:6]), *lines, "总计\t1\t0\t0\t0\t0\t0\t1")[-1]
    assert lost.code == "handled_total"


def test_only_a_total_is_doubted_for_want_of_its_number() -> None:
    [row] = find(header(*NAMES), GRANTED.removeprefix("（一）"))
    assert (row.code, guard_of(row)) == ("granted", "")


def test_the_last_part_is_a_row_only_behind_the_parts_beside_it() -> None:
    """其他 behind another line is a column's heading, or the last part of another list."""
    beside = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0"
    assert [row.code for row in find(header(*NAMES), beside, MISC.removeprefix("3."))] == [
        "other_fee_unpaid",
        "other_misc",
    ]
    assert [row.code for row in find(header(*NAMES), GRANTED, MISC.removeprefix("3."))] == ["granted"]
    assert [row.code for row in find(header(*NAMES), GRANTED, MISC)] == ["granted", "other_misc"]


def test_labels_of_table_four_are_no_rows_of_table_three() -> None:
    reviews = [
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "行政复议\t行政诉讼",
        "结果维持\t其他\t总计\t3",
    ]
    assert [row.code for row in find(header(*NAMES), NEW, *reviews)] == ["new"]
    assert [row.code for row in find(header(*NAMES), NEW, *reviews, GRANTED, MISC)] == ["new", "granted", "other_misc"]


def test_a_heading_whose_parts_are_printed_is_no_line() -> None:
    other = "（六）其他处理\t0\t0\t0\t0\t0\t0\t0"
    part = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0"
    assert [row.code for row in find(header(*NAMES), other, part)] == ["other_fee_unpaid"]
    assert [row.code for row in find(header(*NAMES), other)] == ["other"]


@pytest.mark.parametrize(
    ("following", "ordinal"),
    [("二、上年结转政府信息公开申请数量", ""), ("四、结转下年度继续办理", ""), ("1.属于国家秘密", "")],
)
def test_a_label_on_a_line_of_its_own_leaves_no_number_among_the_digits(following: str, ordinal: str) -> None:
    first, _ = find(header(*NAMES), NEW, f"{following}\t0\t0\t0\t0\t0\t0\t0")
    assert first.next_ordinal == ordinal


@pytest.mark.parametrize(
    ("following", "ordinal"),
    [
        ("属于国家秘密", "1"),
        ("重复申请", "2"),
        ("（一）予以公开", ""),
        ("上年结转政府信息公开申请数量", ""),
        ("1、属于国家秘密", ""),
        ("①属于国家秘密", ""),
        (" 属于国家秘密", ""),
    ],
)
def test_a_label_glued_to_a_row_may_have_left_its_number_among_the_digits(following: str, ordinal: str) -> None:
    first = find(header(*NAMES), f"{LABELS[0]}0000000{following}0000000")[0]
    assert first.next_ordinal == ordinal


def test_a_sentence_ends_the_header_and_what_it_says_is_no_row() -> None:
    rows = find(header(*NAMES), NEW, "本年度共收到申请总计3件，其他0件，均已办结。", CARRIED_IN)
    assert [(row.code, guard_of(row)) for row in rows] == [("new", ""), ("carried_in", "")]
    assert find(header(*NAMES), "本年新收政府信息公开申请数量为3件。") == []


def test_a_row_knows_what_parts_its_label_from_the_row_before() -> None:
    rows = find(header(*NAMES), NEW, "", CARRIED_IN)
    assert [row.label_before for row in rows][1] >= Boundary.ROW


def test_kinds_of_organisation_on_lines_of_their_own_are_no_row_below() -> None:
    lines = "自然人\t总计", *NAMES[1:6]
    [row] = find(*lines, NEW)
    assert guard_of(row) == "header_unknown"
    [below] = find("自然人\t总计", "\t".join(NAMES[1:6]), NEW)
    assert codes_of(below) == CODES
    assert guard_of(below) == ""


def test_a_torn_header_that_begins_anew_under_the_heading_of_all_columns_is_read_anew() -> None:
    [row] = find(header(*NAMES[:2]), "申请人情况", header(*NAMES), NEW)
    assert (codes_of(row), guard_of(row)) == (CODES, "")


REVIEWS = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "行政复议\t行政诉讼", "结果维持\t其他\t总计"
OTHER = "（六）其他处理\t0\t0\t0\t0\t0\t0\t0"
PART = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0"


@pytest.mark.parametrize("last", ["（一）予以公开", "（一）予以公开\t\t\t\t\t\t\t"])
def test_a_last_row_without_values_is_no_sign_of_values_before_labels(last: str) -> None:
    assert [guard_of(row) for row in find(header(*NAMES), NEW, CARRIED_IN, last)] == ["", "", ""]


def test_a_sentence_in_table_four_does_not_end_it() -> None:
    assert [row.code for row in find(header(*NAMES), NEW, *REVIEWS, "本年度没有。", "总计\t3")] == ["new"]


def test_a_header_behind_table_four_is_read_whole() -> None:
    [row] = find(*REVIEWS, header(*NAMES), NEW)
    assert (codes_of(row), row.has_torn_header) == (CODES, False)


def test_the_heading_of_a_group_or_of_a_section_ends_a_header() -> None:
    """A word behind it is no column."""
    assert codes_of(find(header(*NAMES), "三、本年度办理结果", "处理情形", GRANTED)[0]) == CODES
    assert codes_of(find(header(*NAMES), HEADING, "处理情形", GRANTED)[0]) == CODES


def test_the_last_part_is_none_behind_the_heading_of_a_section() -> None:
    assert [row.code for row in find(header(*NAMES), PART, HEADING, MISC.removeprefix("3."))] == ["other_fee_unpaid"]


def test_a_label_within_a_word_begins_a_header_only_in_a_row_of_cells() -> None:
    [row] = find("去年自然人申请较多", NEW)
    assert (row.table_no, guard_of(row)) == (0, "header_unknown")
    [row] = find(header(*(f"上年{name}" for name in NAMES)), NEW)
    assert (row.table_no, guard_of(row)) == (1, "header_unknown")
    rows = find(header(*NAMES), NEW, "上年自然人\t9", CARRIED_IN)
    assert [(row.table_no, guard_of(row)) for row in rows] == [(1, ""), (1, "")]


def test_a_header_without_any_applicant_is_not_torn() -> None:
    [row] = find("申请人情况", NEW)
    assert row.has_torn_header is False
    [row] = find("申请人情况\t自然人", NEW)
    assert row.has_torn_header is True


def test_a_total_without_values_is_no_row() -> None:
    assert [row.code for row in find(header(*NAMES), OTHER, "总计", CARRIED_IN)] == ["other", "carried_in"]


def test_a_value_behind_a_label_of_the_header_makes_no_row_of_it() -> None:
    rows = find(header(*NAMES[:6]), OTHER, header(*NAMES[:6]), "总计\t5", CARRIED_IN)
    assert [row.code for row in rows] == ["other", "carried_in"]


def test_a_heading_of_parts_is_a_line_where_only_another_years_table_prints_them() -> None:
    rows = find(header(*NAMES), OTHER, f"2019年情况\n{header(*NAMES)}", NEW, PART)
    assert [row.code for row in rows] == ["other", "new", "other_fee_unpaid"]


@pytest.mark.parametrize(
    ("lines", "form"),
    [([NEW], ""), ([NEW, PART], "2021"), ([NEW, OTHER, PART], "2021")],
)
def test_the_lines_say_which_form_it_is(lines: list[str], form: str) -> None:
    assert tables_of(HEADING, header(*NAMES), *lines).request_form == form


def test_a_shared_label_with_the_number_of_another_line_heads_a_group_and_no_column() -> None:
    """（六）其他 is a misprint of （六）其他处理: the row below it is read under the header above."""
    rows = find(
        header(*NAMES), NEW, "", "（六）其他", header(*NAMES), "1.申请人无正当理由逾期不补正\t1\t0\t0\t0\t0\t0\t1"
    )
    assert [(row.code, guard_of(row)) for row in rows] == [("new", ""), ("other_not_corrected", "")]
    assert codes_of(rows[1]) == CODES
    below = find(header(*NAMES), NEW, "（六）其他", GRANTED)
    assert [(row.code, guard_of(row)) for row in below] == [("new", ""), ("granted", "")]
