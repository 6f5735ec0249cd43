"""Running numbers beside the rows of a table: they are nobody's values, and taken off the stream.

A table with a column of running numbers (序号) prints 1, 2, 3 … before its labels. In a text that gives a cell a line
the number of the next row stands behind the values of the row before, and fills the place of a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.form import Role
from transforms.stream.cells import Boundary
from transforms.stream.tokens import Kind, Token
from transforms.text import LOST

# The head of a column of running numbers. 编号 alone also heads other columns, but numbers that count follow it then.
_HEAD = re.compile("序号|编号|项次")
# A running number: a form has no hundred rows. One below another may be marked as if it went on there.
_NUMBER = re.compile(f"[1-9][0-9]?{LOST}?")
# So many numbers that count on, one before each label, are a series where its head is printed, and where it is not:
# the last values of rows may count on as well.
_FEWEST_WITH_HEAD, _FEWEST_ALONE = 3, 6


def drop_series(tokens: Sequence[Token]) -> list[Token]:
    """The stream of a text without cells, its running numbers before labels of rows taken out."""
    has_head = any(token.kind == Kind.TEXT and _HEAD.search(token.text) for token in tokens)
    members = _find_series(list(_numbers_of_labels(tokens)), has_head=has_head)
    if has_head:
        members |= set(_missing_members(tokens, sorted(members)))
    return [token for index, token in enumerate(tokens) if index not in members]


class _Numbered(NamedTuple):
    """A number that may be the running one of a row, and its place; whether it stands behind the row's label, as where
    the label takes two lines and has the number between them."""

    place: int
    number: int
    is_behind: bool = False


def _numbers_of_labels(tokens: Sequence[Token]) -> Iterator[list[_Numbered]]:
    """For each label of a row the number before its words, and the one that begins the line behind it.

    A number stands before a label if no other label and no value is between them; where both are there, that which
    begins a line is the first.
    """
    start = 0
    for index, token in enumerate(tokens):
        if token.kind in (Kind.VALUE, Kind.EMPTY):
            start = index + 1
        elif _is_row(token):
            before = [*range(index - 1, start - 1, -1), *([start - 1] if start else [])]
            place = next((at for at in before if _is_running(tokens[at])), None)
            numbers = [] if place is None else [_Numbered(place, _number(tokens[place]))]
            behind = _place_behind(tokens, index)
            if behind < len(tokens) and _begins_line(tokens[behind]):
                numbers.append(_Numbered(behind, _number(tokens[behind]), is_behind=True))
            start = index + 1
            yield sorted(numbers, key=lambda number: not _begins_line(tokens[number.place]))


def _place_behind(tokens: Sequence[Token], label: int) -> int:
    """The place behind a label and what is glued to it: the rest of a line that begins as another label does."""
    place = label + 1
    while place < len(tokens) and tokens[place].is_glued and tokens[place].kind == Kind.TEXT:
        place += 1
    return place


def _begins_line(token: Token) -> bool:
    """Whether a running number begins a line."""
    return token.before == Boundary.LINE and _is_running(token)


def _is_row(token: Token) -> bool:
    return any(label.role == Role.ROW for label in token.labels)


def _is_running(token: Token) -> bool:
    is_free = token.kind in (Kind.VALUE, Kind.TEXT) and not token.is_glued and not token.row_size
    return is_free and _NUMBER.fullmatch(token.text) is not None


def _number(token: Token) -> int:
    return int(token.text.rstrip(LOST))


def _find_series(numbers: Sequence[Sequence[_Numbered]], *, has_head: bool) -> set[int]:
    """The places of numbers that count on from one label to the next."""
    fewest = _FEWEST_WITH_HEAD if has_head else _FEWEST_ALONE
    members: set[int] = set()
    for run in _runs([number for number in own if has_head or not number.is_behind] for own in numbers):
        if sum(not number.is_behind for number in run) >= fewest:
            members.update(number.place for number in run)
    return members


def _missing_members(tokens: Sequence[Token], members: Sequence[int]) -> Iterator[int]:
    """The places of numbers that are missing between two of a series, as the labels behind them are damaged: the only
    such number between these that begins a line."""
    for first, second in pairwise(members):
        for missing in range(_number(tokens[first]) + 1, _number(tokens[second])):
            places = range(first + 1, second)
            found = [at for at in places if _begins_line(tokens[at]) and _number(tokens[at]) == missing]
            if len(found) == 1:
                yield found[0]


def _runs(numbers: Iterable[Sequence[_Numbered]]) -> Iterator[list[_Numbered]]:
    """Numbers that count on, one a label; one behind its label begins none."""
    run: list[_Numbered] = []
    for own in numbers:
        counted = next((number for number in own if run and number.number == run[-1].number + 1), None)
        first = next((number for number in own if not number.is_behind), None)
        if counted is None and first is not None and not _leaves_one_out(run, first):
            yield run
            run = []
        run += filter(None, [counted or first])
    yield run


def _leaves_one_out(run: Sequence[_Numbered], number: _Numbered) -> bool:
    """Whether a number counts on behind one whose label is damaged."""
    return len(run) >= _FEWEST_WITH_HEAD and number.number == run[-1].number + 2
