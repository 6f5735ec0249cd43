"""Values of table three that stand before their labels, row by row."""

from __future__ import annotations

from tests.evidence import Threshold, check
from tests.transforms.tables.test_requests import CARRIED_IN, GRANTED, NAMES, NEW, find, guard_of


def is_before_labels(above: str, *, last: str = "（一）予以公开") -> bool:
    """Whether the values of a text are taken for those before their labels, with these numbers below the header."""
    rows = find(" ".join(NAMES), above, NEW.replace("\t", " "), CARRIED_IN.replace("\t", " "), last)
    return guard_of(rows[1]) == "values_before_labels"


def test_evidence() -> None:
    check(
        Threshold(
            "transforms.tables.requests._FEWEST_BEFORE",
            inside=lambda: is_before_labels("3 4"),
            outside=lambda: is_before_labels("3"),
            moved=1,
        )
    )


def test_values_with_blanks_before_their_labels_are_seen_by_the_last_label_that_has_none() -> None:
    assert is_before_labels("0 0 0 11 0 7")
    assert not is_before_labels("0 0 0 11 0 7", last=GRANTED.replace("\t", " "))
