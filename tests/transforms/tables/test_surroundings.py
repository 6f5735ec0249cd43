"""What stands around a table: whose figures it holds, of which year, in which unit."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.tables.surroundings import Surroundings, _parts_of, _Piece

TITLE = "示例县样例镇2020年政府信息公开工作年度报告"
REQUESTS = "三、收到和处理政府信息公开申请情况"
REVIEWS = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
PROACTIVE = "二、主动公开政府信息情况"
PROBLEMS = "五、存在的主要问题及改进情况"
FIRST_ROW = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1"
LATER_ROW = "（一）予以公开\t1\t0\t0\t0\t0\t0\t1"
OTHER = "示例县乙镇2019年政府信息公开工作年度报告"
SENTENCE = "本年度未收到申请，也没有结转的申请。"
LAST_YEAR_COLUMN = "申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"


def said_of(*lines: str) -> Surroundings:
    """What is said of the last row of table three on some lines."""
    return tables_of(*lines).requests[-1].said


def is_borrowed(*lines: str) -> bool:
    return said_of(*lines, FIRST_ROW).is_borrowed


def years_of(*lines: str) -> set[int]:
    return set(said_of(*lines, FIRST_ROW).years)


def is_other(*lines: str) -> bool:
    return said_of(*lines, FIRST_ROW).is_of_other_body


def has_title_in_line(words: int) -> bool:
    """Whether a second title is seen on the line of the first report's figures, which has about so many words."""
    line = " ".join([FIRST_ROW.replace("\t", " "), *["0"] * words, SENTENCE, OTHER])
    return said_of(TITLE, REQUESTS, REVIEWS, line, LATER_ROW).is_of_other_body


EVIDENCE = (
    Pattern(
        "transforms.tables.surroundings._TITLE",
        takes=(TITLE, "样例镇政务公开年报", "2020年政府信息公开工作报告", "样例镇2020年度信息公开年度报告"),
        leaves=(
            f"{TITLE}发布",
            "样例镇2020年政府工作报告",
            "样例镇政府信息公开指南",
            "见样例镇2020年、2019年政务公开年报",
        ),
        misses=("样例镇二〇二〇年政府信息公开年报",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.tables.surroundings._TITLE_AT_END",
        takes=(f"样例镇人民政府2021年1月5日{TITLE}",),
        found=(TITLE,),
        leaves=(f"样例镇人民政府2021年1月{TITLE}", f"2021年1月5日{TITLE}公布"),
    ),
    Pattern(
        "transforms.tables.surroundings._PLACE",
        takes=("示例县样例镇", "样例街道办事处", "示例县人民政府"),
        leaves=("镇", "2020年样例镇", "样例镇年报"),
        misses=("示例县财政局",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.tables.surroundings._OFFICE",
        takes=("样例镇人民政府", "样例街道办事处", "样例镇政府办公室"),
        found=("人民政府", "街道办事处", "政府办公室"),
        leaves=("样例镇", "样例镇人民政府网站"),
    ),
    Pattern(
        "transforms.tables.surroundings._YEAR",
        takes=("2019年度申请情况", "2019年", "（2019年全年）"),
        leaves=("2019年1月", "2019年修订", "自2019年起", "截至2019年底", "12019年", "2019-2020"),
    ),
    Pattern(
        "transforms.tables.surroundings._LAST_YEAR",
        takes=("上年情况", "上一年度申请", "去年", "历年数据"),
        leaves=("本年情况", "与上年相比", "今年"),
        oversteps=("上一年项目数量",),
        how="match",
    ),
    Pattern(
        "transforms.tables.surroundings._SAMPLE",
        takes=("附件1：填表说明", "示例", "表2样表", "申请情况填报说明", "模板"),
        leaves=("不示例", "示例县样例镇", "申请办理情况统计表", "请各单位按照县政府办公室下发的样表"),
        oversteps=("这不是示例",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.tables.surroundings._INTRODUCTION",
        takes=("情况如下表所示。", "具体情况如下", "如下表"),
        leaves=("如下表所示的情况。", "情况见下表。"),
    ),
    Threshold(
        "transforms.tables.surroundings._MIN_HEADINGS",
        inside=lambda: is_other(TITLE, REQUESTS, REVIEWS, OTHER),
        outside=lambda: is_other(TITLE, REQUESTS, OTHER),
        moved=3,
    ),
    Threshold(
        "transforms.tables.surroundings._MOST_PIECES",
        inside=lambda: has_title_in_line(words=89),
        outside=lambda: has_title_in_line(words=88),
        moved=200,
    ),
    Threshold(
        "transforms.tables.surroundings._LONGEST_CAPTION",
        inside=lambda: years_of(f"{'甲' * 40}2019年"),
        outside=lambda: years_of(f"{'甲' * 41}2019年"),
        moved=46,
    ),
    Pattern(
        "transforms.tables.surroundings._STATED_UNIT",
        takes=("单位万元", "单位为件万元", "单位人民币元", "单位件元件", "表中金额均以万元计", "费用按元为单位"),
        leaves=("单位件", "单位元旦", "万元", "以万元计", "金额万元"),
        misses=("以万元表示金额",),
    ),
    Pattern(
        "transforms.tables.surroundings._BARE_UNIT",
        takes=("万元", "金额人民币元", "万美元"),
        leaves=("3万元", "单位万元", "元旦", "角"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.tables.surroundings._SCALED_COUNT",
        takes=("单位百件", "单位为千条"),
        leaves=("单位件", "单位万元", "百件"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([TITLE, REQUESTS], False),
        ([TITLE, REQUESTS, "上年情况"], True),
        ([TITLE, REQUESTS, "示例"], True),
        ([TITLE, REQUESTS, "示例", SENTENCE], False),
        ([TITLE, REQUESTS, "示例", REVIEWS], False),
        ([TITLE, REQUESTS, "示例", LAST_YEAR_COLUMN], True),
        ([TITLE, REQUESTS, f"上年{LAST_YEAR_COLUMN}"], True),
    ],
    ids=["none", "last year", "sample", "prose behind it", "another section", "above a header", "in a header"],
)
def test_a_caption_says_that_figures_are_borrowed(lines: list[str], expected: bool) -> None:
    assert is_borrowed(*lines) is expected


def test_a_link_of_another_year_in_a_menu_is_not_the_reports_title() -> None:
    """Labels with numbers stand in the menu too; the first title with a body is the report's."""
    menu = "行政处罚\t3", "2018年政府信息公开工作年度报告"
    for title in ([TITLE], ["示例县样例镇", "2020年政府信息公开工作年度报告"], []):
        said = said_of(*menu, *title, REQUESTS, FIRST_ROW)
        assert (said.years, said.is_of_other_body) == (frozenset(), False)
    assert is_other(*menu, TITLE, REQUESTS, REVIEWS, "示例县样例镇2019年政府信息公开工作年度报告")


def test_a_caption_within_a_table_is_a_note() -> None:
    assert said_of(TITLE, REQUESTS, FIRST_ROW, "去年情况", LATER_ROW).is_borrowed is False
    assert said_of(TITLE, REQUESTS, FIRST_ROW, "去年情况", FIRST_ROW).is_borrowed is True


def test_a_caption_names_the_years_of_the_figures_below() -> None:
    assert years_of(TITLE, REQUESTS, "2019年申请情况") == {2019}
    assert years_of(TITLE, f"{REQUESTS}（2019年）") == {2019}
    assert years_of(TITLE, f"{REQUESTS}（2019年）", PROBLEMS, REQUESTS) == set()
    assert years_of(TITLE, REQUESTS, "2019年的情况如下表所示。") == {2019}
    assert years_of(TITLE, REQUESTS, "2019年的情况见上表，今年无变化。") == set()


def test_a_year_that_is_not_the_reports_is_not_its_own() -> None:
    assert Surroundings(frozenset({2019})).is_own(None)
    assert Surroundings(frozenset({2019, 2020})).is_own(2020)
    assert not Surroundings(is_borrowed=True).is_own(None)
    assert not Surroundings(is_of_other_body=True).is_own(2020)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("示例县样例镇2020年政府信息公开工作年度报告", False),
        ("示例县样例镇人民政府2020年政府信息公开工作年度报告", False),
        ("样例镇2020年政府信息公开工作年度报告", False),
        ("示例县乙镇2020年政府信息公开工作年度报告", True),
        ("示例县样例镇2019年政府信息公开工作年度报告", True),
        ("政府信息公开工作年度报告", False),
        ("2021年1月5日示例县乙镇2020年政府信息公开工作年度报告", True),
        ("示例县乙镇\n2020年政府信息公开工作年度报告", True),
    ],
    ids=["again", "office", "short", "other body", "other year", "bare", "behind a date", "two lines"],
)
def test_a_title_behind_a_report_opens_another_if_it_is_of_another_body_or_year(later: str, expected: bool) -> None:
    assert is_other(TITLE, REQUESTS, REVIEWS, later, REQUESTS) is expected
    assert is_other(TITLE, FIRST_ROW, later) is expected


def test_a_title_behind_one_heading_is_the_reports_own() -> None:
    assert is_other(TITLE, REQUESTS, "示例县乙镇2019年政府信息公开工作年度报告") is False


def test_a_later_report_of_another_year_says_so_of_its_figures() -> None:
    said = said_of(TITLE, REQUESTS, REVIEWS, "示例县样例镇2019年政府信息公开工作年度报告", FIRST_ROW)
    assert (said.years, said.is_of_other_body) == (frozenset({2019}), True)
    captioned = said_of(TITLE, REQUESTS, REVIEWS, "示例县乙镇2020年政务公开年报", REQUESTS, "2018年情况", FIRST_ROW)
    assert (captioned.years, captioned.is_of_other_body) == (frozenset({2018}), True)


def test_the_first_title_may_stand_on_two_lines_or_lack_its_year() -> None:
    first = ["示例县样例镇", "2020年政府信息公开工作年度报告"]
    assert is_other(*first, REQUESTS, REVIEWS, "示例县乙镇2020年政府信息公开工作年度报告") is True
    for first in (
        ["示例县样例镇政府信息公开工作年度报告", "2020年政府信息公开工作年度报告"],
        ["2020年政府信息公开工作年度报告", "示例县样例镇政府信息公开工作年度报告"],
    ):
        assert is_other(*first, REQUESTS, REVIEWS, "示例县样例镇2020年政府信息公开工作年度报告") is False
        assert is_other(*first, REQUESTS, REVIEWS, "示例县样例镇2019年政府信息公开工作年度报告") is True
        assert is_other(*first, REQUESTS, REVIEWS, "示例县乙镇2020年政府信息公开工作年度报告") is True


def test_the_title_of_the_first_report_is_the_first_that_has_a_body_and_a_year() -> None:
    """One that a page repeats above the sections, or a neighbour's in its navigation, does not take its place."""
    first = [TITLE, "示例县乙镇2019年政府信息公开工作年度报告"]
    assert is_other(*first, REQUESTS, REVIEWS, TITLE) is False
    assert is_other(*first, REQUESTS, REVIEWS, "示例县乙镇2019年政府信息公开工作年度报告") is True


LINK = "2018年政府信息公开工作年度报告"


def test_a_link_of_another_year_above_the_title_is_no_title_of_the_report() -> None:
    assert is_other(LINK, TITLE, REQUESTS, REVIEWS, TITLE) is False
    assert is_other(LINK, TITLE, REQUESTS, REVIEWS, LINK) is True
    own = "2020年政府信息公开工作年度报告"
    assert is_other(LINK, own, REQUESTS, REVIEWS, own) is False
    assert is_other(LINK, own, REQUESTS, REVIEWS, LINK) is True


def test_a_menu_with_a_count_above_the_title_is_no_table() -> None:
    """行政处罚 3 is a link with the number of its pages; below the name of a section it is a row."""
    assert is_other(LINK, "行政处罚 3", TITLE, REQUESTS) is False
    assert is_other(TITLE, PROACTIVE, "行政处罚 3", LINK) is True


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([REQUESTS, "单位：万元", FIRST_ROW], ("万元",)),
        ([REQUESTS, FIRST_ROW, "单位：万元"], ("万元",)),
        ([REQUESTS, "（万元）", FIRST_ROW], ("万元",)),
        ([REQUESTS, "单位：万元", "单位：元", FIRST_ROW], ("万元", "元")),
        ([REQUESTS, "单位：件", FIRST_ROW], ()),
        (["单位：万元", REQUESTS, FIRST_ROW], ()),
        ([REQUESTS, "单 位：万元", FIRST_ROW], ("万元",)),
        ([REQUESTS, "单位: 万元、件", FIRST_ROW], ("万元",)),
        ([REQUESTS, "说明：表中金额均以万元计。", FIRST_ROW], ("万元",)),
        ([REQUESTS, "单 位：件", FIRST_ROW], ()),
    ],
    ids=["above", "below", "bare", "two", "counts", "section", "spaced", "words", "sentence", "spaced-counts"],
)
def test_units_of_money_are_those_that_its_section_states(lines: list[str], expected: tuple[str, ...]) -> None:
    assert said_of(*lines).units == expected


def test_scaled_counts_are_those_of_the_section() -> None:
    assert said_of(REQUESTS, "单位：百件", FIRST_ROW).has_scaled_counts is True
    assert said_of("单位：百件", REQUESTS, FIRST_ROW).has_scaled_counts is False


def test_a_piece_of_a_label_in_a_header_is_no_caption_of_last_years_figures() -> None:
    table = "二、主动公开政府信息情况", "上一年项\t本年增/减\t处理决定数量", "行政许可\t40\t5\t60"
    [row] = tables_of(TITLE, *table).proactive
    assert not row.said.is_borrowed


SECTIONS = TITLE, REQUESTS, REVIEWS


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([TITLE, "邮政编码\t518000", OTHER], False),
        ([TITLE, "（一）予以公开", OTHER], False),
        ([TITLE, "信息内容\t自然人", OTHER], False),
        ([TITLE, "行政许可\t40\t5\t60", OTHER], True),
        ([*SECTIONS, f"{OTHER}\t5"], False),
        ([REQUESTS, REVIEWS, OTHER], False),
        ([*SECTIONS, f"附件{TITLE}"], False),
        ([*SECTIONS, "2020年示例县乙镇政府信息公开工作年度报告"], True),
        ([*SECTIONS, "2020年示例县样例镇政府信息公开工作年度报告"], False),
        ([*SECTIONS, "示例县乙镇", "政府信息公开工作年度报告"], True),
        ([*SECTIONS, "乙镇简介", "政府信息公开工作年度报告"], False),
    ],
    ids=[
        "a number",
        "a row's label",
        "a header",
        "a row of table two",
        "with a number",
        "no title before",
        "attached",
        "year first",
        "year first, own",
        "two lines without a year",
        "no body above",
    ],
)
def test_a_title_opens_another_report_only_behind_one_and_only_if_it_names_another(
    lines: list[str], expected: bool
) -> None:
    assert is_other(*lines) is expected


def test_the_year_of_a_later_title_is_said_of_its_figures_only_if_it_is_not_that_of_the_first() -> None:
    assert years_of(*SECTIONS, "示例县乙镇2020年政府信息公开工作年度报告") == set()
    assert years_of(*SECTIONS, "示例县乙镇政府信息公开工作年度报告") == set()
    said = said_of("示例县样例镇政府信息公开工作年度报告", REQUESTS, REVIEWS, TITLE, FIRST_ROW)
    assert (said.years, said.is_of_other_body) == (frozenset({2020}), False)


def test_a_year_in_a_heading_of_another_bodys_report_leaves_it_another_bodys() -> None:
    said = said_of(*SECTIONS, "示例县乙镇2020年政务公开年报", f"{REQUESTS}（2018年）", FIRST_ROW)
    assert (said.years, said.is_of_other_body) == (frozenset({2018}), True)
    said = said_of(*SECTIONS, "示例县乙镇2020年政务公开年报", REQUESTS, FIRST_ROW)
    assert (said.years, said.is_of_other_body) == (frozenset(), True)


def test_a_caption_is_forgotten_at_a_later_heading_or_title() -> None:
    assert not is_borrowed(TITLE, REQUESTS, "上年情况", REVIEWS, REQUESTS)
    assert not said_of(TITLE, REQUESTS, "上年情况", FIRST_ROW, PROBLEMS, FIRST_ROW).is_borrowed
    assert not is_borrowed(TITLE, REQUESTS, REVIEWS, "上年情况", TITLE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("支出3万元", ()), ("支出万元", ()), ("（万元）", ("万元",)), ("申请人情况（单位：万元）", ("万元",))],
)
def test_a_unit_is_stated_by_a_word_of_its_own_or_behind_the_word_for_it(line: str, expected: tuple[str, ...]) -> None:
    assert said_of(REQUESTS, line, FIRST_ROW).units == expected


def test_the_unit_of_a_header_is_not_stated_around_the_table() -> None:
    table = "二、主动公开政府信息情况", "信息内容\t采购项目数量\t采购总金额（万元）", "政府集中采购\t1\t2"
    [row] = tables_of(TITLE, *table).proactive
    assert (row.said.units, row.money_unit) == ((), "万元")


def test_a_section_ends_what_is_stated_in_it() -> None:
    rows = tables_of(REQUESTS, "单位：百件", FIRST_ROW, PROBLEMS, LATER_ROW).requests
    assert [row.said.has_scaled_counts for row in rows] == [True, False]
    rows = tables_of(REQUESTS, FIRST_ROW, "单位：万元", PROBLEMS, "单位：元", LATER_ROW).requests
    assert [row.said.units for row in rows] == [("万元",), ("元",)]


def test_a_heading_with_a_number_on_its_line_is_no_caption() -> None:
    """Where a source has all on one line, the year behind a heading is that of a sentence."""
    assert years_of(TITLE, f"{REQUESTS}（2018年）", FIRST_ROW) == {2018}
    assert years_of(TITLE, f"{REQUESTS}（2018年） 5", FIRST_ROW) == set()


@pytest.mark.parametrize(("is_text", "parts"), [(True, 2), (False, 1)])
def test_only_a_text_that_ends_as_titles_do_parts_a_long_line(is_text: bool, parts: int) -> None:
    """A note of the form ends so as well (该部分以表格形式报告), and is a label."""
    line = [_Piece(0, "样例镇政府信息公开工作年度报告", is_text), *[_Piece(0, "", False)] * 100]
    assert len(list(_parts_of(line))) == parts
    assert len(list(_parts_of(line[:100]))) == 1
