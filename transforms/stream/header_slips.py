"""Words of a header in slices with a wrong character, mended where all else of the header is there.

A label that is cut into slices cannot be compared with those of the form, as slips of whole labels are. But a header
has each character as often as its labels do: where it has a strange one and lacks one, the one stands for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, permutations, repeat

from transforms.form import Slice
from transforms.stream.header_blocks import HeaderBlock
from transforms.stream.slips import have_same_meaning, may_change_meaning
from transforms.text import is_han

# Words of a header that may have a wrong character: more are damage of another kind, or another header.
_MOST_SLIPS = 2
# A label of two characters (总计) with one wrong is another word (小计), but for the variants that reports have (其它).
_SHORTEST_LABEL = 3


def is_slip(word: str, characters: frozenset[str]) -> bool:
    """Whether a word has one character that no label of a header has, which changes no meaning.

    >>> labels = frozenset("自然人总计")
    >>> is_slip("自讯人", labels), is_slip("自然人", labels), is_slip("上计", labels), is_slip("合讯", labels)
    (True, False, False, False)
    """
    strange = [char for char in word if char not in characters]
    return len(strange) == 1 and is_han(strange[0]) and not may_change_meaning(strange[0])


def mend_slips(block: HeaderBlock, labels: Sequence[str]) -> HeaderBlock | None:
    """The header with each strange character replaced by the one that it lacks; None where something else is wrong with
    it, or where more than one way leads to slices of its labels.

    What lacks may carry no meaning either. A strange character that is a word by itself says least: it is mended where
    it is the only one.
    """
    wanted = Counter(chain.from_iterable(labels))
    characters = frozenset(wanted)
    found = Counter(chain.from_iterable(word.text for word in block.slices))
    lacking, strange = wanted - found, found - wanted
    words = [word for word in block.slices if is_slip(word.text, characters)]
    if not 0 < len(words) <= _MOST_SLIPS or not len(words) == lacking.total() == strange.total():
        return None
    if any(map(may_change_meaning, lacking)) or (len(words) > 1 and any(len(word.text) == 1 for word in words)):
        return None
    ways = [
        texts
        for chars in sorted(set(permutations(lacking.elements())))
        if all(map(_may_be, words, texts := _put_in(words, chars, characters), repeat(labels)))
    ]
    if len(ways) != 1:
        return None
    mended = {word: word._replace(text=text) for word, text in zip(words, ways[0], strict=True)}
    return replace(block, slices=tuple(mended.get(word, word) for word in block.slices), is_mended=True)


def _put_in(words: Sequence[Slice], chars: Sequence[str], characters: frozenset[str]) -> list[str]:
    """The words with other characters in the places of their strange ones."""
    return [
        "".join(letter if letter in characters else char for letter in word.text)
        for word, char in zip(words, chars, strict=True)
    ]


def _may_be(word: Slice, text: str, labels: Sequence[str]) -> bool:
    """Whether a word may stand for a text: a slice of a label, and no whole one that is too short to tell."""
    is_short_label = text in labels and len(text) < _SHORTEST_LABEL
    return any(text in label for label in labels) and (not is_short_label or have_same_meaning(word.text, text))
