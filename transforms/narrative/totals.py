"""Which of several numbers is the total of the year, and which was told before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.narrative.statements import ALL, UNSPECIFIED, NarrativeFact, Stated

_DISCLOSURES = "proactive_disclosures"


def settle_channels(stated: Sequence[Stated]) -> Iterator[NarrativeFact]:
    """Leave `all` to the one number of a metric and period that is its total, and to the others their place."""
    rivals: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    parts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for one in stated:
        if one.fact.channel == ALL:
            rivals[one.fact.metric, one.fact.period].append(one)
        else:
            parts[one.fact.metric, one.fact.period].append(one.fact.value)
    totals = {key: _total_of(found, parts[key]) for key, found in rivals.items()}
    for one in stated:
        is_beaten = one.fact.channel == ALL and totals[one.fact.metric, one.fact.period] != one.fact.value
        yield replace(one.fact, channel=one.place) if is_beaten else one.fact


def _total_of(rivals: Sequence[Stated], parts: Sequence[Decimal]) -> Decimal | None:
    """The one number without a place, else the one in words of a total, else the one in words of a sum.

    A number of disclosures that is smaller than one beside it, or than a part, is the total of something else.
    """
    in_total, in_sum = ([one for one in rivals if one.is_total], [one for one in rivals if one.is_sum])
    for candidates in (rivals, in_total, in_sum):
        values = {one.fact.value for one in candidates if not one.is_single and _may_be_total(one, rivals)}
        if len(values) == 1 and not (candidates is rivals and any(one.is_single for one in rivals)):
            total = values.pop()
            return None if _is_outdone(total, rivals, parts) else total
    return None


def _may_be_total(one: Stated, rivals: Sequence[Stated]) -> bool:
    """A number of one place is the total only where no other was stated."""
    return one.place == UNSPECIFIED or all(other.fact.value == one.fact.value for other in rivals)


def _is_outdone(total: Decimal, rivals: Sequence[Stated], parts: Sequence[Decimal]) -> bool:
    greatest = max(one.fact.value for one in rivals)
    return rivals[0].fact.metric == _DISCLOSURES and total < max([greatest, *parts])


def drop_repeats(facts: Iterable[NarrativeFact]) -> Iterator[NarrativeFact]:
    """Each number once, with the first sentence that states it."""
    seen = set()
    for fact in facts:
        key = (fact.metric, fact.channel, fact.period, fact.value)
        if key not in seen:
            seen.add(key)
            yield fact
