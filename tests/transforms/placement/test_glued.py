"""Digits that lost their boundaries: parted only where one way of parting is left."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found
from transforms.placement.glued import has_wider_rows, part_options, prints_every_cell, split_merged
from transforms.placement.place import place_rows
from transforms.text import parse_number


def zeros(rows: int) -> bool:
    return prints_every_cell([found(" 0000000", REQUESTS)] * rows)


EVIDENCE = (
    Pattern(
        "transforms.placement.glued._DIGIT_RUN",
        how="fullmatch",
        takes=("000", "1200", "0—1", "-0/"),
        leaves=("1.5", "1,200", "—/", "0 0", "１２"),
    ),
    Threshold("transforms.placement.glued._MIN_WHOLE_ROWS", inside=lambda: zeros(3), outside=lambda: zeros(2), moved=2),
    Threshold(
        "transforms.placement.glued.LONGEST_NUMBER",
        inside=lambda: part_options("123456789", 1)[0],
        outside=lambda: part_options("1234567890", 1)[0],
        moved=10,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def ways_to_part(digits: str, count: int) -> list[tuple[str, ...]]:
    """All ways to cut digits into `count` numbers without leading zeros, by trying every cut."""
    found = []
    for cuts in combinations(range(1, len(digits)), count - 1):
        ends = (0, *cuts, len(digits))
        parts = tuple(digits[start:end] for start, end in pairwise(ends))
        if all(part and (part == "0" or not part.startswith("0")) for part in parts):
            found.append(parts)
    return found


@pytest.mark.parametrize(
    ("digits", "count", "expected"),
    [
        ("000", 3, [{"0"}, {"0"}, {"0"}]),
        ("100", 3, [{"1"}, {"0"}, {"0"}]),
        ("1200", 3, [{"1", "12"}, {"0", "20"}, {"0"}]),
        ("00", 3, [set(), set(), set()]),
        ("0000", 3, [set(), set(), set()]),
        ("7", 1, [{"7"}]),
    ],
)
def test_the_options_of_each_column(digits: str, count: int, expected: list[set[str]]) -> None:
    assert part_options(digits, count) == expected


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.text("0129", min_size=1, max_size=8), st.integers(min_value=1, max_value=5))
def test_the_options_are_those_of_every_way_to_part(digits: str, count: int) -> None:
    ways = ways_to_part(digits, count)
    assert part_options(digits, count) == [{way[column] for way in ways} for column in range(count)]


def test_a_report_with_fewer_digits_than_columns_somewhere_leaves_cells_blank() -> None:
    whole = [found(" 0000000", REQUESTS)] * 3
    assert prints_every_cell([*whole, found(" 1200000", REQUESTS), found(" 1 0 0 0 0 0 1", REQUESTS)])
    assert not prints_every_cell([*whole, found(" 000", REQUESTS)])
    assert not prints_every_cell([*whole, found(" 00—0000", REQUESTS)])
    assert not prints_every_cell([found(" 0000001", REQUESTS)] * 3)
    assert not prints_every_cell([found(" 0", ("a",))] * 3)
    assert prints_every_cell([found(" 00", ("a", "b"))] * 3)
    assert prints_every_cell([*whole, found(" 1.5", REQUESTS)])


def test_a_row_of_more_numbers_than_columns_says_that_another_column_is_there() -> None:
    """A column of notes behind the total: 00000001 is seven zeros and a note, 0000001 has a blank among them."""
    wider = found(" 00000001", REQUESTS)
    assert has_wider_rows([found(" 0000001", REQUESTS), wider])
    assert not has_wider_rows([found(" 0000001", REQUESTS), found(" 1200000", REQUESTS)])
    assert not has_wider_rows([replace(wider, next_ordinal="1")])
    assert has_wider_rows([replace(found(" 000000001", REQUESTS), next_ordinal="1")])
    rows = [found(" 0000001", REQUESTS)] * 3
    values = [[reading.value for reading in row.readings] for row in place_rows([*rows, wider], prints_all=True)]
    assert values == [[None] * 7] * 4
    assert [reading.value for reading in place_rows(rows, prints_all=True)[0].readings] == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("00", 2, ("0", "0")),
        ("010", 2, ("0", "10")),
        ("000", 2, None),
        ("123", 2, None),
        ("1 2", 2, ("1", "2")),
        ("12 5", 2, ("12", "5")),
        ("1 02", 2, None),
        ("1 2", 3, None),
        ("０5", 2, None),
        ("0—5", 2, None),
        ("0-5", 2, None),
        ("0" + "1" * 9, 2, ("0", "1" * 9)),
        ("0" + "1" * 10, 2, None),
        ("1200", 3, None),
        ("00 1", 2, None),
        ("0 1 0", 3, ("0", "1", "0")),
    ],
)
def test_digits_that_are_two_cells_are_parted_only_in_the_one_way_there_is(
    text: str, count: int, parts: tuple[str, ...] | None
) -> None:
    assert split_merged(text, parse_number(text), count) == parts
