-- The balanced panel of the townships over all years, as panel(NULL, NULL) gives it: every township of every county
-- with at least one report, for every year from the first to the last for which any township has one. Where a township
-- did not publish, is_published is false and all numbers are NULL, never 0. It is what nianbao export writes for
-- Stata.
--
-- township_code: 12-digit division code; with report_year the key.
-- township: 乡镇街道 — Official name of the township.
-- kind: Kind of the division.
-- county_code: 6-digit code of the county.
-- county: 县 — Name of the county.
-- prefecture_code: 6-digit code of the prefecture.
-- prefecture: 市 — Name of the prefecture.
-- province_code: 6-digit code of the province.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- report_year: 年度 — The year that the data cover.
-- is_published: 是否公布 — Whether a report of the township for the year was read.
-- report_id: The current report; NULL where there is none.
-- form and on: as in township_year.

with
final as (
    select * from panel(null, null)
)

select * from final
