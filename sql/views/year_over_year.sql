-- Each number of township_year beside that of the year before, one row per report and measure; only numbers of the
-- directly preceding year are compared, and only where it is certain that the agency is the same. An agency without
-- township_code is followed by its name where that says where it is and no place of the gazetteer fits it.
--
-- report_id: The current report of the township and year.
-- previous_report_id: The current report of the year before; NULL where there is none.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- township: 乡镇街道 — Official name of the township; NULL without a code.
-- county_code: 6-digit code of the county; NULL without a township code.
-- county: 县 — Name of the county; NULL without a township code.
-- prefecture: 市 — Name of the prefecture; NULL without a township code.
-- province: 省 — Name of the province; NULL without a township code.
-- is_fictional: Whether it is a demonstration place.
-- agency: 机关 — The disclosing body as named in the report.
-- report_year: 年度 — The year that the data cover.
-- measure: Name of the column of township_year.
-- measure_zh: Its Chinese label.
-- measure_en: Its English label.
-- measure_order: Order of the measures.
-- unit: count, or CNY for money in yuan.
-- value: 本年 — The number of the year; NULL where unknown.
-- previous_value: 上年 — The number of the year before; NULL where unknown.
-- change: 增减 — value - previous_value; NULL where either is.
-- change_rate: 增减率 — change / previous_value; NULL where that is 0 or unknown.

with
years as (
    select * from township_year
),

pairs as (
    select report_id, previous_report_id from year_pair()
),

measures as (
    select
        measure,
        label_zh || case when unit = 'CNY' then '（元）' else '' end as measure_zh,
        label_en as measure_en,
        sort_order as measure_order,
        unit
    from dim_measure
),

-- The numbers of a report in the order of the measures, which is that of the columns.
numbers as (
    select report_id, [*columns(* exclude (report_id))]::decimal(18, 2)[] as numbers from report_measure
),

compared as (
    select
        years.*,
        measures.*,
        pairs.previous_report_id,
        numbers.numbers[measures.measure_order] as value,
        previous_numbers.numbers[measures.measure_order] as previous_value
    from years
    inner join numbers using (report_id)
    left join pairs using (report_id)
    left join numbers as previous_numbers on pairs.previous_report_id = previous_numbers.report_id
    cross join measures
),

final as (
    select
        report_id,
        previous_report_id,
        township_code,
        township,
        county_code,
        county,
        prefecture,
        province,
        is_fictional,
        agency,
        report_year,
        measure,
        measure_zh,
        measure_en,
        measure_order,
        unit,
        value::double as value,
        previous_value::double as previous_value,
        (value::decimal(18, 2) - previous_value::decimal(18, 2))::double as change,
        (value - previous_value) / nullif(previous_value, 0) as change_rate
    from compared
)

select * from final
