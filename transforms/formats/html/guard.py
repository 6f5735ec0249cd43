"""What a page may cost to parse: bounds that hold the HTML parsing algorithm to linear time.

The algorithm of the HTML standard searches its stack of open elements at every start tag, and opens anew at every
paragraph all formatting elements that were left open. Both are harmless on any page that a browser shows, and quadratic
on one that opens elements without end.
"""

from __future__ import annotations

import re

from transforms.doubts import Reason, Rejection
from transforms.language import Pair

# Open elements summed over all tags: of the same order as the work of parsing a million well-formed tags. A page of
# twenty thousand tags, a hundred of them open at a time, has two million.
_MOST_STEPS = 100_000_000
# Formatting elements that are opened anew, each of which is an element more. A page with ten fonts left open at each of
# ten thousand paragraphs has a tenth.
_MOST_REOPENED = 1_000_000
# Tags of a page, at a microsecond each. A report that Word saved has some ten thousand.
_MOST_TAGS = 2_000_000
# Attributes of one tag, which the parser compares with each other; pages have a dozen. The name of the tag counts too.
_MOST_ATTRIBUTES = 5_000
# So few tags cannot reach the first two bounds, and are not looked at.
_HARMLESS_TAGS = 1_000

_UNCOUNTED = (
    "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|param|keygen"
    "|p|li|dt|dd|option|tr|td|th|thead|tbody|tfoot|colgroup"
)
_FORMATTING = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
# A tag, by what it does to the elements that are open. Leaves comments and angle brackets of a text (a < b).
_TAG = re.compile(
    rf"<(?:/?(?P<uncounted>{_UNCOUNTED})(?![a-z0-9-])|(?P<end>/)[a-z]|(?P<formatting>{_FORMATTING})(?![a-z0-9-])|(?P<start>[a-z]))",
    re.I,
)
# The name in the end tag of a formatting element. Leaves names that only begin alike (/body).
_FORMATTING_END = re.compile(rf"/(?:{_FORMATTING})(?![a-z0-9-])", re.I)
# A tag long enough to have too many attributes. Misses one with a > in a quoted value, which its end seems to be.
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}+")
# A quoted value, whose blanks part no attributes. Leaves one without quotes, or whose quote is left open.
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*"|'[^']*')""")


def refuse_costly(text: str) -> Rejection | None:
    """Why a page cannot be parsed in linear time (`too_costly`), None for every page made to be read."""
    tags = text.count("<")
    if tags > _MOST_TAGS:
        detail = Pair(
            "网页有{tags}个标签，最多读取{most}个。",
            "The page has {tags} tags; at most {most} are read.",
            tags=tags,
            most=_MOST_TAGS,
        )
        return Rejection(Reason.TOO_COSTLY, detail)
    if any(len(_QUOTED.sub(" ", tag.group()).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        detail = Pair(
            "网页有一个标签的属性超过{most}个。",
            "A tag of the page has more than {most} attributes.",
            most=_MOST_ATTRIBUTES,
        )
        return Rejection(Reason.TOO_COSTLY, detail)
    return None if tags <= _HARMLESS_TAGS else _refuse_open_elements(text)


def _refuse_open_elements(text: str) -> Rejection | None:
    depth = formatting = steps = reopened = 0
    for tag in _TAG.finditer(text):
        kind = tag.lastgroup
        if kind == "end":
            if _FORMATTING_END.match(text, tag.start() + 1):
                formatting -= formatting > 0
            depth -= depth > 0
        elif kind == "formatting":
            formatting += 1
            depth += 1
        elif kind == "start":
            depth += 1
        reopened += formatting if kind in ("start", "uncounted") else 0
        steps += depth
        if steps > _MOST_STEPS or reopened > _MOST_REOPENED:
            detail = Pair(
                "网页的元素没有结束：到第{character}个字符有{depth}个未结束。",
                "The page leaves its elements open: {depth} of them at character {character}.",
                depth=depth,
                character=tag.start(),
            )
            return Rejection(Reason.TOO_COSTLY, detail)
    return None
