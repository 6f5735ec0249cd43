"""What the notebook asks of the views: frames small enough to draw, aggregated in SQL.

`area` is the code of a county, prefecture or province, None for all. A sum is NULL where no township says anything, and
has the number of townships that it is of beside it. Townships are those with a code: an agency whose township was not
found is in no sum.
"""

from __future__ import annotations

import duckdb
import polars as pl

from notebooks.asking import IN_AREA, UNIQUE_COUNTIES, ask

OUTCOMES = ("granted", "partial", "denied", "unavailable", "rejected", "other")
REVIEWS = ("reconsideration_total", "reconsideration_corrected", "litigation_total", "litigation_corrected")
RATES = {"disclosed_rate": "granted + partial", "denied_rate": "denied", "unavailable_rate": "unavailable"}
RANKED = ("new_requests", "handled_total", "denied", "carried_out", "reconsideration_total", "litigation_total")
"""Measures of `township_year` and `county_year` that places are ranked by."""


def measure_labels(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The Chinese label of each measure of `township_year`, from the comments of its columns."""
    labels = ask(
        warehouse,
        "SELECT column_name, split_part(comment, ' — ', 1) FROM duckdb_columns() "
        "WHERE database_name = current_database() AND table_name = 'township_year' AND contains(comment, ' — ')",
    )
    return dict(labels.iter_rows())


def areas(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Code of every province, prefecture and county with a report, by its full name, in order."""
    names = ask(
        warehouse,
        """
        with places as (
            select distinct province_code, province, prefecture_code, prefecture, county_code, county
            from coverage
            where is_counted(is_fictional)
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
    return ask(
        warehouse,
        f"""
        with
        selected as (select * from county_year where {IN_AREA}),
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
    return ask(
        warehouse,
        f"""
        with
        selected as (select * from township_year where township_code is not null and {IN_AREA}),
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
    return ask(
        warehouse,
        f"""
        with
        selected as (
            select county_code, report_year, new_requests, new_requests_townships, published
            from county_year
            where {IN_AREA}
        ),

        places as (
            select county_code, row_number() over (order by sum(new_requests) desc, county_code) as place
            from selected
            group by county_code
            having sum(new_requests) is not null
        ),
        {UNIQUE_COUNTIES}

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
    return ask(
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
        inner join dim_township using (township_code, is_fictional)
        where line = 'new' and {IN_AREA}
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
    return ask(
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
            where metric = 'proactive_disclosures' and period = 'year' and channel != 'all' and {IN_AREA}
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
        where township_code is not null and {measure} is not null and {IN_AREA}
        order by report_year desc
    """
    return {str(year): year for year in ask(warehouse, sql, area=area)["report_year"]}


def rank_townships(
    warehouse: duckdb.DuckDBPyConnection, area: str | None, measure: str, year: int, limit: int
) -> pl.DataFrame:
    """The `limit` townships with the highest values of a year; of equals the smaller code goes first."""
    _check_ranked(measure)
    return ask(
        warehouse,
        f"""
        with selected as (
            select
                *,
                count(*) over (partition by county, township) > 1 as has_namesake
            from township_year
            where report_year = $report_year and township_code is not null and {IN_AREA}
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
    return ask(
        warehouse,
        f"""
        with {UNIQUE_COUNTIES.lstrip()}

        select label as place, {measure} as value, {measure}_townships as townships, published
        from county_year
        inner join named_counties using (county_code)
        where report_year = $report_year and {measure} is not null and {IN_AREA}
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
