"""Values that a text parts from their labels: it goes column by column, or cells that are set higher come first."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.form import applicants
from transforms.stream import Kind
from transforms.tables.rows import FoundRow

# Labels without values before one that has them, by which a column of labels is known. The form's longest group of
# lines that are often blank together has eight; three are two more than a blank row with its neighbour.
_MANY_LABELS = 3


def are_behind_labels(rows: Sequence[FoundRow]) -> list[bool]:
    """For each row, whether its values may be another's, as labels without any stand before its own: it has all values,
    a line each, in a table that prints its zeros, and the text gives labels and values column by column.

    Behind a run of several labels that is every row's case. Where others are blank, as zeros may be, no zero is
    printed. One label says so of the row behind it where another row has the values of two.
    """
    has_two = has_values_of_two(rows)
    behind, run = [], 0
    for row in rows:
        values = [token for token in row.tail if token.kind == Kind.VALUE]
        is_column = len(values) >= len(applicants()) and len({token.line for token in values}) == len(values)
        is_told = run > 0 and is_column and any(token.text == "0" for token in values)
        if is_told and run >= _MANY_LABELS:
            return [True] * len(rows)
        behind.append(is_told and has_two)
        run = 0 if row.tail else run + 1
    return behind


def has_values_of_two(rows: Sequence[FoundRow]) -> bool:
    """Whether a row has the values of two, a line each: the text does not keep values and labels together."""
    values = ([token.line for token in row.tail if token.kind == Kind.VALUE] for row in rows)
    return any(len(lines) >= 2 * len(applicants()) and len(set(lines)) == len(lines) for lines in values)
