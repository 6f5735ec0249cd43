"""What is said of each rule, in Chinese and in English.

The rules of reading and of `sql/checks/` bring their own sentence and have a title here; those that only a check knows
are said here. The names in braces are those of `flows.proofreading.telling`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.proofreading.findings import ERROR, NOTE, WARNING
from transforms.language import NOTHING, Pair

UNSAID = NOTHING
"""The message of a doubt whose rule is said here."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule for people: its title, its sentence, and its severity here where that is not the warehouse's.

    `said` is None where each finding brings its own sentence.

    The warehouse judges whether numbers were read, and an official what may be published: a report that lacks a section
    is read well all the same.
    """

    title: Pair
    said: Pair | None = None
    severity: str = ""


def _own(zh: str, en: str, severity: str = "") -> RuleText:
    """A rule whose findings bring their own sentence."""
    return RuleText(Pair(zh, en), None, severity)


def _rule(zh: str, en: str, said: str, english: str, severity: str = "") -> RuleText:
    return RuleText(Pair(zh, en), Pair(said, english), severity)


_READING: Mapping[str, RuleText] = {
    "cell_ambiguous": _own("单元格读不准", "A cell can be read in several ways"),
    "cell_unreadable": _own("单元格不是数字", "A cell holds no number"),
    "row_ambiguous": _own("整行读不准", "A row can be read in several ways"),
    "table_ambiguous": _own("整张表读不准", "A table can be read in several ways"),
    "tables_missing": _own("没有法定表格", "No official table", ERROR),
    "cells_missing": _own("缺少单元格", "Cells are missing"),
    "damaged_file": _own("文件部分损坏", "A part of the file is damaged"),
    "encoding_damage": _own("文字已损坏", "Characters are destroyed"),
    "foreign_table": _own("表格不属于本报告", "A table of another report"),
    "negative_count": _own("件数为负", "A count is negative"),
    "section_missing": _own("缺少部分", "A section is missing", WARNING),
    "ocr_read": _own("数字识别自图片", "Numbers were recognised in pictures"),
    "table_is_image": _own("表格是图片", "A table is a picture"),
    "township_ambiguous": _own("机关可能不止一个", "The body may be one of several", NOTE),
    "township_unresolved": _own("不能确定是哪里的报告", "No division is certainly the one of the report"),
    "unit_assumed": _own("金额没有单位", "An amount without a unit"),
    "unreadable_fonts": _own("字体读不出", "Fonts that cannot be read"),
    "year_conflict": _own("年份不一致", "Years disagree"),
    "year_inferred": _own("没有写明年度", "The year is not stated"),
}

_COMPARING: Mapping[str, RuleText] = {
    "applicant_total": _own("申请人合计不符", "Applicants do not add up"),
    "outcome_total": _own("办理结果合计不符", "Outcomes do not add up"),
    "request_balance": _own("收支不平", "What came in is not accounted for"),
    "review_total": _own("复议诉讼合计不符", "Reviews do not add up"),
    "statistic_total": _own("统计表合计不符", "Statistics do not add up"),
    "carry_over": _own("与上年结转不衔接", "It does not carry on from last year"),
    "in_force_roll": _own("现行有效件数不衔接", "Documents in force do not follow from last year"),
    "items_roll": _own("上一年项目数量不衔接", "Items do not follow from last year"),
    "copied_report": _own("数字与上年完全相同", "The numbers are those of last year"),
    "narrative_vs_table": _own("正文与表格矛盾", "The prose contradicts a table"),
    "year_missing": _own("中间缺少年度", "A year is missing"),
}

_CHECKING: Mapping[str, RuleText] = {
    "cells_missing:all": _own("缺少表格", "A table is missing", ERROR),
    "quarantined": _own("不能作为年度报告读取", "It is not read as an annual report", ERROR),
    "section_empty": _rule(
        "部分没有内容",
        "A section is empty",
        "“{section}”只有标题，没有内容；没有事项的，写“无”。",
        "“{section}” has a heading and nothing below it; where there is nothing to report, write 无.",
        WARNING,
    ),
    "title_missing": _rule(
        "没有标题",
        "There is no title",
        "没有找到“某某机关某年政府信息公开工作年度报告”这样的标题。",
        "No title was found that names body, year and annual report.",
        WARNING,
    ),
    "form_outdated": _rule(
        "表格样式不符",
        "The form of other years",
        "{year}年的报告应当使用{expected}年起的表格样式，本报告用的是{actual}年的。",
        "A report for {year} has the form of {expected} on, and this one that of {actual}.",
        WARNING,
    ),
    "cells_blank": _rule(
        "单元格空白",
        "Cells are blank",
        "这里有{count}格空白或只有横线：没有数字可读，没有发生的填 0。",
        "Cells that are blank or hold a dash: {count}. No number can be read there; where there is nothing, it is 0.",
        WARNING,
    ),
    "cells_repaired": _rule(
        "数字粘在一起",
        "Numbers run together",
        "这里有{count}格的边界丢失，数字粘在一起（原文“{actual}”），只能推断出各格的数。",
        "Cells that have lost their boundary: {count} (“{actual}”). Their numbers could only be concluded.",
        WARNING,
    ),
    "repair_needed": _rule(
        "须先修复才能读取",
        "It had to be repaired to be read",
        "文件不能直接读取：{repair}。",
        "The file cannot be read as it is: {repair}.",
    ),
    "type_mismatch": _rule(
        "文件类型与名称不符",
        "Name and type of the file disagree",
        "文件名以“{expected}”结尾，内容却是 {actual}。",
        "The name ends in “{expected}”, but the file is {actual}.",
        WARNING,
    ),
    "identity_number": _rule(
        "身份证号码",
        "An identity number",
        "这里有身份证号码（{actual}），发布前必须删去。",
        "An identity number stands here ({actual}); it must go before publication.",
        ERROR,
    ),
    "mobile_number": _rule(
        "手机号码",
        "A mobile number",
        "这里有手机号码（{actual}），发布前应改为办公电话。",
        "A mobile number stands here ({actual}); an office telephone should take its place.",
        WARNING,
    ),
    "messenger": _rule(
        "个人社交账号",
        "A personal account",
        "这里有 QQ 或微信号（{actual}），请确认不是个人账号。",
        "A QQ or WeChat account stands here ({actual}); make sure that it is nobody's own.",
        NOTE,
    ),
    "mailbox": _rule(
        "个人邮箱",
        "A personal mailbox",
        "这里有公众邮箱（{actual}），请确认不是个人邮箱。",
        "A mailbox of a public provider stands here ({actual}); make sure that it is nobody's own.",
        NOTE,
    ),
    "not_compared": _rule(
        "没有与上年比较",
        "It was not compared with last year",
        "没有与上一年度比较：{why}。",
        "It was not compared with last year: {why}.",
    ),
    "other_body": _rule(
        "上年报告的机关不同",
        "Last year's report is of another body",
        "用来比较的上一年度报告是“{actual}”的，本报告是“{expected}”的。",
        "The report of last year is one of {actual}, and this one is of {expected}.",
        WARNING,
    ),
}

RULES: Mapping[str, RuleText] = {**_READING, **_COMPARING, **_CHECKING}
"""Every rule that a check may break; `cells_missing:all` is `cells_missing` where it is true of a whole table."""

REPAIRS: Mapping[str, tuple[str, Pair]] = {
    "pinyin-annotations": (WARNING, Pair("汉字后面夹着拼音", "pinyin stands between its characters")),
    "mojibake": (WARNING, Pair("文字是乱码，须还原编码", "its text is garbled by a wrong encoding")),
    "escapes": (WARNING, Pair("文字写成了转义代码", "its characters are written as escapes")),
    "entities": (WARNING, Pair("文字里留有网页代码", "entities of a web page are left in its text")),
    "converted": (NOTE, Pair("旧格式须先由办公软件转换", "an office program had to convert its old format")),
    "opencc": (NOTE, Pair("正文是繁体字", "it is written in traditional characters")),
    "taiwan-terms": (NOTE, Pair("用词是台湾用语", "it uses the terms of Taiwan")),
}
"""What each family of repairs says of a file, and how much it matters; the name of a repair begins with its family."""
_OTHER_REPAIR = (WARNING, Pair("须先修复文字", "its text needs a repair"))


def repair_text(repair: str) -> tuple[str, Pair]:
    """How much a repair that a file needed matters, and what it says of the file.

    >>> repair_text("opencc:t2s")[0], repair_text("mojibake:gb18030-as-latin1")[0]
    ('note', 'warning')
    """
    return REPAIRS.get(repair.partition(":")[0], _OTHER_REPAIR)


WHY_NOT_COMPARED: Mapping[str, tuple[str, Pair]] = {
    "other_year": (
        WARNING,
        Pair(
            "给出的报告是{actual}年的，应为{expected}年的",
            "the report that was given is for {actual}, and not for {expected}",
        ),
    ),
    "none_there": (
        NOTE,
        Pair("仓库里没有该机关{expected}年的报告", "the warehouse has no report of the body for {expected}"),
    ),
    "not_followed": (
        NOTE,
        Pair(
            "不能确定是哪个机关的报告，无法在仓库里找到它的上一年度报告",
            "it is not certain whose report it is, so that none of last year can be found in the warehouse",
        ),
    ),
}
"""Why a report was not compared with the one of the year before, and how much it matters."""
