-- Which counties published a report of their own for which year: every county that there was at the end of the year,
-- for every year from the first to the last for which one has a report; demonstration places for the years of theirs. A
-- report under the name that the county bore before or bears since is its own too. Not published means that no report
-- of the county's government for that year was read and certainly found to be its own. The counties' townships are in
-- coverage.
--
-- division_code: 12-digit code of the county in that year; see dim_division.
-- county: 县 — Name of the county; the last one under the code.
-- parent_code: 12-digit code of its prefecture, or of its province where there is none between.
-- prefecture: 市 — Name of the prefecture; NULL where there is none.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place.
-- report_year: 年度 — The year that the data cover.
-- is_published: 是否公布 — Whether a report of the county's government for the year was read.
-- report_id: The government's current report; NULL where there is none.
-- form: 年报格式 — The official form that its tables follow; narrative where it has none.
-- other_report_count: Other files of the government for the year: older revisions and copies.
-- departments: 已公布年报的部门数 — Departments of the county with a current report for the year; body_year names them.

with
places as (
    select division_code, successor_code as place_code from division_successor where is_same_place
),

counties as (
    select dim_division.*, coalesce(places.place_code, dim_division.division_code) as place_code
    from dim_division
    left join places using (division_code)
    where dim_division.division_level = 'county' and dim_division.is_official
),

reports as (
    select
        *,
        split_part(body_key, ' ', 2) as place_code,
        split_part(body_key, ' ', 3) as department,
        starts_with(division_code, '99') as is_fictional
    from report
    where division_level = 'county'
),

governments as (
    select place_code, report_year, report_id, form
    from reports
    where status = 'current' and department = ''
),

other_reports as (
    select place_code, report_year, count(*) as other_report_count
    from reports
    where status != 'current' and department = ''
    group by place_code, report_year
),

departments as (
    select place_code, report_year, count(*) as departments
    from reports
    where status = 'current' and department != ''
    group by place_code, report_year
),

years as (
    select is_fictional, unnest(range(min(report_year), max(report_year) + 1))::integer as report_year
    from reports
    where status = 'current'
    group by is_fictional
),

final as (
    select
        counties.division_code,
        counties.division as county,
        counties.parent_code,
        counties.prefecture,
        counties.province,
        counties.is_fictional,
        years.report_year,
        governments.report_id is not null as is_published,
        governments.report_id,
        governments.form,
        coalesce(other_reports.other_report_count, 0) as other_report_count,
        coalesce(departments.departments, 0) as departments
    from counties
    inner join years using (is_fictional)
    left join governments using (place_code, report_year)
    left join other_reports using (place_code, report_year)
    left join departments using (place_code, report_year)
    where
        years.report_year between coalesce(counties.valid_from, years.report_year)
        and coalesce(counties.valid_to, years.report_year)
)

select * from final
