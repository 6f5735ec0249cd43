-- Which townships published a report for which year: every township of every county with at least one report, for every
-- year from the county's first report to its last. Not published means that no report of the township for that year was
-- read: it may never have been published or collected, be in quarantine, or name its township so that it was not found.
--
-- township_code: 12-digit division code.
-- township: 乡镇街道 — Official name of the township.
-- kind: Kind of the division.
-- county_code: 6-digit code of the county.
-- county: 县 — Name of the county.
-- prefecture_code: 6-digit code of the prefecture.
-- prefecture: 市 — Name of the prefecture.
-- province_code: 6-digit code of the province.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place.
-- report_year: 年度 — The year that the data cover.
-- is_published: 是否公布 — Whether a report of the township for the year was read.
-- report_id: The current report; NULL where there is none.
-- status: Status of that report, which is current; NULL where there is none.
-- form: 年报格式 — The official form that its tables follow; narrative where it has none.
-- other_report_count: Other files for the same township and year: older revisions and copies.

with
townships as (
    select * from dim_township
),

reports as (
    select * from report where township_code is not null
),

current_reports as (
    select report_id, township_code, report_year, status, form from reports where status = 'current'
),

other_reports as (
    select township_code, report_year, count(*) as other_report_count
    from reports
    where status != 'current'
    group by township_code, report_year
),

county_years as (
    select
        townships.county_code,
        unnest(range(min(current_reports.report_year), max(current_reports.report_year) + 1))::integer as report_year
    from current_reports
    inner join townships using (township_code)
    group by townships.county_code
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
        county_years.report_year,
        current_reports.report_id is not null as is_published,
        current_reports.report_id,
        current_reports.status,
        current_reports.form,
        coalesce(other_reports.other_report_count, 0) as other_report_count
    from townships
    inner join county_years using (county_code)
    left join current_reports using (township_code, report_year)
    left join other_reports using (township_code, report_year)
)

select * from final
