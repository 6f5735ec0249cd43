"""From the tables to the cells of the form: which form, which cells it owes, and whose figures they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.transforms.placement.made_rows import REQUESTS, found, tokens
from transforms.placement.facts import Facts, read_facts
from transforms.tables import Column, FoundRow, FoundTables
from transforms.tables.surroundings import Surroundings

OLD = ("prior_year_items", "change", "decisions")
OTHER_YEAR = Surroundings(years=frozenset({2019}))


def service(
    values: str, form: str = "2019", columns: tuple[str, ...] = OLD, said: Surroundings | None = None
) -> FoundRow:
    given: dict[str, Any] = {"said": said} if said else {}
    return found(values, columns, code="licensing", form=form, **given)


def request(values: str, code: str = "new", said: Surroundings | None = None) -> FoundRow:
    given: dict[str, Any] = {"said": said} if said else {}
    return found(values, REQUESTS, code=code, **given)


def read(*proactive: FoundRow, requests: tuple[FoundRow, ...] = (), year: int | None = 2020, **forms: str) -> Facts:
    tables = FoundTables(proactive, requests, (), forms.get("proactive_form", ""), forms.get("request_form", ""))
    return read_facts(tables, None, year)


def cells(facts: Facts, table: str = "fact_proactive") -> dict[tuple[str | int, ...], Decimal | str | None]:
    return {
        fact.key: fact.value if fact.value is not None else fact.cell_status.value
        for fact in facts.facts
        if fact.table == table
    }


def test_a_report_without_a_table_has_no_facts() -> None:
    assert read() == Facts("narrative", (), ())


def test_words_of_a_sentence_that_name_a_line_are_no_table() -> None:
    assert read(requests=(found(" 5", REQUESTS, code="new"),)).form == "narrative"
    assert read(requests=(found(" 1 0", REQUESTS, code="new"),)).form == "2019"
    assert read(requests=(found(" 1000001", REQUESTS, code="new"),)).form == "2019"


def test_every_cell_of_the_form_is_there_and_no_other() -> None:
    old = cells(read(service(" 1 2 3"), proactive_form="2019"))
    assert len(old) == 22
    assert old[5, "licensing", "decisions"] == 3
    assert old[6, "penalty", "decisions"] == "missing"
    new = cells(read(service(" 3", "2021", ("decisions",)), year=2021, proactive_form="2021"))
    assert (5, "other_services", "decisions") not in new
    assert len(new) == 10


def test_cells_of_another_form_stand_beside_those_of_the_form_unless_they_are_the_same() -> None:
    rows = service(" 7 8 9", "2019"), service(" 3", "2021", ("decisions",))
    both = cells(read(*rows, proactive_form="2021"))
    assert both[5, "licensing", "prior_year_items"] == 7
    assert both[5, "licensing", "decisions"] == 3
    facts = read(*rows, proactive_form="2021").facts
    assert [fact.value for fact in facts if fact.key == (5, "licensing", "decisions")] == [3]


def test_lines_that_only_one_form_has_are_those_of_the_form_of_the_lines() -> None:
    lines = cells(read(requests=(request(" 1 0 0 0 0 0 1"),), request_form="2021"), "fact_request")
    assert ("other_misc", "total") in lines
    assert ("other", "total") not in lines
    assert lines["new", "total"] == 1


def test_table_three_owes_the_lines_of_its_own_form_or_else_those_of_table_twos() -> None:
    new = request(" 1 0 0 0 0 0 1")
    own = cells(read(service(" 1 2 3"), requests=(new,), proactive_form="2019", request_form="2021"), "fact_request")
    assert (("other_misc", "total") in own, ("other", "total") in own) == (True, False)
    other = cells(read(service(" 1 2 3"), requests=(new,), proactive_form="2019"), "fact_request")
    assert (("other_misc", "total") in other, ("other", "total") in other) == (False, True)


def test_the_form_is_told_by_labels_then_by_rows_then_by_lines_then_by_the_year() -> None:
    row = service(" 1 2 3")
    assert read(row, proactive_form="2021").form == "2021"
    assert read(row, requests=(request(" 1 0 0 0 0 0 1"),), request_form="2021").form == "2019"
    assert read(requests=(request(" 1 0 0 0 0 0 1"),), request_form="2021").form == "2021"
    assert [read(requests=(request(" 1 0 0 0 0 0 1"),), year=year).form for year in (2020, 2021)] == ["2019", "2021"]


def test_another_years_tables_do_not_say_which_form_the_report_has() -> None:
    old = service(" 1 2 3", "2019", said=OTHER_YEAR)
    new = service(" 3", "2021", ("decisions",))
    assert read(old, new, year=2021, proactive_form="2019").form == "2021"
    assert read(old, year=2021, proactive_form="2019").form == "2019"
    lines = request(" 1 0 0 0 0 0 1", "other", OTHER_YEAR), request(" 1 0 0 0 0 0 1", "other_misc")
    assert read(requests=lines, year=2021, request_form="2021").form == "2021"
    assert read(requests=lines, year=2021, request_form="2019").form == "2021"
    assert read(requests=lines[:1], year=2021, request_form="2019").form == "2019"


def test_figures_of_another_year_are_said_to_be_so_once_a_table() -> None:
    facts = read(service(" 1 2 3", said=OTHER_YEAR), proactive_form="2019")
    rules = [doubt.rule for doubt in facts.doubts if doubt.rule != "cells_missing"]
    assert rules == ["foreign_table"]


def test_a_cell_of_the_form_that_is_printed_under_another_is_there_once() -> None:
    facts = read(service(" 7 8 9", "2019"), proactive_form="2021").facts
    assert [fact.value for fact in facts if fact.key == (5, "licensing", "decisions")] == [9]


def test_a_line_that_the_form_does_not_have_is_kept_where_it_is_printed() -> None:
    printed = cells(read(requests=(request(" 1 0 0 0 0 0 1", "other"),), request_form="2021"), "fact_request")
    assert printed["other", "total"] == 1
    assert printed["other_misc", "total"] == "missing"


def test_one_row_of_several_cells_makes_a_table() -> None:
    assert read(requests=(request(" 5"), request(" 1 0 0 0 0 0 1", "granted"))).form == "2019"
    assert read(requests=(request(" 5"), request(" 6", "granted"))).form == "narrative"


def test_a_line_without_any_cell_is_no_table() -> None:
    assert read(requests=(replace(found("", REQUESTS, code="new"), tail=[]),)).form == "narrative"


def test_the_lines_of_prose_do_not_tell_the_form() -> None:
    """其他处理 in a sentence is no line of table three, so table four alone leaves the form to the year."""
    prose = found(" 5", REQUESTS, code="other_misc")
    reviews = FoundRow("", (Column("upheld", "reconsideration"), Column("total", "reconsideration")), tokens(" 2 2"))
    facts = read_facts(FoundTables((), (prose,), (reviews,), "", "2021"), None, 2020)
    assert cells(facts, "fact_review")["reconsideration", "upheld"] == 2
    assert facts.form == "2019"


def test_a_cell_that_two_other_forms_print_is_there_once() -> None:
    rows = service(" 7 8 9", "2019"), service(" 3", "2021", ("decisions",))
    printed = [fact for fact in read(*rows, proactive_form="a third form").facts if fact.value is not None]
    assert sorted(fact.key[2] for fact in printed) == sorted(OLD)


@pytest.mark.parametrize("known", [("2019", "2021"), ("2019", "2021", "a third form")])
def test_what_is_printed_under_another_form_is_not_said_to_be_missing(
    known: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transforms.placement.facts.FORM_CODES", known)
    facts = read(service(" 3", "2021", ("decisions",)), proactive_form="2019").facts
    assert [fact.value for fact in facts if fact.key == (5, "licensing", "decisions")] == [3]


def test_a_row_of_table_three_whose_total_prefers_other_places_is_doubted() -> None:
    full = found("\t1\t0\t0\t0\t0\t0\t1", REQUESTS, code="new", row_size=8)
    blank = found("\t3\t0\t0\t0\t0\t3\t", REQUESTS, code="granted", row_size=8)
    assert cells(read(requests=(full, blank)), "fact_request")["granted", "total"] == "ambiguous"


@pytest.mark.parametrize(("code", "upheld"), [("", Decimal(1)), ("reconsideration", "ambiguous")])
def test_the_values_of_table_four_are_looked_for_below_its_header_but_not_behind_a_label(
    code: str, upheld: Decimal | str
) -> None:
    columns = tuple(Column(result, "reconsideration") for result in ("upheld", "corrected", "other"))
    row = FoundRow(code, columns, tokens("\t\t\t#1\t2\t3"))
    facts = read_facts(FoundTables((), (), (row,), "", ""), None, 2020)
    assert cells(facts, "fact_review")["reconsideration", "upheld"] == upheld
