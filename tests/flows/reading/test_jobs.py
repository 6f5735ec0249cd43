"""Batches: every file once, and work for all workers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.raw import SourceFile
from flows.reading.jobs import Batch, count_workers, halve_batch, split_batches


def numbered_files(count: int) -> list[SourceFile]:
    return [SourceFile(str(number), str(number)) for number in range(count)]


@given(st.integers(0, 3000), st.integers(1, 64), st.none() | st.integers(1, 500))
def test_batches_hold_every_file_once_and_in_order(count: int, workers: int, batch_size: int | None) -> None:
    files = numbered_files(count)
    batches = split_batches(files, workers, batch_size)
    assert [file for batch in batches for file in batch.files] == files
    assert len({batch.label for batch in batches}) == len(batches)
    if batch_size:
        assert all(len(batch.files) <= batch_size for batch in batches)


def test_few_files_keep_all_workers_busy_and_many_make_no_batch_a_file() -> None:
    assert [len(batch.files) for batch in split_batches(numbered_files(15), 2, None)] == [8, 7]
    assert {len(batch.files) for batch in split_batches(numbered_files(20_000), 2, None)} == {250}


@pytest.mark.parametrize(
    ("sizes", "workers", "expected"),
    [([], 8, 1), ([12_000] * 14, 8, 1), ([1_048_576], 8, 1), ([600_000] * 3, 8, 2), ([90_000] * 1000, 8, 8)],
)
def test_a_worker_is_started_where_there_is_something_to_read_for_it(
    sizes: list[int], workers: int, expected: int
) -> None:
    files = [SourceFile(str(number), str(number), size) for number, size in enumerate(sizes)]
    assert count_workers(files, workers) == expected
    assert count_workers(files, 1) == 1


def test_halves_of_a_batch_stage_under_names_of_their_own() -> None:
    first, second = halve_batch(Batch("000001", tuple(numbered_files(3))))
    assert (first.label, second.label) == ("000001a", "000001b")
    assert (len(first.files), len(second.files)) == (1, 2)
