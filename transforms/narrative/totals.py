"""Which of several numbers is the total of the year, and which was told before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.narrative.statements import ALL, UNSPECIFIED, NarrativeFact, Stated


def settle_channels(stated: Sequence[Stated]) -> Iterator[NarrativeFact]:
    """Leave `all` to the one number of a metric and period that is its total, and `unspecified` to the others."""
    rivals: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        if one.fact.channel == ALL:
            rivals[one.fact.metric, one.fact.period].append(one)
    totals = {key: _total_of(found) for key, found in rivals.items()}
    for one in stated:
        is_beaten = one.fact.channel == ALL and totals[one.fact.metric, one.fact.period] != one.fact.value
        yield replace(one.fact, channel=UNSPECIFIED) if is_beaten else one.fact


def _total_of(rivals: Sequence[Stated]) -> Decimal | None:
    for candidates in (rivals, [one for one in rivals if one.is_total]):
        values = {one.fact.value for one in candidates if not one.is_single}
        if len(values) == 1 and not (candidates is rivals and any(one.is_single for one in rivals)):
            return values.pop()
    return None


def drop_repeats(facts: Iterable[NarrativeFact]) -> Iterator[NarrativeFact]:
    """Each number once, with the first sentence that states it."""
    seen = set()
    for fact in facts:
        key = (fact.metric, fact.channel, fact.period, fact.value)
        if key not in seen:
            seen.add(key)
            yield fact
