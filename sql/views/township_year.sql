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
-- agency: 机关 — The disclosing body as named in the report.
-- agency_kind: 机关类型 — Kind of the disclosing body.
-- report_year: 年度 — The year that the data cover.
-- form: 年报格式 — The official form of the report.
-- new_requests: 本年新收申请 — Requests received in the year.
-- carried_in: 上年结转申请 — Requests carried over from the year before.
-- inflow: 新收与结转合计 — new_requests + carried_in.
-- granted: 予以公开 — Requests granted.
-- partial: 部分公开 — Requests granted in part.
-- denied: 不予公开 — Requests denied, all eight reasons together.
-- unavailable: 无法提供 — Requests for what could not be provided, all three reasons together.
-- rejected: 不予处理 — Requests not processed, all five reasons together.
-- other: 其他处理 — Requests handled otherwise, all reasons of the form together.
-- handled_total: 办理结果总计 — Requests handled in total, as printed.
-- carried_out: 结转下年度 — Requests carried over to the next year.
-- granted_rate: 予以公开率 — granted / handled_total; NULL where nothing was handled.
-- disclosed_rate: 公开率 — (granted + partial) / handled_total; NULL where nothing was handled.
-- denied_rate: 不予公开率 — denied / handled_total; NULL where nothing was handled.
-- unavailable_rate: 无法提供率 — unavailable / handled_total; NULL where nothing was handled.
-- rejected_rate: 不予处理率 — rejected / handled_total; NULL where nothing was handled.
-- carried_out_rate: 结转率 — carried_out / inflow; NULL where nothing came in.
-- reconsideration_total: 行政复议总计 — Administrative reconsiderations over disclosure, as printed.
-- reconsideration_corrected: 行政复议结果纠正 — Those that corrected the agency.
-- litigation_total: 行政诉讼总计 — Lawsuits over disclosure, direct and after reconsideration, their printed totals together.
-- litigation_corrected: 行政诉讼结果纠正 — Those that corrected the agency.
-- rules_issued: 规章制发件数 — Rules issued in the year; on the 2019 form, made in the year.
-- rules_repealed: 规章废止件数 — Rules repealed in the year; NULL on the 2019 form, which does not ask for it.
-- rules_in_force: 规章现行有效件数 — Rules in force at the end of the year; NULL on the 2019 form, which does not ask for it.
-- normative_documents_issued: 行政规范性文件制发件数 — Normative documents issued in the year; on the 2019 form, made in the year.
-- normative_documents_repealed: 行政规范性文件废止件数 — Normative documents repealed in the year; NULL on the 2019 form, which
--     does not ask for it.
-- normative_documents_in_force: 行政规范性文件现行有效件数 — Normative documents in force at the end of the year; NULL on the 2019
--     form, which does not ask for it.
-- normative_documents_disclosed: 规范性文件新公开数量 — Normative documents newly disclosed in the year; NULL on the 2021 form,
--     which does not ask for it.
-- licensing_decisions: 行政许可处理决定 — Decisions on administrative licences.
-- other_services_decisions: 其他对外管理服务事项处理决定 — Decisions on other administrative services; NULL where the report does not
--     print the line.
-- penalty_decisions: 行政处罚处理决定 — Decisions on administrative penalties.
-- coercion_decisions: 行政强制处理决定 — Decisions on administrative coercion.
-- fees_amount: 行政事业性收费金额 — Administrative fees collected, in yuan; NULL on the 2019 form, which does not ask for it.
-- procurement_items: 政府集中采购项目 — Items of centralised procurement; NULL on the 2021 form, which does not ask for it.
-- procurement_amount: 政府集中采购总金额 — Amount of centralised procurement, in yuan; NULL on the 2021 form, which does not ask
--     for it.
-- open_findings: 未结质量疑点 — Quality findings on the report without a closing verdict, of any severity.
-- open_errors: 未结质量错误 — Those of severity error.

with
reports as (
    select * from report where status = 'current'
),

townships as (
    select * from dim_township
),

measures as (
    select * from report_measure
),

findings as (
    select report_id, severity from open_finding
),

findings_by_report as (
    select
        report_id,
        count(*) as open_findings,
        count(*) filter (severity = 'error') as open_errors
    from findings
    group by report_id
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
        reports.agency,
        reports.agency_kind,
        reports.report_year,
        reports.form,
        measures.new_requests,
        measures.carried_in,
        measures.inflow,
        measures.granted,
        measures.partial,
        measures.denied,
        measures.unavailable,
        measures.rejected,
        measures.other,
        measures.handled_total,
        measures.carried_out,
        measures.granted / nullif(measures.handled_total, 0) as granted_rate,
        (measures.granted + measures.partial) / nullif(measures.handled_total, 0) as disclosed_rate,
        measures.denied / nullif(measures.handled_total, 0) as denied_rate,
        measures.unavailable / nullif(measures.handled_total, 0) as unavailable_rate,
        measures.rejected / nullif(measures.handled_total, 0) as rejected_rate,
        measures.carried_out / nullif(measures.inflow, 0) as carried_out_rate,
        measures.reconsideration_total,
        measures.reconsideration_corrected,
        measures.litigation_total,
        measures.litigation_corrected,
        measures.rules_issued,
        measures.rules_repealed,
        measures.rules_in_force,
        measures.normative_documents_issued,
        measures.normative_documents_repealed,
        measures.normative_documents_in_force,
        measures.normative_documents_disclosed,
        measures.licensing_decisions,
        measures.other_services_decisions,
        measures.penalty_decisions,
        measures.coercion_decisions,
        measures.fees_amount,
        measures.procurement_items,
        measures.procurement_amount,
        coalesce(findings_by_report.open_findings, 0) as open_findings,
        coalesce(findings_by_report.open_errors, 0) as open_errors
    from reports
    left join townships using (township_code)
    left join measures using (report_id)
    left join findings_by_report using (report_id)
)

select * from final
