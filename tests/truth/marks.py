"""Invisible marks that let the truth follow a cell through typesetting and damage.

While a report is being made, the text of every value cell stands between two characters of a private plane, and every
label is led by one. Whatever is done to the text, the marks that are left say what is still printed. `strip_marks`
takes them out before anyone reads the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.truth.form import FORMS, Key, block_of, column_of, form_keys, row_of

KEYS: tuple[Key, ...] = tuple(dict.fromkeys(key for form in FORMS for key in form_keys(form)))
ROWS: tuple[Key, ...] = tuple(dict.fromkeys(row_of(key) for key in KEYS))
HEADERS: tuple[tuple[Key, Key], ...] = tuple(dict.fromkeys((block_of(key), column_of(key)) for key in KEYS))

_OPEN, _CLOSE, _ROW, _HEADER, _LABEL, _FOREIGN, _FOOTER = (0xF0000 + 0x1000 * place for place in range(7))
_KEY_INDEX = {key: index for index, key in enumerate(KEYS)}
_ROW_INDEX = {row: index for index, row in enumerate(ROWS)}
_HEADER_INDEX = {header: index for index, header in enumerate(HEADERS)}
_PLAIN = re.compile("[^\\s|\U000f0000-\U000fffff]*")
ANY_MARK = re.compile("[\U000f0000-\U000fffff]")

LABEL_MARK = chr(_LABEL)
FOREIGN_MARK = chr(_FOREIGN)
FOOTER_MARK = chr(_FOOTER)


def mark_value(key: Key, text: str) -> str:
    index = _KEY_INDEX[key]
    return f"{chr(_OPEN + index)}{text}{chr(_CLOSE + index)}"


def mark_row(row: Key, text: str) -> str:
    return f"{chr(_ROW + _ROW_INDEX[row])}{text}"


def mark_header(block: Key, column: Key, text: str) -> str:
    return f"{chr(_HEADER + _HEADER_INDEX[block, column])}{text}"


def mark_label(text: str) -> str:
    """Mark a label that names neither a row nor a column: a caption, a group, a corner."""
    return f"{LABEL_MARK}{text}"


def mark_foreign(text: str) -> str:
    """Mark a value that belongs to no cell of the form."""
    return f"{FOREIGN_MARK}{text}"


def mark_footer(text: str) -> str:
    """Mark a page number that stands alone on a line."""
    return f"{FOOTER_MARK}{text}"


def strip_marks(text: str) -> str:
    return ANY_MARK.sub("", text)


def split_mark(text: str) -> tuple[str, str]:
    """The leading mark of a label, if any, and the label."""
    return (text[:1], text[1:]) if ANY_MARK.match(text) else ("", text)


@dataclass(frozen=True)
class Event:
    """One mark met on the way through a text: a value with its printed text, a row label, a header, or another.

    What belongs to no cell of the form is foreign, and a page number on a line of its own a footer.
    """

    kind: str
    start: int
    end: int
    key: Key = ()
    column: Key = ()
    text: str = ""


def _event(text: str, position: int) -> Event | None:
    code = ord(text[position])
    index = code & 0xFFF
    if code < _CLOSE:
        close = text.find(chr(_CLOSE + index), position)
        if close < 0:
            return None
        return Event("value", position, close + 1, KEYS[index], text=strip_marks(text[position:close]))
    if code < _ROW:
        return None
    if code < _HEADER:
        return Event("row", position, position + 1, ROWS[index])
    if code < _LABEL:
        block, column = HEADERS[index]
        return Event("header", position, position + 1, block, column)
    kind = "label" if code < _FOREIGN else "foreign" if code < _FOOTER else "footer"
    follows = _PLAIN.match(text, position + 1)
    return Event(kind, position, position + 1, text=follows.group() if follows and kind != "label" else "")


def read_marks(text: str) -> Iterator[Event]:
    """All marks of a text, in order; a value counts only while its closing mark is there too."""
    for match in ANY_MARK.finditer(text):
        event = _event(text, match.start())
        if event is not None:
            yield event
