"""Years that say nothing of the data of a report, taken out before any other is looked for.

What a page prints around a report has years of its own: index numbers (717938231/2023-08493), addresses, paths of the
site, its clock, its copyright. So has what a report refers to: documents (〔2019〕60号) and what stands in book marks,
comparisons, plans, what began or will begin, notes under tables, captions of several years. The name of a report in
book marks stays: it is most often this one.
"""

from __future__ import annotations

import re

from transforms.form import DISCLOSURE, REPORT
from transforms.text import BASIC_HAN

# The number under which a site files the page, behind its name; names of other numbers (电话, 邮编) are left. A number
# that a space parts keeps its second half.
_INDEX_NUMBER = r"(?:索\s?引\s?号|信息编号|流水号|统一编号)[\s：:|]{0,8}[\w/.()（）〔〕\[\]—-]{4,60}"
# The same without its name: letters and digits, a mark, a year and a number behind it. 2021-01-18 and 2020/2021年 are
# none.
_BARE_INDEX = r"(?<![\w/-])[A-Za-z0-9]{5,20}[/_—-]20\d\d[\d_—-]{2,12}"
# Addresses of pages and names of files, whose digits are days, numbers and folders.
_ADDRESS = r"(?:https?://|www\.)[A-Za-z0-9._~:/?#@!&=%+-]{1,200}|(?<![A-Za-z0-9_./-])[A-Za-z0-9_./-]{4,100}\.(?:s?html?|jsp|aspx?|docx?|pdf|xlsx?)"
# Where the page stands in its site: parts with an arrow between them, or behind 首页 or 当前位置 with any mark. The
# last part goes up to a space or a mark of a sentence. A path without arrows and without these words is left.
_SITE_PATH = (
    r"(?<![^\s<>＞»›，。；])(?:[^\s<>＞»›，。；]{1,30}[ \t　]{0,3}[>＞»›]+[ \t　]{0,3}){2,12}[^\s<，。；]{0,40}"
    r"|(?:首页|(?:当前|现在|所在|您的)的?位置[：:]?)"
    r"(?:[ \t　]{0,3}[>＞»›/|\\-]*[ \t　]{0,3}[^\s>＞»›/|\\，。；]{1,30}[ \t　]{0,3}[>＞»›/|\\-]+){1,10}"
    r"[ \t　]{0,3}[^\s，。；]{0,40}"
)
# A link of Markdown that is an entry of a list: the menu of a page, also where its lines are joined. A title that is a
# link, or a link within a sentence, is left.
_MENU_LINK = r"(?<!\S)[-*+•·] {1,4}\[[^\[\]\n]{1,100}\]\([^()\s]{1,300}\)"
_PAGE_YEARS = re.compile(
    rf"{_MENU_LINK}|{_INDEX_NUMBER}|{_BARE_INDEX}|{_ADDRESS}|{_SITE_PATH}"
    r"|(?:©|&copy;|[Cc]opyright|版权所有)[^\n]{0,40}|20\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*星期[^\n]{0,20}",
)
# Years of documents, also with a bracket lost, of what stands in book marks but for the name of a report, of
# comparisons and plans, of what began or will begin. A month behind 到2020年 is the end of a period and stays, and so
# does what has 至 behind it. 准备 takes a year too that prepared something, 与 one that is merely joined on.
_OTHER_YEARS = re.compile(
    r"[〔\[【﹝{（(]\s*20\d\d\s*[〕\]】﹞}）)]\s*\d*\s*号?|20\d\d\s*+年?\s*+[〕\]】﹞}]?\s*+第?\s*+\d{1,6}\s*号"
    rf"|《(?![^《》]{{0,60}}{DISCLOSURE}[^《》]{{0,12}}{REPORT}》)[^《》]{{0,80}}》"
    r"|(?:较|比|与|同|超)(?:去年|上年|上一年)?\s*20\d\d\s*年(?:度|同期)?|到\s*20\d\d\s*年(?!\s*\d{1,2}\s*月)(?:底|末|时)?"
    r"|自?\s{0,3}20\d\d\s*年[^，。；\n]{0,12}(?:以来|起施行|起实施|修订|开通|成立|印发|颁布)"
    r"|自\s{0,3}20\d\d\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?(?:起|开始)(?![,，]?\s*(?:[至到—－–─~～-]|截))"
    r"|20\d\d\s*年(?:工作|下一步)?(?:计划|打算|目标|思路|规划|远景)"
    rf"|20\d\d\s*年(?:度)?[，,]?\s*(?:[我本][{BASIC_HAN}]{{1,3}}|[{BASIC_HAN}]{{1,8}}[镇乡])?(?:将|计划|打算|拟|力争|准备)"
)
# A line that is a note under a table (注：, 备注：, 说明1.); 注意 and 说明 inside a sentence are none.
_NOTE = re.compile(r"^[ \t　|（(*＊]{0,6}(?:备?注|说\s?明|填报说明)\s?\d?[：:.、．][^\n]*", re.MULTILINE)
# Several years one after the other, as captions of columns, folders and lists have them (2019年、2018年), or each on a
# line of its own. A sentence or a title that begins with a year on the next line is no part of them.
_YEARS_IN_A_ROW = re.compile(
    r"20\d\d\s{0,3}年?(?:年?度)?"
    r"(?:(?:[ \t　、,，|/和及与]{1,6}|[ \t　]{0,6}\n[ \t　]{0,6}(?=20\d\d\s{0,3}年?度?[ \t　]*$))"
    r"20\d\d[ \t　]{0,3}年?(?:年?度)?){1,20}(?!\d)",
    re.MULTILINE,
)
_YEAR = re.compile(r"20\d\d")


def mask_page_years(text: str) -> str:
    """A text without the years of the page around it. Digits of dates are folded before.

    >>> mask_page_years("索引号：717938231/2023-08493 样例镇2022年年报")
    '  样例镇2022年年报'
    """
    return "\n".join(_PAGE_YEARS.sub(" ", line) if "20" in line else line for line in text.split("\n"))


def mask_notes(text: str) -> str:
    """A text without the notes under its tables."""
    return _NOTE.sub(" ", text)


def mask_other_years(text: str) -> str:
    """A text without the years of what it refers to.

    >>> mask_other_years("根据国办公开办函〔2021〕30号，2022年我镇较2021年").split()
    ['根据国办公开办函', '，2022年我镇']
    """
    return mask_rows(_OTHER_YEARS.sub(" ", text))


def mask_rows(text: str) -> str:
    """A text without rows of different years."""
    return _YEARS_IN_A_ROW.sub(_mask_different, text)


def _mask_different(match: re.Match[str]) -> str:
    """Nothing of a row of different years; a year that is merely doubled stays."""
    return " " if len(set(_YEAR.findall(match[0]))) > 1 else match[0]
