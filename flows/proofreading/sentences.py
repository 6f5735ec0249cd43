"""What is said of each rule, in Chinese and in English.

The rules of reading and of `sql/checks/` say their own sentence in English, which stands here as `{message}`; those
that only a check knows are said here in both languages. The names in braces are those of `flows.proofreading.telling`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.proofreading.findings import ERROR, NOTE, WARNING
from transforms.language import Pair

OWN = "{message}"


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule for people: its title, its sentence, and its severity here where that is not the warehouse's.

    The warehouse judges whether numbers were read, and an official what may be published: a report that lacks a section
    is read well all the same.
    """

    title: Pair
    said: Pair
    severity: str = ""


def _rule(zh: str, en: str, said: str, english: str = OWN, severity: str = "") -> RuleText:
    return RuleText(Pair(zh, en), Pair(said, english), severity)


_READING: Mapping[str, RuleText] = {
    "cell_ambiguous": _rule(
        "单元格读不准", "A cell can be read in several ways", "这一格有不止一种读法（原文“{actual}”），机器不会猜测。"
    ),
    "cell_unreadable": _rule("单元格不是数字", "A cell holds no number", "这一格写的是“{actual}”，不是应填的数字。"),
    "row_ambiguous": _rule(
        "整行读不准", "A row can be read in several ways", "这一行的数字分不清各属哪一格，机器不会猜测。"
    ),
    "table_ambiguous": _rule(
        "整张表读不准", "A table can be read in several ways", "{table}的数字分不清各属哪一格，机器不会猜测。"
    ),
    "tables_missing": _rule("没有法定表格", "No official table", "没有找到三张法定表格中的任何一张。", severity=ERROR),
    "cells_missing": _rule("缺少单元格", "Cells are missing", "{table}应有{expected}格，只找到{actual}格。"),
    "damaged_file": _rule("文件部分损坏", "A part of the file is damaged", "文件有一部分打不开，其余部分已读。"),
    "encoding_damage": _rule(
        "文字已损坏", "Characters are destroyed", "文件里有字符已经损坏，或者字体没有说明是什么字，机器读不出。"
    ),
    "foreign_table": _rule(
        "表格不属于本报告",
        "A table of another report",
        "{table}的数字写在另一年度、样表或其他机关报告的标题之下，不能算作本报告的数字。",
    ),
    "negative_count": _rule("件数为负", "A count is negative", "这一格是负数（{actual}），件数不能为负。"),
    "section_missing": _rule(
        "缺少部分", "A section is missing", "没有找到“{section}”这一部分的标题。", severity=WARNING
    ),
    "table_is_image": _rule(
        "表格是图片", "A table is a picture", "表格所在之处是图片，图片里的数字机器读不出，请改为文字表格。"
    ),
    "township_ambiguous": _rule(
        "机关可能不止一个",
        "The body may be one of several",
        "按名称可能是几个不同地方的报告，机器不能确定是哪一个；写上所属县市即可。",
        severity=NOTE,
    ),
    "township_unresolved": _rule(
        "机关不在区划名录中", "The body is not on the list of divisions", "在行政区划名录中没有找到确定对应的地方。"
    ),
    "unit_assumed": _rule("金额没有单位", "An amount without a unit", "金额没有写单位，按表格规定的单位计算。"),
    "unreadable_fonts": _rule(
        "字体读不出", "Fonts that cannot be read", "PDF 的字体没有说明是什么字，其中的数字读不出。"
    ),
    "year_conflict": _rule("年份不一致", "Years disagree", "报告按{expected}年读取，另有一处表明的却是{actual}年。"),
    "year_inferred": _rule(
        "没有写明年度", "The year is not stated", "标题和统计期限都没有写明年度，只能从别处推断为{actual}年。"
    ),
}

_COMPARING: Mapping[str, RuleText] = {
    "applicant_total": _rule(
        "申请人合计不符",
        "Applicants do not add up",
        "“{row}”一行六类申请人相加是{expected}，“总计”却是{actual}。",
    ),
    "outcome_total": _rule(
        "办理结果合计不符",
        "Outcomes do not add up",
        "“{column}”一列各项办理结果相加是{expected}，“（七）总计”却是{actual}。",
    ),
    "request_balance": _rule(
        "收支不平",
        "What came in is not accounted for",
        "“{column}”一列本年新收加上年结转是{expected}，办理总计加结转下年度却是{actual}，两者应当相等。",
    ),
    "review_total": _rule(
        "复议诉讼合计不符", "Reviews do not add up", "“{row}”四种结果相加是{expected}，“总计”却是{actual}。"
    ),
    "statistic_total": _rule(
        "统计表合计不符", "Statistics do not add up", "“{row}”各分项相加是{expected}，报告却写{actual}。"
    ),
    "carry_over": _rule(
        "与上年结转不衔接",
        "It does not carry on from last year",
        "“{column}”一列：上一年度的报告结转下年度{expected}件，本报告的上年结转却是{actual}件。",
    ),
    "in_force_roll": _rule(
        "现行有效件数不衔接",
        "Documents in force do not follow from last year",
        "“{row}”：上年现行有效的加本年制发的、减本年废止的，应为{expected}件，本报告现行有效的却是{actual}件。",
    ),
    "items_roll": _rule(
        "上一年项目数量不衔接",
        "Items do not follow from last year",
        "“{row}”：按上一年度报告的项目数量和增减应为{expected}项，本报告的上一年项目数量却是{actual}项。",
    ),
    "copied_report": _rule(
        "数字与上年完全相同",
        "The numbers are those of last year",
        "{table}的数字与上一年度的报告完全相同，可能是照抄。",
    ),
    "narrative_vs_table": _rule(
        "正文与表格矛盾",
        "The prose contradicts a table",
        "正文写{metric}是{actual}，表中却是{expected}：“{sentence}”",
    ),
    "year_missing": _rule("中间缺少年度", "A year is missing", "仓库里在此之前缺少{missing_year}年的报告。"),
}

_CHECKING: Mapping[str, RuleText] = {
    "cells_missing:all": _rule("缺少表格", "A table is missing", "没有找到{table}。", severity=ERROR),
    "quarantined": _rule("不能作为年度报告读取", "It is not read as an annual report", "{reason}", severity=ERROR),
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
