-- The reports of the counties' own governments summed over each prefecture or province, by county_sums('prefecture')
-- and county_sums('province'): what prefecture_county_year and province_county_year select from. A sum has the number
-- of counties that it is of beside it.
create macro county_sums(level) as table
with
counties as (
    select
        *,
        case level when 'prefecture' then parent_code else rpad(left(division_code, 2), 12, '0') end as area_code
    from county_coverage
    where level = 'province' or (level = 'prefecture' and prefecture is not null)
),

measures as (
    select * from report_measure
),

reports as (
    select counties.area_code, counties.report_year, measures.* exclude (report_id)
    from counties
    inner join measures using (report_id)
),

areas as (
    select
        area_code,
        report_year,
        any_value(prefecture) as prefecture,
        any_value(province) as province,
        any_value(is_fictional) as is_fictional,
        count(*) as counties,
        count(report_id) as published
    from counties
    group by area_code, report_year
),

-- All columns of reports but those named are measures.
counts as (
    select
        area_code,
        report_year,
        count(columns(* exclude (area_code, report_year))) as '\0_counties'
    from reports
    group by area_code, report_year
),

-- Money, whose names end in _amount, has two decimals and becomes DOUBLE.
sums as (
    select
        area_code,
        report_year,
        sum(columns(lambda name: suffix(name, '_amount')))::double,
        sum(columns(lambda name: not suffix(name, '_amount') and name not in ('area_code', 'report_year')))::bigint
    from reports
    group by area_code, report_year
),

final as (
    select
        areas.area_code as division_code,
        areas.* exclude (area_code),
        areas.published / areas.counties as published_rate,
        coalesce(columns(counts.* exclude (area_code, report_year)), 0),
        sums.* exclude (area_code, report_year)
    from areas
    left join counts using (area_code, report_year)
    left join sums using (area_code, report_year)
)

select * from final
