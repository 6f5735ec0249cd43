"""What two readings of one line together are worth: digits only where both say the same, words as the form has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from transforms.form import fold_label, statistic_vocabulary, vocabulary
from transforms.formats.scans.witnesses import Line
from transforms.text import LOST, NONZERO_NUMERALS, NUMERALS, ONE_TO_TEN, fold_forms, fold_number, is_han, is_value_text

# What a dash in a cell is read as: dashes, the numeral for one, an underscore. Leaves digits and words.
_DASH = re.compile(r"[-—–―－−一_＿~～]{1,6}")
# A number as the two witnesses are compared: digits with commas or a point, a sign, a unit behind. Leaves lists (1.)
# and two numbers.
_NUMERAL_TEXT = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?(?:万元|元|万|件|条|项|个|份)?")
# White space that parts no two digits. Leaves that between digits: they may be two cells' numbers.
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
# Digits on both sides of white space: two numbers, or one that is set apart.
_PARTED = re.compile(r"\d\s+\d")
# Digits inside of words.
_DIGITS = re.compile(r"\d+")
# The digits of a day or year (2023年, 1月), which are no value of a cell, and the list number at the beginning of a
# label (1.属于国家秘密). Leaves any other number.
_NO_VALUE = re.compile(r"\d{4}(?=年)|\d{1,2}(?=[月日])|\A\d{1,2}(?=[.、．])")
# The number of a row before its label (（一）予以公开, 1.属于国家秘密). Leaves digits and numerals without a mark
# behind them, which may be a value.
_ORDINAL = re.compile(f"\\A[（(]?(?:[{ONE_TO_TEN}]{{1,3}}|\\d{{1,2}})[)）.、．]")
# The dot in the middle of a line that a small mark behind a row's number is read as (1·属于国家秘密, 一·本年新收).
# Leaves dots inside of words and between numbers.
_MIDDLE_DOT = re.compile(f"\\A(\\d{{1,2}}|[{ONE_TO_TEN}]{{1,3}})[·•・](?=[^\\d\\s])")
# The number of a heading (三、, （十二）), which states nothing. Leaves numerals inside of words.
_HEADING_NUMBER = re.compile(f"\\A[（(]?[{ONE_TO_TEN}]{{1,3}}[)）、.．]")
DASH = "-"


class Settled(NamedTuple):
    """What is made of a line: its text, and whether it is a number or blank mark that both witnesses read alike."""

    text: str
    is_value: bool
    is_agreed: bool


def fold_line(text: str) -> str:
    """A line as readings are compared: plain forms, narrow digits, no white space.

    >>> fold_line(" １２ 件"), fold_line("—")
    ('12件', '-')
    """
    folded = _SPACE.sub("", fold_number(fold_forms(text)).strip())
    return DASH if _DASH.fullmatch(folded) else folded


def settle(first: Sequence[Line], second: Sequence[Line]) -> Settled:
    """One text out of the readings of a line by two witnesses, of each the best prepared picture first.

    A number is agreed where each witness read it from one picture at least, and neither read another number from any.

    >>> settle([Line("12", 0.9)], [Line("12", 0.9)]).text, settle([Line("12", 0.9)], [Line("17", 0.9)]).is_agreed
    ('12', False)
    >>> settle([Line("（一）予以公开", 0.9)], [Line("（一）子以公开", 0.9)]).text
    '(一)予以公开'
    """
    ours, theirs = ([fold_line(line.text) for line in lines] for lines in (first, second))
    if any(map(_PARTED.search, (*ours, *theirs))) and not _is_word(ours[0]):
        return Settled("", is_value=True, is_agreed=False)
    numbers = [{text for text in texts if _is_number(text) or _is_nearly_one(text)} for texts in (ours, theirs)]
    if numbers[0] or numbers[1]:
        together = numbers[0] & numbers[1]
        if len(numbers[0] | numbers[1]) == 1 and together and _is_number(*together):
            return Settled(together.pop(), is_value=True, is_agreed=True)
        if numbers[0] or not _is_word(ours[0]):
            return Settled("", is_value=True, is_agreed=False)
    if DASH in (ours[0], theirs[0]) or not ours[0] or (len(ours[0]) == 1 and not _is_word(ours[0])):
        is_agreed = bool(ours[0]) and ours[0] == theirs[0] and is_value_text(ours[0], is_whole=True)
        is_agreed &= ours[0] not in NONZERO_NUMERALS
        if ours[0] == DASH and not any(_has_dash(line.text) for line in (*first, *second)):
            is_agreed = False
        return Settled(ours[0] if is_agreed else "", is_value=True, is_agreed=is_agreed)
    if any(is_value_text(text, is_whole=True) for text in (*ours, *theirs)) and not is_label(ours[0]):
        is_agreed = len({*ours, *theirs}) == 1
        return Settled(ours[0] if is_agreed else "", is_value=True, is_agreed=is_agreed)
    words = settle_words(first[0].text, [line.text for line in second])
    return Settled(words, is_value=False, is_agreed=True)


def _has_dash(text: str) -> bool:
    """Whether a reading has a dash that is no numeral for one."""
    return "一" not in text


def needs_second_look(first: Line, second: Line) -> bool:
    """Whether a line is to be read from another picture of it too: a number of several digits, whose point or comma a
    picture may have lost, or what only one witness takes for a number."""
    ours, theirs = fold_line(first.text), fold_line(second.text)
    if ours == theirs:
        return _is_number(ours) and sum(map(str.isdigit, ours)) > 1
    return not is_label(ours)


def _is_nearly_one(text: str) -> bool:
    """Whether a reading that is no number has digits and no words: what stands beside them may be a digit (]00000)."""
    return any(map(str.isdigit, text)) and not any(map(is_han, text))


def _is_number(text: str) -> bool:
    return _NUMERAL_TEXT.fullmatch(text) is not None


def _is_word(text: str) -> bool:
    return is_label(text) or any("\u4e00" <= char <= "\u9fff" and char not in NUMERALS for char in text)


def is_label(text: str) -> bool:
    """Whether a text is a label of the form, or a piece of one that is long enough to be known."""
    meanings = (vocabulary().meanings, statistic_vocabulary().meanings)
    labels = ("".join(fold_label(part).split()) for part in (text, _ORDINAL.sub("", text.strip())))
    return any(label in known for label in labels for known in meanings)


def settle_words(first: str, second: Sequence[str]) -> str:
    """The characters of a line that is no number, as the first witness read them: those that the other has too.

    What stands alone is lost, and where only the other witness has digits, a place is lost as well.

    >>> settle_words("全年受理申请12件", ["全年受理申请17件"]) == f"全年受理申请1{LOST}件"
    True
    """
    ours = _plain(first)
    theirs = [_plain(text) for text in second]
    if ours in theirs or is_label(ours):
        return ours
    seen = _places_in(ours, theirs)
    told = [char if place in seen or not _matters(char) else LOST for place, char in enumerate(ours)]
    return _with_lost_digits("".join(told), ours, theirs[0])


def _plain(text: str) -> str:
    return _MIDDLE_DOT.sub(r"\1、", fold_number(fold_forms(text)).strip())


def _places_in(text: str, others: Sequence[str]) -> set[int]:
    """The places of a text that some other has as well, in the same order."""
    return {
        place
        for other in others
        for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
        for place in range(block.a, block.a + block.size)
    }


def _with_lost_digits(told: str, ours: str, other: str) -> str:
    """A text with a lost character where another reading has digits and it has none."""
    changes = SequenceMatcher(None, ours, other, autojunk=False).get_opcodes()
    for _, start, end, low, high in reversed(changes):
        mine, theirs = ours[start:end], other[low:high]
        if any(char.isdigit() or char in ".," for char in theirs) and not any(map(str.isdigit, mine)):
            told = told[:end] + LOST + told[end:]
    return told


def settle_cell(first: Sequence[Line], second: Sequence[Line]) -> Sequence[Line] | None:
    """The lines of a cell's text as the witness read them of whom they are a label of the form; None where neither's
    are."""
    for lines in (first, second):
        if is_label("".join(_plain(line.text) for line in lines)):
            return lines
    return None


def _counts(char: str) -> bool:
    """Whether a character is a digit or numeral."""
    return char.isdigit() or char in NUMERALS


def _matters(char: str) -> bool:
    """Whether a character that only one witness read may be part of a number, a name or a year."""
    return char.isdigit() or "\u4e00" <= char <= "\u9fff" or char in NUMERALS


def is_prose(text: str) -> bool:
    """Whether a line may state numbers, behind the number of a heading.

    >>> is_prose("全年受理申请12件，其中予以公开9件"), is_prose("二、主动公开政府信息情况")
    (True, False)
    """
    return any(map(_counts, _HEADING_NUMBER.sub("", text)))


def number_places(text: str) -> list[tuple[int, int]]:
    """Where the numbers of a line of words stand that could be taken for values.

    >>> number_places("2023年收到3件")
    [(7, 8)]
    """
    dates = [match.span() for match in _NO_VALUE.finditer(text)]
    return [match.span() for match in _DIGITS.finditer(text) if match.span() not in dates]
