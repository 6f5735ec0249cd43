"""What tests of the load put into a warehouse and take out of it."""

from __future__ import annotations

from pathlib import Path

from tests.flows.rows import (
    Row,
    cell,
    query,
)


def new_requests(report: Row, value: int | None, status: str = "") -> Row:
    """A cell of the new requests of all applicants."""
    return cell(report, value, status, line="new", applicant="total")


def statuses(warehouse: Path) -> dict[str, str]:
    """The statuses of the reports by their ids."""
    return dict(query(warehouse, "SELECT report_id, status FROM report"))


def finding(report: Row, rule: str = "cell_ambiguous") -> Row:
    """A finding of reading on a report."""
    keys = {name: report[name] for name in ("report_id", "township_code", "report_year")}
    return {**keys, "rule": rule, "severity": "warning", "message": "A doubt.", "message_zh": "有疑问。"}
