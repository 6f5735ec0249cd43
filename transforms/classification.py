"""Whether a file is an annual disclosure report at all.

What surrounds the reports uses all of their words: templates, notices to compile them, guides, catalogues, rules, news
and lists of links. So a text must say that it is a report and speak of a body's own year, or hold the filled tables;
and what names itself something else, or addresses those who are to report, is rejected with what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.doubts import Reason, Rejection
from transforms.form import DISCLOSURE, GOVERNMENTAL, OTHER_SUBJECT, REPORT, REPORT_NAME
from transforms.knowledge import read_rows
from transforms.outline import Section
from transforms.placement import Fact
from transforms.text import BASIC_HAN, ONE_TO_TEN

# What a text is stands in its head: its title, whom it addresses, 近日. A notice asks for something a little farther
# down; a report may name itself and its period behind a menu.
_HEAD_CHARS, _NOTICE_CHARS, _NAME_CHARS = 1000, 2000, 3000
# Titles are among the first short lines; of longer lines the end is that of a sentence.
_HEAD_LINES, _LONGEST_TITLE = 12, 70
# So many of the six headings are an outline; two stand in any text about disclosure.
_MIN_HEADINGS = 3
# So many articles are rules; a report quotes one or two.
_MIN_ARTICLES = 3
# So many links to reports are a list, if fewer than so many sentences stand around them; a report has two or three to
# those of the years before.
_MIN_LINKS, _FEW_SENTENCES = 4, 2
# So many blanks are a form to fill; one or two are what a clerk forgot.
_MIN_BLANKS = 3
# With so many filled cells the tables are those of a report, and no example in a lesson.
_MIN_FILLED = 10
# Shorter titles are links of the page's menu, such as 政府信息公开指南.
_SHORTEST_OTHER_TITLE = 9
# Prose without an outline that has more characters tells of a year; news in brief and captions are shorter.
_MIN_STATEMENT_CHARS = 200
# The sections of a report say something; under the headings of a form that a notice brings along stands nothing.
_MIN_SECTION_CHARS = 60

_SUBJECT = rf"{OTHER_SUBJECT}{DISCLOSURE}"
# A line that names a report, loosely: what is named before another kind of document decides, and blanks in it make a
# form.
_REPORT_TITLE = re.compile(rf"{REPORT_NAME}|{GOVERNMENTAL}?信息年度公开报告|年度报告|年报")
# What a report calls itself, in the head; other words for it (本年报) and a report that is said to be compiled count
# too. 公布了年度报告制度 is taken as well: rules are told by their articles.
_SELF_NAME = re.compile(
    rf"{_SUBJECT}(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报|年度报告)|本(?:年度)?报告|本年报|(?:编制|公布|发布|形成)[^。\n]{{0,40}}年度报告"
)
# Behind the name of a report: what makes of it something about reports.
_GOES_ON = (
    r"(?:[（(][^)）\n]{0,12}[)）])?(?:的|之)?(?:编制|编写|编报|编印|制度|通知|工作的|和公布|公布|发布|报送|格式|模板|范文|样本|汇编"
    r"|解读|图解|目录|专栏|列表|(?:第三方)?评估|考核|办法|规定|方案|如何|怎么|撰写|填报|要求|的函|相关|有关)"
)
_NO_TITLE_BEHIND = re.compile(_GOES_ON)
# A lesson or an explanation of reports, which may print a whole report as its example.
_HOW_TO = re.compile(rf"{REPORT_NAME}的?(?:编制|编写|填报|撰写|怎么|如何|怎样|解读|图解)")
# A line about reports; asked only of texts without a title and without an outline.
_ABOUT_REPORTS = re.compile(rf"{REPORT_NAME}{_GOES_ON}")
# A blank to fill: two signs or more before a word that needs a name or a number, 某镇 as the name of a body, 20XX. A
# masked telephone (XXXX-XXXXXXX) and a single X are none; 某某 is how people are masked.
_PLACEHOLDER = re.compile(
    r"(?:[xX×✕╳]{2,8}|[＊*]{2,8}|[○〇□]{2,8}|_{2,20}|…{2,4})\s{0,3}(?=[镇乡县区市局年月条件次人份篇元期场]|街道|单位|部门)"
    r"|(?<!某)某(?:镇|乡|县|市|区|街道)(?:人民政府|政府|20\d\d)|20[xX×＊*]{2}"
)
# What the titles of forms and lessons say; 格式 alone is a word of reports too.
_TEMPLATE_WORDS = re.compile(r"范文|模板|样本|参考格式|（格式）|\(格式\)|填写说明|填报说明")
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
# How news begins, at the beginning of a line or a sentence, and who writes it; 近日 inside a sentence is prose.
_NEWS = re.compile(
    r"(?:^|(?<=[。！]))[ \t　]*(?:近日|日前|据悉|据了解)|本报讯|记者(?:从|获悉|了解|日前|近日)"
    rf"|通讯员|{REPORT}显示",
    re.MULTILINE,
)
# A line that is a link to a report, with a date behind it or not; marks of sentences make it another line.
_LINK = re.compile(rf"^[^\n。；]{{0,40}}{_SUBJECT}[^\n。；，]{{0,12}}{REPORT}[^\n。；，]{{0,24}}$", re.MULTILINE)
# A period of figures, called one or from the first to the last day of a year; laws begin on 1 January as well.
_PERIOD = re.compile(r"统计(?:期限|时间|期间|期|数据)[^。\n]{0,40}20\d\d|20\d\d年?1月1日[^。\n]{0,12}12月31日")
# A body that speaks of itself, or any body by name. 各乡镇 is taken as well, so this alone proves nothing.
_OWN = re.compile(
    rf"[我本全该][镇乡县区市局委院场办]|[我本全]街道|[我本]单位|本机关|我中心|本中心|[镇乡局县区办委]人民政府|[{BASIC_HAN}]{{2}}[镇乡局]"
)
# What a body does by the Regulations; every text about disclosure has some of it.
_ACTIVITY = re.compile(r"主动公开|公开(?:政府|政务)?信息|依申请|收到|受理|发布|公开栏|公开专栏|公开工作")
# A sentence of some length, as links and captions have none; the upper bound limits the work.
_SENTENCE = re.compile(r"[^。\n]{30,300}。")
# A line with these is a sentence, no title.
_SENTENCE_MARK = re.compile("[。；]")
# A remark behind a title that is no part of it (…指南（2021年版）).
_REMARK_BEHIND = re.compile(r"[（(][^（()）]{0,20}[)）]$")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a report: its title, its headings, its filled cells, its period, words about its own year."""

    title: str | None
    headings: int
    filled: int
    has_period: bool
    is_named: bool
    is_own: bool
    year: int | None
    section_chars: int

    @property
    def is_outlined(self) -> bool:
        return self.headings >= _MIN_HEADINGS

    @property
    def is_plain(self) -> bool:
        """A report beyond doubt about its kind, whatever else its page speaks of."""
        named = self.title is not None or self.has_period
        return (self.filled >= _MIN_FILLED and (named or self.is_outlined)) or (
            named and self.is_outlined and self.is_own and self.section_chars >= _MIN_SECTION_CHARS
        )


def find_rejection(
    text: str, title: str | None, sections: Sequence[Section], facts: Sequence[Fact], year: int | None
) -> Rejection | None:
    """Why a text is no report (`not_a_report`), or a report of no year (`no_year`); None if it can be loaded.

    `title` is the report's title as found, `facts` are the cells of its tables.
    """
    evidence = _weigh(text, title, sections, facts, year)
    found = _find_other_kind(text, evidence)
    if found:
        return Rejection(Reason.NOT_A_REPORT, f"The file is {found}, not an annual disclosure report.")
    if not _is_report(text, evidence):
        return Rejection(
            Reason.NOT_A_REPORT, f"The file does not read as an annual disclosure report ({_listed(evidence)})."
        )
    if year is None:
        return Rejection(Reason.NO_YEAR, "The report names no year that its data cover.")
    return None


def _weigh(
    text: str, title: str | None, sections: Sequence[Section], facts: Sequence[Fact], year: int | None
) -> _Evidence:
    head = "".join(text[:_NAME_CHARS].split())
    return _Evidence(
        title if title and not _is_part_of_other_title(title, text) else None,
        len(sections),
        sum(_is_filled(fact) for fact in facts),
        bool(_PERIOD.search(head)),
        bool(_SELF_NAME.search(head)),
        bool(_OWN.search(text) and _ACTIVITY.search(text)),
        year,
        sum(len("".join(section.text.split())) for section in sections),
    )


def _is_filled(fact: Fact) -> bool:
    return fact.value is not None or any(char.isdigit() for char in fact.raw_text or "")


def _is_part_of_other_title(title: str, text: str) -> bool:
    """Whether a title's line goes on as that of something about reports (…年度报告编制工作的通知, …年度报告制度)."""
    printed = re.search(r"\s*".join(map(re.escape, "".join(title.split()))), text[:_NAME_CHARS])
    return printed is not None and bool(_NO_TITLE_BEHIND.match(text, printed.end()))


def _is_report(text: str, evidence: _Evidence) -> bool:
    if evidence.filled:
        return True
    is_named = evidence.title is not None or evidence.is_named
    if is_named and evidence.is_outlined:
        return evidence.title is not None or evidence.has_period or evidence.is_own
    is_told = evidence.is_own and len("".join(text.split())) > _MIN_STATEMENT_CHARS
    return is_told and (is_named or evidence.has_period) and evidence.year is not None


def _listed(evidence: _Evidence) -> str:
    tables = f"{evidence.filled} filled cells" if evidence.filled else "none"
    outline = f"headings of the outline: {evidence.headings} of 6"
    return f"title: {evidence.title or 'none'}; {outline}; official tables: {tables}"


def _find_other_kind(text: str, evidence: _Evidence) -> str | None:
    head = text[:_HEAD_CHARS]
    template = _find_template(text, head, evidence)
    how_to = next((line for line in _title_lines(head) if _HOW_TO.search(line)), None)
    if how_to and evidence.title is None and not evidence.has_period:
        return f"something about reports (“{how_to}”)"
    if template or evidence.is_plain:
        return template
    return next(_other_kinds(text, head, evidence), None)


def _other_kinds(text: str, head: str, evidence: _Evidence) -> Iterator[str]:
    articles = _ARTICLE.findall(text)
    if len(articles) >= _MIN_ARTICLES:
        yield f"a set of rules ({len(articles)} numbered articles)"
    salutation = _SALUTATION.search(head)
    if salutation and _NOTICE_WORDS.search(text[:_NOTICE_CHARS]):
        yield f"a notice (it addresses “{salutation[0].strip()}”)"
    titled = _find_other_title(head)
    is_menu = evidence.is_named and evidence.is_outlined and evidence.is_own and _count_other_titles(head) > 1
    if titled and evidence.title is None and not is_menu:
        yield titled
    about = next((line for line in _title_lines(head) if _ABOUT_REPORTS.search(line)), None)
    if about and evidence.title is None and not evidence.is_outlined:
        yield f"something about reports (“{about}”)"
    links = {match.strip() for match in _LINK.findall(text)}
    if len(links) >= _MIN_LINKS and len(_SENTENCE.findall(text)) < _FEW_SENTENCES and not evidence.filled:
        yield f"a list of {len(links)} links to reports"
    news = _NEWS.search(head)
    if news and not evidence.is_outlined and not evidence.filled:
        yield f"news about reports (“{news[0]}”)"


def _find_template(text: str, head: str, evidence: _Evidence) -> str | None:
    """A form to fill: blanks in its title, or several in its text while its tables are empty.

    One blank that a clerk forgot to fill does not make a template of a report.
    """
    blanks = [match[0] for match in _PLACEHOLDER.finditer(text)]
    in_title = next(
        (line for line in _title_lines(head) if _PLACEHOLDER.search(line) and _REPORT_TITLE.search(line)), None
    )
    if in_title and not (evidence.filled and len(blanks) == 1):
        return f"a template (its title has blanks: “{in_title}”)"
    if len(blanks) >= _MIN_BLANKS and not evidence.filled:
        return f"a template ({len(blanks)} blanks to fill, such as “{blanks[0]}”)"
    words = next((match[0] for line in _title_lines(head) if (match := _TEMPLATE_WORDS.search(line))), None)
    if words and not evidence.filled:
        return f"a template (its title says “{words}”)"
    return None


def _title_lines(head: str) -> list[str]:
    lines = ["".join(line.split()) for line in head.split("\n")]
    short = [line for line in lines if line and len(line) <= _LONGEST_TITLE and not _SENTENCE_MARK.search(line)]
    return short[:_HEAD_LINES]


@cache
def _other_titles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], re.compile(rf"(?:{row['title_ending']})[》”）)]?$")) for row in read_rows("document_kinds")
    )


def _count_other_titles(head: str) -> int:
    """How many lines name documents of other kinds: a document has one title, a menu names several."""
    return len({line for line in _title_lines(head) if _kind_of_title(line)})


def _kind_of_title(line: str) -> str | None:
    bare = _REMARK_BEHIND.sub("", line)
    return next((kind for kind, ending in _other_titles() if ending.search(bare)), None)


def _find_other_title(head: str) -> str | None:
    """The first line that names a document of another kind, where no line before it names a report."""
    for line in _title_lines(head):
        kind = _kind_of_title(line)
        if kind and len(line) >= _SHORTEST_OTHER_TITLE:
            return f"{kind} (“{line}”)"
        if _REPORT_TITLE.search(line):
            return None
    return None
