"""When the numbers of a sentence were: in the report's year, in part of it, in another one, in several or in all.

The words before a number decide, the nearest first; `text` and `group` are folded sentences up to the number.
"""

from __future__ import annotations

import re

from transforms.narrative.clauses import CLAUSE_END, after_last, last_start
from transforms.narrative.quantities import ANY_NUMBER
from transforms.text import BASIC_HAN, ONE_TO_TEN

YEAR, CUMULATIVE = "year", "cumulative"
# Words of a plan or a duty, whose number has not happened (力争, 下一步, 确保 in its own clause). Leaves
# 计划 without an act, 按计划完成, 拟定, and 下年度继续, words of the form. Misses duties in other words (须).
_PLANNED = re.compile(
    rf"(?<!按)(?<!按照)(?<!照)计划(?=[{BASIC_HAN}]{{0,8}}(?:开展|组织|举办|召开|公开|发布|培训|新增|配备|增加|完成|再))|打算|拟(?![定订])|力争|预计|下一步|下步|今后|明年|下年(?!度继续)"
    r"|次年|力求|应当|应于|必须|原则上|目标(?:是|为|数)|将(?:要|会|再|继续|进一步|组织|开展|举办|召开|新增|增加|配备|公开|发布|安排)"
    r"|(?:要求|规定|约定)(?=各|全|每)|争取|确保[^，,。；;]{0,20}$"
)
# A number for each of several (每季度召开1次). Leaves 每一.
_RATE = re.compile("每个?(?:半?年|月|季度?|周|天|日|次|期|村)")
# Words with which a paragraph begins to speak of what is to come (下一步，…). Leaves 计划, which may be past.
_TO_COME = re.compile(r"下一?步|今后|明年|来年|打算|努力方向|下一?年度?(?!继续)工作|工作(?:计划|安排|思路)")
# What makes a number behind which it stands one of a plan (公开150条的目标). Leaves 的要求 of another thing than the
# number, which no 的 joins to it.
_PLANNED_BEHIND = re.compile(r"(?:以上|左右)?的(?:年度|全年|工作|既定|预定){0,2}(?:目标|任务|要求|指标|标准|计划)")
# What makes a number behind which it stands a rate (20条/月, 5条每周). Leaves a slash between two numbers (20条/30条).
_RATE_BEHIND = re.compile(
    r"(?:以上|左右)?[（(]?(?:[/／](?:每?(?:半?年|月|季度?|周|天|日|人|次|期|村))|每(?:半?年|月|季度?|周|天|日))"
)
# A year in digits. Leaves the tail of a longer number; misses 20年. 二〇二〇年 is folded before.
_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)年")
# Words before a year that make it the end of a span (截至2020年, 自2015年). Leaves what a comma parts from it.
_SPAN_BEFORE = re.compile(r"(?:截[至止到]|自从?|从|至|到|于|以来)[^，。；\d]{0,4}$")
# The year before, in words. Leaves 上年结转 and 上年度结转, a row of the form that is counted this year.
_LAST_YEAR = re.compile(r"(?:上年|上一年)(?!度?结转)|去年|前年|往年")
# The report's year, in words. Leaves 近年 and 同年, which may be any, and 全年, which is the year that is spoken of.
_THIS_YEAR = re.compile(r"今年|本年")
# The year that was named last, the end of a span too (截至2020年12月31日，当年公开…; 2019年全年公开…). Leaves 当年轻人.
_SAME_YEAR = re.compile(r"当年(?!轻)|该年|全年|年内|一年来|年度内")
# Words before a year with which a span begins: it is not the year that is spoken of. Leaves its end (截至).
_BEGIN_BEFORE = re.compile(r"(?:自从?|从)[^，。；\d]{0,4}$")
# A part of the year, or an average: 上半年, 1-11月, 疫情期间, 月均, 12月. Leaves 统计期间, ＃期间 (a year that was
# folded before), and 12月底, an end. Misses parts with a name of their own (换届时).
_PART_OF_YEAR = re.compile(
    r"上半年|下半年|季度|\d{1,2}月份|(?<!\d)\d{1,2}(?:月(?:\d{1,2}日)?)?(?:起|开始)?[至到\-—~～]{1,4}(?:20\d\d年)?\d{1,2}月"
    r"|(?<!统计)(?<!年度)(?<!＃)(?<!规划)(?<!五”)(?<!五)期间|前夕|[节日]前后|[月日周]均|平均|人均|当[月日天]"
    rf"|(?<!\d)\d{{1,2}}月(?!\d|份|底|末)|(?<!元)[{ONE_TO_TEN}]月(?!底|末)"
)
# The end of a year as a month (截至12月), which is no part of it. Leaves 12月 alone.
_CLOSING_MONTH = re.compile(r"截[至止到]到?(?:20\d\d年)?\d{1,2}月")
# A month before the last as the end of a count (截至11月底): neither the year nor all years. Leaves 截至12月, and the
# month of a later year, in which the report was written (截至2021年1月).
_UP_TO_A_MONTH = re.compile(r"截[至止到]到?(?:(?P<year>20\d\d)年)?(?:[1-9]|1[01])月")
# Several years together: 2018-2020年, 近三年来, 十三五. Leaves 五年 without 来 or 内, an age of something.
_SEVERAL_YEARS = re.compile(
    r"(?<![\d二])20\d\d年?(?:度)?(?:[—\-~～至到]{1,3}|[、和与及])20\d\d(?:年|两年)|(?:近|这|过去)?(?:[两二三四五六七八九]|十[一二三四五]?|(?<!\d)\d{1,2})年(?:多|余)?(?:来|间|以来|内)"
    r"|十[一二三四]五|任期|本届|两年|三年行动"
)
# Words that sum all years up to now; 累计 may do so, or sum the months of one year. Leaves 共.
_SINCE = re.compile(r"历年|以来|累计|截[至止到]|至今|迄今|开通至|目前[，,]?(?:已|共|累计)|总量")
# Words that certainly begin at some day: without 累计, which for events means the year. Leaves 目前共.
_SINCE_A_DAY = re.compile(r"历年|以来|截[至止到]|至今|迄今|开通至")
# Words that sum all years even where the year is named as well. Leaves 截至, which may end the year.
_OF_ALL_YEARS = re.compile(r"历年|以来|开通至|至今|迄今")
# Since the beginning of one year (今年以来): that year's. Leaves 自开通以来.
_SINCE_ONE_YEAR = re.compile(r"今年以来|20\d\d年以来")
_GROWING = ("proactive_disclosures", "new_media_posts", "followers")


def own_years(text: str) -> list[int]:
    """The years that a text speaks of, without the ends of spans (截至2020年, 至2020年)."""
    return [int(match[1]) for match in _YEAR_NAMED.finditer(text) if not _SPAN_BEFORE.search(text[: match.start()])]


def is_this_year_named(text: str) -> bool:
    """Whether a text speaks of the report's year without its number (今年, 本年)."""
    return bool(_THIS_YEAR.search(text))


def is_of_year(group: str, period: str, report_year: int | None, *, is_other_year: bool) -> bool:
    """Whether a number behind `group` is one of the report's year, or of all years up to it.

    `is_other_year` says that the sentences before spoke of another year.
    """
    if (
        is_planned(group)
        or _RATE.search(group)
        or _PART_OF_YEAR.search(_CLOSING_MONTH.sub("", group))
        or _is_of_several_years(group)
    ):
        return False
    if _ends_before_the_year(group, report_year):
        return False
    years = own_years(group)
    last_year, this_year = last_start(_LAST_YEAR, group), last_start(_THIS_YEAR, group)
    if last_start(_SAME_YEAR, group) > max(last_year, this_year):
        return _is_same_year(group, report_year, is_other_year=is_other_year)
    if last_year > max(this_year, last_start(_YEAR_NAMED, group)):
        return False
    if years and report_year is not None and this_year < 0:
        return years[-1] == report_year or period == CUMULATIVE
    return bool(years) or this_year >= 0 or not is_other_year


def _is_same_year(group: str, report_year: int | None, *, is_other_year: bool) -> bool:
    """Whether 当年 is the report's year: the year named last before it, or the year that is spoken of."""
    before = group[: last_start(_SAME_YEAR, group)]
    named = [
        int(match[1]) for match in _YEAR_NAMED.finditer(before) if not _BEGIN_BEFORE.search(before[: match.start()])
    ]
    return report_year in (None, named[-1]) if named else not is_other_year


def _ends_before_the_year(group: str, report_year: int | None) -> bool:
    """Whether a number was counted up to a month of the year before its last."""
    ends = (match["year"] for match in _UP_TO_A_MONTH.finditer(group))
    return any(year is None or report_year in (None, int(year)) for year in ends)


def is_of_what_is_to_come(text: str) -> bool:
    """Whether a heading, or a sentence with those behind it, speaks of what is to come and not of the year.

    >>> is_of_what_is_to_come("下一步，我镇将从三处着手："), is_of_what_is_to_come("2020年工作情况")
    (True, False)
    """
    return bool(_TO_COME.search(text))


def is_planned(group: str) -> bool:
    """Whether a number behind `group` is one of a plan or a duty."""
    return bool(_PLANNED.search(group))


def is_planned_behind(behind: str) -> bool:
    """Whether the words behind a number make it one of a plan: 150条的目标任务."""
    return bool(_PLANNED_BEHIND.match(behind))


def is_rate_behind(behind: str) -> bool:
    """Whether the words behind a number make it one for each of several: 20条/月."""
    return bool(_RATE_BEHIND.match(behind))


def _is_of_several_years(group: str) -> bool:
    """Whether several years together are named last: 近三年来; not 十三五以来…，2020年…."""
    several = max((match.end() for match in _SEVERAL_YEARS.finditer(group)), default=0)
    return several > max(last_start(_THIS_YEAR, group), last_start(_YEAR_NAMED, group), 0)


def period_of(text: str, start: int, metric: str, *, is_since: bool = False) -> str:
    """What a number covers: all years up to now for 累计, 截至, 自…以来, unless its sentence counts within the year.

    累计 in a clause of its own behind another number sums the years (新增20条，累计300条); 2020年累计 does not, and
    neither does 累计培训45人次, as events are counted by the year anyway. `is_since` says that the sentence goes on
    about what was counted up to a day.
    """
    before = text[:start]
    clause = after_last(CLAUSE_END, before)
    if _OF_ALL_YEARS.search(clause) and not _SINCE_ONE_YEAR.search(clause):
        return CUMULATIVE
    if _is_within_year(clause):
        return YEAR
    since = _SINCE if metric in _GROWING else _SINCE_A_DAY
    if since.search(clause) and ANY_NUMBER.search(before[: len(before) - len(clause)]):
        return CUMULATIVE
    if _is_within_year(before):
        return YEAR
    return CUMULATIVE if since.search(before) or (is_since and metric in _GROWING) else YEAR


def is_up_to_a_day(text: str, *, is_since: bool) -> bool:
    """Whether the sentence behind a text still counts up to the day that it, or one before it, names (截至12月31日)."""
    return bool(_SINCE_A_DAY.search(text) or is_since) and not _is_within_year(text)


def _is_within_year(text: str) -> bool:
    return bool(_THIS_YEAR.search(text) or _SAME_YEAR.search(text) or own_years(text))
