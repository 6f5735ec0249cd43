"""Numbers that a report states in its prose, each with its sentence.

Precision before recall: a number is recorded where the sentence plainly says what it counts, in the year of the report.
Numbers of other years, of comparisons, plans, shares and parts of a year are left out, and so are those of parts
(信息公开目录类12条, 其中自然人3件).

A number without a place stands for all of them (`all`) if it is the only one of its metric and period, or the only one
that is presented as the total (共, 全年, 总计); where several compete, each is recorded as `unspecified`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from transforms.knowledge import read_rows
from transforms.narrative import rules
from transforms.narrative.quantities import Quantity, read_quantity
from transforms.narrative.sentences import read_paragraphs
from transforms.narrative.times import (
    CLAUSE_END,
    CUMULATIVE,
    GROUP_END,
    YEAR,
    after_last,
    is_of_year,
    is_this_year_named,
    last_start,
    own_years,
    period_of,
)
from transforms.text import NONZERO_NUMERALS, NUMERALS_BELOW_MYRIAD

ALL, UNSPECIFIED = "all", "unspecified"
_FOLD = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("％"): "%"}
_COUNTED = rf"(?:约|近)?[\d{NONZERO_NUMERALS}][\d.,{NONZERO_NUMERALS}万余多]{{0,12}}"
_COMPARED = re.compile(
    r"(?:较|比|与|同|相比)(?:于)?(?:上年|去年|上一年|往年|前年|20\d\d年|同期)[^，。；,;]{0,60}"
    rf"|同比[^，。；,;]{{0,40}}|(?<!新)(?:增加|减少|增长|下降|上升|提高|增幅|降幅)了?{_COUNTED}(?:%|条|件|次|篇|人|名|期|个|份|倍|项|场)?"
    rf"|{_COUNTED}%|第{_COUNTED}[条次届期批号]|[〔\[【(（]20\d\d[〕\]】)）]\s?\d{{0,5}}号?|不少于{_COUNTED}|不低于{_COUNTED}|至少{_COUNTED}"
)
_WHOLE_YEAR = re.compile(
    r"(?:20\d\d年)?1月(?:1日)?(?:起)?[至到\-—~～]{1,4}(?:20\d\d年)?12月(?:31日)?(?:止|底)?(?:期间)?"
)
_DATED = re.compile(r"(?P<span>[至止到自从](?:20\d\d年)?)?(?:20\d\d年)?(?<!\d)\d{1,2}月\d{1,2}日(?![至到止起])")
_HAS_NUMBER = re.compile(rf"[\d{NUMERALS_BELOW_MYRIAD}]")
_TOTAL = re.compile(r"共|总|合计|累计|全年|全镇|全乡|全县|年内")
_UPPER_KINDS = frozenset({"county_government", "prefecture_government", "province_government"})
_SECTIONS_ABOUT = {3: ("requests_received", "requests_answered"), 4: ("reconsiderations", "litigations")}


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
class _Stated:
    """A number as the sentence states it; `is_total` if in words of a total, `is_single` for one event on its day."""

    fact: NarrativeFact
    start: int
    is_total: bool = False
    is_single: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence: as printed, with what is to be left out blanked at its place, its section, and the year it is in."""

    printed: str
    text: str
    section_no: int | None
    report_year: int | None
    is_other_year: bool


def read_narrative(
    texts: Iterable[tuple[int | None, str]], report_year: int | None, agency_kind: str | None = None
) -> tuple[NarrativeFact, ...]:
    """The numbers stated in texts, each given with the number of its section or None.

    What a whole county did is the number of a county's report, and nobody's in that of a township or a department.

    >>> [(f.metric, f.channel, int(f.value)) for f in read_narrative([(1, "2020年，我镇共公开政府信息12条。")], 2020)]
    [('proactive_disclosures', 'all', 12)]
    """
    is_upper = agency_kind in _UPPER_KINDS
    stated = [found for section_no, text in texts for found in _read_text(section_no, text, report_year, is_upper)]
    return tuple(_without_repeats(_settle_channels(stated)))


def _read_text(section_no: int | None, text: str, report_year: int | None, is_upper: bool) -> Iterator[_Stated]:
    for paragraph in read_paragraphs(text):
        other_year = False
        for printed in paragraph:
            sentence = _prepare(printed, section_no, report_year, other_year)
            yield from (one for one in _read_sentence(sentence) if is_upper or not _is_of_others(sentence, one))
            other_year = _ends_in_other_year(sentence)


def _prepare(printed: str, section_no: int | None, report_year: int | None, is_other_year: bool) -> _Sentence:
    text = printed.translate(_FOLD)
    text = _WHOLE_YEAR.sub(lambda match: "全年" + "＃" * (len(match[0]) - 2), text)
    text = _COMPARED.sub(lambda match: "＃" * len(match[0]), text)
    return _Sentence(printed, text, section_no, report_year, is_other_year)


def _ends_in_other_year(sentence: _Sentence) -> bool:
    """Whether the next sentence of the paragraph still speaks of another year than the report's."""
    years = own_years(sentence.text)
    if years:
        return sentence.report_year is not None and years[-1] != sentence.report_year
    return sentence.is_other_year and not is_this_year_named(sentence.text)


def _read_sentence(sentence: _Sentence) -> Iterator[_Stated]:
    taken: set[int] = set()
    numbers = (_read_disclosures, _read_rules) if _HAS_NUMBER.search(sentence.text) else ()
    for reader in (_read_joint_reviews, _read_zeros, *numbers):
        for stated in reader(sentence, taken):
            if _is_of_the_year(sentence, stated):
                yield stated


# --- whose --------------------------------------------------------------------------------------------------------


def _is_of_others(sentence: _Sentence, stated: _Stated) -> bool:
    """Whether the clauses before a number end in speaking of a county or of villages, and not of the body itself."""
    group = after_last(GROUP_END, sentence.text[: stated.start])
    others = max((match.start("body") for match in rules.OTHER_BODIES.finditer(group)), default=-1)
    return others > last_start(rules.SELF, group)


# --- when ----------------------------------------------------------------------------------------------------------


def _is_of_the_year(sentence: _Sentence, stated: _Stated) -> bool:
    """Whether a number is one of the report's year, or of all years up to it, and not of a plan or another year."""
    group = after_last(GROUP_END, sentence.text[: stated.start])
    return is_of_year(group, stated.fact.period, sentence.report_year, is_other_year=sentence.is_other_year)


# --- what ----------------------------------------------------------------------------------------------------------


def _state(sentence: _Sentence, metric: str, channel: str, quantity: Quantity, period: str | None = None) -> _Stated:
    before = sentence.text[: quantity.start]
    fact = NarrativeFact(
        metric,
        channel,
        quantity.value,
        quantity.unit,
        quantity.is_approximate,
        period or period_of(sentence.text, quantity.start, metric),
        sentence.printed,
        sentence.section_no,
    )
    is_total = bool(_TOTAL.search(after_last(CLAUSE_END, before)))
    days = _DATED.finditer(after_last(GROUP_END, before))
    is_single = any(match["span"] is None for match in days)
    return _Stated(fact, quantity.start, is_total, is_single)


def _is_about(sentence: _Sentence, metric: str) -> bool:
    is_section = sentence.section_no is not None and metric in _SECTIONS_ABOUT.get(sentence.section_no, ())
    return is_section or bool(rules.ABOUT_DISCLOSURE.search(sentence.text))


def _read_rules(sentence: _Sentence, taken: set[int]) -> Iterator[_Stated]:
    for rule in rules.RULES:
        for match in rule.pattern.finditer(sentence.text):
            quantity = read_quantity(match)
            if quantity is None or quantity.start in taken or _is_barred(rule, match, sentence, quantity):
                continue
            taken.add(quantity.start)
            yield _state(sentence, rule.metric, rule.channel, quantity, _stock_period(rule.metric, sentence, match))


def _is_barred(rule: rules.Rule, match: re.Match[str], sentence: _Sentence, quantity: Quantity) -> bool:
    is_none_at_all = quantity.value == 0 and rule.metric in _SECTIONS_ABOUT[4]
    if rule.is_about_disclosure and not is_none_at_all and not _is_about(sentence, rule.metric):
        return True
    if rule.metric in ("requests_received", "requests_answered") and not _speaks_of_requests(sentence, match):
        return True
    if rule.metric == "requests_received" and rules.names_some_applicants(match[0]):
        return True
    before = after_last(re.compile("[，,；;。]"), sentence.text[: match.start()])
    is_wider = rules.OF_THESE_ABOUT_DISCLOSURE.match(sentence.text, quantity.end)
    if is_wider and not rules.ABOUT_DISCLOSURE.search(before + match[0]):
        return True
    return rule.barred is not None and bool(rule.barred.search(before[-12:] + match[0]))


def _speaks_of_requests(sentence: _Sentence, match: re.Match[str]) -> bool:
    group = after_last(GROUP_END, sentence.text[: match.start()]) + match[0]
    return sentence.section_no == 3 or bool(
        re.search(r"依申请|申请公开|申请政府信息|信息公开申请|公开政府信息的?申请|公开申请", group)
    )


def _stock_period(metric: str, sentence: _Sentence, match: re.Match[str]) -> str | None:
    """Staff and followers are counted at a day: staff is recorded for the year, followers as cumulative."""
    if metric == "staff":
        return YEAR
    if metric == "followers":
        return YEAR if "新增" in sentence.text[max(0, match.start() - 4) : match.end()] else CUMULATIVE
    return None


def _read_joint_reviews(sentence: _Sentence, taken: set[int]) -> Iterator[_Stated]:
    for match in rules.JOINT_REVIEWS.finditer(sentence.text):
        quantity = read_quantity(match)
        if quantity is None or not (quantity.value == 0 or _is_about(sentence, "litigations")):
            continue
        taken.add(quantity.start)
        if quantity.value == 0 or match["each"] == "各":
            yield _state(sentence, "reconsiderations", ALL, quantity)
            yield _state(sentence, "litigations", ALL, quantity)


def _zero(sentence: _Sentence, metric: str, channel: str, start: int) -> _Stated:
    """Nothing at all: as good as a total."""
    quantity = Quantity(Decimal(0), None, is_approximate=False, start=start, end=start)
    return replace(_state(sentence, metric, channel, quantity, YEAR), is_total=True, is_single=False)


def _read_zeros(sentence: _Sentence, taken: set[int]) -> Iterator[_Stated]:
    text = sentence.text
    for match in rules.NO_REQUESTS.finditer(text):
        if rules.is_no_request(match["gap"]) and _is_no_request_of_this(sentence, match):
            yield _zero(sentence, "requests_received", ALL, match.start())
    for match in rules.ZERO_REQUESTS.finditer(text):
        yield _zero(sentence, "requests_received", ALL, match.start())
    for pattern in (rules.NO_RECONSIDERATIONS, rules.ZERO_REVIEWS):
        for match in pattern.finditer(text):
            if not rules.NO_GAP.search(match[0][2:]):
                yield _zero(sentence, "reconsiderations", ALL, match.start())
                if match["both"]:
                    yield _zero(sentence, "litigations", ALL, match.start())
    for pattern in (rules.NO_LITIGATIONS, rules.ZERO_LITIGATIONS):
        for match in pattern.finditer(text):
            if not rules.NO_GAP.search(match[0][2:]) and "复议" not in match["gap"]:
                yield _zero(sentence, "litigations", ALL, match.start())
    yield from _read_no_proposals(sentence)


def _is_no_request_of_this(sentence: _Sentence, match: re.Match[str]) -> bool:
    """An application of some other kind is not meant: the words speak of disclosure, or their section does."""
    words = match[0]
    return sentence.section_no == 3 or bool(re.search(r"公开|政府信息|依申请", words)) or "依申请公开" in sentence.text


def _read_no_proposals(sentence: _Sentence) -> Iterator[_Stated]:
    for match in rules.NO_PROPOSALS.finditer(sentence.text):
        if rules.NO_GAP.search(match["gap"]):
            continue
        channel = next((code for pattern, code in rules.WHICH_PROPOSALS if pattern.search(match["which"])), ALL)
        yield _zero(sentence, "proposals_handled", channel, match.start())


# --- disclosures and posts -----------------------------------------------------------------------------------------


@cache
def _channels() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = read_rows("narrative_channels")
    return tuple((row["channel"], row["is_new_media"] == "true", re.compile(row["words"])) for row in rows)


def _channels_in(text: str) -> list[tuple[str, bool]]:
    return [(channel, is_new_media) for channel, is_new_media, words in _channels() if words.search(text)]


def _read_disclosures(sentence: _Sentence, taken: set[int]) -> Iterator[_Stated]:
    """Disclosures and posts, number by number: each belongs to the words between it and the number before it."""
    found: list[_Stated] = []
    metric = ""
    for match in rules.ITEMS.finditer(sentence.text):
        quantity = read_quantity(match)
        if quantity is None or quantity.start in taken:
            continue
        words = _words_before(sentence.text, quantity.start)
        stated, verb = _read_item(sentence, quantity, words, metric)
        if stated is None:
            continue
        group = after_last(GROUP_END, sentence.text[: quantity.start])
        if "分别" in group or _may_be_posts(stated, verb, group):
            continue
        if "其中" in group and verb and stated.fact.channel in (ALL, UNSPECIFIED) and found:
            if "其中" not in words or not _replaces(found[-1], stated, verb, sentence):
                continue
            if found[-1].fact.period == stated.fact.period:
                found.pop()
        metric = stated.fact.metric
        taken.add(quantity.start)
        found.append(stated)
    yield from found


def _may_be_posts(stated: _Stated, verb: str, group: str) -> bool:
    """Whether 发布信息N条 without a place follows words about an account, whose posts may be meant."""
    is_placeless = stated.fact.channel == ALL and "公开" not in verb
    return is_placeless and bool(re.search(r"粉丝|关注|订阅", group) or any(one[1] for one in _channels_in(group)))


def _replaces(whole: _Stated, part: _Stated, verb: str, sentence: _Sentence) -> bool:
    """Whether 其中主动公开M条 is the answer, N counting something wider; 其中 of one kind is only a part."""
    if whole.fact.period != part.fact.period:
        return True
    is_wider = "主动" not in _words_before(sentence.text, whole.start)
    return is_wider and "主动" in verb


def _words_before(text: str, start: int) -> str:
    """What stands between a number and the number, or the end of the statement, before it."""
    before = after_last(GROUP_END, text[:start])
    return after_last(rules.ANY_NUMBER, before)


def _read_item(sentence: _Sentence, quantity: Quantity, words: str, metric: str) -> tuple[_Stated | None, str]:
    channels = _channels_in(words)
    behind = sentence.text[quantity.end :]
    is_social = len(channels) == 1 and channels[0][1]
    one = channels[0][0] if len(channels) == 1 else ALL if not channels else UNSPECIFIED
    posted = rules.POSTED.search(words) if is_social else None
    if posted and not re.search("公开$", words[: posted.start()]):
        return _state(sentence, "new_media_posts", one, quantity), posted["verb"]
    disclosed = rules.DISCLOSED.search(words)
    if disclosed and _is_disclosure(disclosed, words, behind, has_channel=bool(channels), unit=quantity.unit or ""):
        stated = _state(sentence, "proactive_disclosures", one, quantity)
        if one == ALL and _is_of_a_kind(words[: disclosed.start()]):
            return replace(stated, fact=replace(stated.fact, channel=UNSPECIFIED)), disclosed["verb"]
        if one == UNSPECIFIED and stated.is_total:
            stated = replace(stated, fact=replace(stated.fact, channel=ALL))
        return stated, disclosed["verb"]
    if one not in (ALL, UNSPECIFIED) and metric and _is_bare_channel(words):
        return _state(sentence, metric if is_social else "proactive_disclosures", one, quantity), ""
    return None, ""


def _is_disclosure(disclosed: re.Match[str], words: str, behind: str, *, has_channel: bool, unit: str) -> bool:
    before = words[: disclosed.start()]
    clause = after_last(CLAUSE_END, before).replace("应公开尽公开", "").replace("应公开尽", "")
    if rules.NOT_DISCLOSED.search(before) or rules.NO_ACT_OF_DISCLOSING.search(clause):
        return False
    verb = disclosed["verb"]
    has_object = bool(disclosed["object"] or rules.BEHIND_NUMBER.match(behind)) or "信息" in verb
    if unit == "次" and not has_object:
        return False
    if behind[:1] not in ("", "。", "，", ",", "；", ";", "、", "（", "(", "！", "）", ")") and not has_object:
        return False
    return has_object or "主动" in verb or (has_channel and "公开" in verb)


def _is_of_a_kind(before: str) -> bool:
    """Whether the words before the verb name a part: 重点领域公开信息15条, 财政信息方面，公开信息4条."""
    clause = after_last(CLAUSE_END, before)
    clauses_before = before[: len(before) - len(clause)]
    return bool(rules.OWN_WORDS.sub("", clause) or rules.OF_A_KIND_BEFORE.search(clauses_before))


def _is_bare_channel(words: str) -> bool:
    """Whether nothing but a place stands before a number (网站12条、微信公众号30条)."""
    last = after_last(re.compile("[，,、；;]"), words)
    for _, _, pattern in _channels():
        places = list(pattern.finditer(last))
        if places:
            return bool(rules.BARE_CHANNEL.search(last[places[-1].end() :])) and len(last) <= 24
    return False


# --- which of several ----------------------------------------------------------------------------------------------


def _settle_channels(stated: Sequence[_Stated]) -> Iterator[NarrativeFact]:
    """Leave `all` to the one number of a metric and period that is its total, and `unspecified` to the others."""
    rivals: dict[tuple[str, str], list[_Stated]] = defaultdict(list)
    for one in stated:
        if one.fact.channel == ALL:
            rivals[one.fact.metric, one.fact.period].append(one)
    totals = {key: _total_of(found) for key, found in rivals.items()}
    for one in stated:
        is_beaten = one.fact.channel == ALL and totals[one.fact.metric, one.fact.period] != one.fact.value
        yield replace(one.fact, channel=UNSPECIFIED) if is_beaten else one.fact


def _total_of(rivals: Sequence[_Stated]) -> Decimal | None:
    for candidates in (rivals, [one for one in rivals if one.is_total]):
        values = {one.fact.value for one in candidates if not one.is_single}
        if len(values) == 1 and not (candidates is rivals and any(one.is_single for one in rivals)):
            return values.pop()
    return None


def _without_repeats(facts: Iterable[NarrativeFact]) -> Iterator[NarrativeFact]:
    """Each number once, with the first sentence that states it."""
    seen = set()
    for fact in facts:
        key = (fact.metric, fact.channel, fact.period, fact.value)
        if key not in seen:
            seen.add(key)
            yield fact
