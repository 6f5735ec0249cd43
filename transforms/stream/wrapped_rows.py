"""Rows of table three whose label a text wraps around their values: its beginning above, its end below.

Values are centred beside labels of several lines. Where the label has an even number of lines the values have a line
of their own between them (1.属于国家 | 0 0 0 0 0 0 0 | 秘密), with pieces of the group's label left of both. A line
that holds the values of a whole row and nothing else gets its label back where the last words of the lines above and
below make exactly one of the form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from transforms.form import STOP, Role, Table, applicants, fold_label, vocabulary
from transforms.text import ONE_TO_TEN, is_value_text

# Lines of a label above its values, and as many below: the longest has 34 characters, in columns of six or more.
_MOST_LINES = 3
# The number before a folded label, of one character as all of the form are.
_ORDINAL = re.compile(f"^(?:[{ONE_TO_TEN}]|[1-9])")
# A line of a label ends with a word; a tab or pipe says that its cells are known.
_LAST_WORD = re.compile(r"\S+\s*$")


def join_wrapped_rows(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before, with each such label before its values.

    >>> join_wrapped_rows(["（三）不 1.属于国", "0 0 1 0 0 0 1", "予公开 家秘密"])
    ['（三）不', '1.属于国家秘密 0 0 1 0 0 0 1', '予公开']
    """
    joined = list(lines)
    for number, line in enumerate(lines):
        if not _is_row_of_values(line):
            continue
        for above, below in _ways(joined, number):
            words = [joined[place].split()[-1] for place in (*above, *below)]
            if _names_row("".join(words)):
                joined[number] = f"{''.join(words)} {line.strip()}"
                for place in (*above, *below):
                    joined[place] = _LAST_WORD.sub("", joined[place]).rstrip()
                break
    return joined


def _is_row_of_values(line: str) -> bool:
    words = line.split()
    return len(words) == len(applicants()) and all(is_value_text(word, is_whole=False) for word in words)


def _ways(lines: Sequence[str], number: int) -> Iterator[tuple[range, range]]:
    """The lines above and below that can hold the label, from the fewest on."""
    most_above, most_below = _count_wordy(reversed(lines[:number])), _count_wordy(iter(lines[number + 1 :]))
    for up, down in sorted(product(range(1, most_above + 1), range(1, most_below + 1)), key=sum):
        yield range(number - up, number), range(number + 1, number + 1 + down)


def _count_wordy(lines: Iterator[str]) -> int:
    """How many lines from the first on end with a word."""
    count = 0
    for line in lines:
        words = line.split()
        if count == _MOST_LINES or "|" in line or "\t" in line or not words or is_value_text(words[-1], is_whole=False):
            break
        count += 1
    return count


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
