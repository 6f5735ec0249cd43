"""What a page may cost to parse: bounds that hold the HTML parsing algorithm to linear time.

The algorithm of the HTML standard searches its stack of open elements at every start tag, and opens anew at every
paragraph all formatting elements that were left open. Both are harmless on any page that a browser shows, and quadratic
on one that opens elements without end.
"""

from __future__ import annotations

import re

from transforms.doubts import Rejection

# Of the same order as the work of parsing a million well-formed tags.
_MOST_STEPS = 100_000_000
_MOST_REOPENED = 1_000_000
_MOST_TAGS = 2_000_000
_MOST_ATTRIBUTES = 5_000
_HARMLESS_TAGS = 1_000

_UNCOUNTED = (
    "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|param|keygen"
    "|p|li|dt|dd|option|tr|td|th|thead|tbody|tfoot|colgroup"
)
_FORMATTING = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_TAG = re.compile(
    rf"<(?:/?(?P<uncounted>{_UNCOUNTED})(?![a-z0-9-])|(?P<end>/)[a-z]|(?P<formatting>{_FORMATTING})(?![a-z0-9-])|(?P<start>[a-z]))",
    re.I,
)
_FORMATTING_END = re.compile(rf"/(?:{_FORMATTING})(?![a-z0-9-])", re.I)
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}+")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*"|'[^']*')""")


def refuse_costly(text: str) -> Rejection | None:
    """Why a page cannot be parsed in linear time (`too_costly`), None for every page made to be read."""
    tags = text.count("<")
    if tags > _MOST_TAGS:
        return Rejection("too_costly", f"The page has {tags} tags; at most {_MOST_TAGS} are read.")
    if any(len(_QUOTED.sub(" ", tag.group()).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return Rejection("too_costly", f"A tag of the page has more than {_MOST_ATTRIBUTES} attributes.")
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
            return Rejection(
                "too_costly", f"The page leaves its elements open: {depth} of them at character {tag.start()}."
            )
    return None
