"""Doubts and rejections: values that many steps pass on, and none may change."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from transforms.doubts import Doubt, Reason, Rejection
from transforms.language import Pair

WORDS = Pair("年度取自路径。", "The year was taken from the path.")


def test_a_doubt_that_two_steps_have_is_one() -> None:
    doubts = [Doubt("year_inferred", "info", WORDS, actual="2021") for _ in range(2)]
    assert len(set(doubts)) == 1
    assert Doubt("year_inferred", "warning", doubts[0].message, actual="2021") not in doubts


def test_no_step_changes_what_another_found() -> None:
    doubt, rejection = Doubt("year_inferred", "info", WORDS), Rejection(Reason.EMPTY_FILE, WORDS)
    with pytest.raises(FrozenInstanceError):
        doubt.rule = "year_conflict"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        rejection.reason = Reason.NOT_A_REPORT  # type: ignore[misc]
