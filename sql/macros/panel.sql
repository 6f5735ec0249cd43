-- A balanced panel of the townships: every township of every county with at least one report, for every year from
-- first_year to last_year, panel(2020, 2023), whether it published or not. Where it did not, is_published is false and
-- all numbers are NULL, never 0. panel(NULL, NULL) begins with the first year and ends with the last for which a
-- township has a report; demonstration places have the years of theirs. The townships are those of today
-- (dim_township).
create macro panel(first_year, last_year) as table
with
townships as (
    select * from dim_township
),

reported as (
    select * from township_year where township_code is not null
),

counties as (
    select distinct county_code from reported
),

bounds as (
    select is_fictional, min(report_year) as earliest, max(report_year) as latest
    from reported
    group by is_fictional
),

years as (
    select
        is_fictional,
        unnest(range(coalesce(first_year, earliest), coalesce(last_year, latest) + 1))::integer as report_year
    from bounds
),

final as (
    select
        townships.township_code,
        townships.township,
        townships.kind,
        townships.county_code,
        townships.county,
        townships.prefecture_code,
        townships.prefecture,
        townships.province_code,
        townships.province,
        townships.is_fictional,
        years.report_year,
        reported.report_id is not null as is_published,
        reported.* exclude (
            township_code,
            township,
            county_code,
            county,
            prefecture_code,
            prefecture,
            province_code,
            province,
            is_fictional,
            agency,
            agency_kind,
            report_year
        )
    from townships
    inner join counties using (county_code)
    inner join years using (is_fictional)
    left join reported using (township_code, report_year)
)

select * from final
