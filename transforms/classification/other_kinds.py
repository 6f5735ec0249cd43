"""What a text is that is no report: rules, a notice, a guide, news, an interpretation, half a year, a list of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.classification.evidence import GOES_ON, Evidence
from transforms.classification.head import HEAD_CHARS, preamble_of, title_lines
from transforms.classification.templates import REPORT_TITLE
from transforms.form import DISCLOSURE, OTHER_SUBJECT, REPORT, REPORT_NAME
from transforms.knowledge import read_rows
from transforms.language import Pair
from transforms.text import BASIC_HAN, ONE_TO_TEN

# A notice asks for something a little farther down than its head.
_NOTICE_CHARS = 2000
# So many articles are rules; a report quotes one or two.
_MIN_ARTICLES = 3
# So many links to reports are a list, if fewer than so many sentences stand around them; a report has two or three to
# those of the years before.
_MIN_LINKS, _FEW_SENTENCES = 4, 2
# So many columns of a catalogue, each a cell of its own, are its header.
_MIN_COLUMNS = 4
# So many headings of an interpretation are one; a report may speak of its 编制依据.
_MIN_REASONS = 2
# Shorter titles are links of the page's menu, such as 政府信息公开指南.
_SHORTEST_OTHER_TITLE = 9
# A line about reports; asked only of texts without a title and without an outline.
_ABOUT_REPORTS = re.compile(rf"{REPORT_NAME}{GOES_ON}|{REPORT_NAME}[”》]?(?:是指|指的是|，是)")
# An article of rules at the beginning of a line or a sentence; 第二十条 第（一）项 is a caption of the official
# table. Articles in digits are missed.
_ARTICLE = re.compile(rf"(?:^|\s)第[{ONE_TO_TEN}]{{1,3}}条(?=[\s　:：、])(?![\s　]*第?[\s　]*[（(])", re.MULTILINE)
_BODIES = "政府|办事处|部门|单位|机构|科室|机关|街道|镇|乡|局|委|办|公司|企业"
# A line that addresses those who are to report; readers (各位读者) are no bodies.
_SALUTATION = re.compile(
    rf"^[ \t　]*(?:各|全)[{BASIC_HAN}、，,（）()]{{1,60}}(?:{_BODIES})[{BASIC_HAN}、，,（）()]{{0,20}}[：:]\s*$",
    re.MULTILINE,
)
# What a notice asks or says of itself; 请与…联系 stands in every report.
_NOTICE_WORDS = re.compile(r"通知|请(?:于|各|按|认真|结合|遵照)|报送|现将[^。\n]{0,40}(?:印发|通知|通报)|印发给你们")
# What a notice says that brings a report along to publish it. One that brings a form to fill prints it (现将格式印发).
_PUBLISHES = re.compile(r"现(?:予以?|将[^。\n]{0,40})(?:公布|发布|公开)|现(?:公布|发布)")
# What a document of another kind calls itself where it says why it was made (制定本指南, 本办法所称). A report that
# speaks of its body's guide or of 本制度 elsewhere is left.
_OTHER_SELF_NAME = re.compile(
    r"(?:制定|制订|编制|拟定|拟订|出台)(?:了)?本(?:公开)?(?:指南|制度|办法|规定|目录|细则|方案|清单|规范|预案|计划|要点)|本(?:制度|办法|规定|细则)所称"
)
# How news begins, at the beginning of a line or a sentence, and who writes it; 近日 inside a sentence is prose.
_NEWS = re.compile(
    r"(?:^|(?<=[。！]))[ \t　]*(?:近日|日前|据悉|据了解)|本报讯"
    r"|[网报社]记者(?:采访|提供|介绍)|记者(?:从|获悉|了解|日前|近日)"
    rf"|通讯员|{REPORT}(?:显示|指出|披露)"
    r"|(?:^|(?<=[。！]))[ \t　]*\d{1,2}月\d{1,2}日[，,]"
    rf"[^。\n]{{2,40}}(?:公布|发布|公开|晒出)了?[^。\n]{{0,30}}{REPORT}",
    re.MULTILINE,
)
# What an interpretation says that it does; 对政策进行解读 is an act of which reports tell.
_INTERPRETS = re.compile(
    rf"(?:如下|以下)解读|解读如下|(?:年报|年度报告)(?:的)?(?:主要)?内容[^。\n]{{0,8}}解读|{REPORT_NAME}》[^。\n]{{0,8}}解读"
)
# What the preamble of a school's report names: the law of schools, the school year. A department of education speaks of
# it farther down.
_OF_A_SCHOOL = re.compile(
    r"高等学校信息公开办法|高校信息公开|20\d\d\s{0,2}(?:年?[—－–~～-]|至)\s{0,2}20\d\d\s{0,2}学年|学年度?信息公开"
)
# A period of the figures that ends with a quarter before the last; it must be called one.
_PART_OF_YEAR = re.compile(
    r"统计(?:期限|时间|时限|期间|数据)[^。\n]{0,12}20\d\d\s?年\s?\d{1,2}\s?月\s?1\s?日[^。\n]{0,12}[369]\s?月\s?3[01]\s?日"
)
# The headings by which interpretations are divided, each on a line of its own.
_REASON = re.compile(
    rf"^[ \t　]*[（(]?[{ONE_TO_TEN}\d][)）]?[、.．]?\s{{0,3}}"
    r"(?:编制|起草|出台|制定)的?(背景|依据|目的|过程|意义)[^\n，。]{0,6}$",
    re.MULTILINE,
)
# A cell or a line that heads a column of a catalogue of what is to be disclosed.
_COLUMN = re.compile(
    r"(?:^|[\t|])[ 　]*(公开(?:事项|内容(?:[（(]要素[)）])?|依据|时限|主体|渠道和?载体|渠道|载体|对象|方式|层级)"
    r"|[一二三]级事项)[ 　]*(?=[\t|]|$)",
    re.MULTILINE,
)
# A line that is a link to a report, with a date behind it or not; marks of sentences make it another line.
_LINK = re.compile(
    rf"^[^\n。；]{{0,40}}{OTHER_SUBJECT}{DISCLOSURE}[^\n。；，]{{0,12}}{REPORT}[^\n。；，]{{0,24}}$", re.MULTILINE
)
# A sentence of some length, as links and captions have none; the upper bound limits the work.
_SENTENCE = re.compile(r"[^。\n]{30,300}。")
# The end of a sentence that a line was broken behind: a name in book marks with a comma somewhere before it.
_BROKEN_SENTENCE = re.compile(r"[，,][^《》]*《[^《》]*》$")
# A remark behind a title that is no part of it (…指南（2021年版）).
_REMARK_BEHIND = re.compile(r"[（(][^（()）]{0,20}[)）]$")


def find_overruling_title(text: str, evidence: Evidence) -> Pair | None:
    """What a report's own title says that makes it none: an interpretation, figures of a part of a year.

    Other lines say nothing, as a menu has 年报解读 above the report itself; only a line of two or three words directly
    above the title belongs to it (一图读懂).
    """
    lines = title_lines(text)
    for number, line in enumerate(lines):
        if not REPORT_TITLE.search(line):
            continue
        if evidence.title is None or line in evidence.title or evidence.title in line:
            above = lines[number - 1] if number else ""
            kind = _overruling_kind(line) or _overruling_kind(f"{above}：{line}", only_lead=True)
            return _named(kind, line) if kind else None
    return None


def find_school(text: str) -> Pair | None:
    """A school's report on its disclosure: of a school year, by another law."""
    named = _OF_A_SCHOOL.search(preamble_of(text))
    if named is None:
        return None
    return Pair("学校的报告（开头写有“{words}”）", "a school's report (its head names “{words}”)", words=named[0])


def find_part_of_year(text: str) -> Pair | None:
    """Figures of a quarter, of half a year or of three quarters, by their period."""
    period = _PART_OF_YEAR.search(preamble_of(text))
    if period is None:
        return None
    return Pair("只报告一年中一部分时间的（“{period}”）", "a report of a part of a year (“{period}”)", period=period[0])


def find_other_kind(text: str, evidence: Evidence) -> Pair | None:
    """What a text is that is no report beyond doubt; None where nothing says it."""
    return next(_other_kinds(text, text[:HEAD_CHARS], evidence), None)


def _other_kinds(text: str, head: str, evidence: Evidence) -> Iterator[Pair]:
    articles = _ARTICLE.findall(text)
    if len(articles) >= _MIN_ARTICLES:
        yield Pair("规章制度（有{count}个条文）", "a set of rules ({count} numbered articles)", count=len(articles))
    salutation = _SALUTATION.search(head)
    publishes = evidence.title is not None and _PUBLISHES.search(head)
    if salutation and not publishes and _NOTICE_WORDS.search(text[:_NOTICE_CHARS]):
        addressed = salutation[0].strip()
        yield Pair("通知（写给“{addressed}”）", "a notice (it addresses “{addressed}”)", addressed=addressed)
    if len(columns := set(_COLUMN.findall(text))) >= _MIN_COLUMNS:
        names = "、".join(sorted(columns))
        yield Pair("目录（各列是{columns}）", "a catalogue (its columns are {columns})", columns=names)
    yield from _interpretations(text, head)
    titled = _find_other_title(text)
    is_menu = evidence.is_named and evidence.is_outlined and evidence.is_own and _count_other_titles(text) > 1
    if titled and evidence.title is None and not is_menu:
        yield titled
    if evidence.title is None and (named := _OTHER_SELF_NAME.search(head)):
        yield Pair("另一类文件（写有“{words}”）", "a document of another kind (it says “{words}”)", words=named[0])
    about = next((line for line in title_lines(text) if _ABOUT_REPORTS.search(line)), None)
    if about and evidence.title is None and not evidence.is_outlined:
        yield Pair("谈年度报告的文章（“{line}”）", "something about reports (“{line}”)", line=about)
    links = {match.strip() for match in _LINK.findall(text)}
    if len(links) >= _MIN_LINKS and len(_SENTENCE.findall(text)) < _FEW_SENTENCES and not evidence.filled:
        yield Pair("{count}个报告链接的列表", "a list of {count} links to reports", count=len(links))
    news = _NEWS.search(head)
    if news and not evidence.is_outlined and not evidence.filled:
        yield Pair("关于报告的新闻（“{words}”）", "news about reports (“{words}”)", words=news[0].strip())


def _interpretations(text: str, head: str) -> Iterator[Pair]:
    if says := _INTERPRETS.search(head):
        yield Pair("报告的解读（“{words}”）", "an interpretation of a report (“{words}”)", words=says[0])
    if len(reasons := set(_REASON.findall(text))) >= _MIN_REASONS:
        headings = "、".join(sorted(reasons))
        yield Pair(
            "报告的解读（小标题是{headings}）",
            "an interpretation of a report (its headings are of {headings})",
            headings=headings,
        )


@cache
def _titles() -> tuple[tuple[Pair, bool, re.Pattern[str]], ...]:
    return tuple(
        (Pair(row["kind_zh"], row["kind"]), row["overrules"] == "yes", re.compile(rf"(?:{row['title']})[》”）)]?$"))
        for row in read_rows("document_kinds")
    )


def _named(kind: Pair, line: str) -> Pair:
    return Pair("{kind}（“{line}”）", "{kind} (“{line}”)", kind=kind, line=line)


def _kind_of_title(line: str) -> Pair | None:
    bare = _REMARK_BEHIND.sub("", line)
    if _BROKEN_SENTENCE.search(bare):
        return None
    return next((kind for kind, _, title in _titles() if title.search(bare)), None)


def _overruling_kind(line: str, *, only_lead: bool = False) -> Pair | None:
    """The kind that a line names beside a report; the line above a title must begin with its name."""
    found = ((kind, title.search(line)) for kind, overrules, title in _titles() if overrules)
    return next((kind for kind, match in found if match and not (only_lead and match.start())), None)


def _count_other_titles(text: str) -> int:
    """How many lines name documents of other kinds: a document has one title, a menu names several."""
    return len({line for line in title_lines(text) if _kind_of_title(line)})


def _find_other_title(text: str) -> Pair | None:
    """The first line that names a document of another kind, where no line before it names a report."""
    for line in title_lines(text):
        kind = _kind_of_title(line)
        if kind and len(line) >= _SHORTEST_OTHER_TITLE:
            return _named(kind, line)
        if REPORT_TITLE.search(line):
            return None
    return None
