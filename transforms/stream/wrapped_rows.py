"""Rows of table three whose label a text wraps around their values: its beginning above, its end below.

Values are centred beside labels of several lines. Where the label has an even number of lines the values have a line
of their own between them (1.属于国家 | 0 0 0 0 0 0 0 | 秘密), with pieces of the group's label left of both. A line
that holds the values of a whole row and nothing else gets its label back where the last words of the lines above and
below make exactly one of the form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from transforms.form import STOP, Role, Table, applicants, fold_label, vocabulary
from transforms.stream.wrapping import is_group_piece
from transforms.text import ONE_TO_TEN, is_value_text

# Lines of a label above its values, and as many below: the longest has 34 characters, in columns of four or more.
_MOST_LINES = 4
# The number before a folded label, of one character as all of the form are.
_ORDINAL = re.compile(f"^(?:[{ONE_TO_TEN}]|[1-9])")
# A tab or pipe says that the cells of a line are known.
_CELL_MARK = re.compile(r"[\t|]")
# The word of the label, behind those of the group's.
_LAST_WORD = re.compile(r"\S+\s*$")


def join_wrapped_rows(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before, with each such label before its values.

    >>> join_wrapped_rows(["（三）不 1.属于国", "0 0 1 0 0 0 1", "予公开 家秘密"])
    ['（三）不', '1.属于国家秘密 0 0 1 0 0 0 1', '予公开']
    """
    joined = list(lines)
    for number, line in enumerate(lines):
        values = _values_of(line)
        for places in _ways(joined, number) if values else ():
            words = [joined[place].split()[-1] for place in places]
            if _names_row("".join(words)):
                joined[number] = " ".join(("".join(words), *values))
                for place in places:
                    joined[place] = _LAST_WORD.sub("", joined[place]).rstrip()
                break
    return joined


def _values_of(line: str) -> list[str]:
    """The values of a line that holds those of a whole row and nothing else but pieces of a group's label."""
    words = line.split()
    width = len(applicants())
    first, values = words[:-width], words[-width:]
    are_values = len(values) == width and all(is_value_text(word, is_whole=False) for word in values)
    return values if are_values and all(map(is_group_piece, first)) else []


def _ways(lines: Sequence[str], number: int) -> Iterator[tuple[int, ...]]:
    """The lines above and below that can hold the label, from the fewest on, with those of a group's label or
    without."""
    for skips_groups in (False, True):
        above = _wordy(lines, range(number - 1, -1, -1), skips_groups=skips_groups)
        below = _wordy(lines, range(number + 1, len(lines)), skips_groups=skips_groups)
        ends = product(range(1, len(above) + 1), range(1, len(below) + 1))
        for up, down in sorted(ends, key=sum):
            yield (*reversed(above[:up]), *below[:down])


def _wordy(lines: Sequence[str], numbers: Iterable[int], *, skips_groups: bool) -> list[int]:
    """The numbers of the lines that end with a word, up to the first that does not."""
    found: list[int] = []
    for number in numbers:
        words = lines[number].split()
        if (
            len(found) == _MOST_LINES
            or _CELL_MARK.search(lines[number])
            or (words and is_value_text(words[-1], is_whole=False))
        ):
            break
        if not words:
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
    return any(core.startswith((folded, _ORDINAL.sub("", folded) or folded)) for core in _row_labels())


def _names_row(text: str) -> bool:
    folded = fold_label(text).replace(STOP, "")
    return folded in _row_labels() or _ORDINAL.sub("", folded) in _row_labels()


@cache
def _row_labels() -> frozenset[str]:
    return frozenset(
        core
        for core, labels in vocabulary().meanings.items()
        if any(label.table == Table.REQUESTS and label.role == Role.ROW for label in labels)
    )
