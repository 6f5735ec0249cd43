-- The counties of each prefecture together, by the reports of the counties' own governments: one row per prefecture and
-- year of county_coverage. A government's report covers its departments and townships, so these sums are never to be
-- added to those of prefecture_year. A county without the value is left out of the sum, never taken for 0.
--
-- division_code: 12-digit code of the prefecture in that year.
-- prefecture: 市 — Name of the prefecture.
-- province: 省 — Name of the province.
-- is_fictional: Whether it is a demonstration place.
-- report_year: 年度 — The year that the data cover.
-- counties: 县数 — Counties that there were at the end of the year.
-- published: 已公布年报的县数 — Counties whose government has a current report for the year.
-- published_rate: 年报公布率 — published / counties.
-- {measure}: {label_zh} — {meaning_of_sum}; the sum of what the counties say, NULL where none does.
-- {measure}_counties: Counties that {measure} is the sum of.

with
final as (
    select * from county_sums('prefecture')
)

select * from final
