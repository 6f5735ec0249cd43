"""What is typeset is read back, or the reader says that it cannot: every layout, every damage, drawn by Hypothesis."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.soak import soaked
from tests.truth.case import draw_case
from tests.truth.damage import suitable_damages
from tests.truth.judge import judge_cases
from tests.truth.typeset import LAYOUTS

EASY_LAYOUTS = sorted(name for name, layout in LAYOUTS.items() if not layout.is_hard)
SEEDS = st.integers(min_value=1, max_value=100_000)
quietly = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@st.composite
def damaged_pages(draw: st.DrawFn) -> tuple[str, str]:
    """A layout and a damage that it can suffer."""
    layout = draw(st.sampled_from(sorted(LAYOUTS)))
    return layout, draw(st.sampled_from(sorted(damage.name for damage in suitable_damages(LAYOUTS[layout]))))


@pytest.mark.parametrize("examples", [40, soaked(2000)])
def test_a_damaged_page_is_never_misread(examples: int) -> None:
    @given(page=damaged_pages(), seed=SEEDS)
    @settings(quietly, max_examples=examples)
    def read(page: tuple[str, str], seed: int) -> None:
        layout, damage = page
        judgement = judge_cases([draw_case(layout, (damage,), seed)])[0]
        assert judgement.silent == []

    read()


@pytest.mark.parametrize("examples", [25, soaked(1000)])
def test_an_undamaged_page_is_read(examples: int) -> None:
    @given(layout=st.sampled_from(EASY_LAYOUTS), seed=SEEDS)
    @settings(quietly, max_examples=examples)
    def read(layout: str, seed: int) -> None:
        judgement = judge_cases([draw_case(layout, ("none",), seed)])[0]
        assert judgement.silent == []
        assert len(judgement.missed) <= max(7, judgement.demanded / 4)

    read()


def test_a_clerks_slip_is_loaded_as_printed() -> None:
    slips = 0
    for seed in range(30):
        case = draw_case("tab_rows_unpadded", ("none",), seed)
        figures = case.page.document.figures
        judgement = judge_cases([case])[0]
        assert judgement.silent == []
        if figures.slip is not None and case.truth[figures.slip].is_recoverable:
            assert not any(missed.startswith(".".join(map(str, figures.slip))) for missed in judgement.missed)
            slips += 1
    assert slips > 0
