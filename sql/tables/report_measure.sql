-- The numbers of township_year, computed once when the warehouse is built: a question about one county must not add up
-- the cells of all of them.
with
reports as (
    select * from report where status = 'current'
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
        any_value(value) filter (cell = 'normative_documents.issued')::bigint as normative_documents_issued,
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

final as (
    select
        reports.report_id,
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
        proactive_by_report.procurement_amount
    from reports
    left join inflow_by_report using (report_id)
    left join requests_by_report using (report_id)
    left join reviews_by_report using (report_id)
    left join proactive_by_report using (report_id)
    order by reports.report_id
)

select * from final
