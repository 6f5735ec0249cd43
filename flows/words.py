"""What the codes of files, reports, runs and versions are called for people.

A code is the English word; programs and options (`--reason`) know nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from transforms.language import Pair

CHANGES = {
    "seen": "共",
    "new": "新增",
    "changed": "改动",
    "moved": "移动",
    "unchanged": "未变",
    "missing": "缺失",
    "gone": "减少",
    "read": "读取",
}
STATUSES = {"current": "现行", "superseded": "已被取代", "duplicate": "重复"}
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
TOTALS = {"reports": "报告", "quarantined": "隔离", "cells": "单元格", "findings": "疑点", "members": "成员"}
THINGS = {"files": "文件", "facts": "数据", "verdicts": "复核结论"}
CELL_STATUSES = {
    "reported": "已填",
    "blank": "空白",
    "repaired": "经修复",
    "ambiguous": "读不准",
    "unreadable": "读不出",
    "missing": "缺失",
}
OUTCOMES = {
    "published": "已发布",
    "nothing_new": "没有新内容",
    "stopped_by_guard": "被保护措施拦下",
    "failed": "失败",
    "interrupted": "被中断",
    "skipped": "已跳过",
}
STATES = {"ok": "正常", "none": "没有", "dangling": "文件已丢失", "unreadable": "无法读取"}
REASONS = {
    "not_a_report": "不是年度报告",
    "no_year": "年度不明",
    "several_reports": "含多份报告",
    "no_content": "没有内容",
    "empty_file": "空文件",
    "binary_file": "格式不明",
    "undecodable": "编码无法识别",
    "unsupported_format": "格式不支持",
    "needs_libreoffice": "需要 LibreOffice",
    "conversion_failed": "转换失败",
    "conversion_timeout": "转换超时",
    "scanned_pdf": "扫描件",
    "unreadable_fonts": "字体读不出",
    "encrypted_file": "有密码",
    "damaged_file": "文件损坏",
    "unsafe_xml": "XML 不安全",
    "unsafe_member": "成员不安全",
    "archive_bomb": "解压后过大",
    "archive_too_deep": "压缩包层数过多",
    "archive_too_large": "压缩包过大",
    "file_too_large": "文件过大",
    "text_too_long": "文字过长",
    "too_many_cells": "单元格过多",
    "too_many_pages": "页数过多",
    "too_complex": "过于复杂",
    "too_costly": "读取代价过高",
    "out_of_memory": "内存不足",
    "reader_timeout": "读取超时",
    "reader_crashed": "读取进程崩溃",
    "unreadable_file": "文件无法打开",
    "unreadable_folder": "文件夹无法打开",
    "not_a_file": "不是文件",
    "symlink_outside": "链接指向文件夹之外",
    "file_changed": "读取时文件有变",
    "internal_error": "程序内部错误",
}
_NAMES: Mapping[str, str] = {
    **STATES,
    **THINGS,
    **TOTALS,
    **CHANGES,
    **STATUSES,
    **SEVERITIES,
    **CELL_STATUSES,
    **OUTCOMES,
    **REASONS,
}


def named(code: str) -> Pair:
    """What a code is called; one that nobody knows is its own name.

    >>> named("current").zh, named("current").en, named("of_tomorrow").zh
    ('现行', 'current', 'of_tomorrow')
    """
    return Pair(_NAMES.get(code, code), code)


def format_counts(counts: Mapping[str, int]) -> Pair:
    """Counts in one line, such as `3 current, 1 duplicate`.

    >>> counts = format_counts({"current": 1_200, "duplicate": 1})
    >>> counts.en, counts.zh
    ('1,200 current, 1 duplicate', '现行 1,200，重复 1')
    """
    zh = "，".join(f"{named(code).zh} {count:,}" for code, count in counts.items())
    return Pair(zh, ", ".join(f"{count:,} {code}" for code, count in counts.items()))


def with_parts(total: int, parts: Mapping[str, int]) -> Pair:
    """A number with what it consists of, where that is known.

    >>> with_parts(1_201, {"current": 1_200, "duplicate": 1}).zh, with_parts(0, {}).zh
    ('1,201（现行 1,200，重复 1）', '0')
    """
    template = Pair("{total:,}（{parts}）", "{total:,} ({parts})") if parts else Pair("{total:,}", "{total:,}")
    return template.filled(total=total, parts=format_counts(parts))


def pad_text(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text with spaces to `width` columns, of which a wide character takes two."""
    spaces = " " * (width - cell_len(text))
    return spaces + text if right else text + spaces
