-- The outcomes must add up to the printed total of handled requests, per kind of applicant.
with
cells as (
    select * from fact_request
),

reports as (
    select report_id, form from report
),

applicants as (
    select applicant, label_zh from dim_applicant
),

outcome_lines as (
    select line, forms
    from dim_request_line
    where line_group in ('granted', 'partial', 'denied', 'unavailable', 'rejected', 'other')
),

outcomes_of_form as (
    select reports.report_id, count(*) as outcome_count
    from reports
    inner join outcome_lines on list_contains(outcome_lines.forms, reports.form)
    group by reports.report_id
),

-- A column counts only if all the outcomes of its form have a value: otherwise the sum is unknown.
summed as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.applicant,
        sum(cells.value) filter (outcome_lines.line is not null) as sum_of_outcomes,
        count(cells.value) filter (outcome_lines.line is not null) as outcome_count,
        any_value(cells.value) filter (cells.line = 'handled_total') as handled_total
    from cells
    left join outcome_lines using (line)
    group by cells.report_id, cells.township_code, cells.report_year, cells.applicant
),

violations as (
    select summed.*
    from summed
    inner join outcomes_of_form using (report_id, outcome_count)
    where summed.sum_of_outcomes != summed.handled_total
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
        ) as message
    from violations
    inner join applicants using (applicant)
    order by report_id, applicant
)

select * from final
