"""The year that a report's data cover, and the day it was published.

Evidence is ranked: the statistics period, the title, then the year that the text itself speaks of most. Years in
document numbers and names of laws are masked first. A report whose first two sources disagree keeps the better one
and a doubt (`year_conflict`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from transforms.doubts import Doubt

FIRST_YEAR = 2008
OWN_WORDS = "text itself"
_LAST_YEAR = 2034
_CHINESE_YEAR = re.compile(r"[二2][〇○零0][〇○零0一二三123][〇○零一二三四五六七八九\d](?=\s*年)")
_MASKED = re.compile(
    r"[〔\[【﹝{（(]\s*20\d\d\s*[〕\]】﹞}）)]\s*\d*\s*号?|20\d\d\s*+[〕\]】﹞}]?\s*+\d{1,6}\s*号|《[^《》]{0,80}》"
)
_YEAR = r"(20\d\d)"
_TO = r"(?:至|到|[—\-－~～]{1,6})"
_PERIOD = re.compile(
    rf"{_YEAR}\s*+年?\s*+(0?1|12)?\s*+月?\s*+\d{{0,2}}\s*+日?\s*+(?:起|始|开始)?[,，]?\s*+{_TO}"
    rf"\s*+(?:{_YEAR}\s*+年?)?\s*+(?:1[12])\s*月?\s*\d{{1,2}}\s*日?"
)
_PERIOD_WORDS = re.compile(rf"(?:统计期限|统计时间|统计数据|数据)[^。\n]{{0,30}}?{_YEAR}\s*年?\s*1")
_OWN_YEAR = re.compile(
    rf"{_YEAR}\s*年(?:度)?(?=[，,]?\s*(?:我|本|全|[\u4e00-\u9fff]{{1,8}}(?:镇|乡|街道|县|区|局|委)))"
)
_ANY_YEAR = re.compile(rf"{_YEAR}\s*年(?!\s*\d{{1,2}}\s*月)")
_SIGNED = re.compile(r"^\s*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class YearReading:
    """The year of the data, None if it cannot be told; what decided; the day of publication; doubts."""

    year: int | None
    evidence: str
    published_on: date | None
    doubts: tuple[Doubt, ...] = ()


def find_year(text: str, title: str | None) -> YearReading:
    """Find the year that the data cover.

    >>> find_year("本报告中所列数据的统计期限自2020年1月1日起至2020年12月31日止。", None).year
    2020
    >>> find_year("", "二〇二一年政府信息公开工作年度报告").year
    2021
    """
    plain = _MASKED.sub(" ", _fold_years(text))
    published_on = _find_signature_date(plain)
    sources = [
        ("statistics period", _period_year(plain)),
        ("title", _title_year(title or "")),
        (OWN_WORDS, _own_year(plain)),
    ]
    found = [(name, year) for name, year in sources if year is not None]
    if not found:
        return YearReading(None, "no year found", published_on)
    evidence, year = found[0]
    if evidence == OWN_WORDS:
        message = f"Neither a period nor a title names the year; the text speaks most of {year}."
        doubt = Doubt("year_inferred", "info", message, "report.report_year", None, str(year))
        return YearReading(year, evidence, published_on, (doubt,))
    doubts = tuple(
        _conflict(evidence, year, other, other_year) for other, other_year in found[1:2] if other_year != year
    )
    return YearReading(year, evidence, published_on, doubts)


def _conflict(evidence: str, year: int, other: str, other_year: int) -> Doubt:
    message = f"The {evidence} says {year}, the {other} says {other_year}; {year} is taken."
    return Doubt("year_conflict", "warning", message, "report.report_year", str(year), str(other_year))


def _fold_years(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


_DIGITS = {ord(char): digit for char, digit in zip("〇○零一二三四五六七八九", "000123456789", strict=True)}


def _valid(year: str | None) -> int | None:
    return int(year) if year and FIRST_YEAR <= int(year) <= _LAST_YEAR else None


def _period_year(text: str) -> int | None:
    years = [_valid(_period_of(match[1], match[2], match[3])) for match in _PERIOD.finditer(text)]
    years += [_valid(match[1]) for match in _PERIOD_WORDS.finditer(text)]
    counts = Counter(year for year in years if year)
    return counts.most_common(1)[0][0] if counts else None


def _period_of(start: str, month: str | None, end: str | None) -> str | None:
    """The year of a period from January to December, or from one December to the next; None for any other."""
    if end is None or end == start:
        return None if month == "12" else start
    return end if month == "12" and int(end) == int(start) + 1 else None


def _title_year(title: str) -> int | None:
    match = re.search(rf"{_YEAR}\s*年", _fold_years(title)) or re.search(r"(20\d\d)", title)
    return _valid(match[1]) if match else None


def _own_year(text: str) -> int | None:
    for pattern in (_OWN_YEAR, _ANY_YEAR):
        counts = Counter(year for match in pattern.finditer(text) if (year := _valid(match[1])))
        ranked = counts.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
    return None


def _find_signature_date(text: str) -> date | None:
    """The date on the last line of its own, where a report is signed."""
    signed = _SIGNED.findall(text[-1500:])
    if not signed:
        return None
    try:
        return date(*map(int, signed[-1]))
    except ValueError:
        return None
