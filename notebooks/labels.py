"""Chinese labels of codes that the warehouse itself gives none; those of measures come from its comments."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITIES: Mapping[str, str] = {"error": "错误", "warning": "警告", "info": "提示"}
"""Severities of findings, the gravest first."""

CHANNELS: Mapping[str, str] = {
    "website": "网站",
    "wechat": "微信",
    "weibo": "微博",
    "video": "短视频",
    "app": "客户端",
    "bulletin": "公告栏",
    "press": "报刊广电",
    "reading_point": "查阅点",
    "unspecified": "未指明",
}
"""Channels of disclosure, without the total that a report states of them all."""

CELL_STATUSES: Mapping[str, str] = {
    "reported": "照录",
    "blank": "空白",
    "repaired": "已修复",
    "ambiguous": "有歧义",
    "unreadable": "无法识读",
    "missing": "缺失",
}

RULES: Mapping[str, str] = {
    "applicant_total": "申请人合计不符",
    "carry_over": "结转不衔接",
    "cell_ambiguous": "单元格有歧义",
    "row_ambiguous": "整行有歧义",
    "table_ambiguous": "整表有歧义",
    "tables_missing": "未读到法定表格",
    "cell_unreadable": "单元格无法识读",
    "cells_missing": "表格缺单元格",
    "copied_report": "疑似照抄上年",
    "damaged_file": "文件部分损坏",
    "duplicate_report": "同年多份年报",
    "encoding_damage": "编码损坏",
    "file_missing": "原文件已缺",
    "foreign_table": "混入其他表格",
    "implausible_value": "数值异常",
    "in_force_roll": "现行有效数不衔接",
    "items_roll": "项目数不衔接",
    "narrative_vs_table": "文字与表格不符",
    "negative_count": "负数",
    "outcome_total": "办理结果合计不符",
    "request_balance": "收办不平衡",
    "review_total": "复议诉讼合计不符",
    "section_missing": "缺少章节",
    "statistic_total": "统计表合计不符",
    "ocr_read": "图片识别",
    "table_is_image": "表格为图片",
    "township_ambiguous": "乡镇有歧义",
    "township_unresolved": "乡镇未识别",
    "unit_assumed": "推定金额单位",
    "unreadable_fonts": "字体无法识读",
    "year_conflict": "年度矛盾",
    "year_inferred": "推定年度",
    "year_missing": "缺年份",
}
"""What each rule finds, in a few words; `docs/data-dictionary.md` says it in full."""


def bilingual(code: str, labels: Mapping[str, str]) -> str:
    """The Chinese label with the code, or the code alone.

    >>> bilingual("wechat", CHANNELS)
    '微信 wechat'
    """
    return f"{labels[code]} {code}" if code in labels else code
