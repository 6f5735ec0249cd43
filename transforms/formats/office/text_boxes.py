"""Which text boxes are part of what a document says."""

from __future__ import annotations

from transforms.text import is_han

# Chinese characters of a text box that says something: a title has more, the number of a page, a stamp or a caption of
# a drawing fewer. Misses 年度报告 alone.
_FEWEST_HAN = 8


def has_words(text: str) -> bool:
    """Whether a text box holds words, and not the number of a page or a stamp.

    >>> has_words("2023年政府信息公开工作年度报告"), has_words("- 3 -")
    (True, False)
    """
    return sum(map(is_han, text)) >= _FEWEST_HAN
