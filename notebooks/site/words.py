"""The words of the site around what the warehouse holds, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from flows.proofreading import RULES as RULE_TEXTS
from notebooks.labels import CELL_STATUSES, RULES, SEVERITIES
from transforms.language import Pair
from transforms.schemas.measures import MEASURES

WORDS: Mapping[str, Pair] = {
    "title": Pair("政府信息公开年度报告数据浏览", "Annual reports on government information disclosure"),
    "home": Pair("总览", "Overview"),
    "skip": Pair("跳到正文", "Skip to the content"),
    "search": Pair("搜索省、市、县、乡镇街道或区划代码", "Search a place by name or code"),
    "search_button": Pair("打开", "Open"),
    "search_none": Pair("没有找到", "Nothing was found"),
    "search_more": Pair("只列出前 30 个，请多输入几个字", "The first 30 only; type some more characters"),
    "search_no_report": Pair("没有年报", "no report"),
    "search_needs_script": Pair(
        "搜索需要 JavaScript；不用它也可以从总览逐级进入。",
        "The search needs JavaScript; without it, every page can be reached from the overview.",
    ),
    "loaded": Pair("数据入库：{time}，读取程序版本 {version}", "Loaded {time} by reader {version}"),
    "fictional": Pair("示范数据：地名和数字均为虚构。", "Demonstration: places and figures are invented."),
    "reports": Pair("现行年报", "Current reports"),
    "townships": Pair("乡镇街道", "Townships"),
    "townships_with_report": Pair("有年报的乡镇街道", "Townships with a report"),
    "of_all": Pair("{part} / {whole}", "{part} of {whole}"),
    "counties": Pair("县（市、区）", "Counties"),
    "years": Pair("年度", "Years"),
    "doubtful": Pair("读不准的单元格（值留空）", "Doubtful cells (loaded as NULL)"),
    "quarantined": Pair("未能入库的文件", "Files not loaded"),
    "open_findings": Pair("未结疑点", "Open findings"),
    "without_code": Pair("非乡镇或未识别乡镇的年报", "Reports of no known township"),
    "rest": Pair("未列入乡镇街道的年报和文件", "Reports and files of no township"),
    "rest_reports": Pair(
        "非乡镇街道或未识别乡镇的现行年报", "Current reports of no township, or of none that was found"
    ),
    "rest_files": Pair("未能入库的文件", "Files that were not loaded"),
    "only_first": Pair("只列出前 {count} 个。", "The first {count} only."),
    "agency": Pair("机关", "Body"),
    "reason": Pair("原因", "Reason"),
    "none": Pair("没有。", "None."),
    "coverage": Pair("公布情况", "Coverage"),
    "coverage_note": Pair(
        "格内为有年报的 / 全部乡镇街道，颜色越深比例越高；空格：该县首份年报之前或末份之后。"
        "省、市各年均按所列各县的全部乡镇街道计。",
        "Townships with a report, of all, the darker the larger their share; blank: before a county's first report or "
        "after its last. Provinces and prefectures count all townships of the counties listed, in every year.",
    ),
    "county": Pair("县（市、区）", "County"),
    "county_pages": Pair("{count} 个县（市、区）", "{count} counties"),
    "trends": Pair("趋势", "Trends"),
    "sums": Pair("合计", "Sums"),
    "sums_note": Pair(
        "只合计写明此数的乡镇街道；括号内为写明此数的 / 有年报的。— 表示没有一个写明，不按零计。",
        "Sums of the townships that state the number; in brackets those that state it, of those with a report. "
        "— none states it, which is no zero.",
    ),
    "measure": Pair("指标", "Measure"),
    "measures_note": Pair(
        "— 表示报告未填或读不准，不按零计。", "— the report leaves it blank or it cannot be read, which is no zero."
    ),
    "rule": Pair("规则", "Rule"),
    "severity": Pair("程度", "Severity"),
    "count": Pair("条数", "Findings"),
    "affected": Pair("涉及年报", "Reports"),
    "no_findings": Pair("没有未结疑点。", "There are no open findings."),
    "more_findings": Pair("另有 {count} 条，见各乡镇街道页面。", "{count} more stand on the pages of the townships."),
    "report_of": Pair("年报", "Report"),
    "year": Pair("{year}年", "{year}"),
    "all_years": Pair("各年年报", "Reports by year"),
    "published": Pair("有", "yes"),
    "not_published": Pair("无", "none"),
    "finding_count": Pair("{count} 条疑点", "{count} findings"),
    "recognised": Pair("第{page}页，置信度{confidence}", "page {page}, confidence {confidence}"),
    "no_report": Pair("没有读到年报。", "No report was read."),
    "own_reports": Pair("县级政府本级年报", "Reports of the county government itself"),
    "own_note": Pair("这些数字不计入上面的乡镇街道合计。", "Their numbers are in no sum of the townships above."),
    "departments": Pair("县级部门年报", "Reports of the county's departments"),
    "form": Pair("格式：{form}", "Form: {form}"),
    "published_on": Pair("发布日期：{day}", "Published on {day}"),
    "tables": Pair("法定表格（照录原文）", "Official tables, as printed"),
    "no_tables": Pair("没有读到法定表格。", "No official table was read."),
    "legend": Pair(
        "“缺”：表中没有这一格；“空”：印出但未填；“已修复、有歧义、无法识读”：读取状态，后两者的值留空；“＝”后为入库值；"
        "※ 后为疑点编号。",
        "“missing”: the cell is not there; “blank”: printed and not filled in; “repaired, ambiguous, unreadable”: how "
        "it was read, the latter two without a value; “＝” the loaded value; ※ the number of a finding.",
    ),
    "blank": Pair("空", "blank"),
    "missing": Pair("缺", "missing"),
    "value": Pair("＝{value}", "＝{value}"),
    "yuan": Pair("＝{value} 元", "＝CNY {value}"),
    "expected": Pair("应为 {value}", "expected {value}"),
    "actual": Pair("实际 {value}", "found {value}"),
    "verdict": Pair("审核：{value}", "verdict: {value}"),
    "sections": Pair("正文", "Text"),
    "characters": Pair("{count} 字", "{count} characters"),
    "no_sections": Pair("没有读到正文部分。", "No section of text was read."),
    "files": Pair("文件", "Files"),
    "path": Pair("路径", "Path"),
    "file_kind": Pair("类型与大小", "Type and size"),
    "current": Pair("现行", "current"),
    "superseded": Pair("旧版", "superseded"),
    "duplicate": Pair("副本", "duplicate"),
    "file_missing": Pair("原文件已缺", "the file is gone"),
    "no_data": Pair("没有数据。", "No data."),
    "all_zero": Pair("{first}年至{last}年全部为零。", "All zero from {first} to {last}."),
    "zero_year": Pair("{first}年为零。", "Zero in {first}."),
    "unit_requests": Pair("件", "requests"),
    "unit_townships": Pair("个", "townships"),
    "with_unit": Pair("{title}（{unit}）", "{title} ({unit})"),
    "blank_years": Pair("无数：{years}", "no number: {years}"),
}
MEASURE_LABELS: Mapping[str, Pair] = {one.measure: Pair(one.label_zh, one.label_en) for one in MEASURES}
STATUSES: Mapping[str, Pair] = {code: Pair(zh, code) for code, zh in CELL_STATUSES.items()}
GRAVITIES: Mapping[str, Pair] = {code: Pair(zh, code) for code, zh in SEVERITIES.items()}
FORMS: Mapping[str, Pair] = {
    "2019": Pair("2019年版", "2019"),
    "2021": Pair("2021年版", "2021"),
    "pre2019": Pair("2019年以前的格式", "before 2019"),
    "narrative": Pair("没有法定表格", "none, prose alone"),
}


def rule_title(rule: str) -> Pair:
    """What a rule finds, in a few words.

    >>> rule_title("year_missing").zh
    '缺年份'
    """
    if rule in RULES:
        return Pair(RULES[rule], RULE_TEXTS[rule].title.en if rule in RULE_TEXTS else rule.replace("_", " "))
    return Pair(rule, rule.replace("_", " "))
