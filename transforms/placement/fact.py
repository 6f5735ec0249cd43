"""One cell of the form as it is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from transforms.form import forms
from transforms.placement.readings import CellReading
from transforms.placement.second_look import Key
from transforms.schemas import CellStatus, FactTable
from transforms.text import find_money_unit, money_factor

# The warehouse's columns of amounts have two places behind the point.
_CENT = Decimal("0.01")
# And room for no more before it; no township counts, or earns, so much.
_LARGEST = Decimal(10) ** 15
# A group of digits in a number. One of one group with as many decimals (151.000) may be parted by a point where others
# have a comma: a frame writes 151.0, a sheet 151.00, and yuan have two decimals. 万元 may have three.
_GROUP = 3
# A cell's text is short; that of a row whose cells cannot be told apart has some dozens of characters.
_LONGEST_RAW_TEXT = 200
# A day written as eight digits (20200131), which a page's foot leaves in a table. With a month or a day that there is
# not it is a number; 30 February goes for a date.
_DATE = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the form. `key` are its codes in the order of the fact table's columns, `cause` is the name of the
    guard that doubts an ambiguous one."""

    table: FactTable
    key: Key
    value: Decimal | None
    unit: str
    raw_text: str | None
    cell_status: CellStatus
    is_unit_assumed: bool = False
    cause: str = ""

    @property
    def subject(self) -> str:
        """The cell's name: table and codes."""
        return ".".join((self.table, *map(str, self.key)))


def make_fact(table: FactTable, key: Key, reading: CellReading, unit: str = "count", form: str = "") -> Fact:
    """The fact of a cell as it was read; what is no number of its kind is unreadable."""
    status, value = reading.status, reading.value
    if value is not None:
        value = _amount(reading, form) if unit == "CNY" else _count(reading)
        status = status if value is not None else CellStatus.UNREADABLE
    is_assumed = unit == "CNY" and bool(value) and money_factor(find_money_unit(reading.unit)) is None
    return Fact(table, key, value, unit, _shorten(reading.raw_text), status, is_assumed, reading.cause)


def _shorten(raw_text: str | None) -> str | None:
    """A cell's text, cut where a row that lost its end runs on over a whole page."""
    if raw_text is None or len(raw_text) <= _LONGEST_RAW_TEXT:
        return raw_text
    return raw_text[: _LONGEST_RAW_TEXT - 1] + "…"


def _count(reading: CellReading) -> Decimal | None:
    """A count; None for a fraction, thousands with a point, a date, or money where the form counts."""
    value = reading.value
    if not value:
        return value
    if _may_be_thousands(value):
        return None
    if value != value.to_integral_value() or abs(value) >= _LARGEST:
        return None
    if _DATE.fullmatch(str(value)):
        return None
    return None if money_factor(reading.unit) else value


def _may_be_thousands(value: Decimal) -> bool:
    """Whether the point of a number may part thousands (151.000)."""
    number = value.as_tuple()
    return number.exponent == -_GROUP and 1 <= len(number.digits) - _GROUP <= _GROUP


def _amount(reading: CellReading, form: str) -> Decimal | None:
    """An amount in yuan. The cell's unit decides, or else the header's, or else the form's (docs/warehouse.md)."""
    if reading.value is None:
        return None
    unit = reading.unit or next((known.amount_unit for known in forms() if known.code == form), "")
    factor = money_factor(find_money_unit(unit))
    if factor is None:
        return None if reading.value else reading.value
    if factor == 1 and _may_be_thousands(reading.value):
        return None
    amount = reading.value * factor
    return amount if abs(amount) < _LARGEST and amount == amount.quantize(_CENT) else None
