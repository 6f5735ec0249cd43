"""The day on which a report was published, as its file states it.

Evidence is ranked: a day that the page prints behind the label of publication (发布时间：2021-01-18), the file's own
metadata, a bare label (日期：), the line under its title (来源：样例镇 2021-01-18), the date of signature.
A date inside a sentence, the statistics period and the date of a law are never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.text import BASIC_HAN, ONE_TO_NINE, ONE_TO_TEN, fold_number, parse_chinese_numeral

Pairs = Sequence[tuple[str, str]]
# The Regulations (政府信息公开条例) took effect on 1 May 2008. The last year is one after the last that data may cover.
FIRST_PUBLICATION, LAST_PUBLICATION = 2008, 2035

_PUBLISHED = "(?:信息)?(?:发布|公布|公开|发文|发稿|上传|上网|录入|添加|刊登)[ 　]{0,2}(?:日期|时间)|发布于"
_WRITTEN = r"(?:成文|生成|制发|印发|形成|制作|产生)(?:日期|时间)|(?:生效|签署)日期"
# Names of metadata that say when the text was put on the page; a bare “date” may be of anything.
_PUBLISHED_NAME = re.compile(
    rf"(?:{_PUBLISHED}|(?:first)?pub(?:lish)?(?:ed)?[-_: ]?(?:date|time|at)?|article:published_?time|og:release_?date"
    r"|dc\.date\.issued)",
    re.IGNORECASE,
)
# Names of metadata that say when the document was made: asked after the others, as both are often given.
_WRITTEN_NAME = re.compile(rf"(?:信息)?(?:{_WRITTEN})")
# A day of this century in digits, its parts divided, the hour glued to it or not; three spaces between parts at most,
# or they are other numbers.
_DATE = r"(20\d\d)\s{0,3}[-–年/.．]\s{0,3}(\d{1,2})\s{0,3}[-–月/.．]\s{0,3}(\d{1,2}(?!\d)|\d\d(?=\d\d:\d\d))"
# A day as eight digits; digits before or behind make it another number.
_COMPACT_DATE = r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"
# In metadata eight digits are a day too.
_ANY_DATE = re.compile(rf"(?<!\d){_DATE}|{_COMPACT_DATE}")


# Where a word may be spaced: between two characters of it, not before a mark of a pattern.
_INSIDE_WORD = re.compile(rf"(?<=[{BASIC_HAN}])(?=[{BASIC_HAN}])")


def _spaced(words: str) -> str:
    """A pattern of words that also takes them with a space between their characters (发 布 日 期)."""
    return _INSIDE_WORD.sub(r"[ 　\\t]{0,2}", words)


_LABELLED_DAY = rf"(?:{_DATE}(?!\s*日?\s*星期)|{_COMPACT_DATE})"
# A day behind the label of publication; no 星期 stands behind it, as in the clock of a page.
_LABELLED = re.compile(rf"(?:{_spaced(_PUBLISHED)})[\s:：|\]】]{{0,8}}{_LABELLED_DAY}")
# 时间 and 日期 alone are labels only where nothing stands before them (会议时间, 截止日期 are not of publication) and a
# mark stands behind them; one that is spaced (日 期) has no spaced character before it. They may be of anything, so the
# exact label is asked first.
_BARELY_LABELLED = re.compile(
    rf"(?<![{BASIC_HAN}])(?:时间|日期|(?<![{BASIC_HAN}][ 　\t])(?:时[ 　\t]{{1,2}}间|日[ 　\t]{{1,2}}期))"
    rf"[\s:：|\]】]{{1,8}}{_LABELLED_DAY}"
)
# The same for the day on which the document was made; 成文 without 日期 is no label.
_WRITTEN_LABELLED = re.compile(rf"(?:{_spaced(_WRITTEN)})[\s:：|\]】]{{1,8}}{_DATE}")
# What ends directly before a day that is of something else: another label (打印时间：), 今天是.
_NO_LABEL_BEFORE = r"(?<![:：是])(?<![:：是][ 　\t])(?<!时间)(?<!日期)(?<!时间[ 　\t])(?<!日期[ 　\t])"
# 时间 with its colon behind the name of a body or a gap: pieces that stand side by side are one text in a page. Behind
# another word (更新时间, 会议时间) it is of something else.
_TIME_BEHIND_BODY = r"(?:(?<=[局办镇乡府厅委会心站网道室处部中 　\t|｜])(?:时间|日期)[:：]\s?)"
# The line under a title in which the site says where the text is from and when it came: 来源：样例镇 2022-01-18, or the
# day before 来源, 浏览 or the size of letters, or a body and a day alone on their line. A day alone, one with other
# words behind it or another label before it (更新时间, 截止日期), and one on another line (the clock of the page) are
# left.
_STAMPED = re.compile(
    rf"来源[:：](?:(?!时间|日期|更新|截[止至]|今[天日])[^\n。，；]){{0,40}}?{_TIME_BEHIND_BODY}?(?<!\d){_DATE}(?![日\s]*星期)"
    rf"|{_NO_LABEL_BEFORE}(?<!\d){_DATE}[ 　\t]{{0,3}}日?(?:[ 　\t]{{0,3}}\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?"
    r"[ 　\t|｜/]{0,6}[【\[]?[ 　\t]?(?:(?:信息)?来源|作者|浏览(?!器)|点击|阅读|访问|字\s?[体号]|打印|分享)"
    rf"|^[ 　\t]*[{BASIC_HAN}]{{1,30}}(?:[镇乡局厅委办]|街道|政府|办公室|公开办|办事处|委员会|中心)"
    rf"[ 　\t]{{1,10}}{_DATE}[日\s]*$",
    re.MULTILINE,
)
# A line that is a day, in brackets or behind a name that a space or a colon divides from it. A name that is glued to
# the day is missed; a day in a sentence has other words behind it.
_SIGNED = re.compile(rf"[\s（(]*(?:[{BASIC_HAN}]{{2,30}}[\s:：]{{1,40}})?{_DATE}\s*日?[\s）)]*")
# What begins the links to other texts behind a report, whose days are theirs.
_OTHER_TEXTS = re.compile(
    r"[\s【\[]*(?:(?:相关|友情|热门|最新|推荐|延伸)(?:链接|信息|文章|新闻|阅读|文件|稿件|内容|推荐)|[上下前后]一[条篇页则个]|猜你喜欢)"
)
# The name of another text at the end of a line: a day behind it, or on the next line, is that of a link. A link by
# another name (县长调研) is missed.
_LINK_NAME = re.compile(
    r"(?:通知|公告|公示|通报|公报|预算|决算|办法|方案|制度|指南|目录|意见|批复|报告|年报|规定|条例|解读)[》”）)]?\s*$"
)
# A year of this century up to 2039 in Chinese numerals, its zeros as they are typed: 〇 ○ 零 o O 0.
CHINESE_YEAR = rf"[二2][〇○零oO0][〇○零oO0一二三123][〇○零oO0{ONE_TO_NINE}\d]"
# A day in Chinese numerals, its month also 元. One of mixed numerals (2021年一月8日) is missed.
_CHINESE_DATE = re.compile(
    rf"({CHINESE_YEAR})\s*年\s*"
    rf"(元|[{ONE_TO_TEN}]{{1,2}})\s*月\s*([{ONE_TO_TEN}]{{1,3}})\s*日"
)
# Digits beside a lost character: the number that is left is none, however whole it looks (\ufffd021).
_DAMAGED = re.compile(r"(?<!\d)\d*+(?:\ufffd\d*+)+")
YEAR_DIGITS = {ord(char): digit for char, digit in zip(f"〇○零oO{ONE_TO_NINE}", "00000123456789", strict=True)}
# Labelled dates stand in the head or the foot of a page, signatures in the foot; between them dates are of the prose.
_HEAD_CHARS, _TAIL_CHARS = 1500, 1500
# A label, the words between and a date are no longer.
_LONGEST_DATE = 120
# A name, spaces up to the right margin, and a date; in a longer line the date is part of something else.
_LONGEST_SIGNATURE = 90
# Behind a signature stand attachments and the website's foot; above it, a title and a sentence at least.
_TAIL_LINES, _MIN_LINES_ABOVE = 15, 2
# A date stands at the beginning of a value of metadata.
_DATE_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of publication and what states it; None and '' where nothing does."""

    published_on: date | None
    evidence: str


def find_publication(text: str, metadata: Pairs = ()) -> Publication:
    """Find the day of publication.

    >>> find_publication("正文。\\n无。\\n样例镇人民政府\\n二〇二一年一月十八日").published_on
    datetime.date(2021, 1, 18)
    >>> find_publication("统计期限自2020年1月1日起", (("发布日期", "2021-01-20 09:30"),)).evidence
    'the metadata'
    """
    folded = fold_dates(text)
    stated = "\n".join(f"{name}：{fold_dates(value[:_DATE_WITHIN])}" for name, value in metadata)
    sources: Sequence[tuple[str, Iterable[date | None]]] = (
        ("a labelled date", _dates(_LABELLED, folded, _TAIL_CHARS)),
        ("the metadata", _of_metadata(metadata, _PUBLISHED_NAME)),
        ("the metadata", _dates(_LABELLED, stated, 0)),
        ("a labelled date", _dates(_BARELY_LABELLED, folded, _TAIL_CHARS)),
        ("the metadata", _dates(_BARELY_LABELLED, stated, 0)),
        ("the line under the title", _dates(_STAMPED, folded, 0)),
        ("the metadata", _dates(_STAMPED, stated, 0)),
        ("the signature", _signatures(folded[-_TAIL_CHARS:], is_whole=len(folded) <= _TAIL_CHARS)),
        ("the metadata", _of_metadata(metadata, _WRITTEN_NAME)),
        ("a labelled date", _dates(_WRITTEN_LABELLED, folded, 0)),
    )
    for evidence, dates in sources:
        found = next((day for day in dates if day is not None), None)
        if found is not None:
            return Publication(found, evidence)
    return Publication(None, "")


def fold_dates(text: str) -> str:
    """Digits of one width, and dates in Chinese numerals as digits; digits beside a lost character are no number.

    >>> fold_dates("二〇二一年一月十八日"), fold_dates("2\ufffd21年1月1日")
    ('2021年1月18日', '\ufffd年1月1日')
    """
    return _DAMAGED.sub("\ufffd", _CHINESE_DATE.sub(_fold_date, fold_number(text)))


def _fold_date(match: re.Match[str]) -> str:
    month = 1 if match[2] == "元" else parse_chinese_numeral(match[2])
    day = parse_chinese_numeral(match[3])
    return f"{match[1].translate(YEAR_DIGITS)}年{month}月{day}日"


def _day(year: str, month: str, day: str) -> date | None:
    if not FIRST_PUBLICATION <= int(year) <= LAST_PUBLICATION:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _of_metadata(metadata: Pairs, names: re.Pattern[str]) -> Iterable[date | None]:
    for name, value in metadata:
        if not names.fullmatch("".join(name.split()).strip(":：")):
            continue
        match = _ANY_DATE.search(fold_dates(value[:_DATE_WITHIN]))
        if match:
            yield _day(*(part for part in match.groups() if part is not None))


def _dates(pattern: re.Pattern[str], text: str, tail: int) -> Iterator[date | None]:
    """The dates that begin in the head of a text, or in so many characters of its foot; none is cut at a bound."""
    foot = max(_HEAD_CHARS, len(text) - tail)
    matches = (
        *(match for match in pattern.finditer(text, 0, _HEAD_CHARS + _LONGEST_DATE) if match.start() < _HEAD_CHARS),
        *pattern.finditer(text, foot),
    )
    for match in matches:
        year, month, day = (part for part in match.groups() if part is not None)
        yield _day(year, month, day)


def _signatures(tail: str, *, is_whole: bool) -> Iterable[date | None]:
    """Dates that have one of the last lines to themselves or to a name and themselves, the last one first.

    The first lines of a file are no place for a signature: what stands there is the clock of a page.
    """
    lines = [line for line in tail.split("\n") if line.strip()]
    above = _MIN_LINES_ABOVE if is_whole else 1
    first = max(above, len(lines) - _TAIL_LINES)
    end = next((number for number in range(above, len(lines)) if _OTHER_TEXTS.match(lines[number])), len(lines))
    for number in reversed(range(first, end)):
        line = lines[number]
        match = _SIGNED.fullmatch(line) if len(line) <= _LONGEST_SIGNATURE else None
        if match and not _is_of_a_link(line[: match.start(1)], lines[number - 1]):
            yield _day(match[1], match[2], match[3])


def _is_of_a_link(name: str, above: str) -> bool:
    """Whether a day stands behind the name of another text, or alone below one."""
    return bool(_LINK_NAME.search(name if name.strip("\t 　（(") else above))
