"""Disclosures and posts, number by number: each belongs to the words between it and the number before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from transforms.narrative.bodies import OWN_BODY
from transforms.narrative.channels import find_channels, is_bare_channel
from transforms.narrative.clauses import CLAUSE_END, GROUP_END, after_last
from transforms.narrative.disclosing import DISCLOSED, POSTED, is_disclosure
from transforms.narrative.kinds import is_headed_by_a_kind, is_in_a_column, is_of_a_kind
from transforms.narrative.quantities import ANY_NUMBER, ITEM_UNITS, Quantity, holds_quantity, quantity, read_quantity
from transforms.narrative.statements import ALL, UNSPECIFIED, Sentence, Stated, state
from transforms.narrative.times import CUMULATIVE, is_this_year_named, own_years

# A number of items, the only things that are disclosed (条, 件, 篇, 期 …). Leaves counts of people, money and columns
# (个), and numbers without a unit (主动公开310).
_ITEMS = re.compile(quantity(ITEM_UNITS))
_DISCLOSURES = "proactive_disclosures"
# The counting word of events, which at a bare place are no items (新闻发布会2次).
_TIMES = "次"
# Words of the readers of an account: what follows them counts its posts. Leaves the account's name itself.
_READERS = re.compile(r"粉丝|关注|订阅")
# The body's own number singled out of one of others (其中我镇公开12条). Leaves 其中 of a kind.
_OWN_PART = re.compile(r"其中[，,：:]?[我本]")
# A verb of posting right behind 公开 says how something was disclosed (公开发布信息12条), and no post is meant.
_DISCLOSED_BEFORE = re.compile("公开$")


def read_disclosures(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """The disclosures and posts of a sentence; `taken` holds where numbers begin that have been read."""
    if not holds_quantity(sentence.text):
        return
    found: list[Stated] = []
    metric = ""
    for match in _ITEMS.finditer(sentence.text):
        quantity = read_quantity(match)
        if quantity is None or quantity.start in taken:
            continue
        words = _words_before(sentence.text, quantity.start)
        stated, verb = _read_item(sentence, quantity, words, metric)
        if stated is None:
            continue
        group = after_last(GROUP_END, sentence.text[: quantity.start])
        if "分别" in group or _may_be_posts(stated, verb, words, group):
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


def _is_a_part(sentence: Sentence, stated: Stated, before: str, verb: str) -> bool:
    """Whether a number is that of some kind of information, or nothing says that it is the year's or the body's."""
    clause = after_last(CLAUSE_END, before)
    if is_in_a_column(clause):
        return True
    if stated.fact.channel != ALL:
        return False
    own_sum = stated.is_sum and OWN_BODY.search(clause)
    is_headed = any(is_headed_by_a_kind(heading) for heading in sentence.headings)
    group = after_last(GROUP_END, sentence.text[: stated.start])
    is_anchored = (
        stated.fact.period == CUMULATIVE
        or stated.is_total
        or "主动" in verb
        or is_this_year_named(group)
        or own_years(group)
        or OWN_BODY.search(group)
    )
    return is_of_a_kind(before) or (is_headed and not own_sum) or not is_anchored


def _moved(stated: Stated, channel: str) -> Stated:
    return replace(stated, fact=replace(stated.fact, channel=channel))


def _may_be_posts(stated: Stated, verb: str, words: str, group: str) -> bool:
    """Whether 发布信息N条 without a place follows words about an account, whose posts may be meant."""
    is_placeless = stated.fact.channel in (ALL, UNSPECIFIED) and "公开" not in verb and not find_channels(words)
    return is_placeless and bool(_READERS.search(group) or any(one[1] for one in find_channels(group)))


def _replaces(whole: Stated, part: Stated, verb: str, sentence: Sentence) -> bool:
    """Whether 其中主动公开M条 is the answer, N counting something wider; 其中 of one kind is only a part."""
    if whole.fact.period != part.fact.period:
        return True
    if _OWN_PART.search(after_last(ANY_NUMBER, sentence.text[: part.start])):
        return True
    is_wider = "主动" not in _words_before(sentence.text, whole.start)
    return is_wider and "主动" in verb


def _words_before(text: str, start: int) -> str:
    """What stands between a number and the number, or the end of the statement, before it."""
    before = after_last(GROUP_END, text[:start])
    return after_last(ANY_NUMBER, before)


def _read_item(sentence: Sentence, quantity: Quantity, words: str, metric: str) -> tuple[Stated | None, str]:
    channels = find_channels(words)
    behind = sentence.text[quantity.end :]
    is_social = len(channels) == 1 and channels[0][1]
    one = channels[0][0] if len(channels) == 1 else ALL if not channels else UNSPECIFIED
    posted = POSTED.search(words) if is_social else None
    if posted and not _DISCLOSED_BEFORE.search(words[: posted.start()]):
        return state(sentence, "new_media_posts", one, quantity), posted["verb"]
    disclosed = DISCLOSED.search(words)
    goes_on = metric == _DISCLOSURES
    if disclosed and is_disclosure(
        disclosed, words, behind, has_channel=bool(channels), unit=quantity.unit or "", goes_on=goes_on
    ):
        stated = state(sentence, _DISCLOSURES, one, quantity)
        if one == UNSPECIFIED and stated.is_total:
            stated = _moved(stated, ALL)
        if _is_a_part(sentence, stated, words[: disclosed.start()], disclosed["verb"]):
            stated = _moved(stated, UNSPECIFIED)
        return stated, disclosed["verb"]
    if one not in (ALL, UNSPECIFIED) and metric and quantity.unit != _TIMES and is_bare_channel(words):
        return state(sentence, metric if is_social else _DISCLOSURES, one, quantity), ""
    return None, ""
