-- One row for each outcome of requests, by report, line and kind of applicant: the leaf cells of table three that say
-- how requests were handled, without what came in or was carried over. Any sum of value counts each handled request
-- once, over lines, applicants, years and bodies of one division_level; a county reports on its departments and
-- townships too, so levels are never to be added together. A NULL value was blank, missing or not read with certainty,
-- and a sum passes over it: count(*) - count(value) says how often. requests has what came in and was carried over as
-- well.
--
-- report_id: The report.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- division_code: 12-digit code of the division whose government or department published the report; NULL where it is
--     not certain.
-- division_level: township, county, prefecture or province; NULL where the division is.
-- body_key: Whose report it is; the same over the years.
-- township: 乡镇街道 — Official name of the township; NULL without a code.
-- county: 县 — Name of the county of the township; NULL without a code.
-- prefecture: 市 — Name of its prefecture; NULL without a code.
-- province: 省 — Name of its province; NULL without a code.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- agency: 机关 — The disclosing body as named in the report.
-- report_year: 年度 — The year that the data cover.
-- form: 年报格式 — The official form of the report.
-- outcome_group: Group of the line: granted, partial, denied, unavailable, rejected or other.
-- outcome_group_zh: 办理结果类别 — Its Chinese label.
-- outcome_group_en: Its English label.
-- line: Code of the line.
-- line_zh: 办理结果 — Official label of the line.
-- line_en: English label of the line.
-- line_order: Order of the line on the form.
-- applicant: Code of the kind of applicant.
-- applicant_group: natural_person or organisation.
-- applicant_zh: 申请人类别 — Official label of the kind of applicant.
-- applicant_en: English label of the kind of applicant.
-- value: 件数 — Requests, as printed.
-- cell_status: How the value was read.

with
-- All groups but inflow and outflow.
cells as (
    select * from requests where line_group not like '%flow'
),

reports as (
    select report_id, division_code, division_level, body_key from report
),

groups as (
    select measure, label_zh, label_en from dim_measure
),

final as (
    select
        cells.* exclude (line_group),
        reports.* exclude (report_id),
        cells.line_group as outcome_group,
        groups.label_zh as outcome_group_zh,
        groups.label_en as outcome_group_en
    from cells
    inner join reports using (report_id)
    inner join groups on cells.line_group = groups.measure
)

select * from final
