"""The years that the text of a report states: of its figures, of itself, of what its body did.

Each function takes a text with its dates folded and without the years that say nothing (`year_masks`), and counts how
often each year is stated. Years out of range are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from transforms.form import OF_THE_WORK, REPORT
from transforms.identity.publication import CHINESE_YEAR, YEAR_DIGITS, fold_dates
from transforms.text import BASIC_HAN, LOST

# The Regulations (政府信息公开条例) took effect in 2008.
FIRST_YEAR = 2008
# Plans reach to 2035 (2035年远景目标); nobody reports on that year yet.
LAST_YEAR = 2034
YEAR = r"(20\d\d)"
# A year in Chinese numerals with 年 behind it; without, it may be a telephone number or a count.
_CHINESE_YEAR = re.compile(rf"{CHINESE_YEAR}(?=\s*年)")
# A year that blanks tear apart (2 023年), as tools do whose text has one between the parts of a page. Leaves a number
# before a year (2 2023年).
_TORN_YEAR = re.compile(r"(?<![\d.,] )(?<![\d.,])2(?: ?0)(?: ?\d){2} ?(?=年)")
_TO = r"(?:至|到|[—\-－–─~～]{1,6})"
# A period from the beginning of a year (January or the December before) to its end (November, December), with words,
# digits and marks lost as in real reports, with points, or in months alone. Half years and quarters are none, and a
# date with hyphens (2020-12-15) is none.
_PERIOD = re.compile(
    rf"{YEAR}\s*+年?\s*+(0?1|12)?\s*+月?份?\s*+\d{{0,2}}\s*+日?\s*+(?:起|始|开始)?[,，]?\s*+{_TO}"
    rf"\s*+(?:{YEAR}\s*+年?)?\s*+(?:1[12]\s*月?\s*\d{{1,2}}\s*日?|12\s*月)"
    rf"|{YEAR}[./-](0?1|12)[./-]\d{{1,2}}\s*+{_TO}\s*+(?:{YEAR}[./-])?1[12][./-]\d{{1,2}}"
)
_NAME_OF_PERIOD = r"(?:统计(?:期限|时间|期间|时限|时段|周期|数据)|数据)"
# The beginning of a period alone, where its end is torn; it must be called one, and begin in a month with a 1.
_PERIOD_WORDS = re.compile(rf"{_NAME_OF_PERIOD}[^。\n]{{0,30}}?{YEAR}\s*年?\s*1")
# A period that is a whole year by its name (统计期限为2021年度); 数据 alone is left, as it may be of anything.
_WHOLE_YEAR = re.compile(rf"统计(?:期限|时间|期间|时限|周期)[为是：:]{{0,2}}\s*{YEAR}\s*年(?:度|全年)?(?!\s*\d)")
# What calls a period that of the figures, directly before it, in the same sentence.
_PERIOD_NAME = re.compile(rf"{_NAME_OF_PERIOD}[^。\n]*\Z")
# The official sentence has 本报告所列数据的统计期限自 before the period; names farther off are of something else.
_LONGEST_NAME = 36
# The end of the year as the day of the figures (截至2020年12月31日, 截止到2020年底).
_CLOSING_DATE = re.compile(
    rf"截(?:[至止到]|止[至到])\s*(?<!\d){YEAR}\s*(?:年?\s*12\s*月?\s*[0123]?\d?\s*[日底末]?|年[底末])"
)
# The first heading, behind which a report no longer says what it is; 一是 is none.
_FIRST_HEADING = re.compile(r"^[ \t　#*]{0,6}(?:一[、.．]|1[、.．](?!\d))", re.MULTILINE)
# Without a heading, names of reports farther down are those of other years.
_PREAMBLE_CHARS = 1500
# A year of the report itself or of what it tells of (2020年度…信息公开情况), in running text, without a mark between.
# Behind it stands nothing that makes of the report a notice or a rule about reports.
_NAMED_REPORT = re.compile(
    rf"(?<!\d){YEAR}\s*年?度?[{BASIC_HAN}]{{0,12}}?(?:信息|政务)公开{OF_THE_WORK}(?:{REPORT}|情况)(?!的?(?:编制|格式|通知|制度))"
    rf"|信息公开(?:工作)?\s{{0,2}}{YEAR}\s*年度?(?:工作)?(?:{REPORT}|情况)"
)
# What is reported by the sentence itself (现将2021年度工作情况报告如下); 总结 is what some call it.
_REPORTED = re.compile(
    rf"现[将就向公][^。\n]{{0,16}}?(?<!\d){YEAR}\s*年度?[^。\n，]{{0,30}}(?:报告|总结|汇报|公布|公开)"
)
# A year that a sentence about the body itself begins with, or that stands behind the body. The end or the beginning
# of a year (2020年底), a month and a year that a body is only compared in are left.
_OWN_YEAR = re.compile(
    rf"(?<!\d){YEAR}\s*年(?:度)?(?=[，,]?\s*(?:我|本|全|(?![底末初前后])[{BASIC_HAN}]{{1,8}}?(?:镇|乡|街道|县|区|局|委|厅|政府)))"
    rf"|(?:[我本](?:[镇乡县区市局委院场办厅街]|街道|单位|机关|中心))\s*在?\s*{YEAR}\s*年(?:度)?(?!\s*\d{{1,2}}\s*月|[底末初前])"
)
# A year that a sentence about what was done begins with (2020年，共收到…, 2020年度未发生…).
_DONE = re.compile(
    rf"(?<!\d){YEAR}\s*年(?:度)?[，,]?\s*(?:共|累计|未|没有|无|通过|主动公开|依申请|收到|受理|新增|办理)"
)
# Any year with 年 behind it that is no date.
_ANY_YEAR = re.compile(rf"(?<!\d){YEAR}\s*年(?!\s*\d{{1,2}}\s*月)")

# What parts sentences, as far as a text has lines.
_SENTENCES = re.compile("[。\n]")

Years = Counter[int]


def fold_years(text: str) -> str:
    """Dates and years in Chinese numerals as digits.

    >>> fold_years("二〇二一年度")
    '2021年度'
    """
    joined = _TORN_YEAR.sub(lambda match: match[0].replace(" ", ""), fold_dates(text))
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(YEAR_DIGITS), joined)


def count_years(years: Iterable[str | None]) -> Years:
    """How often each year in range is among some."""
    return Counter(int(year) for year in years if year and FIRST_YEAR <= int(year) <= LAST_YEAR)


def period_years(text: str) -> Years:
    """The years of the period that is called one, else of what looks like one.

    One that begins in the January of a year and ends in the December of another is a slip in one of the two, and
    states both.
    """
    periods = [(match.start(), tuple(_years_of(match))) for match in _PERIOD.finditer(text)]
    called = [year for start, years in periods if _is_called(text, start) for year in years]
    begun = [match[1] for pattern in (_WHOLE_YEAR, _PERIOD_WORDS) for match in pattern.finditer(text)]
    return count_years(called) or count_years(begun) or _of_one_period({years for _, years in periods if years})


def _of_one_period(periods: set[tuple[str, ...]]) -> Years:
    """The years of a period that nothing calls one, none where there are several: they are compared."""
    return count_years(periods.pop()) if len(periods) == 1 else Counter()


def _is_called(text: str, start: int) -> bool:
    return bool(_PERIOD_NAME.search(text[max(0, start - _LONGEST_NAME) : start]))


def _years_of(match: re.Match[str]) -> Iterator[str]:
    """The years of a period from January to December, or from one December to the next."""
    start, month, end = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    if end is None or end == start:
        yield from () if month == "12" else (start,)
    elif month == "12":
        yield from (end,) if int(end) == int(start) + 1 else ()
    else:
        yield from (start, end)


def closing_years(text: str) -> Years:
    """The years on whose last day the figures were counted."""
    return _count(text, _CLOSING_DATE)


def split_preamble(text: str) -> tuple[str, str]:
    """What stands before the first heading, and the rest."""
    heading = _FIRST_HEADING.search(text)
    end = min(heading.start() if heading else _PREAMBLE_CHARS, _PREAMBLE_CHARS)
    return text[:end], text[end:]


def named_years(preamble: str) -> Years:
    """The years by which a text names the report that it is."""
    return _count(preamble, _NAMED_REPORT, _REPORTED)


def without_name(preamble: str) -> str:
    """A preamble without what names the report: one slip would speak twice."""
    return _NAMED_REPORT.sub(" ", _REPORTED.sub(" ", preamble))


def own_years(preamble: str, body: str) -> Years:
    """The years of sentences about the body itself and what it did; `preamble` is one without the report's name."""
    return _count(preamble, _OWN_YEAR, _DONE) + _count(body, _OWN_YEAR, _DONE, _NAMED_REPORT)


def any_years(text: str) -> Years:
    """All years that are no dates; where characters of a sentence were destroyed, nobody knows what its year is of."""
    return _count("\n".join(part for part in _SENTENCES.split(text) if LOST not in part), _ANY_YEAR)


def _count(text: str, *patterns: re.Pattern[str]) -> Years:
    """How often the patterns state each year, a place in the text counted once."""
    places: dict[int, str] = {}
    for pattern in patterns:
        for match in pattern.finditer(text):
            group = next(index for index in range(1, pattern.groups + 1) if match[index])
            places[match.start(group)] = match[group]
    return count_years(places.values())
