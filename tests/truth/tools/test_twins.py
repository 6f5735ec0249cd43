"""Reports of which a tool may print the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.truth.damage_columns import swap_organisations
from tests.truth.document import Document, draw_wording, make_document
from tests.truth.figures import draw_figures
from tests.truth.form import REQUEST
from tests.truth.prose import draw_place, draw_prose
from tests.truth.tools.documents import DocumentId, draw
from tests.truth.tools.reading import (
    Output,
    Result,
    Wrong,
    excuse_alike,
    has_twin,
    judge_document,
    source_bytes,
    tool_output,
)
from tests.truth.tools.registry import TOOLS, Tool
from tests.truth.tools.store import Store
from tests.truth.tools.twins import twin_of, with_labels_of_form


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


def test_only_what_is_right_of_the_twin_is_excused() -> None:
    drawn = draw(DocumentId("web", ("swapped_organisations",), "twins.2"))
    keys = [key for key in drawn.truth if key[0] == REQUEST]
    moved = next(
        key for key in keys if drawn.truth[twin_of(key, drawn.document)].value not in (drawn.truth[key].value, None)
    )
    alike = drawn.truth[twin_of(moved, drawn.document)].value
    assert alike is not None
    person = next(key for key in keys if key[-1] == "natural_person")
    result = Result("x", "x", ())
    cells = {
        ".".join(map(str, moved)): alike,
        ".".join(map(str, person)): Decimal(7654321),
        "report.year": Decimal(2001),
    }
    result.silent += [Wrong(cell, value, None, None, "reported") for cell, value in cells.items()]
    excuse_alike(drawn, result)
    assert [wrong.cell for wrong in result.silent] == list(cells)[1:]


def test_a_plain_text_of_slices_has_a_twin(tmp_path: Path) -> None:
    """A tool that hands over what characters there are hands over the same of both."""
    drawn = draw(DocumentId("web", ("swapped_organisations",), "twins.3"))
    words = Tool("words", "html", lambda data: "".join(sorted({*data.decode()})))
    output = tool_output(drawn, words, source_bytes(drawn), Store(tmp_path))
    assert output is not None
    assert has_twin(drawn, words, output, Store(tmp_path))
