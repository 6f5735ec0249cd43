"""The text of one cell → its value.

Width is folded for digits and number punctuation only: blanket NFKC would turn ``5²`` (a footnote) into 52 and ``①``
into 1. Nothing is rounded and nothing is guessed: what is not plainly a number is `unreadable`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from transforms.text.characters import BLANK_PLACE, NUMERALS, char_changer
from transforms.text.numerals import FORMAL_NUMERALS, parse_chinese_numeral, parse_scaled_digits
from transforms.text.recognised import RECOGNISED
from transforms.text.resync import LOST
from transforms.text.unread import UNREAD

FULLWIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    ord(wide): narrow for wide, narrow in zip("，．－＋／（）［］", ",.-+/()[]", strict=True)
}
_MINUS = dict.fromkeys(map(ord, "−﹣‐‑"), "-")
_FOLD = FULLWIDTH | _MINUS | {ord("﹢"): "+"}
# White space inside a number, as justified cells have it, and the invisible characters that editors leave.
_fold_wide = char_changer({chr(code): narrow for code, narrow in _FOLD.items()})
_INNER_SPACE = re.compile(r"\s+|[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")

COUNT_UNITS = "件次|人次|条次|件|条|项|个|份|宗|次|起|例|家|部|篇|户|张|人|页|款"
_MONEY_FACTORS = {"亿元": 100_000_000, "万元": 10_000, "千元": 1_000, "元": 1}
# Units of yuan, the longer ones first. 百元 and 十万元 are so rare that a cell with one is left to a person.
MONEY_UNITS = "|".join(_MONEY_FACTORS)
_FOREIGN_CURRENCIES = "美元|欧元|港元|日元|澳元|英镑|港币|美金"
# Any unit of money, as it stands behind a label.
MONEY = f"[十百千]?[万亿]?(?:元|{_FOREIGN_CURRENCIES})"
# Any unit of money, foreign ones too, so that a header in dollars is not taken for one in yuan. 角, 分 and units behind
# a place (人民币万元) are found as what they end in; 角 alone is none, and neither is the 元 of 元月, 多元化 or 单元. A
# lost character before a unit may be its 万 and is found with it, so that the whole is no unit that is known.
_ANY_MONEY_UNIT = re.compile(
    f"{LOST}?(?:[十百千]?[万亿]?(?:{_FOREIGN_CURRENCIES})|[十百千]?[万亿]元|[百千]元|(?<!单)元(?![月旦化素]))"
)
# The ways in which applications come in, as a note names them behind their number.
_CHANNEL = "(?:网上|网络|线上|线下|当面|现场|信函|邮寄|邮件|电子邮件|传真)(?:申请|提交)?"
# A footnote's mark behind a number: 5², 12*, 3[1], 7（注1）; and a note that says what part of the number is of a
# kind, or how it came: 22（其中修订16件）, 1（网上）. A bare digit behind a blank is none, and other words in brackets
# may say that it is another number's (5（上年）, 3（未办结）).
_FOOTNOTE = (
    r"(?:[*※＊#★▲①-⑳¹²³⁴-⁹]|\[\d{1,2}\]|〔\d{1,2}〕|\(?注\d{0,2}\)?"
    rf"|\((?:(?:其中|含|包括)[^()]{{1,20}}|{_CHANNEL})\))*"
)
# A whole cell that is one number: sign, thousands, decimals, 万, a unit, a footnote. 增3 and 减3 stand in 本年增/减.
# Left are numbers that are about right (约3), of two parts (1件2项), with % or in exponents. 1,23 is no number.
_NUMBER = re.compile(
    r"(?P<sign>[+-]|增|减|增加|减少)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?"
    rf"(?P<scale>万(?!元)|亿(?!元))?(?P<unit>{COUNT_UNITS}|{MONEY_UNITS}|人民币)?{_FOOTNOTE}"
)
# Digits with a gap before the next digit: one number in a justified cell, or two cells that lost their boundary. A gap
# before a unit or behind a sign parts nothing.
_SPLIT_DIGITS = re.compile(r"\d[\s\u200b\u200c\u200d\u2060\ufeff]+[\d,.]")
# The pieces of such a number; a comma or a point ends a piece as well.
_DIGIT_GROUP = re.compile(r"\d+")
# What a clerk types into a cell that holds nothing: dashes, slashes, dots. One dot or seven dashes are something else;
# 一 and 无 are read as numerals. Two kinds of dash in one cell are still a blank.
_BLANK_MARK = re.compile(rf"[-—–―─/\\／_~～]{{1,6}}|…{{1,2}}|\.{{3,6}}|{BLANK_PLACE}")
_ZERO_WORDS = frozenset({"无", "零", "〇", "无。", "零。"})
# A whole cell in Chinese numerals, with a counting word at most, plain or formal. Whether the characters form a number
# (十百) is for `parse_chinese_numeral` to say.
_CHINESE_NUMERAL = re.compile(rf"(?P<numeral>[{NUMERALS}廿卅{FORMAL_NUMERALS}]{{1,9}})(?P<unit>{COUNT_UNITS})?")
# A whole cell in digits with Chinese scales between them (12万5千元), which `parse_scaled_digits` decides.
_SCALED_NUMBER = re.compile(rf"(?P<digits>\d[\d亿万千百]*)(?P<unit>{COUNT_UNITS}|元)?")
# 整 closes an amount (5000元整), so that nobody writes on behind it.
_CLOSED = re.compile(r"(?<=元)[整正]$")
# The amount once more in formal numerals behind it; one that says something else makes the whole unreadable.
_IN_WORDS = re.compile(rf"\((?:人民币)?大写[:：]?(?:人民币)?(?P<words>[万{FORMAL_NUMERALS}]+)[元圆][整正]?\)$")
# The mark of the recognition that a number is of, behind it. Leaves one between digits.
_MARK_BEHIND = re.compile(rf"{RECOGNISED}\Z")
# A lone 一 may be a dash that somebody typed or recognised as the numeral.
_DASH_LOOKALIKES = frozenset({"一"})
# The longest value has a sign, a dozen digits with commas, decimals, a unit and a footnote; a longer text is a
# sentence.
_LONGEST_VALUE = 32
# Longer texts come once, and would fill the cache.
_LONGEST_CACHED = 32
# A township's largest number has seven digits; more than twelve are several cells that lost their boundaries.
_MOST_DIGITS = 12
# Reports print the same few hundred texts over and over.
_CACHED_TEXTS = 16_384


@dataclass(frozen=True, slots=True)
class Number:
    """A cell's value before its column is known.

    `value` is None for a blank mark and for text that is no number. `unit` is the money unit or counting word in the
    cell, '' without one; a 万 or 亿 is in the value already. `is_merged` marks digits that no clerk prints as one
    number (``00``, ``05``): they are two cells that lost their boundary. `groups` are the digit groups where white
    space stands inside.
    """

    value: Decimal | None
    is_blank: bool = False
    unit: str = ""
    is_merged: bool = False
    groups: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        return self.unit in _MONEY_FACTORS

    @property
    def is_readable(self) -> bool:
        return self.is_blank or self.value is not None


# What stands in a cell for a number and is none: an estimate, a span, an O typed for 0, a word for unknown, a
# reference. It keeps its place in the row and is unreadable. Prose about a number (共收到申请3件), 100% and N/A are
# left.
_NEAR_NUMBER = re.compile(
    rf"(?:约|近|超|共|余|大约|不足)?\d(?:[\d,.]*\d)?(?:余|多|左右|以上|以内|约)?(?:{COUNT_UNITS}|{MONEY_UNITS})?(?:左右|以上|以内)?"
    rf"|\d[\d,.]*[-~～/至]\d+(?:{COUNT_UNITS}|{MONEY_UNITS})?|[一Oo]|若干|不详|未知|待定|附件|(?:详见|参见|见).{{1,6}}|暂无|没有"
)

# What a cell shows beside a number or alone and is not read (`transforms.text.unread`), without its spaces. Leaves
# brackets of any other text.
_UNREAD_MARKS = re.compile(rf"(?:{'|'.join(re.escape(mark.replace(' ', '')) for mark in UNREAD)})+\Z")

# A value that lost a character keeps its place, however little of it is left. One whose unit or 约 is damaged as well
# is taken for words.
_DAMAGED_VALUE = re.compile(rf"(?=.*\ufffd)(?:[\d,.+\-—/\ufffd无零〇]|{COUNT_UNITS}|{MONEY_UNITS})+")

UNREADABLE = Number(None)
BLANK = Number(None, is_blank=True)


def fold_number(text: str) -> str:
    """Full-width digits and number signs to ASCII; everything else stays.

    >>> fold_number("１，２３４²")
    '1,234²'
    """
    return text if text.isascii() else _fold_wide(text)


def money_factor(unit: str) -> int | None:
    """Yuan in one `unit`, None for what is no unit of money.

    >>> money_factor("万元")
    10000
    """
    return _MONEY_FACTORS.get(unit)


def find_money_unit(text: str) -> str:
    """The unit of money that a header names, '' where it names none; two units together are none to trust.

    >>> find_money_unit("采购总金额（单位：万元）")
    '万元'
    >>> find_money_unit("采购总金额"), find_money_unit("（万美元）")
    ('', '万美元')
    """
    found = dict.fromkeys(_ANY_MONEY_UNIT.findall(text))
    return "/".join(found)


def parse_number(text: str) -> Number:
    """Read the text of a cell.

    >>> parse_number(" １,２３４ 件").value
    Decimal('1234')
    >>> parse_number("—").is_blank, parse_number("无").value
    (True, Decimal('0'))
    >>> parse_number("00").is_merged
    True
    >>> parse_number("1 2").groups
    ('1', '2')
    >>> parse_number("29.05万元").unit
    '万元'
    >>> parse_number("约10余件").is_readable
    False
    """
    return _parse_cached(text) if len(text) <= _LONGEST_CACHED else _parse(text)


def _parse(text: str) -> Number:
    folded = _unmarked(fold_number(text).strip())
    compact = _INNER_SPACE.sub("", folded)
    if not compact or _BLANK_MARK.fullmatch(compact):
        return BLANK
    if compact in _ZERO_WORDS:
        return Number(Decimal(0))
    if match := _IN_WORDS.search(compact):
        return _confirmed(_parse(compact[: match.start()]), match["words"])
    compact = _CLOSED.sub("", compact)
    if match := _NUMBER.fullmatch(compact):
        return _number_of(match, folded)
    return _parse_numerals(compact)


def _unmarked(text: str) -> str:
    """A text without the mark of a recognition at its end; one inside parts digits."""
    return text if text.isascii() else _MARK_BEHIND.sub("", text)


def _parse_numerals(compact: str) -> Number:
    """A number that is written with Chinese numerals, alone or as scales between digits."""
    if (match := _CHINESE_NUMERAL.fullmatch(compact)) and compact not in _DASH_LOOKALIKES:
        numeral = parse_chinese_numeral(match["numeral"])
        unit = match["unit"] or ("万" if "万" in match["numeral"] else "")
        return UNREADABLE if numeral is None else Number(Decimal(numeral), unit=unit)
    if (match := _SCALED_NUMBER.fullmatch(compact)) and (scaled := parse_scaled_digits(match["digits"])) is not None:
        return Number(Decimal(scaled), unit=match["unit"] or "万")
    return UNREADABLE


def _confirmed(number: Number, words: str) -> Number:
    """A number that the words behind it repeat; unreadable where they do not."""
    amount = parse_chinese_numeral(words)
    is_repeated = number.value is not None and number.value * (money_factor(number.unit) or 1) == amount
    return number if is_repeated else UNREADABLE


def is_chinese_numeral(text: str) -> bool:
    """Whether a cell holds a Chinese numeral, other than the 一 that a dash may be and the words for zero.

    >>> is_chinese_numeral("十二"), is_chinese_numeral("一"), is_chinese_numeral("零")
    (True, False, False)
    """
    compact = text.strip()
    return bool(_CHINESE_NUMERAL.fullmatch(compact)) and compact not in _DASH_LOOKALIKES | _ZERO_WORDS


def is_value_text(text: str, *, is_whole: bool) -> bool:
    """Whether a text stands in a cell for a value, be it readable or not.

    Chinese numerals count only where they are the whole cell or line: elsewhere they number headings (第 二 十 条).

    >>> is_value_text("00", is_whole=False), is_value_text("约3件", is_whole=True), is_value_text("规章", is_whole=True)
    (True, True, False)
    """
    return len(text) <= _LONGEST_VALUE and _is_value_cached(text, is_whole)


@lru_cache(maxsize=_CACHED_TEXTS)
def _is_value_cached(text: str, is_whole: bool) -> bool:
    compact = _unmarked(_INNER_SPACE.sub("", fold_number(text)))
    if _CHINESE_NUMERAL.fullmatch(compact) and compact not in _ZERO_WORDS:
        return is_whole
    if _DAMAGED_VALUE.fullmatch(compact):
        return is_whole or any(char.isdigit() for char in compact)
    number = parse_number(text)
    if number.is_readable or number.is_merged or _NEAR_NUMBER.fullmatch(compact):
        return True
    beside = _UNREAD_MARKS.sub("", compact)
    return beside != compact and (not beside or _is_value_cached(beside, is_whole))


@lru_cache(maxsize=_CACHED_TEXTS)
def _parse_cached(text: str) -> Number:
    return _parse(text)


def _number_of(match: re.Match[str], folded: str) -> Number:
    digits = match["digits"].replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return Number(None, is_merged=True)
    groups = tuple(_DIGIT_GROUP.findall(folded)) if _has_split_digits(folded) else ()
    if len(digits) > 1 and digits.startswith("0"):
        return Number(None, is_merged=True, groups=groups)
    value = Decimal(digits + (match["decimals"] or ""))
    if match["scale"]:
        value *= 10_000 if match["scale"] == "万" else 100_000_000
    if match["sign"] in ("-", "减", "减少"):
        value = -value
    unit = match["unit"] or match["scale"] or ""
    return Number(value, unit="元" if unit == "人民币" else unit, groups=groups)


def _has_split_digits(folded: str) -> bool:
    return _SPLIT_DIGITS.search(folded) is not None
