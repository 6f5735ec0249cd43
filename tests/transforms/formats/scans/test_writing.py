"""What two witnesses read of a line stands on the page as characters, and numbers carry their recognition."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import boxed
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import ILLEGIBLE, RECOGNISED_FONT, Glyph
from transforms.formats.recognition import Recognised
from transforms.formats.scans import writing
from transforms.formats.scans.cells import Strip
from transforms.formats.scans.witnesses import Line
from transforms.formats.scans.writing import Writer
from transforms.text import IMAGE, LOST, recognised_mark, recognised_numbers, without_recognised

POINTS, EM = 0.5, 12.0
MODULE = "transforms.formats.scans.writing"


def line(*texts: str, confidence: float = 0.9) -> list[Line]:
    return [Line(text, confidence) for text in texts]


def strip_of(image: Any = None, high: int = 20) -> Strip:
    """A line of a hundred pixels from (40, 60) on."""
    drawn = boxed((100, 30), *((x, 5, x + 10, 25) for x in (20, 35))) if image is None else image
    return Strip(drawn, 40, 60, 140, 60 + high)


def writer(found: Recognised | None = None) -> Writer:
    return Writer(1, POINTS, EM, Recognised() if found is None else found)


def written(
    first: list[Line],
    second: list[Line] | None = None,
    *,
    found: Recognised | None = None,
    in_cell: bool = True,
    is_cut: bool = False,
) -> str:
    """The text of a line that two read alike, or one so and one otherwise."""
    glyphs = writer(found).write(strip_of(), first, first if second is None else second, in_cell=in_cell, is_cut=is_cut)
    return "".join(glyph.text for glyph in glyphs)


def free_glyph(high: int = 40) -> Glyph:
    """A character of a line outside tables that is so many pixels high, two of which are a point."""
    return next(writer().write(strip_of(high=high), line("年"), line("年"), in_cell=False))


def is_in_the_middle(part: float) -> bool:
    """Whether a digit with its foot on the baseline, so high in parts of its size, stands in the middle of its line."""
    glyph = free_glyph()
    return abs(glyph.baseline - part * glyph.size / 2 - 40) < 1


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._MIDDLE", inside=lambda: is_in_the_middle(0.7), outside=lambda: is_in_the_middle(1.0), moved=0.5
    ),
    Threshold(
        f"{MODULE}._SIZE_OF_LINE",
        inside=lambda: 14 < free_glyph(40).size < 16,
        outside=lambda: 14 < free_glyph(60).size < 16,
        moved=1.0,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_that_both_read_stands_with_its_recognition() -> None:
    found = Recognised()
    text = written(line("12", confidence=0.8), line("12", confidence=0.7), found=found)
    assert text == "12" + recognised_mark(0)
    (number,) = found.numbers
    assert (number.page, number.box, number.readings) == (1, (20, 30, 70, 40), ("12",))
    assert (number.confidence, number.is_agreed) == (0.7, True)
    assert number.crop.startswith(b"\x89PNG")


def test_a_number_that_two_read_differently_is_illegible_and_kept() -> None:
    found = Recognised()
    assert written(line("12"), line("17"), found=found) == ILLEGIBLE + recognised_mark(0)
    (number,) = found.numbers
    assert (number.readings, number.is_agreed) == (("12", "17"), False)


def test_a_number_of_a_cut_cell_is_not_agreed() -> None:
    found = Recognised()
    assert written(line("12"), is_cut=True, found=found) == ILLEGIBLE + recognised_mark(0)
    assert not found.numbers[0].is_agreed
    assert written(line("12"), is_cut=False) == "12" + recognised_mark(0)


def test_all_readings_of_all_pictures_are_kept_once() -> None:
    found = Recognised()
    first = [Line("1.2", 0.5), Line("12", 0.9)]
    written(first, line("12", "1.2", confidence=0.8), found=found)
    assert found.numbers[0].readings == ("1.2", "12")
    assert found.numbers[0].confidence == 0.8


def test_digits_at_one_distance_are_said_to_be() -> None:
    places = ((5, 25, 45, 65), (5, 25, 57, 77))
    even, uneven = (boxed((100, 40), *((x, 8, x + 10, 32) for x in xs), shade=30) for xs in places)
    for image, is_even in ((even, True), (uneven, False)):
        found = Recognised()
        list(writer(found).write(strip_of(image), line("1234"), line("1234"), in_cell=True))
        assert found.numbers[0].is_even is is_even


def test_a_dash_that_both_read_is_one_without_recognition() -> None:
    found = Recognised()
    assert written(line("—"), line("－"), found=found) == "-"
    assert found.numbers == []


@pytest.mark.parametrize(("first", "second"), [("—", ""), ("", ""), ("O", "o")])
def test_what_may_be_a_number_is_illegible(first: str, second: str) -> None:
    found = Recognised()
    assert written(line(first), line(second), found=found) == ILLEGIBLE + recognised_mark(0)
    assert not found.numbers[0].is_agreed


def test_the_numbers_of_a_sentence_have_a_recognition_each() -> None:
    found = Recognised()
    text = written(line("收到申请12件，办结9件。"), found=found, in_cell=False)
    assert without_recognised(text) == "收到申请12件,办结9件。"
    assert recognised_numbers(text) == (0, 1)
    assert text[6] == recognised_mark(0)
    assert found.has_prose


def test_a_digit_of_a_sentence_that_only_one_read_is_lost() -> None:
    assert LOST in written(line("全年收到申请12件办结"), line("全年收到申请17件办结"), in_cell=False)


def test_a_cell_and_a_heading_are_no_prose() -> None:
    found = Recognised()
    written(line("全年收到申请12件，办结9件。"), found=found, in_cell=True)
    written(line("三、主动公开情况"), found=found, in_cell=False)
    assert not found.has_prose


@pytest.mark.parametrize("text", ["12", "收到申请12件"])
def test_too_many_recognitions_make_numbers_illegible(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(writing, "MOST_RECOGNISED", 1)
    found = Recognised()
    assert ILLEGIBLE not in written(line(text), found=found)
    assert "2" + ILLEGIBLE in written(line(text), found=found)
    assert len(found.numbers) == 1


def test_characters_stand_side_by_side_over_their_line() -> None:
    glyphs = list(writer().write(strip_of(), line("合计 12"), line("合计 12"), in_cell=True))
    assert without_recognised("".join(glyph.text for glyph in glyphs)) == "合计12"
    assert (glyphs[0].x0, glyphs[-1].x1) == pytest.approx((20, 70))
    assert glyphs[0].x1 - glyphs[0].x0 == pytest.approx(2 * (glyphs[-1].x1 - glyphs[-1].x0))
    assert glyphs[2].x0 > glyphs[1].x1
    for glyph in glyphs:
        assert (glyph.size, glyph.font, glyph.quarter) == (EM, RECOGNISED_FONT, 0)
        assert glyph.y0 < glyph.baseline < glyph.y1
        assert (glyph.y0 + glyph.y1) / 2 == pytest.approx(35)


def test_each_line_is_a_text_object_of_its_own() -> None:
    pen = writer()
    runs = [next(pen.write(strip_of(), line("年"), line("年"), in_cell=True)).run for _ in range(2)]
    assert runs[0] != runs[1]


def test_something_that_nobody_reads_has_a_sign_in_its_cell() -> None:
    glyph = writer().write_unread(Box(10, 20, 50, 40))
    assert glyph.text == IMAGE
    assert glyph.x0 < 30 < glyph.x1
    assert Box(10, 20, 50, 40).holds(glyph.x, glyph.baseline)
