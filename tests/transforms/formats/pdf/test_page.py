"""The characters of a page that are seen."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.pdf.drawing import glyphs_of, marks_of, page_of
from transforms.formats.pdf.marks import TooComplexError


def grey_text(grey: int) -> bytes:
    """Black is 0, the paper 255."""
    return page_of(b"%.5f g BT /F 12 Tf 40 100 Td (12) Tj ET" % (grey / 255))


def clipped_text(right: float) -> bytes:
    """A digit of 6.67 points, its middle at 43.3, in a clip that ends at `right`."""
    return page_of(b"q 0 0 %.1f 500 re W n BT /F 12 Tf 40 100 Td (1) Tj ET Q" % right)


def costs_at_most(steps: int) -> bool:
    """Whether a page with one text of two characters is read within so many steps; an object costs 60."""
    try:
        marks_of(page_of(b"BT /F 12 Tf 40 100 Td (12) Tj ET"), steps)
    except TooComplexError:
        return False
    return True


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.page._LEAST_CONTRAST",
        inside=lambda: glyphs_of(grey_text(234)),
        outside=lambda: glyphs_of(grey_text(235)),
        moved=10,
    ),
    Threshold(
        "transforms.formats.pdf.page._CLIP_SLACK",
        inside=lambda: glyphs_of(clipped_text(42.4)),
        outside=lambda: glyphs_of(clipped_text(42.2)),
        moved=0.0,
    ),
    Threshold(
        "transforms.formats.pdf.page._CHARACTER_STEPS",
        inside=lambda: costs_at_most(140),
        outside=lambda: costs_at_most(139),
        moved=30,
    ),
    Given("transforms.formats.pdf.page._HYPHEN", source="pdfium gives a hyphen at the end of a line as U+0002"),
    Given("transforms.formats.pdf.page._SPACES", source="tab, line feed and carriage return, which pdfium makes up"),
    Given("transforms.formats.pdf.page._WHITE", source="the colour of paper"),
    Given("transforms.formats.pdf.page._LETTER", source="US Letter, which pdfium assumes"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_each_character_says_where_it_stands() -> None:
    (one, two) = marks_of(page_of(b"BT /F 10 Tf 40 100 Td (1) Tj 20 0 Td (2) Tj ET")).glyphs
    assert (one.text, two.text) == ("1", "2")
    assert (round(one.x0), round(two.x0), round(one.baseline), round(one.size)) == (40, 60, 400, 10)


def test_a_space_is_no_mark_and_is_remembered() -> None:
    (one, two) = marks_of(page_of(b"BT /F 10 Tf 40 100 Td (1 2) Tj ET")).glyphs
    assert (one.follows_space, two.follows_space) == (False, True)


def test_hidden_characters_are_counted() -> None:
    marks = marks_of(page_of(b"BT /F 10 Tf 3 Tr 40 100 Td (12) Tj ET"))
    assert (marks.glyphs, marks.hidden) == ((), 2)


def test_text_that_is_set_askew_is_left_out() -> None:
    """A watermark across the page would put its digits between those of the table."""
    assert glyphs_of(page_of(b"BT /F 10 Tf 0.7 0.7 -0.7 0.7 40 100 Tm (12) Tj ET")) == ""
