"""Headers that a text gives in slices, set straight: all labels on one line, in the one order that the text allows.

A header is looked at where it is whole: its words are made of exactly the characters of the form's labels (with the
label above the row labels left aside). Which orders of its columns are possible is told by the words that share a line,
by where they stand in a text that keeps places (pdftotext -layout), and by the rows below: six kinds of applicants, or
four results, add up to the total in its column. If one order alone is possible, the lines are replaced by one with the
labels in it. Else they stay, and what is read from them is judged like any other header. A wrong character is mended
where nothing else is wrong (`header_slips`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from transforms.form import fold_label
from transforms.stream.header_blocks import (
    ALL_APPLICANTS,
    NOTES,
    HeaderBlock,
    corner_words,
    part_lines,
    read_block,
    request_characters,
    request_header,
    review_characters,
    review_headers,
)
from transforms.stream.header_slips import is_slip, mend_slips
from transforms.stream.request_headers import order_requests
from transforms.stream.review_headers import order_reviews

# The first characters of the labels that a header of table four begins with.
_FIRSTS_OF_REVIEWS = ("行", "未", "复")
# How much of 申请人情况 is left on a line at least where it is wrapped. A header of letters has its first line above.
_SHORTEST_BEGINNING = 2


def straighten_headers(lines: Sequence[str], page_starts: Collection[int] = ()) -> list[str]:
    """The lines of a text, as many as before, with each header in slices on one line if its order can be told.

    `page_starts` are the lines with which pages begin.

    >>> text = "申请人情况|法人或其他组织|自然 社会 法律|商业 科研 总计|人 公益 服务 其他|企业 机构|组织 机构"
    >>> straighten_headers(text.split("|"))[-1]
    '自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计'
    """
    straight, number = list(lines), 0
    while number < len(lines):
        found = _find_ordered(lines, number, page_starts)
        if found is None:
            number += 1
            continue
        block, words = found
        straight[block.start : block.end] = [""] * (block.end - block.start - len(words)) + words
        number = block.end
    return straight


def _find_ordered(
    lines: Sequence[str], number: int, page_starts: Collection[int]
) -> tuple[HeaderBlock, list[str]] | None:
    """The header that begins on a line, and its labels in order; None without one, and where its order is not told."""
    if _may_head_requests(lines[number]):
        characters = request_characters() | set("".join(NOTES))
        for block in _read_blocks(lines, number, page_starts, characters, corner_words(), (request_header(),)):
            if words := order_requests(part_lines(block), lines):
                return block, words
    if lines[number].strip()[:1] in _FIRSTS_OF_REVIEWS:
        for block in _read_blocks(lines, number, page_starts, review_characters(), "", review_headers()):
            if words := order_reviews(block, lines):
                return block, words
    return None


def _may_head_requests(line: str) -> bool:
    """Whether 申请人情况 stands on a line, or ends it with its first characters, wrapped in its cell."""
    if ALL_APPLICANTS[:_SHORTEST_BEGINNING] not in line:
        return False
    last = fold_label(line.rsplit(maxsplit=1)[-1])
    return ALL_APPLICANTS in line or (len(last) >= _SHORTEST_BEGINNING and ALL_APPLICANTS.startswith(last))


def _read_blocks(
    lines: Sequence[str],
    number: int,
    page_starts: Collection[int],
    characters: frozenset[str],
    corner: str,
    headers: Sequence[Sequence[str]],
) -> Iterator[HeaderBlock]:
    """The header from a line on as it stands, then with its slips mended."""
    if block := read_block(lines, number, characters.issuperset, corner, page_starts):
        yield block

    def is_of_header(word: str) -> bool:
        return characters.issuperset(word) or is_slip(word, characters)

    if block := read_block(lines, number, is_of_header, corner, page_starts):
        yield from (mended for labels in headers if (mended := mend_slips(block, labels)))
