"""Headers that a text gives in slices, set straight: all labels on one line, in the one order that the text allows.

A header is looked at where it is whole: its words are made of exactly the characters of the form's labels (with the
label above the row labels left aside). Which orders of its columns are possible is told by the words that share a line,
by where they stand in a text that keeps places (pdftotext -layout), and by the rows below: six kinds of applicants, or
four results, add up to the total in its column. If one order alone is possible, the lines are replaced by one with the
labels in it. Else they stay, and what is read from them is judged like any other header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations, groupby, permutations

from transforms.form import Heading, Slice, fold_label, has_same_characters, is_possible
from transforms.knowledge import read_rows
from transforms.stream.cells import CELL_MARK
from transforms.stream.rows_below import (
    LITIGATION,
    adds_up_below,
    fits_rows,
    has_zeros_alone,
    prefers_column,
    rows_below,
)
from transforms.text import DIGIT_SPACE, display_width

_ALL_APPLICANTS, _ORGANISATIONS = "申请人情况", "法人或其他组织"
# Words of a line, with where they begin and end. A tab or pipe delimits cells, and such lines are left alone.
_WORD = re.compile(r"\S+")
# Spaces that only a text that keeps places has between words or before the first. Two are usual between columns.
_PLACING_SPACES = re.compile(rf"[ \u3000{DIGIT_SPACE}]{{3}}")
# The tallest header has labels a character a line, with notes 41, beside the lines of the label above the row labels.
_MOST_LINES = 44
# What heads a column behind the form's that holds no figures of requests.
NOTES = ("备注", "说明")


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of a header from `start` to before `end`, and its words."""

    start: int
    end: int
    slices: tuple[Slice, ...]


def straighten_headers(lines: Sequence[str]) -> list[str]:
    """The lines of a text, as many as before, with each header in slices on one line if its order can be told.

    >>> text = "申请人情况|法人或其他组织|自然 社会 法律|商业 科研 总计|人 公益 服务 其他|企业 机构|组织 机构"
    >>> straighten_headers(text.split("|"))[-1]
    '自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计'
    """
    straight, number = list(lines), 0
    while number < len(lines):
        block, words = None, []
        if _ALL_APPLICANTS in lines[number]:
            block = _read_block(lines, number, _request_characters() | set("".join(NOTES)), _corner())
            words = _order_requests(_part_lines(block), lines) if block else []
        elif lines[number].strip()[:1] in _FIRSTS_OF_REVIEWS:
            block = _read_block(lines, number, _review_characters(), "")
            words = _order_reviews(block, lines) if block else []
        if block is None or not words:
            number += 1
            continue
        straight[block.start : block.end] = [""] * (block.end - block.start - len(words)) + words
        number = block.end
    return straight


_FIRSTS_OF_REVIEWS = ("行", "未", "复")


def _read_block(lines: Sequence[str], start: int, characters: frozenset[str], corner: str) -> _Block | None:
    """The lines of a header from one on: those made of its characters alone; None where they are fewer than three."""
    if not _may_begin(lines[start : start + 3], characters, corner):
        return None
    slices: list[Slice] = []
    placed: set[int] = set()
    end, line = start, 0
    for number in range(start, min(start + _MOST_LINES, len(lines))):
        words = None if CELL_MARK.search(lines[number]) else list(_words_of(lines[number], line, corner))
        if words is None or not all(set(word.text) <= characters for word in words):
            break
        slices.extend(words)
        end = number + 1 if words or lines[number].strip() else end
        line = words[-1].line + 1 if words else line
        if DIGIT_SPACE in lines[number] or not _has_corner(lines[number], corner):
            placed.update(word.line for word in words)
    if end - start <= 2:
        return None
    keeps_places = _keep_places(lines[start:end])
    return _Block(start, end, tuple(word._replace(is_placed=keeps_places and word.line in placed) for word in slices))


def _may_begin(lines: Sequence[str], characters: frozenset[str], corner: str) -> bool:
    """Whether three lines have no words but of some characters, and those of the label above the row labels."""
    words = (fold_label(word) for line in lines for word in line.split())
    return len(lines) > 2 and all(characters.issuperset(word) or (corner and word in corner) for word in words)


def _part_joined(slices: Sequence[Slice]) -> Iterator[Slice]:
    """The words of a header, each on a line of its own where several lines were joined to one (总计 商业 企业).

    A label that is wrapped in its cell stands on several lines. One that is whole on a line, in pieces of which one is
    longer than a character, says that its lines were joined, as tools do that write the paragraphs of a page: then the
    line has no order of columns. Letters set apart (总 计) say nothing, nor does a line that has all columns.
    """
    added = 0
    for _, group in groupby(slices, lambda word: word.line):
        words = list(group)
        texts = [word.text for word in words]
        has_all = all(label in "".join(texts) for label in _request_labels().values())
        parts_lines = not has_all and _has_wrapped_label(texts)
        for place, word in enumerate(words):
            yield word._replace(line=word.line + added + place * parts_lines)
        added += (len(words) - 1) * parts_lines


def _part_lines(block: _Block) -> _Block:
    return _Block(block.start, block.end, tuple(_part_joined(block.slices)))


def _has_wrapped_label(texts: Sequence[str]) -> bool:
    """Whether some neighbours make a label together, of which one is longer than a character."""
    labels = {*_request_labels().values(), *_review_labels(), _ORGANISATIONS, _ALL_APPLICANTS}
    for start in range(len(texts)):
        for end in range(start + 2, len(texts) + 1):
            text = "".join(texts[start:end])
            if text in labels and len(text) > end - start:
                return True
            if not any(label.startswith(text) for label in labels):
                break
    return False


def _keep_places(lines: Sequence[str]) -> bool:
    """Whether the words of a header stand in their places: a text that centres a word on each line has them at any."""
    return any(map(_PLACING_SPACES.search, lines)) and any(len(line.split()) > 1 for line in lines)


def _has_corner(line: str, corner: str) -> bool:
    """Whether words of the label above the row labels stand on a line: all behind them stand too far left, as a text
    of narrow spaces counts a Chinese character as one place."""
    return any((text := fold_label(word)) and text in corner for word in line.split())


def _words_of(text: str, line: int, corner: str) -> Iterator[Slice]:
    """The words of a line without those of the label above the row labels; labels run together are parted.

    Where the last words of a cell and the first of another one run together, the words behind them stand on a line of
    their own, as far as anybody knows.
    """
    for match in _WORD.finditer(text):
        word = fold_label(match[0])
        if not word or (corner and word in corner):
            continue
        parts = _label().findall(word)
        is_run = "".join(parts) == word
        start = display_width(text[: match.start()]) / 2 if DIGIT_SPACE in text else float(match.start())
        for place, part in enumerate(parts if is_run else _part_glued(word)):
            line += place > 0 and not is_run
            yield Slice(part, line, start, start + len(part), is_placed=False)
            start += len(part)


def _part_glued(word: str) -> tuple[str, ...]:
    """The end of a label and the beginning of another one that make a word which is in no label (总计商业, 明自然).

    Where there is more than one way to part it, it stays.
    """
    labels = (*_request_labels().values(), *NOTES, _ALL_APPLICANTS, _ORGANISATIONS, *_review_labels())
    if any(word in label for label in labels):
        return (word,)
    ways = [
        (word[:at], word[at:])
        for at in range(1, len(word))
        if any(label.endswith(word[:at]) for label in labels) and any(label.startswith(word[at:]) for label in labels)
    ]
    return ways[0] if len(ways) == 1 else (word,)


@cache
def _label() -> re.Pattern[str]:
    labels = sorted({*_request_labels().values(), *_review_labels()}, key=len, reverse=True)
    return re.compile("|".join(labels))


@cache
def _corner() -> str:
    return next(text for row in read_rows("notes") if "勾稽" in (text := fold_label(row["note_zh"])))


@cache
def _request_labels() -> Mapping[str, str]:
    return {row["applicant"]: row["label_zh"] for row in read_rows("applicants")}


@cache
def _review_labels() -> tuple[str, ...]:
    procedures = (row["label_zh"] for row in read_rows("review_procedures"))
    return (*procedures, LITIGATION, *(row["label_zh"] for row in read_rows("review_results")))


@cache
def _request_characters() -> frozenset[str]:
    return frozenset("".join((_ALL_APPLICANTS, _ORGANISATIONS, *_request_labels().values())))


@cache
def _review_characters() -> frozenset[str]:
    return frozenset("".join(_review_labels()))


# --- table three -----------------------------------------------------------------------------------------------------


def _order_requests(block: _Block, lines: Sequence[str]) -> list[str]:
    """The label above all columns and the line of labels in the one order that is possible; [] if none or several.

    A line always has the order of its columns. Places may lie, where a text counts a Chinese character as one place
    and lines are differently full, so they are not asked where the lines alone tell. A table of zeros is the same in
    every order.
    """
    labels = _request_labels()
    above = (_ALL_APPLICANTS, _ORGANISATIONS)
    note = "".join(word.text for word in block.slices if set(word.text) <= set("".join(NOTES)))
    notes = (note,) if note in NOTES else ()
    if not has_same_characters(block.slices, (*labels.values(), *above, *notes)):
        return []
    if _is_of_other_order(block.slices):
        return []
    rows = list(rows_below(lines, block.end, len(labels) + len(notes)))
    if notes and not rows:
        return _order_requests(_without_notes(block), lines) if adds_up_below(lines, block.end, len(labels)) else []
    orders = {
        order: [*_request_headings(order), *(Heading(text, len(order), len(order)) for text in notes)]
        for order in _request_orders()
        if fits_rows([row[: len(labels)] for row in rows], order.index("total"))
    }
    found = _only_order([word._replace(is_placed=False) for word in block.slices], orders)
    if not found:
        told = {o: headings for o, headings in orders.items() if not _is_told_away(o, block)}
        found = _only_order(block.slices, told)
    if not found and not notes and has_zeros_alone(lines, block.end, len(labels)):
        found = _request_orders()[0]
    if not found:
        return []
    if not _is_told(found, block, [row[: len(labels)] for row in rows]):
        return []
    printed = [labels[code] for code in found]
    if not notes:
        printed.insert(found.index(_kinds()[0]), _ORGANISATIONS)
    return [_ALL_APPLICANTS, " ".join((*printed, *notes))]


def _is_of_other_order(slices: Sequence[Slice]) -> bool:
    """Whether kinds of organisations that are whole in the words as they follow each other are in another order than
    the form's.

    A text that gives its cells one after the other has each label whole, in the order of the columns. In lines across
    the columns slices of their neighbours part those of a label.
    """
    text = "".join(word.text for word in slices).replace(_ORGANISATIONS, "")
    places = [place for code in _kinds() if (place := text.find(_request_labels()[code])) >= 0]
    return places != sorted(places)


def _is_told(order: Sequence[str], block: _Block, rows: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether an order that no form prints is told by more than slices that share a line.

    A line with a slice of 自然人 or of 总计 may have taken it up from another one. Sums never tell persons behind the
    organisations, so that label must be whole; where the total stands they tell, if some rows add up there alone.
    Else the words stand in their places, or one line names the columns beside each other.
    """
    labels = _request_labels()
    official, total = _request_orders()[0], order.index("total")
    words = {word.text for word in block.slices}
    if order.index("natural_person") > order.index(_kinds()[0]) and labels["natural_person"] not in words:
        return False
    if total == official.index("total") or prefers_column(rows, total, official.index("total")):
        return True
    lines = ["".join(word.text for word in block.slices if word.line == line) for line in range(_MOST_LINES)]
    outer = (labels["natural_person"], labels["total"])
    return any(word.is_placed for word in block.slices) or any(all(text in line for text in outer) for line in lines)


def _without_notes(block: _Block) -> _Block:
    """A header without the words over a column of notes, which holds nothing."""
    words = tuple(word for word in block.slices if not set(word.text) <= set("".join(NOTES)))
    return _Block(block.start, block.end, words)


def _request_headings(order: Sequence[str]) -> list[Heading]:
    labels = _request_labels()
    kinds = [place for place, code in enumerate(order) if code in _kinds()]
    above = [Heading(_ORGANISATIONS, kinds[0], kinds[-1]), Heading(_ALL_APPLICANTS, 0, len(order) - 1)]
    return [*(Heading(labels[code], place, place) for place, code in enumerate(order)), *above]


def _only_order(slices: Sequence[Slice], orders: Mapping[tuple[str, ...], Sequence[Heading]]) -> tuple[str, ...]:
    """The one order that the words allow; () if none or several."""
    possible = {order: is_possible(slices, headings) for order, headings in orders.items()}
    found = [order for order, answer in possible.items() if answer]
    return found[0] if len(found) == 1 and None not in possible.values() else ()


def _is_told_away(order: Sequence[str], block: _Block) -> bool:
    return order.index("natural_person") > order.index(_kinds()[0]) and _is_person_first(block)


def _request_orders() -> list[tuple[str, ...]]:
    """The form's order, and those in which its three blocks, the persons, the organisations and the total, moved."""
    blocks = [("natural_person",), _kinds(), ("total",)]
    return [tuple(code for part in order for code in part) for order in permutations(blocks)]


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(row["applicant"] for row in read_rows("applicants") if row["parent_zh"])


def _is_person_first(block: _Block) -> bool:
    """Whether 自然人 begins before the heading over the organisations, which stands higher wherever it stands."""
    texts = [word.text for word in block.slices]
    person = next((place for place, text in enumerate(texts) if "自然人".startswith(text)), len(texts))
    organisations = next((place for place, text in enumerate(texts) if text.startswith("法人")), -1)
    return person < organisations


# --- table four ------------------------------------------------------------------------------------------------------


def _order_reviews(block: _Block, lines: Sequence[str]) -> list[str]:
    """The line of procedures and the line of results in the one order that is possible; [] if none or several."""
    names = {row["procedure"]: row["label_zh"] for row in read_rows("review_procedures")}
    results = [row["label_zh"] for row in read_rows("review_results")]
    columns = results * len(names)
    above = (*names.values(), LITIGATION)
    if not any(has_same_characters(block.slices, (*labels, *columns)) for labels in (above, above[:-1])):
        return []
    upper = [word for word in _part_joined(block.slices) if _is_of_procedure(word.text)]
    lower = [word._replace(is_placed=False) for word in block.slices if not _is_of_procedure(word.text)]
    starts = range(0, len(columns), len(results))
    rows = [row[at : at + len(results)] for row in rows_below(lines, block.end, len(columns)) for at in starts]
    if not fits_rows(rows, len(results) - 1, fewest=0) or not _are_in_order(lower, columns):
        return []
    found = [order for order in _review_orders() if _is_procedure_order(upper, order, names)]
    if len(found) != 1:
        return []
    printed = [names[code] for code in found[0]]
    first_kind = next(place for place, code in enumerate(found[0]) if code in _litigation_kinds())
    printed.insert(first_kind, LITIGATION)
    return [" ".join(printed), " ".join(columns)]


def _are_in_order(words: Sequence[Slice], columns: Sequence[str]) -> bool:
    """Whether words are those of the results in the form's order: whole labels as they follow each other, or slices
    whose lines allow it, and where these are single letters no other.

    A text that gives its cells one after the other has each label whole, in the order of the columns.
    """
    text = "".join(word.text for word in words)
    labels = _label().findall(text)
    if "".join(labels) == text:
        return labels == list(columns)
    if not is_possible(words, _headings(columns), wraps=True):
        return False
    are_letters = any(len(word.text) == 1 for word in words)
    return not are_letters or not any(is_possible(words, _headings(other), wraps=True) for other in _swapped(columns))


def _headings(columns: Sequence[str]) -> list[Heading]:
    return [Heading(label, place, place) for place, label in enumerate(columns)]


def _swapped(columns: Sequence[str]) -> Iterator[list[str]]:
    """The columns with two of one procedure in each other's place; where the total stands is told by the sums."""
    width = len(read_rows("review_results"))
    for start in range(0, len(columns), width):
        for first, second in combinations(range(start, start + width - 1), 2):
            other = list(columns)
            other[first], other[second] = other[second], other[first]
            yield other


def _is_of_procedure(text: str) -> bool:
    """Whether a word is a slice of a procedure's label, and not one of a result's, as 未 may be."""
    procedures = [row["label_zh"] for row in read_rows("review_procedures")]
    results = [row["label_zh"] for row in read_rows("review_results")]
    is_of_result = any(text in label for label in results)
    return not is_of_result and set(text) <= set("".join((*procedures, LITIGATION)))


def _review_orders() -> list[tuple[str, ...]]:
    """The form's order of the procedures, and those in which the two kinds of litigation, or both blocks, moved."""
    first, *kinds = (row["procedure"] for row in read_rows("review_procedures"))
    return [order for pair in permutations(kinds) for order in ((first, *pair), (*pair, first))]


def _is_procedure_order(words: Sequence[Slice], order: Sequence[str], names: Mapping[str, str]) -> bool:
    """Whether an order is possible, with the heading over the two kinds of litigation or where the source has none."""
    headings = [Heading(names[code], place, place) for place, code in enumerate(order)]
    places = [place for place, code in enumerate(order) if code in _litigation_kinds()]
    whole = [*headings, Heading(LITIGATION, places[0], places[-1])]
    return bool(is_possible(words, whole) or is_possible(words, headings))


@cache
def _litigation_kinds() -> frozenset[str]:
    return frozenset(row["procedure"] for row in read_rows("review_procedures") if row["parent_zh"])
