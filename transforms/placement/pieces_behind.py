"""Numbers beside a row that may be the rest of its own, which broke in a narrow cell."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from transforms.form import Role, Table, vocabulary
from transforms.placement.cut import CutRow
from transforms.stream import DIGITS_OF_A_CELL, Token, is_digits, is_piece_of_number
from transforms.text import LOST, is_chinese_numeral, parse_number

# Round and square brackets, as notes at numbers have them.
_BRACKETS = (("（", "）"), ("(", ")"), ("［", "］"), ("[", "]"), ("〔", "〕"), ("【", "】"))
# A cell that begins with the mark of its thousands, or that its page marked as a piece. Leaves numbers and decimals.
_TORN_END = re.compile(rf"[,，]\d[\d,，]*|[\d,，]+{LOST}")
# One number alone behind a row is a page's. Where one number of a row broke, and not the total, the row's sum tells.
_FEWEST_PIECES = 2
# Behind words that go on with the row's label one number is a piece too, and so is one with the mark of a note (68①),
# which no page's has: a row with a slip, or without a sum, shows nothing of it.
_FEWEST_OWN = 1


def has_pieces_behind(row: CutRow) -> bool:
    """Whether the numbers behind a row may be the ends of its own, which broke.

    In a text those are its longest, or any, where the rest of the row's label stands before what is behind. In a source
    of cells a page break tears a row: words stand before its ends, or these begin with a mark of thousands.

    In a text a cell that ends within a bracket (4（注) or with a point (293.) goes on there, and so may any other of
    its row, above as well as below; one behind the row is the end of one of its own.
    """
    if not row.cells:
        return False
    if not row.row_size and any(_goes_on(token.text) for token in (*row.cells, *row.orphans)):
        return True
    if row.row_size and any(token.printed or _TORN_END.fullmatch(token.text) for token in row.orphans):
        return True
    if any(_is_of_label(token.printed, row.found.code) for token in row.orphans):
        return True
    behind = _numbers_behind(row)
    digits = [_count_digits(token.text) for token in row.cells if _is_number(token.text)]
    longest = max(digits, default=0)
    is_own = any(token.printed or _has_note(token.text) for token in behind[:1])
    fewest = _FEWEST_OWN if is_own else _FEWEST_PIECES
    return fewest <= len(behind) <= digits.count(longest) and longest >= DIGITS_OF_A_CELL


def _is_of_label(text: str, line: str) -> bool:
    """Whether a word is a piece of the label of a line of table three."""
    return bool(text) and any(text in core for core in _cores_of(line))


@cache
def _cores_of(line: str) -> tuple[str, ...]:
    return tuple(
        core
        for core, labels in vocabulary().meanings.items()
        if any((label.table, label.role, label.code) == (Table.REQUESTS, Role.ROW, line) for label in labels)
    )


def _numbers_behind(row: CutRow) -> list[Token]:
    """The numbers of the first line behind a row, or of lines of a number each, in a text; a page break may stand
    before them, and a source of cells may have them between the parts of its table."""
    if not row.orphans or (row.row_size and row.orphans[0].row_size):
        return []
    line = row.orphans[0].line
    behind = list(takewhile(lambda token: token.line == line, row.orphans))
    if len(behind) == 1 and not behind[0].printed:
        behind = list(takewhile(lambda token: not token.row_size, row.orphans))
    return behind if all(_is_number(token.text) for token in behind) else []


def _goes_on(text: str) -> bool:
    """Whether the last bracket of a text is an opening one, or it ends with the point of its decimals (293.)."""
    is_open = any(text.rfind(opening) > text.rfind(closing) for opening, closing in _BRACKETS)
    return is_open or (text.endswith(".") and is_digits(text[:-1]))


def _is_number(text: str) -> bool:
    """Whether a text is digits, with a point among them or at their end: a number that broke at its point, or with the
    mark of a piece of a page's cell, or of a note. A Chinese numeral breaks as well."""
    return is_piece_of_number(text) or is_chinese_numeral(text) or _has_note(text)


def _count_digits(text: str) -> int:
    """How many digits a number has, without the mark of its note or of a piece."""
    bare = text.rstrip(LOST).replace(".", "")
    return sum(1 for _ in takewhile(str.isdecimal, bare)) if _has_note(text) else len(bare)


def _has_note(text: str) -> bool:
    """Whether a text is a number with the mark of a note behind it (68①, 1625*)."""
    return text[:1].isdecimal() and not is_piece_of_number(text) and parse_number(text).value is not None
