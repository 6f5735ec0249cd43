"""Pages as words with places, in the ways in which tools write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.doubts import Rejection
from transforms.formats import read_content, recognise
from transforms.formats.content import Content
from transforms.formats.pdf.page_words import MEDIA_TYPE, recognises
from transforms.limits import Limits
from transforms.text import display_width

Word = tuple[str, float, float]
"""A text, and where its upper left corner stands."""

SIZE, PAGE = 10, (600, 800)
TABLE: Sequence[Word] = (
    ("信息内容", 60, 100),
    ("本年制发件数", 200, 100),
    ("本年废止件数", 300, 100),
    ("现行有效件数", 400, 100),
    ("规章", 60, 130),
    ("0", 225, 130),
    ("1", 325, 130),
    ("25", 425, 130),
    ("行政规范性文件", 60, 160),
    ("7", 225, 160),
    ("0", 325, 160),
    ("38", 425, 160),
)


def width(text: str) -> float:
    return sum(SIZE if ord(character) > 0x2E80 else SIZE / 2 for character in text)


def poppler_words(words: Sequence[Word], height: float = SIZE) -> str:
    boxes = (
        f'<word xMin="{x}" yMin="{y}" xMax="{x + width(text)}" yMax="{y + height}">{escape(text)}</word>'
        for text, x, y in words
    )
    page = f'<page width="{PAGE[0]}" height="{PAGE[1]}">{"".join(boxes)}</page>'
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body><doc>{page}</doc></body></html>'


def poppler_lines(words: Sequence[Word]) -> str:
    boxes = (
        f'<text top="{y}" left="{x}" width="{width(text)}" height="{SIZE}" font="0"><b>{escape(text)}</b></text>'
        for text, x, y in words
    )
    page = f'<page number="1" top="0" left="0" height="{PAGE[1]}" width="{PAGE[0]}">{"".join(boxes)}</page>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<pdf2xml>{page}</pdf2xml>'


def letters(words: Sequence[Word]) -> list[Word]:
    return [(character, x + width(text[:place]), y) for text, x, y in words for place, character in enumerate(text)]


def mupdf(words: Sequence[Word]) -> str:
    boxes = (
        f'<char quad="{x} {y} {x + width(c)} {y} {x} {y + SIZE} {x + width(c)} {y + SIZE}" c="{escape(c)}"/>'
        for c, x, y in letters(words)
    )
    page = f'<page id="page1" width="{PAGE[0]}" height="{PAGE[1]}"><block><line>{"".join(boxes)}</line></block></page>'
    return f'<?xml version="1.0"?>\n<document name="report.pdf">{page}</document>'


def pdfminer(words: Sequence[Word]) -> str:
    boxes = (
        f'<text font="Song" bbox="{x},{PAGE[1] - y - SIZE},{x + width(c)},{PAGE[1] - y}" size="10">{escape(c)}</text>'
        for c, x, y in letters(words)
    )
    page = f'<page id="1" bbox="0.000,0.000,{PAGE[0]}.000,{PAGE[1]}.000" rotate="0">{"".join(boxes)}</page>'
    return f'<?xml version="1.0" encoding="utf-8" ?>\n<pages>{page}</pages>'


def read(text: str, limits: Limits | None = None) -> Content | Rejection:
    data = text.encode()
    assert recognise(data) == MEDIA_TYPE
    return read_content(data, MEDIA_TYPE, limits)


def lines_of(text: str) -> list[list[str]]:
    content = read(text)
    assert isinstance(content, Content)
    [block] = content.blocks
    assert isinstance(block, str)
    return [line.split() for line in block.splitlines() if line.strip()]


def is_one_line(height: float) -> bool:
    """Whether a word so high stands on the line of words of the usual height that begin where it begins."""
    small = poppler_words(TABLE)
    high = poppler_words([("通告", 500, 100)], height)
    word = high[high.index("<word") : high.index("</page>")]
    return lines_of(small.replace("</page>", f"{word}</page>"))[0][-1] == "通告"


EVIDENCE = (
    Pattern(
        "transforms.formats.pdf.page_words._PLACED",
        takes=(
            '<word xMin="1.5" yMin="2" xMax="3" yMax="4">',
            '<text top="110" left="384" width="126" height="27" font="0">',
            '<char quad="1 2 3 2 1 4 3 4" c="A"/>',
            '<char bbox="1 2 3 4" c="A"/>',
            '<text font="BAAAAA+Song" bbox="1,2,3,4" size="14">',
        ),
        leaves=('<text x="1" y="2">', "<span class='ocrx_word' title='bbox 1 2 3 4'>", "<word>", "<text>"),
    ),
    Pattern(
        "transforms.formats.pdf.page_words._NUMBER",
        takes=("12", "-3.25", "595.303937"),
        leaves=("", "nan", "-"),
    ),
    Threshold(
        "transforms.formats.pdf.page_words._LEAST_PLACED",
        inside=lambda: recognises(poppler_words(TABLE).encode()),
        outside=lambda: recognises(poppler_words(TABLE[:11]).encode()),
        moved=11,
    ),
    Threshold(
        "transforms.formats.pdf.page_words._BELOW_BASELINE",
        inside=lambda: is_one_line(14),
        outside=lambda: is_one_line(30),
        moved=0.8,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("write", [poppler_words, poppler_lines, mupdf, pdfminer])
def test_words_stand_on_their_lines_in_their_places(write: Callable[[Sequence[Word]], str]) -> None:
    assert lines_of(write(TABLE)) == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "1", "25"],
        ["行政规范性文件", "7", "0", "38"],
    ]


@pytest.mark.parametrize("write", [poppler_words, poppler_lines, mupdf, pdfminer])
def test_a_file_that_was_garbled_as_a_whole_is_put_right_before_its_words_are(
    write: Callable[[Sequence[Word]], str],
) -> None:
    """制 is three letters as Latin-1, of which U+0088 and U+00B6 are; 公 has U+0085, which many programs take for a
    space."""
    words = [*TABLE, ("公章", 60, 190), ("<", 90, 190)]
    once = write(words).encode().decode("latin-1")
    assert lines_of(once) == lines_of(write(words))
    assert lines_of(once.encode().decode("latin-1")) == lines_of(write(words))


def test_the_order_of_the_file_means_nothing() -> None:
    assert lines_of(mupdf(TABLE[::-1])) == lines_of(mupdf(TABLE))


def test_spaces_within_a_stretch_of_a_line_part_its_words() -> None:
    assert lines_of(poppler_lines([*TABLE, ("合计 3 4", 60, 190)]))[-1] == ["合计", "3", "4"]


def test_a_mark_raised_beside_a_number_is_none_of_its_digits() -> None:
    pages = poppler_words(TABLE)
    mark = '<word xMin="435" yMin="128" xMax="438" yMax="133">1</word>'
    assert "251" not in lines_of(pages.replace("</page>", f"{mark}</page>"))[1]


def test_fonts_of_one_size_may_have_boxes_of_other_heights() -> None:
    """As LibreOffice sets digits in another font than characters: 850 stands under the third label, not beside 818."""
    row = (("规章", 60, 130), ("818", 222, 130), ("850", 422, 130))
    tall = poppler_words([("全年情况一览表", 60, 40), *TABLE[:4], row[0]], height=SIZE * 1.3)
    flat = poppler_words([*row[1:], *TABLE[8:]], height=SIZE)
    page = tall.replace("</page>", flat[flat.index("<word") : flat.index("</page>") + len("</page>")])
    content = read(page)
    assert isinstance(content, Content)
    lines = str(content.blocks[0]).splitlines()
    places = {
        word: display_width(line[: line.index(word)])
        for line in lines
        for word in ("本年制发件数", "现行有效件数", "818", "850")
        if word in line
    }
    assert 0 < places["818"] - places["本年制发件数"] < len("本年制发件数") * 2
    assert 0 < places["850"] - places["现行有效件数"] < len("现行有效件数") * 2


def test_a_mark_in_a_word_makes_no_smaller_letters_of_it() -> None:
    """The point of 1. is narrower than a digit, and 1. no number set low before the label."""
    pages = poppler_words(TABLE)
    boxes = (("1.", 60, 67, 191), ("规章类", 67, 97, 190))
    label = "".join(
        f'<word xMin="{x}" yMin="{y}" xMax="{end}" yMax="{y + 10}">{word}</word>' for word, x, end, y in boxes
    )
    assert lines_of(pages.replace("</page>", f"{label}</page>"))[-1] == ["1.规章类"]


def test_more_pages_than_are_read_and_pages_without_places_are_rejected() -> None:
    pages = poppler_words(TABLE).replace("</doc>", "<page/><page/></doc>")
    many = read(pages, Limits(pages=2))
    assert isinstance(many, Rejection)
    assert many.reason == "too_many_pages"
    nowhere = read(poppler_words(TABLE).replace("yMax", "zMax"))
    assert isinstance(nowhere, Rejection)
    assert nowhere.reason == "no_content"


@pytest.mark.parametrize("x", [33_333, 3_333_333_333])
def test_words_that_stand_on_no_paper_are_refused(x: int) -> None:
    far = read(
        poppler_words(TABLE).replace('xMin="225" yMin="130" xMax="230.0"', f'xMin="{x}" yMin="130" xMax="{x + 5}"')
    )
    assert isinstance(far, Rejection)
    assert far.reason == "too_complex"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_pages_are_told_in_every_encoding(encoding: str) -> None:
    pages = poppler_words(TABLE).encode(encoding)
    assert recognises(pages)
    assert isinstance(read_content(pages, MEDIA_TYPE), Content)


def test_declared_entities_are_not_resolved() -> None:
    pages = '<!DOCTYPE doc [<!ENTITY a "1">]>' + poppler_words(TABLE)
    assert not recognises(pages.encode())


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    pages = mupdf(TABLE)
    content = read(pages[: pages.rindex("<char")])
    assert isinstance(content, Content)
