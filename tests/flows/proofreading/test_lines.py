"""Lines are those of the file, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.proofreading.lines import FileText, find_quote, lines_of_cells, read_text
from tests.flows.inputs import DEMO
from tests.flows.proofreading.made_faults import CLEAN, page
from transforms.limits import DEFAULT_LIMITS
from transforms.report import ParsedReport, read_report

REPORTS = sorted(DEMO.glob("*-20*.txt"))


def read_both(data: bytes) -> tuple[FileText, ParsedReport]:
    reading = read_report(data, "report.txt")
    text = read_text(data, reading, DEFAULT_LIMITS, None)
    assert text is not None
    assert reading.report is not None
    return text, reading.report


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_cell_with_a_text_stands_on_a_line_that_has_it(path: Path) -> None:
    text, report = read_both(path.read_bytes())
    assert report.encoding is not None
    printed = path.read_bytes().decode(report.encoding).replace("\r\n", "\n").split("\n")
    lines = lines_of_cells(text, report.facts)
    known = [fact for fact in report.facts if fact.raw_text]
    assert [fact.subject for fact in known if fact.subject not in lines] == []
    assert all((fact.raw_text or "") in printed[lines[fact.subject] - 1] for fact in known)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_a_cell_is_that_of_its_row(end: str) -> None:
    rows = CLEAN.splitlines()
    text, report = read_both(end.join(rows).encode())
    lines = lines_of_cells(text, report.facts)
    assert rows[lines["fact_request.denied_third_party.business"] - 1].endswith(
        "4.保护第三方合法权益\t0\t1\t0\t0\t0\t0\t1"
    )
    assert rows[lines["fact_review.litigation_direct.total"] - 1] == "\t".join("100010000000000")


def test_a_page_has_no_lines_but_sections() -> None:
    text, report = read_both(page(CLEAN).encode())
    assert lines_of_cells(text, report.facts) == {}
    place = find_quote(text.text, "全年开展培训3次")
    assert place is not None
    assert (text.line_at(place), text.section_at(place), text.section_at(0)) == (None, 1, None)


def test_a_file_of_two_encodings_has_no_lines() -> None:
    head, rest = CLEAN.split("二、主动", 1)
    text, _ = read_both(head.encode() + ("二、主动" + rest).encode("gb18030"))
    assert not text.has_lines


def test_a_quote_is_found_whatever_its_blanks() -> None:
    assert find_quote("一\n共收到 申请\n3件。", "共收到申请3 件") == 2
    assert find_quote("共收到申请3件", "4件") is None
    assert find_quote("共收到", " ") is None


def test_what_cannot_be_read_has_no_text() -> None:
    assert read_text(b"", read_report(b"", "a.txt"), DEFAULT_LIMITS, None) is None
