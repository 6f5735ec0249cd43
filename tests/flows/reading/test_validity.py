"""Which rejections may be tried again."""

from __future__ import annotations

from flows.reading.validity import LACKING_REASONS, PASSING_REASONS, STARVED_REASONS, UNSETTLED_REASONS
from transforms.doubts import Reason


def test_a_reason_waits_for_one_thing() -> None:
    kinds = (PASSING_REASONS, STARVED_REASONS, LACKING_REASONS)
    assert sum(map(len, kinds)) == len(UNSETTLED_REASONS)


def test_what_is_the_fault_of_the_file_is_settled() -> None:
    assert UNSETTLED_REASONS.isdisjoint({Reason.NOT_A_REPORT, Reason.EMPTY_FILE, Reason.INTERNAL_ERROR})
