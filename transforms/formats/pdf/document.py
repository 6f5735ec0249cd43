"""A PDF as a whole: whether it is one, what can be said of its pages together, and why it is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from transforms.doubts import Doubt, Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.pdf.fonts import find_broken_fonts, mask_digits_of
from transforms.formats.pdf.marks import Budget, PageMarks, PageReader, TooComplexError
from transforms.formats.pdf.pages import lay_out_page, page_parts
from transforms.formats.pdf.scanned import read_scanned
from transforms.formats.pdf.streams import count_broken_streams
from transforms.formats.pdf.substitute import use_substitute
from transforms.formats.pdf.weight import MOST_ANNOTATIONS, is_too_heavy
from transforms.formats.pictures import blocks_of, doubt_pictured_tables
from transforms.language import Pair, listed
from transforms.limits import Limits

# The header of a PDF. Leaves the word alone, as texts about the format have it.
_HEADER = re.compile(rb"%PDF-\d\.\d")
# Bytes within which readers accept it behind something else (PDF Reference 1.7, appendix H.3, note 13).
_HEADER_WITHIN = 1024
_ENDS = (b"%%EOF", b"startxref")
# What reading a file may cost, in comparisons: a report costs some hundred thousand a page, a map any number.
STEPS = 40_000_000
_METADATA = (("title", "Title"), ("author", "Author"), ("created", "CreationDate"), ("modified", "ModDate"))
# A date of the metadata (ISO 32000-1, 7.9.4), as far as its day. Leaves dates without a day and those in words.
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# Of a page without text its pictures cover from which on it is a scan. A cover sheet with a logo has less.
_SCAN_SHARE = 0.5
# Characters of a page that holds no text beside a picture: a number of the page, a stamp.
_FEW_CHARACTERS = 12
# Drawn shapes of a page without text above which its letters are outlines; a ruled table has some hundred.
_MOST_SHAPES = 500


def recognises(data: bytes) -> bool:
    """Whether bytes are a PDF: its header stands at the beginning, or within the first 1024 bytes before objects.

    >>> recognises(b"%PDF-1.7 ..."), recognises("文中提到%PDF-1.7的写法".encode())
    (True, False)
    """
    head = data[:_HEADER_WITHIN]
    if _HEADER.match(head.lstrip(b"\xef\xbb\xbf\x00\t\r\n ")):
        return True
    return bool(_HEADER.search(head)) and b"endobj" in data and b"startxref" in data


_HIDDEN_LAYER = Pair(
    "图片后面看不见的文字是机器识别的，没有读取。",
    " The text that lies invisible behind them was recognised by a machine and is not read.",
)


def read_content(data: bytes, limits: Limits, pictures: PageReader | None = None) -> Content | Rejection:
    """The text and the tables of a PDF in reading order, also those that pictures show where somebody reads them.

    Rejections: `encrypted_file`, `damaged_file`, `too_many_pages`, `too_complex`, `scanned_pdf`, `unreadable_fonts`.
    """
    if max(data.rfind(mark) for mark in _ENDS) < data.rfind(b"endobj"):
        return Rejection(
            Reason.DAMAGED_FILE,
            Pair("PDF 不完整，后面有一部分缺失。", "The PDF ends in the middle; part of it is missing."),
        )
    try:
        broken = count_broken_streams(data, limits)
    except TooComplexError:
        return _reject_complex()
    if is_too_heavy(data, limits.pages):
        return _reject_complex()
    import pypdfium2

    use_substitute()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return _reject_opening(str(error), is_encrypted=b"/Encrypt" in data)
    with closing(document):
        if broken:
            detail = Pair(
                "PDF 有{broken}个压缩部分已损坏，显示的内容可能有错或缺失。",
                "{broken} compressed parts of the PDF are damaged; what they draw may be wrong or missing.",
                broken=broken,
            )
            return Rejection(Reason.DAMAGED_FILE, detail)
        return _read_document(document, limits, pictures)


def _reject_complex() -> Rejection:
    detail = Pair(
        "PDF 画的内容远远超过任何报告，读取要用太长时间或太多内存。",
        "The PDF draws far more than any report does; reading it would take too much time or memory.",
    )
    return Rejection(Reason.TOO_COMPLEX, detail)


def _reject_opening(error: str, *, is_encrypted: bool) -> Rejection:
    """The reason why a PDF does not open; pdfium may still name the error of the file before."""
    if is_encrypted and ("password" in error.lower() or "security" in error.lower()):
        detail = Pair("PDF 已加密，须有密码才能打开。", "The PDF is encrypted and opens with a password only.")
        return Rejection(Reason.ENCRYPTED_FILE, detail)
    detail = Pair("PDF 打不开，它的结构已损坏。", "The PDF cannot be opened: its structure is damaged.")
    return Rejection(Reason.DAMAGED_FILE, detail)


def _read_document(document: Any, limits: Limits, pictures: PageReader | None) -> Content | Rejection:
    count = len(document)
    if count > limits.pages:
        detail = Pair(
            "PDF 有{count}页，最多读取{most}页。",
            "The PDF has {count} pages; at most {most} are read.",
            count=count,
            most=limits.pages,
        )
        return Rejection(Reason.TOO_MANY_PAGES, detail)
    document.init_forms()
    budget = Budget(STEPS)
    try:
        marks, failed = _read_pages(document, count, budget)
        if not marks:
            detail = Pair("PDF 的{count}页都读不出。", "None of the {count} pages of the PDF can be read.", count=count)
            return Rejection(Reason.DAMAGED_FILE, detail)
        if pictures is not None:
            pictured = {number for number, page in marks.items() if _is_picture(page)}
            marks = read_scanned(document, marks, pictured, pictures)
        if rejection := _reject_pictures(list(marks.values()), count):
            return rejection
        fonts = find_broken_fonts(list(marks.values()))
        if isinstance(fonts, Rejection):
            return fonts
        pages = [
            lay_out_page(number, mask_digits_of(page, fonts), budget, limits.table_cells)
            for number, page in marks.items()
        ]
        parts = tuple(page_parts(pages))
    except TooComplexError:
        return _reject_complex()
    doubts = (*_doubt_pages(marks, failed, fonts), *doubt_pictured_tables(parts))
    return Content(blocks_of(parts), metadata=tuple(_metadata(document)), doubts=doubts, layout="pdf")


def _read_pages(document: Any, count: int, budget: Budget) -> tuple[dict[int, PageMarks], list[int]]:
    """The marks of each page by its number from 1, and the numbers of the pages that cannot be loaded."""
    from pypdfium2 import raw

    from transforms.formats.pdf.notes import find_notes
    from transforms.formats.pdf.page import read_page

    marks, failed = {}, []
    for index in range(count):
        page = raw.FPDF_LoadPage(document, index)
        if not page:
            failed.append(index + 1)
            continue
        try:
            notes = find_notes(page)
            if 0 < raw.FPDFPage_GetAnnotCount(page) <= MOST_ANNOTATIONS:
                page = _with_filled_fields(document, page, index)
            marks[index + 1] = read_page(document, page, budget, notes)
        finally:
            raw.FPDF_ClosePage(page)
    return marks, failed


def _with_filled_fields(document: Any, page: Any, index: int) -> Any:
    """The page with what stands in its form fields and notes as part of it, as a reader sees them."""
    from pypdfium2 import raw

    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    flat = raw.FPDF_LoadPage(document, index)
    if not flat:
        return page
    raw.FPDF_ClosePage(page)
    return flat


def _is_picture(page: PageMarks) -> bool:
    """Whether a page shows pictures or drawn outlines instead of text."""
    return len(page.glyphs) <= _FEW_CHARACTERS and (page.picture_share >= _SCAN_SHARE or page.shapes > _MOST_SHAPES)


def _reject_pictures(pages: Sequence[PageMarks], count: int) -> Rejection | None:
    pictures = sum(_is_picture(page) for page in pages)
    texts = sum(len(page.glyphs) > _FEW_CHARACTERS for page in pages)
    if pictures and not texts:
        detail = Pair(
            "{count}页中有{pictures}页是图片，没有一页有文字。{layer}",
            "{pictures} of {count} pages are pictures, and no page has text.{layer}",
            pictures=pictures,
            count=count,
            layer=_HIDDEN_LAYER if sum(page.hidden for page in pages) else "",
        )
        return Rejection(Reason.SCANNED_PDF, detail)
    if not any(page.glyphs for page in pages):
        detail = Pair("{count}页都没有文字。", "None of the {count} pages has text.", count=count)
        return Rejection(Reason.SCANNED_PDF, detail)
    return None


def _doubt_pages(marks: dict[int, PageMarks], failed: Sequence[int], fonts: frozenset[int]) -> Iterator[Doubt]:
    if failed:
        message = Pair("PDF 的第{pages}页打不开。", "Page {pages} of the PDF cannot be loaded.", pages=listed(failed))
        yield Doubt("damaged_file", "warning", message)
    pictures = [number for number, page in marks.items() if _is_picture(page)]
    if pictures:
        message = Pair(
            "PDF 的第{pages}页是图片，图片里的内容读不出，请改为文字表格。",
            "Page {pages} of the PDF is a picture; what it shows is not read.",
            pages=listed(pictures),
        )
        yield Doubt("table_is_image", "warning", message)
    if fonts and any(glyph.font in fonts for page in marks.values() for glyph in page.glyphs):
        message = Pair(
            "有的字体没有说明是什么字，其中的数字读不出。",
            "Some fonts do not say which characters they are; their digits are not read.",
        )
        yield Doubt("unreadable_fonts", "warning", message)


def _metadata(document: Any) -> Iterator[tuple[str, str]]:
    for name, key in _METADATA:
        value = document.get_metadata_value(key).strip()
        if date := _PDF_DATE.match(value) if name in ("created", "modified") else None:
            value = "-".join(date.groups())
        if value:
            yield name, value
