"""Headers that a text gives in slices, set straight: all labels on one line, in the one order that the text allows.

A header is looked at where it is whole: its words are made of exactly the characters of the form's labels (with the
label above the row labels left aside). Which orders of its columns are possible is told by the words that share a line,
by where they stand in a text that keeps places (pdftotext -layout), and by the rows below: six kinds of applicants, or
four results, add up to the total in its column. If one order alone is possible, the lines are replaced by one with the
labels in it. Else they stay, and what is read from them is judged like any other header.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.stream.header_blocks import (
    ALL_APPLICANTS,
    NOTES,
    corner_words,
    part_lines,
    read_block,
    request_characters,
    review_characters,
)
from transforms.stream.request_headers import order_requests
from transforms.stream.review_headers import order_reviews

# The first characters of the labels that a header of table four begins with.
_FIRSTS_OF_REVIEWS = ("行", "未", "复")


def straighten_headers(lines: Sequence[str]) -> list[str]:
    """The lines of a text, as many as before, with each header in slices on one line if its order can be told.

    >>> text = "申请人情况|法人或其他组织|自然 社会 法律|商业 科研 总计|人 公益 服务 其他|企业 机构|组织 机构"
    >>> straighten_headers(text.split("|"))[-1]
    '自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计'
    """
    straight, number = list(lines), 0
    while number < len(lines):
        block, words = None, []
        if ALL_APPLICANTS in lines[number]:
            block = read_block(lines, number, request_characters() | set("".join(NOTES)), corner_words())
            words = order_requests(part_lines(block), lines) if block else []
        elif lines[number].strip()[:1] in _FIRSTS_OF_REVIEWS:
            block = read_block(lines, number, review_characters(), "")
            words = order_reviews(block, lines) if block else []
        if block is None or not words:
            number += 1
            continue
        straight[block.start : block.end] = [""] * (block.end - block.start - len(words)) + words
        number = block.end
    return straight
