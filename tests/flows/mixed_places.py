"""A warehouse in which reports of a real county lie beside those of a fictional one, as a user may force it to."""

from __future__ import annotations

from pathlib import Path

from tests.flows.rows import CODES, TOWNSHIPS, Row, load_tables, report_row, request_cells

REAL: Row = {
    "township_code": "110101001000",
    "township": "东华门街道",
    "kind": "subdistrict",
    "county_code": "110101",
    "county": "东城区",
    "prefecture_code": "110100",
    "prefecture": "市辖区",
    "province_code": "110000",
    "province": "北京市",
}
SECOND: Row = {**REAL, "township_code": "110101002000", "township": "景山街道"}


def build_mixed(warehouse: Path) -> Path:
    """A report with 3 requests of one of two real townships, two with 50 of fictional ones, one of an unknown place."""
    real = report_row("real", township_code=REAL["township_code"], report_year=2022)
    first, second = (report_row(f"demo{code}", township_code=code, report_year=2020) for code in CODES[:2])
    nowhere = report_row("nowhere", township_code=None, township_match="none", report_year=2022)
    numbers = {"real": 3, f"demo{CODES[0]}": 50, f"demo{CODES[1]}": 50, "nowhere": 7}
    reports = [real, first, second, nowhere]
    cells = [
        cell
        for row in reports
        for cell in request_cells(
            row, {("new", kind): numbers[row["report_id"]] for kind in ("natural_person", "total")}
        )
    ]
    load_tables(warehouse, {"report": reports, "fact_request": cells}, townships=[*TOWNSHIPS, REAL, SECOND])
    return warehouse
