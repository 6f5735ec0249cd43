"""Rules of a picture are found, what is none is left, and a page that lies askew is set straight by them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import (
    XS,
    YS,
    boxed,
    corners_of,
    fill,
    grained,
    ring,
    ruled,
    sheet,
    table,
    write,
)
from transforms.formats.scans.ruled import _usual_thickness, find_segments, rule_masks

MODULE = "transforms.formats.scans.ruled"
SIDE = 1000
"""Pixels of the longer side of most pages here: a rule is 31 long at least."""


def count(image: Any, *, is_level: bool) -> int:
    """How many rules of one direction a picture has."""
    return sum(segment.is_level is is_level for segment in find_segments(image))


def has_stroke(length: int, thickness: int = 2, shade: int = 0, side: int = SIDE) -> bool:
    """Whether a stroke by itself is as long, thick and dark as a rule."""
    image = boxed((side, 200), (100, 90, 100 + length, 90 + thickness), shade=shade)
    return bool(rule_masks(image)[0].any())


def low_row(height: int, thickness: int = 2, gap: int = 0, shade: int = 0) -> int:
    """How many upright rules are found in a row from rule to rule so high, where three have a gap or are paler."""
    bottom = 60 + height
    image = boxed((SIDE, 300), (50, 60, 850, 60 + thickness), (50, bottom, 850, bottom + thickness))
    for x, y in ((100, 70), (400, 78), (700, 86)):
        fill(image, (x, 60 + thickness, x + thickness, bottom), shade)
        fill(image, (x, y, x + thickness, y + gap), 255)
    return count(image, is_level=False)


def open_row(count: int, span: int = 700, height: int = 58, em: float = 20.0) -> int:
    """How many upright rules are found that begin in the open beside each other and end at a rule."""
    places = (100 + span * place // max(1, count - 1) for place in range(count))
    uprights = ((x, 118 - height, x + 2, 118) for x in places)
    found = find_segments(boxed((SIDE, 300), (50, 118, 850, 120), *uprights), em)
    return sum(not segment.is_level for segment in found)


def word_strokes(length: int, em: float) -> int:
    """How many rules a stroke by itself makes where characters are so high."""
    return len(find_segments(boxed((SIDE, 200), (100, 90, 100 + length, 92)), em))


def kept_frame(thickness: int) -> int:
    """How many level rules a table has whose uppermost is so thick, the others being 4 pixels."""
    image = ruled(sheet(SIDE, 500), (50, 400, 800), (100, 200, 300, 400), 4)
    return count(fill(image, (50, 100 - thickness, 804, 100)), is_level=True)


def free_strokes(length: int) -> int:
    return len(find_segments(boxed((SIDE, 200), (100, 90, 100 + length, 92))))


def hanging_uprights(distance: int) -> int:
    """How many upright strokes are rules that end so far from the level rules above and below."""
    image = boxed((SIDE, 300), (50, 60, 850, 62), (50, 122, 850, 124), (400, 62 + distance, 402, 122 - distance))
    return count(image, is_level=False)


def has_bridged(gap: int) -> bool:
    """Whether pieces that are too short for rules make one over a gap."""
    return bool(rule_masks(boxed((3000, 60), (100, 30, 160, 32), (160 + gap, 30, 220 + gap, 32)))[0].any())


def joined_by_smudge(lower: int) -> int:
    """How many level rules there are where a smudge joins one of 300 pixels with one so long."""
    image = boxed((SIDE, 300), (100, 60, 400, 62), (100, 62, 135, 102), (100, 102, 100 + lower, 104))
    return count(image, is_level=True)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._INK",
        inside=lambda: low_row(25, shade=160) == 3,
        outside=lambda: low_row(25, shade=190) == 3,
        moved=200,
    ),
    Threshold(f"{MODULE}._RULE_PART", inside=lambda: has_stroke(40), outside=lambda: has_stroke(25), moved=50),
    Threshold(f"{MODULE}._THICK", inside=lambda: kept_frame(5) == 4, outside=lambda: kept_frame(9) == 4, moved=3.5),
    Threshold(
        f"{MODULE}._SHORT_EM", inside=lambda: word_strokes(120, 20), outside=lambda: word_strokes(100, 20), moved=8.0
    ),
    Threshold(
        f"{MODULE}._CUT_ROW_EM", inside=lambda: open_row(4, em=40), outside=lambda: open_row(4, em=50), moved=1.0
    ),
    Threshold(f"{MODULE}._CUT_ROW_SPAN", inside=lambda: open_row(4), outside=lambda: open_row(4, span=300), moved=0.2),
    Threshold(f"{MODULE}._FEWEST_ALIKE", inside=lambda: open_row(3), outside=lambda: open_row(2), moved=2),
    Threshold(f"{MODULE}._SHORT", inside=lambda: free_strokes(80), outside=lambda: free_strokes(60), moved=3.0),
    Threshold(
        f"{MODULE}._LOW_ROW",
        inside=lambda: low_row(40, gap=3) == 3,
        outside=lambda: low_row(50, gap=3) == 3,
        moved=1.8,
    ),
    Threshold(
        f"{MODULE}._APART",
        inside=lambda: low_row(17, thickness=4) == 3,
        outside=lambda: low_row(13, thickness=4) == 3,
        moved=2,
    ),
    Threshold(
        f"{MODULE}._LOWEST_BAND",
        inside=lambda: low_row(8, thickness=1) == 3,
        outside=lambda: low_row(7, thickness=1) == 3,
        moved=3,
    ),
    Threshold(
        f"{MODULE}._FILLED",
        inside=lambda: low_row(28, gap=2) == 3,
        outside=lambda: low_row(28, gap=5) == 3,
        moved=0.7,
    ),
    Threshold(
        f"{MODULE}._NEAR_PART",
        inside=lambda: hanging_uprights(4) == 1,
        outside=lambda: hanging_uprights(10) == 1,
        moved=80,
    ),
    Threshold(
        f"{MODULE}._ACROSS_PART",
        inside=lambda: has_stroke(600, 9, 190, side=2400),
        outside=lambda: has_stroke(600, 16, 190, side=2400),
        moved=120,
    ),
    Threshold(
        f"{MODULE}._CONTRAST",
        inside=lambda: has_stroke(300, shade=225),
        outside=lambda: has_stroke(300, shade=240),
        moved=10,
    ),
    Threshold(f"{MODULE}._GAP_PART", inside=lambda: has_bridged(4), outside=lambda: has_bridged(9), moved=250),
    Threshold(
        f"{MODULE}._WHOLE_ROW",
        inside=lambda: joined_by_smudge(200) == 2,
        outside=lambda: joined_by_smudge(150) == 2,
        moved=0.4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_rules_of_a_table_are_found_where_they_are() -> None:
    segments = find_segments(table())
    assert [rule.at for rule in segments if rule.is_level] == pytest.approx([y + 1 for y in YS], abs=1)
    assert sorted(rule.at for rule in segments if not rule.is_level) == pytest.approx([x + 1 for x in XS], abs=1)
    for rule in segments:
        ends = (XS[0], XS[-1] + 2) if rule.is_level else (YS[0], YS[-1] + 2)
        assert (rule.start, rule.end) == pytest.approx(ends, abs=2)


def test_pale_rules_on_grainy_paper_are_found() -> None:
    image = grained(table(shade=200), 3)
    assert (count(image, is_level=True), count(image, is_level=False)) == (4, 4)


def test_digits_and_titles_are_no_rules() -> None:
    image = write(write(sheet(1600, 500), "1234567890", 60, 100, 24), "471", 60, 300, 44)
    assert find_segments(image) == []


def test_empty_paper_has_no_rules() -> None:
    assert find_segments(sheet(300, 200)) == []


def test_a_seals_ring_gives_no_rule() -> None:
    seal = ring(sheet(SIDE, 500), (400, 300), 66, 4)
    assert any(mask.any() for mask in rule_masks(seal))
    assert find_segments(seal) == []
    assert len(find_segments(ring(ruled(sheet(SIDE, 500), XS, YS), (400, 300), 66, 4))) == 8


def test_a_bar_is_no_rule_of_a_table() -> None:
    assert count(fill(table(), (60, 430, 720, 450)), is_level=True) == 4


def test_upright_rules_of_a_row_lower_than_the_shortest_rule_are_found() -> None:
    assert not rule_masks(boxed((SIDE, 300), (100, 60, 102, 80)))[1].any()
    assert low_row(20) == 3


def test_digits_in_a_low_row_are_no_rules() -> None:
    image = boxed((SIDE, 300), (50, 60, 850, 62), (50, 86, 850, 88))
    assert count(write(image, "1111", 400, 82, 16), is_level=False) == 0


def test_rules_that_a_smudge_joins_are_two() -> None:
    assert joined_by_smudge(290) == 2


def test_strokes_of_letters_do_not_say_how_thick_rules_are() -> None:
    image = ruled(sheet(600, 400), (20, 300, 560), (20, 120, 220, 320, 380), 6)
    for row in range(40, 110, 8):
        fill(image, (40, row, 120, row + 1))
    assert sum(segment.thickness > 4 for segment in find_segments(image, 30.0)) == 8
    assert 6 <= _usual_thickness(find_segments(image, 30.0), SIDE) <= 7
    assert _usual_thickness([], SIDE) == 1


def test_the_upright_rules_of_a_row_that_a_page_break_cuts_are_kept() -> None:
    image = boxed((SIDE, 300), (50, 118, 850, 120), *((x, 60, x + 2, 118) for x in (50, 300, 600, 848)))
    assert count(image, is_level=False) == 4
    assert count(boxed((SIDE, 300), (50, 118, 850, 120), (300, 60, 302, 118)), is_level=False) == 0


def test_digits_that_stand_on_a_rule_are_no_rules() -> None:
    table = ruled(sheet(640, 240), (20, 220, 420, 620), (20, 60, 100, 140), 2)
    known = count(table, is_level=False)
    for x in (100, 112, 124, 300, 312, 500):
        fill(table, (x, 35, x + 3, 58))
    assert count(table, is_level=False) == known
    assert sum(not one.is_level for one in find_segments(table, 25.0)) == known


def test_the_piece_of_a_rule_that_broke_is_kept() -> None:
    table = fill(ruled(sheet(640, 400), (20, 220, 420, 620), range(20, 360, 40), 2), (220, 280, 222, 288), 255)
    assert max(one.end for one in find_segments(table, 26.0) if abs(one.at - 221) < 2) > 338


def test_the_strokes_of_letters_within_a_line_are_no_rules() -> None:
    letter = ruled(sheet(640, 240), (100, 130, 160), (60, 90, 120), 4)
    assert find_segments(letter, 50.0)
    assert find_segments(letter, 50.0, [corners_of(90, 50, 400, 130)]) == []
