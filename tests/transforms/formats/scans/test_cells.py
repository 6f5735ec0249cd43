"""What a cell of a picture shows: its lines one by one, a trace that is no blank, ink that its edge cuts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.scans.drawn import boxed, fill, grained, numpy, plain, ruled, sheet, write
from transforms.formats.scans.cells import CellPicture, read_cell_picture
from transforms.formats.scans.images import Paper

EM = 20.0
MODULE = "transforms.formats.scans.cells"


def look(image: Any, em: float = EM, rule: float = 2.0) -> CellPicture:
    """What is seen of a cell that a whole picture is."""
    height, width = image.shape
    return read_cell_picture(plain(image), (0, 0, width, height), em, rule)


def has_line(wide: int, high: int, shade: int) -> bool:
    """Whether a spot in the middle of a cell is a line to be read."""
    return bool(look(boxed((60, 40), (20, 15, 20 + wide, 15 + high), shade=shade)).lines)


def leaves_trace(shade: int, side: int, spread: float = 0.0) -> bool:
    """Whether a pale spot so large is seen on paper with some grain."""
    image = fill(sheet(120, 40, 245 if spread else 255), (50, 15, 50 + side, 15 + side), shade)
    return look(grained(image, spread)).has_ink


def look_beside(wide: int, high: int, shade: int, distance: int = 50) -> CellPicture:
    """A number with a pale spot so large beside it."""
    x = 52 + distance
    return look(fill(write(sheet(160, 40), "12", 20, 30), (x, 10, x + wide, 10 + high), shade))


def look_coloured_spot(wide: int, high: int, colour: int) -> CellPicture:
    """A number with a spot between its digits that is so far from grey."""
    black = write(sheet(120, 40), "12", 20, 30)
    grey = fill(sheet(120, 40), (35, 27, 35 + wide, 27 + high), 255 - colour)
    return read_cell_picture(Paper(black, black, grey), (0, 0, 120, 40), EM, 2.0)


def look_printed(share: float) -> CellPicture:
    """A number of whose ink so much is coloured."""
    black = fill(sheet(120, 40), (20, 10, 40, 30))
    grey = fill(sheet(120, 40), (20, 10, 40, 10 + round(20 * share)), 100)
    return read_cell_picture(Paper(black, black, grey), (0, 0, 120, 40), EM, 2.0)


def count_lines(*rows: tuple[int, int]) -> int:
    """How many lines strokes make that reach from row to row, where characters are 50 pixels high."""
    return len(look(boxed((120, 160), *((30, first, 90, last) for first, last in rows)), em=50).lines)


def has_narrow(width: int) -> bool:
    """Whether a stroke is seen in the middle of a cell so wide."""
    return look(boxed((width, 60), (1, 15, width - 1, 45)), rule=0).has_ink


def shows_above(distance: int) -> bool:
    """Whether the picture of a line shows a faint mark so far above it."""
    image = fill(boxed((120, 120), (40, 60, 80, 90)), (55, 58 - distance, 65, 60 - distance), 230)
    (strip,) = look(image).lines
    return bool((strip.image == 230).any())


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._FAINT", inside=lambda: has_line(10, 10, 200), outside=lambda: has_line(10, 10, 210), moved=215
    ),
    Given(f"{MODULE}._PAPER", source="white, in grey values of eight bits"),
    Threshold(f"{MODULE}._DARK", inside=lambda: has_line(4, 4, 150), outside=lambda: has_line(4, 4, 170), moved=180),
    Threshold(
        f"{MODULE}._SMOOTHED", inside=lambda: leaves_trace(240, 10), outside=lambda: leaves_trace(240, 3), moved=0.05
    ),
    Threshold(
        f"{MODULE}._TRACE", inside=lambda: leaves_trace(250, 10), outside=lambda: leaves_trace(252, 10), moved=0.5
    ),
    Threshold(
        f"{MODULE}._OVER_NOISE",
        inside=lambda: leaves_trace(200, 10, spread=20),
        outside=lambda: leaves_trace(246, 10, spread=20),
        moved=3,
    ),
    Threshold(
        f"{MODULE}._TRACE_BESIDE",
        inside=lambda: look_beside(10, 20, 245).is_unsure,
        outside=lambda: look_beside(10, 20, 252).is_unsure,
        moved=1.0,
    ),
    Threshold(
        f"{MODULE}._PALE_SPOT",
        inside=lambda: look(fill(sheet(180, 120), (80, 50, 89, 59), 235), em=60).has_ink,
        outside=lambda: look(fill(sheet(180, 120), (80, 50, 89, 59), 243), em=60).has_ink,
        moved=5,
    ),
    Threshold(
        f"{MODULE}._SPOT_BESIDE",
        inside=lambda: look_beside(4, 4, 215).is_unsure,
        outside=lambda: look_beside(4, 4, 235).is_unsure,
        moved=10,
    ),
    Threshold(
        f"{MODULE}._HALO",
        inside=lambda: look(fill(sheet(60, 40), (0, 10, 4, 30), 245)).has_ink,
        outside=lambda: look(fill(sheet(60, 40), (0, 10, 2, 30), 245)).has_ink,
        moved=0.0,
    ),
    Threshold(
        f"{MODULE}._COLOURED_BY",
        inside=lambda: look_coloured_spot(3, 3, 60).is_unsure,
        outside=lambda: look_coloured_spot(3, 3, 40).is_unsure,
        moved=30,
    ),
    Threshold(
        f"{MODULE}._COLOURED_SPOT",
        inside=lambda: look_coloured_spot(3, 1, 100).is_unsure,
        outside=lambda: look_coloured_spot(2, 1, 100).is_unsure,
        moved=0.001,
    ),
    Threshold(f"{MODULE}._SPOT", inside=lambda: has_line(3, 3, 0), outside=lambda: has_line(2, 2, 0), moved=0.06),
    Threshold(
        f"{MODULE}._SMALL_SPOT", inside=lambda: has_line(10, 10, 170), outside=lambda: has_line(5, 4, 170), moved=0.5
    ),
    Threshold(f"{MODULE}._LEAST_SIDE", inside=lambda: has_narrow(4), outside=lambda: has_narrow(3), moved=3),
    Threshold(
        f"{MODULE}._LINE_GAP",
        inside=lambda: count_lines((20, 50), (62, 92)) == 2,
        outside=lambda: count_lines((20, 50), (57, 87)) == 2,
        moved=0.3,
    ),
    Threshold(
        f"{MODULE}._LOWEST_LINE",
        inside=lambda: count_lines((20, 44), (59, 89)) == 2,
        outside=lambda: count_lines((20, 30), (45, 75)) == 2,
        moved=0.6,
    ),
    Threshold(
        f"{MODULE}._NEAR_LINE",
        inside=lambda: count_lines((20, 30), (52, 82)) == 1,
        outside=lambda: count_lines((20, 30), (60, 90)) == 1,
        moved=0.7,
    ),
    Threshold(
        f"{MODULE}._HIGHEST_LINE",
        inside=lambda: count_lines((20, 30), (45, 85)) == 1,
        outside=lambda: count_lines((20, 30), (45, 100)) == 1,
        moved=1.8,
    ),
    Threshold(
        f"{MODULE}._PRINT_SHARE",
        inside=lambda: not look_printed(0.9).is_unsure,
        outside=lambda: not look_printed(0.6).is_unsure,
        moved=0.5,
    ),
    Threshold(
        f"{MODULE}._SPANS",
        inside=lambda: not look(fill(sheet(80, 40), (0, 0, 4, 32), 60)).is_cut,
        outside=lambda: not look(fill(sheet(80, 40), (0, 0, 4, 24), 60)).is_cut,
        moved=0.5,
    ),
    Threshold(
        f"{MODULE}._EDGE_STROKE",
        inside=lambda: look(fill(sheet(80, 40), (0, 18, 3, 20), 60)).is_cut,
        outside=lambda: look(fill(sheet(80, 40), (0, 18, 2, 19), 60)).is_cut,
        moved=0.001,
    ),
    Threshold(
        f"{MODULE}._AROUND_INK",
        inside=lambda: not look_beside(3, 20, 225, distance=0).is_unsure,
        outside=lambda: not look_beside(3, 20, 225, distance=12).is_unsure,
        moved=0.9,
    ),
    Threshold(f"{MODULE}._MARGIN", inside=lambda: shows_above(4), outside=lambda: shows_above(12), moved=0.5),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(("x", "is_cut"), [(20, False), (-10, True), (42, True)], ids=["within", "left", "right"])
def test_a_number_that_its_cells_edge_cuts_is_marked(x: int, is_cut: bool) -> None:
    picture = look(write(sheet(70, 40), "12", x, 30))
    assert (picture.has_ink, picture.is_cut) == (True, is_cut)
    assert picture.lines


def test_a_number_that_crosses_the_rule_into_the_next_cell_is_cut_in_both() -> None:
    image = write(ruled(sheet(200, 60), (0, 100, 198), (5, 55)), "12", 84, 40)
    for box in ((3, 8, 99, 54), (103, 8, 197, 54)):
        assert read_cell_picture(plain(image), box, EM, 2.0).is_cut


def test_what_is_left_of_a_rule_at_the_edge_is_paper() -> None:
    picture = look(fill(fill(sheet(80, 40), (0, 0, 80, 2)), (0, 0, 3, 40), 120))
    assert picture == CellPicture((), has_ink=False, is_cut=False)


def test_an_empty_cell_is_blank_with_the_grain_of_its_paper() -> None:
    assert not look(sheet(80, 40)).has_ink
    assert not look(grained(sheet(80, 40, 245), 6)).has_ink


def test_a_cell_without_room_is_blank() -> None:
    assert look(sheet(80, 3)) == CellPicture((), has_ink=False)
    assert read_cell_picture(plain(sheet(80, 40)), (30, 10, 30, 30), EM, 2.0) == CellPicture((), has_ink=False)


def test_a_faint_trace_is_no_blank_and_no_line() -> None:
    picture = look(write(sheet(80, 40), "7", 30, 30, shade=215))
    assert (picture.lines, picture.has_ink) == ((), True)
    picture = look(grained(write(sheet(80, 40, 245), "7", 30, 30, shade=195), 4))
    assert picture.has_ink


def test_coloured_ink_alone_is_no_blank_and_no_line() -> None:
    paper = Paper(sheet(80, 40), write(sheet(80, 40), "7", 30, 30), sheet(80, 40))
    picture = read_cell_picture(paper, (0, 0, 80, 40), EM, 2.0)
    assert (picture.lines, picture.has_ink) == ((), True)


def test_the_lines_of_a_cell_are_cut_apart_with_their_places() -> None:
    image = write(write(sheet(140, 90), "12", 20, 35), "345", 30, 75)
    upper, lower = look(image).lines
    assert upper.y0 < 20 < upper.y1 < 45 < lower.y0 < lower.y1 < 80
    assert lower.x1 > upper.x1
    assert (lower.image == 255).all(axis=1)[0]


def test_a_line_is_cut_with_no_part_of_the_line_beside_it() -> None:
    image = boxed((100, 80), (30, 20, 70, 40), (20, 46, 80, 66))
    upper, lower = look(image).lines
    for strip in (upper, lower):
        dark = (strip.image < 100).any(axis=1)
        assert int(abs(numpy().diff(dark.astype(int))).sum()) == 2


def test_strokes_of_one_character_are_one_line() -> None:
    assert count_lines((20, 26), (44, 50)) == 1


def test_a_thin_digit_at_the_edge_is_cut_and_no_blank() -> None:
    picture = look(fill(sheet(70, 40), (0, 10, 4, 30), 40))
    assert picture == CellPicture((), has_ink=True, is_cut=True)


@pytest.mark.parametrize(("shade", "box"), [(120, (0, 18, 5, 20)), (190, (0, 18, 5, 20)), (190, (38, 35, 40, 40))])
def test_a_hyphen_that_touches_the_edge_makes_its_number_unsure(shade: int, box: tuple[int, int, int, int]) -> None:
    """-2 beside its left border at 150 dots an inch was read as 2."""
    assert look(fill(write(sheet(80, 40), "2", 12, 30), box, shade)).is_cut


@pytest.mark.parametrize("box", [(0, 5, 2, 20), (0, 0, 5, 2), (30, 38, 50, 40)])
def test_a_pale_rest_of_a_rule_runs_along_its_edge(box: tuple[int, int, int, int]) -> None:
    picture = look(fill(write(sheet(80, 40), "2", 12, 30), box, 190))
    assert (len(picture.lines), picture.is_cut) == (1, False)
