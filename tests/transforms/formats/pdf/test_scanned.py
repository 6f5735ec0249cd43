"""Pages that are pictures, and pictures on pages, as somebody reads them who is no engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.pdf.drawing import PAPER, PROSE, grey_picture, make_pdf
from tests.transforms.formats.pdf.pieces import glyph
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.formats.pdf import read_content
from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.marks import PageMarks
from transforms.formats.pdf.scanned import _has_room, _with_picture
from transforms.limits import Limits


@dataclass
class Reader:
    """Sees a table of two cells in every picture, or nothing."""

    sees: bool = True
    pixels: int = 40_000_000
    seen: list[tuple[tuple[int, ...], int, float | None]] = field(default_factory=list)

    def read_marks(self, pixels: Any, page: int, points: float | None = None) -> PageMarks | None:
        self.seen.append((pixels.shape, page, points))
        if not self.sees:
            return None
        level = (Rule(True, y, 10, 90) for y in (10, 30))
        upright = (Rule(False, x, 10, 30) for x in (10, 50, 90))
        glyphs = (glyph("规", 15, 24), glyph("章", 25, 24), glyph("7", 60, 24))
        return PageMarks(100, 100, glyphs, (*level, *upright), ())


def read_pictured(reader: Reader, draw: Any) -> Content | Rejection:
    pytest.importorskip("numpy")
    return read_content(make_pdf(draw), Limits(), reader)


def scan(canvas: Any) -> None:
    canvas.drawImage(grey_picture(), 0, 0, *PAPER)


def page_with_picture(canvas: Any) -> None:
    canvas.drawString(40, PAPER[1] - 40, PROSE)
    canvas.drawImage(grey_picture(), 100, 100, 300, 200)


def height_of_drawing() -> int:
    reader = Reader()
    read_pictured(reader, scan)
    return int(reader.seen[0][0][0] / PAPER[1] * 100)


def has_room(width: float, *places: float) -> bool:
    """Whether a picture that shows level rules has room in a place of 100 points."""
    shown = PageMarks(width, 100, (), tuple(Rule(True, at, 10, 90) for at in places), ())
    return _has_room(shown, Box(0, 0, 100, 200))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.scanned._SAME_SIZE",
        inside=lambda: has_room(101, 10, 15),
        outside=lambda: has_room(104, 10, 15),
        moved=0.9,
    ),
    Threshold(
        "transforms.formats.pdf.scanned._DOUBLE",
        inside=lambda: has_room(200, 10, 12, 40),
        outside=lambda: has_room(200, 10, 14, 40),
        moved=5.0,
    ),
    Threshold(
        "transforms.formats.pdf.scanned._CLOSEST",
        inside=lambda: has_room(200, 10, 23),
        outside=lambda: has_room(200, 10, 21),
        moved=5.0,
    ),
    Given("transforms.formats.pdf.scanned._INCH", source="72 points are an inch (ISO 32000-1, 8.3.2.3)"),
    Threshold(
        "transforms.formats.pdf.scanned._DOTS",
        inside=lambda: height_of_drawing() >= 277,
        outside=lambda: height_of_drawing() > 278,
        moved=300,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_scan_is_read_as_if_it_had_text() -> None:
    content = read_pictured(Reader(), scan)
    assert isinstance(content, Content)
    assert content.blocks == ((("规章", "7"),),)
    assert content.doubts == ()


def test_a_scan_that_shows_nothing_waits_as_before() -> None:
    content = read_pictured(Reader(sees=False), scan)
    assert isinstance(content, Rejection)
    assert content.reason == "scanned_pdf"


def test_a_picture_that_was_turned_is_made_as_small_as_its_place() -> None:
    """It shows a page twice as wide as its place is: nothing of it stands beside that place."""
    place = Box(100, 100, 200, 300)
    shown = PageMarks(200, 100, (glyph("7", 180, 24),), (Rule(True, 90, 10, 190), Rule(False, 190, 0, 90)), ())
    page = _with_picture(PageMarks(500, 500, (), (), (place,)), place, shown)
    (seven,) = page.glyphs
    assert (seven.x0, seven.y1 - seven.y0) == (190, (shown.glyphs[0].y1 - shown.glyphs[0].y0) / 2)
    assert page.rules == (Rule(True, 145, 105, 195), Rule(False, 195, 100, 145))
    assert page.pictures == ()


def test_a_picture_on_a_page_is_read_in_its_place() -> None:
    reader = Reader()
    content = read_pictured(reader, page_with_picture)
    assert isinstance(content, Content)
    assert [block for block in content.blocks if not isinstance(block, str)] == [(("规章", "7"),)]
    assert PROSE in "".join(block for block in content.blocks if isinstance(block, str))
    [(shape, page, points)] = reader.seen
    assert (shape[2], page) == (3, 1)
    assert abs(shape[0] * (points or 0) - 200) < 1


def test_a_small_picture_is_left() -> None:
    reader = Reader()

    def draw(canvas: Any) -> None:
        canvas.drawString(40, PAPER[1] - 40, PROSE)
        canvas.drawImage(grey_picture(), 100, 100, 40, 15)

    read_pictured(reader, draw)
    assert reader.seen == []


def test_a_page_of_more_pixels_than_are_read_is_no_page_to_read() -> None:
    reader = Reader(pixels=1000)
    content = read_pictured(reader, scan)
    assert isinstance(content, Rejection)
    assert reader.seen == []
