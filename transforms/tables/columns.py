"""The columns of a table, from the labels that its header prints.

The header is read, not assumed. A header that prints every label says the order of the columns, whatever it is. One
that lost labels must at least not contradict the form, and then the form, which the State Council fixed, says the
order. Anything else is no header to trust: the columns are unknown, and every cell under them is ambiguous.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transforms.form import applicants
from transforms.knowledge import read_rows

UNKNOWN = ""
ORGANISATIONS = "法人或其他组织"
LITIGATION = "行政诉讼"
_LITIGATION_KINDS = ("litigation_direct", "litigation_after_review")


class Column(NamedTuple):
    """A column by its codes: an applicant, a measure, or the result of a procedure."""

    code: str
    procedure: str = ""


TOTAL = Column("total")


def place_of_total(columns: Sequence[Column | None]) -> int | None:
    """The place of the column that sums the others, None where there is none."""
    return columns.index(TOTAL) if TOTAL in columns else None


def typed(codes: Sequence[str], procedure: str = "") -> tuple[Column | None, ...]:
    """Columns of these codes; None for UNKNOWN.

    >>> typed(["total", UNKNOWN])
    (Column(code='total', procedure=''), None)
    """
    return tuple(Column(code, procedure) if code else None for code in codes)


def resolve_columns(observed: Sequence[str], expected: Sequence[str]) -> tuple[str, ...] | None:
    """The order of the columns; UNKNOWN for a column that the form does not have; None if it cannot be told.

    `observed` are the codes of the header's labels in reading order, UNKNOWN for a header cell without a known label.

    >>> resolve_columns(["a", "c", "b"], "abc")
    ('a', 'c', 'b')
    >>> resolve_columns(["a", "c"], "abc"), resolve_columns([], "abc")
    (('a', 'b', 'c'), ('a', 'b', 'c'))
    >>> resolve_columns(["a", "a", "c"], "abc")
    ('a', 'b', 'c')
    >>> resolve_columns(["c", "a"], "abc") is None
    True
    >>> resolve_columns(["a", "b", "c", ""], "abc")
    ('a', 'b', 'c', '')
    """
    known = [code for code in observed if code]
    if sorted(known) == sorted(expected):
        return tuple(observed)
    if len(observed) == len(expected) and _is_one_slip(observed, expected):
        return tuple(expected)
    if UNKNOWN not in observed and _is_subsequence(known, expected):
        return tuple(expected)
    return None


def _is_one_slip(observed: Sequence[str], expected: Sequence[str]) -> bool:
    """One header cell repeats another's label; all others stand where the form has them."""
    slips = [code for code, own in zip(observed, expected, strict=True) if code != own]
    return len(slips) == 1 and observed.count(slips.pop()) > 1


def _is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(code in rest for code in part)


def request_columns(observed: Sequence[str], *, has_two_levels: bool = False) -> tuple[str, ...] | None:
    """The columns of table three from its header of one level or two.

    In a header of two levels the kinds of organisation are read after 总计, and take the place of their heading; in one
    of one level they follow it. A heading anywhere else tells no place, nor does the reading order tell where an
    unknown column stands among them. `has_two_levels` says that the kinds
    of organisation stand in a row below the others, which matters where their heading is lost.

    >>> request_columns(["natural_person", "法人或其他组织", "total", "business", "research", "charity",
    ...                  "legal_service", "other"])[1]
    'business'
    >>> request_columns(["法人或其他组织", "total", "business", "research", "charity", "legal_service", "other",
    ...                  "natural_person"]) is None
    True
    """
    kinds = organisation_kinds()
    inner = [code for code in observed if code in kinds]
    outer = [code for code in observed if code not in kinds]
    if UNKNOWN in observed and ORGANISATIONS in observed:
        return None
    if ORGANISATIONS in outer:
        behind = list(observed)[list(observed).index(ORGANISATIONS) + 1 :]
        if behind[: len(inner)] != inner and list(observed) != outer + inner:
            return None
        place = outer.index(ORGANISATIONS)
        flat = [*outer[:place], *inner, *(code for code in outer[place:] if code != ORGANISATIONS)]
    elif outer == ["natural_person", "total"] and has_two_levels:
        flat = ["natural_person", *inner, "total"]
    elif inner and [code for code in observed if code != UNKNOWN] == ["natural_person", "total", *inner]:
        return None
    else:
        flat = list(observed)
    return resolve_columns(flat, applicants())


def request_order_agrees(observed: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a torn header names its columns in the order of a whole one, read level by level.

    >>> request_order_agrees(["natural_person", "total", "business"], applicants())
    True
    >>> request_order_agrees(["business", "natural_person", "research"], applicants())
    False
    """
    kinds = organisation_kinds()
    levels = ([code for code in observed if code in kinds], [code for code in observed if code not in kinds])
    is_nested = list(observed) == levels[1] + levels[0]
    return all(_is_subsequence(level, whole) for level in levels) and (is_nested or _is_subsequence(observed, whole))


def organisation_kinds() -> frozenset[str]:
    """The applicants that stand under 法人或其他组织."""
    return frozenset(row["applicant"] for row in read_rows("applicants") if row["parent_zh"])


def resolve_review_columns(procedures: Sequence[str], results: Sequence[str]) -> tuple[Column | None, ...] | None:
    """The columns of table four: `procedures` and `results` are its header labels in reading order.

    None where 行政复议 is none of them: on which side of the litigation it stood, nothing else tells.

    >>> resolve_review_columns(["reconsideration", "行政诉讼"], [])[6], resolve_review_columns([], [])
    (Column(code='corrected', procedure='litigation_direct'), None)
    """
    order = _procedure_order(procedures) if procedures else None
    expected = tuple(row["result"] for row in read_rows("review_results"))
    whole = expected * len(review_procedures())
    if order is None:
        return None
    if len(results) != len(whole):
        flat = resolve_columns(results, whole)
        if flat is None or order != review_procedures() or UNKNOWN in results:
            return None
        return tuple(column for code in order for column in typed(expected, code))
    starts = range(0, len(whole), len(expected))
    found = [resolve_columns(results[start : start + len(expected)], expected) for start in starts]
    chunks = [chunk for chunk in found if chunk is not None]
    if len(chunks) < len(found):
        return None
    if order != review_procedures() and len(set(chunks)) > 1:
        return None
    return tuple(column for code, chunk in zip(order, chunks, strict=True) for column in typed(chunk, code))


def review_procedures() -> tuple[str, ...]:
    """The procedures of table four in the order of the form."""
    return tuple(row["procedure"] for row in read_rows("review_procedures"))


def _procedure_order(observed: Sequence[str]) -> tuple[str, ...] | None:
    inner = [code for code in observed if code in _LITIGATION_KINDS]
    inner_order = resolve_columns(inner, _LITIGATION_KINDS)
    if inner_order is None:
        return None
    outer = [code for code in observed if code not in _LITIGATION_KINDS]
    outer_order = resolve_columns(outer, ("reconsideration", LITIGATION))
    if outer_order is None or UNKNOWN in outer_order or "reconsideration" not in outer:
        return None
    if LITIGATION not in outer and inner and "reconsideration" in observed[observed.index(inner[0]) :]:
        return None
    order: list[str] = []
    for code in outer_order:
        order.extend(inner_order if code == LITIGATION else (code,))
    return tuple(order)
