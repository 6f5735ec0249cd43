"""Whether a text is a report, from what speaks for one and what speaks for something else."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.classification.evidence import Evidence, weigh
from transforms.classification.other_kinds import (
    find_other_kind,
    find_overruling_title,
    find_part_of_year,
    find_school,
)
from transforms.classification.templates import find_lesson, find_template
from transforms.doubts import Reason, Rejection
from transforms.language import Pair
from transforms.outline import Section
from transforms.placement import Fact


def find_rejection(
    text: str, title: str | None, sections: Sequence[Section], facts: Sequence[Fact], year: int | None
) -> Rejection | None:
    """Why a text is no report (`not_a_report`), or a report of no year (`no_year`); None if it can be loaded.

    `title` is the report's title as found, `facts` are the cells of its tables.
    """
    evidence = weigh(text, title, sections, facts)
    found = _find_other(text, evidence)
    if found:
        detail = Pair(
            "文件是{found}，不是政府信息公开工作年度报告。",
            "The file is {found}, not an annual disclosure report.",
            found=found,
        )
        return Rejection(Reason.NOT_A_REPORT, detail)
    if not evidence.is_report:
        detail = Pair(
            "文件读起来不像政府信息公开工作年度报告（{found}）。",
            "The file does not read as an annual disclosure report ({found}).",
            found=_listed(evidence),
        )
        return Rejection(Reason.NOT_A_REPORT, detail)
    if year is None:
        detail = Pair("报告没有写明数据属于哪一年度。", "The report names no year that its data cover.")
        return Rejection(Reason.NO_YEAR, detail)
    return None


def _find_other(text: str, evidence: Evidence) -> Pair | None:
    """What a text is but a report; what its title, a lesson or its blanks say counts against the plainest report."""
    found = (
        find_overruling_title(text, evidence)
        or find_school(text)
        or find_part_of_year(text)
        or find_template(text, evidence)
    )
    if found:
        return found
    lesson = find_lesson(text, evidence)
    return None if evidence.is_plain and not lesson else find_other_kind(text, evidence) or lesson


def _listed(evidence: Evidence) -> Pair:
    none = Pair("无", "none")
    return Pair(
        "标题：{title}；六个部分的标题有{headings}个；法定表格：{tables}",
        "title: {title}; headings of the outline: {headings} of 6; official tables: {tables}",
        title=evidence.title or none,
        headings=evidence.headings,
        tables=Pair("{cells}格有数", "{cells} filled cells", cells=evidence.filled) if evidence.filled else none,
    )
