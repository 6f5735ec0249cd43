"""Fold a text to what labels are compared by: its letters, digits and sentence marks."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.text import HAN, char_changer, fold_number

STOP = "。"
# Stands for a mark beside a digit that makes the digits no plain number (50%, 1:2): they are a word then.
BREAK = "\ue00f"
# Cells and labels come again and again and are short; longer texts are sentences, which stand in a report once.
_LONGEST_CACHED = 64
_SENTENCE_MARKS = "，,。；！？;!?"
_DROPPED = (
    "“”\"'‘’（）()【】[]〔〕《》<>、：:·•—–―…／/\\*~_－%％|+＋=&#@^`￥$"
    " \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad"
)
_fold_marks = char_changer({**dict.fromkeys(_SENTENCE_MARKS, STOP), **dict.fromkeys(_DROPPED, "")})
_CIRCLED = {chr(0x2460 + index): str(index + 1) for index in range(20)}
_ORDINAL_CHARS = {str(number): chr(0xE000 + number) for number in range(1, 10)}
ORDINAL_OF = {char: number for number, char in _ORDINAL_CHARS.items()}

# A list number of the form before its words, or glued behind a value at the end of a cell (03. is 0, then 3.): it is
# kept as one character, so that it is no value. The form has none of two digits, so 12.其他 is 1, then 2. At the
# beginning a digit is taken without a mark too (1属于国家秘密), at the price of the month in 3月.
_ORDINAL_BEFORE_HAN = re.compile(
    rf"(?:(?<![\d.,])[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、，,]|^([1-9])(?=[{HAN}“\"]))\s*[、.．]?\s*(?=[“\"]?[{HAN}])|(?<=\d)([1-9])[.．、]$"
)

# A list number that is all of a piece, in brackets or with its mark, as where the words stand in the next cell. A bare
# digit is a value; brackets around two digits hold no number of the form.
LONE_ORDINAL = re.compile(r"[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、]")

# The same in circles (②部分公开, or ③ alone). One with no words behind it is the mark of a footnote and stays (5②). One
# with a mark behind it is not seen (②、部分公开).
_CIRCLED_BEFORE_HAN = re.compile(rf"[①-⑨](?=\s*[“\"]?[{HAN}])")
_LONE_CIRCLED = re.compile("[①-⑨]()()")

# The comma of thousands has three digits behind it. Where it is a comma between cells, 5,100 becomes one number.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# A point or minus that belongs to no number is a mark, and dropped as other marks are.
_LONE_POINT = re.compile(r"(?<!\d)[.．]|[.．](?!\d)")
_LONE_MINUS = re.compile(r"-(?!\d)")

# The number of a footnote behind a value, in brackets that no list number has. In round ones it is a list number or
# makes the value unreadable.
_FOOTNOTE = re.compile(r"(?<=\d)\s*[\[〔【]\s*\d{1,2}\s*[\]〕】]")

# Marks beside digits that make them no plain number: 50%, 1:2, ≥5, .5, (5), 3、4. A point, minus, dash or slash between
# digits is left: 1.5 is a number, and what dashes are is told later.
_BROKEN_NUMBER = re.compile(
    r"(?<=\d)(?:[^\w\s.\-—/]|_)+(?=\d)|(?<=\d)\s*[%％‰…\\]|[<>≤≥≈~～:：…\\](?=\s*\d)|(?<!\d)[.．](?=\d)"
    rf"|[(（\[【]\s*\d[\d.,]*\s*[)）\]】]|(?<=[{HAN}）)”\"])[-—－–/]+$"
)
# A percent sign behind words says that the label's numbers are shares (占比（%）), not counts.
_PERCENT = re.compile(rf"(?<=[{HAN}])\s*[(（]?\s*[%％‰]\s*[)）]?")

# Dashes and slashes for a blank cell, glued to the digits of its neighbour (0—, //3). A hyphen is not among them: it is
# a sign. One between words is part of a label (增/减).
_DASHED = re.compile(r"((?<=\d)[—/]+|(?<![—/])[—/]++(?=\d))")


def fold_label(text: str) -> str:
    """The letters, digits and sentence marks of a text; spaces, brackets, quotes and list marks are dropped.

    >>> fold_label("（二）部 分 公 开，１２３")
    '二部分公开。123'
    """
    return _fold_marks(fold_number(text)).replace(".", "").replace("-", "")


def fold_piece(text: str) -> str:
    return _fold_cached(text) if len(text) <= _LONGEST_CACHED else _fold_words(text)


@lru_cache(maxsize=16_384)
def _fold_cached(text: str) -> str:
    return _fold_words(text)


def _fold_words(text: str) -> str:
    text = fold_number(text)
    if lone := LONE_ORDINAL.fullmatch(text) or _LONE_CIRCLED.fullmatch(text):
        return _ORDINAL_CHARS[_CIRCLED.get(text) or lone[1] or lone[2]]
    text = _PERCENT.sub(BREAK, text)
    text = _CIRCLED_BEFORE_HAN.sub(_keep_circled, text)
    text = _ORDINAL_BEFORE_HAN.sub(_keep_ordinal, text)
    text = _THOUSANDS.sub("", _FOOTNOTE.sub("", text))
    text = _BROKEN_NUMBER.sub(BREAK, text)
    text = _LONE_MINUS.sub("", _LONE_POINT.sub("", text))
    return _fold_marks(text) if not _DASHED.search(text) else _fold_dashed(text)


def _fold_dashed(text: str) -> str:
    """Fold a text in which blank marks are glued to digits, and keep the marks: they are cells too."""
    parts = _DASHED.split(text)
    return "".join(part if index % 2 else _fold_marks(part) for index, part in enumerate(parts))


def _keep_circled(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[_CIRCLED[match[0]]]


def _keep_ordinal(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[next(filter(None, match.groups()))]
