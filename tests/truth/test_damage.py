"""Damages do what they are named for, and the truth follows them."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.truth.damage import DAMAGES, Damage, can_combine
from tests.truth.document import NothingToDamageError, draw_wording, make_document
from tests.truth.figures import draw_figures
from tests.truth.form import Key, row_of
from tests.truth.form_grid import Grid, expand_spans
from tests.truth.known_documents import SEEDS
from tests.truth.marks import read_marks, strip_marks
from tests.truth.prose import Place, draw_prose
from tests.truth.truth import page_truth
from tests.truth.typeset import LAYOUTS, Page, typeset


def draw_pages(name: str, damage: Damage, seed: int) -> tuple[Page, Page]:
    """The same report without and with a damage, figures that tell."""
    layout = LAYOUTS[name]
    pages = []
    for change in (False, True):
        rng = Random(seed)
        figures = draw_figures(rng, regime=rng.choice(damage.regimes[-2:] or ("small", "mixed")), blank_mode="none")
        document = make_document(rng, figures, draw_prose(rng, Place("示范镇"), figures.year), draw_wording(rng))
        page_rng = Random(seed)
        if change and damage.change_document:
            with contextlib.suppress(NothingToDamageError):
                document = damage.change_document(document, Random(seed + 1))
        page = typeset(document, layout, page_rng)
        if change and damage.change_page:
            page = damage.change_page(page, Random(seed + 1))
        pages.append(replace(page, unsure=page.unsure | document.unsure))
    return pages[0], pages[1]


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "none"])
def test_every_damage_changes_the_page(name: str) -> None:
    damage = DAMAGES[name]
    changed = 0
    for seed in range(8):
        before, after = draw_pages("tab_cell_lines", damage, seed)
        if damage.change_bytes:
            changed += damage.change_bytes(after, Random(seed))[2] != strip_marks(before.text).encode()
        else:
            changed += before.text != after.text
    assert changed >= 2


def printed_keys(page: Page) -> Counter[Key]:
    return Counter(event.key for event in read_marks(page.text) if event.kind == "value")


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from(["tab_rows_padded", "bare_cell_lines", "pipe_rows_padded", "glued_rows"]))
def test_a_dropped_value_is_no_longer_printed_and_its_row_not_demanded(seed: int, layout: str) -> None:
    before, after = draw_pages(layout, DAMAGES["dropped_value"], seed)
    gone = set(printed_keys(before)) - set(printed_keys(after))
    assert len(gone) == 1
    truth = page_truth(after)
    (key,) = gone
    assert truth[key].value is None
    assert not truth[key].is_printed
    assert not any(truth[other].is_recoverable for other in truth if row_of(other) == row_of(key))


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_dropped_row_is_gone_as_a_whole_and_nothing_else(seed: int) -> None:
    before, after = draw_pages("tab_rows_padded", DAMAGES["dropped_row"], seed)
    gone = set(printed_keys(before)) - set(printed_keys(after))
    assert len({row_of(key) for key in gone}) == 1
    assert gone == {key for key in printed_keys(before) if row_of(key) == row_of(next(iter(gone)))}
    for grid in after.document.grids.values():
        assert {len(row) for row in expand_spans(grid)} <= {grid.width}


MOVES = [name for name, damage in DAMAGES.items() if damage.moves_columns]


@pytest.mark.parametrize("name", MOVES)
def test_moved_columns_keep_their_truth_and_headers_over_their_values(name: str) -> None:
    for seed in range(12):
        before, after = draw_pages("tab_rows_padded", DAMAGES[name], seed)
        assert column_orders(before) != column_orders(after)
        for grid in after.document.grids.values():
            assert_headers_stand_over_values(grid)
        assert page_truth(before) == page_truth(after)


def column_orders(page: Page) -> list[list[Key]]:
    return [
        [cell.key for cell in row if cell.is_value and cell.key] for g in page.document.grids.values() for row in g.rows
    ]


def assert_headers_stand_over_values(grid: Grid) -> None:
    """Below a header of a leaf column stand, down to the next such header, only values of its column."""
    above: dict[int, Key] = {}
    for row in expand_spans(grid):
        for place, cell in enumerate(row):
            if cell.role == "header" and cell.key:
                above[place] = cell.key
            elif cell.is_value and cell.key:
                assert cell.key[-len(above[place]) :] == above[place]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_contradicting_rows_may_not_be_loaded_where_they_differ(seed: int) -> None:
    before, after = draw_pages("tab_cell_lines", DAMAGES["contradicting_row"], seed)
    known = page_truth(after)
    lost = {key for key, cell in page_truth(before).items() if cell.value != known[key].value}
    twice = {key for key, count in printed_keys(after).items() if count == 2}
    texts = Counter((event.key, event.text) for event in read_marks(after.text) if event.kind == "value")
    differing = {key for key in twice if sum(other == key for other, _ in texts) == 2}
    assert differing
    assert len({row_of(key) for key in twice}) == 1
    assert lost == {key for key in differing if after.document.figures.cells[key].value is not None}


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from(["bare_cell_lines", "tab_cell_lines", "pipe_end_lines"]))
def test_removed_duplicate_lines_leave_no_zero_but_the_first(seed: int, layout: str) -> None:
    _, after = draw_pages(layout, DAMAGES["duplicate_lines_removed"], seed)
    lines = [line.strip() for line in strip_marks(after.text).split("\n") if line.strip()]
    assert max(Counter(lines).values()) == 1
    unprinted = [cell for cell in page_truth(after).values() if not cell.is_printed]
    assert unprinted
    assert all(cell.value is None and not cell.is_recoverable for cell in unprinted)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_glued_values_share_a_cell(seed: int) -> None:
    before, after = draw_pages("tab_cell_lines", DAMAGES["glued_values"], seed)
    assert printed_keys(before) == printed_keys(after)
    assert before.text.count("\t") - after.text.count("\t") == 1


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_truncation_keeps_one_side_of_the_page(seed: int) -> None:
    for name, keeps in (("truncated_end", str.startswith), ("truncated_start", str.endswith)):
        before, after = draw_pages("pipe_rows_unpadded", DAMAGES[name], seed)
        assert keeps(before.text, after.text)
        assert len(after.text) < len(before.text)


OTHER_DIGITS = [name for name, damage in DAMAGES.items() if damage.stage == "figures" and name != "money_units"]


@pytest.mark.parametrize("name", OTHER_DIGITS)
def test_numbers_written_otherwise_keep_their_values(name: str) -> None:
    for seed in range(5):
        before, after = draw_pages("tab_rows_padded", DAMAGES[name], seed)
        assert {key: cell.value for key, cell in page_truth(before).items()} == {
            key: cell.value for key, cell in page_truth(after).items()
        }


def test_combined_damages_never_blur_what_the_other_needs() -> None:
    for first, second in itertools.product(DAMAGES.values(), repeat=2):
        if can_combine(first, second):
            assert not (first.moves_columns and second.hides_headers)
            assert first.name != second.name
            assert "none" not in (first.name, second.name)
