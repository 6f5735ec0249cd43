"""What one cell of the form was read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from transforms.schemas import VALUED_STATUSES, CellStatus
from transforms.stream import Kind, Token
from transforms.tables import MERGED_DIGITS, Guard
from transforms.text import parse_number


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell of the form holds: `value` is None unless `status` is reported or repaired.

    `raw_text` is the text of the cell, or of its row where it cannot be told apart, '' for an empty one. `unit` is the
    cell's own. `cause` is the name of the guard that doubts an ambiguous one.
    """

    status: CellStatus
    value: Decimal | None = None
    raw_text: str | None = None
    unit: str = ""
    cause: str = ""

    @property
    def is_valued(self) -> bool:
        """Whether it has a value."""
        return self.status in VALUED_STATUSES


MISSING = CellReading(CellStatus.MISSING)


def ambiguous(raw_text: str | None, guard: Guard) -> CellReading:
    """A cell that a guard doubts."""
    return CellReading(CellStatus.AMBIGUOUS, raw_text=raw_text, cause=guard.name)


def doubt(reading: CellReading, guard: Guard) -> CellReading:
    """A reading without its value, doubted by a guard; the first guard to speak keeps the word."""
    return replace(reading, status=CellStatus.AMBIGUOUS, value=None, cause=reading.cause or guard.name)


def doubt_valued(reading: CellReading, guard: Guard) -> CellReading:
    """A reading doubted by a guard if it has a value; what has none stays as it is."""
    return doubt(reading, guard) if reading.is_valued else reading


def doubt_cells(cells: Iterable[Token], width: int, guard: Guard) -> tuple[CellReading, ...]:
    """As many readings as there are columns, each with the text of all the cells: nobody knows which is whose."""
    raw = " ".join(token.text or "□" for token in cells) or None
    return (ambiguous(raw, guard),) * width


def read_cell(token: Token, *, has_chinese_numerals: bool = False) -> CellReading:
    """Read a cell by itself. `has_chinese_numerals` says that its table prints such, so that 一 is one and no dash."""
    if token.kind == Kind.EMPTY:
        return CellReading(CellStatus.BLANK, raw_text="")
    number = parse_number(token.text)
    if has_chinese_numerals and token.text.strip() == "一":
        return CellReading(CellStatus.REPORTED, Decimal(1), token.text)
    if guard := MERGED_DIGITS.when(number.is_merged):
        return ambiguous(token.text, guard)
    if number.is_blank:
        return CellReading(CellStatus.BLANK, raw_text=token.text)
    if number.value is None:
        return CellReading(CellStatus.UNREADABLE, raw_text=token.text)
    status = CellStatus.REPAIRED if number.groups else CellStatus.REPORTED
    return CellReading(status, number.value, token.text, number.unit)


def values_of(readings: Sequence[CellReading]) -> list[Decimal | None]:
    """The values in the order of the readings."""
    return [reading.value for reading in readings]
