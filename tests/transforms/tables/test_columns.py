"""The columns of a table from its header: read where it can be trusted, unknown where it cannot."""

from __future__ import annotations

import pytest

from transforms.form.declared import applicants
from transforms.tables.columns import (
    LITIGATION,
    ORGANISATIONS,
    Column,
    request_columns,
    request_order_agrees,
    resolve_columns,
    resolve_review_columns,
    typed,
)

FORM = ("made", "disclosed", "disclosed_to_date")
KINDS = ("business", "research", "charity", "legal_service", "other")
PROCEDURES = ("reconsideration", LITIGATION, "litigation_direct", "litigation_after_review")
RESULTS = ("upheld", "corrected", "other", "pending", "total")


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (FORM, FORM),
        (("disclosed", "made", "disclosed_to_date"), ("disclosed", "made", "disclosed_to_date")),
        ((), FORM),
        (("made", "disclosed_to_date"), FORM),
        (("made", "made", "disclosed_to_date"), FORM),
        ((*FORM, ""), (*FORM, "")),
        (("", *FORM), ("", *FORM)),
    ],
    ids=["whole", "reordered", "lost", "torn", "one doubled", "one more behind", "one more before"],
)
def test_a_header_that_can_be_trusted(observed: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert resolve_columns(observed, FORM) == expected


@pytest.mark.parametrize(
    "observed",
    [
        ("disclosed", "made"),
        ("made", "", "disclosed_to_date"),
        ("made", "", ""),
        ("disclosed", "", "made"),
        ("", "made"),
        (*FORM, "made"),
        ("disclosed", "disclosed", "made"),
    ],
    ids=[
        "torn and reordered",
        "one unknown",
        "two unknown",
        "reordered and unknown",
        "torn and unknown",
        "repeated",
        "two slips",
    ],
)
def test_a_header_that_cannot_be_trusted(observed: tuple[str, ...]) -> None:
    assert resolve_columns(observed, FORM) is None


def test_kinds_of_organisation_take_the_place_of_their_heading() -> None:
    observed = ("natural_person", ORGANISATIONS, "total", *KINDS)
    assert request_columns(observed) == ("natural_person", *KINDS, "total") == applicants()
    swapped = ("natural_person", ORGANISATIONS, "total", "research", "business", *KINDS[2:])
    assert request_columns(swapped) == ("natural_person", "research", "business", *KINDS[2:], "total")
    total_first = ("total", "natural_person", ORGANISATIONS, *KINDS)
    assert request_columns(total_first) == ("total", "natural_person", *KINDS)


def test_a_lost_heading_is_made_up_for_only_where_the_kinds_stand_below() -> None:
    observed = ("natural_person", "total", *KINDS)
    assert request_columns(observed) is None
    assert request_columns(observed, has_two_levels=True) == applicants()
    assert request_columns((*observed, "")) is None
    assert request_columns(("", *observed)) is None
    assert request_columns(("natural_person", "total")) == applicants()


def test_an_unknown_column_under_a_heading_has_no_certain_place() -> None:
    assert request_columns(("natural_person", ORGANISATIONS, "total", *KINDS, "")) is None


def test_table_four_as_the_form_has_it() -> None:
    order = ("reconsideration", LITIGATION, "litigation_direct", "litigation_after_review")
    columns = resolve_review_columns(order, RESULTS * 3)
    assert columns is not None
    assert columns[:5] == typed(RESULTS, "reconsideration")
    assert columns[10] == Column("upheld", "litigation_after_review")


def test_table_four_with_litigation_before_reconsideration() -> None:
    columns = resolve_review_columns(
        (LITIGATION, "reconsideration", "litigation_direct", "litigation_after_review"), RESULTS * 3
    )
    assert columns is not None
    assert [column.procedure for column in columns if column is not None and column.code == "total"] == [
        "litigation_direct",
        "litigation_after_review",
        "reconsideration",
    ]


@pytest.mark.parametrize(
    ("procedures", "results"),
    [
        ((), ("upheld", "")),
        ((LITIGATION, "reconsideration"), RESULTS),
        (("",), RESULTS * 3),
        ((), (*RESULTS[::-1], *RESULTS, *RESULTS[:4])),
        ((), RESULTS * 4),
    ],
    ids=["unknown", "procedures reordered, results torn", "procedure unknown", "both", "too many"],
)
def test_table_four_that_cannot_be_told(procedures: tuple[str, ...], results: tuple[str, ...]) -> None:
    assert resolve_review_columns(procedures, results) is None


def test_a_label_of_another_table_is_no_slip() -> None:
    assert resolve_columns(["a", "d", "c"], "abc") is None
    assert resolve_columns(["a", "a", "c"], "abc") == ("a", "b", "c")


def test_kinds_of_organisation_in_a_row_below_stand_between_the_two_above_where_their_heading_is_lost() -> None:
    observed = ("natural_person", "total", *KINDS)
    assert request_columns(observed, has_two_levels=True) == ("natural_person", *KINDS, "total")
    assert request_columns(observed) is None


def test_kinds_of_litigation_before_reconsideration_without_their_heading_tell_no_order() -> None:
    kinds = ("litigation_direct", "litigation_after_review")
    assert resolve_review_columns((*kinds, "reconsideration"), RESULTS * 3) is None
    assert resolve_review_columns(("reconsideration", *kinds), RESULTS * 3) is not None


@pytest.mark.parametrize(
    ("torn", "agrees"),
    [
        (("natural_person", "business", "total"), True),
        (("natural_person", "total", "business"), True),
        (("natural_person", "business", "total", "research"), False),
        (("business", "natural_person", "research"), False),
        (("business", "natural_person"), False),
        (("total", "natural_person"), False),
        (("natural_person", "research", "business"), False),
        ((), True),
    ],
)
def test_a_torn_header_agrees_with_a_whole_one_in_its_order_or_level_by_level(
    torn: tuple[str, ...], agrees: bool
) -> None:
    assert request_order_agrees(torn, applicants()) is agrees


@pytest.mark.parametrize(
    "observed",
    [
        (ORGANISATIONS, "natural_person", "total", *KINDS),
        ("natural_person", "total", ORGANISATIONS, *KINDS),
        ("natural_person", ORGANISATIONS, *KINDS, "total"),
        ("total", ORGANISATIONS, "natural_person", *KINDS),
    ],
)
def test_kinds_stand_where_their_heading_does_in_any_order_of_the_others(observed: tuple[str, ...]) -> None:
    place = [code for code in observed if code not in KINDS].index(ORGANISATIONS)
    others = [code for code in observed if code not in (*KINDS, ORGANISATIONS)]
    assert request_columns(observed) == (*others[:place], *KINDS, *others[place:])


def test_kinds_that_neither_follow_their_heading_nor_stand_last_have_no_place() -> None:
    assert request_columns(("natural_person", ORGANISATIONS, *KINDS[:3], "total", *KINDS[3:])) is None
    assert request_columns((*KINDS, ORGANISATIONS, "natural_person", "total")) is None


WHOLE = ("reconsideration", LITIGATION, "litigation_direct", "litigation_after_review")


@pytest.mark.parametrize(
    ("procedures", "results", "is_known"),
    [
        (WHOLE, RESULTS * 3, True),
        (WHOLE, RESULTS, True),
        (WHOLE, (), True),
        (WHOLE, (*RESULTS, "", *RESULTS, *RESULTS[1:]), False),
        (WHOLE, (*RESULTS * 2, "upheld", "", "other", "pending", "total"), False),
        (WHOLE, (*RESULTS * 2, "upheld", "upheld", "other", "pending", "total"), True),
        (("reconsideration",), RESULTS * 3, True),
        ((LITIGATION,), RESULTS * 3, False),
        (("litigation_direct",), RESULTS * 3, False),
        (("litigation_after_review", "litigation_direct"), RESULTS * 3, False),
        (("reconsideration", ""), RESULTS * 3, False),
        ((LITIGATION, "reconsideration"), RESULTS * 3, True),
        ((LITIGATION, "reconsideration"), (*RESULTS[::-1], *RESULTS, *RESULTS), False),
        ((LITIGATION, "reconsideration"), RESULTS[::-1] * 3, True),
        ((LITIGATION, "reconsideration"), (*RESULTS, ""), False),
        ((LITIGATION, "reconsideration"), (), False),
    ],
)
def test_headers_of_table_four(procedures: tuple[str, ...], results: tuple[str, ...], is_known: bool) -> None:
    assert (resolve_review_columns(procedures, results) is not None) is is_known


def test_a_column_more_is_told_by_a_header_of_one_level_without_the_heading_of_organisations() -> None:
    assert request_columns(("natural_person", ORGANISATIONS, *KINDS, "total", "")) is None
    assert request_columns(("natural_person", *KINDS, "total", "")) == ("natural_person", *KINDS, "total", "")


def test_a_total_before_the_persons_above_the_kinds_stays_there() -> None:
    observed = ("total", "natural_person", *KINDS)
    assert request_columns(observed, has_two_levels=True) == observed


def test_results_that_are_torn_and_out_of_order_tell_no_columns() -> None:
    assert resolve_review_columns(PROCEDURES, ("total",) * 4) is None
    assert resolve_review_columns(PROCEDURES, ("total",) * 3) is not None


def test_results_in_another_order_below_one_procedure_stand_there() -> None:
    swapped = ("corrected", "upheld", *RESULTS[2:])
    columns = resolve_review_columns(PROCEDURES, swapped + RESULTS * 2)
    assert columns is not None
    assert [column and column.code for column in columns] == [*swapped, *RESULTS, *RESULTS]


@pytest.mark.parametrize(
    "procedures",
    [
        (*PROCEDURES, "litigation_direct"),
        ("reconsideration", "", LITIGATION),
        ("litigation_direct", "reconsideration", "litigation_after_review"),
    ],
    ids=["a kind again", "one unknown", "between the kinds"],
)
def test_procedures_whose_order_nobody_can_tell(procedures: tuple[str, ...]) -> None:
    assert resolve_review_columns(procedures, RESULTS * 3) is None
