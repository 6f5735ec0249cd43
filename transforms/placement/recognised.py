"""Cells that machines recognised in pictures: what two witnesses agree on is loaded, and everything says so.

A number is loaded only where both witnesses read it alike and the form's arithmetic, where a row has all that it sums,
does not contradict. A row that does not add up has a number that was misread, or was printed so: nobody knows which,
so none of its recognised numbers is loaded. Where a report prints a slip this costs a row; a misread number would cost
trust.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from transforms.doubts import CELL_SEPARATOR, Doubt
from transforms.form import adds_up
from transforms.formats import Recognition
from transforms.language import Pair
from transforms.placement.fact import Fact
from transforms.schemas import VALUED_STATUSES, CellStatus, FactTable
from transforms.text import recognised_numbers, without_recognised

DISAGREEMENT: Final = "ocr_disagreement"
POINT: Final = "ocr_point"
ARITHMETIC: Final = "ocr_arithmetic"
UNKNOWN: Final = "ocr_unknown"
OCR_CAUSES: Final = frozenset({DISAGREEMENT, POINT, ARITHMETIC, UNKNOWN})
"""Causes of ambiguous cells of which the finding `ocr_read` speaks."""

_SAID: Final[Mapping[str, Pair]] = {
    DISAGREEMENT: Pair(
        "两种识别引擎对图片中这些数字的读法不同，因此没有采用。",
        "Two engines read these numbers of a picture differently; they are not loaded.",
    ),
    POINT: Pair(
        "图片中的这个金额可能有看不清的小数点，因此没有采用。",
        "These amounts of a picture may have a point that cannot be seen; they are not loaded.",
    ),
    ARITHMETIC: Pair(
        "识别出的这些数字相加与总计不符，不知哪一个有误，因此没有采用。",
        "These recognised numbers do not add up to their total, and nobody knows which is wrong; they are not loaded.",
    ),
    UNKNOWN: Pair(
        "这些数字带有识别标记，文件中却没有对应的图片。",
        "These numbers bear the mark of a recognition that the file does not have; they are not loaded.",
    ),
}
_LOADED: Final = Pair(
    "{count}个数字是从图片中识别的，两种引擎的读法相同。",
    "{count} numbers were recognised in pictures; two engines read each of them alike.",
)
_READINGS: Final = " ≠ "
# Digits of an amount between which a point may stand.
_FEWEST_DIGITS: Final = 2
_TOTALLED: Final = frozenset({FactTable.REQUEST, FactTable.REVIEW})


@dataclass(frozen=True, slots=True)
class SettledFacts:
    """The facts of a report, and the doubts about those that were recognised."""

    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...] = ()


def settle_recognised(facts: Sequence[Fact], recognised: Sequence[Recognition]) -> SettledFacts:
    """Facts that were recognised as repaired where they may be loaded, and ambiguous else, with the doubts."""
    numbers = [recognised_numbers(fact.raw_text or "") for fact in facts]
    if not any(numbers):
        return SettledFacts(tuple(facts))
    told = [_told(own, recognised) for own in numbers]
    settled = [_settle(fact, found) if own else fact for fact, own, found in zip(facts, numbers, told, strict=True)]
    broken = _broken_rows(settled)
    checked = tuple(
        _doubted(fact, ARITHMETIC) if own and _row_of(fact) in broken else fact
        for fact, own in zip(settled, told, strict=True)
    )
    pairs = [(fact, found) for fact, own, found in zip(checked, numbers, told, strict=True) if own]
    return SettledFacts(checked, tuple(_doubts(pairs)))


def _told(numbers: Sequence[int], recognised: Sequence[Recognition]) -> tuple[Recognition, ...]:
    """The recognitions of these numbers; none where the file does not have all of them."""
    is_known = all(number < len(recognised) for number in numbers)
    return tuple(recognised[number] for number in numbers) if is_known else ()


def _settle(fact: Fact, told: Sequence[Recognition]) -> Fact:
    text = without_recognised(fact.raw_text or "")
    if not told:
        return _doubted(replace(fact, raw_text=text), UNKNOWN)
    if not all(one.is_agreed for one in told):
        readings = (one.readings[0] if one.is_agreed else _READINGS.join(one.readings) for one in told)
        return _doubted(replace(fact, raw_text=" ".join(readings)), DISAGREEMENT)
    if fact.unit == "CNY" and not _has_seen_point(text, told):
        return _doubted(replace(fact, raw_text=text), POINT)
    is_read = fact.cell_status == CellStatus.REPORTED
    return replace(fact, raw_text=text, cell_status=CellStatus.REPAIRED if is_read else fact.cell_status)


def _has_seen_point(text: str, told: Sequence[Recognition]) -> bool:
    """Whether an amount has a point, or is seen to have none: a picture loses so small a mark without a trace."""
    return "." in text or sum(map(str.isdigit, text)) < _FEWEST_DIGITS or all(one.is_even for one in told)


def _doubted(fact: Fact, cause: str) -> Fact:
    """A fact without its value; one that has none, or whose place is doubted, keeps its reason."""
    if fact.cell_status not in (*VALUED_STATUSES, CellStatus.UNREADABLE):
        return fact
    return replace(fact, value=None, cell_status=CellStatus.AMBIGUOUS, cause=cause, is_unit_assumed=False)


def _row_of(fact: Fact) -> tuple[FactTable, str | int]:
    return fact.table, fact.key[0]


def _broken_rows(facts: Iterable[Fact]) -> set[tuple[FactTable, str | int]]:
    """The rows with a total, every cell of which was read, that do not add up."""
    rows: dict[tuple[FactTable, str | int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.table in _TOTALLED:
            rows[_row_of(fact)].append(fact)
    return {row for row, cells in rows.items() if len(cells) > 1 and _is_whole(cells) and not _adds_up(cells)}


def _is_whole(cells: Sequence[Fact]) -> bool:
    return all(fact.cell_status in (*VALUED_STATUSES, CellStatus.BLANK) for fact in cells)


def _adds_up(cells: Sequence[Fact]) -> bool:
    total = next((place for place, fact in enumerate(cells) if fact.key[-1] == "total"), None)
    return total is None or adds_up([fact.value for fact in cells], total)


def _doubts(pairs: Sequence[tuple[Fact, Sequence[Recognition]]]) -> Iterator[Doubt]:
    """One doubt for each table of which numbers were loaded, one for each table and reason why others were not."""
    for table in FactTable:
        own = [pair for pair in pairs if pair[0].table == table]
        loaded = [pair for pair in own if pair[0].cell_status == CellStatus.REPAIRED]
        if loaded:
            message = _LOADED.filled(count=len(loaded))
            subject = CELL_SEPARATOR.join(fact.subject for fact, _ in loaded)
            yield Doubt("ocr_read", "info", message, subject, None, str(len(loaded)), details=_details(loaded))
        for cause, message in _SAID.items():
            cells = [pair for pair in own if pair[0].cause == cause]
            if cells:
                subject = CELL_SEPARATOR.join(fact.subject for fact, _ in cells)
                texts = dict.fromkeys(fact.raw_text or "" for fact, _ in cells)
                yield Doubt(
                    "ocr_read", "warning", message, subject, None, "; ".join(texts), cause, details=_details(cells)
                )


def _details(pairs: Iterable[tuple[Fact, Sequence[Recognition]]]) -> str:
    """Where each cell stands, how sure the engines were, and what it looks like, as JSON."""
    cells = [
        {
            "cell": fact.subject,
            "page": one.page,
            "box": [round(value, 1) for value in one.box],
            "confidence": one.confidence,
            "readings": list(one.readings),
            "crop": b64encode(one.crop).decode("ascii"),
        }
        for fact, told in pairs
        for one in told
    ]
    return json.dumps({"cells": cells}, ensure_ascii=False, separators=(",", ":"))
