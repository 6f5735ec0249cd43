"""Cells of a picture's table that became one because a piece of a rule is lost: where a number stands behind the first.

What covers several places shows its text in the first, and nothing in the others. In a picture a rule vanishes behind a
seal, a fold or worn toner, so that the places behind may have a number each: they are no blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from transforms.form import fold_label, vocabulary
from transforms.text import is_han, recognised_numbers

Places = Sequence[tuple[int, int]]
"""The row and the column of each place that a cell covers."""


def covered_places(cells: Mapping[int, Places], texts: Mapping[int, str]) -> set[tuple[int, int]]:
    """The places behind the first of cells with recognised numbers where the table has a value of its own: one in each
    row that has its own label, and in each column that no heading joins with the one before.

    `cells` are the places of each cell by its number, `texts` what it shows.
    """
    owners = {place: owner for owner, places in cells.items() for place in places}
    return {
        place
        for owner, places in cells.items()
        if len(places) > 1 and recognised_numbers(texts.get(owner, ""))
        for place in _own_places(places, owners, texts)
    }


def _own_places(
    places: Places, owners: Mapping[tuple[int, int], int], texts: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    first_row, first_column = min(places)
    last_column = max(column for _, column in places)
    is_joined = last_column == first_column or _has_heading(first_row, first_column, last_column, owners, texts)
    first_label = _label_of(first_row, first_column, owners, texts)
    for row, column in places:
        is_behind = column > first_column and not is_joined
        is_below = row > first_row and _label_of(row, first_column, owners, texts) not in (None, first_label)
        if is_behind or is_below:
            yield row, column


def _has_heading(
    row: int, first: int, last: int, owners: Mapping[tuple[int, int], int], texts: Mapping[int, str]
) -> bool:
    """Whether the nearest label above the last of some columns stands above all of them."""
    for above in range(row - 1, -1, -1):
        owner = owners.get((above, last))
        if owner is not None and _is_label(texts.get(owner, "")):
            return owners.get((above, first)) == owner and not _are_two_labels(texts[owner])
    return False


def _label_of(row: int, column: int, owners: Mapping[tuple[int, int], int], texts: Mapping[int, str]) -> int | None:
    """The nearest label at the left of a place."""
    for before in range(column - 1, -1, -1):
        owner = owners.get((row, before))
        if owner is not None and _is_label(texts.get(owner, "")):
            return owner
    return None


def _is_label(text: str) -> bool:
    return any(map(is_han, text)) and not recognised_numbers(text)


def _are_two_labels(text: str) -> bool:
    """Whether a heading is two labels of the form that stand in one cell."""
    core, known = "".join(fold_label(text).split()), vocabulary().meanings
    return core not in known and any(core[:end] in known and core[end:] in known for end in range(1, len(core)))
