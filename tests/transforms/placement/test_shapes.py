"""What the cells of a row look like before anybody knows whose they are."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.placement.made_rows import tokens
from transforms.placement.shapes import (
    count_values,
    ends_with_page_number,
    has_mixed_lines,
    has_spaced_thousands,
    has_thousands,
    is_contiguous,
    is_on_one_line,
    value_places,
)

EVIDENCE = (
    Pattern(
        "transforms.placement.shapes._HEAD",
        how="fullmatch",
        takes=("1", "12", "999"),
        leaves=("0", "012", "1234", "1.5", ""),
    ),
    Pattern(
        "transforms.placement.shapes._THOUSANDS",
        how="fullmatch",
        takes=("234", "000"),
        leaves=("23", "2345", "2.3", "23件"),
    ),
    Given("transforms.placement.shapes._FRAMED_CELLS", source="a mark, a number, a mark"),
    Threshold(
        "transforms.placement.shapes._LONGEST_PAGE_NUMBER",
        inside=lambda: ends_with_page_number(tokens(" — 123 —")),
        outside=lambda: ends_with_page_number(tokens(" — 1234 —")),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_values_are_counted_and_found_among_empty_cells() -> None:
    cells = tokens("\t1\t\t3")
    assert (count_values(cells), value_places(cells)) == (2, [0, 2])


@pytest.mark.parametrize(("places", "is_one_run"), [([1, 2, 3], True), ([1, 3], False), ([4], True), ([], False)])
def test_places_without_a_gap(places: list[int], is_one_run: bool) -> None:
    assert is_contiguous(places) is is_one_run


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(" 1 2 3", True), ("\n1 2 3", True), (" 1\n2 3", False), (" 1 2\n3", False), (" 1", False), ("\t1\t2", False)],
)
def test_cells_on_one_line(cells: str, expected: bool) -> None:
    assert is_on_one_line(tokens(cells)) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("\n7 2\n5", True),
        ("¶7 2¶5", True),
        (" 1 2 3", False),
        ("\n1\n2\n3", False),
        ("\n7 2\t5\n1", False),
        ("\n7 2#5", False),
    ],
)
def test_some_values_on_a_line_of_their_own_and_some_together(cells: str, expected: bool) -> None:
    assert has_mixed_lines(tokens(cells)) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (" 1 234", True),
        (" 5 1 234", True),
        (" 1\n234", False),
        (" 0 234", False),
        (" 1 23", False),
        ("\t1\t234", False),
    ],
)
def test_thousands_set_apart(cells: str, expected: bool) -> None:
    assert has_spaced_thousands(tokens(cells)) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (" 1 — 3 —", True),
        (" —\n3\n—", True),
        (" - 12 -", True),
        (" / 3 /", False),
        (" — 3 -", False),
        (" — — —", False),
        (" — 3", False),
        (" 1 3 1", False),
        ("\t—\t3\t—", False),
        (" — 3 —\t", False),
        (" 1 —\t3 —", False),
        (" 1 — 3\t—", False),
        ("\t1\t— 3 —", True),
    ],
)
def test_the_number_of_a_page_at_the_end_of_a_row(cells: str, expected: bool) -> None:
    assert ends_with_page_number(tokens(cells)) is expected


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("1 234", True),
        ("12 345 678", True),
        ("1234", False),
        ("", False),
        ("0 234", False),
        ("1234 567", False),
        ("1 23", False),
        ("1 234 56", False),
        ("1 23 456", False),
    ],
)
def test_digits_of_one_cell_that_are_parted_as_thousands_are(text: str, is_so: bool) -> None:
    assert has_thousands(text) is is_so
