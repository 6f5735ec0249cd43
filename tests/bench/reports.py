"""Reports for the bench: each drawn once, so that no cache of the reader knows it, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import count, cycle

from tests.truth.case import draw_case
from tests.truth.form_grid import Cell, Grid
from tests.truth.marks import strip_marks
from tests.truth.typeset import LAYOUTS


@dataclass(frozen=True)
class BenchReport:
    """One report: its text, and its tables as HTML."""

    text: str
    html: str


def draw_reports() -> Iterator[BenchReport]:
    """Undamaged reports without end, in every layout in turn, no two alike."""
    for layout, number in zip(cycle(LAYOUTS), count()):
        case = draw_case(layout, seed=f"bench {number}")
        tables = "\n".join(map(set_html, case.page.document.grids.values()))
        yield BenchReport(case.text, f"<!DOCTYPE html><html><body>\n{tables}\n</body></html>")


def set_html(grid: Grid) -> str:
    """A table of the form as HTML, with its spans."""
    rows = "\n".join(f"<tr>{''.join(map(_set_cell, row))}</tr>" for row in grid.rows)
    return f"<table>\n{rows}\n</table>"


def _set_cell(cell: Cell) -> str:
    spans = f' colspan="{cell.columns}" rowspan="{cell.rows}"'
    return f"<td{spans}>{escape(strip_marks(cell.text))}</td>"
