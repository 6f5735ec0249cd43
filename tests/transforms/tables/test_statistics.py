"""The rows of the statistics form: each label under what it stands under, each figure behind its own label."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.statistic_rows import row_guards, statistic_cells

NO_HEADER = (
    "1.当面申请数\t件\t1",
    "2.传真申请数\t件\t2",
    "3.网络申请数\t件\t3",
    "4.信函申请数\t件\t4",
    "1.按时办结数\t件\t5",
    "2.延期办结数\t件\t6",
    "四、行政复议数量\t件\t7",
    "五、行政诉讼数量\t件\t8",
    "六、举报投诉数量\t件\t9",
    "（一）举办各类培训班数\t次\t10",
)
EVIDENCE = (
    Pattern(
        "transforms.tables.statistics._PART_OF_YEAR",
        takes=("2016年第三季度政府信息公开情况统计表", "2016年上半年", "2016年3月份", "1月至6月", "月报"),
        leaves=("2016年度政府信息公开情况统计表", "填报日期2016年3月5日", "四季青镇", "2016年13月份"),
        misses=("2016年第3季",),
    ),
    Threshold(
        "transforms.tables.statistics._FEWEST_WITHOUT_HEADER",
        inside=lambda: bool(statistic_cells(*NO_HEADER)),
        outside=lambda: bool(statistic_cells(*NO_HEADER[:-1])),
        moved=11,
    ),
)
HEADER = "统计指标\t单位\t统计数"
REVIEWS = (
    "四、行政复议数量\t件\t3",
    "（一）维持具体行政行为数\t件\t2",
    "（二）被依法纠错数\t件\t1",
    "（三）其他情形数\t件\t0",
    "五、行政诉讼数量\t件\t9",
    "（一）维持具体行政行为数\t件\t4",
    "（二）被依法纠错数\t件\t5",
    "（三）其他情形数\t件\t6",
)
READ = {
    "reconsiderations.year": 3,
    "reconsideration_upheld.year": 2,
    "reconsideration_corrected.year": 1,
    "reconsideration_other.year": 0,
    "litigations.year": 9,
    "litigation_upheld.year": 4,
    "litigation_corrected.year": 5,
    "litigation_other.year": 6,
}


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("mark", ["\t", " | ", " ", "\n"], ids=["tabs", "pipes", "spaces", "lines"])
def test_labels_that_repeat_are_read_under_their_parents(mark: str) -> None:
    assert statistic_cells(*(line.replace("\t", mark) for line in (HEADER, *REVIEWS))) == READ


def test_a_lost_parent_costs_the_rows_that_it_would_tell() -> None:
    lost = [line for line in REVIEWS if not line.startswith("五")]
    cells = statistic_cells(HEADER, *lost)
    assert cells["reconsiderations.year"] == 3
    doubted = [cells[f"reconsideration_{result}.year"] for result in ("upheld", "corrected", "other")]
    assert doubted == ["parent_unknown"] * 3
    assert not any(key.startswith("litigation") for key in cells)


def test_a_page_lost_between_two_parents_costs_what_both_have() -> None:
    """What is left of the lawsuits goes on with the numbers of the reviews: only their own line is not there."""
    cells = statistic_cells(HEADER, *REVIEWS[:2], *REVIEWS[6:])
    assert [cells[f"{key}.year"] for key in ("reconsiderations", "reconsideration_corrected")] == [3, "parent_unknown"]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("01 |\n8 |\n12 |\n |\n |", (8, 12)),
        ("01 |\n |\n12 |\n |\n |", ("blank", 12)),
        ("01 |\n8 |\n |\n |\n |", (8, "blank")),
        ("01 |\n12 |\n |\n |", ("short_row", "short_row")),
    ],
    ids=["full", "first blank", "last blank", "one lost"],
)
def test_blank_cells_of_the_frame_behind_a_row_are_none_of_its_own(row: str, read: tuple[object, object]) -> None:
    header = "指标名称 |\n计量单位 |\n代码 |\n本年度 |\n历年累计 |\n |\n |"
    rows = [
        f"{label} |\n条 |\n{cells}"
        for label, cells in (("主动公开信息数", row), ("申请总数", "02 |\n1 |\n2 |\n |\n |"))
    ]
    cells = statistic_cells(header, *rows)
    keys = [f"{code}.{period}" for code in ("disclosed", "requests_received") for period in ("year", "cumulative")]
    assert [cells[key] for key in keys] == [*read, 1, 2]


def test_two_indicators_side_by_side_have_each_their_own_parent() -> None:
    header = f"{HEADER}\t{HEADER}"
    sides = [f"{left}\t{right}" for left, right in zip(REVIEWS[:4], REVIEWS[4:], strict=True)]
    assert statistic_cells(header, *sides) == READ


def test_the_words_of_the_form_in_prose_are_no_rows() -> None:
    prose = "本年收到申请数5件，申请办结数5件，行政复议数量0件。"
    assert statistic_cells(prose, "三、依申请公开情况", "收到申请数 5") == {}
    assert statistic_cells(HEADER, "（一）收到申请数\t件\t7", "", prose, "（二）申请办结数\t5") == {
        "requests_received.year": 7
    }


def test_a_figure_is_taken_from_the_column_of_its_header() -> None:
    header = "指标名称\t计量单位\t代码\t区级数\t本年度\t历年累计\t备注"
    assert statistic_cells(header, "申请总数\t条\t10\t8\t12\t90\t4") == {
        "requests_received.year": 12,
        "requests_received.cumulative": 90,
    }


def test_a_blank_cell_takes_no_figure_of_the_column_beside_it() -> None:
    header = "指标名称\t计量单位\t本年度\t历年累计\t备注"
    cells = statistic_cells(header, "申请总数\t条\t12\t90\t", "行政复议数\t件\t\t7\t3", "行政诉讼数\t件\t1\t\t")
    assert cells == {
        "requests_received.year": 12,
        "requests_received.cumulative": 90,
        "reconsiderations.year": "blank",
        "reconsiderations.cumulative": 7,
        "litigations.year": 1,
        "litigations.cumulative": "blank",
    }


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("指标 单位 2015年 2016年", {"requests_received.year": Decimal(12)}),
        ("指标 单位 区政府统计数 统计数", {"requests_received.year": "header_unknown"}),
        ("指标 单位 区政府统计数 乡镇统计数", {}),
    ],
)
def test_columns_of_other_years_and_bodies(header: str, expected: dict[str, Decimal | str]) -> None:
    assert statistic_cells(header, "（一）收到申请数 件 8 12") == expected


@pytest.mark.parametrize("header", [(), ("统计指标\t单位\t第四季度\t全年",), ("统计指标\t单位\t2017\t2016",)])
def test_a_form_below_no_header_that_is_understood_is_doubted(header: tuple[str, ...]) -> None:
    cells = statistic_cells(*header, *(f"{line}\t99" for line in NO_HEADER))
    assert len(cells) == 10
    assert set(cells.values()) == {"header_unknown"}


def test_two_figures_below_one_name_are_doubted_in_the_whole_table() -> None:
    cells = statistic_cells(f"{HEADER}\t", "四、行政复议数量\t件\t3\t7", "五、行政诉讼数量\t件\t9\t")
    assert cells == {"reconsiderations.year": "too_many_values", "litigations.year": "too_many_values"}
    cells = statistic_cells(f"{HEADER}\t", "四、行政复议数量\t件\t3\t", "五、行政诉讼数量\t件\t9\t—")
    assert cells == {"reconsiderations.year": 3, "litigations.year": 9}


@pytest.mark.parametrize("mark", ["\t", " "], ids=["cells", "spaces"])
@pytest.mark.parametrize("unit", ["千条", "万条"])
def test_a_count_in_thousands_is_doubted(mark: str, unit: str) -> None:
    row = f"（一）收到申请数\t{unit}\t7"
    cells = statistic_cells(*(line.replace("\t", mark) for line in (HEADER, row, "五、行政诉讼数量\t件\t9")))
    assert cells == {"requests_received.year": "scaled_count", "litigations.year": 9}


def test_a_figure_in_chinese_numerals_is_no_unit() -> None:
    assert statistic_cells(HEADER, "（一）收到申请数\t件\t十件") == {"requests_received.year": 10}


def test_a_word_in_the_column_of_figures_is_unreadable() -> None:
    assert statistic_cells(HEADER, "（一）收到申请数\t件\t详见说明第一页的文字") == {
        "requests_received.year": "unreadable"
    }


@pytest.mark.parametrize(
    ("unit", "printed", "expected"),
    [("万元", "0.5", Decimal(5000)), ("元", "500", Decimal(500)), ("", "0.5", "unit_unknown"), ("", "0", Decimal(0))],
)
def test_money_is_loaded_in_yuan(unit: str, printed: str, expected: Decimal | str) -> None:
    row = f"七、依申请公开信息收取的费用\t{unit}\t{printed}"
    assert statistic_cells(HEADER, row, "六、举报投诉数量\t件\t1")["fees.year"] == expected


def test_a_label_that_spans_the_rows_beside_it_has_none_of_their_figures() -> None:
    header = "统计指标\t指标\t单位\t统计数"
    rows = ("四、行政复议数量\t被依法纠错数\t件\t1", "四、行政复议数量\t其他情形数\t件\t2")
    assert statistic_cells(header, *rows) == {
        "reconsideration_corrected.year": 1,
        "reconsideration_other.year": 2,
    }


def test_the_number_of_a_label_that_is_glued_to_a_figure_is_no_digit_of_it() -> None:
    cells = statistic_cells("统计指标", "统计数", "（一）收到申请数7" + "1当面申请数5", "2.传真申请数", "2")
    assert cells["requests_received.year"] == "glued_digits"


def test_the_number_of_a_page_fills_no_row_and_harms_no_full_one() -> None:
    header = "指标名称 计量单位 本年度 历年累计"
    rows = ("申请总数 条 7 90", "1.当面申请数 条 5", "3", "2.传真申请数 条 1 9", "4", "行政复议数 件 0 1")
    assert statistic_cells(header, *rows) == {
        "requests_received.year": 7,
        "requests_received.cumulative": 90,
        "requests_in_person.year": "value_on_new_line",
        "requests_in_person.cumulative": "value_on_new_line",
        "requests_fax.year": 1,
        "requests_fax.cumulative": 9,
        "reconsiderations.year": 0,
        "reconsiderations.cumulative": 1,
    }


def test_a_form_of_another_year_is_not_read() -> None:
    cells = statistic_cells("2015年度政府信息公开情况统计表", HEADER, "（一）收到申请数\t件\t7")
    assert cells == {"requests_received.year": "foreign_table"}


def read_words(words: str) -> dict[str, Decimal | str]:
    """The cells of a text with each word on a line of its own."""
    return statistic_cells(*words.split())


def test_the_number_of_the_next_row_is_no_figure_of_a_row() -> None:
    header = "序号 统计指标 单位 统计数 1"
    rows = "申请总数 条 7 2 当面申请数 条 — 3 行政复议数 件 0 4 行政诉讼数 件 5 填表人"
    assert read_words(f"{header} {rows}") == {
        "requests_received.year": 7,
        "requests_in_person.year": "blank",
        "reconsiderations.year": 0,
        "litigations.year": 5,
    }
    assert read_words(f"{header} 申请总数 条 — 当面申请数 行政复议数 件 3") == {
        "requests_received.year": "blank",
        "reconsiderations.year": 3,
    }


@pytest.mark.parametrize(
    ("header", "rows", "outcome"),
    [
        ("单位 统计数", "申请总数 条 5", 5),
        ("单位 统计数", "申请总数 5", 5),
        ("单位 统计数", "申请总数 5 条", "unit_out_of_place"),
        ("单位 统计数", "申请总数 条 条 5", "unit_out_of_place"),
        ("单位 统计数", "申请总数 条 5 条", "unit_out_of_place"),
        ("统计数 单位", "申请总数 5 条", 5),
        ("统计数 单位", "申请总数 5", 5),
        ("统计数 单位", "申请总数 条 5", "unit_out_of_place"),
        ("本年度 历年累计 单位", "申请总数 5 7 条", 5),
        ("单位 本年度 历年累计", "申请总数 5 条 7", "unit_out_of_place"),
        ("单位 统计数", "申请总数 万元 5", "unit_of_other_kind"),
        ("单位 代码 统计数", "申请总数 条 10 5", 5),
    ],
)
def test_where_a_unit_stands_and_of_what_it_is(header: str, rows: str, outcome: int | str) -> None:
    assert read_words(f"统计指标 {header} {rows} 行政复议数")["requests_received.year"] == outcome


def test_an_amount_whose_unit_stands_behind_it() -> None:
    assert read_words("统计指标 统计数 单位 七、依申请公开信息收取的费用 5 元")["fees.year"] == 5


def test_a_row_that_lacks_its_code_or_its_figure_is_short_and_an_empty_one_is_not() -> None:
    words = "统计指标 单位 代码 统计数 申请总数 条 10 5 行政复议数 件 11 行政诉讼数"
    assert row_guards(*words.split()) == ["", "short_row", ""]
    words = "统计指标 单位 代码 统计数 申请总数 万元 10 5"
    assert row_guards(*words.split()) == ["unit_of_other_kind"]


def test_a_label_that_may_be_of_two_parents_is_doubted_for_that() -> None:
    assert row_guards(HEADER, "（二）被依法纠错数\t件\t1") == ["parent_unknown"] * 2


def test_a_row_of_another_size_than_its_header_is_as_unsure_as_the_header() -> None:
    header = "统计指标\t区级\t单位\t统计数"
    cells = statistic_cells(header, "申请总数\t4\t条\t7", "行政复议数\t件\t3")
    assert cells == {"requests_received.year": 7, "reconsiderations.year": "header_unknown"}


def test_a_unit_in_the_column_of_figures_or_of_remarks_is_not_the_rows() -> None:
    assert statistic_cells("统计指标\t统计数", "申请总数\t万元", "行政复议数\t3") == {
        "requests_received.year": "unreadable",
        "reconsiderations.year": 3,
    }
    assert statistic_cells(f"{HEADER}\t备注", "申请总数\t条\t5\t万元")["requests_received.year"] == 5


def test_a_place_on_the_grid_does_not_overrule_a_unit_of_another_kind() -> None:
    cells = statistic_cells(HEADER, "申请总数\t条\t7", "行政复议数\t万元\t3")
    assert cells == {"requests_received.year": 7, "reconsiderations.year": "unit_of_other_kind"}


def test_a_page_number_below_a_row_of_the_grid_is_none_of_it() -> None:
    assert statistic_cells(HEADER, "申请总数\t7", "2", "行政复议数\t件\t3")["requests_received.year"] == 7


def test_digits_before_the_last_label_of_a_file_may_be_its_number() -> None:
    assert (
        statistic_cells("统计指标", "统计数", "（一）收到申请数71当面申请数")["requests_received.year"]
        == "glued_digits"
    )


@pytest.mark.parametrize("between", ["说明文字", "上年被依法纠错数"])
def test_words_between_a_label_and_its_figure_do_not_take_it(between: str) -> None:
    header = "统计指标\t说明\t单位\t统计数"
    assert statistic_cells(header, f"四、行政复议数量\t{between}\t件\t1")["reconsiderations.year"] == 1


def test_a_label_that_comes_again_under_its_parent_is_doubted() -> None:
    corrected = "（二）被依法纠错数\t件"
    rows = (REVIEWS[0], f"{corrected}\t1", f"{corrected}\t2", REVIEWS[4])
    assert row_guards(HEADER, *rows) == ["", "", "parent_unknown", ""]


def test_a_lone_label_below_two_columns_of_them_is_of_either() -> None:
    header = "指标 单位 统计数 指标 单位 统计数"
    lines = ("四、行政复议数量 件 3 五、行政诉讼数量 件 9", "（二）被依法纠错数 件 1")
    assert row_guards(header, *lines) == ["", "", "parent_unknown", "parent_unknown"]
