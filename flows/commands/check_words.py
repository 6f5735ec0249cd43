"""The words of `nianbao check` around its findings, in both languages, and the one way by which text gets out of it."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.language import Pair
from transforms.text import mask_personal_data, without_commands

WORDS: Mapping[str, Pair] = {
    "title": Pair("年度报告发布前检查", "Annual report: check before publication"),
    "error": Pair("错误", "error"),
    "warning": Pair("警告", "warning"),
    "note": Pair("提示", "note"),
    "counts": Pair("错误 {error}，警告 {warning}，提示 {note}", "errors {error}, warnings {warning}, notes {note}"),
    "nothing": Pair("没有发现问题。", "Nothing was found."),
    "no_report": Pair("不能作为年度报告检查", "no annual report that can be checked"),
    "year": Pair("{year}年", "{year}"),
    "no_agency": Pair("未找到机关名称", "no body was found"),
    "compared": Pair("已与 {name} 比较", "compared with {name}"),
    "files": Pair("共 {count} 个文件：", "{count} files: "),
    "printed": Pair("原文：{text}", "printed: {text}"),
    "findings": Pair("报告整体", "The report as a whole"),
    "missing_cell": Pair("缺", "missing"),
    "blank_cell": Pair("空", "blank"),
    "statistics": Pair("统计表", "Statistics"),
    "section": Pair("{numeral}、{heading}", "{number}. {heading}"),
}


def shown(text: str) -> str:
    """A text on one line as it may be shown: no command to a terminal is in it, and no personal number in full.

    >>> shown("电话\\n13900000000\\x1b[31m")
    '电话 ＊＊＊·[31m'
    """
    return mask_personal_data(without_commands(" ".join(text.split())))
