"""The text of a table cell that also shows what is not read: a picture, a form field, an embedded object."""

from __future__ import annotations

from collections.abc import Collection

from transforms.text import is_value_text, join_marks, without_marks


def tell_unread(text: str, marks: Collection[str], floating: Collection[str] = ()) -> str:
    """The text of a cell with what it shows and nobody reads, so that the cell is neither blank nor a sure number.

    Marks beside words (a stamp, an arrow) say nothing about a value and are left out. What floats can belong to any
    place of the page: it is told only where the cell is else empty.

    >>> tell_unread("", ["[image]"]), tell_unread("3", ["[image]"]), tell_unread("规章", ["[image]"])
    ('[image]', '3[image]', '规章')
    >>> tell_unread("3", [], ["[image]"]), tell_unread(" ", [], ["[image]"])
    ('3', '[image]')
    """
    if not text.strip():
        return join_marks([*marks, *floating]) or text
    return text + join_marks(marks) if marks and is_value_text(text.strip(), is_whole=True) else text


def is_unread(text: str) -> bool:
    """Whether a cell shows nothing but what is not read.

    >>> is_unread("[image]"), is_unread("3[image]"), is_unread("")
    (True, False, False)
    """
    return bool(text) and not without_marks(text)
