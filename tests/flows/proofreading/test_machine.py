"""What only a check doubts: names, titles, forms, sections without a word, repairs and odd cells."""

from __future__ import annotations

import pytest

from flows.proofreading.machine import TYPES_OF_NAMES, doubt_name, doubt_report
from tests.flows.proofreading.made_faults import CLEAN, PARTLY, TWO_YEARS_AGO, changed, of_year
from transforms.formats import FORMATS
from transforms.report import UNKNOWN_TYPE, ParsedReport, Reading, read_report


def read(text: str) -> ParsedReport:
    report = read_report(text.encode(), "report.txt").report
    assert report is not None
    return report


@pytest.mark.parametrize(
    ("name", "media_type", "is_doubted"),
    [
        ("a.txt", "text/plain", False),
        ("a.TXT", "text/plain", False),
        ("a.txt", "text/html", True),
        ("a.doc", "text/html", True),
        ("a.doc", "application/msword", False),
        ("a.pdf", "image/png", True),
        ("a.html", "text/html", False),
        ("a.unknown", "text/html", False),
        ("a", "application/pdf", False),
    ],
)
def test_a_name_promises_a_type(name: str, media_type: str, is_doubted: bool) -> None:
    found = list(doubt_name(Reading(name, "0" * 64, 1, media_type)))
    assert [(one.rule, one.actual) for one in found] == ([("type_mismatch", media_type)] if is_doubted else [])


def test_of_bytes_that_nobody_saw_the_type_is_not_known() -> None:
    assert not list(doubt_name(Reading("a.pdf", None, 0, UNKNOWN_TYPE)))


def test_every_type_that_a_name_promises_is_one_that_is_read() -> None:
    promised = {media_type for types in TYPES_OF_NAMES.values() for media_type in types}
    assert promised <= {known.media_type for known in FORMATS}


def test_a_clean_report_is_not_doubted() -> None:
    assert list(doubt_report(read(CLEAN))) == []


def test_the_form_is_that_of_the_year() -> None:
    [found] = doubt_report(read(of_year(TWO_YEARS_AGO, 2)))
    assert (found.rule, found.expected, found.actual) == ("form_outdated", "2021", "2019")
    assert list(doubt_report(read(TWO_YEARS_AGO))) == []


@pytest.mark.parametrize(("printed", "rule"), [("", "cells_blank"), ("-", "cells_blank"), ("—", "cells_blank")])
def test_blank_cells_of_a_row_are_one_doubt(printed: str, rule: str) -> None:
    [found] = doubt_report(read(changed(PARTLY, PARTLY.replace("\t0", f"\t{printed}"))))
    assert (found.rule, found.actual) == (rule, printed)
    assert found.subject is not None
    assert found.subject.split(", ") == [
        f"fact_request.partial.{applicant}"
        for applicant in ("business", "research", "charity", "legal_service", "other")
    ]
