"""What the notebook asks of the views: frames small enough to draw, aggregated in SQL.

`area` is the code of a county, prefecture or province, None for all. A sum is NULL where no township says anything, and
has the number of townships that it is of beside it. Townships are those with a code: an agency whose township was not
found is in no sum.
"""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

OUTCOMES = ("granted", "partial", "denied", "unavailable", "rejected", "other")
REVIEWS = ("reconsideration_total", "reconsideration_corrected", "litigation_total", "litigation_corrected")
RATES = {"disclosed_rate": "granted + partial", "denied_rate": "denied", "unavailable_rate": "unavailable"}
RANKED = ("new_requests", "handled_total", "denied", "carried_out", "reconsideration_total", "litigation_total")
"""Measures of `township_year` and `county_year` that places are ranked by."""

_IN_AREA = "($area is null or $area in (county_code, prefecture_code, province_code))"
_UNIQUE_COUNTIES = """
counties as (
    select
        county_code,
        county,
        prefecture,
        county || if(count(*) over (partition by county) > 1, '·' || prefecture, '') as long_name,
    from (select distinct county_code, county, prefecture from coverage)
),

named_counties as (
    select county_code, long_name || if(count(*) over (partition by long_name) > 1, ' ' || county_code, '') as label
    from counties
)"""


def _ask(warehouse: duckdb.DuckDBPyConnection, sql: str, **parameters: Any) -> pl.DataFrame:
    return warehouse.sql(sql, params=parameters).pl() if parameters else warehouse.sql(sql).pl()


def measure_labels(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The Chinese label of each measure of `township_year`, from the comments of its columns."""
    rows = warehouse.execute(
        "SELECT column_name, split_part(comment, ' — ', 1) FROM duckdb_columns() "
        "WHERE database_name = current_database() AND table_name = 'township_year' AND contains(comment, ' — ')"
    )
    return dict(rows.fetchall())


def areas(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Code of every province, prefecture and county with a report, by its full name, in order."""
    names = _ask(
        warehouse,
        """
        with places as (
            select distinct province_code, province, prefecture_code, prefecture, county_code, county from coverage
        ),

        levels as (
            select province_code as code, province as name from places
            union
            select prefecture_code, province || prefecture from places
            union
            select county_code, province || prefecture || county from places
        )

        select any_value(name) || ' ' || code as name, code from levels group by code order by code
        """,
    )
    return dict(names.iter_rows())


def coverage_by_county(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> pl.DataFrame:
    """Townships and how many of them published, by county and year, of the `limit` counties that lack most reports.

    A county has rows from its first report's year to its last's. `place` orders the counties; where there are several,
    place 0 holds all of them together, those beyond the limit and years without any report too, and its `townships`
    are those of all counties in every year.
    """
    return _ask(
        warehouse,
        f"""
        with
        county_years as (
            select
                county_code,
                report_year,
                count(*) as townships,
                count(*) filter (is_published) as published
            from coverage
            where {_IN_AREA}
            group by county_code, report_year
        ),

        places as (
            select
                county_code,
                max(townships) as townships,
                row_number() over (order by sum(townships - published) desc, county_code) as place
            from county_years
            group by county_code
        ),

        years as (
            select unnest(range(min(report_year), max(report_year) + 1))::integer as report_year from county_years
        ),
        {_UNIQUE_COUNTIES},

        together as (
            select
                0 as place,
                '全部 All' as name,
                years.report_year,
                (select sum(townships) from places) as townships,
                coalesce(sum(county_years.published), 0) as published
            from years
            left join county_years using (report_year)
            where (select count(*) from places) > 1
            group by years.report_year
        ),

        single as (
            select
                places.place,
                named_counties.label as name,
                county_years.report_year,
                county_years.townships,
                county_years.published
            from county_years
            inner join places using (county_code)
            inner join named_counties using (county_code)
            where places.place <= $county_limit
        )

        select
            place::integer as place,
            name,
            report_year,
            townships::bigint as townships,
            published::bigint as published,
            published / townships as published_rate
        from (select * from together union all select * from single)
        order by place, report_year
        """,
        area=area,
        county_limit=limit,
    )


def coverage_by_township(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> pl.DataFrame:
    """As `coverage_by_county`, but of single townships, those that published least first."""
    return _ask(
        warehouse,
        f"""
        with
        selected as (
            select
                *,
                count(*) filter (is_published) over (partition by township_code) as years_published,
                count(*) over (partition by county_code, township, report_year) > 1 as has_namesake
            from coverage
            where {_IN_AREA}
        ),

        placed as (
            select *, dense_rank() over (order by years_published, township_code)::integer as place from selected
        )

        select
            place,
            township || if(has_namesake, ' ' || township_code, '') as name,
            report_year,
            1::bigint as townships,
            is_published::bigint as published,
            is_published::double as published_rate
        from placed
        where place <= $township_limit
        order by place, report_year
        """,
        area=area,
        township_limit=limit,
    )


def count_counties(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> int:
    """Counties of the area in which a township has a report."""
    sql = f"select count(distinct county_code) as counties from coverage where {_IN_AREA}"
    return int(_ask(warehouse, sql, area=area).item())


def sums_by_year(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> pl.DataFrame:
    """Requests, outcomes and reviews of `county_year` added up, one row per year and measure.

    Every year from the first to the last has its rows. `townships` say the value, of `published` with a report.
    """
    sums = "\nunion all\n".join(
        f"select report_year, '{measure}' as measure, sum({measure})::bigint as value, "
        f"sum({measure}_townships)::bigint as townships, sum(published)::bigint as published "
        "from selected group by report_year"
        for measure in ("new_requests", *OUTCOMES, "handled_total", "carried_out", *REVIEWS)
    )
    return _ask(
        warehouse,
        f"""
        with
        selected as (select * from county_year where {_IN_AREA}),
        sums as ({sums}),
        years as (
            select unnest(range(min(report_year), max(report_year) + 1))::integer as report_year from selected
        )

        select
            report_year,
            measure,
            value,
            coalesce(townships, 0) as townships,
            coalesce(published, 0) as published
        from years
        cross join (select distinct measure from sums)
        left join sums using (report_year, measure)
        order by measure, report_year
        """,
        area=area,
    )


def rates_by_year(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> pl.DataFrame:
    """Shares of the handled requests, one row per year and rate, of the townships that say both parts."""
    rates = "\nunion all\n".join(
        f"select report_year, '{rate}' as measure, sum({part}) / nullif(sum(handled_total), 0) as value, "
        f"count(*) as townships from selected where ({part}) is not null and handled_total is not null "
        "group by report_year"
        for rate, part in RATES.items()
    )
    return _ask(
        warehouse,
        f"""
        with
        selected as (select * from township_year where township_code is not null and {_IN_AREA}),
        rates as ({rates}),
        years as (
            select unnest(range(min(report_year), max(report_year) + 1))::integer as report_year from selected
        )

        select report_year, measure, value, coalesce(townships, 0) as townships
        from years
        cross join (select unnest({list(RATES)}) as measure)
        left join rates using (report_year, measure)
        order by measure, report_year
        """,
        area=area,
    )


def requests_by_county(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> pl.DataFrame:
    """Requests received by year, of the `limit` counties that received the most."""
    return _ask(
        warehouse,
        f"""
        with
        selected as (
            select county_code, report_year, new_requests, new_requests_townships, published
            from county_year
            where {_IN_AREA}
        ),

        places as (
            select county_code, row_number() over (order by sum(new_requests) desc, county_code) as place
            from selected
            group by county_code
            having sum(new_requests) is not null
        ),
        {_UNIQUE_COUNTIES}

        select
            place,
            label as county,
            report_year,
            new_requests as value,
            new_requests_townships as townships,
            published
        from selected
        inner join places using (county_code)
        inner join named_counties using (county_code)
        where place <= $county_limit
        order by place, report_year
        """,
        area=area,
        county_limit=limit,
    )


def applicants_by_year(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> pl.DataFrame:
    """Requests received by kind of applicant and year; `townships` state the cell, of `published`."""
    return _ask(
        warehouse,
        f"""
        select
            requests.report_year,
            applicant,
            applicant_zh,
            sum(value)::bigint as value,
            count(value) as townships,
            count(*) as published
        from requests
        inner join dim_township using (township_code)
        where line = 'new' and {_IN_AREA}
        group by requests.report_year, applicant, applicant_zh
        order by requests.report_year, applicant
        """,
        area=area,
    )


def channels_by_year(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> pl.DataFrame:
    """Information disclosed in the year by channel, as the prose of the reports states it, in 条.

    Only numbers counted in 条 are added, and of each report only where it states one number for the channel: several
    may be parts or repetitions. `reports` are in the sum, `left_out` state the channel otherwise.
    """
    return _ask(
        warehouse,
        f"""
        with
        stated as (
            select
                report_id,
                report_year,
                channel,
                bool_and(coalesce(unit = '条', false)) and count(distinct fact_narrative.value) = 1 as is_plain,
                any_value(fact_narrative.value) as value,
                bool_or(is_approximate) as is_approximate
            from fact_narrative
            inner join dim_township using (township_code)
            where metric = 'proactive_disclosures' and period = 'year' and channel != 'all' and {_IN_AREA}
            group by report_id, report_year, channel
        )

        select
            report_year,
            channel,
            (sum(value) filter (is_plain))::double as value,
            count(*) filter (is_plain) as reports,
            count(*) filter (not is_plain) as left_out,
            count(*) filter (is_plain and is_approximate) as approximate
        from stated
        group by report_year, channel
        order by report_year, channel
        """,
        area=area,
    )


def years_of(warehouse: duckdb.DuckDBPyConnection, area: str | None, measure: str) -> dict[str, int]:
    """The years for which a township of the area states the measure, by their text, the latest first."""
    _check_ranked(measure)
    sql = f"""
        select distinct report_year
        from township_year
        where township_code is not null and {measure} is not null and {_IN_AREA}
        order by report_year desc
    """
    return {str(year): year for year in _ask(warehouse, sql, area=area)["report_year"]}


def rank_townships(
    warehouse: duckdb.DuckDBPyConnection, area: str | None, measure: str, year: int, limit: int
) -> pl.DataFrame:
    """The `limit` townships with the highest values of a year; of equals the smaller code goes first."""
    _check_ranked(measure)
    return _ask(
        warehouse,
        f"""
        with selected as (
            select
                *,
                count(*) over (partition by county, township) > 1 as has_namesake
            from township_year
            where report_year = $report_year and township_code is not null and {_IN_AREA}
        )

        select
            county || township || if(has_namesake, ' ' || township_code, '') as place,
            {measure} as value
        from selected
        where {measure} is not null
        order by {measure} desc, township_code
        limit $place_limit
        """,
        area=area,
        report_year=year,
        place_limit=limit,
    )


def rank_counties(
    warehouse: duckdb.DuckDBPyConnection, area: str | None, measure: str, year: int, limit: int
) -> pl.DataFrame:
    """The `limit` counties with the highest sums of a year, each with the townships that it is of."""
    _check_ranked(measure)
    return _ask(
        warehouse,
        f"""
        with {_UNIQUE_COUNTIES.lstrip()}

        select label as place, {measure} as value, {measure}_townships as townships, published
        from county_year
        inner join named_counties using (county_code)
        where report_year = $report_year and {measure} is not null and {_IN_AREA}
        order by {measure} desc, county_code
        limit $place_limit
        """,
        area=area,
        report_year=year,
        place_limit=limit,
    )


def _check_ranked(measure: str) -> None:
    """Names of columns cannot be parameters, so only known ones get into the SQL."""
    if measure not in RANKED:
        raise ValueError(f"places are not ranked by {measure}")
