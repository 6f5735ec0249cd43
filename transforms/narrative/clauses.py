"""Where clauses and statements end, and what stands behind the last match of a pattern."""

from __future__ import annotations

import re

# Commas and semicolons of both widths: what follows is a clause of its own. Leaves 、, which parts the items of a
# list, and cannot tell the comma of 1,234 from a clause's end.
CLAUSE_END = re.compile(r"[，,；;]")
# Semicolons: what follows is a statement of its own, whose year and body are named anew. Leaves commas, over which
# a year is carried on (2020年，我镇…).
GROUP_END = re.compile(r"[；;]")
# Any mark between clauses, the full stop too. Leaves 、 and : (办理情况：收到3件).
ANY_CLAUSE_END = re.compile("[，,；;。]")
# Any mark between the items of a list of places (网站12条、微信公众号30条). Leaves 和, as in 微信和微博.
ITEM_END = re.compile("[，,、；;]")


def after_last(pattern: re.Pattern[str], text: str) -> str:
    """What stands behind the last match of a pattern; all where there is none.

    >>> after_last(CLAUSE_END, "2020年，我镇公开信息")
    '我镇公开信息'
    """
    return text[max((match.end() for match in pattern.finditer(text)), default=0) :]


def last_start(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match of a pattern begins; -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
