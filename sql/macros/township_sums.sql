-- township_year summed over the townships of each county, prefecture or province, by township_sums('county') and so on:
-- what county_year, prefecture_year and province_year select from. A sum has the number of townships that it is of
-- beside it. It gives a row for every year from the first to the last for which a township of the area has a report.
create macro township_sums(level) as table
with
townships as (
    select
        *,
        case level
            when 'county' then county_code when 'prefecture' then prefecture_code else province_code
        end as area_code
    from dim_township
    where level in ('county', 'prefecture', 'province')
),

current_reports as (
    select report_id, township_code, report_year from report where status = 'current'
),

measures as (
    select * from report_measure
),

findings as (
    select * from open_finding_count()
),

reports as (
    select
        townships.area_code,
        current_reports.report_year,
        findings.open_findings,
        findings.open_errors,
        measures.* exclude (report_id)
    from current_reports
    inner join townships using (township_code)
    inner join measures using (report_id)
    left join findings using (report_id)
),

areas as (
    select
        area_code,
        any_value(county_code) as county_code,
        any_value(county) as county,
        any_value(prefecture_code) as prefecture_code,
        any_value(prefecture) as prefecture,
        any_value(province_code) as province_code,
        any_value(province) as province,
        any_value(is_fictional) as is_fictional,
        count(*) as townships
    from townships
    group by area_code
),

area_years as (
    select area_code, unnest(range(min(report_year), max(report_year) + 1))::integer as report_year
    from reports
    group by area_code
),

-- All columns of reports but those named are measures. What is 0 in a year without any report:
counts as (
    select
        area_code,
        report_year,
        count(*) as published,
        count(columns(* exclude (area_code, report_year, open_findings, open_errors))) as '\0_townships',
        count(granted + handled_total) as granted_rate_townships,
        count(granted + partial + handled_total) as disclosed_rate_townships,
        count(denied + handled_total) as denied_rate_townships,
        count(unavailable + handled_total) as unavailable_rate_townships,
        count(rejected + handled_total) as rejected_rate_townships,
        count(carried_out + inflow) as carried_out_rate_townships,
        sum(open_findings)::bigint as open_findings,
        sum(open_errors)::bigint as open_errors
    from reports
    group by area_code, report_year
),

-- What is unknown in such a year. Money, whose names end in _amount, has two decimals and becomes DOUBLE.
sums as (
    select
        area_code,
        report_year,
        sum(columns(lambda name: suffix(name, '_amount')))::double,
        sum(columns(lambda name: not suffix(name, '_amount') and name not in (
            'area_code', 'report_year', 'open_findings', 'open_errors'
        )))::bigint,
        rate_of_sums(granted, handled_total) as granted_rate,
        rate_of_sums(granted + partial, handled_total) as disclosed_rate,
        rate_of_sums(denied, handled_total) as denied_rate,
        rate_of_sums(unavailable, handled_total) as unavailable_rate,
        rate_of_sums(rejected, handled_total) as rejected_rate,
        rate_of_sums(carried_out, inflow) as carried_out_rate
    from reports
    group by area_code, report_year
),

final as (
    select
        areas.* exclude (area_code),
        area_years.report_year,
        coalesce(counts.published, 0) / areas.townships as published_rate,
        coalesce(columns(counts.* exclude (area_code, report_year)), 0),
        sums.* exclude (area_code, report_year)
    from areas
    inner join area_years using (area_code)
    left join counts using (area_code, report_year)
    left join sums using (area_code, report_year)
)

select * from final
