"""Words of a header in slices with a wrong character, mended where all else of the header is there.

A label that is cut into slices cannot be compared with those of the form, as slips of whole labels are. But a header
has each character as often as its labels do: where it has a strange one and lacks one, the one stands for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, permutations

from transforms.form import Slice
from transforms.stream.header_blocks import HeaderBlock
from transforms.stream.slips import may_change_meaning
from transforms.text import is_han

# Words of a header that may have a wrong character. Three may be the words of another column (本年度 for 自然人).
_MOST_SLIPS = 2


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

    A strange character that is a word by itself says least: it is mended where it is the only one.
    """
    wanted = Counter(chain.from_iterable(labels))
    found = Counter(chain.from_iterable(word.text for word in block.slices))
    lacking, strange = wanted - found, found - wanted
    words = [word for word in block.slices if is_slip(word.text, frozenset(wanted))]
    if not 0 < len(words) <= _MOST_SLIPS or not len(words) == lacking.total() == strange.total():
        return None
    if len(words) > 1 and any(len(word.text) == 1 for word in words):
        return None
    ways = list(_ways(words, list(lacking.elements()), frozenset(wanted), labels))
    if len(ways) != 1:
        return None
    mended = dict(zip(words, ways[0], strict=True))
    return HeaderBlock(block.start, block.end, tuple(mended.get(word, word) for word in block.slices))


def _ways(
    words: Sequence[Slice], lacking: Sequence[str], characters: frozenset[str], labels: Sequence[str]
) -> Iterator[list[Slice]]:
    """The words with the characters that lack in their strange ones' places, if all are then slices of labels."""
    for chars in sorted(set(permutations(lacking))):
        texts = [
            "".join(letter if letter in characters else char for letter in word.text)
            for word, char in zip(words, chars, strict=True)
        ]
        if all(any(text in label for label in labels) for text in texts):
            yield [word._replace(text=text) for word, text in zip(words, texts, strict=True)]
