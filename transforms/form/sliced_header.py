"""The order of a header's columns where its labels were cut into slices, a line of the text after the other.

Where cells are centred, or too narrow for their labels, a text gives the header in lines of words, each a slice of a
label (自然 社会 法律 | 商业 科研 总计 | 人 公益 服务 其他). Words on different lines have no order. What orders them
is the line that they share, or where they stand on it. An order of the columns is possible if the words can be put
together to the labels, each from top to bottom, so that no word stands left of another whose column is before its own.
Where more than one order is possible, the header says none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple


class Slice(NamedTuple):
    """A word of a header: its text, folded, the number of its line, and where it begins and ends on it.

    In a text that keeps no places `start` and `end` count words, and `is_placed` is false: they are compared with
    those of the same line only.
    """

    text: str
    line: int
    start: float
    end: float
    is_placed: bool


class Heading(NamedTuple):
    """A label and the first and last of the columns that it stands over in an order of them."""

    text: str
    first: int
    last: int


# Characters by which words of one column drift apart on different lines, where a line before them is fuller.
_DRIFT = 2
# Two letters of one label may be set apart on a line.
_LETTERS = 2
# Ways to put a word to a label that are tried for one order. A real header takes a hundredth; one that takes more has
# so many equal slices that it tells nothing.
_MOST_STEPS = 20_000


def has_same_characters(slices: Sequence[Slice], labels: Sequence[str]) -> bool:
    """Whether words and labels are made of the same characters, each as often: nothing is lost and nothing strange."""
    return Counter(chain.from_iterable(part.text for part in slices)) == Counter(chain.from_iterable(labels))


def is_possible(
    slices: Sequence[Slice], headings: Sequence[Heading], *, wraps: bool = False, drift: float | None = None
) -> bool | None:
    """Whether the words can be put together to the labels of an order without contradicting it; None if that takes too
    many steps to be told.

    Where each label `wraps` in its cell, no line has two words of one: 其他 结果 there are slices of neighbours.
    Letters set apart (总 计) are one word. Places of different lines are compared but for so much `drift`.

    >>> words = [Slice("自然", 0, 0, 1, False), Slice("总计", 0, 1, 2, False), Slice("人", 1, 0, 1, False)]
    >>> is_possible(words, [Heading("自然人", 0, 0), Heading("总计", 1, 1)])
    True
    >>> is_possible(words, [Heading("总计", 0, 0), Heading("自然人", 1, 1)])
    False
    """
    puzzle = _Puzzle(slices, headings, wraps=wraps, drift=_DRIFT if drift is None else drift)
    is_solved = puzzle.is_solved(0, (0,) * len(headings), {})
    return is_solved if is_solved or puzzle.steps >= 0 else None


class _Puzzle:
    """The words still to be put, from top to bottom and from left to right, and the steps that are left."""

    def __init__(self, slices: Sequence[Slice], headings: Sequence[Heading], *, wraps: bool, drift: float) -> None:
        self.slices = slices
        self.headings = headings
        self.wraps = wraps
        self.drift = drift
        self.steps = _MOST_STEPS
        self.failed: set[tuple[int, tuple[int, ...], tuple[int, ...]]] = set()

    def is_solved(self, place: int, filled: tuple[int, ...], put: Mapping[int, int]) -> bool:
        """Whether the words from a place on fit; `filled` characters of each label are there, `put` are the labels
        of the words before."""
        if place == len(self.slices):
            return all(count == len(heading.text) for count, heading in zip(filled, self.headings, strict=True))
        self.steps -= 1
        state = (place, filled, self._frontier(place, put))
        if self.steps < 0 or state in self.failed:
            return False
        word = self.slices[place]
        for index, heading in enumerate(self.headings):
            if not heading.text.startswith(word.text, filled[index]):
                continue
            if any(self._contradicts(other, place, put[other], index) for other in range(place)):
                continue
            grown = (*filled[:index], filled[index] + len(word.text), *filled[index + 1 :])
            if self.is_solved(place + 1, grown, {**put, place: index}):
                return True
        self.failed.add(state)
        return False

    def _frontier(self, place: int, put: Mapping[int, int]) -> tuple[int, ...]:
        """What the words before say of those to come: the last column begun on the line, or all where places count."""
        word = self.slices[place]
        if word.is_placed:
            return tuple(put.values())
        on_line = (put[other] for other in range(place) if self.slices[other].line == word.line)
        return (max((self.headings[index].first for index in on_line), default=-1),)

    def _contradicts(self, other: int, place: int, before: int, index: int) -> bool:
        """Whether two words stand the other way round than the columns of their labels."""
        first, second = self.slices[other], self.slices[place]
        left, right = self.headings[before], self.headings[index]
        if first.line != second.line and not (first.is_placed and second.is_placed):
            return False
        if self.wraps and first.line == second.line and before == index and len(first.text + second.text) > _LETTERS:
            return True
        drift = 0 if first.line == second.line else self.drift
        if first.end + drift <= second.start:
            return right.last < left.first
        return second.end + drift <= first.start and left.last < right.first
