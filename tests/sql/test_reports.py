"""Which report of a place and year is current, and what becomes of the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.flows.loaded import finding, new_requests, statuses
from tests.flows.rows import (
    CODES,
    cell,
    load_tables,
    query,
    report_file,
    report_row,
)


def test_the_report_with_more_read_cells_is_current(warehouse: Path) -> None:
    short, full = report_row("a"), report_row("b")
    cells = [new_requests(short, 1), new_requests(full, 1), cell(full, None, line="granted", applicant="total")]
    load_tables(warehouse, {"report": [short, full], "fact_request": cells})
    assert statuses(warehouse) == {"a": "duplicate", "b": "current"}


@pytest.mark.parametrize("status", ["ambiguous", "unreadable", "missing"])
def test_a_cell_without_a_certain_reading_does_not_count_as_read(warehouse: Path, status: str) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 1)]
    cells.append(cell(second, None, status, line="granted", applicant="total"))
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


def test_of_equally_full_reports_the_one_with_fewer_doubts_is_current(warehouse: Path) -> None:
    doubtful, sound = report_row("a"), report_row("b")
    load_tables(warehouse, {"report": [doubtful, sound], "quality_finding": [finding(doubtful)]})
    assert statuses(warehouse) == {"a": "duplicate", "b": "current"}


def test_of_equally_sound_reports_the_one_published_last_is_current(warehouse: Path) -> None:
    undated = report_row("a")
    early = report_row("b", published_on=date(2022, 1, 5))
    late = report_row("c", published_on=date(2022, 3, 1))
    cells = [new_requests(undated, 1), new_requests(early, 2), new_requests(late, 3)]
    load_tables(warehouse, {"report": [undated, early, late], "fact_request": cells})
    assert statuses(warehouse) == {"a": "superseded", "b": "superseded", "c": "current"}
    assert query(warehouse, "SELECT report_id, value FROM fact_request") == [("c", 3)]


def test_of_equal_reports_their_paths_do_not_decide(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b")]
    load_tables(warehouse, {"report": rows}, files=[report_file("b", "1.txt"), report_file("a", "2.txt")])
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


def test_reports_of_another_year_or_township_do_not_compete(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b", report_year=2020), report_row("c", township_code=CODES[1])]
    load_tables(warehouse, {"report": rows})
    assert set(statuses(warehouse).values()) == {"current"}


def test_without_a_township_the_agency_decides(warehouse: Path) -> None:
    unresolved = {"township_code": None, "township_match": "none"}
    names = ("示例县甲镇", "示例县甲镇人民政府", "示例县乙镇")
    rows = [report_row(name, **unresolved, agency=agency) for name, agency in zip("abc", names, strict=True)]
    load_tables(warehouse, {"report": rows})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate", "c": "current"}


@pytest.mark.parametrize("agency", ["甲镇", "城关镇人民政府", "州城镇", "杭州路街道办事处", "示例县人民政府"])
def test_a_bare_name_is_no_place(warehouse: Path, agency: str) -> None:
    bare = {"township_code": None, "township_match": "none", "agency": agency}
    load_tables(warehouse, {"report": [report_row("a", **bare), report_row("b", **bare)]})
    assert statuses(warehouse) == {"a": "current", "b": "current"}
    assert query(warehouse, "SELECT * FROM quality_finding") == []


@pytest.mark.parametrize("agency", ["甘孜州甲乡", "示例旗某苏木", "示例区某街道办事处", "示例县某镇人民政府办公室"])
def test_a_name_behind_that_of_a_division_is_a_place(warehouse: Path, agency: str) -> None:
    named = {"township_code": None, "township_match": "none", "agency": agency}
    load_tables(warehouse, {"report": [report_row("a", **named), report_row("b", **named)]})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate"}


@pytest.mark.parametrize(("other", "status"), [("无 。\n", "duplicate"), ("有。", "superseded")])
def test_a_report_without_facts_is_compared_by_its_text(warehouse: Path, other: str, status: str) -> None:
    rows = [report_row(name, form="narrative") for name in "ab"]
    sections = [
        {"report_id": name, "section_no": number, "text": text}
        for name, texts in (("a", ("总体情况", "无。")), ("b", ("总体情况", other)))
        for number, text in enumerate(texts, start=1)
    ]
    load_tables(warehouse, {"report": rows, "report_section": sections})
    assert statuses(warehouse) == {"a": "current", "b": status}


def test_copies_and_revisions_leave_a_finding_each(warehouse: Path) -> None:
    rows = [report_row(name) for name in "abc"]
    cells = [new_requests(row, value) for row, value in zip(rows, (1, 1, 2), strict=True)]
    load_tables(warehouse, {"report": rows, "fact_request": cells})
    assert statuses(warehouse) == {"a": "current", "b": "duplicate", "c": "superseded"}
    findings = query(warehouse, "SELECT report_id, severity FROM quality_finding WHERE rule = 'duplicate_report'")
    assert sorted(findings) == [("a", "info"), ("a", "warning")]


def test_reports_of_nobody_known_stand_alone(warehouse: Path) -> None:
    nobody = {"township_code": None, "township_match": "none", "agency": None, "agency_kind": None}
    load_tables(warehouse, {"report": [report_row("a", **nobody), report_row("b", **nobody)]})
    assert statuses(warehouse) == {"a": "current", "b": "current"}


def test_a_blank_and_a_missing_cell_state_the_same_facts(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 1)]
    cells += [cell(first, None, "blank", line="granted", applicant="total")]
    cells += [cell(second, None, "missing", line="granted", applicant="total")]
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    assert statuses(warehouse)["b"] == "duplicate"


def test_a_difference_in_the_prose_alone_is_a_difference(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    numbers = [
        {
            **{name: report[name] for name in ("report_id", "township_code", "report_year")},
            "metric": "staff",
            "channel": "all",
            "value": value,
            "is_approximate": False,
            "period": "year",
            "sentence": "工作人员若干。",
        }
        for report, value in ((first, 2), (second, 3))
    ]
    load_tables(warehouse, {"report": [first, second], "fact_narrative": numbers})
    assert statuses(warehouse) == {"a": "current", "b": "superseded"}
    assert query(warehouse, "SELECT report_id FROM fact_narrative") == [("a",)]


def test_other_figures_for_the_same_year_leave_a_finding_on_the_current_report(warehouse: Path) -> None:
    first, second = report_row("a"), report_row("b")
    cells = [new_requests(first, 1), new_requests(second, 2)]
    load_tables(warehouse, {"report": [first, second], "fact_request": cells})
    [(report_id, severity, message)] = query(
        warehouse, "SELECT report_id, severity, message FROM quality_finding WHERE rule = 'duplicate_report'"
    )
    assert (report_id, severity) == ("a", "warning")
    assert "b.txt" in message


def test_a_mere_copy_leaves_a_note(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a"), report_row("b")]})
    [(report_id, severity, message)] = query(warehouse, "SELECT report_id, severity, message FROM quality_finding")
    assert (report_id, severity) == ("a", "info")
    assert "are the same: b.txt" in message


def test_sections_and_findings_of_reports_that_are_not_current_stay(warehouse: Path) -> None:
    rows = [report_row("a"), report_row("b")]
    sections = [{"report_id": row["report_id"], "section_no": 1, "text": "无。"} for row in rows]
    tables = {"report": rows, "report_section": sections, "quality_finding": [finding(row) for row in rows]}
    load_tables(warehouse, tables)
    assert query(warehouse, "SELECT report_id FROM report_section ORDER BY ALL") == [("a",), ("b",)]
    found = query(warehouse, "SELECT report_id FROM quality_finding WHERE rule = 'cell_ambiguous' ORDER BY ALL")
    assert found == [("a",), ("b",)]


def test_reports_of_a_county_are_copies_as_those_of_a_township_are(warehouse: Path) -> None:
    county = {"township_code": None, "township_match": "none", "division_code": "990101000000"}
    bodies = {"a": "", "b": "", "c": "", "d": "财政局", "e": "财政局"}
    rows = [
        report_row(name, **county, division_level="county", department=department)
        for name, department in bodies.items()
    ]
    other = {"township_code": None, "township_match": "none", "division_code": "990102000000"}
    rows.append(report_row("f", **other, division_level="county", department="财政局"))
    cells = [new_requests(row, value) for row, value in zip(rows, (1, 1, 2, 1, 3, 1), strict=True)]
    load_tables(warehouse, {"report": rows, "fact_request": cells})
    assert statuses(warehouse) == {
        **{"a": "current", "b": "duplicate", "c": "superseded"},
        **{"d": "current", "e": "superseded", "f": "current"},
    }
