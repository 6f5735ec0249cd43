"""The five real reports, cell by cell, against what their files print, read by eye.

All five townships received no request in their year: every figure that they print is a zero. What differs is which
cells are blank, and how the tables are laid out.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from transforms.frames import build_frames
from transforms.report import ParsedReport, Reading, ReadSettings, read_report

REPORTS = Path(__file__).parents[2] / "shared" / "reports"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this checkout")

Key = tuple[str | int, ...]
RECONSIDERATION_BLANK: set[Key] = {
    ("fact_review", "reconsideration", result) for result in ("upheld", "corrected", "other", "pending", "total")
}

# File, year, form, script, layout, agency, cells that are blank, cells that two digits without a boundary (00) hold.
EXPECTED: list[tuple[str, int, str, str, str, str, set[Key], set[Key]]] = [
    (
        "000_d89ef309e23e4dcd.txt",
        2020,
        "2019",
        "simplified",
        "tab_rows",
        "朱台镇",
        RECONSIDERATION_BLANK | {("fact_request", "carried_out", "total")},
        set(),
    ),
    (
        "001_3abf4460f6dab16e.txt",
        2020,
        "2019",
        "simplified",
        "cell_lines",
        "同江市临江镇",
        {("fact_request", "rejected_petition", "total")},
        {("fact_request", "denied_state_secret", "other"), ("fact_request", "denied_state_secret", "total")},
    ),
    ("002_6997cc47fc5df21f.txt", 2020, "2019", "traditional", "pipe_rows", "乳山口镇", set(), set()),
    ("003_9d4d9aaa007f268b.txt", 2022, "2021", "simplified", "cell_lines", "临淄区金岭回族镇", set(), set()),
    ("004_7da94f88d5ce056c.txt", 2020, "2019", "simplified", "cell_lines", "昌乐县红河镇", set(), set()),
]
# Cells that the form prints: table two 22 (2019) or 11 with 其他对外管理服务事项 (2021), table three 23 × 7 or 25 × 7.
CELLS = {"2019": 22 + 23 * 7 + 15, "2021": 11 + 25 * 7 + 15}


def read_file(name: str) -> Reading:
    return read_report((REPORTS / name).read_bytes(), name)


def parsed(name: str) -> ParsedReport:
    report = read_file(name).report
    assert report is not None
    return report


@pytest.mark.parametrize("row", EXPECTED, ids=[row[0][:3] for row in EXPECTED])
def test_every_cell(row: tuple[str, int, str, str, str, str, set[Key], set[Key]]) -> None:
    name, year, form, script, layout, agency, blanks, merged = row
    report = parsed(name)
    assert (report.report_year, report.form, report.script, report.layout) == (year, form, script, layout)
    assert report.agency == agency
    assert report.agency_kind == "town"
    cells = {(fact.table, *fact.key): fact for fact in report.facts}
    assert len(cells) == len(report.facts) == CELLS[form]
    for key, fact in cells.items():
        status = "blank" if key in blanks else "repaired" if key in merged else "reported"
        assert (fact.cell_status, fact.value) == (status, None if key in blanks else Decimal(0)), key


@pytest.mark.parametrize("row", EXPECTED, ids=[row[0][:3] for row in EXPECTED])
def test_all_six_sections(row: tuple[str, int, str, str, str, str, set[Key], set[Key]]) -> None:
    assert [section.section_no for section in parsed(row[0]).sections] == [1, 2, 3, 4, 5, 6]


def test_traditional_report_is_simplified_throughout_and_free_of_pinyin() -> None:
    report = parsed("002_6997cc47fc5df21f.txt")
    assert report.repairs == ("pinyin-annotations", "opencc:t2s")
    text = "".join(f"{section.heading}{section.text}" for section in report.sections)
    assert not set(text) & set("開鎮總體國務發報處請結轉當為與會業數從關於")
    assert not set(text) & set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def test_mobile_numbers_are_masked_and_office_telephones_kept() -> None:
    texts = "".join(section.text for section in parsed("003_9d4d9aaa007f268b.txt").sections)
    assert "＊＊＊" in texts
    assert not any(f"1{digit}" in texts for digit in ("87533", "51533", "36464", "78641"))
    kept = read_report(
        (REPORTS / "003_9d4d9aaa007f268b.txt").read_bytes(),
        "003",
        settings=ReadSettings(keep_personal_data=True),
    ).report
    assert kept is not None
    assert "＊＊＊" not in "".join(section.text for section in kept.sections)


def test_signature_date() -> None:
    assert str(parsed("003_9d4d9aaa007f268b.txt").published_on) == "2023-01-29"
    assert parsed("000_d89ef309e23e4dcd.txt").published_on is None


def test_frames_hold_every_fact() -> None:
    frames = build_frames([read_file(row[0]) for row in EXPECTED])
    assert frames["report"].height == 5
    cells = sum(frames[table].height for table in ("fact_request", "fact_review", "fact_proactive"))
    assert cells == 4 * CELLS["2019"] + CELLS["2021"]
