"""The header of table four in slices: in which order its columns can stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, permutations

from transforms.form import Heading, Slice, has_same_characters, is_possible
from transforms.knowledge import read_rows
from transforms.stream.header_blocks import HeaderBlock, label_pattern, part_joined, review_headers
from transforms.stream.rows_below import LITIGATION, fits_rows, rows_below


def order_reviews(block: HeaderBlock, lines: Sequence[str]) -> list[str]:
    """The line of procedures and the line of results in the one order that is possible; [] if none or several."""
    names = {row["procedure"]: row["label_zh"] for row in read_rows("review_procedures")}
    results = [row["label_zh"] for row in read_rows("review_results")]
    columns = results * len(names)
    if not any(has_same_characters(block.slices, labels) for labels in review_headers()):
        return []
    upper = [word for word in part_joined(block.slices) if _is_of_procedure(word.text)]
    lower = [word._replace(is_placed=False) for word in block.slices if not _is_of_procedure(word.text)]
    starts = range(0, len(columns), len(results))
    rows = [row[at : at + len(results)] for row in rows_below(lines, block.end, len(columns)) for at in starts]
    if not fits_rows(rows, len(results) - 1, fewest=0) or not _are_in_order(lower, columns):
        return []
    found = [order for order in _review_orders() if _is_procedure_order(upper, order, names)]
    if len(found) != 1 or not _may_be_ordered(upper, found[0], names):
        return []
    printed = [names[code] for code in found[0]]
    first_kind = next(place for place, code in enumerate(found[0]) if code in _litigation_kinds())
    printed.insert(first_kind, LITIGATION)
    return [" ".join(printed), " ".join(columns)]


def _are_in_order(words: Sequence[Slice], columns: Sequence[str]) -> bool:
    """Whether words are those of the results in the form's order: whole labels as they follow each other, or slices
    whose lines allow it, and where these are single letters no other. Those of 总计 say nothing: the sums place it.

    A text that gives its cells one after the other has each label whole, in the order of the columns.
    """
    text = "".join(word.text for word in words)
    labels = label_pattern().findall(text)
    if "".join(labels) == text:
        return labels == list(columns)
    if not is_possible(words, _headings(columns), wraps=True):
        return False
    are_letters = any(len(word.text) == 1 and word.text not in columns[-1] for word in words)
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


def _may_be_ordered(words: Sequence[Slice], order: Sequence[str], names: Mapping[str, str]) -> bool:
    """Whether the kinds of litigation stand in the form's order, or slices of both on one line, which shows another.

    Where a text was wrapped anew, 复议后起诉 begins a line of its own and seems to stand left of 未经复议直接起诉.
    """
    kinds, of_form = ([code for code in codes if code in _litigation_kinds()] for codes in (order, _review_orders()[0]))
    if kinds == of_form:
        return True
    lines = [{word.line for word in words if word.text in names[code]} for code in kinds]
    return not lines[0].isdisjoint(*lines[1:])


@cache
def _litigation_kinds() -> frozenset[str]:
    return frozenset(row["procedure"] for row in read_rows("review_procedures") if row["parent_zh"])
