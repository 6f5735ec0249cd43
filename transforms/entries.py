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
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from transforms.cells import Boundary
from transforms.labels import STOP, Label, Token, vocabulary
from transforms.numbers import find_money_unit
from transforms.wrapping import is_group_piece

_UNIT_WORD = re.compile(
    r"(?:单位)?(?:件|人次|条|项|个|份|宗|次|起|例|家|部|篇|数量?|[十百千]?[万亿]?(?:元|美元|欧元|港元|日元|澳元|英镑|港币|美金)|人民币){1,4}"
)
_ORDINAL = re.compile("^(?:第?[一二三四五六七八九十]{1,3}。?(?!年|月|日)|[\ue001-\ue009])")
_LONGEST_LABEL = 45
# Characters that make another label of one: put in or replaced, put in, taken out. Then pairs that only look alike.
_MEANINGFUL = frozenset("上本下去前今不未无非新旧增减收总累三四一二禁止")
_NEGATING = frozenset("不未无非禁止三四")
_CONFUSED = frozenset(
    {("未", "末"), ("不", "下"), ("减", "咸"), ("收", "受"), ("总", "息"), ("增", "曾"), ("累", "类")}
)
_FOREIGN = frozenset("大点企内外月受拟历每拒允已有否仍可工农教分编体控强财")
_SHORTEST_FUZZY = 4
_MAX_WINDOW = 6


@dataclass(slots=True)
class Entry:
    """A label or an unknown text, and the value and empty cells up to the next word.

    `is_clean` is false for a label that is glued to unknown text: it is part of a longer word or of a sentence.
    `unit` is a unit that stands directly behind the label.
    """

    token: Token
    is_clean: bool = True
    unit: str = ""
    tail: list[Token] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return self.token.kind == "text"

    @property
    def has_values(self) -> bool:
        return any(token.kind == "value" for token in self.tail)

    def meaning(self, table: str, *roles: str) -> Label | None:
        """The label's meaning in a table, None if it has none there with one of the roles."""
        for label in self.token.labels:
            if label.table == table and label.role in roles:
                return label
        return None

    def meanings(self, table: str, role: str) -> tuple[Label, ...]:
        return tuple(label for label in self.token.labels if label.table == table and label.role == role)

    def is_prose(self) -> bool:
        """A text that only a sentence can be: with a sentence mark, or long."""
        return self.is_text and (STOP in self.token.text or len(self.token.text) > _LONGEST_LABEL)


def read_entries(tokens: Sequence[Token]) -> list[Entry]:
    """Group the stream into entries, damaged labels repaired."""
    entries: list[Entry] = []
    for words, tail in _split_runs(tokens):
        run = _drop_fragments(_repair_labels(_give_unit_back(words, entries)))
        entries.extend(_entries_of_run(run))
        if entries and not _is_stray_number(entries[-1], tail):
            entries[-1].tail.extend(tail)
    return entries


def _give_unit_back(run: list[Token], entries: Sequence[Entry]) -> list[Token]:
    """Join a unit of money that was parted from the value before it (7698.97 | 元): it decides the value."""
    last = entries[-1].tail[-1] if entries and entries[-1].tail else None
    if last is None or last.kind != "value" or not run or run[0].kind != "text" or run[0].before > Boundary.LINE:
        return run
    if not find_money_unit(run[0].text) or not _UNIT_WORD.fullmatch(run[0].text):
        return run
    entries[-1].tail[-1] = last._replace(text=last.text + run[0].text)
    return run[1:]


def _is_stray_number(entry: Entry, tail: Sequence[Token]) -> bool:
    """A page number on a line of its own between the words of a header."""
    if len(tail) != 1 or tail[0].kind != "value" or tail[0].before < Boundary.LINE or tail[0].before == Boundary.CELL:
        return False
    roles = {label.role for label in entry.token.labels}
    return bool(roles) and "row" not in roles and tail[0].text.isdigit() and len(tail[0].text) <= 3


def _split_runs(tokens: Sequence[Token]) -> Iterable[tuple[list[Token], list[Token]]]:
    """Stretches of words, each with the stretch of values and empty cells behind it."""
    words: list[Token] = []
    cells: list[Token] = []
    for token in tokens:
        if token.kind in ("value", "empty"):
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
        if token.kind == "text":
            if previous is not None and previous.kind == "label" and _UNIT_WORD.fullmatch(token.text):
                entries[-1].unit = token.text
                continue
            entries.append(Entry(token))
            continue
        glued_before = previous is not None and previous.kind == "text" and token.is_glued
        glued_after = following is not None and following.kind == "text" and following.is_glued
        is_in_cell = token.is_glued and token.row_size > 0
        is_doubled = previous is not None and is_in_cell and _are_rows_of_one_table(previous, token)
        if is_doubled and entries:
            entries[-1].is_clean = False
        is_unit = following is not None and bool(_UNIT_WORD.fullmatch(following.text))
        entries.append(Entry(token, is_clean=not glued_before and not is_doubled and (not glued_after or is_unit)))
    return entries


def _are_rows_of_one_table(first: Token, second: Token) -> bool:
    """Whether two labels of rows stand in one cell (行政处罚、行政强制): the values behind them are of both."""
    if any(label.role == "group" for label in first.labels):
        return False
    tables = [{label.table for label in token.labels if label.role == "row"} for token in (first, second)]
    return bool(tables[0] & tables[1])


def _drop_fragments(run: Sequence[Token]) -> list[Token]:
    """Leave out the pieces of wrapped labels that stand between a row's label and its values.

    They are the rest of the label itself, or pieces of a group's label that stands beside several rows and is set
    between them.
    """
    kept: list[Token] = []
    is_behind_row = False
    printed = ""
    for token in run:
        if kept and is_behind_row and token.before != Boundary.ROW:
            if token.kind == "text" and _continues(kept[-1], printed + token.text):
                printed += token.text
                continue
            if token.kind == "text" and is_group_piece(token.text):
                continue
            if token.kind == "label" and all(label.role == "group" for label in token.labels):
                continue
        kept.append(token)
        printed = token.printed or token.text
        is_behind_row = token.kind == "label" and any(
            label.table == "requests" and label.role == "row" for label in token.labels
        )
    return kept


def _continues(label: Token, text: str) -> bool:
    """Whether `text` is a beginning of a longer form of the label."""
    begun = text.replace(STOP, "")
    meanings = vocabulary().meanings
    return any(core.startswith(begun) and set(meanings[core]) & set(label.labels) for core in meanings)


def _repair_labels(run: list[Token]) -> list[Token]:
    """Replace the words that are a damaged label by that label."""
    if not any(token.kind == "text" for token in run):
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
        text += token.text if text else _ORDINAL.sub("", token.text)
        has_text = has_text or token.kind == "text"
        if not has_text or len(text) < _SHORTEST_FUZZY or _is_glued_behind(run, start + width):
            continue
        found = find_damaged_label(text)
        if found is not None and any(part.text == found[1] for part in run[start : start + width]):
            continue
        if found is not None and (best is None or found[0] <= best[0]):
            best = (found[0], width, found[1], text)
    if best is None:
        return None
    _, width, core, printed = best
    return run[start]._replace(kind="label", text=core, labels=vocabulary().of(core), printed=printed), width


def _is_row_start(token: Token, width: int) -> bool:
    return width > 1 and token.before == Boundary.ROW


def _is_glued_behind(run: Sequence[Token], end: int) -> bool:
    """Whether the word at `end` goes on without a boundary, so that those before it are the middle of a longer one."""
    return end < len(run) and run[end].is_glued


def _changes_meaning(text: str, core: str) -> bool:
    """Whether a text has a character of its own that makes another label of it: last year's, not, newly …"""
    for edit in Levenshtein.editops(core, text):
        if edit.tag == "replace" and (core[edit.src_pos], text[edit.dest_pos]) in _CONFUSED:
            continue
        put_in = text[edit.dest_pos] if edit.tag != "delete" and not _is_doubled(text, edit.dest_pos) else ""
        taken_out = core[edit.src_pos] if edit.tag != "insert" else ""
        kept = _NEGATING if edit.tag == "delete" else _MEANINGFUL
        if put_in in (_MEANINGFUL | _FOREIGN) or taken_out in kept:
            return True
    return False


def is_slip_of(text: str, core: str) -> bool:
    """Whether a text is a label but for one character that does not make another label of it.

    >>> is_slip_of("总汁", "总计"), is_slip_of("小计", "总计")
    (True, False)
    """
    return Levenshtein.distance(text, core, score_cutoff=1) == 1 and not _changes_meaning(text, core)


def _is_doubled(text: str, place: int) -> bool:
    return text[place] in text[max(0, place - 1) : place] + text[place + 1 : place + 2]


@lru_cache(maxsize=16_384)
def find_damaged_label(text: str) -> tuple[float, str] | None:
    """The label that `text` is but for a slip or a cut end: (distance, folded label); None if there is no single one.

    A slip is one wrong, missing or superfluous character in a label of up to eight, two in up to twenty, three in
    longer ones. A cut label is a beginning of at least six characters and half the label. Two labels at the same
    distance: none.

    >>> find_damaged_label("尚末审结")
    (1.0, '尚未审结')
    >>> find_damaged_label("没有现成信息需要另行")
    (0.5, '没有现成信息需要另行制作')
    >>> find_damaged_label("行政检查") is None
    True
    """
    ranked: list[tuple[float, str]] = []
    allowed = 1 if len(text) <= 8 else 2 if len(text) <= 20 else 3
    cut = _cores_by_beginning().get(text, ())
    ranked.extend((0.5, core) for core in cut)
    for core, distance, _ in process.extract(
        text, _fuzzy_cores(), scorer=Levenshtein.distance, score_cutoff=allowed, limit=None
    ):
        if core not in cut and not _changes_meaning(text, core):
            ranked.append((float(distance), core))
    if not ranked:
        return None
    ranked.sort()
    if len(ranked) > 1 and ranked[1][0] <= ranked[0][0] and not _same_meaning(ranked[0][1], ranked[1][1]):
        return None
    return ranked[0]


@cache
def _fuzzy_cores() -> tuple[str, ...]:
    return tuple(core for core in vocabulary().meanings if len(core) >= _SHORTEST_FUZZY)


@cache
def _cores_by_beginning() -> Mapping[str, Sequence[str]]:
    """The labels of each beginning that a cut label can have."""
    beginnings: dict[str, list[str]] = defaultdict(list)
    for core in vocabulary().meanings:
        for length in range(max(6, (len(core) + 1) // 2), len(core)):
            beginnings[core[:length]].append(core)
    return beginnings


def _same_meaning(first: str, second: str) -> bool:
    meanings = vocabulary().meanings
    return meanings[first] == meanings[second]
