"""Opens the warehouse for reading: the published file, or a lake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from pydantic import ValidationError

from flows.commands.named_lake import named_lake
from flows.duck import quote_text, why_unreadable
from flows.errors import RunError
from flows.settings import Settings, describe_mistake
from flows.versions import changes_at, check_years
from notebooks.asking import ask
from transforms.language import Pair

if TYPE_CHECKING:
    from flows.lake import LakeAddress

    WarehousePlace = Path | LakeAddress

_NEEDED = {
    "county_year",
    "coverage",
    "fact_narrative",
    "is_counted",
    "open_finding",
    "report_lineage",
    "requests",
    "township_year",
}
_NAMES = """
    SELECT name FROM (SHOW TABLES)
    UNION ALL
    SELECT function_name FROM duckdb_functions() WHERE database_name = current_database()
"""


def place_of(settings: Settings) -> WarehousePlace:
    """Where the warehouse to read is: the lake that the settings name, else the published file.

    Raises `RunError` where they name half a lake.
    """
    return named_lake(settings) or settings.warehouse


def named_place() -> WarehousePlace:
    """As `place_of`, by the environment. Raises `RunError` where a setting is wrong."""
    try:
        return place_of(Settings.model_validate({}))
    except ValidationError as error:
        raise RunError(describe_mistake(error)) from None


def changes_of(place: WarehousePlace) -> list[Pair]:
    """What somebody did to the published file since its publication, a sentence each; nothing is known of a lake."""
    return changes_at(place) if isinstance(place, Path) else []


def open_warehouse(place: WarehousePlace) -> duckdb.DuckDBPyConnection:
    """A connection that reads the published file or the newest version of a lake, and goes on reading it when an
    ingest replaces it.

    It has a database in memory of its own, which takes whatever a reader registers. Raises `RunError`, with a plain
    sentence, where there is no warehouse.
    """
    connection = _attach_file(place) if isinstance(place, Path) else _connect_lake(place)
    if missing := sorted(_NEEDED.difference(ask(connection, _NAMES)["name"])):
        connection.close()
        raise RunError(
            Pair(
                "{place} 缺少 {missing}；请用 `make ingest` 重新生成。",
                "{place} lacks {missing}; `make ingest` makes it anew.",
                place=place,
                missing=", ".join(missing),
            )
        )
    return connection


def _connect_lake(address: LakeAddress) -> duckdb.DuckDBPyConnection:
    from flows.lake import connect_newest

    return connect_newest(address)


def _attach_file(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise RunError(
            Pair(
                "{path} 没有仓库；请用 `make ingest` 生成。",
                "There is no warehouse at {path}; `make ingest` makes one.",
                path=path,
            )
        )
    # Without replacements no variable of Python can stand in for a table that is missing.
    connection = duckdb.connect(config={"python_enable_replacements": "false"})
    try:
        connection.execute(f"ATTACH {quote_text(str(path))} AS nianbao (READ_ONLY, TYPE duckdb)")
        connection.execute("USE nianbao")
        check_years(connection)
    except duckdb.Error as error:
        connection.close()
        raise RunError(
            Pair(
                "{path} 不能作为仓库打开：{why}",
                "{path} cannot be opened as a warehouse: {why}",
                path=path,
                why=why_unreadable(error),
            )
        ) from error
    return connection


@dataclass(frozen=True)
class Headline:
    """How much a warehouse holds. Years are None where it holds no report."""

    reports: int
    """Current reports."""
    other_reports: int
    """Older revisions and copies, which never count."""
    reports_without_code: int
    """Current reports whose township was not found, or that are of no township; they are in no sum of an area."""
    townships: int
    """Townships with a current report."""
    townships_there: int
    """Townships of all counties in which one of them has a report."""
    counties: int
    first_year: int | None
    last_year: int | None
    quarantined: int
    """Files that were not loaded."""
    cells: int
    doubtful_cells: int
    """Cells that were not read with certainty: ambiguous or unreadable, their value is NULL."""
    loaded_at: datetime | None
    """When the last run ended (UTC)."""
    parser_version: str | None


_HEADLINE = """
with
current_reports as (
    select report_id, township_code, report_year
    from report
    where status = 'current' and is_counted(starts_with(coalesce(township_code, division_code), '99'))
),

counties as (
    select distinct county_code from dim_township inner join current_reports using (township_code)
),

cells as (
    select township_code, cell_status from fact_request
    union all
    select township_code, cell_status from fact_review
    union all
    select township_code, cell_status from fact_proactive
    union all
    select township_code, cell_status from fact_statistic
),

counted_cells as (
    select cell_status from cells where is_counted(starts_with(township_code, '99'))
),

last_run as (
    select ended_at, parser_version from ingest_run order by started_at desc limit 1
)

select
    (select count(*) from current_reports),
    (select count(*) from report where status != 'current'),
    (select count(*) from current_reports where township_code is null),
    (select count(distinct township_code) from current_reports),
    (select count(*) from dim_township inner join counties using (county_code)),
    (select count(*) from counties),
    (select min(report_year) from current_reports),
    (select max(report_year) from current_reports),
    (select count(*) from quarantine),
    (select count(*) from counted_cells),
    (select count(*) from counted_cells where cell_status in ('ambiguous', 'unreadable')),
    (select ended_at from last_run) as ended_at,
    (select parser_version from last_run)
"""


def read_headline(warehouse: duckdb.DuckDBPyConnection) -> Headline:
    """How much the warehouse holds, of real places or else of the demonstration."""
    return Headline(*ask(warehouse, _HEADLINE).row(0))


def describe_last_run(headline: Headline) -> str:
    """When the warehouse was last loaded, and by which reader."""
    loaded_at = "—" if headline.loaded_at is None else f"{headline.loaded_at:%Y-%m-%d %H:%M} UTC"
    return f"末次入库 loaded {loaded_at} · parser {headline.parser_version or '—'}"
