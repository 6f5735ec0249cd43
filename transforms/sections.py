"""The six sections of a report.

Headings are found by their words, with or without their number. The outline is often listed in the preamble, and the
words of a heading come back inside section one, so the headings are the longest rising sequence of candidates, in
which a candidate counts more if it has its number and a line of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from transforms.knowledge import read_rows

_NUMERALS = "一二三四五六"
_SKIP = r"[\s“”\"《》，、,（）()]*"
_LINE_START = re.compile(r"(?:^|[\n|\t])[\s|]*(?:\[image[^\]]*\])?[\s|]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its number in the official outline, its heading as printed, its text without the heading."""

    section_no: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    section_no: int
    start: int
    end: int
    weight: float


@cache
def _heading_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    variants: dict[int, list[str]] = defaultdict(list)
    for row in read_rows("headings"):
        words = [char for char in row["heading_zh"] if char not in "、，"]
        variants[int(row["section_no"])].append(_SKIP.join(words))
    return tuple((number, _heading_pattern(words)) for number, words in variants.items())


def _heading_pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:[（(]?([{_NUMERALS}])[）)]?\s*[、.．,，\s]\s*)?(?:{longest_first})")


def find_sections(text: str) -> tuple[Section, ...]:
    """The sections of a simplified text, in order; those whose heading is not found are not there.

    >>> [(s.section_no, s.text) for s in find_sections("报告\\n一、总体情况\\n良好。\\n六、其他需要报告的事项\\n无。")]
    [(1, '良好。'), (6, '无。')]
    """
    headings = _rising_sequence(_candidates(text))
    if not headings:
        return ()
    ends = [heading.start for heading in headings[1:]] + [len(text)]
    return tuple(
        Section(heading.section_no, text[heading.start : heading.end].strip(), text[heading.end : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    )


def _candidates(text: str) -> list[_Candidate]:
    found = []
    for number, pattern in _heading_patterns():
        for match in pattern.finditer(text):
            weight = _weight(text, match, number)
            if weight > 0:
                found.append(_Candidate(number, match.start(), match.end(), weight))
    return sorted(found, key=lambda candidate: candidate.start)


def _weight(text: str, match: re.Match[str], number: int) -> float:
    """How much speaks for a heading; 0 for words in a sentence."""
    has_number = match[1] == _NUMERALS[number - 1] and text[match.start()] not in "（("
    starts_line = bool(_LINE_START.search(text[max(0, match.start() - 40) : match.start()]))
    rest = re.match(r"[^\n\t|]*", text[match.end() :])
    ends_line = rest is not None and len(rest[0].strip(" 　。：:|")) == 0
    if not (has_number or (starts_line and ends_line)):
        return 0
    return 1 + 0.5 * has_number + 0.3 * starts_line + 0.2 * ends_line


def _rising_sequence(candidates: list[_Candidate]) -> list[_Candidate]:
    best: list[tuple[float, int]] = []
    for index, candidate in enumerate(candidates):
        score, previous = candidate.weight, -1
        for earlier in range(index):
            if candidates[earlier].section_no < candidate.section_no and best[earlier][0] + candidate.weight >= score:
                score, previous = best[earlier][0] + candidate.weight, earlier
        best.append((score, previous))
    if not best:
        return []
    index = max(range(len(best)), key=lambda position: best[position][0])
    chain = []
    while index >= 0:
        chain.append(candidates[index])
        index = best[index][1]
    return chain[::-1]
