"""Labels and unknown texts, each with the cells that follow it.

This is the step between the flat stream of tokens and the tables: damaged labels are recognised by their nearest
neighbour among the labels of the forms, and every label gets its *tail*, the values and empty cells up to the next
word. What a tail means is decided later, when the columns are known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from transforms.form import STOP, Label, Role, Table, applicants, groups_of, vocabulary
from transforms.stream.cells import Boundary
from transforms.stream.reading_order import is_digits, is_piece_of_number, repair_by_place
from transforms.stream.series import drop_series
from transforms.stream.slips import SHORTEST_LABEL, find_damaged_label, is_stutter
from transforms.stream.tokens import Kind, Token
from transforms.stream.torn_numbers import GOES_ON
from transforms.stream.wrapping import are_group_pieces, is_group_piece
from transforms.text import MONEY, ONE_TO_TEN, find_money_unit

# A unit behind a label or behind a value in another cell (件, 单位万元, 元人民币): several in turn, and nothing else. A
# word with a unit in it (申请件数) is none.
_UNIT_WORD = re.compile(rf"(?:单位)?(?:件|人次|条|项|个|份|宗|次|起|例|家|部|篇|数量?|{MONEY}|人民币){{1,4}}")
# The number before a folded label, Chinese or an ordinal of `fold_piece`. A month, day or year has none (三月); of one
# with two numerals the first is taken all the same (十二月).
_ORDINAL = re.compile(f"^(?:第?[{ONE_TO_TEN}]{{1,3}}。?(?!年|月|日)|[\ue001-\ue009])")
# The longest label has 34 characters, and slips may have made it longer.
_LONGEST_LABEL = 45
# A longer text without a sentence mark is a sentence that lost it.
_LONGEST_PHRASE = 45
# Into more words no label is torn; each more is tried at every word of a report.
_MAX_WINDOW = 6
# Closes an amount, behind its unit (30 元整).
_CLOSING = "整正"
# A word behind an amount that may be its unit is as short as units are: 圆, 亿, 仟元, one that lost its characters. A
# remark of so few letters (备注) costs its amount; a unit among more words (元以人民币计价) is not seen.
_LONGEST_UNIT = 4
# Pages of a report have at most three digits.
_LONGEST_PAGE_NUMBER = 3
# Behind the label of a group a sum may stand; several numbers are not its own.
_FEWEST_BEHIND_GROUP = 2
# Lines by which it is below a row at most, as the rest of the row's label may stand between.
_MOST_BELOW = 2


@dataclass(slots=True)
class Entry:
    """A label or an unknown text, and the value and empty cells up to the next word.

    `is_clean` is false for a label that is glued to unknown text: it is part of a longer word or of a sentence.
    `unit` is a unit that stands directly behind the label, `behind` a word directly behind the last of the cells, as
    short as units are, that is none that is known.
    """

    token: Token
    is_clean: bool = True
    unit: str = ""
    behind: str = ""
    tail: list[Token] = field(default_factory=list)
    is_text: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_text = self.token.kind == Kind.TEXT

    @property
    def has_values(self) -> bool:
        return any(token.kind == Kind.VALUE for token in self.tail)

    def meaning(self, table: Table, *roles: Role) -> Label | None:
        """The label's meaning in a table, None if it has none there with one of the roles."""
        for label in self.token.labels:
            if label.table == table and label.role in roles:
                return label
        return None

    def meanings(self, table: Table, role: Role) -> tuple[Label, ...]:
        return tuple(label for label in self.token.labels if label.table == table and label.role == role)

    def is_prose(self) -> bool:
        """A text that only a sentence can be: with a sentence mark, or long."""
        return self.is_text and (STOP in self.token.text or len(self.token.text) > _LONGEST_PHRASE)


def read_entries(tokens: Sequence[Token]) -> list[Entry]:
    """Group the stream into entries, damaged labels repaired."""
    entries: list[Entry] = []
    for run, tail in _split_runs(drop_series(_repair_words(tokens))):
        words = _give_unit_back(run, entries)
        if entries and words:
            _mark_number_of_other(entries[-1].tail, words[0])
            entries[-1].behind = _word_behind(entries[-1].tail, words[0])
        row = entries[-1] if entries and _stand_below(entries[-1], words, tail) else None
        entries.extend(_entries_of_run(_drop_fragments(words)))
        if row:
            before = Boundary.ROW if tail[0].row_size else Boundary.LINE
            printed = words[-1].printed or words[-1].text
            first, *others = tail if tail[0].row_size else [token for token in tail if token.kind == Kind.VALUE]
            row.tail.extend((first._replace(before=before, printed=printed), *others))
        elif entries and not _is_stray_number(entries[-1], tail):
            entries[-1].tail.extend(tail)
    return entries


def _repair_words(tokens: Sequence[Token]) -> list[Token]:
    """The stream with damaged labels repaired, first by themselves, then by their place."""
    runs = list(_split_runs(tokens))
    words = repair_by_place([_repair_labels(run) for run, _ in runs])
    stream = [token for run, (_, tail) in zip(words, runs, strict=True) for token in (*run, *tail)]
    return [
        token._replace(kind=Kind.VALUE) if token.kind == Kind.TEXT and _is_set_free(stream, index) else token
        for index, token in enumerate(stream)
    ]


def _is_set_free(tokens: Sequence[Token], index: int) -> bool:
    """Whether a text is digits that were part of a word, and stands between labels alone, now that the word is one."""
    token = tokens[index]
    if not is_digits(token.text) or not token.is_glued or not index:
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    behind = following if following is not None and following.is_glued else None
    neighbours = [tokens[index - 1], *([behind] if behind else [])]
    return all(other.kind == Kind.LABEL for other in neighbours) and any(other.printed for other in neighbours)


def _give_unit_back(run: list[Token], entries: Sequence[Entry]) -> list[Token]:
    """Join a unit of money that was parted from the value before it (7698.97 | 元): it decides the value."""
    last = entries[-1].tail[-1] if entries and entries[-1].tail else None
    if last is None or last.kind != Kind.VALUE or not run or run[0].kind != Kind.TEXT or run[0].before > Boundary.LINE:
        return run
    if not find_money_unit(run[0].text) or not _UNIT_WORD.fullmatch(run[0].text.rstrip(_CLOSING)):
        return run
    entries[-1].tail[-1] = last._replace(text=last.text + run[0].text)
    return run[1:]


def _stand_below(entry: Entry, words: Sequence[Token], tail: Sequence[Token]) -> bool:
    """Whether numbers on the line below a row, fewer than it has, stand behind words that are no label of the form, the
    rest of the row's, or the label of a group, beside which one number is the sum of the group.

    Such words are pieces of labels, and the numbers may be the ends of the row's own; the first has the word before it
    as `printed`. Behind these numbers the first pieces of the next row's may follow. A page break may stand before the
    rest of the row's label, which begins a row of cells where there are cells. Behind the rest of a row's label, if
    that is no label itself, may stand as many numbers as the row has or more: it has two lines of them.
    """
    is_row = entry.meaning(Table.REQUESTS, Role.ROW) is not None
    # Pieces of a group's label stand left of the row's own.
    rest = [token for token in words if not is_group_piece(token.printed or token.text)] or words
    text = "".join(token.printed or token.text for token in rest)
    are_own = any(text in label.core for label in entry.token.labels)
    if not (is_row and text and entry.tail):
        return False
    if entry.tail[0].row_size:
        # 其他 within 不计其他情形 is a label by itself.
        are_pieces = are_own and words[0].row_size > 0 and any(token.kind == Kind.TEXT for token in rest)
        return are_pieces and any(token.kind == Kind.VALUE for token in tail)
    above = {token.line for token in entry.tail}
    are_words = all(STOP not in token.text if token.kind == Kind.TEXT else _is_of_group(token) for token in words)
    has_group = any(map(_is_of_group, words))
    # What places tell to be blank beside them is none of the row's.
    own = [token for token in tail if token.line == tail[0].line and token.kind == Kind.VALUE]
    below = {token.line for token in (*words, *own)}
    lines = max(below) - min(above)
    # Pieces of a group's label may have lines of their own between the row and the numbers.
    are_between = len(below) > 1 and all(
        _is_of_group(token) or are_group_pieces(token.printed or token.text) for token in words
    )
    most = _MOST_BELOW if has_group or are_between else 1
    is_below = len(above) == 1 <= lines <= most and min(below) > min(above) and (len(below) == 1 or are_between)
    are_few = (_FEWEST_BEHIND_GROUP if has_group else 1) <= len(own) < min(len(entry.tail), len(applicants()))
    are_digits = all(is_piece_of_number(token.text) for token in own)
    if _is_of_rest(text, entry.token) and all(token.kind == Kind.TEXT for token in words) and min(below) > max(above):
        return any(is_piece_of_number(token.text) for token in own)
    return (are_own or (are_words and is_below)) and are_few and are_digits


def _mark_number_of_other(tail: list[Token], word: Token) -> None:
    """Mark a value as going on where the last of its digits was taken for the number of the label behind it, which has
    another on the form or none: 23,第二十条 holds 23, and 13、其他 may hold 1 or 13."""
    is_other = is_digits(word.ordinal) and all(label.ordinal != word.ordinal for label in word.labels)
    if is_other and word.is_glued and tail and is_digits(tail[-1].text):
        tail[-1] = tail[-1]._replace(text=tail[-1].text + GOES_ON)


def _is_of_rest(text: str, label: Token) -> bool:
    """Whether a text is a piece of what a label of the form has behind the words that stand there for it."""
    begun = label.printed or label.text
    return any(text in own.core.removeprefix(begun) for own in label.labels if own.core.startswith(begun))


def _word_behind(tail: Sequence[Token], word: Token) -> str:
    """A short word behind a value in its cell, which may be the value's unit."""
    if not tail or tail[-1].kind != Kind.VALUE or word.kind != Kind.TEXT or len(word.text) > _LONGEST_UNIT:
        return ""
    return word.text if word.before <= Boundary.SPACE else ""


def _is_stray_number(entry: Entry, tail: Sequence[Token]) -> bool:
    """A page number on a line of its own between the words of a header."""
    if (
        len(tail) != 1
        or tail[0].kind != Kind.VALUE
        or tail[0].before < Boundary.LINE
        or tail[0].before == Boundary.CELL
    ):
        return False
    roles = {label.role for label in entry.token.labels}
    is_short = tail[0].text.isdigit() and len(tail[0].text) <= _LONGEST_PAGE_NUMBER
    return bool(roles) and Role.ROW not in roles and is_short


def _split_runs(tokens: Sequence[Token]) -> Iterable[tuple[list[Token], list[Token]]]:
    """Stretches of words, each with the stretch of values and empty cells behind it."""
    words: list[Token] = []
    cells: list[Token] = []
    for token in tokens:
        if token.kind in (Kind.VALUE, Kind.EMPTY):
            cells.append(token)
            continue
        if cells:
            yield words, cells
            words, cells = [], []
        words.append(token)
    yield words, cells


def _entries_of_run(run: Sequence[Token]) -> list[Entry]:
    entries: list[Entry] = []
    for index, token in enumerate(run):
        previous = run[index - 1] if index else None
        following = run[index + 1] if index + 1 < len(run) else None
        if token.kind == Kind.TEXT:
            if previous is not None and previous.kind == Kind.LABEL and _UNIT_WORD.fullmatch(token.text):
                entries[-1].unit = token.text
                continue
            entries.append(Entry(token))
            continue
        glued_before = previous is not None and previous.kind == Kind.TEXT and token.is_glued
        glued_after = following is not None and following.kind == Kind.TEXT and following.is_glued
        is_in_cell = token.is_glued and token.row_size > 0
        is_doubled = previous is not None and is_in_cell and _are_rows_of_one_table(previous, token)
        if is_doubled and entries:
            entries[-1].is_clean = False
        is_unit = following is not None and bool(_UNIT_WORD.fullmatch(following.text))
        entries.append(Entry(token, is_clean=not glued_before and not is_doubled and (not glued_after or is_unit)))
    return entries


def _are_rows_of_one_table(first: Token, second: Token) -> bool:
    """Whether two labels of rows stand in one cell (行政处罚、行政强制): the values behind them are of both."""
    if any(label.role == Role.GROUP for label in first.labels):
        return False
    tables = [{label.table for label in token.labels if label.role == Role.ROW} for token in (first, second)]
    return bool(tables[0] & tables[1])


def _drop_fragments(run: Sequence[Token]) -> list[Token]:
    """Leave out the pieces of wrapped labels that stand between a row's label and its values.

    They are the rest of the label itself, or pieces of a group's label that stands beside several rows and is set
    between them.
    """
    kept: list[Token] = []
    is_behind_row = False
    printed = ""
    for index, token in enumerate(run):
        if kept and is_behind_row and token.before != Boundary.ROW:
            if token.kind == Kind.TEXT and _continues(kept[-1], printed + token.text):
                printed += token.text
                continue
            if token.kind == Kind.TEXT and is_group_piece(token.text) and not _numbers_values(run, index):
                continue
            if _is_group_of(token, kept[-1]):
                continue
        kept.append(token)
        printed = token.printed or token.text
        is_behind_row = token.kind == Kind.LABEL and any(
            label.table == Table.REQUESTS and label.role == Role.ROW for label in token.labels
        )
    return kept


def _is_group_of(token: Token, row: Token) -> bool:
    """Whether a label is that of the group in which a row stands: the values behind the next group's may be its own."""
    if not _is_of_group(token):
        return False
    groups = {group for label in row.labels for group in groups_of(label.code)}
    return any(label.code in groups for label in token.labels)


def _is_of_group(token: Token) -> bool:
    return token.kind == Kind.LABEL and all(label.role == Role.GROUP for label in token.labels)


def _numbers_values(run: Sequence[Token], index: int) -> bool:
    """Whether a bare list number begins the line of the values behind it: they are those of the label it numbers."""
    token = run[index]
    return index == len(run) - 1 and token.before == Boundary.LINE and not _ORDINAL.sub("", token.text).strip(STOP)


def _continues(label: Token, text: str) -> bool:
    """Whether `text` is a beginning of a longer form of the label."""
    return not _begun_labels().get(text.replace(STOP, ""), frozenset()).isdisjoint(label.labels)


@cache
def _begun_labels() -> Mapping[str, frozenset[Label]]:
    """The labels by every beginning of what they are printed as."""
    begun: dict[str, set[Label]] = defaultdict(set)
    for core, labels in vocabulary().meanings.items():
        for end in range(len(core) + 1):
            begun[core[:end]].update(labels)
    return {beginning: frozenset(labels) for beginning, labels in begun.items()}


def _repair_labels(run: list[Token]) -> list[Token]:
    """Replace the words that are a damaged label by that label."""
    if not any(token.kind == Kind.TEXT for token in run):
        return run
    index = 0
    repaired: list[Token] = []
    while index < len(run):
        token = run[index]
        best = _nearest_label(run, index) if STOP not in token.text else None
        if best is None:
            repaired.append(token)
            index += 1
            continue
        label_token, width = best
        repaired.append(label_token)
        index += width
    return repaired


def _nearest_label(run: Sequence[Token], start: int) -> tuple[Token, int] | None:
    """The label that the words from `start` on are, if they are one with a slip, and how many words it takes."""
    if start and run[start].is_glued:
        return None
    best: tuple[float, int, str, str] | None = None
    text = ""
    has_text = False
    for width in range(1, min(_MAX_WINDOW, len(run) - start) + 1):
        token = run[start + width - 1]
        if STOP in token.text or len(text) + len(token.text) > _LONGEST_LABEL or _is_row_start(token, width):
            break
        if width > 1 and token.is_glued and is_digits(token.text):
            break
        text += token.text if text else _ORDINAL.sub("", token.text)
        has_text = has_text or token.kind == Kind.TEXT
        if not has_text or len(text) < SHORTEST_LABEL or _is_glued_behind(run, start + width):
            continue
        found = find_damaged_label(text)
        meant = vocabulary().of(found[1]) if found is not None else ()
        is_there = any(part.labels == meant for part in run[start : start + width])
        if found is not None and is_there and not is_stutter(text, found[1]):
            continue
        if found is not None and (best is None or found[0] <= best[0]):
            best = (found[0], width, found[1], text)
    if best is None:
        return None
    _, width, core, printed = best
    return run[start]._replace(kind=Kind.LABEL, text=core, labels=vocabulary().of(core), printed=printed), width


def _is_row_start(token: Token, width: int) -> bool:
    return width > 1 and token.before == Boundary.ROW


def _is_glued_behind(run: Sequence[Token], end: int) -> bool:
    """Whether the word at `end` goes on without a boundary, so that those before it are the middle of a longer one."""
    return end < len(run) and run[end].is_glued
