"""Damage by figures that are not the report's own: another report, or last year's tables, behind a report with gaps."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.truth.damage_pages import cut_lines
from tests.truth.document import SECTION_TABLES, Document, draw_document
from tests.truth.marks import strip_marks
from tests.truth.prose import HEADINGS
from tests.truth.typeset import Page, typeset


def append_other_report(page: Page, rng: Random) -> Page:
    """A second report, of another township or another year, behind one that lost some of its lines."""
    own = page.document.prose
    other = draw_document(rng)
    while (other.prose.place.township, other.prose.year) == (own.place.township, own.year):
        other = draw_document(rng)
    gapped = cut_lines(page, rng)
    return replace(gapped, text=f"{gapped.text}\n{strip_marks(typeset(other, page.layout, rng).text)}")


def append_last_years_tables(page: Page, rng: Random) -> Page:
    """Last year's tables behind a report that lost some of its lines, each under a caption that names its year."""
    gapped = cut_lines(page, rng)
    other = _draw_last_year(page.document, rng)
    parts = [gapped.text]
    for number, name in SECTION_TABLES.items():
        table = strip_marks(page.layout.set_table(other.grids[name], rng))
        parts += [f"{page.document.prose.year - 1}年{HEADINGS[number]}", table]
    return replace(gapped, text="\n".join(parts))


def _draw_last_year(document: Document, rng: Random) -> Document:
    other = draw_document(rng)
    while other.figures.form != document.figures.form:
        other = draw_document(rng)
    return other
