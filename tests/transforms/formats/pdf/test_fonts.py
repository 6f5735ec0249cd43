"""Fonts that do not say which characters they draw."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.pdf.drawing import CATALOGUE, page_of, raw_pdf, reject, text_of
from tests.transforms.formats.pdf.pieces import glyph
from transforms.formats.content import Content
from transforms.formats.pdf import read_content
from transforms.formats.pdf.fonts import find_broken_fonts, mask_digits_of
from transforms.formats.pdf.marks import ILLEGIBLE as LOST
from transforms.formats.pdf.marks import PageMarks
from transforms.limits import Limits


def page_of_fonts(texts: dict[int, str]) -> PageMarks:
    glyphs = tuple(glyph(char)._replace(font=font) for font, text in texts.items() for char in text)
    return PageMarks(100, 100, glyphs, (), ())


def is_read(texts: dict[int, str]) -> bool:
    return isinstance(find_broken_fonts([page_of_fonts(texts)]), frozenset)


def broken_of(texts: dict[int, str]) -> frozenset[int]:
    found = find_broken_fonts([page_of_fonts(texts)])
    assert isinstance(found, frozenset)
    return found


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.fonts._MOST_BROKEN",
        inside=lambda: is_read({1: "共" * 70, 2: LOST * 30}),
        outside=lambda: is_read({1: "共" * 69, 2: LOST * 31}),
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.pdf.fonts._BROKEN_FONT",
        inside=lambda: broken_of({1: "共" * 400, 2: "共" * 48 + LOST * 2}),
        outside=lambda: broken_of({1: "共" * 400, 2: "共" * 49 + LOST}),
        moved=0.1,
    ),
    Threshold(
        "transforms.formats.pdf.fonts._FEWEST_CODE_MARKS",
        inside=lambda: broken_of({1: "共" * 400, 2: "共!#$"}),
        outside=lambda: broken_of({1: "共" * 400, 2: "共!#"}),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_fonts_without_a_map_are_confessed() -> None:
    """Codes that a font made up for itself look like control characters and punctuation."""
    stream = b"BT /F 12 Tf 40 300 Td <0102030405060708> Tj 0 -20 Td <01020304050607080131> Tj ET"
    assert reject(page_of(stream)).reason == "unreadable_fonts"


def test_digits_of_a_font_that_is_partly_unmapped_are_not_trusted() -> None:
    stream = b"BT /F 12 Tf 40 300 Td (" + b"words that can be read and read again " * 4 + b") Tj ET "
    stream += b"BT /G 12 Tf 40 200 Td <01023132> Tj ET"
    data = raw_pdf(
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    )
    content = read_content(data, Limits())
    assert isinstance(content, Content)
    assert [doubt.rule for doubt in content.doubts] == ["unreadable_fonts"]
    assert not any(char.isdigit() for block in content.blocks for char in text_of(block))


def test_only_digits_of_a_broken_font_are_masked() -> None:
    page = page_of_fonts({1: "5", 2: "5件"})
    masked = mask_digits_of(page, frozenset({2}))
    assert [glyph.text for glyph in masked.glyphs] == ["5", LOST, "件"]
    assert mask_digits_of(page, frozenset()) is page
