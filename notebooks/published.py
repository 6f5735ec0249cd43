"""What the notebook asks of who published and who did not; `area` and `limit` as in `notebooks.queries`."""

from __future__ import annotations

import duckdb
import polars as pl

from notebooks.asking import IN_AREA, UNIQUE_COUNTIES, ask


def coverage_by_county(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> pl.DataFrame:
    """Townships and how many of them published, by county and year, of the `limit` counties that lack most reports.

    A county has rows from its first report's year to its last's. `place` orders the counties; where there are several,
    place 0 holds all of them together, those beyond the limit and years without any report too, and its `townships`
    are those of all counties in every year.
    """
    return ask(
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
            where {IN_AREA}
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
        {UNIQUE_COUNTIES},

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
    return ask(
        warehouse,
        f"""
        with
        selected as (
            select
                *,
                count(*) filter (is_published) over (partition by township_code) as years_published,
                count(*) over (partition by county_code, township, report_year) > 1 as has_namesake
            from coverage
            where {IN_AREA}
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
    sql = f"select count(distinct county_code) as counties from coverage where {IN_AREA}"
    return int(ask(warehouse, sql, area=area).item())
