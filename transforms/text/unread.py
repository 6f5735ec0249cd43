"""What a cell shows beside its text and no reader takes: named in brackets, so that it does not pass for blank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

IMAGE: Final = "[image]"
FORM_FIELD: Final = "[form field]"
OBJECT: Final = "[object]"
FORMULA: Final = "[formula]"
LIST_NUMBER: Final = "[list number]"
GENERATED: Final = "[generated text]"
ANNOTATION: Final = "[annotation]"

UNREAD: Final = (IMAGE, FORM_FIELD, OBJECT, FORMULA, LIST_NUMBER, GENERATED, ANNOTATION)
"""All of them."""


def join_marks(marks: Iterable[str]) -> str:
    """The marks of a cell, each once.

    >>> join_marks([IMAGE, OBJECT, IMAGE])
    '[image][object]'
    """
    return "".join(dict.fromkeys(marks))


def without_marks(text: str) -> str:
    """A text without the marks at its end.

    >>> without_marks("3[image][form field]"), without_marks("[1]")
    ('3', '[1]')
    """
    mark = next((mark for mark in UNREAD if text.endswith(mark)), "")
    return without_marks(text.removesuffix(mark)) if mark else text
