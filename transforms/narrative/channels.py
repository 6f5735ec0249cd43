"""Places where information is disclosed, as words name them."""

from __future__ import annotations

import re
from functools import cache

from transforms.knowledge import read_rows
from transforms.narrative.clauses import ITEM_END, after_last

# The channel of the new media in general.
_NEW_MEDIA = "unspecified"
# What may stand between a place and its number: the account's name, a verb of publishing, its object in general. Leaves
# an object of some kind (网站发布工作动态38条) and columns.
_BEHIND_PLACE = re.compile(
    r"(?:[“\"《【][^“”\"《》【】]{1,15}[”\"》】]|[”\"》】：:（(]|平台|账号|号|站|上|主动|对外|新增|累计|全年|本年度?|已|公开|公布|发布|推送|更新|转载|编发|上传|刊登|登载"
    r"|各类|政府|政务|信息|文章|推文|图文|短?视频|作品|消息|内容|总数|数量|数|共计?|合计|总计|计|达到?|为|有|了|的)*"
)
# Characters that a place with its owner's name takes at most (政务微信公众号“样例发布”); what is longer says more.
_LONGEST_PLACE = 24


@cache
def _channels() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    rows = read_rows("narrative_channels")
    return tuple((row["channel"], row["is_new_media"] == "true", re.compile(row["words"])) for row in rows)


def find_channels(text: str) -> list[tuple[str, bool]]:
    """The channels that a text names, each with whether it is one of the new media.

    The new media in general are `unspecified`, and not there where one of them is named.

    >>> find_channels("通过政府网站和微信公众号")
    [('website', False), ('wechat', True)]
    """
    found = [(channel, is_new_media) for channel, is_new_media, words in _channels() if words.search(text)]
    named = [one for one in found if one[1] and one[0] != _NEW_MEDIA]
    return [one for one in found if one[0] != _NEW_MEDIA] if named else found


def is_bare_channel(words: str) -> bool:
    """Whether little more than a place stands before a number (网站12条、微信公众号30条).

    What was published there must not be of some kind (网站发布工作动态12条), nor in a column.
    """
    last = after_last(ITEM_END, words)
    ends = [match.end() for _, _, pattern in _channels() for match in pattern.finditer(last)]
    return len(last) <= _LONGEST_PLACE and bool(ends and _BEHIND_PLACE.fullmatch(last, max(ends)))
