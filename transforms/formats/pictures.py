"""Pictures in place of tables: numbers that a reader of the page sees and a reader of its text does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final, Protocol

from transforms.doubts import Doubt
from transforms.formats.content import Block, Table
from transforms.language import Pair
from transforms.outline import find_sections
from transforms.text import repair_script


class Picture(Enum):
    """Stands for a picture among the blocks of a file."""

    PICTURE = "picture"


PICTURE: Final = Picture.PICTURE
Part = str | Table | Picture


class PictureReader(Protocol):
    """Who reads the text that pictures show."""

    def read(self, data: bytes) -> tuple[Part, ...] | None:
        """The texts and tables of a picture file; None for one that is not read, or shows no text."""


_PICTURE_MARK, _TABLE_MARK = "\ue0e0", "\ue0e1"
# Words of each table that its section's prose does not have: a table set as plain text. Leaves prose about applicants
# (自然人申请3件); misses a table of which only its last rows are text.
_TABLE_WORDS = re.compile("第二十条第|自然人[\\s|]|结果[\\s|]*维持")
# A picture that can show a table is wider than this part of its page (a seal of 4 cm is a fifth of A4) and higher than
# that one (12 mm, a header and a row). Misses a table of one line.
_PARTS_OF_WIDTH, _PARTS_OF_HEIGHT = 4, 25
_TABLE_SECTIONS = {
    2: Pair("主动公开政府信息情况表", "the official table of section 2"),
    3: Pair("收到和处理政府信息公开申请情况表", "the table of requests"),
    4: Pair("行政复议、行政诉讼情况表", "the table of reviews"),
}


class Sized(Protocol):
    """A rectangle on a page."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


def can_show_table(box: Sized, width: float, height: float) -> bool:
    """Whether a picture is large enough for a table on a page of some width and height."""
    return box.width > width / _PARTS_OF_WIDTH and box.height > height / _PARTS_OF_HEIGHT


def blocks_of(parts: Sequence[Part]) -> tuple[Block, ...]:
    """The parts without the pictures."""
    return tuple(part for part in parts if not isinstance(part, Picture))


def doubt_pictured_tables(parts: Sequence[Part]) -> tuple[Doubt, ...]:
    """A doubt for each section that has a picture where its table should be."""
    if not any(isinstance(part, Picture) for part in parts):
        return ()
    text = repair_script("\n".join(map(_mark_part, parts))).text
    return tuple(
        Doubt(
            "table_is_image",
            "warning",
            Pair(
                "第{number}部分有图片，没有表格：{table}可能是图片，图片里的数字读不出，请改为文字表格。",
                "Section {number} shows a picture and no table: {table} may be an image, whose numbers are not read.",
                number=section.section_no,
                table=_TABLE_SECTIONS[section.section_no],
            ),
            f"report_section.{section.section_no}",
        )
        for section in find_sections(text)
        if section.section_no in _TABLE_SECTIONS and _lacks_table(section.text)
    )


def _mark_part(part: Part) -> str:
    if isinstance(part, Picture):
        return _PICTURE_MARK
    return part if isinstance(part, str) else _TABLE_MARK


def _lacks_table(text: str) -> bool:
    return _PICTURE_MARK in text and _TABLE_MARK not in text and not _TABLE_WORDS.search(text)
