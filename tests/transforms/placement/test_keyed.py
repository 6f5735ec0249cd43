"""From rows to one reading for each cell of the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.transforms.placement.made_rows import found, outcome
from transforms.placement.keyed import is_own, read_table
from transforms.placement.place import place_rows
from transforms.schemas import FactTable
from transforms.tables import UNIT_LOST, Column, FoundRow
from transforms.tables.surroundings import Surroundings

YEAR = 2021
LAST_YEAR = Surroundings(years=frozenset({2020}))
THREE = ("prior_year_items", "change", "decisions")


def read(table: FactTable, *rows: FoundRow, year: int | None = YEAR) -> dict[tuple[Any, ...], int | str]:
    return {key: outcome(cell) for key, cell in read_table(table, place_rows(rows), year).items()}


def request(values: str, **fields: Any) -> FoundRow:
    return found(values, ("natural_person", "total"), code="new", **fields)


def service(values: str, **fields: Any) -> FoundRow:
    return found(values, THREE, code="licensing", form="2019", **fields)


def test_cells_have_the_codes_of_their_row_and_column() -> None:
    assert read(FactTable.REQUEST, request(" 1 2")) == {("new", "natural_person"): 1, ("new", "total"): 2}
    assert read(FactTable.PROACTIVE, service(" 1 2 3")) == {
        ("2019", 5, "licensing", "prior_year_items"): 1,
        ("2019", 5, "licensing", "change"): 2,
        ("2019", 5, "licensing", "decisions"): 3,
    }
    columns = (Column("upheld", "reconsideration"), None, Column("total", "litigation_direct"))
    row = FoundRow("", columns, found(" 1 2 3").tail)
    assert read(FactTable.REVIEW, row) == {("reconsideration", "upheld"): 1, ("litigation_direct", "total"): 3}


def test_repetitions_that_agree_are_one_and_those_that_do_not_are_doubted() -> None:
    assert read(FactTable.REQUEST, request(" 1 2"), request(" 1 2"))["new", "total"] == 2
    twice = read(FactTable.REQUEST, request(" 1 2"), request(" 1 3"))
    assert twice == {("new", "natural_person"): 1, ("new", "total"): "contradiction"}
    cells = read_table(FactTable.REQUEST, place_rows([request(" 1 2"), request(" 1 3")]), YEAR)
    assert cells["new", "total"].raw_text == "2 | 3"
    cells = read_table(FactTable.REQUEST, place_rows([request(" 1 2"), request(" 1 ２")]), YEAR)
    assert (outcome(cells["new", "total"]), cells["new", "total"].raw_text) == (2, "2")


def test_a_row_without_cells_contradicts_nothing() -> None:
    bare = FoundRow("new", (Column("natural_person"), Column("total")), [])
    assert read(FactTable.REQUEST, bare, request(" 1 2")) == {("new", "natural_person"): 1, ("new", "total"): 2}
    assert set(read(FactTable.REQUEST, bare, bare).values()) == {"missing"}


def test_figures_of_another_year_are_shown_only_where_the_report_has_none_of_its_own() -> None:
    assert set(read(FactTable.REQUEST, request(" 1 2", said=LAST_YEAR)).values()) == {"foreign_table"}
    assert set(read(FactTable.REQUEST, request(" 1 2", said=LAST_YEAR), request(" 3 4")).values()) == {3, 4}
    assert set(read(FactTable.REQUEST, request(" 1 2", said=LAST_YEAR), year=2020).values()) == {1, 2}
    assert read(FactTable.REQUEST, request(" 1 —", said=LAST_YEAR)) == {("new", "natural_person"): "foreign_table"}
    assert is_own(request(" 1 2"), None)
    assert not is_own(request(" 1 2", said=LAST_YEAR), YEAR)


def test_figures_of_another_year_under_another_form_are_left_out() -> None:
    old = service(" 1 2 3", said=LAST_YEAR)
    new = found(" 9", ("decisions",), code="licensing", form="2021")
    assert read(FactTable.PROACTIVE, old, new) == {("2021", 5, "licensing", "decisions"): 9}
    assert len(read(FactTable.PROACTIVE, old)) == 3


@pytest.mark.parametrize(
    ("form", "measure", "cell", "money_unit", "read_as", "unit"),
    [
        ("2021", "fees", "5", "万元", 5, "万元"),
        ("2021", "fees", "5", "", "unit_unknown", ""),
        ("2021", "fees", "0", "", 0, ""),
        ("2021", "fees", "5元", "", 5, "元"),
        ("2021", "fees", "5万", "万元", 50000, "元"),
        ("2021", "fees", "5", UNIT_LOST, "unit_unknown", ""),
        ("2019", "procurement", "5", "", 5, ""),
        ("2019", "procurement", "5", UNIT_LOST, "unit_unknown", ""),
    ],
)
def test_the_unit_of_an_amount(
    form: str, measure: str, cell: str, money_unit: str, read_as: int | str, unit: str
) -> None:
    row = found(f" {cell}", ("amount",), code=measure, form=form, money_unit=money_unit)
    [amount] = read_table(FactTable.PROACTIVE, place_rows([row]), YEAR).values()
    assert (outcome(amount), amount.unit) == (read_as, unit)


@pytest.mark.parametrize(
    ("cell", "money_unit", "read_as", "unit"),
    [("5", "万元", 5, "万元"), ("5", "", "unit_unknown", ""), ("0", "", 0, ""), ("5元", "", 5, "元")],
)
def test_the_unit_of_an_amount_of_the_statistics_form(
    cell: str, money_unit: str, read_as: int | str, unit: str
) -> None:
    row = found(f" {cell}", ("year",), code="fees", money_unit=money_unit)
    [amount] = read_table(FactTable.STATISTIC, place_rows([row]), YEAR).values()
    assert (outcome(amount), amount.unit) == (read_as, unit)


def test_counts_in_hundreds_are_doubted_but_zeros_are_not() -> None:
    scaled = Surroundings(has_scaled_counts=True)
    assert set(read(FactTable.REQUEST, request(" 0 2", said=scaled)).values()) == {0, "scaled_count"}
    assert list(read(FactTable.PROACTIVE, service(" 0 2 0", said=scaled)).values()) == [0, "scaled_count", 0]


def test_a_column_that_the_form_does_not_have_is_nobodys() -> None:
    columns = (None, Column("change"), None)
    row = FoundRow("licensing", columns, found(" 1 2 3").tail, form="2019")
    assert read(FactTable.PROACTIVE, row) == {("2019", 5, "licensing", "change"): 2}
    row = FoundRow("new", (None, Column("business"), Column("total")), found(" 1 2 3").tail)
    assert read(FactTable.REQUEST, row) == {("new", "business"): 2, ("new", "total"): 3}


def test_cells_that_only_another_years_table_of_the_same_form_has_are_shown() -> None:
    other = found(" 4 5 6", THREE, code="other_services", form="2019", said=LAST_YEAR)
    assert read(FactTable.PROACTIVE, service(" 1 2 3"), other) == {
        **{("2019", 5, "licensing", measure): value for measure, value in zip(THREE, (1, 2, 3), strict=True)},
        **{("2019", 5, "other_services", measure): "foreign_table" for measure in THREE},
    }


def test_figures_of_the_statistics_form_under_no_period_are_nobodys() -> None:
    row = FoundRow("requests_received", (None, Column("year")), found(" 1 2").tail)
    assert read(FactTable.STATISTIC, row) == {("requests_received", "year"): 2}


def test_a_cell_that_is_blank_in_one_print_contradicts_its_number() -> None:
    cells = read_table(FactTable.REQUEST, place_rows([request(" 1 2"), request("\t1\t")]), YEAR)
    assert (outcome(cells["new", "total"]), cells["new", "total"].raw_text) == ("contradiction", "2 | □")


def test_a_label_alone_contradicts_its_numbers_where_a_blank_row_leaves_nothing_else() -> None:
    """A page of a PDF without rules prints a row twice, once blank; another blank row says what such a label means."""
    columns = (Column("natural_person"), Column("total"))
    blank, other = FoundRow("new", columns, []), FoundRow("carried_in", columns, [])
    third = found(" 3 3", ("natural_person", "total"), code="granted")
    for rows in ((blank, request(" 7 7"), other, third), (request(" 7 7"), blank, other, third)):
        cells = read(FactTable.REQUEST, *rows)
        assert cells["new", "natural_person"] == cells["new", "total"] == "contradiction"
        assert cells["granted", "total"] == 3
    assert read(FactTable.REQUEST, request(" 7 7"), other)["new", "total"] == 7


def test_a_label_elsewhere_contradicts_nothing() -> None:
    """A heading of the prose before the table, or a note behind it, that reads like the label of a row."""
    columns = (Column("natural_person"), Column("total"))
    blank, other = FoundRow("new", columns, []), FoundRow("carried_in", columns, [])
    above = replace(blank, table_no=0)
    assert read(FactTable.REQUEST, above, replace(request(" 7 7"), table_no=1), other)["new", "total"] == 7
    assert read(FactTable.REQUEST, request(" 7 7"), other, blank)["new", "total"] == 7


def test_an_amount_in_the_place_of_a_count_says_that_the_values_left_their_columns() -> None:
    """pdftotext gives the higher of two cells first: 61491.2万元, then 8492, the count."""
    columns = (Column("items"), Column("amount"))
    for text, read_as in (("\n61491.2万元\n8492", "unit_of_other_kind"), ("\n8492\n61491.2万元", 61491)):
        row = found(text, code="procurement", form="2019")
        cells = read(FactTable.PROACTIVE, FoundRow(row.code, columns, row.tail, form="2019", money_unit="元"))
        assert [cell for key, cell in cells.items() if key[-1] == "amount"] == [read_as]
