"""The header of table three in slices: in which order its columns can stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations, permutations

from transforms.form import Heading, Slice, has_same_characters, is_possible
from transforms.knowledge import read_rows
from transforms.stream.header_blocks import (
    ALL_APPLICANTS,
    MOST_LINES,
    NOTES,
    ORGANISATIONS,
    HeaderBlock,
    request_header,
    request_labels,
)
from transforms.stream.rows_below import (
    adds_up_below,
    fits_rows,
    has_zeros_alone,
    prefers_column,
    rows_below,
)

# A word in 法人或其他组织 is its slice from so many characters on (其他组织). 其他 is a column, 组织 the end of one.
_SHORTEST_OF_HEADING = 3
# So many digits are as wide as a Chinese character, or a little wider.
_DIGITS_OF_A_CHARACTER = 2


def order_requests(block: HeaderBlock, lines: Sequence[str]) -> list[str]:
    """The label above all columns and the line of labels in the one order that is possible; [] if none or several.

    Where the persons seem to stand behind the organisations, and nothing tells that order well enough, the labels come
    on lines that have none: what is not told here may else be read in the form's.

    A line always has the order of its columns. Places may lie, where a text counts a Chinese character as one place
    and lines are differently full, so they are not asked where the lines alone tell. A table of zeros is the same in
    every order.
    """
    labels = request_labels()
    note = "".join(word.text for word in block.slices if set(word.text) <= set("".join(NOTES)))
    notes = (note,) if note in NOTES else ()
    if not has_same_characters(block.slices, (*request_header(), *notes)):
        return []
    if _is_of_other_order(block.slices):
        return []
    rows = list(rows_below(lines, block.end, len(labels) + len(notes)))
    own_rows = [row[: len(labels)] for row in rows]
    if notes and not rows:
        return order_requests(_without_notes(block), lines) if adds_up_below(lines, block.end, len(labels)) else []
    orders = {
        order: [*_request_headings(order), *(Heading(text, len(order), len(order)) for text in notes)]
        for order in _request_orders()
        if fits_rows(own_rows, order.index("total"))
    }
    unplaced = [word._replace(is_placed=False) for word in block.slices]
    found = _only_order(unplaced, orders)
    if found and not _are_kinds_told(block, found, orders[found], own_rows):
        return []
    if not found:
        told = {o: headings for o, headings in orders.items() if not _is_told_away(o, block)}
        found = _only_order(block.slices, told)
    if not found and not notes and has_zeros_alone(lines, block.end, len(labels)):
        found = _request_orders()[0]
    if not found or not _is_told(found, block, own_rows):
        return _without_order() if _are_persons_behind(block.slices) else []
    printed = [labels[code] for code in found]
    if not notes:
        printed.insert(found.index(_kinds()[0]), ORGANISATIONS)
    return [ALL_APPLICANTS, " ".join((*printed, *notes))]


def _are_persons_behind(slices: Sequence[Slice]) -> bool:
    """Whether each slice of 自然人 stands behind one of an organisation on its line, or behind the heading over all of
    them; one alone may have been taken up from another line."""
    persons = [word for word in slices if word.text in request_labels()["natural_person"]]
    kinds = [word for word in slices if _is_of_kind(word.text) or word.text == ORGANISATIONS]
    return bool(persons) and all(
        any(kind.line == word.line and kind.start < word.start for kind in kinds) for word in persons
    )


def _without_order() -> list[str]:
    """All labels, on lines that say nothing of their order and are not in the form's."""
    first, *others = request_labels().values()
    return [ALL_APPLICANTS, " ".join(reversed(others)), first]


def _is_of_other_order(slices: Sequence[Slice]) -> bool:
    """Whether kinds of organisations that are whole in the words as they follow each other are in another order than
    the form's.

    A text that gives its cells one after the other has each label whole, in the order of the columns. In lines across
    the columns slices of their neighbours part those of a label.
    """
    texts = (word.text for word in slices)
    own = (text for text in texts if len(text) < _SHORTEST_OF_HEADING or text not in ORGANISATIONS)
    text = "".join(own).replace(ORGANISATIONS, "")  # which may be in slices of two characters as well
    places = [place for code in _kinds() if (place := text.find(request_labels()[code])) >= 0]
    return places != sorted(places)


def _is_told(order: Sequence[str], block: HeaderBlock, rows: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether an order that no form prints is told by more than slices that share a line.

    A line with a slice of 自然人 or of 总计 may have taken it up from another one. Where the total stands sums tell, if
    some rows add up there alone. They never tell on which side of the organisations the persons stand: behind them
    their label must be whole, and where the total has moved it stands beside another that is whole. Else one line
    names the columns beside each other. Places alone tell of no moved total: a line wrapped anew sets it elsewhere.
    """
    labels = request_labels()
    official, total = _request_orders()[0], order.index("total")
    words = {word.text for word in block.slices}
    if order.index("natural_person") > order.index(_kinds()[0]) and labels["natural_person"] not in words:
        return False
    if total == official.index("total"):
        return True
    prefers_moved = prefers_column(rows, total, official.index("total"))
    if any(word.is_placed for word in block.slices):
        return prefers_moved
    lines = [{word.text for word in block.slices if word.line == line} for line in range(MOST_LINES)]
    beside = [line for line in lines if labels["natural_person"] in line]
    if prefers_moved:
        whole = {*labels.values(), ORGANISATIONS} - {labels["natural_person"]}
        return any(line & whole for line in beside)
    return any(labels["total"] in line for line in beside)


def _without_notes(block: HeaderBlock) -> HeaderBlock:
    """A header without the words over a column of notes, which holds nothing."""
    words = tuple(word for word in block.slices if not set(word.text) <= set("".join(NOTES)))
    return replace(block, slices=words)


def _request_headings(order: Sequence[str]) -> list[Heading]:
    labels = request_labels()
    kinds = [place for place, code in enumerate(order) if code in _kinds()]
    above = [Heading(ORGANISATIONS, kinds[0], kinds[-1]), Heading(ALL_APPLICANTS, 0, len(order) - 1)]
    return [*(Heading(labels[code], place, place) for place, code in enumerate(order)), *above]


def _only_order(slices: Sequence[Slice], orders: Mapping[tuple[str, ...], Sequence[Heading]]) -> tuple[str, ...]:
    """The one order that the words allow; () if none or several."""
    possible = {order: is_possible(slices, headings) for order, headings in orders.items()}
    found = [order for order, answer in possible.items() if answer]
    return found[0] if len(found) == 1 and None not in possible.values() else ()


def _are_kinds_told(
    block: HeaderBlock, order: Sequence[str], headings: Sequence[Heading], rows: Sequence[Sequence[Decimal | None]]
) -> bool:
    """Whether nothing speaks for two kinds of organisations in each other's place, which no sum tells.

    Places may, and a kind that stands a character a line, in a column as narrow as that: its letters lie beside any
    slice of its neighbours; 其他, the shortest, is often so and says nothing. A number for which the column of its
    label is too narrow speaks as well. Lines that allow no other order overrule all of them. Where a page ends among
    slices of the kinds, those of the other page have no places that could speak, nor has a word with a wrong character
    where a text has none.
    """
    if any(word.is_placed for word in block.slices):
        speaks = any(map(_is_of_kind, block.elsewhere)) or not is_possible(block.slices, headings, drift=0)
    else:
        letters = {word.text for word in block.slices if len(word.text) == 1}
        long = (request_labels()[code] for code in _kinds() if code != "other")
        speaks = block.is_mended or any(letters.issuperset(label) for label in long) or _has_wide(block, order, rows)
    if not speaks:
        return True
    unplaced = [word._replace(is_placed=False) for word in block.slices]
    swapped = (
        [{first: second, second: first}.get(code, code) for code in order]
        for first, second in combinations(_kinds(), 2)
    )
    return not any(is_possible(unplaced, _request_headings(other)) for other in swapped)


def _has_wide(block: HeaderBlock, order: Sequence[str], rows: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether a number of a kind is wider than a cell in which the kind's label breaks where it does.

    A label breaks behind two characters (社会 | 公益 | 组织) where three have no room, nor six digits.
    """
    for place, code in enumerate(order):
        label = request_labels()[code]
        longest = max((len(word.text) for word in block.slices if word.text in label), default=len(label))
        if code not in _kinds() or longest == len(label):
            continue
        widths = (len(str(int(number))) for row in rows if (number := row[place]) is not None)
        if max(widths, default=0) >= _DIGITS_OF_A_CHARACTER * (longest + 1):
            return True
    return False


def _is_of_kind(text: str) -> bool:
    return any(text in request_labels()[code] for code in _kinds())


def _is_told_away(order: Sequence[str], block: HeaderBlock) -> bool:
    return order.index("natural_person") > order.index(_kinds()[0]) and _is_person_first(block)


def _request_orders() -> list[tuple[str, ...]]:
    """The form's order, and those in which its three blocks, the persons, the organisations and the total, moved."""
    blocks = [("natural_person",), _kinds(), ("total",)]
    return [tuple(code for part in order for code in part) for order in permutations(blocks)]


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(row["applicant"] for row in read_rows("applicants") if row["parent_zh"])


def _is_person_first(block: HeaderBlock) -> bool:
    """Whether 自然人 begins before the heading over the organisations, which stands higher wherever it stands."""
    texts = [word.text for word in block.slices]
    person = next((place for place, text in enumerate(texts) if "自然人".startswith(text)), len(texts))
    organisations = next((place for place, text in enumerate(texts) if text.startswith("法人")), -1)
    return person < organisations
