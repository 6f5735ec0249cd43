"""Damaged labels that their place identifies: the form's reading order says what stands between two other labels.

A label with a slip in a word that carries its meaning (壬年结转 for 上年结转) could be anything by itself. Between the
two labels that are its neighbours on the form it can only be the one that belongs there, if it is near to that one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise

from transforms.form import FORM_CODES, STOP, Role, Table, applicants, proactive_cells, request_lines, vocabulary
from transforms.knowledge import read_rows
from transforms.stream.slips import find_slip_among
from transforms.stream.tokens import Kind, Token
from transforms.text import LOST, ONE_TO_TEN

Meaning = tuple[Table, Role, str]
"""Table, role and code of a label."""

# Into more words no label is torn.
_MAX_WINDOW = 6
# What is shorter is too little to know a label by, also where only one is expected.
_SHORTEST = 3
# The longest label has 34 characters; with its number, commas and what slipped in it is no longer than this.
_LONGEST = 60
# The number before a folded label, Chinese or an ordinal of `fold_piece`; that of the next label at the end of a word;
# and a unit of money behind a label (采购总金额万元). A caption keeps its numbers inside (第二十条第五项).
_ORDINAL = re.compile(f"^(?:第?[{ONE_TO_TEN}]{{1,3}}{STOP}?|[\ue001-\ue009])")
_NEXT_ORDINAL = re.compile("[\ue001-\ue009]$")
_UNIT = re.compile("(?:单位)?(?:[十百千]?[万亿]?元)+$")


def repair_by_place(runs: Sequence[list[Token]]) -> list[list[Token]]:
    """Replace texts that are a damaged form of the one label that belongs between their neighbours.

    `runs` are stretches of words in reading order; values stand between them. Numbers of list items and units behind
    an amount's label are looked through.
    """
    before = _latest(runs)
    after = _latest([run[::-1] for run in reversed(runs)])[::-1]
    return [
        _repair_run(run, first, last) if any(map(_is_word, run)) else list(run)
        for run, first, last in zip(runs, before, after, strict=True)
    ]


def is_digits(text: str) -> bool:
    """Whether a word is digits alone, of either width; raised ones mark a note."""
    return text.isdecimal()


def is_piece_of_number(text: str) -> bool:
    """Whether a text is digits, with a point among them or at their end, or the mark of a piece of a page's cell."""
    return is_digits(text.rstrip(LOST).replace(".", "", 1))


def _is_landmark(token: Token) -> bool:
    """Whether a word is a label that has one place on the form; a group's label may be repeated in every row."""
    return token.kind == Kind.LABEL and any(label.role != Role.GROUP for label in token.labels)


def _latest(runs: Iterable[Sequence[Token]]) -> list[Token | None]:
    """For each run the last landmark of the runs before it."""
    latest: list[Token | None] = [None]
    for run in runs:
        latest.append(next(filter(_is_landmark, reversed(run)), latest[-1]))
    return latest[:-1]


def _repair_run(run: Sequence[Token], before: Token | None, after: Token | None) -> list[Token]:
    repaired: list[Token] = []
    landmarks = _landmarks_from(run, after)
    index = 0
    while index < len(run):
        label, width = _find_at(run, index, before, landmarks) or (run[index], 1)
        repaired.append(label)
        index += width
        before = label if _is_landmark(label) else before
    return repaired


def _landmarks_from(run: Sequence[Token], after: Token | None) -> list[Token | None]:
    """For each place in a run, its end included, the first landmark from there on."""
    landmarks = [after]
    for token in reversed(run):
        landmarks.append(token if _is_landmark(token) else landmarks[-1])
    return landmarks[::-1]


def _find_at(
    run: Sequence[Token], start: int, before: Token | None, landmarks: Sequence[Token | None]
) -> tuple[Token, int] | None:
    """The label that the words from `start` on are by their place, and how many words it takes."""
    if before is None or (start and run[start].is_glued and _is_word(run[start - 1])):
        return None
    for end in range(start + 1, min(start + _MAX_WINDOW, len(run)) + 1):
        landmark = landmarks[end]
        expected = labels_between(before.text, landmark.text) if landmark else None
        if not expected or (end < len(run) and run[end].is_glued and _is_word(run[end])):
            continue
        if _NEXT_ORDINAL.fullmatch(run[end - 1].text):
            continue
        text = "".join(token.text for token in run[start:end])
        if len(text) > _LONGEST:
            return None
        if any(map(_is_word, run[start:end])) and (core := _identify(text, expected)):
            token = run[start]._replace(kind=Kind.LABEL, text=core, labels=vocabulary().of(core), printed=text)
            return token, end - start
    return None


def _is_word(token: Token) -> bool:
    return token.kind == Kind.TEXT and not is_digits(token.text)


def _identify(text: str, expected: Iterable[Meaning]) -> str | None:
    cores = list(chain.from_iterable(_cores()[meaning] for meaning in expected))
    if not cores:
        return None
    text = _NEXT_ORDINAL.sub("", text)
    bare = text.replace(STOP, "")
    for candidate in dict.fromkeys((bare, _UNIT.sub("", bare), _ORDINAL.sub("", text).replace(STOP, ""))):
        if len(candidate) >= _SHORTEST and (core := find_slip_among(candidate, cores)):
            return core
    return None


@cache
def _cores() -> Mapping[Meaning, Sequence[str]]:
    """The folded texts of every label."""
    cores: dict[Meaning, list[str]] = defaultdict(list)
    for core, labels in vocabulary().meanings.items():
        for label in labels:
            cores[label.table, label.role, label.code].append(core)
    return cores


@lru_cache(maxsize=4096)
def labels_between(before: str, after: str) -> frozenset[Meaning]:
    """The labels of which one belongs between two folded labels, as each of them can be meant.

    >>> [tuple(map(str, meaning)) for meaning in labels_between("未经复议直接起诉", "结果维持")]
    [('reviews', 'procedure', 'litigation_after_review')]
    """
    firsts, lasts = _meanings_of(before), _meanings_of(after)
    return frozenset(chain.from_iterable(_between().get((first, last), ()) for first in firsts for last in lasts))


def _meanings_of(core: str) -> list[Meaning]:
    return [(label.table, label.role, label.code) for label in vocabulary().of(core)]


@cache
def _between() -> Mapping[tuple[Meaning, Meaning], frozenset[Meaning]]:
    between: dict[tuple[Meaning, Meaning], set[Meaning]] = defaultdict(set)
    for order in _orders():
        for first, middle, last in zip(order, order[1:], order[2:], strict=False):
            between[first, last].add(middle)
    for (first, last), groups in _group_places():
        between[first, last].update(groups)
    return {ends: frozenset(found) for ends, found in between.items()}


def _orders() -> Iterator[list[Meaning]]:
    """The labels of each table in the orders in which a form is read: with its optional labels and without."""
    yield from _proactive_orders()
    yield from _request_orders()
    yield from _review_orders()


def _proactive_orders() -> Iterator[list[Meaning]]:
    optional = {(Table.PROACTIVE, Role.ROW, cell.item) for cell in proactive_cells() if cell.is_optional}
    for form in FORM_CODES:
        blocks: dict[int, tuple[str, dict[str, None], dict[str, None]]] = {}
        for cell in proactive_cells():
            if cell.form == form:
                _, measures, items = blocks.setdefault(cell.clause, (cell.caption, {}, {}))
                measures[cell.measure], items[cell.item] = None, None
        for head in (["caption", "corner"], ["caption"], ["corner"], []):
            order: list[Meaning] = []
            for caption, measures, items in blocks.values():
                order += [(Table.PROACTIVE, Role.CAPTION, caption)] * ("caption" in head)
                order += [(Table.PROACTIVE, Role.CAPTION, "信息内容")] * ("corner" in head)
                order += [(Table.PROACTIVE, Role.COLUMN, measure) for measure in measures]
                order += [(Table.PROACTIVE, Role.ROW, item) for item in items]
            yield order
            yield [meaning for meaning in order if meaning not in optional]


def _request_orders() -> Iterator[list[Meaning]]:
    kinds = [row["applicant"] for row in read_rows("applicants") if row["parent_zh"]]
    outer = [code for code in applicants() if code not in kinds]
    organisations: list[Meaning] = [(Table.REQUESTS, Role.COLUMNS, "法人或其他组织")]
    columns = {code: (Table.REQUESTS, Role.COLUMN, code) for code in applicants()}
    inner = [columns[code] for code in kinds]
    ends: list[list[Meaning]] = [
        [(Table.SECTIONS, Role.HEADING, "4")],
        [(Table.REVIEWS, Role.PROCEDURE, "reconsideration")],
    ]
    for middle in (organisations, []):
        for header in (
            [columns[outer[0]], *middle, columns[outer[1]], *inner],
            [columns[outer[0]], *middle, *inner, columns[outer[1]]],
        ):
            for form in FORM_CODES:
                lines = [line.line for line in request_lines() if form in line.forms]
                rows: list[Meaning] = [(Table.REQUESTS, Role.ROW, line) for line in lines]
                for end in ends:
                    yield [(Table.REQUESTS, Role.COLUMNS, "申请人情况"), *header, *rows, *end]


def _review_orders() -> Iterator[list[Meaning]]:
    results: list[Meaning] = [(Table.REVIEWS, Role.COLUMN, row["result"]) for row in read_rows("review_results")]
    first, *kinds = [(Table.REVIEWS, Role.PROCEDURE, row["procedure"]) for row in read_rows("review_procedures")]
    litigation: Meaning = (Table.REVIEWS, Role.COLUMNS, "行政诉讼")
    for middle in ([litigation], []):
        yield [first, *middle, *kinds, *results, *results, *results]
        yield [first, *middle, *results, *kinds, *results, *results]
        yield [first, *results, *middle, *chain.from_iterable([kind, *results] for kind in kinds)]


def _group_places() -> Iterator[tuple[tuple[Meaning, Meaning], set[Meaning]]]:
    """Between two rows of table three that follow each other: the groups that may be named before the second."""
    for order in _request_orders():
        parents = {line.line: line.parent for line in request_lines()}
        for first, second in pairwise(order):
            if second[1] == Role.ROW and parents[second[2]]:
                yield (first, second), {(Table.REQUESTS, Role.GROUP, parents[second[2]])}
