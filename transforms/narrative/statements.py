"""What the room passes on: a sentence that is ready to be read, and a number as the sentence states it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from transforms.narrative.clauses import CLAUSE_END, GROUP_END, after_last
from transforms.narrative.quantities import Quantity
from transforms.narrative.times import YEAR, period_of
from transforms.text import NONZERO_NUMERALS, ONE_TO_NINE, char_changer

ALL, UNSPECIFIED = "all", "unspecified"
# The numbers of the sections of the official form that are about applications, and about reviews of their outcomes.
REQUESTS_SECTION, REVIEWS_SECTION = 3, 4
_fold = char_changer({chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"％": "%"})
# A year in numerals (二〇二〇年, 二零二〇年), which is one in digits of the same length. Leaves 二十年.
_YEAR_IN_NUMERALS = re.compile(rf"二[〇零○][〇零○{ONE_TO_NINE}]{{2}}(?=年)")
_PLACES = {ord(char): str(digit) for digit, char in enumerate(f"〇{ONE_TO_NINE}")} | {ord(char): "0" for char in "零○"}
_COUNTED = rf"(?:约|近)?[\d{NONZERO_NUMERALS}][\d.,{NONZERO_NUMERALS}万余多]{{0,12}}"
# Numbers that count nothing of this year: of a comparison (较上年的12条), of a growth (增加9条), a share (98%), an
# ordinal (第50条), a document (〔2019〕60号), the title of one with its year, a least number (不少于2次). Leaves
# 新增加, which counts new things. Misses comparisons that name no year (比预期多3条).
_COMPARED = re.compile(
    r"(?:较|比|与|同|相比)(?:于)?(?:上年|去年|上一年|往年|前年|20\d\d年|同期)[^，。；,;]{0,60}"
    rf"|同比[^，。；,;]{{0,40}}|(?<!新)(?:增加|减少|增长|下降|上升|提高|增幅|降幅)了?{_COUNTED}(?:%|条|件|次|篇|人|名|期|个|份|倍|项|场)?"
    rf"|{_COUNTED}%|第{_COUNTED}[条次届期批号]|《[^》]*20\d\d年[^》]*》|[〔\[【(（]20\d\d[〕\]】)）]\s?\d{{0,5}}号?|不少于{_COUNTED}|不低于{_COUNTED}|至少{_COUNTED}"
)
# The span of a whole year, in any of its spellings (1月1日至12月31日, 2020年1月—12月底): it says 全年, and of which
# year. Leaves spans that end earlier, which are parts of the year, and those of several years (2018年1月至2020年12月).
_UP_TO = r"(?:1日)?(?:起)?[至到\-—~～]{1,4}"
_WHOLE_YEAR = re.compile(
    rf"(?:自|从)?(?:(?P<year>20\d\d年)1月{_UP_TO}(?P=year)?12月|(?<!\d年)1月{_UP_TO}(?P<end>20\d\d年)?12月)"
    r"(?:31日)?(?:止|底)?(?:期间)?"
)
# A day; its group `span` is set where it begins or ends a span (截至12月31日), which is no day of one event. Leaves the
# first day of a span (1月1日至…).
_DATED = re.compile(r"(?P<span>[至止到自从](?:20\d\d年)?)?(?:20\d\d年)?(?<!\d)\d{1,2}月\d{1,2}日(?![至到止起])")
# Words that present a number as the total. Leaves 新增 and 其中, which present parts; takes 公共 for 共.
_TOTAL = re.compile(r"共|总|合计|累计|全年|全镇|全乡|全县|年内")
# Words that say that things were added up. Leaves 公共 and 总体.
_SUM = re.compile(r"(?<!公)共(?!同|享|建|治)|总(?:计|共|数|量|条数)|合计|累计")


@dataclass(frozen=True, slots=True)
class NarrativeFact:
    """One number of the prose; attributes as the columns of `FactNarrative`."""

    metric: str
    channel: str
    value: Decimal
    unit: str | None
    is_approximate: bool
    period: str
    sentence: str
    section_no: int | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as the sentence states it, from `start` to `end`.

    `is_total` if in words of a total, `is_sum` if these say that things were added up (共, not 全年 alone), `is_single`
    for one event on its day; `place` is the channel that a number has where it turns out to be no total.
    """

    fact: NarrativeFact
    start: int
    end: int = 0
    is_total: bool = False
    is_sum: bool = False
    is_single: bool = False
    place: str = UNSPECIFIED


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: as printed, with what is to be left out blanked at its place, its section, and the year it is in.

    `headings` are the heading that it stands under and the sentence that its item begins with. `is_since` says that the
    sentences before counted up to a day (截至12月31日，…).
    """

    printed: str
    text: str
    section_no: int | None
    report_year: int | None
    is_other_year: bool
    headings: tuple[str, ...] = ()
    is_since: bool = False


def prepare_sentence(
    printed: str,
    section_no: int | None,
    report_year: int | None,
    *,
    is_other_year: bool,
    headings: tuple[str, ...] = (),
    is_since: bool = False,
) -> Sentence:
    """A sentence with half-width digits, 全年 for the span of a year, and comparisons blanked, all at their places."""
    text = _fold(printed)
    if "二" in text:
        text = _YEAR_IN_NUMERALS.sub(lambda match: match[0].translate(_PLACES), text)
    if "12月" in text:
        text = _WHOLE_YEAR.sub(_fold_whole_year, text)
    text = _COMPARED.sub(lambda match: "＃" * len(match[0]), text)
    return Sentence(printed, text, section_no, report_year, is_other_year, headings, is_since)


def _fold_whole_year(match: re.Match[str]) -> str:
    folded = f"{match['year'] or match['end'] or ''}全年"
    return folded + "＃" * (len(match[0]) - len(folded))


def state(sentence: Sentence, metric: str, channel: str, quantity: Quantity, period: str | None = None) -> Stated:
    """A quantity of a sentence as a number of `metric`, with its period unless that is given."""
    before = sentence.text[: quantity.start]
    fact = NarrativeFact(
        metric,
        channel,
        quantity.value,
        quantity.unit,
        quantity.is_approximate,
        period or period_of(sentence.text, quantity.start, metric, is_since=sentence.is_since),
        sentence.printed,
        sentence.section_no,
    )
    clause = after_last(CLAUSE_END, before)
    days = _DATED.finditer(after_last(GROUP_END, before))
    is_single = any(match["span"] is None for match in days)
    is_total, is_sum = bool(_TOTAL.search(clause)), bool(_SUM.search(clause))
    return Stated(fact, quantity.start, quantity.end, is_total, is_sum, is_single)


def state_zero(sentence: Sentence, metric: str, channel: str, start: int) -> Stated:
    """Nothing at all: as good as a total."""
    quantity = Quantity(Decimal(0), None, is_approximate=False, start=start, end=start)
    return replace(state(sentence, metric, channel, quantity, YEAR), is_total=True, is_sum=True, is_single=False)
