"""The judge: what counts as right, missed or silently wrong, held on readings made up for the purpose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.truth.accuracy import plan_cases
from tests.truth.case import Case, CaseId, draw_case
from tests.truth.damage import suitable_damages
from tests.truth.form import PROACTIVE, REQUEST, Key
from tests.truth.judge import Loaded, judge_case
from tests.truth.typeset import LAYOUTS


def read_perfectly(case: Case) -> dict[Key, Loaded]:
    """What a reader without fault returns."""
    return {
        key: Loaded(cell.value, "reported" if cell.value is not None else "missing", None)
        for key, cell in case.truth.items()
    }


@pytest.fixture
def case() -> Case:
    return draw_case("tab_cell_lines", ("dropped_row",), 5)


def test_a_perfect_reading_recalls_everything(case: Case) -> None:
    judgement = judge_case(case, read_perfectly(case))
    assert (judgement.silent, judgement.missed) == ([], [])
    assert judgement.recalled == judgement.demanded > 100


def test_a_wrong_value_is_a_silent_error_whatever_its_status(case: Case) -> None:
    key = next(key for key, cell in case.truth.items() if cell.is_recoverable)
    reading = read_perfectly(case)
    value = case.truth[key].value
    assert value is not None
    reading[key] = Loaded(value + 1, "repaired", None)
    judgement = judge_case(case, reading)
    assert len(judgement.silent) == len(judgement.missed) == 1
    assert judgement.silent[0].startswith(".".join(map(str, key)))


def test_a_value_that_is_not_printed_is_a_silent_error_even_if_it_was_drawn(case: Case) -> None:
    key = next(key for key, cell in case.truth.items() if not cell.is_printed)
    reading = read_perfectly(case)
    reading[key] = Loaded(case.page.document.figures.cells[key].value, "repaired", None)
    assert len(judge_case(case, reading).silent) == 1


def test_a_confessed_cell_is_missed_but_not_wrong(case: Case) -> None:
    key = next(key for key, cell in case.truth.items() if cell.is_recoverable)
    reading = read_perfectly(case)
    reading[key] = Loaded(None, "ambiguous", "0 0")
    judgement = judge_case(case, reading)
    assert judgement.silent == []
    assert len(judgement.missed) == judgement.demanded - judgement.recalled == 1


def test_a_cell_of_another_form_is_a_silent_error(case: Case) -> None:
    stranger: Key = (PROACTIVE, 9, "procurement", "items")
    other: Key = (REQUEST, "other_misc", "total")
    absent = next(key for key in (stranger, other) if key not in case.truth)
    reading = {**read_perfectly(case), absent: Loaded(Decimal(0), "reported", "0")}
    assert len(judge_case(case, reading).silent) == 1


def test_cells_beyond_what_is_demanded_are_counted_apart() -> None:
    case = draw_case("tab_cell_lines", ("dropped_header_row",), 5)
    judgement = judge_case(case, read_perfectly(case))
    assert judgement.bonus > 0
    assert judgement.silent == []


def _pairs(plan: list[CaseId]) -> set[tuple[str, str]]:
    return {(case_id.layout, case_id.damages[0]) for case_id in plan if len(case_id.damages) == 1}


def test_the_plan_holds_every_layout_of_text_with_every_damage_that_suits_it() -> None:
    plan = plan_cases(4000, seed=1)
    texts = [layout for layout in LAYOUTS.values() if layout.file_format == "text"]
    assert {(layout.name, damage.name) for layout in texts for damage in suitable_damages(layout)} <= _pairs(plan)
    assert {(name, "none") for name in LAYOUTS} <= _pairs(plan)
    assert len(plan) == len(set(plan)) >= 4000


def test_the_plan_holds_every_format_with_every_damage_that_suits_one_of_its_layouts() -> None:
    found = {(LAYOUTS[layout].file_format, damage) for layout, damage in _pairs(plan_cases(4000, seed=1))}
    assert found == {
        (layout.file_format, damage.name) for layout in LAYOUTS.values() for damage in suitable_damages(layout)
    }


def test_the_plan_of_one_format_holds_each_of_its_layouts_with_every_damage() -> None:
    layouts = [layout for layout in LAYOUTS.values() if layout.file_format == "odt"]
    plan = plan_cases(1, seed=1, only="odt")
    assert _pairs(plan) == {(layout.name, damage.name) for layout in layouts for damage in suitable_damages(layout)}


def test_a_case_id_survives_being_written_down() -> None:
    case_id = CaseId("pdf_plain", ("typos", "cut_middle"), "3.17")
    assert CaseId.parse(str(case_id)) == case_id
