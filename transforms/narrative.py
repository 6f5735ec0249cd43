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

from transforms import narrative_rules as rules
from transforms.knowledge import read_rows
from transforms.prose import read_paragraphs
from transforms.quantities import Quantity, read_quantity

ALL, UNSPECIFIED = "all", "unspecified"
YEAR, CUMULATIVE = "year", "cumulative"
_FOLD = {0xFF10 + digit: str(digit) for digit in range(10)} | {ord("％"): "%"}
_COUNTED = r"(?:约|近)?[\d一二两三四五六七八九十百千][\d.,一二两三四五六七八九十百千万余多]{0,12}"
_COMPARED = re.compile(
    r"(?:较|比|与|同|相比)(?:于)?(?:上年|去年|上一年|往年|前年|20\d\d年|同期)[^，。；,;]{0,60}"
    rf"|同比[^，。；,;]{{0,40}}|(?<!新)(?:增加|减少|增长|下降|上升|提高|增幅|降幅)了?{_COUNTED}(?:%|条|件|次|篇|人|名|期|个|份|倍|项|场)?"
    rf"|{_COUNTED}%|第{_COUNTED}[条次届期批号]|[〔\[【(（]20\d\d[〕\]】)）]\s?\d{{0,5}}号?|不少于{_COUNTED}|不低于{_COUNTED}|至少{_COUNTED}"
)
_WHOLE_YEAR = re.compile(
    r"(?:20\d\d年)?1月(?:1日)?(?:起)?[至到\-—~～]{1,4}(?:20\d\d年)?12月(?:31日)?(?:止|底)?(?:期间)?"
)
_PLANNED = re.compile(
    r"计划(?=[\u4e00-\u9fff]{0,8}(?:开展|组织|举办|召开|公开|发布|培训|新增|配备|增加|完成|再))|打算|拟(?![定订])|力争|预计|下一步|下步|今后|明年|下年(?!度继续)"
    r"|次年|力求|应当|应于|必须|原则上|每(?:个)?(?:半?年|月|季度?|周|天|日|次|期|村)|目标(?:是|为|数)|将(?:要|会|再|继续|进一步|组织|开展|举办|召开|新增|增加|配备|公开|发布|安排)"
    r"|(?:要求|规定|约定)(?=各|全|每)|争取"
)
_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)年")
_SPAN_BEFORE = re.compile(r"(?:截[至止到]|自从?|从|至|到|于|以来)[^，。；\d]{0,4}$")
_LAST_YEAR = re.compile(r"上年(?!结转)|去年|上一年|前年|往年|上年度(?!结转)")
_THIS_YEAR = re.compile(r"全年|今年|本年|年内|一年来|年度内|该年")
_PART_OF_YEAR = re.compile(r"上半年|下半年|季度|\d{1,2}月份|(?<!\d)\d{1,2}(?:月)?[至到\-—]\d{1,2}月")
_DATED = re.compile(r"(?P<span>[至止到自从](?:20\d\d年)?)?(?:20\d\d年)?(?<!\d)\d{1,2}月\d{1,2}日(?![至到止起])")
_SINCE = re.compile(r"历年|以来|累计|截[至止到]|至今|迄今|开通至|目前[，,]?(?:已|共|累计)|总量")
_SINCE_A_DAY = re.compile(r"历年|以来|截[至止到]|至今|迄今|开通至")
_GROWING = ("proactive_disclosures", "new_media_posts", "followers")
_TOTAL = re.compile(r"共|总|合计|累计|全年|全镇|全乡|全县|年内")
_CLAUSE_END = re.compile(r"[，,；;]")
_GROUP_END = re.compile(r"[；;]")
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


def read_narrative(texts: Iterable[tuple[int | None, str]], report_year: int | None) -> tuple[NarrativeFact, ...]:
    """The numbers stated in texts, each given with the number of its section or None.

    >>> [(f.metric, f.channel, int(f.value)) for f in read_narrative([(1, "2020年，我镇共公开政府信息12条。")], 2020)]
    [('proactive_disclosures', 'all', 12)]
    """
    stated = [found for section_no, text in texts for found in _read_text(section_no, text, report_year)]
    return tuple(_without_repeats(_settle_channels(stated)))


def _read_text(section_no: int | None, text: str, report_year: int | None) -> Iterator[_Stated]:
    for paragraph in read_paragraphs(text):
        other_year = False
        for printed in paragraph:
            sentence = _prepare(printed, section_no, report_year, other_year)
            yield from _read_sentence(sentence)
            other_year = _ends_in_other_year(sentence)


def _prepare(printed: str, section_no: int | None, report_year: int | None, is_other_year: bool) -> _Sentence:
    text = printed.translate(_FOLD)
    text = _WHOLE_YEAR.sub(lambda match: "全年" + "＃" * (len(match[0]) - 2), text)
    text = _COMPARED.sub(lambda match: "＃" * len(match[0]), text)
    return _Sentence(printed, text, section_no, report_year, is_other_year)


def _ends_in_other_year(sentence: _Sentence) -> bool:
    """Whether the next sentence of the paragraph still speaks of another year than the report's."""
    years = _own_years(sentence.text)
    if years:
        return sentence.report_year is not None and years[-1] != sentence.report_year
    return sentence.is_other_year and not _THIS_YEAR.search(sentence.text)


def _own_years(text: str) -> list[int]:
    return [int(match[1]) for match in _YEAR_NAMED.finditer(text) if not _SPAN_BEFORE.search(text[: match.start()])]


def _read_sentence(sentence: _Sentence) -> Iterator[_Stated]:
    taken: set[int] = set()
    readers = (_read_joint_reviews, _read_zeros, _read_disclosures, _read_rules)
    for reader in readers:
        for stated in reader(sentence, taken):
            if _is_of_the_year(sentence, stated):
                yield stated


# --- when ----------------------------------------------------------------------------------------------------------


def _is_of_the_year(sentence: _Sentence, stated: _Stated) -> bool:
    """Whether a number is one of the report's year, or of all years up to it, and not of a plan or another year."""
    group = _after_last(_GROUP_END, sentence.text[: stated.start])
    if _PLANNED.search(group) or _PART_OF_YEAR.search(group):
        return False
    years = _own_years(group)
    last_year, this_year = _last_start(_LAST_YEAR, group), _last_start(_THIS_YEAR, group)
    if last_year > max(this_year, _last_start(_YEAR_NAMED, group)):
        return False
    if years and sentence.report_year is not None and this_year < 0:
        return years[-1] == sentence.report_year or stated.fact.period == CUMULATIVE
    return bool(years) or this_year >= 0 or not sentence.is_other_year


def _after_last(pattern: re.Pattern[str], text: str) -> str:
    return text[max((match.end() for match in pattern.finditer(text)), default=0) :]


def _last_start(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _period(text: str, start: int, metric: str) -> str:
    """What a number covers: all years up to now for 累计, 截至, 自…以来, unless its sentence counts within the year.

    累计 in a clause of its own behind another number sums the years (新增20条，累计300条); 2020年累计 does not, and
    neither does 累计培训45人次, as events are counted by the year anyway.
    """
    before = text[:start]
    clause = _after_last(_CLAUSE_END, before)
    if re.search(r"历年|以来|开通至|至今|迄今", clause) and not re.search(r"今年以来|20\d\d年以来", clause):
        return CUMULATIVE
    if _is_within_year(clause):
        return YEAR
    since = _SINCE if metric in _GROWING else _SINCE_A_DAY
    if since.search(clause) and rules.ANY_NUMBER.search(before[: len(before) - len(clause)]):
        return CUMULATIVE
    if _is_within_year(before):
        return YEAR
    return CUMULATIVE if since.search(before) else YEAR


def _is_within_year(text: str) -> bool:
    return bool(_THIS_YEAR.search(text) or _own_years(text))


# --- what ----------------------------------------------------------------------------------------------------------


def _state(sentence: _Sentence, metric: str, channel: str, quantity: Quantity, period: str | None = None) -> _Stated:
    before = sentence.text[: quantity.start]
    fact = NarrativeFact(
        metric,
        channel,
        quantity.value,
        quantity.unit,
        quantity.is_approximate,
        period or _period(sentence.text, quantity.start, metric),
        sentence.printed,
        sentence.section_no,
    )
    is_total = bool(_TOTAL.search(_after_last(_CLAUSE_END, before)))
    days = _DATED.finditer(_after_last(_GROUP_END, before))
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
    before = _after_last(re.compile("[，,；;。]"), sentence.text[: match.start()])
    return rule.barred is not None and bool(rule.barred.search(before[-12:] + match[0]))


def _speaks_of_requests(sentence: _Sentence, match: re.Match[str]) -> bool:
    group = _after_last(_GROUP_END, sentence.text[: match.start()]) + match[0]
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
        group = _after_last(_GROUP_END, sentence.text[: quantity.start])
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
    before = _after_last(_GROUP_END, text[:start])
    return _after_last(rules.ANY_NUMBER, before)


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
        if one == UNSPECIFIED and stated.is_total:
            stated = replace(stated, fact=replace(stated.fact, channel=ALL))
        return stated, disclosed["verb"]
    if one not in (ALL, UNSPECIFIED) and metric and _is_bare_channel(words):
        return _state(sentence, metric if is_social else "proactive_disclosures", one, quantity), ""
    return None, ""


def _is_disclosure(disclosed: re.Match[str], words: str, behind: str, *, has_channel: bool, unit: str) -> bool:
    if rules.NOT_DISCLOSED.search(words[: disclosed.start()]):
        return False
    verb = disclosed["verb"]
    has_object = bool(disclosed["object"] or rules.BEHIND_NUMBER.match(behind)) or "信息" in verb
    if unit == "次" and not has_object:
        return False
    if behind[:1] not in ("", "。", "，", ",", "；", ";", "、", "（", "(", "！", "）", ")") and not has_object:
        return False
    return has_object or "主动" in verb or (has_channel and "公开" in verb)


def _is_bare_channel(words: str) -> bool:
    """Whether nothing but a place stands before a number (网站12条、微信公众号30条)."""
    last = _after_last(re.compile("[，,、；;]"), words)
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
