"""Reports of which a tool may print the same."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.truth.damage_columns import swap_organisations
from tests.truth.document import Document, draw_wording, make_document
from tests.truth.figures import draw_figures
from tests.truth.form import REQUEST
from tests.truth.prose import draw_place, draw_prose
from tests.truth.tools.documents import DocumentId, draw
from tests.truth.tools.reading import Output, has_twin, judge_document, source_bytes, tool_output
from tests.truth.tools.registry import TOOLS
from tests.truth.tools.store import Store
from tests.truth.tools.twins import with_labels_of_form


@pytest.fixture
def document() -> Document:
    rng = Random("twins")
    figures = draw_figures(rng)
    return make_document(rng, figures, draw_prose(rng, draw_place(rng), figures.year), draw_wording(rng))


def test_labels_alone_go_back_to_the_order_of_the_form(document: Document) -> None:
    swapped = swap_organisations(document, Random(1))
    twin = with_labels_of_form(swapped)
    assert twin is not None
    plain, moved, back = (one.grids[REQUEST].rows for one in (document, swapped, twin))
    headers = [number for number, row in enumerate(plain) if any(cell.role == "header" for cell in row)]
    assert [back[number] for number in headers] == [plain[number] for number in headers]
    values = [number for number in range(len(plain)) if number not in headers]
    assert [back[number] for number in values] == [moved[number] for number in values]
    assert [moved[number] for number in values] != [plain[number] for number in values]


def test_a_report_in_the_order_of_the_form_has_no_twin(document: Document) -> None:
    assert with_labels_of_form(document) is None


def test_an_output_that_shows_the_order_has_no_twin(tmp_path: Path) -> None:
    """A page names its columns in their order: whoever takes the form's is silently wrong."""
    store = Store(tmp_path)
    drawn = draw(DocumentId("web", ("swapped_organisations",), "twins.1"))
    tool = TOOLS["html"]
    output = tool_output(drawn, tool, source_bytes(drawn), store)
    assert isinstance(output, Output)
    assert not has_twin(drawn, tool, output, store)
    assert all(not result.silent for result in judge_document(drawn.id, store, "html"))
