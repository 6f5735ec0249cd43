"""Lines that a program cut at a fixed width, as mail and terminals do, put together again.

Such a cut goes through numbers: a row that ended in 115 ends in 11, and the next line begins with 5. It is known by
what typesetting never does: many lines of exactly the greatest width, no line beyond it, and line ends between two
digits, before a comma, or inside of a row of pipes. A text that a printer or a converter of PDF wrapped keeps to the
rules of line breaking (W3C, Requirements for Chinese Text Layout: no line starts with a closing mark), so it is left
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from transforms.text import display_width

Measure = Callable[[str], int]
"""The width of a piece of text."""

# Narrower lines are the cells of a table, one a line.
_NARROWEST = 20
# Lines of exactly the greatest width, some of them cut where typesetting makes no cut. A text with long lines has one
# or two, a column of figures a cut; one that was cut has one a row or sentence.
_LEAST_FULL = 8
# What typesetting never begins a line with.
_CLOSING = tuple("，。、；：？！）》】,;:!?)%")
# How a row begins that was set to the width of the others, with blanks or its number in front: 12 规章 0. Leaves the
# number of a label (2.重复申请).
_RUNNING_NUMBER = re.compile(r"\d*\s")
# The number of a row or paragraph, which no digit at the end of the line before belongs to: 2.重复申请. Leaves an
# amount that was cut before its point (2.5).
_ORDINAL = re.compile(r"\d{1,2}[.、．](?!\d)")
# A heading, which is joined to nothing.
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")


def join_hard_wraps(text: str) -> str:
    """The text with its lines joined where all of it was cut at one width; any other text as it is.

    >>> rows = [f"| 第{number}项 | 样例 | 1005{number} | 23456 |" for number in range(10, 40)]
    >>> cut = [row[start : start + 20] for row in rows for start in (0, 20)]
    >>> join_hard_wraps("\\n".join(cut)) == "\\n".join(rows)
    True
    """
    lines = text.split("\n")
    for measure in (len, display_width):
        widths = list(map(measure, lines))
        greatest = max(widths)
        if greatest < _NARROWEST:
            continue
        # A line is full if the next character would not have had room on it; none is wider than two places.
        full = [
            width + 2 > greatest and bool(behind) and width + measure(behind[:1]) > greatest
            for width, behind in zip(widths, lines[1:], strict=False)
        ] + [False]
        has_cut = any(is_full and _is_cut(*pair) for is_full, pair in zip(full, pairwise(lines), strict=False))
        if has_cut and sum(full) >= _LEAST_FULL:
            return _join(lines, full)
    return text


def _is_cut(line: str, behind: str) -> bool:
    """Whether typesetting would not end a line here. Rows with a running number, set to one width, are no cuts."""
    if line[-1:].isdigit() and behind[:1].isdigit():
        return not _RUNNING_NUMBER.match(line) and not _ORDINAL.match(behind)
    return behind.startswith(_CLOSING) or (_is_open_row(line) and not _is_row_start(behind))


def _is_open_row(line: str) -> bool:
    return line.startswith("|") and not line.rstrip().endswith("|")


def _is_row_start(line: str) -> bool:
    return line.startswith("|") and line.rstrip().endswith("|")


def _join(lines: Sequence[str], full: Sequence[bool]) -> str:
    joined = list(lines[:1])
    was_full = full[0]
    for line, is_full in zip(lines[1:], full[1:], strict=True):
        if was_full and not _begins_anew(joined[-1], line):
            joined[-1] += line
        elif line and not was_full and _is_open_row(joined[-1]):
            # The blank that stood at the cut was stripped.
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        was_full = is_full
    return "\n".join(joined)


def _begins_anew(before: str, line: str) -> bool:
    """Whether a line behind a full one is a line of its own: the one before happened to end at the width."""
    if before.startswith("|"):
        return before.endswith("|") and not line[:1].isspace()
    if _HEADING.match(line) or _ORDINAL.match(line) or line.startswith("|"):
        return True
    return before.endswith("。") or (before[-1:].isdigit() and line[:1].isalpha())
