"""What must not be turned away: reports that look like the templates, notices and lists around them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from tests.transforms.case_files import Case, case_paths, params, read_cases, split_name
from tests.transforms.classification.texts import HEADINGS, OWN, TITLE
from tests.transforms.office_files import make_docx
from transforms.classification import find_rejection
from transforms.outline import find_sections, find_title
from transforms.report import read_report

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


def as_text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def as_page(lines: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</body></html>").encode()


def as_document(lines: list[str]) -> bytes:
    return make_docx("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines))


@pytest.mark.parametrize("write", [as_text, as_page, as_document])
@params("kinds")
def test_the_kind_of_a_document(case: Case, write: Callable[[list[str]], bytes]) -> None:
    """A report of its year, or refused as what it is, in each format alike."""
    reading = read_report(write(case.original.split("\n")), "case")
    if "year" in case.expected:
        assert reading.report is not None, reading.rejection
        assert reading.report.report_year == case.expected["year"]
    else:
        assert reading.rejection is not None
        assert reading.rejection.reason == "not_a_report"
        assert case.expected["says"] in reading.rejection.detail


def test_the_labelled_heads_are_of_many_kinds() -> None:
    cases = [case for path in case_paths() if split_name(path)[0] == "kinds" for case in read_cases(path)]
    assert len(cases) >= 80
    assert len({case.expected["says"] for case in cases if "says" in case.expected}) >= 12
    assert sum("year" in case.expected for case in cases) >= 40
