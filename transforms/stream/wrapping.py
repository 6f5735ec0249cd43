"""Put labels that a source wrapped inside their columns together again.

Two things are mended before labels are searched, both in texts that give a table line by line. The label of a group
of rows, set beside them, breaks into the labels of the rows (（四）无 1.本机关不掌握 | 法提供 相关政府信息): its pieces
are left out where words follow on the line. And where a source wraps the labels of a header inside their columns, it
gives the first lines of all labels, then the second lines (结果 结果 其他 | 维持 纠正 结果): the words of a line are
joined to those of the line above, if that makes labels of the form of all of them. Nothing else is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, islice, product
from operator import add

from transforms.form import STOP, Role, Table, fold_label, vocabulary
from transforms.stream.cells import Boundary, Cell
from transforms.text import ONE_TO_TEN

# The number before a folded label, of one character as all of the form are. A piece that begins with a numeral itself
# (三类内部事务信息 of 属于三类…) loses it, and is found inside its label without.
_ORDINAL = re.compile(f"^(?:[{ONE_TO_TEN}]|[1-9])")
_GROUP_ORDINALS = tuple("三四五六")
# Two lines are usual (本年新 | 制作数量), three the most that a header's label of eight characters takes.
_MAX_LINES = 3
# A longer word is a sentence or a row's label, not a line of a header's.
_LONGEST_PIECE = 14
# The widest header, of table four, has fifteen labels. Of one line a label takes three words at most, where spaces tore
# it; more would only add ways to try.
_MOST_WORDS, _MOST_PARTS = 16, 3


def unwrap_labels(cells: Sequence[Cell]) -> list[Cell]:
    """The stream with wrapped header lines joined and pieces of group labels left out."""
    lines = [_without_group_piece(list(group)) for _, group in groupby(cells, key=lambda cell: cell.line)]
    joined: list[Cell] = []
    index = 0
    while index < len(lines):
        block, used = _unwrap_at(lines, index)
        joined.extend(block)
        index += used
    return joined


def _without_group_piece(line: list[Cell]) -> list[Cell]:
    if len(line) < 2 or line[1].before != Boundary.SPACE or line[0].before > Boundary.BLANK:
        return line
    if not is_group_piece(line[0].text) or not _is_row_piece(line[1].text):
        return line
    if is_whole_label(line[0].text + line[1].text):
        return line
    return [line[1]._replace(before=line[0].before), *line[2:]]


def is_whole_label(text: str) -> bool:
    """Whether words that a space tore are a label together: （六）其他 处理."""
    return _ORDINAL.sub("", fold_label(text)) in vocabulary().meanings


def is_group_piece(text: str) -> bool:
    """Whether a word is a piece of a group's label, but no label of its own.

    >>> is_group_piece("（三）不予"), is_group_piece("法提供"), is_group_piece("3.其他")
    (True, True, False)
    """
    folded = fold_label(text)
    bare = _ORDINAL.sub("", folded)
    is_numbered = folded[:1] in _GROUP_ORDINALS
    is_own_label = bare in vocabulary().meanings and not is_numbered
    if not bare:
        return is_numbered
    return not is_own_label and bare in _pieces_of_groups()


def are_group_pieces(text: str) -> bool:
    """Whether a word is a piece of a group's label, or those of two groups of which one stands beside the other.

    >>> are_group_pieces("办（三）不"), are_group_pieces("度形")
    (True, False)
    """
    if is_group_piece(text):
        return True
    folded = fold_label(text)
    # Longer than two labels with their numbers it is none, and every split would be tried of a text of any length.
    longest = 2 * (1 + max(map(len, group_cores())))
    splits = range(1, len(folded) if len(folded) <= longest else 1)
    return any(is_group_piece(folded[:at]) and is_group_piece(folded[at:]) for at in splits)


@cache
def group_cores() -> tuple[str, ...]:
    """The labels of groups of rows, folded."""
    meanings = vocabulary().meanings
    return tuple(core for core, labels in meanings.items() if any(label.role == Role.GROUP for label in labels))


@cache
def _pieces_of_groups() -> frozenset[str]:
    """Whatever stands inside of a label of a group."""
    return frozenset(core[start:end] for core in group_cores() for end in range(len(core) + 1) for start in range(end))


def _is_row_piece(text: str) -> bool:
    bare = _ORDINAL.sub("", fold_label(text)).replace(STOP, "")
    if len(bare) == 1:
        return any(core.endswith(bare) for core in _row_cores())
    return len(bare) > 1 and any(bare in core for core in _row_cores())


@cache
def _row_cores() -> tuple[str, ...]:
    meanings = vocabulary().meanings
    rows = {
        core
        for core, labels in meanings.items()
        if any(label.table == Table.REQUESTS and label.role == Role.ROW for label in labels)
    }
    return tuple(rows)


def _unwrap_at(lines: Sequence[list[Cell]], index: int) -> tuple[list[Cell], int]:
    if not _is_wordy(lines[index]):
        return lines[index], 1
    following = list(lines[index + 1 : index + _MAX_LINES])
    while following and not all(_is_wordy(line) for line in following):
        following.pop()
    for count in range(len(following), 0, -1):
        block = _join_lines([lines[index], *following[:count]])
        if block is not None:
            return block, 1 + count
    return lines[index], 1


def _is_wordy(line: Sequence[Cell]) -> bool:
    """Whether a line holds two short words or more, and no digits."""
    words = [cell.text for cell in line if cell.text]
    return len(words) > 1 and all(len(word) <= _LONGEST_PIECE and not any(map(str.isdigit, word)) for word in words)


def _join_lines(lines: Sequence[Sequence[Cell]]) -> list[Cell] | None:
    """Join the words of the lines column by column; None unless that makes labels of all that were joined."""
    if all(len(line) == len(lines[0]) for line in lines):
        columns = [[line[place].text for line in lines] for place in range(len(lines[0]))]
        texts = ["".join(parts) for parts in columns]
        wrapped = [text for text, parts in zip(texts, columns, strict=True) if sum(map(bool, parts)) > 1]
        if len(wrapped) > 1 and all(_is_label(text) for text in texts if text):
            return [cell._replace(text=text) for text, cell in zip(texts, lines[0], strict=True)]
        return None
    return _join_parts(lines)


def _join_parts(lines: Sequence[Sequence[Cell]]) -> list[Cell] | None:
    """Join words whose number differs from line to line: the only way to make labels of them all, if there is one.

    Each label takes its words from the lines from top to bottom; a short label may stand whole on any of them.
    """
    if max(map(len, lines)) > _MOST_WORDS or not all(cell.text for line in lines for cell in line):
        return None
    joined = _ways_from((0,) * len(lines), lines, {tuple(map(len, lines)): [[]]})
    return joined[0] if len(joined) == 1 else None


def _ways_from(
    place: tuple[int, ...], lines: Sequence[Sequence[Cell]], known: dict[tuple[int, ...], list[list[Cell]]]
) -> list[list[Cell]]:
    """Up to two ways to make labels of all words from a place in each line on."""
    if place not in known:
        ways = ([cell, *rest] for cell, after in _labels_at(lines, place) for rest in _ways_from(after, lines, known))
        known[place] = list(islice(ways, 2))
    return known[place]


def _labels_at(lines: Sequence[Sequence[Cell]], place: tuple[int, ...]) -> Iterator[tuple[Cell, tuple[int, ...]]]:
    """The labels that the next words of the lines make, and the places behind them."""
    rest = [len(line) - start for line, start in zip(lines, place, strict=True)]
    for counts in product(*(range(min(count, _MOST_PARTS) + 1) for count in rest)):
        words = [
            cell
            for line, start, count in zip(lines, place, counts, strict=True)
            for cell in line[start : start + count]
        ]
        text = "".join(cell.text for cell in words)
        if words and _is_label(text):
            yield words[0]._replace(text=text), tuple(map(add, place, counts))


def _is_label(text: str) -> bool:
    return fold_label(text) in _label_texts()


@cache
def _label_texts() -> frozenset[str]:
    units = ("", "元", "万元", "单位元", "单位万元")
    return frozenset(core + unit for core in vocabulary().meanings for unit in units)
