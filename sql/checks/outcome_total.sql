-- The outcomes must add up to the printed total of handled requests, per kind of applicant.
with
cells as (
    select * from fact_request
),

applicants as (
    select applicant, label_zh from dim_applicant
),

lines as (
    select line, line_group, forms from dim_request_line
),

forms_as_printed as (
    select report_id, form from printed_form()
),

outcome_lines as (
    select line, forms
    from lines
    where line_group in ('granted', 'partial', 'denied', 'unavailable', 'rejected', 'other')
),

outcomes_of_report as (
    select
        forms_as_printed.report_id,
        outcome_lines.line,
        count(*) over (partition by forms_as_printed.report_id) as outcome_count
    from forms_as_printed
    inner join outcome_lines on list_contains(outcome_lines.forms, forms_as_printed.form)
),

-- A column counts only if all the outcomes of its report have a value: otherwise the sum is unknown.
summed as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.applicant,
        complete_sum(
            cells.value, outcomes_of_report.line is not null, any_value(outcomes_of_report.outcome_count)
        ) as sum_of_outcomes,
        any_value(cells.value) filter (cells.line = 'handled_total') as handled_total
    from cells
    left join outcomes_of_report using (report_id, line)
    group by cells.report_id, cells.township_code, cells.report_year, cells.applicant
),

violations as (
    select * from summed where sum_of_outcomes != handled_total
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'outcome_total' as rule,
        'error' as severity,
        'fact_request.handled_total.' || applicant as subject,
        sum_of_outcomes::varchar as expected,
        handled_total::varchar as actual,
        format(
            'In the column {} the outcomes add up to {}, but the printed total of handled requests is {}.',
            label_zh, sum_of_outcomes, handled_total
        ) as message,
        format(
            '“{}”一列各项办理结果相加是{}，“（七）总计”却是{}。', label_zh, sum_of_outcomes, handled_total
        ) as message_zh
    from violations
    inner join applicants using (applicant)
    order by report_id, applicant
)

select * from final
