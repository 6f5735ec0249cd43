-- One row per township and year, from the current report: what came in, how it was handled, reviews, and what was
-- disclosed proactively. Counts of requests are those of the printed column 总计. A sum or rate is NULL where any of
-- its parts is NULL, so that an incomplete report never looks like a smaller one. An agency whose township was not
-- found has a row too, under its name, without township_code.
--
-- report_id: The current report of the township and year.
-- township_code: 12-digit division code; NULL where the township was not found with certainty.
-- township: 乡镇街道 — Official name of the township; NULL without a code.
-- county_code: 6-digit code of the county; NULL without a township code.
-- county: 县 — Name of the county; NULL without a township code.
-- prefecture_code: 6-digit code of the prefecture; NULL without a township code.
-- prefecture: 市 — Name of the prefecture; NULL without a township code.
-- province_code: 6-digit code of the province; NULL without a township code.
-- province: 省 — Name of the province; NULL without a township code.
-- is_fictional: Whether it is a demonstration place, which is never to be counted beside real ones.
-- agency: 机关 — The disclosing body as named in the report.
-- agency_kind: 机关类型 — Kind of the disclosing body.
-- report_year: 年度 — The year that the data cover.
-- form: 年报格式 — The official form of the report.
-- {measure} of fact_request: {label_zh} — {meaning}.
-- granted_rate: 予以公开率 — granted / handled_total; NULL where nothing was handled.
-- disclosed_rate: 公开率 — (granted + partial) / handled_total; NULL where nothing was handled.
-- denied_rate: 不予公开率 — denied / handled_total; NULL where nothing was handled.
-- unavailable_rate: 无法提供率 — unavailable / handled_total; NULL where nothing was handled.
-- rejected_rate: 不予处理率 — rejected / handled_total; NULL where nothing was handled.
-- carried_out_rate: 结转率 — carried_out / inflow; NULL where nothing came in.
-- {measure} of fact_review, fact_proactive: {label_zh} — {meaning}.
-- open_findings: 未结质量疑点 — Quality findings on the report without a closing verdict, of any severity.
-- open_errors: 未结质量错误 — Those of severity error.

with
reports as (
    select * from report where status = 'current'
),

townships as (
    select * from dim_township
),

-- Money, whose names end in _amount, has two decimals and becomes DOUBLE.
measures as (
    select
        columns(lambda name: not suffix(name, '_amount')),
        columns(lambda name: suffix(name, '_amount'))::double as '\0'
    from report_measure
),

findings as (
    select * from open_finding_count()
),

final as (
    select
        reports.report_id,
        reports.township_code,
        townships.township,
        townships.county_code,
        townships.county,
        townships.prefecture_code,
        townships.prefecture,
        townships.province_code,
        townships.province,
        coalesce(townships.is_fictional, starts_with(reports.division_code, '99'), false) as is_fictional,
        reports.agency,
        reports.agency_kind,
        reports.report_year,
        reports.form,
        measures.* exclude (report_id),
        measures.granted / nullif(measures.handled_total, 0) as granted_rate,
        (measures.granted + measures.partial) / nullif(measures.handled_total, 0) as disclosed_rate,
        measures.denied / nullif(measures.handled_total, 0) as denied_rate,
        measures.unavailable / nullif(measures.handled_total, 0) as unavailable_rate,
        measures.rejected / nullif(measures.handled_total, 0) as rejected_rate,
        measures.carried_out / nullif(measures.inflow, 0) as carried_out_rate,
        coalesce(findings.open_findings, 0) as open_findings,
        coalesce(findings.open_errors, 0) as open_errors
    from reports
    left join townships using (township_code)
    left join measures using (report_id)
    left join findings using (report_id)
)

select * from final
