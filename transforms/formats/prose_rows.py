"""Prose that was put into the cells of a table or sheet, parted from the rows of tables around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.formats.content import Block

# Characters of a label: the longest of the official form has 41 with its number.
_LONGEST_LABEL = 60
# Characters of a line of a label that is set in several; a cell of several longer lines holds paragraphs.
_LONGEST_LINE_OF_A_LABEL = 30
# A numbered heading of the outline; no numbered label of the form has these words. Leaves them without a number, and a
# number without them (三、本年度办理结果). Misses headings in other words (六、收费).
_HEADING = re.compile(
    "\\s*(?:[(（][一二三四五六七八九十][)）]|[(（]?[一二三四五六七八九十][)）]?[、.．,，\\s]).{0,40}(?:情况|情況|事项|事項|问题|問題)"
)


def part_prose_rows(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Tables and texts in order. A row with one filled cell is text if it is long, a sentence or a heading, or stands
    above all rows with more; otherwise it is a caption of its table or a row of blanks. A column without text stays: it
    may be one of blanks.

    >>> list(part_prose_rows([["标题", ""], ["规章", "0"], ["第二十条", ""], ["处罚", "1"]]))
    ['标题', (('规章', '0'), ('第二十条', ''), ('处罚', '1'))]
    """
    table: list[Sequence[str]] = []
    for row in rows:
        if _is_prose(row):
            yield from _part_table(table)
            table = []
            yield "".join(row)
        else:
            table.append(row)
    yield from _part_table(table)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_prose(row: Sequence[str]) -> bool:
    if _filled(row) != 1:
        return False
    text = next(cell for cell in row if cell.strip())
    if len(text) > _LONGEST_LABEL or "。" in text or _HEADING.match(text):
        return True
    return "\n" in text and any(len(line) > _LONGEST_LINE_OF_A_LABEL for line in text.split("\n"))


def _part_table(rows: list[Sequence[str]]) -> Iterator[Block]:
    first = next((place for place, row in enumerate(rows) if _filled(row) > 1), len(rows))
    yield from ("".join(row) for row in rows[:first] if _filled(row))
    if rows[first:]:
        yield tuple(map(tuple, rows[first:]))
