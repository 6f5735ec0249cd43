"""A report in every layout of text and with every damage that leaves it legible: all that can be read is read.

The figures are drawn, so what has to be read is known; `tests/truth/accuracy.py` reads thousands of them.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.truth.accuracy import plan_cases
from tests.truth.case import CaseId, build_case
from tests.truth.damage import DAMAGES
from tests.truth.judge import judge_cases
from tests.truth.typeset import LAYOUTS

SEED = 3
# Some of their cells can be told by a person and are not: the reader doubts them.
NOT_YET_READ = {
    "blank_line_cells_wrapped/litigation_first/3",
    "label_glued_to_values/footnote_marks/3",
    "one_line_spaces/blank_row_label/3",
    "one_line_spaces/chinese_numerals/3",
    "outer_table/swapped_organisations/3",
    "pipe_row_lines/none/3",
    "pipe_rows_padded/spaces_inside_digits/3",
    "tables_twice_pipes/utf8_as_cp1252/3",
}


def cases() -> list[CaseId]:
    """Every layout of text and HTML undamaged, and every damage on one of them."""
    plan = [case for case in plan_cases(0, SEED) if LAYOUTS[case.layout].file_format in ("text", "html")]
    easy = [case for case in plan if case.damages == ("none",) and not LAYOUTS[case.layout].is_hard]
    damaged = []
    for name in DAMAGES:
        fit = [case for case in plan if case.damages == (name,) and not LAYOUTS[case.layout].is_hard]
        damaged += [Random(f"{SEED} {name}").choice(fit)] if fit and name != "none" else []
    return [*easy, *damaged]


@pytest.mark.parametrize("case_id", cases(), ids=str)
def test_what_can_be_read_is_read_and_nothing_else(case_id: CaseId) -> None:
    [judgement] = judge_cases([build_case(case_id)])
    assert judgement.silent == []
    assert (judgement.missed == []) is (str(case_id) not in NOT_YET_READ)
