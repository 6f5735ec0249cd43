"""The head of a text: the lines in which a document says what it is."""

from __future__ import annotations

import re
from itertools import islice

# What a text is stands in its head: its title, whom it addresses, 近日.
HEAD_CHARS = 1000
# Titles are among the first short lines; of longer lines the end is that of a sentence.
_HEAD_LINES, _LONGEST_TITLE = 12, 70
# A line with these is a sentence, no title.
_SENTENCE_MARK = re.compile("[。；]")
# The bullet before an entry of a menu or a list; numbers stay.
_BULLETS = "•·●■◆▪►-*"
# The first heading, behind which a document no longer says what it is; 一是 is none.
_FIRST_HEADING = re.compile(r"^[ \t　#*]*(?:一[、.．]|1[、.．](?!\d))", re.MULTILINE)


def preamble_of(text: str) -> str:
    """What stands before the first heading of the head, all of it where there is none.

    >>> preamble_of("样例镇年报\\n一、总体情况")
    '样例镇年报\\n'
    """
    head = text[:HEAD_CHARS]
    heading = _FIRST_HEADING.search(head)
    return head[: heading.start()] if heading else head


def title_lines(text: str) -> list[str]:
    """The first short lines of a text that are no sentences, without white space and bullets.

    >>> title_lines("• 样例镇  年报\\n\\n一句话。\\n一、总体情况")
    ['样例镇年报', '一、总体情况']
    """
    lines = ("".join(line.split()).lstrip(_BULLETS) for line in text[:HEAD_CHARS].split("\n"))
    short = (line for line in lines if line and len(line) <= _LONGEST_TITLE and not _SENTENCE_MARK.search(line))
    return list(islice(short, _HEAD_LINES))
