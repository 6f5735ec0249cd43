"""What a format yields."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, check
from transforms.formats.content import Content, check_length, check_text_bytes, count_characters
from transforms.limits import Limits

EVIDENCE: tuple[Evidence, ...] = (
    Given("transforms.formats.content._CHARACTER_BYTES", source="UTF-8, UTF-32 and GB 18030 take up to four"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_cell_counts_for_one_more_than_its_text() -> None:
    assert count_characters("年报") == 2
    assert count_characters((("规章", "0"), ("", ""))) == 7


def test_a_text_is_refused_from_one_character_too_many() -> None:
    limits = Limits(text_characters=4)
    assert check_length(Content(("年报", "年报")), limits) is None
    rejection = check_length(Content(("年报", "年报告")), limits)
    assert rejection is not None
    assert rejection.reason == "text_too_long"


def test_bytes_are_refused_only_if_no_encoding_makes_them_short_enough() -> None:
    limits = Limits(text_characters=4)
    assert check_text_bytes(bytes(19), limits) is None
    assert check_text_bytes(bytes(20), limits) is not None
