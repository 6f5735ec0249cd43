"""Reports that LibreOffice itself saved, where it is installed."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from flows.reading.office import LibreOffice, find_program
from tests.truth.document import make_document, map_texts
from tests.truth.figures import draw_figures
from tests.truth.marks import strip_marks
from tests.truth.prose import draw_place, draw_prose
from tests.truth.render_office import RENDERERS
from transforms.report import ReadSettings, read_report


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["doc_tracked", "rtf_merged", "odt_office", "xls_office"])
def test_every_cell_of_a_report_saved_by_libreoffice_is_read(name: str) -> None:
    rng = Random(name)
    figures = draw_figures(rng, regime="large", blank_mode="none", slip=False)
    document = make_document(rng, figures, draw_prose(rng, draw_place(rng), figures.year))
    data = RENDERERS[name](map_texts(document, strip_marks), rng)
    report = read_report(data, name, settings=ReadSettings(converter=LibreOffice(120))).report
    assert report is not None
    read: dict[tuple[str | int, ...], Decimal | None] = {(fact.table, *fact.key): fact.value for fact in report.facts}
    assert read == {key: cell.value for key, cell in figures.cells.items()}
