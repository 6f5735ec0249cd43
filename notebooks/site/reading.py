"""What the pages are made of, read some counties at a time, so that a warehouse of any size fits into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb

from notebooks.asking import ask
from notebooks.findings import GRAVITY
from transforms.placement import Fact
from transforms.schemas import CellStatus, FactTable

Row = dict[str, Any]
REPORTS_AT_ONCE = 500
"""Reports whose cells and texts are in memory together, unless one county has more."""


@dataclass(frozen=True)
class Report:
    """A current report: its row of `report`, cells, open findings, sections, and files."""

    row: Row
    facts: Sequence[Fact] = ()
    findings: Sequence[Row] = ()
    sections: Sequence[Row] = ()
    files: Sequence[Row] = ()


@dataclass(frozen=True)
class Township:
    """A township: its rows of `coverage`, those of `township_year` by year, its current reports by year, and its other
    files."""

    row: Row
    coverage: Sequence[Row]
    measures: Mapping[int, Row] = field(default_factory=dict)
    reports: Sequence[Report] = ()
    others: Sequence[Row] = ()


@dataclass(frozen=True)
class County:
    """A county: its place, its townships, its rows of `county_year`, the current reports of its government, the other
    files of these, and the current reports of its departments."""

    row: Row
    townships: Sequence[Township] = ()
    sums: Sequence[Row] = ()
    own: Sequence[Report] = ()
    others: Sequence[Row] = ()
    departments: Sequence[Row] = ()


# The counties of which there is a page: those with a report of a township or of their own, and how many they have.
_COUNTIES = """
with
townships as (
    select county_code, count(distinct report_id) as reports
    from coverage
    where is_counted(is_fictional)
    group by county_code
),

bodies as (
    select left(split_part(body_key, ' ', 2), 6) as county_code, count(*) as reports
    from report
    where status = 'current' and division_level = 'county' and is_counted(starts_with(division_code, '99'))
    group by county_code
),

counts as (
    select county_code, sum(reports)::bigint as reports
    from (from townships union all by name from bodies)
    group by county_code
)

select distinct county_code, county, prefecture_code, prefecture, province_code, province, is_fictional, reports
from dim_township
inner join counts using (county_code)
order by county_code
"""
_COVERAGE = """
select township_code, township, county_code, report_year, is_published
from coverage
where list_contains($counties, county_code)
order by county_code, township_code, report_year
"""
_REPORTS = """
with
places as (
    select
        report.*,
        dim_township.county_code as township_county,
        if(division_level = 'county', left(split_part(body_key, ' ', 2), 6), null) as body_county,
        nullif(split_part(body_key, ' ', 3), '') as department
    from report
    left join dim_township using (township_code)
)

select *, coalesce(township_county, body_county) as county_code
from places
where list_contains($counties, coalesce(township_county, body_county))
order by report_year desc, source_path, report_id
"""
_CELLS = """
select report_id, fact_table, cell, value, raw_text, cell_status
from report_lineage
where report_id in (select unnest($reports))
"""
_SECTIONS = """
select report_id, section_no, heading, text
from report_section
where report_id in (select unnest($reports))
order by report_id, section_no
"""
_FILES = """
select report_id, source_path, missing_since
from report_file
where report_id in (select unnest($reports))
order by report_id, source_path
"""
_OF_COUNTIES = "where list_contains($counties, county_code) order by report_year"


def list_counties(warehouse: duckdb.DuckDBPyConnection) -> list[Row]:
    """The counties that have a page, real ones or else those of the demonstration, by code; `reports` are theirs."""
    return _rows(warehouse, _COUNTIES)


def read_counties(warehouse: duckdb.DuckDBPyConnection, counties: Iterable[Row]) -> Iterator[County]:
    """The counties one after another, with all that their pages say."""
    for some in _batches(counties):
        yield from _read_batch(warehouse, some)


def read_county(warehouse: duckdb.DuckDBPyConnection, code: str | None) -> County | None:
    """The county of this code, None where it is none that has a page."""
    places = [place for place in list_counties(warehouse) if place["county_code"] == code]
    return next(read_counties(warehouse, places), None)


def _batches(counties: Iterable[Row]) -> Iterator[list[Row]]:
    """Counties that have up to `REPORTS_AT_ONCE` reports together."""
    batch: list[Row] = []
    reports = 0
    for county in counties:
        if batch and reports + county["reports"] > REPORTS_AT_ONCE:
            yield batch
            batch, reports = [], 0
        batch.append(county)
        reports += county["reports"]
    if batch:
        yield batch


def _rows(warehouse: duckdb.DuckDBPyConnection, sql: str, **parameters: Any) -> list[Row]:
    return ask(warehouse, sql, **parameters).to_dicts()


def _grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def column_or_null(warehouse: duckdb.DuckDBPyConnection, table: str, column: str) -> str:
    """The expression of a column that a warehouse of an earlier version lacks; both names are of this program."""
    columns = ask(
        warehouse,
        "select column_name from duckdb_columns() where database_name = current_database() and table_name = $asked",
        asked=table,
    )["column_name"]
    return f"{table}.{column}" if column in columns.to_list() else "null::varchar"


def _findings_query(warehouse: duckdb.DuckDBPyConnection) -> str:
    """The open findings of reports, in Chinese too where the warehouse has the sentences."""
    chinese = column_or_null(warehouse, "quality_finding", "message_zh")
    details = column_or_null(warehouse, "quality_finding", "details")
    return f"""
        with said as (select finding_id, {chinese} as said_zh, {details} as details from quality_finding)

        select *
        from open_finding
        inner join said using (finding_id)
        where report_id in (select unnest($reports))
        order by {GRAVITY}, rule, subject, finding_id
    """


def fact_of(row: Row) -> Fact:
    """The cell of a row of `report_lineage`."""
    table = FactTable(row["fact_table"])
    codes = row["cell"].split(".")
    key = (int(codes[0]), *codes[1:]) if table == FactTable.PROACTIVE else tuple(codes)
    value = None if row["value"] is None else Decimal(str(row["value"]))
    return Fact(table, key, value, "", row["raw_text"], CellStatus(row["cell_status"]))


def read_reports(warehouse: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> list[Report]:
    """The whole of these reports, which are rows of `report`."""
    ids = [row["report_id"] for row in rows]
    if not ids:
        return []
    cells, sections, files = (
        _grouped(_rows(warehouse, sql, reports=ids), "report_id") for sql in (_CELLS, _SECTIONS, _FILES)
    )
    findings = _grouped(_rows(warehouse, _findings_query(warehouse), reports=ids), "report_id")
    return [
        Report(
            row,
            [fact_of(cell) for cell in cells.get(row["report_id"], ())],
            findings.get(row["report_id"], ()),
            sections.get(row["report_id"], ()),
            files.get(row["report_id"], ()),
        )
        for row in rows
    ]


def _is_whole(row: Row) -> bool:
    """Whether the page of a place shows the whole of a report: the current one of a township or a government."""
    return bool(row["status"] == "current" and (row["township_county"] or row["department"] is None))


def _read_batch(warehouse: duckdb.DuckDBPyConnection, places: Sequence[Row]) -> Iterator[County]:
    codes = [place["county_code"] for place in places]
    rows = _rows(warehouse, _REPORTS, counties=codes)
    others = [row for row in rows if not _is_whole(row)]
    whole = read_reports(warehouse, [row for row in rows if _is_whole(row)])
    coverage = _grouped(_rows(warehouse, _COVERAGE, counties=codes), "county_code")
    measures = _grouped(_rows(warehouse, f"select * from township_year {_OF_COUNTIES}", counties=codes), "county_code")
    sums = _grouped(_rows(warehouse, f"select * from county_year {_OF_COUNTIES}", counties=codes), "county_code")
    reports, other_rows = _grouped_reports(whole, "county_code"), _grouped(others, "county_code")
    for code, place in zip(codes, places, strict=True):
        of_county = [row for row in other_rows.get(code, []) if not row["township_code"]]
        yield County(
            place,
            list(_townships(coverage.get(code, []), measures.get(code, []), reports[code], other_rows.get(code, []))),
            sums.get(code, []),
            [report for report in reports[code] if not report.row["township_county"]],
            [row for row in of_county if row["department"] is None],
            [row for row in of_county if row["status"] == "current"],
        )


def _grouped_reports(reports: Iterable[Report], key: str) -> dict[str, list[Report]]:
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.row[key]].append(report)
    return groups


def _townships(
    coverage: Iterable[Row], measures: Iterable[Row], reports: Iterable[Report], others: Iterable[Row]
) -> Iterator[Township]:
    years = _grouped(measures, "township_code")
    other_files = _grouped(others, "township_code")
    current = _grouped_reports(reports, "township_code")
    for code, rows in _grouped(coverage, "township_code").items():
        yield Township(
            rows[0],
            rows,
            {row["report_year"]: row for row in years.get(code, [])},
            current.get(code, []),
            other_files.get(code, []),
        )
