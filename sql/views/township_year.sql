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

request_lines as (
    select * from dim_request_line
),

request_cells as (
    select * from fact_request
),

request_totals as (
    select report_id, line, value from request_cells where applicant = 'total'
),

review_cells as (
    select report_id, concat_ws('.', procedure, result) as cell, value from fact_review
),

-- made and issued are the same column on the two forms. Where a report has both, that of its form counts.
proactive_cells as (
    select
        cells.report_id,
        concat_ws('.', cells.item, if(cells.measure = 'made', 'issued', cells.measure)) as cell,
        cells.value
    from fact_proactive as cells
    inner join reports using (report_id)
    qualify row_number() over (
        partition by cells.report_id, cell
        order by cells.cell_status = 'missing', (cells.measure = 'made') = (reports.form = '2019') desc
    ) = 1
),

findings as (
    select report_id, severity from open_finding
),

forms_as_printed as (
    select report_id, form from printed_form()
),

-- Every line of the form as printed, also one that the report lacks, so that a gap makes its sum NULL.
lines_of_form as (
    select reports.report_id, request_lines.line, request_lines.line_group
    from reports
    inner join forms_as_printed using (report_id)
    inner join request_lines on list_contains(request_lines.forms, forms_as_printed.form)
),

group_sums as (
    select
        lines_of_form.report_id,
        lines_of_form.line_group,
        if(count(*) = count(request_totals.value), sum(request_totals.value)::bigint, null) as value
    from lines_of_form
    left join request_totals using (report_id, line)
    group by lines_of_form.report_id, lines_of_form.line_group
),

requests_by_report as (
    select
        report_id,
        any_value(value) filter (line_group = 'inflow') as inflow,
        any_value(value) filter (line_group = 'granted') as granted,
        any_value(value) filter (line_group = 'partial') as partial,
        any_value(value) filter (line_group = 'denied') as denied,
        any_value(value) filter (line_group = 'unavailable') as unavailable,
        any_value(value) filter (line_group = 'rejected') as rejected,
        any_value(value) filter (line_group = 'other') as other,
        any_value(value) filter (line_group = 'total') as handled_total,
        any_value(value) filter (line_group = 'outflow') as carried_out
    from group_sums
    group by report_id
),

inflow_by_report as (
    select
        report_id,
        any_value(value) filter (line = 'new') as new_requests,
        any_value(value) filter (line = 'carried_in') as carried_in
    from request_totals
    group by report_id
),

reviews_by_report as (
    select
        report_id,
        any_value(value) filter (cell = 'reconsideration.total') as reconsideration_total,
        any_value(value) filter (cell = 'reconsideration.corrected') as reconsideration_corrected,
        any_value(value) filter (cell = 'litigation_direct.total')
        + any_value(value) filter (cell = 'litigation_after_review.total') as litigation_total,
        any_value(value) filter (cell = 'litigation_direct.corrected')
        + any_value(value) filter (cell = 'litigation_after_review.corrected') as litigation_corrected
    from review_cells
    group by report_id
),

proactive_by_report as (
    select
        report_id,
        any_value(value) filter (cell = 'rules.issued')::bigint as rules_issued,
        any_value(value) filter (cell = 'rules.repealed')::bigint as rules_repealed,
        any_value(value) filter (cell = 'rules.in_force')::bigint as rules_in_force,
        any_value(value) filter (cell = 'normative_documents.issued')::bigint
            as normative_documents_issued,
        any_value(value) filter (cell = 'normative_documents.repealed')::bigint as normative_documents_repealed,
        any_value(value) filter (cell = 'normative_documents.in_force')::bigint as normative_documents_in_force,
        any_value(value) filter (cell = 'normative_documents.disclosed')::bigint as normative_documents_disclosed,
        any_value(value) filter (cell = 'licensing.decisions')::bigint as licensing_decisions,
        any_value(value) filter (cell = 'other_services.decisions')::bigint as other_services_decisions,
        any_value(value) filter (cell = 'penalty.decisions')::bigint as penalty_decisions,
        any_value(value) filter (cell = 'coercion.decisions')::bigint as coercion_decisions,
        any_value(value) filter (cell = 'fees.amount') as fees_amount,
        any_value(value) filter (cell = 'procurement.items')::bigint as procurement_items,
        any_value(value) filter (cell = 'procurement.amount') as procurement_amount
    from proactive_cells
    group by report_id
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
        inflow_by_report.new_requests,
        inflow_by_report.carried_in,
        requests_by_report.inflow,
        requests_by_report.granted,
        requests_by_report.partial,
        requests_by_report.denied,
        requests_by_report.unavailable,
        requests_by_report.rejected,
        requests_by_report.other,
        requests_by_report.handled_total,
        requests_by_report.carried_out,
        requests_by_report.granted / nullif(requests_by_report.handled_total, 0) as granted_rate,
        (requests_by_report.granted + requests_by_report.partial) / nullif(requests_by_report.handled_total, 0)
            as disclosed_rate,
        requests_by_report.denied / nullif(requests_by_report.handled_total, 0) as denied_rate,
        requests_by_report.unavailable / nullif(requests_by_report.handled_total, 0) as unavailable_rate,
        requests_by_report.rejected / nullif(requests_by_report.handled_total, 0) as rejected_rate,
        requests_by_report.carried_out / nullif(requests_by_report.inflow, 0) as carried_out_rate,
        reviews_by_report.reconsideration_total,
        reviews_by_report.reconsideration_corrected,
        reviews_by_report.litigation_total,
        reviews_by_report.litigation_corrected,
        proactive_by_report.rules_issued,
        proactive_by_report.rules_repealed,
        proactive_by_report.rules_in_force,
        proactive_by_report.normative_documents_issued,
        proactive_by_report.normative_documents_repealed,
        proactive_by_report.normative_documents_in_force,
        proactive_by_report.normative_documents_disclosed,
        proactive_by_report.licensing_decisions,
        proactive_by_report.other_services_decisions,
        proactive_by_report.penalty_decisions,
        proactive_by_report.coercion_decisions,
        proactive_by_report.fees_amount,
        proactive_by_report.procurement_items,
        proactive_by_report.procurement_amount,
        coalesce(findings_by_report.open_findings, 0) as open_findings,
        coalesce(findings_by_report.open_errors, 0) as open_errors
    from reports
    left join townships using (township_code)
    left join requests_by_report using (report_id)
    left join inflow_by_report using (report_id)
    left join reviews_by_report using (report_id)
    left join proactive_by_report using (report_id)
    left join findings_by_report using (report_id)
)

select * from final
