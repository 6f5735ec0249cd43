"""Numbers that a report states in its prose, each with its sentence.

Precision before recall: a number is recorded where the sentence plainly says what it counts, in the year of the report.
Numbers of other years, of comparisons, plans, shares and parts of a year are left out, and so are those of parts
(信息公开目录类12条, 其中自然人3件), of other bodies and of other business.

A number without a place stands for all of them (`all`) if it is the only one of its metric and period, or the only one
that is presented as the total (共, 全年, 总计); where several compete, each is recorded as `unspecified`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from transforms.narrative.bodies import is_of_others
from transforms.narrative.clauses import CLAUSE_END, GROUP_END, after_last
from transforms.narrative.counted import read_by_rules, read_joint_reviews
from transforms.narrative.disclosures import read_disclosures
from transforms.narrative.kinds import ITEM_MARK
from transforms.narrative.sentences import read_paragraphs
from transforms.narrative.statements import NarrativeFact, Sentence, Stated, prepare_sentence
from transforms.narrative.times import (
    is_of_what_is_to_come,
    is_of_year,
    is_planned,
    is_planned_behind,
    is_rate_behind,
    is_this_year_named,
    is_up_to_a_day,
    own_years,
)
from transforms.narrative.totals import drop_repeats, settle_channels
from transforms.narrative.zeros import read_zeros
from transforms.text import NUMERALS_BELOW_MYRIAD, ONE_TO_TEN

# A digit or a numeral: without one a sentence can only say that there was nothing. Takes 一 of 统一 too, which costs
# time and no more.
_HAS_NUMBER = re.compile(rf"[\d{NUMERALS_BELOW_MYRIAD}]")
# The words before the first colon, under which a list stands (2021年打算：一是培训3次；二是…). Leaves a second
# colon.
_LEAD = re.compile(r"[^：:]{1,60}[：:]")
# A heading of the outline's own level (四、审批事项及处理情况). Leaves sub-headings (（一）, 1.).
_MAIN_HEADING = re.compile(rf"[{ONE_TO_TEN}]{{1,3}}\s*[、.．]")
# Headings under which requests or reviews may stand still. Leaves other business.
_OF_THE_SECTION = re.compile("申请|公开|复议|诉讼")
# Characters of a line that may be a heading with its mark; a longer one is a sentence.
_LONGEST_HEADING = 30


def read_narrative(
    texts: Iterable[tuple[int | None, str]],
    report_year: int | None,
    agency_kind: str | None = None,
    agency_names: Sequence[str] = (),
) -> tuple[NarrativeFact, ...]:
    """The numbers stated in texts, each given with the number of its section or None.

    What a whole county did is the number of a county's report, and nobody's in that of a township or a department.
    `agency_names` are the spellings of the name of the body that reports; a body with another name is another one.

    >>> [(f.metric, f.channel, int(f.value)) for f in read_narrative([(1, "2020年，我镇共公开政府信息12条。")], 2020)]
    [('proactive_disclosures', 'all', 12)]
    """
    stated = [
        one
        for section_no, text in texts
        for sentence in _prepare_sentences(section_no, text, report_year)
        for one in _read_sentence(sentence)
        if not is_of_others(sentence, one, agency_kind, agency_names)
    ]
    return tuple(drop_repeats(settle_channels(stated)))


def _prepare_sentences(section_no: int | None, text: str, report_year: int | None) -> Iterator[Sentence]:
    """The sentences of a text, each with the heading that it stands under and the sentence that begins its item.

    Behind a heading of the outline's level that is none of the six (四、审批事项及处理情况) they are in no section.
    """
    heading: tuple[str, ...] = ()
    for paragraph in read_paragraphs(text):
        other_year = is_since = False
        item: tuple[str, ...] = ()
        if len(paragraph) == 1 and len(paragraph[0]) <= _LONGEST_HEADING and ITEM_MARK.search(paragraph[0]):
            heading = paragraph
            if _MAIN_HEADING.match(heading[0]) and not _OF_THE_SECTION.search(heading[0]):
                section_no = None
        for printed in paragraph:
            if ITEM_MARK.search(printed):
                item = (printed,)
            sentence = prepare_sentence(
                printed, section_no, report_year, is_other_year=other_year, headings=heading + item, is_since=is_since
            )
            yield sentence
            other_year = _ends_in_other_year(sentence)
            is_since = is_up_to_a_day(sentence.text, is_since=is_since)


def _ends_in_other_year(sentence: Sentence) -> bool:
    """Whether the next sentence of the paragraph still speaks of another year than the report's."""
    years = own_years(sentence.text)
    if years:
        return sentence.report_year is not None and years[-1] != sentence.report_year
    goes_on = sentence.is_other_year or is_of_what_is_to_come(sentence.text)
    return goes_on and not is_this_year_named(sentence.text)


def _read_sentence(sentence: Sentence) -> Iterator[Stated]:
    taken: set[int] = set()
    numbers = (read_disclosures, read_by_rules) if _HAS_NUMBER.search(sentence.text) else ()
    for reader in (read_joint_reviews, read_zeros, *numbers):
        for stated in reader(sentence, taken):
            if _is_of_the_year(sentence, stated):
                yield stated


def _is_of_the_year(sentence: Sentence, stated: Stated) -> bool:
    """Whether a number is one of the report's year, or of all years up to it, and not of a plan or another year."""
    behind = sentence.text[stated.end :]
    if is_planned_behind(behind) or is_rate_behind(behind):
        return False
    lead = _LEAD.match(sentence.text[: stated.start])
    if any(is_of_what_is_to_come(text) for text in (*sentence.headings, lead[0] if lead else "")):
        return False
    group = after_last(GROUP_END, sentence.text[: stated.start])
    if stated.fact.metric == "followers":
        if is_planned(group):
            return False
        group = after_last(CLAUSE_END, group)
    return is_of_year(group, stated.fact.period, sentence.report_year, is_other_year=sentence.is_other_year)
