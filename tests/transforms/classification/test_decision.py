"""What must not be turned away: reports that look like the templates, notices and lists around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.case_files import Case, params
from transforms.classification import find_rejection
from transforms.knowledge import read_rows
from transforms.outline import find_sections, find_title
from transforms.placement import Fact
from transforms.report import read_report
from transforms.schemas import CellStatus, FactTable

OUTLINE = """一、总体情况
2021年，我单位主动公开政府信息88条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
未收到申请。
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是人手不足。
六、其他需要报告的事项
无。
"""
PERIOD = "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。\n"
PROSE = (
    "2012年，我镇认真贯彻条例，健全组织机构，完善各项制度，共主动公开政府信息120条，未收到依申请公开政府信息的申请。"
)

REPORTS = {
    "untitled, with items that look like articles": (
        "2021年，我镇主动公开政府信息35条。\n第二十条 第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        "规章\t0\t0\t0\n行政规范性文件\t1\t0\t2\n第二十条 第（五）项\n信息内容\t本年处理决定数量\n行政许可\t12\n"
        "第二十条 第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t3\n行政强制\t0\n"
        "第二十条 第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t0\n",
        "2021",
    ),
    "untitled, below a menu of longer names": (
        "首页\n样例镇政府信息公开指南\n样例镇政府信息公开制度\n根据条例要求，编制2015年度政府信息公开工作年度报告。\n"
        + OUTLINE.replace("2021", "2015"),
        "pre2019",
    ),
    "prose that speaks of reporters": (
        "示例县样例镇2012年政府信息公开工作年度报告\n2012年，我镇邀请记者采访3次，近日又更新公开栏。" + PROSE * 4,
        "pre2019",
    ),
    "a department's": ("示例县财政局2021年政府信息公开工作年度报告\n" + PERIOD + OUTLINE, "narrative"),
    "without a title": ("根据《中华人民共和国政府信息公开条例》的规定，编制本报告。" + PERIOD + OUTLINE, "narrative"),
    "prose without headings": ("示例县样例镇2012年政府信息公开工作年度报告\n" + PROSE * 4, "pre2019"),
    "below the page's menu": (
        "政府信息公开指南\n政府信息公开制度\n政府信息公开目录\n政府信息公开年报\n样例街道2021年政府信息公开工作年度报告\n"
        + OUTLINE,
        "narrative",
    ),
    "with words of the template left in": (
        "样例镇2021年政府信息公开工作年度报告\n联系电话：XXXX-XXXXXXX，XX镇平台（具体网址）。\n" + PERIOD + OUTLINE,
        "narrative",
    ),
    "with a day of publication behind its title": (
        "样例镇2021年政府信息公开工作年度报告\n发布日期：2022-01-16\n" + OUTLINE,
        "narrative",
    ),
    "that speaks of all departments": (
        "示例县人民政府2021年政府信息公开工作年度报告\n各位读者：\n" + OUTLINE + "按照通知要求，请各单位报送整改情况。",
        "narrative",
    ),
    "tables without prose": (
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t1\t14\n2021年度",
        "2021",
    ),
}


OWN = "我镇主动公开信息。\n"
HEADINGS = ("一、总体情况\n", "二、主动公开政府信息情况\n", "三、收到和处理政府信息公开申请情况\n")
TITLE = "样例镇2020年政府信息公开工作年度报告\n"
ARTICLES = ("第一条 为规范公开，制定本制度。\n", "第二条 各镇应当公开。\n", "第三条 自印发之日起施行。\n")
CATALOGUE = "样例镇主动公开基本目录"
LINKS = [f"样例镇{year}年政府信息公开年报 {year + 1}-01-20\n" for year in range(2016, 2020)]
TOLD = f"{'我镇主动公开政府信息' * 4}。\n"
FILLED = Fact(FactTable.REQUEST, ("new", "total"), Decimal(1), "count", "1", CellStatus.REPORTED)


def refusal(text: str, filled: int = 0) -> str:
    """Why a text with so many filled cells is no report, '' where it is one."""
    rejection = find_rejection(text, find_title(text), find_sections(text), [FILLED] * filled, 2020)
    return "" if rejection is None else rejection.detail


def outlined(section_chars: int) -> str:
    """A notice that brings a report along, whose sections have so many characters in all."""
    notice = "各镇人民政府：\n请于1月20日前报送。\n"
    return notice + TITLE + "".join((*HEADINGS, "我镇主动公开", "字" * (section_chars - 6)))


EVIDENCE = (
    Pattern(
        "transforms.classification._REPORT_TITLE",
        takes=("样例镇2020年政府信息公开工作年度报告", "政府信息年度公开报告", "2020年年报"),
        leaves=("政府信息公开指南", "样例镇财政预算信息公开报告", "政务公开工作总结"),
    ),
    Pattern(
        "transforms.classification._SELF_NAME",
        takes=("政府信息公开工作情况的年度报告", "本报告", "本年度报告", "编制2020年政务公开年度报告"),
        leaves=("信息公开指南", "年度报告", "上级报告", "村务信息公开报告"),
        oversteps=("公布了年度报告制度",),
    ),
    Pattern(
        "transforms.classification._NO_TITLE_BEHIND",
        takes=("编制工作的通知", "制度", "（2020年）的通知", "第三方评估报告"),
        leaves=("\n一、总体情况", "（2020年）", "发展", "的"),
        how="match",
    ),
    Pattern(
        "transforms.classification._HOW_TO",
        takes=("政府信息公开工作年度报告怎么写", "信息公开年报解读"),
        leaves=("政府信息公开工作年度报告制度", "2020年信息公开年报", "编制信息公开年报"),
    ),
    Pattern(
        "transforms.classification._ABOUT_REPORTS",
        takes=("政府信息公开年度报告制度", "政府信息公开年报专栏", "政府信息公开年报（2020）公布"),
        leaves=("政府信息公开年报", "政府信息公开指南编制", "现公布政府信息公开年报"),
    ),
    Pattern(
        "transforms.classification._PLACEHOLDER",
        takes=("XX镇", "xx条", "____条", "×××街道", "某镇人民政府", "20XX年", "○○县"),
        leaves=("X镇", "XXXX-XXXXXXX", "某某镇", "样例镇", "某镇"),
    ),
    Pattern(
        "transforms.classification._TEMPLATE_WORDS",
        takes=("年度报告（格式）", "年度报告范文", "填报说明"),
        leaves=("按统一格式", "样例镇", "填报情况"),
    ),
    Pattern(
        "transforms.classification._ARTICLE",
        takes=("第一条 为了规范", "第十条：", "\n第三条、"),
        leaves=("第二十条 第（一）项", "第二十条第（五）项", "依据第三条 规定"),
        misses=("第50条 规定",),
    ),
    Pattern(
        "transforms.classification._SALUTATION",
        takes=("各镇人民政府：", "各乡镇人民政府、街道办事处，县政府各部门：", "  各村、镇直各单位："),
        leaves=("各位读者：", "各镇人民政府", "各部门，请认真组织："),
    ),
    Pattern(
        "transforms.classification._NOTICE_WORDS",
        takes=("请于1月20日前", "现将格式印发", "报送", "通知如下"),
        leaves=("请与我镇联系", "现将我镇情况公布", "请求"),
    ),
    Pattern(
        "transforms.classification._NEWS",
        takes=("近日，示例县", "。日前", "记者从示例县", "年报显示"),
        leaves=("又近日更新", "邀请记者采访", "报告如下"),
    ),
    Pattern(
        "transforms.classification._LINK",
        takes=("样例镇2019年政府信息公开工作年度报告 2020-01-20", "样例镇信息公开年报"),
        leaves=("现将信息公开报告公布如下。", "信息公开工作年度报告，附件", "政府信息公开指南"),
    ),
    Pattern(
        "transforms.classification._PERIOD",
        takes=("统计期限自2020年1月1日", "2020年1月1日至12月31日", "统计数据为2020年"),
        leaves=("2020年1月1日起施行", "统计期限为上年", "2020年12月31日"),
    ),
    Pattern(
        "transforms.classification._OWN",
        takes=("我镇", "本机关", "样例镇", "示例县人民政府"),
        leaves=("乡镇", "人民政府", "县城", "我们"),
        oversteps=("各乡镇",),
    ),
    Pattern(
        "transforms.classification._ACTIVITY",
        takes=("主动公开", "公开政府信息", "依申请", "收到"),
        leaves=("工作", "公示", "公开招标"),
    ),
    Pattern(
        "transforms.classification._SENTENCE",
        takes=(f"{'字' * 30}。", f"{'字' * 301}。"),
        leaves=(f"{'字' * 29}。", "样例镇2019年政府信息公开工作年度报告", f"{'字' * 20}\n{'字' * 20}。"),
    ),
    Pattern(
        "transforms.classification._SENTENCE_MARK", takes=("平稳。", "一；"), leaves=("样例镇，范例乡", "标题：年报")
    ),
    Pattern(
        "transforms.classification._REMARK_BEHIND",
        takes=("政府信息公开指南（2021年版）", "指南(试行)"),
        leaves=("指南（2021年版）目录", f"指南（{'字' * 21}）", "指南"),
        found=("（2021年版）", "(试行)"),
    ),
    Threshold(
        "transforms.classification._HEAD_CHARS",
        inside=lambda: "a catalogue" in refusal(f"{'字' * 980}\n{CATALOGUE}\n"),
        outside=lambda: "a catalogue" in refusal(f"{'字' * 990}\n{CATALOGUE}\n"),
        moved=1100,
    ),
    Threshold(
        "transforms.classification._NOTICE_CHARS",
        inside=lambda: "a notice" in refusal(f"各镇人民政府：\n{'字' * 1980}报送。"),
        outside=lambda: "a notice" in refusal(f"各镇人民政府：\n{'字' * 1995}报送。"),
        moved=2100,
    ),
    Threshold(
        "transforms.classification._NAME_CHARS",
        inside=lambda: not refusal(f"{'字' * 2990}本报告\n{OWN.join(HEADINGS)}"),
        outside=lambda: not refusal(f"{'字' * 2998}本报告\n{OWN.join(HEADINGS)}"),
        moved=3100,
    ),
    Threshold(
        "transforms.classification._HEAD_LINES",
        inside=lambda: "a catalogue" in refusal("链接\n" * 11 + CATALOGUE),
        outside=lambda: "a catalogue" in refusal("链接\n" * 12 + CATALOGUE),
        moved=13,
    ),
    Threshold(
        "transforms.classification._LONGEST_TITLE",
        inside=lambda: "a catalogue" in refusal("字" * 59 + CATALOGUE),
        outside=lambda: "a catalogue" in refusal("字" * 60 + CATALOGUE),
        moved=71,
    ),
    Threshold(
        "transforms.classification._MIN_HEADINGS",
        inside=lambda: not refusal("本报告\n" + OWN.join(HEADINGS)),
        outside=lambda: not refusal("本报告\n" + OWN.join((*HEADINGS[:2], ""))),
        moved=2,
    ),
    Threshold(
        "transforms.classification._MIN_ARTICLES",
        inside=lambda: "a set of rules" in refusal("".join(ARTICLES)),
        outside=lambda: "a set of rules" in refusal("".join(ARTICLES[:2])),
        moved=2,
    ),
    Threshold(
        "transforms.classification._MIN_LINKS",
        inside=lambda: "a list of 4 links" in refusal("".join(LINKS)),
        outside=lambda: "a list of" in refusal("".join(LINKS[:3])),
        moved=3,
    ),
    Threshold(
        "transforms.classification._FEW_SENTENCES",
        inside=lambda: "a list of" in refusal("".join((*LINKS, TOLD))),
        outside=lambda: "a list of" in refusal("".join((*LINKS, TOLD, TOLD))),
        moved=3,
    ),
    Threshold(
        "transforms.classification._MIN_BLANKS",
        inside=lambda: "3 blanks" in refusal(TITLE + "公开xx条，收到xx件，受理xx件。"),
        outside=lambda: "blanks" in refusal(TITLE + "公开xx条，收到xx件。"),
        moved=2,
    ),
    Threshold(
        "transforms.classification._MIN_FILLED",
        inside=lambda: not refusal(TITLE + "".join(ARTICLES), filled=10),
        outside=lambda: not refusal(TITLE + "".join(ARTICLES), filled=9),
        moved=9,
    ),
    Threshold(
        "transforms.classification._SHORTEST_OTHER_TITLE",
        inside=lambda: "a guide" in refusal("例政府信息公开指南"),
        outside=lambda: "a guide" in refusal("政府信息公开指南"),
        moved=8,
    ),
    Threshold(
        "transforms.classification._MIN_STATEMENT_CHARS",
        inside=lambda: not refusal("本报告：我镇主动公开" + "字" * 191),
        outside=lambda: not refusal("本报告：我镇主动公开" + "字" * 190),
        moved=210,
    ),
    Threshold(
        "transforms.classification._MIN_SECTION_CHARS",
        inside=lambda: not refusal(outlined(60)),
        outside=lambda: not refusal(outlined(59)),
        moved=61,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("row", read_rows("document_kinds"), ids=lambda row: row["kind"])
def test_titles_of_other_documents_take_their_example_and_leave_the_counter_example(row: dict[str, str]) -> None:
    assert refusal(row["example"]).startswith(f"The file is {row['kind']} ")
    assert f"is {row['kind']} " not in refusal(row["counter_example"])


def test_a_report_of_no_year_says_so() -> None:
    text = TITLE + OWN.join(HEADINGS)
    rejection = find_rejection(text, find_title(text), find_sections(text), (), None)
    assert rejection is not None
    assert rejection.reason == "no_year"


@pytest.mark.parametrize(("text", "form"), REPORTS.values(), ids=REPORTS)
def test_a_report_is_read(text: str, form: str) -> None:
    reading = read_report(text.encode(), "case.txt")
    assert reading.report is not None, reading.rejection
    assert reading.report.form == form


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "关于编制2021年政府信息公开工作年度报告的通知\n各镇人民政府：\n请于1月20日前报送。\n" + OUTLINE[:20],
            "各镇人民政府：",
        ),
        ("XX镇2021年政府信息公开工作年度报告\n" + OUTLINE, "XX镇2021年"),
    ],
    ids=["notice", "template"],
)
def test_a_rejection_says_what_was_found(text: str, words: str) -> None:
    rejection = read_report(text.encode(), "case.txt").rejection
    assert rejection is not None
    assert rejection.reason == "not_a_report"
    assert words in rejection.detail


@params("rejections")
def test_what_is_no_report(case: Case) -> None:
    rejection = read_report(case.original.encode(), "case.txt").rejection
    assert rejection is not None
    assert rejection.reason == case.expected
    assert rejection.detail
