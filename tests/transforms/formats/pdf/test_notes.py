"""Texts that lie on a PDF as annotations."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.pdf.drawing import raw_pdf
from transforms.formats import pdf
from transforms.formats.content import Content
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import NOTE
from transforms.formats.pdf.notes import note_glyphs, tell_notes
from transforms.limits import Limits


def note(text: str, x: int, *, kind: str = "FreeText", more: str = "") -> bytes:
    rect = f"/Rect [{x} 702 {x + 30} 716]"
    return f"<< /Type /Annot /Subtype /{kind} {rect} /Contents ({text}) /DA (/Helv 10 Tf 0 g) {more} >>".encode()


def read(*notes: bytes) -> list[object]:
    """A ruled table of one row with 1, an empty cell and 3, and notes over it."""
    lines = [f"{x} 690 m {x} 730 l S" for x in (50, 150, 250, 350)] + [f"50 {y} m 350 {y} l S" for y in (690, 730)]
    words = [f"BT /F1 12 Tf {x} 705 Td ({text}) Tj ET" for x, text in ((60, "AAAAAAAAAAAA"), (260, "3"))]
    stream = "\n".join([*lines, *words]).encode()
    refs = b" ".join(b"%d 0 R" % (6 + index) for index in range(len(notes)))
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
        b"/Annots [" + refs + b"] >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *notes,
    )
    content = pdf.read_content(data, Limits())
    assert isinstance(content, Content), content
    return list(content.blocks)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.notes._MOST_NOTES",
        inside=lambda: "[annotation]" in str(read(*[note("", 160)] * 1_999, note("5", 160))),
        outside=lambda: "[annotation]" in str(read(*[note("", 160)] * 2_000, note("5", 160))),
        moved=2_001,
    ),
    Given("transforms.formats.pdf.notes._UNSEEN", source="bits 2 and 6 of ISO 32000-1, table 165"),
    Threshold(
        "transforms.formats.pdf.notes._LONGEST_NOTE",
        inside=lambda: "[annotation]" in str(read(note(" " * 5_001, 160))),
        outside=lambda: "[annotation]" in str(read(note(" " * 4_000, 160))),
        moved=20_000,
    ),
    Given("transforms.formats.pdf.notes._MARK", source="the width of a digit in a small type"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ((), ("AAAAAAAAAAAA", "", "3")),
        ((note("679", 180),), ("AAAAAAAAAAAA", "[annotation]", "3")),
        ((note("679", 270),), ("AAAAAAAAAAAA", "", "3[annotation]")),
        ((note("679", 80),), ("AAAAAAAAAAAA", "", "3")),
        ((note("679", 180, more="/F 2"),), ("AAAAAAAAAAAA", "", "3")),
        ((note("679", 180, more="/F 32"),), ("AAAAAAAAAAAA", "", "3")),
        ((note(" ", 180),), ("AAAAAAAAAAAA", "", "3")),
        ((note("679", 180, kind="Text", more="/F 2"),), ("AAAAAAAAAAAA", "", "3")),
    ],
)
def test_a_text_over_a_cell_is_told(notes: tuple[bytes, ...], expected: tuple[str, ...]) -> None:
    assert read(*notes) == [(expected,)]


def test_a_mark_lies_in_the_middle_of_its_note() -> None:
    (glyph,) = note_glyphs([Box(10.0, 20.0, 30.0, 40.0)])
    assert (glyph.text, (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) == (NOTE, 20.0, 30.0)
    assert tell_notes("12" + NOTE) == "12[annotation]"
