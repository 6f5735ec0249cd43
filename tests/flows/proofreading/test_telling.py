"""Doubts become findings: a place, a sentence in both languages, and the severity of a check."""

from __future__ import annotations

import pytest

from flows.proofreading.sentences import UNSAID
from flows.proofreading.telling import Teller, find_personal, split_doubts, tell, tell_rejection
from tests.flows.proofreading.made_faults import CLEAN, STATISTICS, TRAINED, changed, without
from tests.flows.proofreading.test_lines import read_both
from transforms.doubts import Doubt, Reason, Rejection
from transforms.language import Pair
from transforms.report import ParsedReport, read_report

SAID = Pair("有出入。", "It differs.")


def read(text: str) -> ParsedReport:
    report = read_report(text.encode(), "report.txt").report
    assert report is not None
    return report


def test_each_missing_section_is_a_doubt_of_its_own() -> None:
    doubt = Doubt("section_missing", "info", SAID, "report_section", "1 to 6", "2, 5")
    split = list(split_doubts([doubt], read(CLEAN)))
    assert [one.subject for one in split] == ["report_section.2", "report_section.5"]
    assert [one.message for one in split] == [f"No heading was found for section {number}." for number in (2, 5)]
    assert "“存在的主要问题及改进情况”" in split[1].message.zh


def test_missing_cells_are_named_unless_the_whole_table_is_missing() -> None:
    report = read(without("\t\t2.重复申请", "\t\t3.要求提供公开出版物"))
    [doubt] = split_doubts(report.doubts[-1:], report)
    assert doubt.rule == "cells_missing"
    assert set((doubt.subject or "").split(", ")) == {
        f"fact_request.rejected_repeat.{name}"
        for name in ("natural_person", "business", "research", "charity", "legal_service", "other", "total")
    }
    whole = read(without("行政复议\t", "五、", "见附件。\n"))
    assert [one.subject for one in split_doubts(whole.doubts, whole) if one.rule == "cells_missing"] == ["fact_review"]


def test_of_tables_of_which_none_was_read_no_cell_is_missing_beside() -> None:
    missing = [Doubt("cells_missing", "warning", SAID, table, "15", "0") for table in ("fact_request", "fact_review")]
    none_read = Doubt("tables_missing", "warning", SAID, "report")
    assert list(split_doubts([none_read, *missing], read(CLEAN))) == [none_read]
    assert list(split_doubts(missing, read(CLEAN))) == missing


def test_a_number_of_the_prose_has_its_sentence_and_its_line() -> None:
    text, report = read_both(changed("申请21件", "申请23件").encode())
    doubt = Doubt("narrative_vs_table", "warning", SAID, "fact_narrative.requests_received", "21", "23")
    finding = Teller.of(report, text, [doubt]).tell(doubt)
    assert "申请23件" in finding.place.text
    assert (finding.place.section_no, finding.place.line) == (1, 5)
    assert (finding.message.zh, finding.message.en) == ("有出入。", "It differs.")


@pytest.mark.parametrize(
    ("text", "doubt", "severity"),
    [
        (CLEAN, Doubt("section_missing", "info", SAID, "report_section.5"), "warning"),
        (STATISTICS, Doubt("section_missing", "info", SAID, "report_section.5"), "note"),
        (CLEAN, Doubt("tables_missing", "warning", SAID, "report"), "error"),
        (CLEAN, Doubt("cells_missing", "warning", SAID, "fact_review", "15", "0"), "error"),
        (CLEAN, Doubt("cells_missing", "warning", SAID, "fact_review.reconsideration.total", "15", "14"), "warning"),
        (CLEAN, Doubt("township_ambiguous", "warning", SAID, "report.township_code"), "note"),
        (CLEAN, Doubt("year_inferred", "info", SAID, "report.report_year", None, "2022"), "note"),
        (CLEAN, Doubt("year_inferred", "warning", SAID, "report.report_year", None, "2022"), "warning"),
        (CLEAN, Doubt("request_balance", "error", SAID, "fact_request.new.total", "1", "2"), "error"),
    ],
)
def test_the_severity_is_that_of_a_check(text: str, doubt: Doubt, severity: str) -> None:
    assert Teller.of(read(text), None, [doubt]).tell(doubt).severity == severity


def test_a_rejection_is_an_error_with_its_reason() -> None:
    finding = tell_rejection(Rejection(Reason.SCANNED_PDF, Pair("2页都是图片。", "2 of 2 pages are pictures.")))
    assert (finding.rule, finding.cause, finding.severity) == ("quarantined", "scanned_pdf", "error")
    assert finding.message.en == "2 of 2 pages are pictures."
    assert "扫描图片" in finding.message.zh
    assert finding.message.zh.endswith("2页都是图片。")


def test_personal_data_is_never_told_in_full() -> None:
    text, _ = read_both(changed(TRAINED, "身份证110101199001010000，手机139 0000 1234，QQ：12345。").encode())
    findings = list(find_personal(text))
    assert [finding.rule for finding in findings] == ["identity_number", "mobile_number", "messenger"]
    told = "".join(map(str, findings))
    assert not any(number in told for number in ("110101199001010000", "139 0000 1234", "0000", "12345"))


def test_a_value_of_the_file_is_no_place_of_a_sentence() -> None:
    finding = tell(Doubt("cells_repaired", "warning", UNSAID, "fact_request.new.total", None, "{count}"))
    assert "“{count}”" in finding.message.zh
    assert "“{count}”" in finding.message.en
