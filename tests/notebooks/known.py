"""A warehouse of a few rows whose sums are easily checked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.flows.rows import CODES, TOWNSHIPS, Row, cell, load_tables, report_row, request_cells, review_cells

# A second county with a namesake of the first one's first township, and a name that is markup.
OTHER = [
    {**TOWNSHIPS[0], "township_code": "990102100000", "county_code": "990102", "county": "<b>县"},
    {**TOWNSHIPS[1], "township_code": "990102101000", "county_code": "990102", "county": "<b>县"},
]
PLACES = [*TOWNSHIPS, *OTHER]
ATTACK = "</script><script>document.title='taken'</script>"


def report(name: str, code: str | None, year: int, **values: Any) -> Row:
    """A report of a township; without a code it is one that was not found."""
    return report_row(name, township_code=code, report_year=year, form="2021" if year >= 2021 else "2019", **values)


def requests(of: Row, new: int | None, granted: int | None, denied: int | None, handled: int | None) -> list[Row]:
    """Table three with these totals, each of which natural persons account for; all else is 0."""
    lines = {"new": new, "granted": granted, "denied_by_law": denied, "handled_total": handled}
    kinds = ("natural_person", "total")
    return request_cells(of, {(line, kind): value for line, value in lines.items() for kind in kinds})


def channel(of: Row, name: str, value: int, unit: str | None = "条", **values: Any) -> Row:
    """A number of disclosures that the prose states."""
    keys = {key: of[key] for key in ("report_id", "township_code", "report_year")}
    stated = {"metric": "proactive_disclosures", "channel": name, "value": value, "unit": unit, "period": "year"}
    return {**keys, **stated, "is_approximate": False, "sentence": f"公开信息{value}条。", "section_no": 2, **values}


def build_known(warehouse: Path) -> None:
    """2020 has one report, 2021 none, 2022 three of two counties, one with blanks, and one of no known township."""
    first = report("first", CODES[0], 2020)
    second = report("second", CODES[0], 2022, agency=f"示例县{ATTACK}")
    blank = report("blank", CODES[1], 2022)
    other = report("other", OTHER[0]["township_code"], 2022)
    nowhere = report("nowhere", None, 2022, township_match="none")
    load_tables(
        warehouse,
        {
            "report": [first, second, blank, other, nowhere],
            "fact_request": [
                *requests(first, 10, 6, 4, 10),
                *requests(second, 20, 12, 9, 20),
                *requests(blank, 5, None, 1, 5),
                *requests(other, 7, 7, 0, 7),
                *requests(nowhere, 1000, 1000, 0, 1000),
            ],
            "fact_narrative": [
                channel(first, "website", 30),
                channel(second, "website", 40, is_approximate=True),
                channel(blank, "website", 5),
                channel(blank, "website", 6),
                channel(other, "wechat", 8, unit="篇"),
                channel(other, "all", 99),
            ],
            "fact_review": review_cells(second, {("reconsideration", "corrected"): 1, ("reconsideration", "total"): 1}),
            "fact_proactive": [
                cell(second, None, "ambiguous", clause=1, item="rules", measure="issued", unit="count"),
            ],
        },
        townships=PLACES,
    )
