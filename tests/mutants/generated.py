"""Generated reports as a net for mutants: what is typeset must be read as printed or not at all.

No file of the test suite, as `tests/truth` reads many more: a mutation run names it.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.truth.accuracy import LEAST_RECALL, plan_cases
from tests.truth.case import CaseId, build_case
from tests.truth.judge import CRASH, judge_cases
from tests.truth.typeset import LAYOUTS

_FORMATS = ("text", "html", "docx")
_UNDAMAGED, _DAMAGED = 20, 40


def _plan() -> tuple[list[CaseId], list[CaseId]]:
    plan = [case_id for case_id in plan_cases(0, seed=1) if LAYOUTS[case_id.layout].file_format in _FORMATS]
    easy = [case_id for case_id in plan if case_id.damages == ("none",) and not LAYOUTS[case_id.layout].is_hard]
    damaged = [case_id for case_id in plan if case_id.damages != ("none",)]
    rng = Random(1)
    return rng.sample(easy, _UNDAMAGED), rng.sample(damaged, _DAMAGED)


UNDAMAGED, DAMAGED = _plan()


@pytest.mark.parametrize("case_id", DAMAGED, ids=str)
def test_a_damaged_report_is_never_misread(case_id: CaseId) -> None:
    judgement = judge_cases([build_case(case_id)])[0]
    assert judgement.silent == []
    assert not any(note.startswith(CRASH) for note in judgement.notes)


def test_undamaged_reports_are_read() -> None:
    judgements = judge_cases([build_case(case_id) for case_id in UNDAMAGED])
    assert [error for judgement in judgements for error in judgement.silent] == []
    demanded = sum(judgement.demanded for judgement in judgements)
    assert sum(judgement.recalled for judgement in judgements) >= LEAST_RECALL * demanded
