"""Forms to fill and lessons about reports, which may print a whole report as their example."""

from __future__ import annotations

import re

from transforms.classification.evidence import Evidence
from transforms.classification.head import title_lines
from transforms.form import GOVERNMENTAL, REPORT_NAME
from transforms.language import Pair

# So many blanks are a form to fill; one or two are what a clerk forgot.
_MIN_BLANKS = 3
# A line that names a report, loosely: what is named before another kind of document decides, and blanks in it make a
# form.
REPORT_TITLE = re.compile(rf"{REPORT_NAME}|{GOVERNMENTAL}?信息年度公开报告|年度报告|年报")
# A lesson or an explanation of reports, which may print a whole report as its example.
_HOW_TO = re.compile(rf"{REPORT_NAME}的?(?:编制|编写|填报|撰写|怎么|如何|怎样|解读|图解)")
# A blank to fill: two signs or more before a word that needs a name or a number, 某镇 as the name of a body, 20XX. A
# masked telephone (XXXX-XXXXXXX) and a single X are none; 某某 is how people are masked.
_PLACEHOLDER = re.compile(
    r"(?:[xX×✕╳]{2,8}|[＊*]{2,8}|[○〇□]{2,8}|_{2,20}|…{2,4})\s{0,3}(?=[镇乡县区市局年月条件次人份篇元期场]|街道|单位|部门)"
    r"|(?<!某)某(?:镇|乡|县|市|区|街道)(?:人民政府|政府|20\d\d)|20[xX×＊*]{2}"
)
# What the titles of forms and lessons say; 格式 alone is a word of reports too.
_TEMPLATE_WORDS = re.compile(r"范文|模板|样本|参考格式|（格式）|\(格式\)|填写说明|填报说明")


def find_lesson(text: str, evidence: Evidence) -> Pair | None:
    """A lesson about reports, by a line of its head."""
    if evidence.title is not None or evidence.has_period:
        return None
    line = next((line for line in title_lines(text) if _HOW_TO.search(line)), None)
    return Pair("谈年度报告的文章（“{line}”）", "something about reports (“{line}”)", line=line) if line else None


def find_template(text: str, evidence: Evidence) -> Pair | None:
    """A form to fill: blanks in its title, or several in its text while its tables are empty.

    One blank that a clerk forgot to fill does not make a template of a report.
    """
    blanks = [match[0] for match in _PLACEHOLDER.finditer(text)]
    lines = title_lines(text)
    in_title = next((line for line in lines if _PLACEHOLDER.search(line) and REPORT_TITLE.search(line)), None)
    if in_title and not (evidence.filled and len(blanks) == 1):
        return Pair("样表（标题有待填处：“{title}”）", "a template (its title has blanks: “{title}”)", title=in_title)
    if len(blanks) >= _MIN_BLANKS and not evidence.filled:
        return Pair(
            "样表（有{count}处待填，如“{blank}”）",
            "a template ({count} blanks to fill, such as “{blank}”)",
            count=len(blanks),
            blank=blanks[0],
        )
    words = next((match[0] for line in lines if (match := _TEMPLATE_WORDS.search(line))), None)
    if words and not evidence.filled:
        return Pair("样表（标题写有“{words}”）", "a template (its title says “{words}”)", words=words)
    return None
