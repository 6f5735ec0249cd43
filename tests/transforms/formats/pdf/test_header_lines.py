"""Headers of tables without rules, which keep the places of their words."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.pdf.pieces import word
from transforms.formats.pdf.header_lines import header_lines, place_unit, placed_text, rows_and_pieces
from transforms.formats.pdf.lines import Line
from transforms.formats.pdf.marks import TooComplexError
from transforms.text import display_width


def line(*parts: tuple[str, float], baseline: float = 0) -> Line:
    return tuple(word(text, x, baseline) for text, x in parts)


def numbers(count: int) -> Line:
    return line(*(("7", 50.0 * place) for place in range(count)))


def small(text: str, part: float) -> Line:
    """A label whose characters are a part as wide as those of the numbers."""
    [whole] = line((text, 100))
    return (whole._replace(x1=whole.x0 + part * whole.size * len(text)),)


HEADER = line(("自然人", 100), ("总计", 300))


def is_placed(x: float) -> bool:
    try:
        return bool(placed_text(line(("7", x)), 5))
    except TooComplexError:
        return False


EVIDENCE = (
    Threshold(
        "transforms.formats.pdf.header_lines._FEWEST_VALUES",
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
    Threshold(
        "transforms.formats.pdf.header_lines._LONGEST_PIECE",
        inside=lambda: rows_and_pieces([line(("条" * 8, 0)), HEADER]) == {0, 1},
        outside=lambda: rows_and_pieces([line(("条" * 9, 0)), HEADER]) == {0, 1},
        moved=10,
    ),
    Threshold(
        "transforms.formats.pdf.header_lines._MOST_PLACES",
        inside=lambda: is_placed(29_999),
        outside=lambda: is_placed(30_001),
        moved=7000,
    ),
    Threshold(
        "transforms.formats.pdf.header_lines._LEAST_PART",
        inside=lambda: place_unit([numbers(5), small("自然人", 0.5)], {1}) == numbers(1)[0].size / 4,
        outside=lambda: place_unit([numbers(5), small("自然人", 0.4)], {1}) == numbers(1)[0].size / 5,
        moved=0.3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_lines_with_digits_are_none_and_end_the_header() -> None:
    assert header_lines([HEADER, line(("2021", 0)), HEADER, numbers(7), HEADER]) == {2}


def test_the_marks_of_blank_cells_stand_in_columns_as_numbers_do() -> None:
    row = line(*((mark, 50.0 * place) for place, mark in enumerate(("—", "401", "10", "—", "—", "—", "411"))))
    words = line(*(("—", 9.0 * place) for place in range(7)))
    assert header_lines([HEADER, row, HEADER, words]) == {0}


def test_a_word_stands_as_many_digits_from_the_edge_as_on_the_page() -> None:
    text = placed_text(line(("自然人", 100), ("总计", 300), ("7", 335)), 5)
    assert [display_width(text[: text.index(word)]) for word in ("自", "总", "7")] == [20, 60, 67]


@pytest.mark.parametrize("x", [1e12, -1e12, float("inf"), float("nan")])
def test_a_word_that_stands_on_no_paper_is_placed_nowhere(x: float) -> None:
    assert not is_placed(x)


def test_short_lines_beside_those_in_columns_keep_their_places() -> None:
    piece = line(("条", 100))
    assert rows_and_pieces([piece, piece, HEADER, piece, piece]) == {1, 2, 3}


def test_words_that_nearly_touch_are_parted_in_a_header_alone() -> None:
    words = line(("自然人", 100), ("总计", 131))
    assert placed_text(words, 5).split() == ["自然人", "总计"]
    assert placed_text(words, 5, is_header=False).split() == ["自然人总计"]


def test_places_are_counted_in_the_digits_of_most_numbers() -> None:
    lines = [numbers(3), (word("7", 0, 0)._replace(size=8.0),)]
    assert place_unit(lines) == place_unit([numbers(1)]) == numbers(1)[0].size / 2
    assert place_unit([HEADER]) == HEADER[0].size / 2
    assert place_unit([]) > 0


def test_labels_smaller_than_the_numbers_push_each_other_from_no_place() -> None:
    """Else 91 stands under 本年新公开数量 in the text, and on the page under 对外公开总数量."""
    first, second = (*small("本年新制作数量", 0.8), small("本年新公开数量", 0.8)[0]._replace(x0=160, x1=216))
    lines = [(first, second), (word("91", 160, 20),)]
    header, row = (placed_text(line, place_unit(lines, {0, 1})) for line in lines)
    assert display_width(header.removesuffix(second.text)) == len(row.removesuffix("91"))
