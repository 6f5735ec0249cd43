"""The sentences of a report's prose: table cells and the lines of the official form left out, wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.text import BASIC_HAN, ONE_TO_NINE, ONE_TO_TEN

# Where cells end: tabs of a sheet, pipes of a pipe table. Leaves spaces, which wrapped lines have too.
_CELL_ENDS = re.compile(r"[\t|]+")
# Behind the end of a sentence. Leaves ends inside quotation marks (“你问我答！”), and the full stop of 3.5.
_SENTENCE_ENDS = re.compile(r"(?<=[。！？!?])(?![”’』」])")
# A line that ends a statement. Leaves a comma, behind which a broken line goes on.
_PARAGRAPH_END = re.compile(r"[。！？；：:;!?]\s*$")
# The mark that begins an item (一、, （二）, 3., ●, 一是): no rest of a broken line. Leaves a numeral that counts
# (三件); takes a line that goes on with 第一 or with -.
_LIST_MARK = re.compile(
    rf"\s*(?:[（(]?[{ONE_TO_TEN}\d]{{1,3}}\s*[)）、.．]|第[{ONE_TO_TEN}]|[①-⑳●•■◆▪·\-*#]|[{ONE_TO_NINE}]是)"
)
# A Chinese character. Leaves digits and Latin letters: a line of them alone is no sentence.
_HAN = re.compile(rf"[{BASIC_HAN}]")
# Lines of the official form that lost their table: its labels at their beginning, its arithmetic and its notes
# anywhere. Leaves prose that uses the words in a sentence (全年作出行政许可5件).
_FORM_WORDS = re.compile(
    r"^[一二三四五六七八（）()、.．\d\s]{0,6}(?:(?:本年新收|上年结转)(?:政府)?信息公开申请|本年度办理结果|结转下年度继续办理|本年制发件数"
    r"|上一年项目数量|本年新制作数量|信息内容|本年收费金额|行政许可\d|行政处罚\d|规范性文件\d)|勾稽关系|区分处理的，只|三安全一稳定"
)
# White space beside Chinese characters, as typesetters and wrapped lines leave it. Leaves a space between two Latin
# words or numbers.
_GAP = re.compile(r"(?<![A-Za-z\d])\s+|\s+(?![A-Za-z\d])")
# Characters from which on a line without an end may have been broken: the narrowest columns of prose have 20; headings
# and labels, which end without a mark, are shorter. Misses prose that a phone's screen broke.
_MIN_WRAPPED = 18
# Characters of the shortest sentence that states anything: 无申请。 does not reach it, 未收到申请 does.
_MIN_PIECE = 5
# Characters of a sentence that is one; what is longer is a page without punctuation, which no clause can be found in.
_LONGEST_SENTENCE = 1500


def read_paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences of each paragraph, white space between Han characters removed.

    A line that stops in the middle of a sentence is joined with the next one; cells between tabs or pipes are
    paragraphs of their own, as a page may stand in one cell. What is no sentence of words is left out, and so is a
    sentence of more than 1500 characters, which is no sentence.

    >>> list(read_paragraphs("全年公开 5 条。未收到申请。\\n规章\\t0\\t0"))
    [('全年公开5条。', '未收到申请。')]
    """
    for paragraph in _join_lines(text):
        compact = _GAP.sub("", paragraph)
        sentences = tuple(part for part in _SENTENCE_ENDS.split(compact) if _is_sentence(part))
        if sentences:
            yield sentences


def _is_sentence(part: str) -> bool:
    return _MIN_PIECE <= len(part) <= _LONGEST_SENTENCE and bool(_HAN.search(part)) and not _FORM_WORDS.search(part)


def _join_lines(text: str) -> Iterator[str]:
    joined: list[str] = []
    for line in text.split("\n"):
        pieces = [piece.strip() for piece in _CELL_ENDS.split(line) if piece.strip()]
        is_whole = len(pieces) == 1 and not _CELL_ENDS.search(line.strip())
        if joined and not (is_whole and _continues(joined[-1], pieces[0])):
            yield "".join(joined)
            joined = []
        if is_whole:
            joined.append(pieces[0])
        else:
            yield from pieces
    if joined:
        yield "".join(joined)


def _continues(line: str, following: str) -> bool:
    """Whether a line was broken inside a sentence: long, without an end, and followed by words that begin nothing."""
    is_open = len(line) >= _MIN_WRAPPED and not _PARAGRAPH_END.search(line)
    return is_open and not _LIST_MARK.match(following) and bool(_HAN.search(following))
