"""What speaks for a report: its title, its headings, its filled cells, its period, words about its own year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.form import DISCLOSURE, OTHER_SUBJECT
from transforms.outline import Section
from transforms.placement import Fact
from transforms.text import BASIC_HAN

# A report may name itself and its period behind a menu.
NAME_CHARS = 3000
# So many of the six headings are an outline; two stand in any text about disclosure.
_MIN_HEADINGS = 3
# So many headings are the outline of a report whatever stands below them.
_FULL_OUTLINE = 5
# With so many filled cells the tables are those of a report, and no example in a lesson.
_MIN_FILLED = 10
# Prose without an outline that has more characters tells of a year; news in brief and captions are shorter.
_MIN_STATEMENT_CHARS = 200
# The sections of a report say something; under the headings of a form that a notice brings along stands nothing.
_MIN_SECTION_CHARS = 60
# A report speaks of disclosure all the time; a budget, a report on something else or a page about a body now and then.
_MIN_MENTIONS = 3
# Behind the name of a report: what makes of it something about reports; on the next line only what no report has there
# (编制和发布工作), as 发布时间 may stand below a title.
GOES_ON = (
    r"(?:[（(][^)）\n]{0,12}[)）])?(?:的|之)?(?:编制|编写|编报|编印|制度|通知|工作的|和公布|公布|发布|报送|格式|模板|范文|样本|汇编"
    r"|解读|图解|目录|专栏|列表|(?:第三方)?评估|考核|办法|规定|方案|如何|怎么|撰写|填报|要求|的函|相关|有关)"
)
_NO_TITLE_BEHIND = re.compile(rf"{GOES_ON}|\s+(?:编制|编写)[和与、及公布发]{{0,5}}工作")
# What a report calls itself, in the head; other words for it (本年报, 政务公开工作报告) and a report that is said to be
# compiled count too. A rule about reports (年度报告制度) is none.
_SELF_NAME = re.compile(
    rf"(?:{OTHER_SUBJECT}{DISCLOSURE}|政务公开)(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度报告|报告|年报)(?!制度|的?编制|格式|的?通知)"
    r"|本(?:年度)?报告|本年报|(?:编制|公布|发布|形成)[^。\n]{0,40}年度报告(?!制度|的?编制|格式|的?通知)"
)
# A period of figures, called one or from the first to the last day of a year; laws begin on 1 January as well.
_PERIOD = re.compile(r"统计(?:期限|时间|时限|期间|期|数据)[^。\n]{0,40}20\d\d|20\d\d年?1月1日[^。\n]{0,12}12月31日")
_UNITS = "[镇乡县区市局委院场办厅省州旗盟]|街道?|单位|机关|中心|级"
# A body that speaks of itself, or any body by name. 各乡镇 is taken as well, so this alone proves nothing.
_OWN = re.compile(
    rf"[我本全该](?:{_UNITS})|[镇乡局县区办委厅省市州旗盟]人民政府|[{BASIC_HAN}]{{2}}(?:[镇乡局厅]|街道|苏木)"
    rf"|(?<![{BASIC_HAN}])[{BASIC_HAN}]{{2,8}}[省市县区](?=[，,]?[{BASIC_HAN}]{{0,6}}(?:政府|坚持|认真|深入|各级))"
)
# A sentence that ties a year to the body whose report it is: 2020年，在区委领导下，我局…; 我镇2020年; 2020年，样例省….
# The year of a plan (2020年，我镇将) is taken as well.
_OWN_YEAR = re.compile(
    rf"20\d\d年(?!\d)(?:度|以来)?[^。\n]{{0,60}}(?:[我本](?:{_UNITS})|全[镇乡县区市省局])|[我本](?:{_UNITS})[^。\n]{{0,12}}20\d\d年"
    rf"|20\d\d年度?[，,]?[{BASIC_HAN}]{{0,12}}(?:[镇乡县市区局省厅委]|街道)"
)
# What a body does by the Regulations; every text about disclosure has some of it.
_ACTIVITY = re.compile(r"主动公开|公开(?:政府|政务)?信息|依申请|收到|受理|发布|公开栏|公开专栏|公开工作")
# What a report speaks of, however it is put.
_DISCLOSURE = re.compile("信息公开|政务公开|主动公开|依申请公开|公开(?:政府|政务|各类)?信息|信息发布|发布(?:各类)?信息")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a report. `title` is None where its line goes on as that of something else."""

    title: str | None
    headings: int
    begins: bool
    filled: int
    has_period: bool
    is_named: bool
    is_own: bool
    tells_own_year: bool
    section_chars: int
    chars: int
    mentions: int

    @property
    def is_outlined(self) -> bool:
        return self.headings >= _MIN_HEADINGS

    @property
    def is_filled(self) -> bool:
        """Whether the tables are those of a report beyond doubt."""
        return self.filled >= _MIN_FILLED

    @property
    def is_told(self) -> bool:
        """Whether prose of some length speaks of disclosure by some body."""
        return self.is_own and self.chars > _MIN_STATEMENT_CHARS and self.mentions >= _MIN_MENTIONS

    @property
    def is_plain(self) -> bool:
        """A report beyond doubt about its kind, whatever else its page speaks of."""
        named = self.title is not None or self.has_period
        return (self.is_filled and (named or self.is_outlined)) or (
            named and self.is_outlined and self.is_own and self.section_chars >= _MIN_SECTION_CHARS
        )

    @property
    def is_report(self) -> bool:
        """Whether name, text and structure together make a report, where nothing makes it something else.

        A named report needs an outline, or prose below its first heading or about its own year. A short one, and one
        without a name, need a sentence about that year.
        """
        if self.filled:
            return True
        is_named = self.title is not None or self.is_named
        if is_named and self.is_outlined:
            return self.title is not None or self.has_period or self.is_own
        if self.is_told and (self.has_period or (is_named and (self.begins or self.tells_own_year))):
            return True
        if not self.tells_own_year:
            return False
        is_short_report = self.is_own and (self.title is not None or (self.is_named and self.has_period))
        is_full = self.headings >= _FULL_OUTLINE or (self.is_outlined and self.section_chars >= _MIN_SECTION_CHARS)
        return is_short_report or (self.is_own and is_full) or (self.begins and self.is_told)


def weigh(text: str, title: str | None, sections: Sequence[Section], facts: Sequence[Fact]) -> Evidence:
    """Gather what speaks for a report in a text, its title, its sections and the cells of its tables."""
    head = "".join(text[:NAME_CHARS].split())
    return Evidence(
        title=title if title and not _is_part_of_other_title(title, text) else None,
        headings=len(sections),
        begins=bool(sections) and sections[0].section_no == 1,
        filled=sum(_is_filled(fact) for fact in facts),
        has_period=bool(_PERIOD.search(head)),
        is_named=bool(_SELF_NAME.search(head)),
        is_own=bool(_OWN.search(text) and _ACTIVITY.search(text)),
        tells_own_year=bool(_OWN_YEAR.search("".join(text.split()))),
        section_chars=sum(len("".join(section.text.split())) for section in sections),
        chars=len("".join(text.split())),
        mentions=len(_DISCLOSURE.findall(text)),
    )


def _is_filled(fact: Fact) -> bool:
    return fact.value is not None or any(char.isdigit() for char in fact.raw_text or "")


def _is_part_of_other_title(title: str, text: str) -> bool:
    """Whether a title's line goes on as that of something about reports (…年度报告编制工作的通知, …年度报告制度).

    It does so wherever it is printed: a notice may publish the report that stands below it."""
    printed = list(_ends_of("".join(title.split()), text[:NAME_CHARS]))
    return bool(printed) and all(_NO_TITLE_BEHIND.match(text, end) for end in printed)


def _ends_of(compact: str, text: str) -> Iterator[int]:
    """Where each print of words ends in a text that may have white space anywhere inside of them."""
    start = text.find(compact[0])
    while start >= 0:
        end = _end_of(compact, text, start)
        if end is not None:
            yield end
        start = text.find(compact[0], end or start + 1)


def _end_of(compact: str, text: str, start: int) -> int | None:
    """Where the words end that are printed from `start` on; None where others are."""
    at = start
    for letter in compact:
        while text[at : at + 1].isspace():
            at += 1
        if text[at : at + 1] != letter:
            return None
        at += 1
    return at
