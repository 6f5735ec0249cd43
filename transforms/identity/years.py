"""The year that a report's data cover.

Evidence is ranked and weighed: the statistics period, the title, the year that the text itself speaks of most, the day
of publication, the path of the file. Years in document numbers, names of laws, comparisons, plans and page chrome are
masked first. Sources that disagree leave a doubt (`year_conflict`) with both values; where nothing decides, there is
no year. A report is published in the first months of the year after (条例第五十条: by 31 January, by 31 March), so only
such a day says anything of the year, and a report that was published before its year was over contradicts itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from transforms.doubts import Doubt
from transforms.form import OF_THE_WORK, REPORT
from transforms.identity.publication import CHINESE_YEAR, YEAR_DIGITS, Pairs, find_publication, fold_dates
from transforms.outline import read_title
from transforms.text import BASIC_HAN

# The Regulations (政府信息公开条例) took effect in 2008.
FIRST_YEAR = 2008
PERIOD, TITLE, FILE_TITLE, OWN_WORDS, PUBLICATION, ANY_WORDS, PATH = (
    "statistics period",
    "title",
    "title in the metadata",
    "text itself",
    "day of publication",
    "other words of the text",
    "path of the file",
)
# A period outweighs a title and loses to a title with any other witness but the weakest two; those two decide nothing
# against a stronger one and nothing between them.
_WEIGHTS = {PERIOD: 4.0, TITLE: 3.0, FILE_TITLE: 2.5, OWN_WORDS: 2.0, PUBLICATION: 1.5, ANY_WORDS: 0.5, PATH: 0.5}
_STRONG = (PERIOD, TITLE)
# Plans reach to 2035 (2035年远景目标); nobody reports on that year yet.
_LAST_YEAR = 2034
# Townships publish by the end of January, the counties by the end of March; what is published after April is late, and
# may be of any year.
_LAST_MONTH_OF_PUBLISHING = 4
# Some publish before their year is over, with figures up to 15 December or so; not in October.
_FIRST_MONTH_OF_EARLY_PUBLISHING = 11

# A year in Chinese numerals with 年 behind it; without, it may be a telephone number or a count.
_CHINESE_YEAR = re.compile(rf"{CHINESE_YEAR}(?=\s*年)")
# Years that say nothing of the data, before any other is looked for: of documents (〔2019〕60号, also with a bracket
# lost) and of what stands in book marks, of the website, of comparisons and plans, of what began or will begin. A
# month behind 到2020年 is the end of a period and stays. 准备 masks a year too that prepared something.
_MASKED = re.compile(
    r"[〔\[【﹝{（(]\s*20\d\d\s*[〕\]】﹞}）)]\s*\d*\s*号?|20\d\d\s*+[〕\]】﹞}]?\s*+\d{1,6}\s*号|《[^《》]{0,80}》"
    r"|(?:©|&copy;|[Cc]opyright|版权所有)[^\n]{0,40}|20\d\d年\s*\d{1,2}月\s*\d{1,2}日\s*星期[^\n]{0,20}"
    r"|(?:较|比|与|同|超)(?:去年|上年|上一年)?\s*20\d\d\s*年(?:度|同期)?|到\s*20\d\d\s*年(?!\s*\d{1,2}\s*月)(?:底|末|时)?"
    r"|自?\s{0,3}20\d\d\s*年[^，。；\n]{0,12}(?:以来|起施行|起实施|修订|开通|成立|印发|颁布)"
    r"|20\d\d\s*年(?:工作|下一步)?(?:计划|打算|目标|思路|规划|远景)"
    rf"|20\d\d\s*年(?:度)?[，,]?\s*(?:[我本][{BASIC_HAN}]{{1,3}}|[{BASIC_HAN}]{{1,8}}[镇乡])?(?:将|计划|打算|拟|力争|准备)"
)
_YEAR = r"(20\d\d)"
_TO = r"(?:至|到|[—\-－–─~～]{1,6})"
# A period from the beginning of a year (January or the December before) to its end (November, December), with words,
# digits and marks lost as in real reports. Half years and quarters are none; dates with points (2020.1.1-2020.12.31)
# are missed.
_PERIOD = re.compile(
    rf"{_YEAR}\s*+年?\s*+(0?1|12)?\s*+月?\s*+\d{{0,2}}\s*+日?\s*+(?:起|始|开始)?[,，]?\s*+{_TO}"
    rf"\s*+(?:{_YEAR}\s*+年?)?\s*+(?:1[12])\s*月?\s*\d{{1,2}}\s*日?"
)
# The beginning of a period alone, where its end is torn; it must be called one, and begin in a month with a 1.
_PERIOD_WORDS = re.compile(rf"(?:统计期限|统计时间|统计期间|统计数据|数据)[^。\n]{{0,30}}?{_YEAR}\s*年?\s*1")
# What calls a period that of the figures, directly before it, in the same sentence.
_PERIOD_NAME = re.compile(r"(?:统计期限|统计时间|统计期间|统计数据|数据)[^。\n]*\Z")
# The official sentence has 本报告所列数据的统计期限自 before the period; names farther off are of something else.
_LONGEST_NAME = 36
# The end of the year as the day of the figures (截至2020年12月31日); 截止2020年底 without a month is missed, as plans
# say it too.
_CLOSING_DATE = re.compile(rf"截[至止到]\s*(?<!\d){_YEAR}\s*年?\s*12\s*月?\s*[0123]?\d?\s*[日底末]?")
# A year that a sentence about the body itself begins with. 2020年底 before a name is taken for the year as well.
_OWN_YEAR = re.compile(
    rf"(?<!\d){_YEAR}\s*年(?:度)?(?=[，,]?\s*(?:我|本|全|[{BASIC_HAN}]{{1,8}}(?:镇|乡|街道|县|区|局|委)))"
)
# A year of the report itself or of what it tells of (2020年度…信息公开情况), in running text, without a mark between.
_REPORT_YEAR = re.compile(rf"(?<!\d){_YEAR}\s*年?度?[{BASIC_HAN}]{{0,12}}?信息公开{OF_THE_WORK}(?:{REPORT}|情况)")
# A line that is a title or a link: no words of the text itself.
_TITLE_LINE = re.compile(r"^[^\n，。；：]{0,40}信息公开[^\n，。；：]{0,20}$", re.MULTILINE)
# A title with its year, on a line of its own, that the reader of titles did not take. Digits behind the year are not
# looked at.
_UNFOUND_TITLE = re.compile(
    rf"^[^\n，。；：]{{0,30}}(?<!\d){_YEAR}\s*年?度?[^\n，。；：]{{0,30}}信息公开[^\n，。；：]{{0,12}}{REPORT}"
    r"[^\n，。；：]{0,8}$",
    re.MULTILINE,
)
# Any year with 年 behind it that is no date.
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}\s*年(?!\s*\d{{1,2}}\s*月)")
# A year in a title, with 年 or without; digits before or behind make it another number.
_TITLE_YEAR = re.compile(rf"(?<!\d){_YEAR}\s*年|(?<!\d){_YEAR}(?!\d)")
# The year behind a title in brackets; with 号 behind it, it is that of a document.
_BEHIND_TITLE = re.compile(rf"{REPORT}\s*[（(〔\[]\s*{_YEAR}\s*(?:年度?)?\s*[)）〕\]](?!\s*\d*\s*号)")
# A year of two digits, up to 34, in a title; 近20年, 第20年 and figures with a point are no years.
_SHORT_YEAR = re.compile(
    rf"(?<![\d.近第这约])['’]?([012]\d|3[0-4])年度?(?=[{BASIC_HAN}]{{0,12}}信息公开[{BASIC_HAN}]{{0,8}}{REPORT})"
)
# A folder or file that says 年 names a year; without, it may be a day of publication or an id.
_PATH_YEAR = re.compile(rf"(?<!\d){_YEAR}\s*年")
# A year without 年, in a path from which dates were removed; versions (v1.2020) and longer numbers are none.
_BARE_PATH_YEAR = re.compile(rf"(?<![\d.]){_YEAR}(?![\d.]*\d)")
# Dates in addresses (t20210118, /2021/1/20/, 202101); 2021/样例镇 is a folder by year.
_PATH_DATE = re.compile(r"20\d\d[-_/.]?(?:0[1-9]|1[0-2])(?:[-_/.]?[0-3]\d)?(?!\d)|20\d\d/\d{1,2}/\d{1,2}(?!\d)")
_TITLE_NAMES = frozenset({"title", "标题", "articletitle", "名称", "信息名称"})
# Titles that were not found stand at the head all the same; farther down begin the years of laws and of the year
# before.
_HEAD_CHARS = 400


@dataclass(frozen=True, slots=True)
class YearReading:
    """The year of the data, None if it cannot be told; each source with its year; the day of publication; doubts."""

    year: int | None
    evidence: str
    published_on: date | None
    doubts: tuple[Doubt, ...] = ()


def find_year(text: str, title: str | None, metadata: Pairs = (), path: str = "") -> YearReading:
    """Find the year that the data cover, and the day of publication.

    `metadata` are pairs that the file states about itself, `path` its path below the raw folder.

    >>> find_year("本报告中所列数据的统计期限自2020年1月1日起至2020年12月31日止。", None).year
    2020
    >>> find_year("", "二〇二一年政府信息公开工作年度报告").year
    2021
    """
    folded = _fold_years(text)
    plain = _MASKED.sub(" ", folded)
    publication = find_publication(text, metadata)
    stated = {
        PERIOD: _period_year(plain),
        TITLE: _title_year(title or "", folded[:_HEAD_CHARS]),
        FILE_TITLE: _file_title_year(metadata),
        OWN_WORDS: _own_year(words := _TITLE_LINE.sub("", plain)),
        PUBLICATION: _year_before(publication.published_on),
        ANY_WORDS: _leading_year(words, _ANY_YEAR),
        PATH: _path_year(path),
    }
    found = {source: year for source, year in stated.items() if year is not None}
    stands = ", ".join(f"{source} {value}" for source, value in found.items())
    year = _choose(found)
    if year is None:
        return YearReading(None, f"undecided: {stands}" if stands else "no year found", publication.published_on)
    decisive = next(source for source in _WEIGHTS if found.get(source) == year)
    doubts = (
        *_inferred(decisive, year),
        *_conflicts(found, year, path),
        *_published_early(year, publication.published_on),
    )
    return YearReading(year, stands, publication.published_on, doubts)


def _choose(found: dict[str, int]) -> int | None:
    """The year with the most weight behind it; None where only the weakest sources speak and disagree.

    A period alone stands against a title alone: periods are typed for the report, titles are named by the page. Against
    a title that the text or the day of publication confirms, it does not: it was left over from the year before.
    """
    if not found:
        return None
    weights: dict[int, float] = defaultdict(float)
    for source, year in found.items():
        weights[year] += _WEIGHTS[source]
    if not found.keys() & {*_STRONG, FILE_TITLE, OWN_WORDS} and len(weights) > 1:
        return None
    best = max(weights.values())
    return next(found[source] for source in _WEIGHTS if source in found and weights[found[source]] == best)


def _inferred(evidence: str, year: int) -> Iterable[Doubt]:
    if evidence in _STRONG:
        return ()
    severity = "info" if evidence in (FILE_TITLE, OWN_WORDS) else "warning"
    message = f"Neither a period nor a title names the year; the {evidence} says {year}."
    return (Doubt("year_inferred", severity, message, "report.report_year", None, str(year)),)


def _conflicts(found: dict[str, int], year: int, path: str) -> Iterable[Doubt]:
    """What speaks of another year. The text's own words and the path say nothing against period and title together."""
    is_settled = any(found.get(source) == year for source in _STRONG)
    is_confirmed = all(found.get(source) == year for source in _STRONG)
    for source, other in found.items():
        is_weak = (
            (source == PUBLICATION and is_settled)
            or source == ANY_WORDS
            or (source == PATH and not _PATH_YEAR.search(_fold_years(path)))
        )
        if other == year or is_weak or (is_confirmed and source == OWN_WORDS):
            continue
        message = f"The {source} says {other}, but {year} is taken: {_supporters(found, year)}."
        severity = "info" if source == PATH else "warning"
        yield Doubt("year_conflict", severity, message, "report.report_year", str(year), str(other))


def _supporters(found: dict[str, int], year: int) -> str:
    return ", ".join(source for source in _WEIGHTS if found.get(source) == year)


def _published_early(year: int, published_on: date | None) -> Iterable[Doubt]:
    """A report that was published before its year was nearly over: one of the two is wrong."""
    if published_on is None or (published_on.year, published_on.month) >= (year, _FIRST_MONTH_OF_EARLY_PUBLISHING):
        return ()
    message = f"The data are of {year}, but the report says that it was published on {published_on}."
    return (Doubt("year_conflict", "warning", message, "report.report_year", str(year), str(published_on.year - 1)),)


def _fold_years(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(YEAR_DIGITS), fold_dates(text))


def _valid(year: str | None) -> int | None:
    return int(year) if year and FIRST_YEAR <= int(year) <= _LAST_YEAR else None


def _period_year(text: str) -> int | None:
    """The year of the period that is called one, else of what looks like one; None where there are several."""
    periods = [(match.start(), _period_of(match[1], match[2], match[3])) for match in _PERIOD.finditer(text)]
    called = [year for start, year in periods if _PERIOD_NAME.search(text[max(0, start - _LONGEST_NAME) : start])]
    begun = called or [match[1] for match in _PERIOD_WORDS.finditer(text)]
    return _only_year(begun) or _only_year(year for _, year in periods)


def _only_year(years: Iterable[str | None]) -> int | None:
    found = {valid for year in years if (valid := _valid(year))}
    return found.pop() if len(found) == 1 else None


def _period_of(start: str, month: str | None, end: str | None) -> str | None:
    """The year of a period from January to December, or from one December to the next; None for any other."""
    if end is None or end == start:
        return None if month == "12" else start
    return end if month == "12" and int(end) == int(start) + 1 else None


def _file_title_year(metadata: Pairs) -> int | None:
    """The year of the title that the file states of itself; files are made of those of former years."""
    stated = (value for name, value in metadata if name.strip().lower() in _TITLE_NAMES and "信息公开" in value)
    return next((year for value in stated if (year := _only_year(_title_years(value)))), None)


def _title_years(title: str) -> list[str]:
    return [match[1] or match[2] for match in _TITLE_YEAR.finditer(_fold_years(title))]


def _title_year(title: str, head: str) -> int | None:
    """The year of the title, behind it in brackets or in two digits; None where it names several.

    A title without a body's name may be one of a list of links: it says nothing beside those of other years.
    """
    compact = "".join(head.split())
    years = _title_years(title)
    listed = {match[1] for match in _UNFOUND_TITLE.finditer(head)}
    if years:
        named = read_title(title)
        is_one_of_a_list = not (named and named.place) and bool(listed - set(years))
        return None if is_one_of_a_list else _only_year(years)
    if listed:
        return _only_year(listed)
    if match := _BEHIND_TITLE.search(compact):
        return _valid(match[1])
    if match := _SHORT_YEAR.search(compact):
        return _valid(f"20{match[1]}")
    return None


def _own_year(text: str) -> int | None:
    """The year that sentences about the body itself begin with, else that of the closing date of its figures."""
    return _leading_year(text, _OWN_YEAR, _REPORT_YEAR) or _leading_year(text, _CLOSING_DATE)


def _leading_year(text: str, *patterns: re.Pattern[str]) -> int | None:
    """The year found most often; None where two are found as often."""
    years = (_valid(match[1]) for pattern in patterns for match in pattern.finditer(text))
    ranked = Counter(year for year in years if year).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _year_before(published_on: date | None) -> int | None:
    if published_on is None or published_on.month > _LAST_MONTH_OF_PUBLISHING:
        return None
    return _valid(str(published_on.year - 1))


def _path_year(path: str) -> int | None:
    """The one year that a path names; dates in addresses (/2021/1/20/, t20210118) are days of publication."""
    folded = _fold_years(path)
    years = {year for match in _PATH_YEAR.finditer(folded) if (year := _valid(match[1]))}
    if not years:
        bare = _BARE_PATH_YEAR.finditer(_PATH_DATE.sub(" ", folded))
        years = {year for match in bare if (year := _valid(match[1]))}
    return years.pop() if len(years) == 1 else None
