"""Numbers that are written in Chinese numerals, plain or formal, or with Chinese scales behind their digits."""

from __future__ import annotations

import re

from transforms.text.characters import ONE_TO_NINE

# The numerals of cheques and receipts (大写), which no brush turns into others, and the short tens of almanacs.
FORMAL_NUMERALS = "零壹贰叁肆伍陆柒捌玖拾佰仟萬"
_PLAIN = str.maketrans(FORMAL_NUMERALS, "零一二三四五六七八九十百千万") | {ord("廿"): "二十", ord("卅"): "三十"}
# 三四 is a range; more digits in a row (一二三) are written place by place.
_DIGITS_OF_A_RANGE = 2
_CHINESE_DIGITS = {char: digit for digit, char in enumerate(f"零{ONE_TO_NINE}")} | {"〇": 0, "两": 2}
# What the numerals are worth.
_TEN, _HUNDRED, _THOUSAND, _MYRIAD = 10, 100, 1_000, 10_000
_CHINESE_SCALES = {"十": _TEN, "百": _HUNDRED, "千": _THOUSAND}

# An amount of several parts, each of digits with a scale (1亿2千万, 12万5千, 3千5百); the parts are looked at below.
_SCALED = re.compile(r"(?=\d+[亿万千百]\d)(?:(?P<yi>[\d千百]+)亿)?(?:(?P<wan>[\d千百]+)万)?(?P<rest>[\d千百]*)")
# What stands before 亿 or 万, or behind the last of them: digits alone, or digits with scales.
_DIGITS = re.compile(r"\d{1,4}")
_PARTS = re.compile(r"(?:(\d)千)?(?:(\d)百)?")
# 12万5 is 125,000 to who says it and 120,005 to who reads it; so many digits behind 万 (1万500元) have one reading.
_FEWEST_DIGITS_BEHIND_SCALE = 3


def parse_chinese_numeral(text: str) -> int | None:
    """An integer in Chinese numerals, None where the characters form no number.

    Two digits in a row are no number without a zero: 三四 and 五六 are "three or four" and "five or six". Formal
    numerals count as plain ones, 廿 as 二十 and 卅 as 三十.

    >>> parse_chinese_numeral("二十三"), parse_chinese_numeral("一百零五"), parse_chinese_numeral("二〇")
    (23, 105, 20)
    >>> parse_chinese_numeral("三四") is None
    True
    >>> parse_chinese_numeral("十百") is None
    True
    >>> parse_chinese_numeral("壹拾贰万伍仟"), parse_chinese_numeral("廿三")
    (125000, 23)
    """
    return _parse_plain(text.translate(_PLAIN))


def _parse_plain(text: str) -> int | None:
    if all(char in _CHINESE_DIGITS for char in text):
        digits = "".join(str(_CHINESE_DIGITS[char]) for char in text)
        is_range = len(digits) == _DIGITS_OF_A_RANGE and "0" not in digits
        is_number = len(digits) == 1 or not digits.startswith("0")
        return int(digits) if is_number and not is_range else None
    head, has_myriad, tail = text.partition("万")
    if has_myriad:
        high = _parse_plain(head) if head else None
        low = _parse_below_myriad(tail) if tail else 0
        if low is not None and 0 < low < _THOUSAND and tail[0] not in "零〇":
            return None
        return None if high is None or low is None else high * _MYRIAD + low
    return _parse_below_myriad(text)


def _parse_below_myriad(text: str) -> int | None:
    total, digit, last_scale = 0, None, _MYRIAD
    for char in text:
        if char in _CHINESE_DIGITS:
            if digit not in (None, 0) or (char in "零〇" and last_scale == _TEN):
                return None
            digit = _CHINESE_DIGITS[char]
            continue
        scale = _CHINESE_SCALES.get(char)
        if scale is None or scale >= last_scale:
            return None
        if digit is None and scale != _TEN:
            return None
        total, digit, last_scale = total + (1 if digit is None else digit) * scale, None, scale
    if digit and last_scale > _TEN and text[-2:-1] not in ("零", "〇") and total:
        return None
    return total + (digit or 0)


def parse_scaled_digits(text: str) -> int | None:
    """An integer in digits with two scales or more, None for any other text and where it has two readings.

    >>> parse_scaled_digits("12万5千"), parse_scaled_digits("1亿2千万"), parse_scaled_digits("1万2345")
    (125000, 120000000, 12345)
    >>> parse_scaled_digits("12万5") is None, parse_scaled_digits("12万") is None
    (True, True)
    """
    match = _SCALED.fullmatch(text)
    if match is None:
        return None
    high, middle, rest = (_parse_part(match[name]) for name in ("yi", "wan", "rest"))
    is_short = match["rest"].isdigit() and len(match["rest"]) < _FEWEST_DIGITS_BEHIND_SCALE
    if high is None or middle is None or rest is None or is_short:
        return None
    return high * _MYRIAD * _MYRIAD + middle * _MYRIAD + rest


def _parse_part(text: str | None) -> int | None:
    """What digits below ten thousand stand for, with scales (3千5百) or without; 0 for none."""
    if not text:
        return 0
    if _DIGITS.fullmatch(text):
        return int(text)
    parts = _PARTS.fullmatch(text)
    return int(parts[1] or 0) * _THOUSAND + int(parts[2] or 0) * _HUNDRED if parts else None
