"""Numbers with counting words in running text: 1.2万余条, 四十余次, 约30人."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from transforms.text import NONZERO_NUMERALS, NUMERALS_BELOW_MYRIAD, ONE_TO_NINE, parse_chinese_numeral

ITEM_UNITS = "条次|篇次|条|件|篇|期|则|项|份|次"
CASE_UNITS = "件次|条|件|次|宗|起|例|份|项|个"
EVENT_UNITS = "场次|期次|班次|批次|次|期|场|轮|批|个班|个"
PEOPLE_UNITS = "人次|余人|人|名|位"
_ANY_UNITS = "|".join((ITEM_UNITS, CASE_UNITS, EVENT_UNITS, PEOPLE_UNITS))
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# Any number with a counting word: where it ends, the words of the next number begin. Leaves numbers without one
# (2020年, 12345), which part no statement.
ANY_NUMBER = re.compile(
    rf"[\d{NONZERO_NUMERALS}][\d,.{NONZERO_NUMERALS}万余多]*(?:条次|条|件|篇|期|则|项|份|人次|次|个|人|名|大类)"
)
# Numerals in a row without a scale, which prose has for ranges only (三四件, 三五条). Leaves 二十三 and 一百零五.
_DIGITS_IN_A_ROW = re.compile(f"[两{ONE_TO_NINE}]{{2,}}")
# A number of twelve digits is the largest that cells have (`parse_number`); a longer one is no count, and has no room
# in the warehouse.
_TOO_LARGE = Decimal(10) ** 12
# Not a unit where one of these follows: 一次性, 条例, 一件事, 一个月, 一次办好.
_NO_UNIT = r"(?!性|例|龙|事|月|通办|办好|以上者)"


# The end of every number with one of the units above: without it no such number is in a sentence. Leaves numbers of
# other things (2020年, 第一); takes some that are no quantity (第3条).
_END_OF_ANY = re.compile(rf"[\d{NUMERALS_BELOW_MYRIAD}][余多]?[百千万亿]?[余多]?(?:{_ANY_UNITS})")


def holds_quantity(text: str) -> bool:
    """Whether a number with a unit may be in a text.

    >>> holds_quantity("公开1.2万余条"), holds_quantity("2.重复申请")
    (True, False)
    """
    return _END_OF_ANY.search(text) is not None


def quantity(units: str, *, name: str = "", needs_unit: bool = True) -> str:
    """A pattern for a number with one of the units; its groups end in `name`, so that a pattern can hold several.

    Numbers that belong to another are none: 第3条, 2-3次, 三到四件, 3、4次, 2.5.1, 〔2020〕3件.
    """
    unit = rf"(?P<unit{name}>{units}){_NO_UNIT}" if needs_unit else rf"(?P<unit{name}>{units})?"
    return (
        rf"(?P<about{name}>大约|约为?|将近|接近|近|超过|超|逾|突破)?"
        rf"(?<![第\d.．\-–—－~～〔/])(?<![\d{NONZERO_NUMERALS}][至到、])(?<!\d )"
        rf"(?P<number{name}>\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d{{1,9}}(?:\.\d{{1,4}})?(?![\d.])|[{NUMERALS_BELOW_MYRIAD}]{{1,8}})"
        rf"(?P<more{name}>余|多)?(?P<scale{name}>[百千万亿])?(?P<rest{name}>余|多)?{unit}(?P<over{name}>以上|左右|上下)?"
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as stated: its value, its counting word, whether it is given as 余, 多 or 约, and where it begins."""

    value: Decimal
    unit: str | None
    is_approximate: bool
    start: int
    end: int


def read_quantity(match: re.Match[str], name: str = "") -> Quantity | None:
    """The quantity that a pattern of `quantity` found; None where it is no number, or no whole number of things."""
    value = _value_of(match[f"number{name}"], match[f"scale{name}"])
    if value is None or value >= _TOO_LARGE or value != value.to_integral_value():
        return None
    vague = any(match[f"{group}{name}"] for group in ("about", "more", "rest", "over"))
    start = match.start(f"about{name}") if match[f"about{name}"] else match.start(f"number{name}")
    last = (
        "over" if match[f"over{name}"] else "unit" if match[f"unit{name}"] else "rest" if match[f"rest{name}"] else ""
    )
    end = match.end(f"{last}{name}") if last else match.end(f"number{name}")
    return Quantity(value, match[f"unit{name}"], vague, start, end)


def _value_of(digits: str, scale: str | None) -> Decimal | None:
    factor = _SCALES[scale] if scale else 1
    if digits[0].isascii():
        value = Decimal(digits.replace(",", "").replace("，", "")) * factor
        return value.to_integral_value() if value == value.to_integral_value() else value
    numeral = None if _DIGITS_IN_A_ROW.fullmatch(digits) else parse_chinese_numeral(digits)
    return None if numeral is None else Decimal(numeral) * factor
