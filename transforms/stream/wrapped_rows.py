"""Rows of table three whose label a text wraps around their values: its beginning above, its end below.

Values are centred beside labels of several lines. Where the label has an even number of lines the values have a line
of their own between them (1.属于国家 | 0 0 0 0 0 0 0 | 秘密), with pieces of the group's label left of both. A line
that holds the values of a whole row and nothing else gets its label back where the last words of the lines above and
below make exactly one of the form's. A label may go on behind the number of a page, and behind the header there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product, takewhile
from typing import NamedTuple

from transforms.form import STOP, Role, Table, applicants, fold_label, vocabulary
from transforms.stream.cells import CELL_MARK, is_page_number
from transforms.stream.wrapping import is_group_piece
from transforms.text import ONE_TO_TEN, is_value_text

# Lines of a label above its values, and as many below: the longest has 34 characters, in columns of four or more. As
# many follow on the next page.
_MOST_LINES = 4
# Lines of the header that a page repeats above the rest of a label: six where its words are wrapped.
_MOST_HEADER_LINES = 8
# The number before a folded label, of one character as all of the form are.
_ORDINAL = re.compile(f"^(?:[{ONE_TO_TEN}]|[1-9])")


class _Part(NamedTuple):
    """A line parted into the words before the label's and the label's own, '' where it has none."""

    before: str
    label: str


def join_wrapped_rows(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before, with each such label before its values.

    >>> join_wrapped_rows(["（三）不 1.属于国", "0 0 1 0 0 0 1", "予公开 家秘密"])
    ['（三）不', '1.属于国家秘密 0 0 1 0 0 0 1', '予公开']
    """
    joined = list(lines)
    for number, line in enumerate(lines):
        before, values = _values_of(line)
        for places in _ways(joined, number, before) if values else ():
            parts = [_parts(before if place == number else joined[place].split()) for place in places]
            ways = (way for way in product(*parts) if _surrounds(way, places, number))
            way = next((way for way in ways if _names_row("".join(part.label for part in way))), None)
            if way is None:
                continue
            for place, part in zip(places, way, strict=True):
                joined[place] = part.before
            joined[number] = " ".join(("".join(part.label for part in way), *values))
            break
    return joined


def _surrounds(way: Sequence[_Part], places: Sequence[int], number: int) -> bool:
    """Whether each side of the values from which lines are taken has words of the label: a line of the group's alone
    (开 of 不予公开, or of the label before) lets the whole label stand below them."""
    sides = {place > number for place in places if place != number}
    return sides == {place > number for place, part in zip(places, way, strict=True) if place != number and part.label}


def _values_of(line: str) -> tuple[list[str], list[str]]:
    """The words and the values of a line that ends with those of a whole row."""
    words = [] if CELL_MARK.search(line) else line.split()
    width = len(applicants())
    first, values = words[:-width], words[-width:]
    are_values = len(values) == width and all(is_value_text(word, is_whole=False) for word in values)
    return (first, values) if are_values and not _is_value(first[-1:]) else ([], [])


def _is_value(words: Sequence[str]) -> bool:
    return any(is_value_text(word, is_whole=False) for word in words)


def _ends_with_value(words: Sequence[str]) -> bool:
    """Whether a line ends with a value: a numeral alone (二) numbers a label, and is one behind another (八十 二)."""
    return _is_value(words[-1:]) or (len(words) > 1 and all(is_value_text(word, is_whole=True) for word in words[-2:]))


def _parts(words: Sequence[str]) -> list[_Part]:
    """The ways to part a line: its last word is the label's, or all behind the group's where a text spaced the letters;
    or none, where all are the group's. A mark alone (” of “三安全一稳定 ”) is a piece of the words before it."""
    if words and not fold_label(words[-1]).replace(STOP, ""):
        return []
    group = len(list(takewhile(is_group_piece, words)))
    parts = [_Part(" ".join(words[:-1]), words[-1])] if words else []
    if len(words) - group > 1 and len(words[-1]) == 1:
        parts.append(_Part(" ".join(words[:group]), "".join(words[group:])))
    return [*([_Part(" ".join(words), "")] if group == len(words) else []), *parts]


def _ways(lines: Sequence[str], number: int, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The lines around the values that can hold the label, with their own, from the fewest on, with those of a group's
    label or without; `words` stand before the values."""
    fewest = 1 if all(map(is_group_piece, words)) else 0
    for skips_groups in (False, True):
        above = _wordy(lines, range(number - 1, -1, -1), skips_groups=skips_groups)
        below = _wordy(lines, range(number + 1, len(lines)), skips_groups=skips_groups)
        ends = product(range(fewest, len(above) + 1), range(fewest, len(below) + 1))
        for up, down in sorted(ends, key=sum):
            if up or down:
                yield (*reversed(above[:up]), number, *below[:down])
        for rest in _over_page_break(lines, range(number - 1, -1, -1), above, 1, skips_groups=skips_groups):
            yield (*reversed(rest), number)
        ahead = range(number + 1, len(lines)) if words else ()  # a label that goes on there has begun beside them
        for rest in _over_page_break(lines, ahead, below, _MOST_HEADER_LINES, skips_groups=skips_groups):
            yield (number, *rest)


def _over_page_break(
    lines: Sequence[str], numbers: Sequence[int], near: Sequence[int], starts: int, *, skips_groups: bool
) -> Iterator[tuple[int, ...]]:
    """The lines that hold the rest of a label on this page, `near`, and behind a page's number: from the first line
    there, or from one of as many as `starts`, where a header stands above it."""
    start = next((at for at, number in enumerate(numbers) if number not in near and lines[number].strip()), None)
    if start is None or not is_page_number(lines[numbers[start]]):
        return
    filled = [at for at in range(start + 1, len(numbers)) if lines[numbers[at]].strip()][:starts]
    # A header has no values, or one in a running head: behind a row of the next page nothing is the rest of another.
    for first in takewhile(lambda at: not _values_of(lines[numbers[at]])[1], filled):
        far = _wordy(lines, numbers[first:], skips_groups=skips_groups)
        for count in range(1, len(far) + 1):
            yield (*near, *far[:count])


def _wordy(lines: Sequence[str], numbers: Iterable[int], *, skips_groups: bool) -> list[int]:
    """The numbers of the lines that end with a word, up to the first that does not."""
    found: list[int] = []
    for number in numbers:
        words = lines[number].split()
        if len(found) == _MOST_LINES or CELL_MARK.search(lines[number]) or not words or _ends_with_value(words):
            break
        if not (skips_groups and all(map(is_group_piece, words))):
            found.append(number)
    return found


def begins_row(text: str) -> bool:
    """Whether a text is the label of a row of table three, or its beginning.

    >>> begins_row("1.信访举报投诉类"), begins_row("类申请")
    (True, False)
    """
    folded = fold_label(text).replace(STOP, "")
    return folded in _beginnings_of_rows() or (_ORDINAL.sub("", folded) or folded) in _beginnings_of_rows()


def _names_row(text: str) -> bool:
    folded = fold_label(text).replace(STOP, "")
    return _ORDINAL.sub("", folded) in _row_labels()


def names_label(text: str, table: Table, role: Role) -> bool:
    """Whether a text is a label with this meaning, and not without its number one of another role (总计, 其他).

    >>> names_label("（七）总计", Table.REQUESTS, Role.ROW), names_label("总计", Table.REQUESTS, Role.ROW)
    (True, False)
    """
    folded = fold_label(text).replace(STOP, "")
    bare = _ORDINAL.sub("", folded)
    roles = {label.role for label in vocabulary().meanings.get(bare, ()) if label.table == table}
    return role in roles and (len(roles) == 1 or bare != folded)


@cache
def _beginnings_of_rows() -> frozenset[str]:
    return frozenset(core[:end] for core in _row_labels() for end in range(len(core) + 1))


@cache
def _row_labels() -> frozenset[str]:
    return frozenset(
        core
        for core, labels in vocabulary().meanings.items()
        if any(label.table == Table.REQUESTS and label.role == Role.ROW for label in labels)
    )
