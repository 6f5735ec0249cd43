"""Reports of which everything is known, for the tests of the generator."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.truth.document import Document, make_document
from tests.truth.figures import Figures, print_count
from tests.truth.form import form_keys
from tests.truth.prose import Place, draw_prose
from tests.truth.typeset import LAYOUTS

TEXT_LAYOUTS = [name for name, layout in LAYOUTS.items() if not layout.render]
FILE_LAYOUTS = [name for name, layout in LAYOUTS.items() if layout.render]
SEEDS = st.integers(min_value=0, max_value=10**6)


def plain_document(form: str, figures: Figures) -> Document:
    """The form with these figures, without any choice of words."""
    return make_document(Random(0), figures, draw_prose(Random(0), Place("示范镇"), figures.year))


def zero_document(form: str = "2019") -> Document:
    """The form with a zero in every cell."""
    cells = {key: print_count(0) for key in form_keys(form)}
    return plain_document(form, Figures(form, 2020 if form == "2019" else 2022, cells))
