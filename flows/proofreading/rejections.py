"""Why a file is no report that can be checked: what the reason means to its writer, before what the core found."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.doubts import Reason, Rejection
from transforms.language import Pair

REASONS: Mapping[Reason, str] = {
    Reason.NOT_A_REPORT: "这不像是政府信息公开工作年度报告，可能是通知、指南、样表或别的文件",
    Reason.NO_YEAR: "看不出是哪一年度的报告，请在标题中写明年度",
    Reason.SEVERAL_REPORTS: "文件里有不止一个年度的报告，请分别保存",
    Reason.NO_CONTENT: "网页只是框架或跳转页，没有正文",
    Reason.EMPTY_FILE: "文件是空的",
    Reason.BINARY_FILE: "文件里没有文字，也不是已知的格式",
    Reason.UNDECODABLE: "文字编码无法识别，或损坏太多",
    Reason.UNSUPPORTED_FORMAT: "不支持这种文件格式，请另存为 DOCX、PDF 或网页",
    Reason.NEEDS_LIBREOFFICE: "旧版 Word、WPS 或 RTF 文件须有 LibreOffice 才能读取，请另存为 DOCX",
    Reason.CONVERSION_FAILED: "旧格式的文件无法转换，请另存为 DOCX",
    Reason.CONVERSION_TIMEOUT: "旧格式的文件转换超时，请另存为 DOCX",
    Reason.SCANNED_PDF: "PDF 的页面是扫描图片，没有可读的文字，请用原文件生成 PDF",
    Reason.UNREADABLE_FONTS: "PDF 的字体没有说明是什么字，文字读不出",
    Reason.ENCRYPTED_FILE: "文件有密码保护",
    Reason.DAMAGED_FILE: "文件不完整或已损坏",
    Reason.UNSAFE_XML: "文件的 XML 里声明了实体，办公软件不会这样写，不予读取",
    Reason.UNSAFE_MEMBER: "压缩包里有指向外部的路径、链接或设备，不予读取",
    Reason.ARCHIVE_BOMB: "压缩包解压后大得不正常，不予读取",
    Reason.ARCHIVE_TOO_DEEP: "压缩包嵌套太深",
    Reason.ARCHIVE_TOO_LARGE: "压缩包里的文件太多或太大",
    Reason.FILE_TOO_LARGE: "文件太大",
    Reason.TEXT_TOO_LONG: "文字太长",
    Reason.TOO_MANY_CELLS: "表格的单元格太多",
    Reason.TOO_MANY_PAGES: "页数太多",
    Reason.TOO_COMPLEX: "文件结构太复杂",
    Reason.TOO_COSTLY: "读取文件所需的计算太多",
    Reason.OUT_OF_MEMORY: "读取文件所需的内存太多",
    Reason.READER_TIMEOUT: "读取文件用时太长",
    Reason.READER_CRASHED: "读取文件时程序中断",
    Reason.UNREADABLE_FILE: "文件打不开",
    Reason.UNREADABLE_FOLDER: "文件夹打不开",
    Reason.NOT_A_FILE: "这不是文件",
    Reason.SYMLINK_OUTSIDE: "这是指向别处的链接",
    Reason.FILE_CHANGED: "读取时文件发生了变化",
    Reason.INTERNAL_ERROR: "程序读取这个文件时出错，请把文件报告给维护者",
}


def say_rejection(rejection: Rejection) -> Pair:
    """Why a file is not read; in Chinese what the reason means, and what was found."""
    return Pair(f"{REASONS[rejection.reason]}。{rejection.detail.zh}", str(rejection.detail))
