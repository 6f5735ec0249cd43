"""Emphasis of Markdown inside of words and numbers: what a tool makes of a page whose letters are dressed singly.

Editors of the web leave single characters in bold (政<b>府</b>信息, 17<b>3</b>1). Tools write marks around each, and
some set a blank beside the marks, which would part a number in two.
"""

from __future__ import annotations

import re

from transforms.formats.merged_cells import PARTED
from transforms.text import HAN

# A single character in bold inside of a word, which nobody emphasises. Leaves words and numbers in bold.
_LETTER = re.compile(rf"(?<=[{HAN}*])\*\*[{HAN}]\*\*|\*\*[{HAN}]\*\*(?=[{HAN}*])")
# So many make a page of dressed letters; a heading may have one or two (**一**、).
_FEWEST_LETTERS = 12
# A blank behind the marks that close, and before those that open, between two characters of words; a line end behind
# them is where the tool wrapped. Blanks before an end of a line, and two, are the tool's line breaks.
_BLANK_BEHIND = re.compile(r"(?<=[\w%（(《“）)》”。，、：；.]\*\*)[ \n](?=[\w（(《“。，、：；.)）*])")
_BLANK_BEFORE = re.compile(r"(?<=[\w%（(《“）)》”。，、：；.*]) (?=\*\*[\w（(《“。，、：；.)）])")
# The same between two Han characters, where Chinese has no blank, so that it is the tool's.
_HAN_BEHIND = re.compile(rf"(?<=[{HAN}]\*\*) (?=\**[{HAN}])")
_HAN_BEFORE = re.compile(rf"(?<=[{HAN}]) (?=\*\*[{HAN}])")
# And between two digits: where the numbers of a text are dressed throughout, many have it; two numbers of one cell
# (3 **5**) are one place among all.
_DIGITS_BEHIND = re.compile(r"(?<=\d\*\*)[ \n](?=\**\d)")
_DIGITS_BEFORE = re.compile(r"(?<=\d) (?=\*\*\d)")
_FEWEST_BLANKS = 8
_MARKS = re.compile(r"(?<!\\)\*{2,}")


def undress_letters(text: str) -> str:
    """A text without the emphasis of single letters, and the blanks that the tool set beside it; others are left as
    they are.

    Blanks between digits go only where many numbers of the text have one there, else the digits are two numbers.

    >>> undress_letters("政**府** 信**息** 公**开** 情**况** 表" * 3)
    '政府信息公开情况表政府信息公开情况表政府信息公开情况表'
    >>> undress_letters("共收到**8**件，**其**中")
    '共收到**8**件，**其**中'
    """
    if len(_LETTER.findall(text)) < _FEWEST_LETTERS:
        return text
    for blank, between_words, between_digits in (
        (_BLANK_BEHIND, _HAN_BEHIND, _DIGITS_BEHIND),
        (_BLANK_BEFORE, _HAN_BEFORE, _DIGITS_BEFORE),
    ):
        if len(between_words.findall(text)) < _FEWEST_BLANKS:
            continue
        if len(between_digits.findall(text)) < _FEWEST_BLANKS:
            text = between_digits.sub(PARTED, text)
        text = blank.sub("", text)
    return _MARKS.sub("", text)
