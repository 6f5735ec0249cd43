"""What an error says in both languages."""

from __future__ import annotations

from flows.errors import words_of
from transforms.language import Pair


def in_both(error: BaseException) -> tuple[str, str]:
    """The Chinese and the English words of an error, which has both."""
    words = words_of(error)
    assert isinstance(words, Pair)
    return words.zh, words.en
