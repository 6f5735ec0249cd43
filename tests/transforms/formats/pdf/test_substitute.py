"""Fonts that a file names and does not bring along: what is read does not depend on the machine's own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Given, check
from tests.transforms.formats.pdf.drawing import PROSE, glyphs_of, lines_of, marks_of, page_of, read
from transforms.formats.pdf.substitute import use_substitute

EVIDENCE = (
    Given("transforms.formats.pdf.substitute._HANDLE", source="any handle that is not null"),
    Given("transforms.formats.pdf.substitute._FACE", source="fpdf_sysfontinfo.h: the sixth argument of MapFont"),
    Given("transforms.formats.pdf.substitute._VERSION", source="fpdf_sysfontinfo.h: the version of the structure"),
    Given("transforms.formats.pdf.substitute._CHARSET", source="fpdf_sysfontinfo.h: FXFONT_DEFAULT_CHARSET"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_lone_digit_of_a_font_that_is_not_there_is_read() -> None:
    """Without a glyph for it pdfium drops such a piece of text, and its cell looks blank."""

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.drawString(40, 400, "7")

    assert lines_of(read(draw))[0] == "7"


def test_the_width_of_a_standard_font_is_its_own() -> None:
    """1 in Helvetica is 556 thousandths of the size (Adobe's font metrics), and this file leaves the widths out."""
    use_substitute()
    (digit,) = marks_of(page_of(b"BT /F 12 Tf 40 100 Td (1) Tj ET")).glyphs
    assert digit.x1 - digit.x0 == pytest.approx(6.67, abs=0.01)
    assert glyphs_of(page_of(b"BT /F 12 Tf 40 100 Td (12) Tj ET")) == "12"
