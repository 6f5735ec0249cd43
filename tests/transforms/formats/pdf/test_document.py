"""PDFs as a whole, and why they are not read."""

from __future__ import annotations

from typing import Any

import pytest
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import (
    CATALOGUE,
    PAPER,
    PROSE,
    grey_picture,
    lines_of,
    make_pdf,
    page_of,
    raw_pdf,
    read,
    reject,
    write,
)
from tests.transforms.formats.pdf.pieces import glyph
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.content import Content
from transforms.formats.pdf import document, read_content
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import Budget, PageMarks, TooComplexError
from transforms.limits import Limits


def can_spend(steps: int) -> bool:
    try:
        Budget(document.STEPS).spend(steps)
    except TooComplexError:
        return False
    return True


def is_scanned(text: str = "", pictures: tuple[Box, ...] = (), shapes: int = 0) -> bool:
    """Whether a file of one page, 100 × 100 points, is rejected as a picture."""
    page = PageMarks(100, 100, tuple(map(glyph, text)), (), pictures, shapes=shapes)
    rejection = document._reject_pictures([page], 1)
    return rejection is not None and "are pictures" in rejection.detail


def are_fields_drawn(count: int) -> bool:
    """Whether a page with so many annotations is read with what stands in them."""
    drawn: list[int] = []

    def note(_: Any, page: Any, index: int) -> Any:
        drawn.append(index)
        return page

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "FPDFPage_GetAnnotCount", lambda _: count)
        patch.setattr(document, "_with_filled_fields", note)
        read(write())
    return bool(drawn)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.pdf.document._HEADER", takes=(b"%PDF-1.7\n", b"%PDF-2.0"), leaves=(b"%PDF\n", b"%PDF-x")
    ),
    Pattern(
        "transforms.formats.pdf.document._PDF_DATE",
        takes=("D:20240105093000+08'00'", "20240105"),
        leaves=("2024-01-05", "D:202401", "January 2024"),
        how="match",
    ),
    Given("transforms.formats.pdf.document._HEADER_WITHIN", source="PDF Reference 1.7, appendix H.3, note 13"),
    Threshold(
        "transforms.formats.pdf.document.STEPS",
        inside=lambda: can_spend(40_000_000),
        outside=lambda: can_spend(40_000_001),
        moved=50_000_000,
    ),
    Threshold(
        "transforms.formats.pdf.document._SCAN_SHARE",
        inside=lambda: is_scanned(pictures=(Box(0, 0, 100, 50),)),
        outside=lambda: is_scanned(pictures=(Box(0, 0, 100, 49),)),
        moved=0.3,
    ),
    Threshold(
        "transforms.formats.pdf.document._FEW_CHARACTERS",
        inside=lambda: is_scanned("共" * 12, (Box(0, 0, 100, 100),)),
        outside=lambda: is_scanned("共" * 13, (Box(0, 0, 100, 100),)),
        moved=20,
    ),
    Threshold(
        "transforms.formats.pdf.document._MOST_SHAPES",
        inside=lambda: is_scanned(shapes=501),
        outside=lambda: is_scanned(shapes=500),
        moved=400,
    ),
    Threshold(
        "transforms.formats.pdf.document.MOST_ANNOTATIONS",
        inside=lambda: are_fields_drawn(5000),
        outside=lambda: are_fields_drawn(5001),
        moved=6000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_what_was_filled_into_a_form_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 300, "采购项目数量是多少，请填写")
        canvas.acroForm.textfield(name="n", x=240, y=295, width=60, height=18, value="42")

    assert ["采购项目数量是多少，请填写", "42"] in [line.split() for line in lines_of(read(draw))]


def test_metadata() -> None:
    def draw(canvas: Any) -> None:
        canvas.setTitle("示范镇年度报告")
        canvas.drawString(40, 300, PROSE)

    metadata = dict(read(draw, invariant=1).metadata)
    assert metadata["title"] == "示范镇年度报告"
    assert metadata["created"] == "2000-01-01"


def test_a_scan_is_rejected_with_or_without_a_recognised_layer() -> None:
    def plain(canvas: Any) -> None:
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)

    def layered(canvas: Any) -> None:
        canvas.drawString(40, 300, PROSE + "规章12件")
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)

    for draw in (plain, layered):
        assert reject(make_pdf(draw, draw)).reason == "scanned_pdf"
    assert "2 of 2 pages" in reject(make_pdf(plain, plain)).detail


def test_text_on_letter_paper_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawImage(grey_picture(), 0, 0, *PAPER)
        canvas.drawString(40, 300, PROSE)

    assert lines_of(read(draw)) == [PROSE]


def test_a_scanned_page_among_others_is_doubted() -> None:
    content = read(write((40, 300, "第一页")), lambda canvas: canvas.drawImage(grey_picture(), 0, 0, *PAPER))
    assert [doubt.rule for doubt in content.doubts] == ["table_is_image"]
    assert "Page 2" in content.doubts[0].message


@pytest.mark.parametrize("password", ["secret", ""])
def test_encryption(password: str) -> None:
    data = make_pdf(write(), encrypt=StandardEncryption(password, "owner"))
    content = read_content(data, Limits())
    if password:
        assert isinstance(content, Rejection)
        assert content.reason == "encrypted_file"
    else:
        assert isinstance(content, Content)
        assert lines_of(content) == [PROSE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_breaks_off_is_damaged(share: float) -> None:
    data = make_pdf(write((40, 300, "规章12件")), write())
    assert reject(data[: int(len(data) * share)]).reason == "damaged_file"


LEAF = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        ((CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 100000>>", LEAF), "too_many_pages"),
        ((CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged_file"),
        ((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", LEAF), "scanned_pdf"),
    ],
    ids=["own_child", "cycle", "many", "none", "empty"],
)
def test_hostile_page_trees(objects: tuple[bytes, ...], reason: str) -> None:
    assert reject(raw_pdf(*objects)).reason == reason


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 40], ids=["header", "garbage"])
def test_what_only_begins_like_a_pdf_is_damaged(data: bytes) -> None:
    assert recognise(data) == "application/pdf"
    assert reject(data).reason == "damaged_file"


def test_more_marks_than_any_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n // 90, n % 500 + 9, n // 90) for n in range(20_000))
    assert reject(page_of(lines)).reason == "scanned_pdf"
    monkeypatch.setattr(document, "STEPS", document.STEPS // 50)
    assert reject(page_of(lines)).reason == "too_complex"


def test_numbers_beyond_all_bounds_do_no_harm() -> None:
    stream = b"9e99 0 0 9e99 0 0 cm 0 0 m 1e38 1e38 l S BT /F 1e30 Tf 1e39 0 0 1 10 10 Tm (123) Tj ET"
    assert reject(page_of(stream)).reason == "scanned_pdf"
