"""What surrounds reports: each kind is known, and reports that speak of it are left."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.classification.texts import ARTICLES, HEADINGS, LINKS, OWN, TITLE, TOLD, refusal
from transforms.knowledge import read_rows

EVIDENCE = (
    Pattern(
        "transforms.classification.other_kinds._ABOUT_REPORTS",
        takes=(
            *("政府信息公开年度报告制度", "政府信息公开年报专栏", "政府信息公开年报（2020）公布"),
            "政府信息公开工作年度报告是指",
        ),
        leaves=("政府信息公开年报", "政府信息公开指南编制", "现公布政府信息公开年报"),
    ),
    Pattern(
        "transforms.classification.other_kinds._ARTICLE",
        takes=("第一条 为了规范", "第十条：", "\n第三条、"),
        leaves=("第二十条 第（一）项", "第二十条第（五）项", "依据第三条 规定"),
        misses=("第50条 规定",),
    ),
    Pattern(
        "transforms.classification.other_kinds._SALUTATION",
        takes=("各镇人民政府：", "各乡镇人民政府、街道办事处，县政府各部门：", "  各村、镇直各单位："),
        leaves=("各位读者：", "各镇人民政府", "各部门，请认真组织："),
    ),
    Pattern(
        "transforms.classification.other_kinds._NOTICE_WORDS",
        takes=("请于1月20日前", "现将格式印发", "报送", "通知如下"),
        leaves=("请与我镇联系", "现将我镇情况公布", "请求"),
    ),
    Pattern(
        "transforms.classification.other_kinds._NEWS",
        takes=(
            *("近日，示例县", "。日前", "记者从示例县", "年报显示", "向样例网记者提供"),
            "3月31日，样例省人民政府办公厅对外公布了2018年年度报告",
        ),
        leaves=("又近日更新", "邀请记者采访", "报告如下", "报告内容涵盖六个部分", "于3月31日，县政府公布年报"),
    ),
    Pattern(
        "transforms.classification.other_kinds._LINK",
        takes=("样例镇2019年政府信息公开工作年度报告 2020-01-20", "样例镇信息公开年报"),
        leaves=("现将信息公开报告公布如下。", "信息公开工作年度报告，附件", "政府信息公开指南"),
    ),
    Pattern(
        "transforms.classification.other_kinds._SENTENCE",
        takes=(f"{'字' * 30}。", f"{'字' * 301}。"),
        leaves=(f"{'字' * 29}。", "样例镇2019年政府信息公开工作年度报告", f"{'字' * 20}\n{'字' * 20}。"),
    ),
    Pattern(
        "transforms.classification.other_kinds._REMARK_BEHIND",
        takes=("政府信息公开指南（2021年版）", "指南(试行)"),
        leaves=("指南（2021年版）目录", f"指南（{'字' * 21}）", "指南"),
        found=("（2021年版）", "(试行)"),
    ),
    Pattern(
        "transforms.classification.other_kinds._OTHER_SELF_NAME",
        takes=("特制定本制度", "编制本公开指南", "本办法所称政府信息"),
        leaves=("编制本报告", "编制了公开指南", "执行本制度", "本制度"),
        misses=("编写本指南",),
    ),
    Pattern(
        "transforms.classification.other_kinds._PUBLISHES",
        takes=("现予公布", "现将年度报告公布如下", "现予以发布"),
        leaves=("现将格式印发", "现将情况报告", "公布如下"),
    ),
    Pattern(
        "transforms.classification.other_kinds._INTERPRETS",
        takes=("现进行如下解读", "现解读如下", "就年报内容进行解读", "对《政府信息公开工作年度报告》解读"),
        leaves=("对政策进行解读", "政策解读12篇", "年报。加强政策解读"),
    ),
    Pattern(
        "transforms.classification.other_kinds._OF_A_SCHOOL",
        takes=("《高等学校信息公开办法》", "2020-2021学年", "2020年—2021 学年", "学年度信息公开工作报告"),
        leaves=("示例县教育局2020年", "学校", "2020-2021年", "高等学校"),
    ),
    Pattern(
        "transforms.classification.other_kinds._PART_OF_YEAR",
        takes=(
            "统计期限自2021年1月1日起至2021年6月30日止",
            "统计时间为2021年1月1日—3月31日",
            "统计数据自2021年7月1日至9月30日",
        ),
        leaves=(
            "统计期限自2021年1月1日起至12月31日止",
            "2021年1月1日至6月30日",
            "统计期限为2021年度。2021年1月1日至6月30日",
        ),
        misses=("统计期限为2021年1-6月",),
    ),
    Pattern(
        "transforms.classification.other_kinds._REASON",
        takes=("一、编制背景", "（二）起草依据", "三、制定的目的和意义"),
        leaves=("一、编制背景，为了", "编制依据", "一、总体情况", "一、背景"),
    ),
    Pattern(
        "transforms.classification.other_kinds._COLUMN",
        takes=("公开事项", "1\t公开时限\t2", "| 公开内容（要素） |", "一级事项"),
        leaves=("规范公开内容、公开时限", "公开内容：", "公开事项清单"),
    ),
    Pattern(
        "transforms.classification.other_kinds._BROKEN_SENTENCE",
        takes=("2023年,我镇贯彻《信息公开条例》", "近年来，落实《办法》"),
        leaves=("关于印发《信息公开办法》", "《办法，条例》", "贯彻，《办法》要求"),
    ),
    Threshold(
        "transforms.classification.other_kinds._NOTICE_CHARS",
        inside=lambda: "a notice" in refusal(f"各镇人民政府：\n{'字' * 1980}报送。"),
        outside=lambda: "a notice" in refusal(f"各镇人民政府：\n{'字' * 1995}报送。"),
        moved=2100,
    ),
    Threshold(
        "transforms.classification.other_kinds._MIN_ARTICLES",
        inside=lambda: "a set of rules" in refusal("".join(ARTICLES)),
        outside=lambda: "a set of rules" in refusal("".join(ARTICLES[:2])),
        moved=2,
    ),
    Threshold(
        "transforms.classification.other_kinds._MIN_LINKS",
        inside=lambda: "a list of 4 links" in refusal("".join(LINKS)),
        outside=lambda: "a list of" in refusal("".join(LINKS[:3])),
        moved=3,
    ),
    Threshold(
        "transforms.classification.other_kinds._FEW_SENTENCES",
        inside=lambda: "a list of" in refusal("".join((*LINKS, TOLD))),
        outside=lambda: "a list of" in refusal("".join((*LINKS, TOLD, TOLD))),
        moved=3,
    ),
    Threshold(
        "transforms.classification.other_kinds._SHORTEST_OTHER_TITLE",
        inside=lambda: "a guide" in refusal("例政府信息公开指南"),
        outside=lambda: "a guide" in refusal("政府信息公开指南"),
        moved=8,
    ),
    Threshold(
        "transforms.classification.other_kinds._MIN_COLUMNS",
        inside=lambda: "a catalogue" in refusal("公开事项 | 公开内容 | 公开依据 | 公开时限"),
        outside=lambda: "a catalogue" in refusal("公开事项 | 公开内容 | 公开依据"),
        moved=3,
    ),
    Threshold(
        "transforms.classification.other_kinds._MIN_REASONS",
        inside=lambda: "interpretation" in refusal("一、编制背景\n二、编制依据\n"),
        outside=lambda: "interpretation" in refusal("一、编制依据\n"),
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("row", read_rows("document_kinds"), ids=lambda row: row["kind"])
def test_titles_of_other_documents_take_their_example_and_leave_the_counter_example(row: dict[str, str]) -> None:
    assert refusal(row["example"]).startswith(f"The file is {row['kind']} ")
    assert f"is {row['kind']} " not in refusal(row["counter_example"])


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂：{}",
        "【图解】{}",
        "{}解读",
        "《{}》解读",
        "年报解读｜{}",
        "一图读懂\n{}",
        "样例镇2020年上半年政府信息公开工作报告",
        *(f"{word}{{}}" for word in ("一图看懂", "图说", "一张图带你看", "动漫解读", "视频解读", "漫说", "数说")),
        *(f"{word}\n{{}}" for word in ("一图看懂", "一张图读懂", "动漫解读", "数说")),
        *("{}要点", "{}要点速览", "{}亮点"),
    ],
)
def test_a_title_overrules_even_filled_tables(title: str) -> None:
    """An interpretation prints all figures, and half a year has its own: loaded, they would count as the year's."""
    text = title.format(TITLE.strip()) + "\n" + OWN.join(HEADINGS)
    assert refusal(text, filled=20)
    assert not refusal(TITLE + OWN.join(HEADINGS), filled=20)
    assert not refusal("政府信息公开年报解读\n" + TITLE + OWN.join(HEADINGS), filled=20)


@pytest.mark.parametrize("line", ["图解新闻", "数说样例", "视频解读专栏", "要点速览", "工作亮点"])
def test_a_column_of_the_site_above_a_title_makes_it_nothing_else(line: str) -> None:
    """A page names the column before or behind the report's own; refused, the report would be lost."""
    assert not refusal(f"{line}\n{TITLE}" + OWN.join(HEADINGS), filled=20)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("样例县教育局2020年政府信息公开月报（12月）", "a report of a part of a year"),
        ("样例县教育局2020年政府信息公开工作考核自评报告", "a summary or speech"),
        ("样例县教育局2020年政府信息公开工作亮点", "a summary or speech"),
        ("样例县教育局2020年财务信息公开年度报告", "a summary or speech"),
        ("样例县人民法院2020年司法公开工作年度报告", "a summary or speech"),
    ],
)
def test_other_reports_with_the_outline_of_one_are_none(title: str, kind: str) -> None:
    """Their bodies have the headings and the prose of a report on disclosure; only the name tells."""
    told = "2020年，我局主动公开政府信息120条。\n"
    text = f"{title}\n" + "".join(heading + told for heading in HEADINGS)
    assert kind in refusal(text)
    assert not refusal(text.replace(title, "样例县教育局2020年政府信息公开工作年度报告"))


@pytest.mark.parametrize("publishes", ["现予公布。", "请认真编制。"])
def test_a_notice_that_publishes_a_report_brings_it_along(publishes: str) -> None:
    notice = f"关于公布样例镇2020年政府信息公开工作年度报告的通知\n各镇人民政府：\n{publishes}\n"
    refused = refusal(notice + TITLE + "一、总体情况\n2020年，我镇主动公开政府信息5条。")
    assert bool(refused) == (publishes != "现予公布。"), refused
