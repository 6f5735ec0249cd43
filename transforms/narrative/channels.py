"""Places where information is disclosed, as words name them."""

from __future__ import annotations

import re
from functools import cache

from transforms.knowledge import read_rows
from transforms.narrative.clauses import ITEM_END, after_last

# Characters that a place with its owner's name takes at most (政务微信公众号“样例发布”); what is longer says more.
_LONGEST_PLACE = 24


@cache
def _channels() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = read_rows("narrative_channels")
    return tuple((row["channel"], row["is_new_media"] == "true", re.compile(row["words"])) for row in rows)


def find_channels(text: str) -> list[tuple[str, bool]]:
    """The channels that a text names, each with whether it is one of the new media.

    >>> find_channels("通过政府网站和微信公众号")
    [('website', False), ('wechat', True)]
    """
    return [(channel, is_new_media) for channel, is_new_media, words in _channels() if words.search(text)]


def is_bare_channel(words: str) -> bool:
    """Whether little more than a place stands before a number (网站12条、微信公众号30条).

    What stands behind the place is not looked at: 网站栏目12条 passes too.
    """
    last = after_last(ITEM_END, words)
    return len(last) <= _LONGEST_PLACE and any(pattern.search(last) for _, _, pattern in _channels())
