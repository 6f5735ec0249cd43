"""What a rule is, and the building blocks of their patterns.

A pattern says plainly what is counted: its verb, its object and its counting word stand together, with nothing between
them that would make the number that of a part. Gaps hold no digit and no comma, so that a number is never taken from
the neighbouring statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.narrative.quantities import CASE_UNITS, EVENT_UNITS, PEOPLE_UNITS, quantity

GAP = r"[^，,。；;：:\d]"
# What may link the words of a thing to its number: 的总数共, 数量为, 有, a colon.
LINK = r"(?:的(?=数|总))?(?:共计|共有|总计|合计|累计|总数|总量|数量|数|共|为|达到?|有|是|计|各类|[:：]){0,3}"
CASES, EVENTS, PEOPLE = quantity(CASE_UNITS), quantity(EVENT_UNITS), quantity(PEOPLE_UNITS)


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrasing that states a number of `metric` for `channel`.

    `example` is a sentence of a report of 2020, and the number that this rule reads in it and no other does;
    `counter_example` a sentence nearly alike in which nothing of the metric is stated for the channel. Both are run.
    `barred` must not be found in the match or shortly before it. With `is_about_disclosure` the sentence must speak of
    disclosure, or stand in the section that is about the metric. `needs_unit` says that each number has a
    counting word.
    """

    metric: str
    pattern: re.Pattern[str]
    example: tuple[str, int]
    counter_example: str
    channel: str = "all"
    barred: re.Pattern[str] | None = None
    is_about_disclosure: bool = True
    needs_unit: bool = True
