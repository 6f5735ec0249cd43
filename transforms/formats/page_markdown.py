"""Markdown that Pandoc makes of a page: tables that Markdown has no form for as HTML, dressed words as spans.

    [规章]{style="font-size:12.0pt"}      <table> … </table>      <- a table with merged cells

The line ends of such a text mean something, so that it is no page, whatever tags it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.formats import html
from transforms.formats.content import Block, Content
from transforms.limits import Limits

# A table of HTML on lines of its own. Leaves one in the midst of a line.
_HTML_TABLE = re.compile(r"^<table\b.*?^</table>[ \t]*$", re.M | re.S)
# A division of a page, its tag alone on a line. Leaves a tag with text beside it.
_DIVISION = re.compile(r"^</?div\b[^<>\n]{0,500}>[ \t]*$", re.M)
# Words in brackets with attributes behind them. Leaves brackets without any ([1]), and braces with anything else.
_SPAN = re.compile(r"\[([^\[\]]*)\]\{(?:[.#][\w-]|[\w-]+=)[^{}]{0,2000}\}")
# Spans inside of each other that are taken off: an editor leaves two or three.
_DEEPEST = 4


def part_html_tables(text: str, limits: Limits) -> Iterator[Block]:
    """A text in its parts: what stands between tables of HTML, and what each of these shows."""
    start = 0
    for match in _HTML_TABLE.finditer(text):
        content = html.read_text(match[0], limits)
        if isinstance(content, Content):
            yield _DIVISION.sub("", text[start : match.start()])
            yield from (block for block in content.blocks if not isinstance(block, str) or block.strip())
            start = match.end()
    yield _DIVISION.sub("", text[start:])


def plain_spans(block: Block) -> Block:
    """A text, or the cells of a table, without the attributes of spans.

    >>> plain_spans('[政府[集中]{.x}采购]{lang="EN-US"} 8[1]')
    '政府集中采购 8[1]'
    """
    if not isinstance(block, str):
        return tuple(tuple(_plain(cell) for cell in row) for row in block)
    return _plain(block)


def _plain(text: str) -> str:
    for _ in range(_DEEPEST if "]{" in text else 0):
        text = _SPAN.sub(r"\1", text)
    return text
