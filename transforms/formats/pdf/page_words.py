"""Pages as words with their places, as tools write them from a PDF: read as the pages of the PDF itself, without rules.

`pdftotext -bbox` and `-bbox-layout`, `pdftohtml -xml`, MuPDF's structured text and pdfminer's XML name the box of each
word, line or character. What a page draws besides (rules, pictures, colours) is not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from statistics import median_high
from typing import Any, Final, NamedTuple

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.decoded import decode_text
from transforms.formats.pdf.document import STEPS
from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import Budget, Glyph, PageMarks, TooComplexError
from transforms.formats.pdf.pages import lay_out_page, page_parts
from transforms.formats.pictures import blocks_of
from transforms.formats.xml_text import parse_xml
from transforms.language import Pair
from transforms.limits import Limits
from transforms.text import Decoded, display_width, is_han, repair_mojibake

MEDIA_TYPE: Final = "application/x-page-words"

# An element with the place of its text, as each of the tools begins it. Leaves an element of SVG, whose text has one
# point, and of hOCR, whose boxes stand in a title.
_PLACED = re.compile(
    r"<word xMin=|<text top=\"[\d.-]+\" left=|<char (?:quad|bbox)=|<text font=\"[^\"<>]{0,200}\" bbox=", re.I
)
# The name of a page's element in UTF-8 and its kin, and in UTF-16 of either order.
_PAGE = (b"page", b"p\0a\0g\0e")
# So many of them are a page; an example in prose has a few.
_LEAST_PLACED = 12
# A number with or without a point, as places are written.
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# How far above the lower edge of its box the baseline of a word is, in parts of the box: fonts reach a fifth to a
# quarter of their height below it.
_BELOW_BASELINE = 0.22


class _Placed(NamedTuple):
    """A text, its box, in points from the upper left corner of its page, and the size of its font, 0 where unknown."""

    text: str
    box: Box
    size: float


def recognises(data: bytes) -> bool:
    """Whether bytes are XML of pages whose words have places.

    >>> recognises(b"<doc><page>" + b'<word xMin="1" yMin="1" xMax="2" yMax="2">A</word>' * 12), recognises(b"<page/>")
    (True, False)
    """
    return any(name in data for name in _PAGE) and _decode(data) is not None


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """The text and the tables of the pages in reading order. Rejections: `damaged_file`, `too_many_pages`,
    `too_complex`, `no_content`."""
    decoded = _decode(data)
    # A garbled character may be a space (U+0085, U+00A0) that parts words, or stand in elements of its own.
    mended = repair_mojibake(decoded.text, keeps_escapes=True) if decoded else None
    root = parse_xml(mended.text) if mended else None
    if decoded is None or mended is None or root is None:
        return Rejection(Reason.DAMAGED_FILE, Pair("各页的 XML 读不出。", "The XML of the pages cannot be read."))
    pages = list(root.iter("{*}page"))
    if len(pages) > limits.pages:
        detail = Pair(
            "文件有{count}页，最多读取{most}页。",
            "The file has {count} pages; at most {most} are read.",
            count=len(pages),
            most=limits.pages,
        )
        return Rejection(Reason.TOO_MANY_PAGES, detail)
    budget = Budget(STEPS)
    try:
        sizes = {font.get("id"): font.get("size") for font in root.iter("{*}fontspec")}
        read = [
            lay_out_page(number, _marks(page, sizes), budget, limits.table_cells)
            for number, page in enumerate(pages, start=1)
        ]
        blocks = blocks_of(tuple(page_parts(read)))
    except TooComplexError:
        detail = Pair("文件的文字远远超过任何报告。", "The file holds far more words than any report does.")
        return Rejection(Reason.TOO_COMPLEX, detail)
    if not blocks:
        return Rejection(Reason.NO_CONTENT, Pair("各页都没有文字。", "The pages hold no words."))
    found = (decoded.encoding, decoded.confidence, decoded.evidence, mended.repairs)
    return Content(blocks, *found, layout="pdf", doubts=decoded.doubts)


@lru_cache(maxsize=1)
def _decode(data: bytes) -> Decoded | None:
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return None
    decoded = decode_text(data)
    if decoded is None or "<!ENTITY" in decoded.text:
        return None
    placed = islice(_PLACED.finditer(decoded.text), _LEAST_PLACED)
    return decoded if sum(1 for _ in placed) == _LEAST_PLACED else None


def _marks(page: Any, sizes: Mapping[str | None, str]) -> PageMarks:
    """The characters of a page, each with its share of the box of its word; `sizes` are those of fonts that words name
    by their ids."""
    words = [word for word in _words_of(page, sizes) if word.box.area]
    usual = median_high([word.size for word in words if word.size] or [1.0])
    words = [word._replace(size=word.size or usual) for word in words]
    size = _numbers(page.get("bbox", ""))[2:] or _numbers(f"{page.get('width', '')} {page.get('height', '')}")
    width, height = size if len(size) == 2 else (0.0, 0.0)
    if page.get("bbox"):  # pdfminer counts from the lower left corner
        words = [word._replace(box=_upside_down(word.box, height)) for word in words]
    right = max((word.box.x1 for word in words), default=0.0)
    bottom = max((word.box.y1 for word in words), default=0.0)
    glyphs = tuple(glyph for run, word in enumerate(words) for glyph in _glyphs(word, run))
    return PageMarks(width or right, height or bottom, glyphs, (), ())


def _words_of(page: Any, sizes: Mapping[str | None, str]) -> Iterator[_Placed]:
    for element in page.iter("{*}word", "{*}text", "{*}char"):
        text = element.get("c") if element.get("c") is not None else "".join(element.itertext())
        if text.strip() and (box := _box_of(element.attrib)):
            named = next(iter(_numbers(_named_size(element, sizes))), 0.0)
            yield _Placed(text, box, named or _set_size(text, box))


def _named_size(element: Any, sizes: Mapping[str | None, str]) -> str:
    """The size of the font that an element, its font or the element around it names, '' where none does."""
    around = element.getparent()
    return (
        element.get("size")
        or sizes.get(element.get("font"))
        or (around.get("size") if around is not None else "")
        or ""
    )


def _set_size(text: str, box: Box) -> float:
    """The size of a font by the width of what is set in it: a Chinese character is as wide, a digit half so. Heights of
    boxes differ between fonts of one size. 0 where a text holds anything else: marks (1.) are of any width."""
    is_even = all(is_han(character) or character.isdigit() for character in text)
    return 2 * box.width / display_width(text) if is_even else 0.0


def _box_of(attributes: Mapping[str, str]) -> Box | None:
    """The box of an element, in whichever of the tools' ways it is written; None where it has none."""
    if "left" in attributes:
        numbers = _numbers(" ".join(attributes.get(name, "") for name in ("left", "top", "width", "height")))
        left, top, width, height = (*numbers, 0.0, 0.0, 0.0, 0.0)[:4]
        return Box(left, top, left + width, top + height)
    corners = ("xMin", "yMin", "xMax", "yMax")
    text = " ".join(attributes.get(name, "") for name in corners) if "xMin" in attributes else ""
    numbers = _numbers(text or attributes.get("quad") or attributes.get("bbox") or "")
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    return Box.around(points) if points else None


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _upside_down(box: Box, height: float) -> Box:
    return Box(box.x0, height - box.y1, box.x1, height - box.y0)


def _glyphs(word: _Placed, run: int) -> Iterator[Glyph]:
    """The characters of a text, each as wide as it is beside the others: a Chinese one as two digits."""
    unit = word.box.width / max(1, display_width(word.text))
    x, baseline = word.box.x0, word.box.y1 - word.box.height * _BELOW_BASELINE
    follows_space = False
    for character in word.text:
        end = x + unit * display_width(character)
        if character.strip():
            box = (x, word.box.y0, end, word.box.y1)
            yield Glyph(character, *box, x, baseline, word.size, 0, run, 0, follows_space)
        follows_space, x = not character.strip(), end
