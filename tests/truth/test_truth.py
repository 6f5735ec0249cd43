"""What is demanded of a reader is what the page still shows."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.truth.figures import Printed
from tests.truth.form import REQUEST, Key
from tests.truth.known_documents import plain_document, zero_document
from tests.truth.marks import read_marks
from tests.truth.truth import is_counterfeit, split_options
from tests.truth.typeset import LAYOUTS, typeset


@given(st.lists(st.integers(min_value=0, max_value=120), min_size=1, max_size=4), st.booleans())
def test_split_options_are_what_brute_force_finds(counts: list[int], blanks: bool) -> None:
    digits = "".join(map(str, counts))
    options: list[set[str]] = [set() for _ in counts]
    places = range(0 if blanks else 1, len(digits) + blanks)
    for cuts in itertools.combinations_with_replacement(places, len(counts) - 1):
        parts = [digits[start:end] for start, end in itertools.pairwise((0, *cuts, len(digits)))]
        if all(part == str(int(part)) if part else blanks for part in parts):
            for choices, part in zip(options, parts, strict=True):
                choices.add(part)
    assert split_options(digits, len(counts), blanks=blanks) == options


def test_a_row_that_counterfeits_an_honest_one_is_noticed() -> None:
    figures = zero_document().figures
    key: Key = (REQUEST, "new", "charity")
    short = replace(figures, cells={**figures.cells, key: Printed("", None)})
    page = typeset(plain_document("2019", short), LAYOUTS["bare_cell_lines"], Random(1))
    assert not is_counterfeit(page)
    row = next(event for event in read_marks(page.text) if event.key == (REQUEST, "new"))
    stray = page.text[: row.start] + page.text[row.start :].replace("\n", "\n\U000f50003\n", 1)
    assert is_counterfeit(replace(page, text=stray))
