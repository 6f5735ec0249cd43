"""Fold a text to what labels are compared by: its letters, digits and sentence marks."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.text import HAN, fold_number

STOP = "。"
# Stands for a mark beside a digit that makes the digits no plain number (50%, 1:2): they are a word then.
BREAK = "\ue00f"
_LONGEST_CACHED = 64
_SENTENCE_MARKS = "，,。；！？;!?"
_DROPPED = (
    "“”\"'‘’（）()【】[]〔〕《》<>、：:·•—–―…／/\\*~_－%％|+＋=&#@^`￥$"
    " \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad"
)
_FOLD_TABLE = str.maketrans({**dict.fromkeys(_SENTENCE_MARKS, STOP), **dict.fromkeys(_DROPPED, None)})
_CIRCLED = {chr(0x2460 + index): str(index + 1) for index in range(20)}
_ORDINAL_CHARS = {str(number): chr(0xE000 + number) for number in range(1, 10)}
ORDINAL_OF = {char: number for number, char in _ORDINAL_CHARS.items()}
_ORDINAL_BEFORE_HAN = re.compile(
    rf"(?:(?<![\d.,])[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、，,]|^([1-9])(?=[{HAN}“\"]))\s*[、.．]?\s*(?=[“\"]?[{HAN}])|(?<=\d)([1-9])[.．、]$"
)
LONE_ORDINAL = re.compile(r"[(（]\s*([1-9])\s*[)）]|([1-9])\s*[)）.．、]")
_CIRCLED_BEFORE_HAN = re.compile(rf"[①-⑨](?=\s*[“\"]?[{HAN}])")
_LONE_CIRCLED = re.compile("[①-⑨]()()")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LONE_POINT = re.compile(r"(?<!\d)[.．]|[.．](?!\d)")
_FOOTNOTE = re.compile(r"(?<=\d)\s*[\[〔【]\s*\d{1,2}\s*[\]〕】]")
_BROKEN_NUMBER = re.compile(
    r"(?<=\d)(?:[^\w\s.\-—/]|_)+(?=\d)|(?<=\d)\s*[%％‰…\\]|[<>≤≥≈~～:：…\\](?=\s*\d)|(?<!\d)[.．](?=\d)"
    rf"|[(（\[【]\s*\d[\d.,]*\s*[)）\]】]|(?<=[{HAN}）)”\"])[-—－–/]+$"
)
_PERCENT = re.compile(rf"(?<=[{HAN}])\s*[(（]?\s*[%％‰]\s*[)）]?")
_DASHED = re.compile(r"((?<=\d)[—/]+|(?<![—/])[—/]++(?=\d))")
_LONE_MINUS = re.compile(r"-(?!\d)")


def fold_label(text: str) -> str:
    """The letters, digits and sentence marks of a text; spaces, brackets, quotes and list marks are dropped.

    >>> fold_label("（二）部 分 公 开，１２３")
    '二部分公开。123'
    """
    return fold_number(text).translate(_FOLD_TABLE).replace(".", "").replace("-", "")


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
    return text.translate(_FOLD_TABLE) if not _DASHED.search(text) else _fold_dashed(text)


def _fold_dashed(text: str) -> str:
    """Fold a text in which blank marks are glued to digits, and keep the marks: they are cells too."""
    parts = _DASHED.split(text)
    return "".join(part if index % 2 else part.translate(_FOLD_TABLE) for index, part in enumerate(parts))


def _keep_circled(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[_CIRCLED[match[0]]]


def _keep_ordinal(match: re.Match[str]) -> str:
    return _ORDINAL_CHARS[next(filter(None, match.groups()))]
