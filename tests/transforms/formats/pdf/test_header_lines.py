"""Headers of tables without rules, which keep the places of their words."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.pdf.pieces import word
from transforms.formats.pdf.header_lines import header_lines, placed_text
from transforms.formats.pdf.lines import Line


def line(*parts: tuple[str, float], baseline: float = 0) -> Line:
    return tuple(word(text, x, baseline) for text, x in parts)


def numbers(count: int) -> Line:
    return line(*(("7", 50.0 * place) for place in range(count)))


HEADER = line(("自然人", 100), ("总计", 300))

EVIDENCE = (
    Threshold(
        "transforms.formats.pdf.header_lines._FEWEST_NUMBERS",
        inside=lambda: header_lines([HEADER, numbers(5)]) == {0},
        outside=lambda: header_lines([HEADER, numbers(4)]) == {0},
        moved=3,
    ),
    Threshold(
        "transforms.formats.pdf.header_lines._MOST_LINES",
        inside=lambda: len(header_lines([*[HEADER] * 16, numbers(7)])) == 16,
        outside=lambda: len(header_lines([*[HEADER] * 17, numbers(7)])) == 17,
        moved=20,
    ),
    Threshold(
        "transforms.formats.pdf.header_lines._LONGEST_WORD",
        inside=lambda: header_lines([line(("申" * 40, 0)), numbers(7)]) == {0},
        outside=lambda: header_lines([line(("申" * 41, 0)), numbers(7)]) == {0},
        moved=50,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_lines_with_digits_are_none_and_end_the_header() -> None:
    assert header_lines([HEADER, line(("2021", 0)), HEADER, numbers(7), HEADER]) == {2}


def test_a_word_stands_as_many_characters_from_the_edge_as_on_the_page() -> None:
    text = placed_text(line(("自然人", 100), ("总计", 300)))
    assert (text.index("自"), text.index("总"), len(text)) == (10, 30, 32)


def test_words_that_nearly_touch_are_parted() -> None:
    assert placed_text(line(("自然人", 100), ("总计", 131))).split() == ["自然人", "总计"]
