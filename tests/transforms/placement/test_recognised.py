"""What was recognised is loaded only where nothing speaks against it, and always says so."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats import Recognition
from transforms.placement.fact import Fact
from transforms.placement.recognised import SettledFacts, settle_recognised
from transforms.schemas import CellStatus, FactTable
from transforms.text import recognised_mark

AGREED = Recognition(2, (10.0, 20.04, 30.0, 32.0), ("3",), 0.97, is_agreed=True, is_even=True, crop=b"png")
ROW = ("natural_person", "business", "research", "charity", "legal_service", "other", "total")


def fact(text: str, value: int | None, *, applicant: str = "total", line: str = "new", number: int | None = 0) -> Fact:
    status = CellStatus.REPORTED if value is not None else CellStatus.UNREADABLE
    marked = text if number is None else text + recognised_mark(number)
    given = None if value is None else Decimal(value)
    return Fact(FactTable.REQUEST, (line, applicant), given, "count", marked, status)


def amount(text: str, *, is_even: bool) -> SettledFacts:
    cell = Fact(
        FactTable.PROACTIVE, (8, "fees", "amount"), Decimal(1), "CNY", text + recognised_mark(0), CellStatus.REPORTED
    )
    return settle_recognised([cell], [AGREED._replace(readings=(text,), is_even=is_even)])


EVIDENCE = (
    Threshold(
        "transforms.placement.recognised._FEWEST_DIGITS",
        inside=lambda: amount("5", is_even=False).facts[0].value,
        outside=lambda: amount("55", is_even=False).facts[0].value,
        moved=3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_an_agreed_number_is_repaired_and_told_with_its_place_and_picture() -> None:
    settled = settle_recognised([fact("3", 3)], [AGREED])
    [cell], [doubt] = settled.facts, settled.doubts
    assert (cell.value, cell.cell_status, cell.raw_text) == (Decimal(3), CellStatus.REPAIRED, "3")
    assert (doubt.rule, doubt.severity, doubt.cause) == ("ocr_read", "info", "ocr_read")
    assert doubt.subject == "fact_request.new.total"
    assert json.loads(doubt.details or "") == {
        "cells": [
            {
                "cell": "fact_request.new.total",
                "page": 2,
                "box": [10.0, 20.0, 30.0, 32.0],
                "confidence": 0.97,
                "readings": ["3"],
                "crop": "cG5n",
            }
        ]
    }


def test_two_readings_are_both_told_and_neither_loaded() -> None:
    told = AGREED._replace(readings=("12", "17"), is_agreed=False)
    settled = settle_recognised([fact("\ufffd", None)], [told])
    [cell], [doubt] = settled.facts, settled.doubts
    assert (cell.value, cell.cell_status, cell.raw_text) == (None, CellStatus.AMBIGUOUS, "12 ≠ 17")
    assert (doubt.severity, doubt.cause, doubt.actual) == ("warning", "ocr_disagreement", "12 ≠ 17")
    assert doubt.subject == "fact_request.new.total"


def row(*values: int, recognised: bool = True) -> list[Fact]:
    return [
        fact(str(value), value, applicant=applicant, number=0 if recognised else None)
        for applicant, value in zip(ROW, values, strict=True)
    ]


def test_a_recognised_row_that_does_not_add_up_is_not_loaded() -> None:
    settled = settle_recognised([*row(1, 2, 0, 0, 0, 0, 8), fact("4", 4, line="carried_in")], [AGREED])
    assert [cell.value for cell in settled.facts] == [*[None] * 7, 4]
    assert {cell.cause for cell in settled.facts[:7]} == {"ocr_arithmetic"}


def test_a_recognised_row_that_adds_up_is() -> None:
    settled = settle_recognised(row(1, 2, 0, 0, 0, 0, 3), [AGREED])
    assert {cell.cell_status for cell in settled.facts} == {CellStatus.REPAIRED}


def test_numbers_of_text_are_loaded_as_printed_whatever_they_add_up_to() -> None:
    cells = row(1, 2, 0, 0, 0, 0, 8, recognised=False)
    assert settle_recognised(cells, [AGREED]) == SettledFacts(tuple(cells))


def test_of_a_row_of_both_only_what_was_recognised_is_doubted() -> None:
    cells = row(1, 2, 0, 0, 0, 0, 8, recognised=False)
    cells[1] = fact("2", 2, applicant="business")
    settled = settle_recognised(cells, [AGREED])
    assert [cell.value for cell in settled.facts] == [1, None, 0, 0, 0, 0, 8]


def test_an_amount_whose_point_may_be_lost_is_not_loaded() -> None:
    assert amount("221975", is_even=False).facts[0].cause == "ocr_point"
    assert amount("221975", is_even=True).facts[0].value == 1
    assert amount("2219.75", is_even=False).facts[0].value == 1


def test_a_mark_that_no_picture_of_the_file_made_loads_nothing() -> None:
    settled = settle_recognised([fact("3", 3, number=7)], [AGREED])
    assert (settled.facts[0].value, settled.facts[0].cause) == (None, "ocr_unknown")
    assert settle_recognised([fact("3", 3)], []).facts[0].value is None


@pytest.mark.parametrize("status", [CellStatus.AMBIGUOUS, CellStatus.BLANK])
def test_a_cell_that_has_no_value_keeps_its_reason(status: CellStatus) -> None:
    cell = replace(fact("3", None), cell_status=status, cause="short_row" if status == CellStatus.AMBIGUOUS else "")
    settled = settle_recognised([cell], [AGREED._replace(is_agreed=False, readings=("3", "8"))])
    assert (settled.facts[0].cell_status, settled.facts[0].cause) == (status, cell.cause)
