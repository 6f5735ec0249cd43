"""The statistics form as a whole: what stands above its tables, behind its headings, and at the ends of its lines."""

from __future__ import annotations

import pytest

from tests.transforms.placement.made_rows import found
from tests.transforms.tables.statistic_rows import row_guards, statistic_cells, statistic_rows
from transforms.stream import Kind
from transforms.tables.columns import Column
from transforms.tables.statistics import _doubt_new_line, _line_vote

HEADER, SPACED = "统计指标\t单位\t统计数", "统计指标 单位 统计数"
RECEIVED, CONCLUDED = "（一）收到申请数\t件\t7", "（二）申请办结数\t件\t6"
HALF, WHOLE = "2016年上半年政府信息公开情况统计表", "2016年度政府信息公开情况统计表"
PROSE = "本年收到申请数5件，申请办结数5件，行政复议数量0件。"
GRID = {Column("year"): 2}


def test_a_table_of_a_part_of_the_year_is_doubted_and_not_the_one_before_it() -> None:
    assert row_guards(HALF, HEADER, RECEIVED) == ["part_of_year"]
    assert row_guards(WHOLE, HEADER, RECEIVED, HALF, HEADER, CONCLUDED) == ["", "part_of_year"]


def test_a_part_of_the_year_is_said_until_the_next_sentence_also_of_a_table_that_goes_on() -> None:
    assert row_guards(HALF, HEADER, RECEIVED, HEADER, CONCLUDED) == ["part_of_year"] * 2
    assert row_guards(HALF, HEADER, RECEIVED, PROSE, HEADER, CONCLUDED) == ["part_of_year", ""]
    assert row_guards(HALF, PROSE, HEADER, RECEIVED) == [""]


BARE = "统计指标\t单位\t统计数\t\t备注"
BESIDE = "四、行政复议数量\t件\t3\t7\t无"


def test_a_figure_below_no_word_doubts_its_table_and_no_other() -> None:
    assert row_guards(BARE, BESIDE, "五、行政诉讼数量\t件\t9\t\t无") == ["too_many_values"] * 2
    assert row_guards(BARE, "五、行政诉讼数量\t件\t9\t—\t无") == [""]
    assert row_guards(BARE, BESIDE, PROSE, HEADER, RECEIVED) == ["too_many_values", ""]
    assert row_guards(HEADER, RECEIVED, PROSE, BARE, BESIDE) == ["", "too_many_values"]


def test_a_row_of_another_size_does_not_say_that_a_figure_of_the_table_has_no_column() -> None:
    cells = statistic_cells(BARE, f"{BESIDE}\t无", "五、行政诉讼数量\t件\t9\t\t无")
    assert cells["litigations.year"] == 9


def test_a_table_that_is_doubted_for_its_time_stays_so() -> None:
    assert row_guards(HALF, BARE, BESIDE) == ["part_of_year"]
    assert row_guards(HALF, HEADER, RECEIVED, PROSE, BARE, BESIDE) == ["part_of_year", "too_many_values"]


def test_words_of_a_header_that_come_again_below_themselves_are_no_other_words() -> None:
    header = "统计指标\t单位\t本年度"
    assert statistic_cells(header, header, RECEIVED) == {"requests_received.year": 7}


def test_a_header_of_rows_of_different_sizes_tells_no_places() -> None:
    lines = ("统计指标\t单位", "本年度\t历年累计\t备注", "五、行政诉讼数量\t9", "（一）收到申请数\t7\t90")
    assert [(dict(row.grid), row.grid_size) for row in statistic_rows(*lines)] == [({}, 0)] * 2


def test_a_word_below_another_column_leaves_the_places_of_the_figures() -> None:
    lines = ("统计指标\t统计数\t单位\t备注", "\t\t样例\t说明", "（一）收到申请数\t7\t件\t无")
    assert statistic_cells(*lines) == {"requests_received.year": 7}


def test_a_figure_beside_the_unit_below_no_word_is_not_of_the_figures() -> None:
    assert statistic_cells("统计指标\t单位\t\t统计数", "（一）收到申请数\t件\t5\t7") == {"requests_received.year": 7}


def test_columns_of_several_other_years_are_no_rivals() -> None:
    header = "统计指标\t单位\t2014年\t2015年\t2016年"
    assert statistic_cells(header, "（一）收到申请数\t件\t1\t2\t3") == {"requests_received.year": 3}


def test_figures_and_years_behind_words_of_the_header_are_its_own() -> None:
    assert row_guards(*["统计指标", "单位", "统计数", "5", "（一）收到申请数", "7"]) == ["header_behind_values"]
    assert statistic_cells("统计指标\t单位\t2015年\t2016年", "（一）收到申请数\t件\t8\t12") == {
        "requests_received.year": 12
    }


def test_a_label_in_the_columns_of_figures_or_of_notes_takes_no_figure_from_the_one_before() -> None:
    header = "指标名称\t单位\t本年度\t备注\t历年累计"
    cells = statistic_cells(header, "四、行政复议数量\t件\t3\t行政诉讼数\t7")
    assert cells["reconsiderations.year"] == 3
    assert cells["reconsiderations.cumulative"] == 7
    assert statistic_cells(HEADER, "四、行政复议数量\t件\t行政诉讼数")["reconsiderations.year"] == "unreadable"


def test_a_figure_behind_a_heading_doubts_its_table_and_no_other() -> None:
    other = (PROSE, SPACED, "（二）申请办结数 件 6")
    assert row_guards(SPACED, "三、依申请公开情况 5", "（一）收到申请数 件 7", *other) == ["figure_of_heading", ""]
    assert row_guards(SPACED, "三、依申请公开情况 —", "（一）收到申请数 件 7") == [""]
    lines = "统计指标 单位 统计数 三、依申请公开情况 5 （一）收到申请数 件 7 （二）申请办结数"
    assert row_guards(*lines.split()) == ["figure_of_heading"] * 2


def test_a_figure_in_the_cells_of_a_heading_has_moved_no_other() -> None:
    assert row_guards(HEADER, "三、依申请公开情况\t\t5", RECEIVED) == [""]


@pytest.mark.parametrize(
    ("header", "behind", "guard"),
    [
        ("统计指标 单位 代码 统计数", "3", ""),
        ("统计指标 单位 代码 统计数", "3 5", "figure_of_heading"),
        ("序号 统计指标 单位 统计数", "2", ""),
        ("序号 统计指标 单位 统计数", "2 5", "figure_of_heading"),
        ("序号 统计指标 单位 代码 统计数", "3 2", ""),
        ("序号 统计指标 单位 代码 统计数", "3 2 5", "figure_of_heading"),
    ],
)
def test_a_heading_may_have_a_code_and_the_number_of_the_next_row_behind_it(
    header: str, behind: str, guard: str
) -> None:
    assert row_guards(*f"{header} 三、依申请公开情况 {behind} （一）收到申请数 （二）申请办结数".split())[0] == guard


@pytest.mark.parametrize(
    ("rows", "guard"),
    [(("（一）收到申请数 件 7",), ""), (("（一）收到申请数 件 7", "（二）申请办结数 件\n6"), "figure_of_heading")],
)
def test_a_number_on_a_line_of_its_own_behind_a_heading_is_a_pages_where_most_figures_stand_on_lines(
    rows: tuple[str, ...], guard: str
) -> None:
    assert row_guards(SPACED, "三、依申请公开情况\n2", *rows) == [guard] * len(rows)


ON_LINE, BELOW, NONE = "（一）收到申请数 件 7", "（二）申请办结数 件\n6", "五、行政诉讼数量 件"


@pytest.mark.parametrize(
    ("rows", "guard"),
    [
        ((ON_LINE, BELOW), ""),
        ((ON_LINE, BELOW, "六、举报投诉数量 件 1"), "value_on_new_line"),
        ((ON_LINE, BELOW, "六、举报投诉数量 件 1", NONE), "value_on_new_line"),
    ],
)
def test_a_figure_that_begins_a_line_is_doubted_where_most_stand_on_lines(rows: tuple[str, ...], guard: str) -> None:
    assert row_guards(SPACED, *rows)[1] == guard


def test_a_row_keeps_the_doubt_that_it_had_before() -> None:
    rows = (SPACED, ON_LINE, "（二）申请办结数 万元\n6", "六、举报投诉数量 件 1")
    assert row_guards(*rows) == ["", "unit_of_other_kind", ""]
    assert row_guards(HALF, HEADER, "（一）收到申请数\t万元\t7", CONCLUDED) == ["unit_of_other_kind", "part_of_year"]


@pytest.mark.parametrize(
    ("tail", "grid", "vote"),
    [(" 5", {}, 1), ("\n5", {}, -1), ("¶5", {}, -1), ("\t\n5", {}, -1), ("", {}, 0), ("\t", {}, 0), (" 5", GRID, 0)],
)
def test_where_the_first_figure_of_a_row_stands(tail: str, grid: dict[Column, int], vote: int) -> None:
    assert _line_vote(found(tail, ("year",), grid=grid)) == vote


@pytest.mark.parametrize(
    ("tail", "grid", "is_doubted"),
    [
        (" 1 2", {}, False),
        (" 1\n2", {}, True),
        (" 1 2\n3", {}, False),
        (" 1\n2\n3", {}, True),
        ("\n1", {}, True),
        (" 1\n", {}, False),
        ("\t\t1\n2", {}, True),
        (" 1\n2", GRID, False),
    ],
)
def test_a_row_whose_figures_go_on_behind_the_end_of_its_line(
    tail: str, grid: dict[Column, int], is_doubted: bool
) -> None:
    row = _doubt_new_line(found(tail, ("year", "cumulative"), grid=grid), 1)
    assert (row.untrusted is not None, row.grid) == (is_doubted, grid)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("（一）收到申请数 件 71当面申请数", ["glued_digits", ""]),
        ("（一）收到申请数 件当面申请数 5", [""]),
        ("（一）收到申请数7申请办结数5", ["", ""]),
        ("（一）收到申请数7①当面申请数5", ["", ""]),
        ("（一）收到申请数 7 当面申请数 5", ["", ""]),
    ],
)
def test_digits_that_a_label_is_glued_to_may_end_with_its_number(text: str, doubted: list[str]) -> None:
    assert row_guards(SPACED, text) == doubted


@pytest.mark.parametrize("header", ["统计指标 单位 统计数", "统计指标 统计数 单位"])
def test_a_unit_without_a_figure_is_not_out_of_place(header: str) -> None:
    assert row_guards(*f"{header} （一）收到申请数 件 （二）申请办结数".split()) == ["", ""]


def test_a_loose_count_in_tens_is_unit_and_figure_at_once_and_doubted_for_its_scale() -> None:
    assert row_guards(SPACED, "（一）收到申请数 十件") == ["scaled_count"]
    assert row_guards(HEADER, "（一）收到申请数\t十件") == ["scaled_count"]


def test_a_word_in_the_column_of_figures_is_a_value_and_a_blank_is_none() -> None:
    lines = (
        "（一）收到申请数\t件\t说明\t\t无",
        "（二）申请办结数\t件\t行政诉讼数\t\t无",
        "五、行政诉讼数量\t件\t\t\t无",
    )
    rows = {row.code: [(token.kind, token.text) for token in row.tail] for row in statistic_rows(BARE, *lines[::2])}
    assert rows == {"requests_received": [(Kind.VALUE, "说明")], "litigations": [(Kind.EMPTY, "")]}
    first, *_ = statistic_rows(BARE, lines[1])
    assert [(token.kind, token.text) for token in first.tail] == [(Kind.VALUE, "行政诉讼数")]


def test_blank_cells_before_a_unit_are_no_figures() -> None:
    assert row_guards(HEADER, "（一）收到申请数\t\t件\t7\t") == [""]


LINES = (
    "1.当面申请数\t件\t1",
    "2.传真申请数\t件\t2",
    "3.网络申请数\t件\t3",
    "4.信函申请数\t件\t4",
    "1.按时办结数\t件\t5",
    "2.延期办结数\t件\t6",
    "四、行政复议数量\t件\t7",
    "五、行政诉讼数量\t件\t8",
    "六、举报投诉数量\t件\t9",
)


def test_below_no_header_only_rows_with_figures_count() -> None:
    assert row_guards(*LINES, "（一）举办各类培训班数\t次\t—") == []
    assert row_guards(*LINES, "（一）举办各类培训班数\t次\t—\t10") == ["header_unknown"] * 10
    assert row_guards(*LINES, "（一）举办各类培训班数\t万元\t10")[-1] == "unit_of_other_kind"
