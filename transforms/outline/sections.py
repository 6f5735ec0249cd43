"""The six sections of a report.

Headings are found by their words, with or without their number. The outline is often listed in the preamble, and the
words of a heading come back inside section one, so the headings are the longest rising sequence of candidates, in
which a candidate counts more if it has its number and a line of its own. Words that no variant lists are known by
their keywords, where they have a numbered line of their own.

Reports of the years before 2019 follow an older outline (国务院办公厅 2008: 概述、主动公开、依申请公开、收费及减免、
复议诉讼、问题、其他). Its sections are given the number of the section that took their place; what has none, such as
收费及减免, stays at the end of the section before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from transforms.knowledge import read_rows
from transforms.language import Pair, listed
from transforms.text import ONE_TO_NINE, ONE_TO_TEN

_NUMERALS = "一二三四五六"
# What may stand between the characters of a heading: spaces of letter-spaced or broken lines, marks that were typed
# otherwise.
_SKIP = r"[\s“”\"《》，、,（）()]*"
# Behind a heading its line or cell ends, with a mark or without; a comma goes on.
_LINE_END = re.compile(r"[ 　。：:]*(?:[\n\t|]|\Z)")
# The rest of a heading's line, which goes on with another subject (三、依申请公开、不予公开和咨询情况). Leaves text
# behind a heading, which a blank or a mark parts from it.
_GOES_ON = re.compile(r"[、和与及][^\n\t|，。；;！？\d ]{1,30}(?=[ \t　：:|]*$)", re.MULTILINE)
# The number before a heading, of any family but ①, with a mark or a space behind it; 一是 is no number. Leaves digits
# at the end of the line above: the last cell of a table, before a heading whose number a program counts.
_NUMBER_BEFORE = re.compile(
    rf"(?:[（(]?([{ONE_TO_TEN}]{{1,2}}|(?<!\d)\d{{1,2}}(?!\s*\n\s*\Z))[)）]?\s*[、.．,，:：\s)）]"
    rf"|第([{ONE_TO_NINE}])(?:部分|章|节)?[、.．：:\s])\s*\Z"
)
# Between a heading and its number, or the mark of a table's cell before it, stand at most some spaces and pipes.
_LONGEST_BEFORE = 40
# Only spaces, marks of tables and lists, and a picture stand before a heading in its line.
_LINE_START = re.compile(r"(?:^|[\n|\t])[\s|#*]*(?:\[image[^\]]*\])?[\s|#*]*$")
# A heading in running text begins behind a sentence or a cell (…如下。一、总体情况…).
_SENTENCE_START = re.compile(r"[。；;！？\n\t|]\s*$")
# A numbered line of a few words without a mark, a heading in the body's own words (一、2020年工作完成情况及成效). Lines
# with a figure or a sentence in them are none.
_NUMBERED_LINE = re.compile(
    rf"^[ \t　|#*]*(?:(?P<plain>[{ONE_TO_TEN}]{{1,2}})\s*[、.．,，\s]"
    rf"|(?P<part>第[{ONE_TO_NINE}](?:部分)?)\s*[、.．：:\s]"
    rf"|(?P<arabic>\d{{1,2}})\s*[、.．](?!\d)|(?P<bracket>[（(][{ONE_TO_TEN}]{{1,2}}[)）]))"
    r"\s*(?:20\d\d年度?)?(?P<words>[^\n\t|，。；;！？\d]{2,40}?)[ \t　：:。|]*$",
    re.MULTILINE,
)
_STYLES = ("part", "plain", "arabic", "bracket")
# So many sections must be numbered one way for it to be that of the headings; two lines may be numbered alike by
# chance.
_MIN_NUMBERED = 3
# What speaks for a heading, beside its words: its own number most, as the preamble and sentences have the words too.
_OWN_NUMBER, _STARTS_LINE, _ENDS_LINE = 0.5, 0.3, 0.2
# A numbered line with keywords alone: more than a heading in running text under another number, less than any other.
_KEYWORDS_ALONE = 1.1
# Words of table three, whose lines are numbered as headings are.
_FORM_LINES = re.compile(r"数量|上年结转|结转下|办理结果|本年新收|不予公开|予以公开|部分公开|无法提供|不予处理|总计")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its number in the official outline, its heading as printed, its text without the heading."""

    section_no: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A text cut at its headings: what stands before the first of them, and the sections."""

    preamble: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    section_no: int
    start: int
    end: int
    weight: float
    style: str = ""


@cache
def _heading_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    variants: dict[int, list[str]] = defaultdict(list)
    for row in read_rows("headings"):
        words = [char for char in row["heading_zh"] if char not in "、，"]
        variants[int(row["section_no"])].append(_SKIP.join(words))
    return tuple((number, _heading_pattern(words)) for number, words in variants.items())


def _heading_pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _official_headings() -> dict[int, str]:
    """The heading of each section as the form has it, which stands first among its variants."""
    return {int(row["section_no"]): row["heading_zh"] for row in reversed(read_rows("headings"))}


def say_missing(numbers: Iterable[int]) -> Pair:
    """That the headings of sections were not found.

    >>> say_missing([6]).zh, str(say_missing([2, 6]))
    ('没有找到第六部分“其他需要报告的事项”的标题。', 'No heading was found for section 2, 6.')
    """
    headings = _official_headings()
    sections = [Pair(f"第{_NUMERALS[number - 1]}部分“{headings[number]}”", str(number)) for number in numbers]
    return Pair("没有找到{sections}的标题。", "No heading was found for section {sections}.", sections=listed(sections))


@cache
def _keyword_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(row["section_no"]), re.compile(row["keywords"])) for row in read_rows("heading_keywords"))


def find_sections(text: str) -> tuple[Section, ...]:
    """The sections of a simplified text, in order; those whose heading is not found are not there.

    >>> [(s.section_no, s.text) for s in find_sections("报告\\n一、总体情况\\n良好。\\n六、其他需要报告的事项\\n无。")]
    [(1, '良好。'), (6, '无。')]
    """
    return find_outline(text).sections


def find_outline(text: str) -> Outline:
    """A simplified text cut at its headings; without any, all of it is preamble."""
    headings = _rising_sequence(_candidates(text))
    if not headings:
        return Outline(text, ())
    ends = [heading.start for heading in headings[1:]] + [len(text)]
    sections = tuple(
        Section(heading.section_no, text[heading.start : heading.end].strip(), text[heading.end : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    )
    return Outline(text[: headings[0].start], sections)


def _candidates(text: str) -> list[_Candidate]:
    found = []
    for number, pattern in _heading_patterns():
        for match in pattern.finditer(text):
            candidate = _candidate(text, match, number)
            if candidate.weight > 0:
                found.append(candidate)
    known = {(candidate.section_no, candidate.start) for candidate in found}
    found += [other for other in _keyword_candidates(text) if (other.section_no, other.start) not in known]
    return _of_main_level(sorted(found, key=lambda candidate: candidate.start))


def _candidate(text: str, words: re.Match[str], number: int) -> _Candidate:
    """A heading's words with the number before them and what speaks for a heading; weight 0 for words in a sentence."""
    numbered = _NUMBER_BEFORE.search(text, max(0, words.start() - _LONGEST_BEFORE), words.start())
    start = numbered.start() if numbered else words.start()
    style = _style_of(numbered[0]) if numbered else ""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    starts_line = bool(_LINE_START.search(before))
    ends_line = bool(_LINE_END.match(text, words.end()))
    has_own_number = numbered is not None and (numbered[1] or numbered[2]) in (_NUMERALS[number - 1], str(number))
    if style in ("bracket", "arabic") and not (starts_line and ends_line):
        has_own_number = False
    is_renumbered = style == "plain" and (starts_line or bool(_SENTENCE_START.search(before)))
    is_heading = has_own_number or is_renumbered or (starts_line and ends_line)
    goes_on = _GOES_ON.match(text, words.end()) if starts_line and has_own_number else None
    end = goes_on.end() if goes_on else words.end()
    weight = 1 + _OWN_NUMBER * has_own_number + _STARTS_LINE * starts_line + _ENDS_LINE * ends_line if is_heading else 0
    return _Candidate(number, start, end, weight, style)


def _style_of(ordinal: str) -> str:
    bare = ordinal.strip()
    if bare[0] in "（(" or bare[-1] in "）)":
        return "bracket"
    if bare[0] == "第":
        return "part"
    return "arabic" if bare[0].isdigit() else "plain"


def _keyword_candidates(text: str) -> list[_Candidate]:
    """Numbered lines that no variant lists, by their keywords; lines of table three, numbered too, are none."""
    found = []
    for match in _NUMBERED_LINE.finditer(text):
        words = "".join(match["words"].split())
        if _FORM_LINES.search(words):
            continue
        number = next((number for number, pattern in _keyword_patterns() if pattern.search(words)), None)
        if number is not None:
            style = next(style for style in _STYLES if match[style])
            start = next(match.start(style) for style in _STYLES if match[style])
            found.append(_Candidate(number, start, match.end("words"), _KEYWORDS_ALONE, style))
    return found


def _of_main_level(candidates: list[_Candidate]) -> list[_Candidate]:
    """Without the sub-headings: （一） and 1. number sections only in a text where 一、 does not.

    A text numbers its sections one way. Sub-headings repeat the words of the headings (一、…（一）主动公开情况 …
    二、主动公开政府信息情况), and take their place where the headings themselves were lost.
    """
    numbers = {style: {one.section_no for one in candidates if one.style == style} for style in _STYLES}
    styles = [
        style for style in _STYLES if len(numbers[style]) >= _MIN_NUMBERED or (style == "plain" and numbers[style])
    ]
    return [one for one in candidates if not styles or one.style in (styles[0], "")]


def _rising_sequence(candidates: list[_Candidate]) -> list[_Candidate]:
    best: list[tuple[float, int]] = []
    leaders: dict[int, int] = {}
    for index, candidate in enumerate(candidates):
        number = candidate.section_no
        earlier = [leader for section_no, leader in leaders.items() if section_no < number]
        previous = max(earlier, key=lambda place: (best[place][0], place), default=-1)
        best.append((candidate.weight + (best[previous][0] if earlier else 0), previous))
        if best[index][0] >= best[leaders.get(number, index)][0]:
            leaders[number] = index
    if not best:
        return []
    index = max(range(len(best)), key=lambda position: best[position][0])
    chain = []
    while index >= 0:
        chain.append(candidates[index])
        index = best[index][1]
    return chain[::-1]
