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
_LINE_END = re.compile(r"[ 　。：:]*(?:[\n\t|]|\Z)")
_NUMBER_BEFORE = re.compile(rf"[（(]?([{_NUMERALS}])[）)]?\s*[、.．,，\s]\s*\Z")
_LONGEST_BEFORE = 40
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
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


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
            candidate = _candidate(text, match, number)
            if candidate.weight > 0:
                found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.start)


def _candidate(text: str, words: re.Match[str], number: int) -> _Candidate:
    """A heading's words with the number before them and what speaks for a heading; weight 0 for words in a sentence."""
    numbered = _NUMBER_BEFORE.search(text, max(0, words.start() - _LONGEST_BEFORE), words.start())
    start = numbered.start() if numbered else words.start()
    has_number = numbered is not None and numbered[1] == _NUMERALS[number - 1] and text[start] not in "（("
    starts_line = bool(_LINE_START.search(text[max(0, start - _LONGEST_BEFORE) : start]))
    ends_line = bool(_LINE_END.match(text, words.end()))
    is_heading = has_number or (starts_line and ends_line)
    weight = 1 + 0.5 * has_number + 0.3 * starts_line + 0.2 * ends_line if is_heading else 0
    return _Candidate(number, start, words.end(), weight)


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
