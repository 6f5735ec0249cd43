"""Where the first report of a file ends: a file may hold those of several years or bodies, one behind another.

Title, agency, year and prose are read of the first alone, as what stands behind a second title is another report's. A
title that merely stands there again (the head of every page, a list of links) begins no report: behind it the outline
must begin anew, or a period and a preamble must stand.
"""

from __future__ import annotations

import re

from transforms.outline.sections import find_outline
from transforms.outline.titles import compact_lines, find_titles, read_title

# A title is no longer, and is broken over no more lines.
_LONGEST_TITLE, _MOST_LINES = 60, 3
# Behind the title of another report its preamble follows at once; farther down it is that of the same report.
_OPENING_CHARS = 600
# So many sections must stand before a title for a report to end there, and the same again behind it for one to begin:
# a single one is repeated by links and tables of contents.
_MIN_REPEATED = 2
# What every title has, however it is spaced; asked before the title is read, as lines are many.
_MENTION = re.compile(r"信息\s*(?:年度)?\s*公\s*开")
# The year that tells one title from another; the same report has the same.
_YEAR = re.compile(r"20\d\d")
# A line with these is no title; one with a comma may be (…镇、…镇).
_SENTENCE = re.compile("[。；;：:]")
# The beginning of a report: its period, or the law that it follows. Preambles that say 《条例》 for short are missed.
_OPENING = re.compile(r"统计(?:期限|时间|期间)|(?:根据|按照|依据)[^。\n]{0,20}政府信息公开条例")


def first_report(text: str) -> str:
    """The text up to the title of a second report; all of it where there is none.

    >>> one = "样例镇{}年政府信息公开年报\\n一、总体情况\\n好。\\n二、主动公开情况\\n六、其他事项\\n无。\\n"
    >>> first_report(one.format(2021) + one.format(2020)) == one.format(2021)
    True
    >>> first_report(one.format(2021) + one.format(2021)) == one.format(2021) * 2
    True
    """
    first = None
    for start, end in _title_spans(text):
        title = _signature(text[start:end])
        if title != first and _is_report_behind(text[:start], text[end:]):
            return text[:start]
        first = first or title
    return text


def _title_spans(text: str) -> list[tuple[int, int]]:
    """Where titles stand that have their lines to themselves, broken over some lines or not."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    spans: list[tuple[int, int]] = []
    mentions = _MENTION.finditer(text)
    mention = next(mentions, None)
    for number, (start, end) in enumerate(lines):
        while mention and mention.start() < start:
            mention = next(mentions, None)
        if mention is None or mention.end() > lines[min(number + _MOST_LINES, len(lines)) - 1][1]:
            continue
        if (spans and start < spans[-1][1]) or not text[start:end].strip() or _SENTENCE.search(text, start, end):
            continue
        for _, last in lines[number : number + _MOST_LINES]:
            part = text[start:last]
            if len(part) > _LONGEST_TITLE or _SENTENCE.search(part):
                break
            if _MENTION.search(part) and _is_title(part):
                spans.append((start, last))
                break
    return spans


def _is_title(part: str) -> bool:
    compact = "".join(part.split())
    title = read_title(compact)
    return title is not None and compact.endswith(title.text)


def _signature(part: str) -> tuple[str, str]:
    """Year and body of a title; titles of one report have the same of both."""
    titles = find_titles(compact_lines(part))
    year = _YEAR.search(part)
    return (year[0] if year else "", titles[0].place if titles else "")


def _is_report_behind(before: str, behind: str) -> bool:
    """Whether one report ends and another one begins here."""
    numbers = {section.section_no for section in find_outline(before).sections}
    if len(numbers) < _MIN_REPEATED:
        return False
    following = {section.section_no for section in find_outline(behind).sections}
    return len(numbers & following) >= _MIN_REPEATED or bool(_OPENING.search(behind[:_OPENING_CHARS]))
