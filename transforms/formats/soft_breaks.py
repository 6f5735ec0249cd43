"""Rows of a table in Markdown that a tool wrapped at a width: html2text ends rows with two blanks, lines with none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

# The rule below a table's header, without pipes at its ends.
_RULE = re.compile(r"-{3,}(?:\|-{3,})*")
# The end of a line that the tool meant: a break, or the end of a row.
_BREAK = "  "
# So many lines of a table end with one where they are the tool's; in other texts some lines have blanks at the end.
_LEAST_BROKEN = 0.5


def join_soft_breaks(text: str) -> str:
    """A text with each row of such a table on one line; lines of other tables and of prose are left.

    >>> join_soft_breaks("规章| 0|  \\n---|---  \\n行政规范性文件| 17|\\n3| 20  ")
    '规章| 0|  \\n---|---  \\n行政规范性文件| 17|3| 20  '
    >>> join_soft_breaks("规章| 0\\n---|---\\n文件| 1\\n3| 20")
    '规章| 0\\n---|---\\n文件| 1\\n3| 20'
    """
    if "---|---" not in text and "\n---" not in text:
        return text
    blocks = (list(lines) for _, lines in groupby(text.split("\n"), key=_is_blank))
    lines = [line for block in blocks for line in _join_block(block)]
    is_bare = any("|" in line and _RULE.fullmatch(line.rstrip()) and line.endswith(_BREAK) for line in lines)
    return "\n".join(_join_cells(lines) if is_bare else lines)


def _join_cells(lines: Sequence[str]) -> list[str]:
    """The lines with those that begin with a border put behind the line before: a cell that ended in a break.

    Rows of such a table have no borders at their ends, and none begins with one but a row whose first cell is blank.
    """
    joined: list[str] = []
    for line in lines:
        is_rest = line.startswith("|") and joined and joined[-1].endswith(_BREAK) and not _is_blank(joined[-1])
        if is_rest and not _RULE.fullmatch(joined[-1].rstrip()):
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
    return joined


def _is_blank(line: str) -> bool:
    return not line.strip()


def _join_block(lines: Sequence[str]) -> Iterator[str]:
    broken = sum(line.endswith(_BREAK) for line in lines)
    if not any(_RULE.fullmatch(line.rstrip()) for line in lines) or broken < _LEAST_BROKEN * len(lines):
        yield from lines
        return
    row = ""
    for line in lines:
        row = f"{row}{'' if not row or row.endswith('|') else ' '}{line}"
        if line.endswith(_BREAK):
            yield row
            row = ""
    if row:
        yield row
