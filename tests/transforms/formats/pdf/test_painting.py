"""What hides text and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.utils import ImageReader

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.pdf.drawing import (
    CATALOGUE,
    PROSE,
    glyphs_of,
    grey_picture,
    lines_of,
    make_pdf,
    marks_of,
    page_of,
    raw_pdf,
    read,
)
from transforms.formats.pdf import painting
from transforms.formats.pdf.marks import TooComplexError

TEXT = b"BT /F 12 Tf 40 100 Td (12) Tj ET"


def nested_forms(depth: int) -> bytes:
    """A text inside of forms, each of which holds the next."""
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]"
    forms = [
        head + b"/Resources<</XObject<</X %d 0 R>>>>/Length 5>>stream\n/X Do\nendstream" % (number + 1)
        for number in range(6, 5 + depth)
    ]
    last = head + b"/Resources<</Font<</F 5 0 R>>>>/Length %d>>stream\n%s\nendstream" % (len(TEXT), TEXT)
    return raw_pdf(CATALOGUE, pages, page, b"<</Length 5>>stream\n/X Do\nendstream", font, *forms, last)


def text_below_picture(width: float, height: float) -> bytes:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 40, "12")
        canvas.drawImage(grey_picture(), 0, 0, width, height)

    return make_pdf(draw)


def text_below_veil(alpha: int) -> bytes:
    """A text below a picture of half a page that lets it show by `alpha` of 255."""

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 40, "12")
        veil = ImageReader(Image.new("RGBA", (24, 24), (200, 0, 0, alpha)))
        canvas.drawImage(veil, 0, 0, 400, 250, mask="auto")

    return make_pdf(draw)


def is_rendered(width: int, height: int) -> bool:
    """Whether a picture of so many pixels is rendered to see what shows through it."""
    rendered: list[bool] = []

    def say_size(item: Any, wide: Any, high: Any) -> bool:
        wide.value, high.value = width, height
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "FPDFImageObj_GetImagePixelSize", say_size)
        patch.setattr(raw, "FPDFImageObj_GetRenderedBitmap", lambda *_: rendered.append(True))
        painting._is_see_through(None, None, None)
    return bool(rendered)


def text_in_clips(number: int) -> bytes:
    """A text in so many clips, the last of which leaves nothing of it."""
    return page_of(
        b"q " + b"0 0 m 900 0 l 0 900 l h W n " * (number - 1) + b"200 200 m 209 200 l 200 209 l h W n " + TEXT + b" Q"
    )


def text_in_clip(corners: int) -> bytes:
    """A text clipped away by one path of so many points."""
    points = b"".join(b"%d %d l " % (200 + place % 2 * 9, 200 + place) for place in range(1, corners))
    return page_of(b"q 200 200 m " + points + b"W n " + TEXT + b" Q")


def costs_at_most(steps: int) -> bool:
    """Whether a page with one line, of two segments, is read within so many steps."""
    try:
        marks_of(page_of(b"0 100 m 50 100 l S"), steps)
    except TooComplexError:
        return False
    return True


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.painting._DEEPEST_FORM",
        inside=lambda: glyphs_of(nested_forms(12)),
        outside=lambda: glyphs_of(nested_forms(13)),
        moved=20,
    ),
    Threshold(
        "transforms.formats.pdf.painting._LARGE_PICTURE",
        inside=lambda: not glyphs_of(text_below_picture(300, 101)),
        outside=lambda: not glyphs_of(text_below_picture(300, 99)),
        moved=0.1,
    ),
    Threshold(
        "transforms.formats.pdf.painting._LARGEST_PIXELS",
        inside=lambda: is_rendered(8000, 5000),
        outside=lambda: is_rendered(8000, 5001),
        moved=50_000_000,
    ),
    Threshold(
        "transforms.formats.pdf.painting._OPAQUE_SAMPLE",
        inside=lambda: glyphs_of(text_below_veil(249)),
        outside=lambda: glyphs_of(text_below_veil(250)),
        moved=240,
    ),
    Threshold(
        "transforms.formats.pdf.painting._MOST_CLIPS",
        inside=lambda: not glyphs_of(text_in_clips(64)),
        outside=lambda: not glyphs_of(text_in_clips(65)),
        moved=70,
    ),
    Threshold(
        "transforms.formats.pdf.painting._FEWEST_CORNERS",
        inside=lambda: not glyphs_of(text_in_clip(3)),
        outside=lambda: not glyphs_of(text_in_clip(2)),
        moved=2,
    ),
    Threshold(
        "transforms.formats.pdf.painting._MOST_CORNERS",
        inside=lambda: not glyphs_of(text_in_clip(256)),
        outside=lambda: not glyphs_of(text_in_clip(257)),
        moved=300,
    ),
    Threshold(
        "transforms.formats.pdf.painting._OBJECT_STEPS",
        inside=lambda: costs_at_most(62),
        outside=lambda: costs_at_most(61),
        moved=50,
    ),
    Given(
        "transforms.formats.pdf.painting._OPAQUE",
        source="ISO 32000-1, 11.3.5: what states no alpha is opaque; of 255 steps",
    ),
    Given(
        "transforms.formats.pdf.painting._SAMPLES", source="how fine a picture is looked at; decides nothing by itself"
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_invisible_text_is_not_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        for place, mode in enumerate((3, 7)):
            text = canvas.beginText(40, 400 - 20 * place)
            text.setTextRenderMode(mode)
            text.textOut("11")
            canvas.saveState()
            canvas.drawText(text)
            canvas.restoreState()
        canvas.drawString(500, 300, "12")
        canvas.drawString(40, 280, "13")
        canvas.setFillGray(1)
        canvas.rect(38, 276, 40, 16, stroke=0, fill=1)
        canvas.drawString(40, 260, "14")
        canvas.setFillColorRGB(0.2, 0.2, 0.6)
        canvas.rect(38, 236, 80, 16, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(40, 240, "15件")
        canvas.setFillGray(0)
        path = canvas.beginPath()
        path.rect(40, 200, 60, 16)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(40, 180, "16")
        canvas.drawString(40, 203, "17件")

    assert lines_of(read(draw)) == ["15件", "17件", PROSE]


def test_a_seal_over_a_number_hides_nothing() -> None:
    """A see-through picture of half a page is what a seal or a watermark is."""
    assert glyphs_of(text_below_veil(0)) == "12"
    assert glyphs_of(text_below_veil(255)) == ""
