"""Stamps: when the content of a file must still be the one that was hashed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.raw.files import Stamp

SECOND = 10**9
HASHED = Stamp(byte_size=3, modified_ns=10 * SECOND, changed_ns=10 * SECOND, inode=4, hashed_ns=20 * SECOND)


def test_a_file_that_nobody_touched_is_the_one_that_was_hashed() -> None:
    assert HASHED.proves(replace(HASHED, hashed_ns=90 * SECOND))


@pytest.mark.parametrize("change", [{"byte_size": 4}, {"modified_ns": 11}, {"changed_ns": 11}, {"inode": 5}])
def test_any_other_state_proves_nothing(change: dict[str, int]) -> None:
    assert not HASHED.proves(replace(HASHED, **change))


def test_a_hash_taken_right_after_the_change_proves_nothing() -> None:
    fresh = replace(HASHED, hashed_ns=11 * SECOND)
    assert not fresh.proves(fresh)
