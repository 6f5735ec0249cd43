"""From the rows of the statistics form to its cells: one fact each, and the doubts about them.

A report that prints an indicator which only the form of 2014 has owes all of that form. A forerunner owes nothing: each
province and city had its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.doubts import Doubt
from transforms.form import STATISTIC_FORM, statistic_indicator, statistic_indicators
from transforms.formats import Recognition
from transforms.placement.fact import Fact, make_fact
from transforms.placement.findings import doubts_of, foreign_table
from transforms.placement.keyed import is_own, read_table
from transforms.placement.place import place_rows
from transforms.placement.readings import MISSING, CellReading
from transforms.placement.recognised import settle_recognised
from transforms.placement.second_look import Key, look_again_at_row
from transforms.schemas import PERIODS, FactTable
from transforms.stream import Token
from transforms.tables import FoundRow


@dataclass(frozen=True, slots=True)
class Statistics:
    """The cells of the statistics form in its order, with the doubts about them; none where it is not there."""

    facts: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_statistics(
    rows: Sequence[FoundRow], last_token: Token | None, year: int | None, recognised: Sequence[Recognition] = ()
) -> Statistics:
    """Place the rows of the form and collect them into facts; `last_token` and `recognised` are those
    of `read_facts`."""
    placed = [look_again_at_row(row, last_token) for row in place_rows(rows)]
    readings = read_table(FactTable.STATISTIC, placed, year)
    settled = settle_recognised(tuple(_facts(readings)), recognised)
    facts = settled.facts
    is_foreign = bool(readings) and not all(is_own(row, year) for row in rows)
    foreign = (foreign_table(FactTable.STATISTIC, facts),) if is_foreign else ()
    return Statistics(facts, (*foreign, *doubts_of(facts), *settled.doubts))


def _facts(readings: Mapping[Key, CellReading]) -> Iterator[Fact]:
    is_of_2014 = any(statistic_indicator(str(code)).forms == (STATISTIC_FORM,) for code, _ in readings)
    for indicator in statistic_indicators():
        for period in PERIODS:
            key: Key = (indicator.code, period)
            if key in readings or (is_of_2014 and indicator.is_owed and period == PERIODS[0]):
                yield make_fact(FactTable.STATISTIC, key, readings.get(key, MISSING), indicator.unit)
