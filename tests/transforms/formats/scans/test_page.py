"""A picture of a page as marks: tables by their rules, cells by their lines, whichever way the page lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import (
    Pointing,
    StandIn,
    boxed,
    coloured,
    corners_of,
    fill,
    from_aside,
    leaning,
    numpy,
    recogniser,
    ring,
    ruled,
    sheet,
    write,
)
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import ILLEGIBLE, Budget, PageMarks
from transforms.formats.pdf.tables import Grid
from transforms.formats.recognition import Recognised
from transforms.formats.scans.page import _touch, cell_boxes, cut_line, read_picture
from transforms.formats.scans.witnesses import Corners, Recogniser
from transforms.text import IMAGE, recognised_mark, without_recognised

MODULE = "transforms.formats.scans.page"
XS, YS = (50, 300, 550), (100, 180, 260)
LINES = (corners_of(120, 122, 200, 149), corners_of(120, 202, 200, 229))


def read(image: Any, eyes: Recogniser, found: Recognised | None = None, points: float | None = None) -> PageMarks:
    pixels = coloured(image) if image.ndim == 2 else image
    return read_picture(pixels, eyes, 1, Recognised() if found is None else found, Budget(1_000_000), 1000, points)


def text_of(marks: PageMarks) -> str:
    return "".join(glyph.text for glyph in marks.glyphs)


def pointing(*lines: Corners, text: str = "年") -> tuple[Recogniser, StandIn, Pointing]:
    """Who reads one text in every line, with the first witness and the finder by themselves."""
    first, finder = StandIn(lambda _: text), Pointing(lines)
    return Recogniser(first, StandIn(lambda _: text), finder), first, finder


def width_in_points(width: int, line: int) -> float:
    """How wide a page is taken to be whose lines are so high in pixels."""
    return read(sheet(width, 200), recogniser("年", lines=[corners_of(20, 50, 90, 50 + line)])).width


def all_are_sampled(count: int) -> bool:
    """Whether each of so many lines is read to see whether the page stands on its head."""
    eyes, first, _ = pointing(*(corners_of(20, 40 * place, 90, 40 * place + 30) for place in range(count)))
    read(sheet(200, 400), eyes)
    return len(first.shown) == 3 * count


def is_enlarged(high: int) -> bool:
    """Whether a line so high is shown larger than it is."""
    eyes, first, _ = pointing(corners_of(20, 40, 90, 40 + high))
    read(sheet(200, 200), eyes)
    return bool(first.shown[-1].shape[0] > first.shown[0].shape[0])


def is_turned(high: int) -> bool:
    """Whether a page is turned that has a line from top to bottom, and one so high and 450 wide."""
    marks = read(
        sheet(800, 500), recogniser("年", lines=[(corners_of(20, 20, 60, 320)), corners_of(90, 20, 540, 20 + high)])
    )
    return marks.height > marks.width


def is_set_straight_by(length: int) -> bool:
    """Whether a page without rules is turned by a line so long that leans."""
    eyes, _, finder = pointing(corners_of(40, 40, 40 + length, 70, rise=length / 20))
    read(boxed((900, 300), (40, 40, 60, 70)), eyes)
    return len(finder.shown) == 2


def is_sampled(length: int) -> bool:
    """Whether a line so long is read to see whether the page stands on its head."""
    eyes, first, _ = pointing(corners_of(20, 40, 20 + length, 70))
    read(sheet(900, 200), eyes)
    return len(first.shown) == 3


def is_blank_beside(rule: int | None) -> bool:
    """Whether the empty cell at the right of a table is blank, with a rule so far from its end or with none."""
    image = ruled(sheet(440, 300), (50, 200), (100, 180, 260), 2)
    for y in (100, 180, 260):
        fill(image, (200, y, 400, y + 2))
    if rule is not None:
        fill(image, (400 - rule, 100, 402 - rule, 262))
    found = Recognised()
    marks = read(image, recogniser("12", lines=[corners_of(70, 122, 120, 149)]), found, points=1.0)
    return not any(glyph.text == IMAGE and glyph.x > 200 for glyph in marks.glyphs)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._AT_SIDE",
        inside=lambda: is_blank_beside(rule=2),
        outside=lambda: is_blank_beside(rule=None),
        moved=-1.0,
    ),
    Threshold(
        f"{MODULE}._EM_POINTS",
        inside=lambda: 500 < width_in_points(1000, 27) < 700,
        outside=lambda: 500 < width_in_points(2000, 27) < 700,
        moved=6.0,
    ),
    Threshold(
        f"{MODULE}._LINE_TO_EM",
        inside=lambda: 500 < width_in_points(1000, 27) < 700,
        outside=lambda: 500 < width_in_points(1000, 20) < 700,
        moved=1.0,
    ),
    Threshold(f"{MODULE}._SAMPLE", inside=lambda: all_are_sampled(5), outside=lambda: all_are_sampled(6), moved=6),
    Threshold(f"{MODULE}._READ_HEIGHT", inside=lambda: is_enlarged(30), outside=lambda: is_enlarged(50), moved=70),
    Threshold(f"{MODULE}._LYING", inside=lambda: is_turned(330), outside=lambda: is_turned(250), moved=1.2),
    Threshold(
        f"{MODULE}._TELLING",
        inside=lambda: is_set_straight_by(120),
        outside=lambda: is_set_straight_by(80),
        moved=60,
    ),
    Threshold(f"{MODULE}._LONGEST_SAMPLE", inside=lambda: is_sampled(550), outside=lambda: is_sampled(700), moved=800),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def table(*places: tuple[int, int]) -> Any:
    image = ruled(sheet(600, 400), XS, YS)
    for x, y in places:
        write(image, "12", x, y)
    return image


FULL = ((120, 148), (370, 148), (120, 228), (370, 228))


def rules_of(marks: PageMarks) -> tuple[int, int]:
    return sum(rule.is_level for rule in marks.rules), sum(not rule.is_level for rule in marks.rules)


def test_each_cell_of_a_table_is_read_in_its_place() -> None:
    found = Recognised()
    marks = read(table(*FULL), recogniser("12", lines=LINES), found, points=1.0)
    assert text_of(marks) == "".join("12" + recognised_mark(number) for number in range(4))
    assert rules_of(marks) == (3, 3)
    assert (marks.width, marks.height) == (600, 400)
    for number, (x, y) in zip(found.numbers, FULL, strict=True):
        assert number.box[0] == pytest.approx(x, abs=6)
        assert number.box[3] == pytest.approx(y, abs=6)


def test_a_blank_cell_has_no_glyph() -> None:
    assert text_of(read(table(FULL[0], FULL[3]), recogniser("12", lines=LINES))).count("12") == 2


def test_a_faint_trace_and_coloured_ink_are_something_that_nobody_reads() -> None:
    image = coloured(table(FULL[0]))
    write(image, "7", 370, 148, shade=(218, 218, 218))
    fill(image, (380, 205, 400, 235), (240, 40, 60))
    marks = read(image, recogniser("12", lines=LINES), points=1.0)
    assert without_recognised(text_of(marks)) == IMAGE * 2 + "12"


def test_a_number_of_a_cut_cell_is_illegible() -> None:
    found = Recognised()
    marks = read(table(FULL[0], (280, 148)), recogniser("12", lines=LINES), found)
    assert ILLEGIBLE in text_of(marks)
    assert not found.numbers[-1].is_agreed


def test_cells_touch_along_an_edge_and_not_at_a_corner() -> None:
    """Of a number across a rule the one cell may show so little that it looks like the rule."""
    box = Box(0, 0, 10, 10)
    assert all(_touch(box, other) for other in (box, Box(10, 5, 20, 15), Box(2, 10, 8, 20)))
    assert not any(_touch(box, other) for other in (Box(10, 10, 20, 20), Box(11, 0, 20, 10), Box(0, 30, 10, 40)))


def test_witnesses_who_read_differently_leave_a_cell_illegible() -> None:
    assert without_recognised(text_of(read(table(FULL[0]), recogniser("12", "17", lines=LINES)))) == ILLEGIBLE


def test_a_number_is_read_again_from_bolder_ink() -> None:
    eyes, first, _ = pointing(*LINES, text="12")
    read(table(FULL[0]), eyes)
    plainly, boldly = first.shown[-2:]
    assert boldly.shape[0] == 80
    assert (boldly < 100).mean() > (plainly < 100).mean()


def test_a_label_in_two_lines_is_read_once() -> None:
    image = ruled(sheet(600, 400), XS, YS)
    fill(fill(image, (100, 110, 220, 130)), (100, 145, 160, 165))
    first = StandIn(lambda line: "商业企业" if line.shape[1] > 120 else "年")
    words = iter(["商业", "企业"] * 4)
    second = StandIn(lambda _: next(words))
    marks = read(image, Recogniser(first, second, Pointing()), points=1.0)
    assert text_of(marks) == "商业企业"


def test_a_seal_over_a_table_gives_no_rule() -> None:
    image = ruled(sheet(1000, 700), (50, 300, 950), (100, 180, 600))
    assert rules_of(read(ring(image, (600, 400), 66, 4), recogniser())) == (3, 3)


def is_square(marks: PageMarks) -> bool:
    """Whether the level rules begin and end at the outermost upright ones."""
    sides = sorted(rule.at for rule in marks.rules if not rule.is_level)
    rows = [rule for rule in marks.rules if rule.is_level]
    return all(abs(row.start - sides[0]) < 5 and abs(row.end - sides[-1]) < 5 for row in rows)


@pytest.mark.parametrize("degrees", [-7.0, 2.0])
def test_a_leaning_page_is_read_as_a_straight_one(degrees: float) -> None:
    marks = read(leaning(table(*FULL), degrees), recogniser("12", lines=LINES), points=1.0)
    assert (rules_of(marks), is_square(marks)) == ((3, 3), True)
    assert text_of(marks) == "".join("12" + recognised_mark(number) for number in range(4))


def test_a_page_seen_from_aside_is_read_as_a_flat_one() -> None:
    marks = read(from_aside(table(*FULL), 30), recogniser("12", lines=LINES), points=1.0)
    assert (rules_of(marks), is_square(marks)) == ((3, 3), True)
    assert text_of(marks) == "".join("12" + recognised_mark(number) for number in range(4))


def test_a_page_that_lies_on_its_side_is_turned_upright() -> None:
    lying: Sequence[Corners] = [corners_of(120, 100, 150, 300)]
    marks = read(sheet(500, 800), recogniser("年", lines=lying), points=1.0)
    assert (marks.width, marks.height) == (800, 500)


def test_a_page_that_stands_on_its_head_is_turned() -> None:
    image = fill(write(sheet(600, 400), "12", 40, 60), (150, 60, 300, 80), 255)
    fill(image, (500, 350, 520, 380))
    line = corners_of(480, 340, 560, 390)

    def right_half_is_dark(shown: Any) -> bool:
        half = shown.shape[1] // 2
        return bool((shown[:, half:] < 100).mean() > (shown[:, :half] < 100).mean())

    first = StandIn(lambda shown: "年月日" if right_half_is_dark(shown) else "年")
    finder = Pointing([line])
    read(image, Recogniser(first, StandIn(lambda _: "年"), finder))
    assert len(finder.shown) == 2
    assert (finder.shown[1] == numpy().rot90(finder.shown[0], 2)).all()


def test_a_page_without_lines_has_only_its_rules() -> None:
    marks = read(table(), recogniser())
    assert (marks.glyphs, rules_of(marks)) == ((), (3, 3))


def test_lines_within_a_table_are_not_read_twice() -> None:
    assert text_of(read(table(FULL[0]), recogniser("12", lines=LINES))).count("12") == 1


def test_a_line_outside_of_tables_is_read_at_its_corners() -> None:
    marks = read(table(), recogniser("年", lines=[corners_of(100, 300, 200, 330)]), points=1.0)
    (glyph,) = marks.glyphs
    assert (glyph.text, glyph.x0, glyph.x1) == ("年", 100, 200)
    assert 300 < glyph.baseline < 330


def test_a_line_that_leans_is_cut_straight() -> None:
    image = boxed((200, 100), (0, 0, 200, 100), shade=0)
    strip = cut_line(image, ((20, 20), (120, 40), (116, 60), (16, 40)))
    assert strip[1:] == (16, 20, 120, 60)
    assert strip.image.shape == (20 + 6, 102 + 12)
    assert (strip.image[3:-3, 6:-6] < 10).all()
    assert (strip.image[:3] == 255).all()


def test_a_merged_cell_is_one_box() -> None:
    grid = Grid((0, 10, 30), (0, 5, 9), (0, 0, 1, 2), is_open_above=False, is_open_below=False)
    assert cell_boxes(grid) == [(0, 0, 30, 5), (0, 5, 10, 9), (10, 5, 30, 9)]
