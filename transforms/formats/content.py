"""What a format yields: the blocks of a file in reading order, as they were written."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.doubts import Doubt

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
    laid out, '' where the text has to be asked.
    """

    blocks: tuple[Block, ...]
    encoding: str | None = None
    encoding_confidence: float | None = None
    evidence: str = "the format carries Unicode"
    repairs: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    layout: str = ""
