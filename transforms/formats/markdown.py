"""Mark-up of Markdown in the cells of a text: what a reader of the rendered table sees."""

from __future__ import annotations

import re

from transforms.formats.merged_cells import PARTED, part_digits
from transforms.formats.superscript import raise_marks
from transforms.formats.unread_cells import tell_unread
from transforms.text import IMAGE

# What parts the cells of a line. Leaves a pipe that is written as text (\\|).
_BORDER = re.compile(r"((?<!\\)\||\t)")
# Longer cells hold prose, whose stars may be any.
_LONGEST_CELL = 200
# Marks that a cell may have; a cell without any is left as it is.
_MARKS = re.compile(r"[*_~`<\[\\^]")
# Text that is struck out. Leaves a lone tilde, which is a blank mark or part of a span (3~5).
_STRUCK = re.compile(r"~~[^~]{1,60}~~|<(del|s|strike)\b[^<>]{0,80}>[^<>]{0,60}</\1\s*>", re.I)
# Text that is raised, as HTML writes it and as Pandoc does (5^2^).
_RAISED = re.compile(r"<(sup|sub)\b[^<>]{0,80}>([^<>]{0,60})</\1\s*>|\^([^\s^|]{1,20})\^", re.I)
# A note's reference (8[^1]).
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\]")
_PICTURE = re.compile(r"!\[[^\]]{0,100}\]\([^()]{0,500}\)|<img\b[^<>]{0,500}>", re.I)
# A link and its text. Leaves a note in brackets (8[1]), which no address follows.
_LINK = re.compile(r"\[([^\[\]]{0,100})\]\([^()]{0,500}\)")
# A line end inside of a cell.
_LINE_BREAK = re.compile(r"\s*(?:<br\s*/?>|</?(?:p|div|li|ul|ol)\b[^<>]{0,200}>)\s*", re.I)
# A tag of HTML that only dresses its text. Leaves an angle bracket that is none (<5).
_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|font|mark|small|big|code|center)\b[^<>]{0,200}>", re.I)
# A cell that is emphasised as a whole, or code. Leaves stars on one side, which are a note's mark (8*).
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|`{1,2})(?=[^\s*_`])(.*?[^\s*_`\\])\1", re.S)
# A part of a word or number that is emphasised, with no blank beside its marks (17**3**1). Leaves marks of notes behind
# it (**6***), and escaped ones.
_PART = re.compile(r"(?<![*\\])(\*{2,3})(?=[^\s*])([^*]*[^\s*\\])\1(?![*\\])")
# The end of one such part and the beginning of the next.
_JUNCTION = re.compile(r"(?<=[^\s*\\])\*{4}(?=[^\s*])")
# A cell of digits and marks of emphasis, and a blank beside such a mark: one number that a tool parted, or two
# (6 **1**244). Leaves digits that only a blank parts (1 244).
_MARKED_DIGITS = re.compile(r"[\d.,* +-]*\d[\d.,* ]*")
_PARTED_BY_MARKS = re.compile(r"(?<=[\d-])(\*{1,3}) +(?=\**\d)|(?<=[\d-]) +(?=\*{1,3}\d)")
_ESCAPED = re.compile(r"\\([*_`~|\\<>\[\]()#+.!-])")


def plain_rows(text: str) -> str:
    """A text whose lines of cells have them as they are shown; other lines are left as they are.

    >>> plain_rows("| 规章 | **8** | 5<br> | ~~9~~6<sup>1</sup> |")
    '| 规章 | 8 | 5 | 6¹ |'
    >>> plain_rows("**总体情况**")
    '**总体情况**'
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if ("|" in line or "\t" in line) and _MARKS.search(line):
            lines[number] = "".join(plain_cell(part) for part in _BORDER.split(line))
    return "\n".join(lines)


def plain_cell(cell: str) -> str:
    """A cell as it is shown, with the spaces around it."""
    bare = cell.strip()
    if not bare or len(bare) > _LONGEST_CELL or not _MARKS.search(bare):
        return cell
    return cell.replace(bare, _show(bare))


def _show(text: str) -> str:
    shown = _PICTURE.sub("", text)
    marks = [IMAGE] if shown != text else []
    shown = _NOTE.sub("", _STRUCK.sub("", shown))
    shown = _RAISED.sub(lambda match: raise_marks(match[2] or match[3] or ""), shown)
    shown = _TAG.sub("", _LINK.sub(r"\1", shown))
    parts = [part for part in (_without_emphasis(part) for part in _LINE_BREAK.split(shown)) if part]
    joined = part_digits("\n".join(parts)).replace("\n", " ")
    return tell_unread(_ESCAPED.sub(r"\1", joined), marks)


def _without_emphasis(text: str) -> str:
    text = text.strip()
    while match := _EMPHASIS.fullmatch(text):
        text = match[2].strip()
    if _MARKED_DIGITS.fullmatch(text):
        text = _PARTED_BY_MARKS.sub(rf"\1{PARTED}", text)
    return _PART.sub(r"\2", _JUNCTION.sub("", text))
