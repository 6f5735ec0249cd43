"""The questions of an analyst who looks at one county: one a view, and more where there are several ways to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

_ITS_TOWNSHIPS = "township_code IN (SELECT township_code FROM dim_township WHERE county_code = $county_code)"

QUESTIONS: Mapping[str, str] = {
    "township_year": "SELECT * FROM township_year WHERE county_code = $county_code",
    "township_year, one year": "SELECT * FROM township_year WHERE county_code = $county_code AND report_year = 2021",
    "township_year, by name": "SELECT * FROM township_year WHERE county = $county AND province = $province",
    "county_year": "SELECT * FROM county_year WHERE county_code = $county_code",
    "prefecture_year": "SELECT * FROM prefecture_year WHERE prefecture_code = $prefecture_code",
    "province_year": "SELECT * FROM province_year WHERE province_code = $province_code",
    "year_over_year": "SELECT * FROM year_over_year WHERE county_code = $county_code",
    "year_over_year, one measure": (
        "SELECT * FROM year_over_year WHERE county_code = $county_code AND measure = 'new_requests'"
    ),
    "coverage": "SELECT * FROM coverage WHERE county_code = $county_code",
    "requests": "SELECT * FROM requests WHERE county = $county AND province = $province",
    "requests, summed": (
        "SELECT line_zh, report_year, sum(value) FROM requests WHERE county = $county AND province = $province "
        "GROUP BY ALL"
    ),
    "report_lineage": f"SELECT * FROM report_lineage WHERE {_ITS_TOWNSHIPS}",
    "open_finding": f"SELECT * FROM open_finding WHERE {_ITS_TOWNSHIPS}",
    "township_trend, by code": "SELECT * FROM township_trend($township_code)",
    "township_trend, by name": "SELECT * FROM township_trend($county || $township)",
    "year_pair": f"SELECT * FROM year_pair() WHERE {_ITS_TOWNSHIPS}",
}
WHOLE_COUNTRY: Mapping[str, str] = {
    "township_year, all": "SELECT * FROM township_year",
    "county_year, all": "SELECT * FROM county_year",
    "year_over_year, all": "SELECT * FROM year_over_year",
    "requests, all summed": "SELECT line_zh, report_year, sum(value) FROM requests GROUP BY ALL",
}


@dataclass(frozen=True)
class Area:
    """What a question is asked of: a county, and a township in it."""

    township_code: str
    township: str
    county_code: str
    county: str
    prefecture_code: str
    province_code: str
    province: str


@dataclass(frozen=True)
class Answer:
    """Seconds that a question took, each for another county: in a session of its own, and in one that goes on."""

    rows: int
    cold: list[float]
    warm: list[float]

    @property
    def figures(self) -> tuple[float, float, float]:
        """Median of the cold, median of the warm and the longest of all, in milliseconds."""
        return 1000 * median(self.cold), 1000 * median(self.warm), 1000 * max(self.cold + self.warm)


def pick_areas(warehouse: Path, count: int) -> list[Area]:
    """Counties with reports from the first to the last, each with its first township."""
    query = """
        SELECT township_code, township, county_code, county, prefecture_code, province_code, province
        FROM dim_township SEMI JOIN report USING (township_code)
        QUALIFY row_number() OVER (PARTITION BY county_code ORDER BY township_code) = 1
        ORDER BY county_code
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        areas = [Area(*row) for row in connection.execute(query).fetchall()]
    return [areas[number * (len(areas) - 1) // max(count - 1, 1)] for number in range(count)]


def ask(
    connect: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]], query: str, areas: list[Area]
) -> Answer:
    """Ask the question of each area, in a new session and then again, for a polars frame, as in a notebook."""
    rows = 0
    cold: list[float] = []
    warm: list[float] = []
    for area in areas:
        with connect() as connection:
            values = {name: value for name, value in asdict(area).items() if re.search(rf"\${name}\b", query)}
            for times in (cold, warm):
                started = perf_counter()
                rows = len(connection.sql(query, params=values or None).pl())
                times.append(perf_counter() - started)
    return Answer(rows, cold, warm)
