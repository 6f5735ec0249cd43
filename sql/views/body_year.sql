-- One row per body of known division and year, at every level, from the current report: townships, governments of
-- counties, prefectures and provinces, and their departments by name. The government of a county reports on its
-- departments and townships too, so rows of different levels are never to be summed together.
--
-- report_id: The current report of the body and year.
-- division_code: 12-digit code of the division whose government or department it is; see dim_division.
-- division: 名称 — Name of the division; the last one under the code.
-- division_level: township, county, prefecture or province.
-- is_government: Whether it is the report of the division's government itself.
-- department: 部门 — Name of the department in the division, as named in the report; NULL: the government itself.
-- parent_code: 12-digit code of the division above; NULL for a province.
-- county: 县 — Name of the county; NULL above the counties.
-- prefecture: 市 — Name of the prefecture; NULL where there is none.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- body_key: Whose report it is; the same over the years, also where the division was renamed under another code.
-- agency: 机关 — The disclosing body as named in the report.
-- agency_kind and on: as in township_year.

with
years as (
    select * from township_year
),

bodies as (
    select report_id, division_code, body_key, nullif(split_part(body_key, ' ', 3), '') as department
    from report
    where division_code is not null
),

divisions as (
    select * from dim_division
),

final as (
    select
        divisions.* exclude (former_names, successor_codes, valid_from, valid_to, is_official),
        bodies.body_key,
        bodies.department is null as is_government,
        bodies.department,
        years.* exclude (
            township_code,
            township,
            county_code,
            county,
            prefecture_code,
            prefecture,
            province_code,
            province,
            is_fictional
        )
    from bodies
    inner join years using (report_id)
    inner join divisions using (division_code)
)

select * from final
