"""Sources of pages of MediaWiki with tables in its own mark-up.

They are not read: a line of such a table is a cell, `|` alone a blank one, and a reader of rows with pipes would take
its border for a cell.
"""

from __future__ import annotations

import re
from typing import Final

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.language import Pair
from transforms.limits import Limits

MEDIA_TYPE: Final = "text/x-wiki"

# The lines that begin a table, part its rows and end it (MediaWiki, Help:Tables). Leave rows of pipes and the rule of
# Markdown below a header.
_BEGINS = re.compile(r"^\{\|", re.MULTILINE)
_PARTS_ROWS = re.compile(r"^\|-(?!-|[ \t]*[|:])", re.MULTILINE)
_ENDS = re.compile(r"^\|\}", re.MULTILINE)


def recognises(data: bytes) -> bool:
    """Whether bytes hold a table of MediaWiki from its first line to its last.

    >>> recognises(b"{| class=wikitable\\n|-\\n| 1\\n|}"), recognises(b"| 1 | 2 |\\n|---|---|")
    (True, False)
    """
    plain = data.replace(b"\0", b"")
    if b"{|" not in plain:
        return False
    text = plain.decode("latin-1")
    return all(mark.search(text) for mark in (_BEGINS, _PARTS_ROWS, _ENDS))


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Reject the file, with what to do."""
    detail = Pair(
        "不读取维基页面的源代码，请把网页保存为 HTML。",
        "Sources of wiki pages are not read: save the page itself as HTML.",
    )
    return Rejection(Reason.UNSUPPORTED_FORMAT, detail)
