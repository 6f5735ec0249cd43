"""Menus of a page as tools write them: lines that are nothing but links, and lists of short entries.

A link to the report of another year (2018年政府信息公开工作年度报告) has the words of a title, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby

# A line of nothing but links of Markdown, with a bullet before them and marks between them. Leaves a line with another
# word, and a note in brackets (8[1]). Misses an address with brackets.
_LINKS = re.compile(r"[\s*+•·-]*(?:\[[^\[\]\n]{0,100}\]\([^()\s]{0,500}\)[\s|>/·»›\\]*)+")
# An entry of a list. Leaves prose, which has a comma or a full stop or is longer.
_ENTRY = re.compile(r"\s*[*+•·-]\s+[^，。；：\n]{1,40}")
# So many entries below each other are a menu; two may be a body and its title.
_LEAST_ENTRIES = 3


def find_menu_lines(lines: Sequence[str]) -> Collection[int]:
    """The numbers of the lines that are links or entries of a list."""
    found = {number for number, line in enumerate(lines) if _LINKS.fullmatch(line)}
    for is_entry, group in groupby(range(len(lines)), key=lambda number: bool(_ENTRY.fullmatch(lines[number]))):
        run = list(group)
        if is_entry and len(run) >= _LEAST_ENTRIES:
            found.update(run)
    return found


def without_menus(text: str) -> str:
    """A text with its menus as empty lines.

    >>> without_menus("* [首页](/a)\\n* [2018年年报](/b)\\n# 样例镇2023年年报")
    '\\n\\n# 样例镇2023年年报'
    >>> without_menus("- 首页\\n- 2018年年报"), without_menus("- 首页\\n- 2018年年报\\n- 公告")
    ('- 首页\\n- 2018年年报', '\\n\\n')
    """
    lines = text.split("\n")
    menu = find_menu_lines(lines)
    return "\n".join("" if number in menu else line for number, line in enumerate(lines))
