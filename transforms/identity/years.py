"""The year that a report's data cover.

Every kind of evidence is gathered and weighed: the statistics period, the title, the name that the text gives itself,
the closing date of its figures, what its sentences say of the body, the day of publication, the path of the file. Years
that say nothing are masked first (`year_masks`). Kinds that disagree leave a doubt (`year_conflict`) with both values;
where nothing decides, there is no year. A report is published in the first months of the year after (条例第五十条: by
31 January, by 31 March), so only such a day says anything of the year, and a report that was published before its year
was over contradicts itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from transforms.doubts import Doubt
from transforms.identity.publication import Pairs, find_publication
from transforms.identity.stated_years import (
    Years,
    any_years,
    closing_years,
    count_years,
    fold_years,
    named_years,
    own_years,
    period_years,
    split_preamble,
    without_name,
)
from transforms.identity.titled_years import (
    TITLE_LINE,
    file_title_years,
    names_body,
    path_years,
    says_year,
    title_years,
)
from transforms.identity.year_masks import mask_notes, mask_other_years, mask_page_years
from transforms.language import Pair, joined, listed
from transforms.outline import without_menus

PERIOD, TITLE, FILE_TITLE, NAME, CLOSING, OWN_WORDS, PUBLICATION, ANY_WORDS, PATH = (
    Pair("统计期限", "statistics period"),
    Pair("标题", "title"),
    Pair("元数据的标题", "title in the metadata"),
    Pair("正文中的报告名称", "name of the report in its text"),
    Pair("数据截止日期", "closing date of the figures"),
    Pair("正文", "text itself"),
    Pair("发布日期", "day of publication"),
    Pair("正文的其他文字", "other words of the text"),
    Pair("文件路径", "path of the file"),
)
# A period outweighs a title and loses to a title with any other witness but the weakest two; those two decide nothing
# against a stronger one and nothing between them.
_WEIGHTS = {
    PERIOD: 4.0,
    TITLE: 3.0,
    FILE_TITLE: 2.5,
    NAME: 2.0,
    CLOSING: 2.0,
    OWN_WORDS: 2.0,
    PUBLICATION: 1.5,
    ANY_WORDS: 0.5,
    PATH: 0.5,
}
_STRONG = (PERIOD, TITLE)
_REAL = (PERIOD, TITLE, FILE_TITLE, NAME, CLOSING, OWN_WORDS)
# What states one year on purpose, so that each other year that it states as well is a slip of one of the two.
_EXACT = (PERIOD, TITLE, NAME)
# One sentence may slip, or tell of what was done the year before.
_SINGLE_WEIGHT = 1.0
# A year wherever it is printed, torn from its 年 or not. Leaves those within a number.
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
# What stands around a cell of a line.
_CELL_EDGES = ("|", "\t", "  ")
# So many years of one kind are a list (links, a table over the years), no slips.
_MIN_LISTED = 3
# Townships publish by the end of January, the counties by the end of March; what is published after April is late, and
# may be of any year.
_LAST_MONTH_OF_PUBLISHING = 4
# Some publish before their year is over, with figures up to 15 December or so; not in October.
_FIRST_MONTH_OF_EARLY_PUBLISHING = 11


@dataclass(frozen=True, slots=True)
class YearReading:
    """The year of the data, None if it cannot be told; each source with its year; the day of publication; doubts."""

    year: int | None
    evidence: Pair
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
    published_on = find_publication(text, metadata).published_on
    found = _gather(text, title, metadata, path, published_on)
    leading = {source: year for source, years in found.items() if (year := _leading(years)) is not None}
    stands = listed(_stated(source, years) for source, years in found.items())
    year = _choose(found, leading)
    if year is None or _is_link(title, leading, year, text):
        undecided = Pair("不能确定：{stands}", "undecided: {stands}", stands=stands)
        return YearReading(None, undecided if stands else Pair("没有找到年度", "no year found"), published_on)
    decisive = next(source for source in _WEIGHTS if leading.get(source) == year)
    doubts = (
        *_inferred(decisive, year),
        *_conflicts(found, leading, year, path),
        *_published_early(year, published_on),
    )
    return YearReading(year, stands, published_on, doubts)


def _stated(source: Pair, years: Years) -> Pair:
    """What a kind of evidence says of the year, and what it is."""
    most = [Pair(str(year), str(year)) for year in _most_stated(years)]
    return Pair("{source} {years}", "{source} {years}", source=source, years=joined("或", " or ", most))


def _gather(
    text: str, title: str | None, metadata: Pairs, path: str, published_on: date | None
) -> Mapping[Pair, Years]:
    """How often each kind of evidence states each year, in the order of their weight; kinds that state none are left
    out."""
    page = mask_page_years(fold_years(without_menus(text)))
    plain = mask_other_years(page)
    noteless = mask_notes(plain)
    preamble, body = split_preamble(noteless)
    preamble, body = TITLE_LINE.sub("", _without_title(preamble, title)), TITLE_LINE.sub("", body)
    rest = without_name(preamble)
    stated = {
        PERIOD: period_years(noteless) or period_years(plain),
        TITLE: title_years(title or "", page),
        FILE_TITLE: file_title_years(metadata),
        NAME: named_years(preamble),
        CLOSING: closing_years(noteless),
        OWN_WORDS: own_years(rest, body),
        PUBLICATION: _year_before(published_on),
        ANY_WORDS: any_years(f"{rest}\n{body}"),
        PATH: path_years(path),
    }
    return {source: years for source, years in stated.items() if years}


def _without_title(preamble: str, title: str | None) -> str:
    """A preamble without the title where that fills a cell of a longer line, as beside an article: it is one witness.

    In a sentence (现将…公布如下) the same words are another.
    """
    words = fold_years(title or "")
    start = preamble.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if preamble[:start].endswith(_CELL_EDGES) and preamble[end:].startswith((*_CELL_EDGES, "\n")):
            return preamble[:start] + preamble[end:]
        start = preamble.find(words, end)
    return preamble


def _most_stated(years: Years) -> tuple[int, ...]:
    most = max(years.values())
    return tuple(sorted(year for year, times in years.items() if times == most))


def _leading(years: Years) -> int | None:
    """The year stated most often; None where two are stated as often."""
    most = _most_stated(years)
    return most[0] if len(most) == 1 else None


def _choose(found: Mapping[Pair, Years], leading: Mapping[Pair, int]) -> int | None:
    """The year with the most weight behind it; None where only the weakest sources speak and disagree, or where the
    best are as strong and neither is a period or a title.

    A period alone stands against a title alone: periods are typed for the report, titles are named by the page. Against
    a title that the text or the day of publication confirms, it does not: it was left over from the year before.
    """
    weights: dict[int, float] = defaultdict(float)
    for source, year in leading.items():
        is_single = source == OWN_WORDS and found[source][year] == 1
        weights[year] += _SINGLE_WEIGHT if is_single else _WEIGHTS[source]
    if not weights or (not leading.keys() & {*_REAL} and len(weights) > 1):
        return None
    best = [year for year, weight in weights.items() if weight == max(weights.values())]
    if len(best) == 1:
        return best[0]
    return next((leading[source] for source in _STRONG if leading.get(source) in best), None)


def _is_link(title: str | None, leading: Mapping[Pair, int], year: int, text: str) -> bool:
    """Whether only a title that names no body speaks for a year, and another witness against it: such a title may be a
    link to the report of another year, where the own one is lost. Where the page is too torn for any witness, another
    year that it prints more often is one."""
    support = [source for source, stated in leading.items() if stated == year]
    if support != [TITLE] or names_body(title or ""):
        return False
    if len(leading) > 1:
        return True
    printed = Counter(map(int, _YEAR.findall(text)))
    return any(times > printed[year] for times in printed.values())


def _inferred(evidence: Pair, year: int) -> Iterable[Doubt]:
    if evidence in _STRONG:
        return ()
    severity = "info" if evidence in _REAL else "warning"
    message = Pair(
        "统计期限和标题都没有写明年度，{evidence}表明是{year}年。",
        "Neither a period nor a title names the year; the {evidence} says {year}.",
        evidence=evidence,
        year=year,
    )
    return (Doubt("year_inferred", severity, message, "report.report_year", None, str(year)),)


def _conflicts(found: Mapping[Pair, Years], leading: Mapping[Pair, int], year: int, path: str) -> Iterator[Doubt]:
    """What speaks of another year, a doubt for each kind of evidence and year.

    Weak evidence says nothing against strong: one sentence against period and title together, the day of publication
    against two kinds (reports are posted years late), the other words of the text against either of the two.
    """
    support = [source for source in _WEIGHTS if leading.get(source) == year]
    for source, years in found.items():
        if source not in support and _is_weak(source, years, support, path):
            continue
        for other in _rivals(source, years, year):
            message = Pair(
                "{source}表明是{other}年，报告按{year}年读取，依据是{support}。",
                "The {source} says {other}, but {year} is taken: {support}.",
                source=source,
                other=other,
                year=year,
                support=listed(support),
            )
            severity = "info" if source == PATH else "warning"
            yield Doubt("year_conflict", severity, message, "report.report_year", str(year), str(other))


def _rivals(source: Pair, years: Years, year: int) -> tuple[int, ...]:
    """The other years that a kind of evidence states: all of what states one on purpose, else those stated most."""
    stated = tuple(sorted(years)) if source in _EXACT else _most_stated(years)
    if year in stated and len(stated) >= _MIN_LISTED:
        return ()
    return tuple(other for other in stated if other != year)


def _is_weak(source: Pair, years: Years, support: list[Pair], path: str) -> bool:
    if source == OWN_WORDS:
        return max(years.values()) == 1 and all(strong in support for strong in _STRONG)
    if source == PUBLICATION:
        return sum(real in support for real in _REAL) > 1
    if source == ANY_WORDS:
        return any(strong in support for strong in _STRONG)
    return source == PATH and not says_year(path)


def _published_early(year: int, published_on: date | None) -> Iterable[Doubt]:
    """A report that was published before its year was nearly over: one of the two is wrong."""
    if published_on is None or (published_on.year, published_on.month) >= (year, _FIRST_MONTH_OF_EARLY_PUBLISHING):
        return ()
    message = Pair(
        "数据是{year}年的，报告却写明发布于{published_on}。",
        "The data are of {year}, but the report says that it was published on {published_on}.",
        year=year,
        published_on=published_on,
    )
    return (Doubt("year_conflict", "warning", message, "report.report_year", str(year), str(published_on.year - 1)),)


def _year_before(published_on: date | None) -> Years:
    if published_on is None or published_on.month > _LAST_MONTH_OF_PUBLISHING:
        return Counter()
    return count_years([str(published_on.year - 1)])
