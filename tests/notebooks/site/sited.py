"""A warehouse for the site: cells of every status, a year without a report, a county's own report, hostile text."""

from __future__ import annotations

from pathlib import Path

from tests.flows.rows import CODES, TOWNSHIPS, Row, cell, load_tables, refused_file, report_file, report_row
from tests.notebooks.known import ATTACK, channel, report, requests

TURNED = "\u202e倒写"
"""A text that would turn the direction of what stands behind it."""
PLACES = [
    *TOWNSHIPS,
    {**TOWNSHIPS[0], "township_code": "990102100000", "county_code": "990102", "county": "<b>县"},
]
DOUBTFUL = {"new": ("repaired", "1 2", 12), "granted": ("ambiguous", ATTACK, None)}
"""The status, text and value of two cells of natural persons."""


def section(of: Row, number: int, heading: str, text: str) -> Row:
    """A section of a report."""
    return {"report_id": of["report_id"], "section_no": number, "heading": heading, "text": text}


def _doubted(row: Row) -> Row:
    if row["applicant"] != "natural_person" or row["line"] not in DOUBTFUL:
        return row
    status, raw, value = DOUBTFUL[row["line"]]
    return {**row, "cell_status": status, "raw_text": raw, "value": value}


def build_sited(warehouse: Path) -> Path:
    """示范镇 has 2020 with doubtful cells and 2022 with zeros and an older revision, <b>县 a report without tables."""
    first = report("first", CODES[0], 2020, title=f"年度报告{ATTACK}", published_on=None)
    second = report("second", CODES[0], 2022)
    older = report("older", CODES[0], 2022)
    bare = report("bare", "990102100000", 2022)
    own = report_row(
        "own",
        agency="示例县人民政府",
        agency_kind="county_government",
        township_code=None,
        township_match="none",
        division_code="990101000000",
        division_level="county",
        report_year=2022,
    )
    nowhere = report("nowhere", None, 2022, township_match="none", agency="不明街道")
    reports = [first, second, older, bare, own, nowhere]
    zeros = requests(second, 0, 0, 0, 0)
    load_tables(
        warehouse,
        {
            "report": reports,
            "fact_request": [*map(_doubted, requests(first, 12, 6, 4, 10)), *zeros, *requests(own, 99, 99, 0, 99)],
            "fact_proactive": [
                {**cell(second, 3500, clause=8, item="fees", measure="amount", unit="CNY"), "raw_text": "0.35"}
            ],
            "fact_narrative": [channel(first, "website", 30)],
            "report_section": [
                section(first, 1, f"一、总体情况{TURNED}", f"第一行{ATTACK}\n第二行{TURNED}"),
                section(second, 1, "一、总体情况", "全年公开信息。"),
            ],
        },
        [*(report_file(row["report_id"], f"{row['report_id']}.txt") for row in reports), refused_file("<i>bad.pdf")],
        townships=PLACES,
    )
    return warehouse
