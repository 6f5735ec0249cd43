"""Rows of the statistics form in texts, as found and as loaded."""

from __future__ import annotations

from decimal import Decimal

from transforms.form import statistic_vocabulary
from transforms.placement.statistics import read_statistics
from transforms.stream import Entry, read_tokens
from transforms.stream.cells import read_cells
from transforms.tables.rows import FoundRow
from transforms.tables.statistic_words import read_statistic_entries
from transforms.tables.statistics import find_statistic_rows


def statistic_entries(*lines: str) -> list[Entry]:
    return read_statistic_entries(read_tokens(read_cells("\n".join(lines)), statistic_vocabulary()))


def statistic_rows(*lines: str) -> list[FoundRow]:
    return find_statistic_rows(statistic_entries(*lines), 2016)


def row_guards(*lines: str) -> list[str]:
    """The guard of each row, '' where none spoke."""
    return [row.untrusted.name if row.untrusted else "" for row in statistic_rows(*lines)]


def statistic_cells(*lines: str, year: int = 2016) -> dict[str, Decimal | str]:
    """The printed cells of a text by indicator and period: their values, or how they were read and why."""
    statistics = read_statistics(find_statistic_rows(statistic_entries(*lines), year), None, year)
    return {
        ".".join(map(str, fact.key)): fact.cause or fact.cell_status if fact.value is None else fact.value
        for fact in statistics.facts
        if fact.cell_status != "missing"
    }
