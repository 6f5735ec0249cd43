-- The townships of each county together, one row per county and year, for every year from the first to the last for
-- which one of them has a report: sums of township_year, each with the number of townships that it is of, since few
-- sums are of all of them; compare that with townships and published. A township without the value is left out of the
-- sum, never taken for 0. The county government's own report is not in the sums, so nothing counts twice.
--
-- county_code: 6-digit code of the county.
-- county: 县 — Name of the county.
-- prefecture_code: 6-digit code of the prefecture.
-- prefecture: 市 — Name of the prefecture.
-- province_code: 6-digit code of the province.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place.
-- report_year: 年度 — The year that the data cover.
-- townships: 乡镇街道数 — Townships that there are, by today's divisions (dim_township).
-- published: 已公布年报的乡镇街道数 — Townships with a current report for the year.
-- published_rate: 年报公布率 — published / townships.
-- {measure}: {label_zh} — {meaning_of_sum}; the sum of what the townships say, NULL where none does.
-- {measure}_townships: Townships that {measure} is the sum of.
-- granted_rate: 予以公开率 — granted / handled_total, of the townships that say both; NULL where they say 0 or nothing.
-- granted_rate_townships: Townships that granted_rate is of.
-- disclosed_rate: 公开率 — (granted + partial) / handled_total, of the townships that say both; NULL where they say 0 or
--     nothing.
-- disclosed_rate_townships: Townships that disclosed_rate is of.
-- denied_rate: 不予公开率 — denied / handled_total, of the townships that say both; NULL where they say 0 or nothing.
-- denied_rate_townships: Townships that denied_rate is of.
-- unavailable_rate: 无法提供率 — unavailable / handled_total, of the townships that say both; NULL where they say 0 or
--     nothing.
-- unavailable_rate_townships: Townships that unavailable_rate is of.
-- rejected_rate: 不予处理率 — rejected / handled_total, of the townships that say both; NULL where they say 0 or nothing.
-- rejected_rate_townships: Townships that rejected_rate is of.
-- carried_out_rate: 结转率 — carried_out / inflow, of the townships that say both; NULL where they say 0 or nothing.
-- carried_out_rate_townships: Townships that carried_out_rate is of.
-- open_findings: 未结质量疑点 — Open quality findings on the reports, of any severity.
-- open_errors: 未结质量错误 — Those of severity error.

with
final as (
    select * from township_sums('county')
)

select * from final
