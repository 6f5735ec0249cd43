"""Figures add up as the form has it, unless a clerk's slip was asked for."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.truth.figures import REGIMES, Figures, draw_figures
from tests.truth.form import (
    APPLICANTS,
    FORMS,
    PROACTIVE,
    PROCEDURES,
    REQUEST,
    RESULTS,
    REVIEW,
    form_keys,
    form_lines,
)
from tests.truth.form_grid import expand_spans
from tests.truth.known_documents import SEEDS, plain_document

FORM_NAMES = st.sampled_from(FORMS)
KINDS = [kind for kind in APPLICANTS if kind != "total"]
INFLOW_AND_OUTFLOW = ("new", "carried_in", "handled_total", "carried_out")


def broken_rules(figures: Figures) -> list[str]:
    """The sums of the form that do not add up."""
    count = {
        key: int(cell.value) for key, cell in figures.cells.items() if key[0] != PROACTIVE and cell.value is not None
    }
    codes = [line.code for line in form_lines(figures.form)]
    broken = []
    for kind in APPLICANTS:
        new, carried_in, handled, carried_out = (count[REQUEST, code, kind] for code in INFLOW_AND_OUTFLOW)
        outcomes = sum(count[REQUEST, code, kind] for code in codes if code not in INFLOW_AND_OUTFLOW)
        broken += [f"balance {kind}"] * (new + carried_in != handled + carried_out)
        broken += [f"outcomes {kind}"] * (outcomes != handled)
    for code in codes:
        broken += [f"applicants {code}"] * (
            sum(count[REQUEST, code, kind] for kind in KINDS) != count[REQUEST, code, "total"]
        )
    for procedure in PROCEDURES:
        parts = sum(count[REVIEW, procedure, result] for result in RESULTS if result != "total")
        broken += [f"review {procedure}"] * (parts != count[REVIEW, procedure, "total"])
    return broken


@given(SEEDS, FORM_NAMES, st.sampled_from(REGIMES))
def test_figures_without_a_slip_add_up(seed: int, form: str, regime: str) -> None:
    figures = draw_figures(Random(seed), form, regime, "none", slip=False)
    assert broken_rules(figures) == []
    assert list(figures.cells) == form_keys(form)


@given(SEEDS, FORM_NAMES, st.sampled_from(REGIMES))
def test_a_clerks_slip_breaks_the_sums(seed: int, form: str, regime: str) -> None:
    figures = draw_figures(Random(seed), form, regime, "none", slip=True)
    assert figures.slip is not None
    assert broken_rules(figures)


def test_every_regime_reaches_the_size_it_is_named_for() -> None:
    largest = {
        regime: max(
            int(cell.value or 0)
            for seed in range(40)
            for key, cell in draw_figures(Random(seed), "2021", regime, "none", slip=False).cells.items()
            if key[-1] != "amount"
        )
        for regime in REGIMES
    }
    assert largest["zero"] == 0
    assert largest["single"] == 1
    assert 10 < largest["small"] < 1000
    assert largest["large"] > 100_000


@pytest.mark.parametrize("form", FORMS)
def test_grids_fill_their_ruling(form: str) -> None:
    document = plain_document(form, draw_figures(Random(1), form, "large", "none", slip=False))
    for grid in document.grids.values():
        assert {len(row) for row in expand_spans(grid)} == {grid.width}
    assert sum(cell.is_value for grid in document.grids.values() for row in grid.rows for cell in row) == len(
        form_keys(form)
    )
