"""What a format yields: the blocks of a file in reading order, as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.doubts import Doubt, Reason, Rejection
from transforms.formats.recognition import Recognised
from transforms.language import Pair
from transforms.limits import Limits

_UNICODE = Pair("这种格式的文字是 Unicode", "the format carries Unicode")
# Bytes that a character takes at most, in UTF-8, UTF-32 and GB 18030.
_CHARACTER_BYTES = 4

Table = tuple[tuple[str, ...], ...]
"""Rows of cells, merged cells expanded: a cell that spans others has its text at its first place and '' at the rest,
so that a column has the same index in every row. A line break inside a cell is a line feed."""

Block = str | Table
"""A text of one or more lines, or a table."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a file before any repair of its text.

    `encoding` and its confidence are None for formats that carry Unicode; `evidence` says what decided it. `metadata`
    are pairs (name, value) that the file states about itself (发布日期, 索引号, title). `layout` names how tables are
    laid out, '' where the text has to be asked. `is_whole` says that the file shows its own end, so that no number at
    it can be cut off, `spaces_letters` that it set the letters of words apart. `recognised` is what
    machines recognised in its pictures.
    """

    blocks: tuple[Block, ...]
    encoding: str | None = None
    encoding_confidence: float | None = None
    evidence: Pair = _UNICODE
    repairs: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    layout: str = ""
    is_whole: bool = False
    spaces_letters: bool = False
    recognised: Recognised = field(default_factory=Recognised)


def count_characters(block: Block) -> int:
    """The length of a block; a cell counts for one more than its text."""
    return len(block) if isinstance(block, str) else sum(len(cell) + 1 for row in block for cell in row)


def check_length(content: Content, limits: Limits) -> Rejection | None:
    """Reject a content (`text_too_long`) whose text is longer than what is searched for labels."""
    return _reject_long(sum(map(count_characters, content.blocks)), limits)


def check_text_bytes(data: bytes, limits: Limits) -> Rejection | None:
    """Reject the bytes of a plain text (`text_too_long`) that is too long in any encoding, before it is decoded."""
    return _reject_long(len(data) // _CHARACTER_BYTES, limits)


def _reject_long(characters: int, limits: Limits) -> Rejection | None:
    if characters <= limits.text_characters:
        return None
    detail = Pair(
        "文字至少有{characters:,}字，超过读取上限{most:,}字。",
        "The text has at least {characters:,} characters, more than the {most:,} that are read.",
        characters=characters,
        most=limits.text_characters,
    )
    return Rejection(Reason.TEXT_TOO_LONG, detail)
