-- What a year carries over to the next must be what the next carries in, per kind of applicant.
with
pairs as (
    select * from year_pair()
),

arriving as (
    select report_id, applicant, value as carried_in from fact_request where line = 'carried_in'
),

leaving as (
    select report_id as previous_report_id, applicant, value as carried_out
    from fact_request
    where line = 'carried_out'
),

applicants as (
    select applicant, label_zh from dim_applicant
),

-- A comparison with a NULL is not true: such a column is skipped.
violations as (
    select pairs.*, applicant, arriving.carried_in, leaving.carried_out
    from pairs
    inner join arriving using (report_id)
    inner join leaving using (previous_report_id, applicant)
    where arriving.carried_in != leaving.carried_out
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'carry_over' as rule,
        'warning' as severity,
        'fact_request.carried_in.' || applicant as subject,
        carried_out::varchar as expected,
        carried_in::varchar as actual,
        format(
            'In the column {} the report for {} carries {} requests over to the next year, but this report has {} '
            || 'carried over from the year before. The other report is {}.',
            label_zh, previous_year, carried_out, carried_in, previous_source_path
        ) as message,
        format(
            '“{}”一列：{}年的报告结转下年度{}件，本报告的上年结转却是{}件。上一年度的报告是{}。',
            label_zh, previous_year, carried_out, carried_in, previous_source_path
        ) as message_zh
    from violations
    inner join applicants using (applicant)
    order by report_id, applicant
)

select * from final
