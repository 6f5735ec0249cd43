"""Raised and lowered text as characters of its own, so that a note's mark never becomes a digit of a number."""

from __future__ import annotations

_RAISED = {ord(digit): raised for digit, raised in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)}


def raise_marks(text: str) -> str:
    """Digits as superscript digits, in place; other text is left as it is.

    >>> "5" + raise_marks("2"), raise_marks("[1]"), raise_marks("注")
    ('5²', '[1]', '注')
    """
    bare = text.strip()
    return text if bare.startswith(("[", "〔", "(", "（")) else text.translate(_RAISED)
