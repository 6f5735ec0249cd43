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
        return Rejection(Reason.NOT_A_REPORT, f"The file is {found}, not an annual disclosure report.")
    if not evidence.is_report:
        return Rejection(
            Reason.NOT_A_REPORT, f"The file does not read as an annual disclosure report ({_listed(evidence)})."
        )
    if year is None:
        return Rejection(Reason.NO_YEAR, "The report names no year that its data cover.")
    return None


def _find_other(text: str, evidence: Evidence) -> str | None:
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


def _listed(evidence: Evidence) -> str:
    tables = f"{evidence.filled} filled cells" if evidence.filled else "none"
    outline = f"headings of the outline: {evidence.headings} of 6"
    return f"title: {evidence.title or 'none'}; {outline}; official tables: {tables}"
