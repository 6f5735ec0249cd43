-- What came in must be accounted for: new + carried_in = handled_total + carried_out, per kind of applicant.
with
cells as (
    select * from fact_request where line in ('new', 'carried_in', 'handled_total', 'carried_out')
),

applicants as (
    select applicant, label_zh from dim_applicant
),

columns_of_form as (
    select
        report_id,
        township_code,
        report_year,
        applicant,
        any_value(value) filter (line = 'new') as new_requests,
        any_value(value) filter (line = 'carried_in') as carried_in,
        any_value(value) filter (line = 'handled_total') as handled_total,
        any_value(value) filter (line = 'carried_out') as carried_out
    from cells
    group by report_id, township_code, report_year, applicant
),

-- A sum with a NULL in it is NULL, and a comparison with it is not true: such a column is skipped.
violations as (
    select
        *,
        new_requests + carried_in as came_in,
        handled_total + carried_out as accounted_for
    from columns_of_form
    where new_requests + carried_in != handled_total + carried_out
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'request_balance' as rule,
        'error' as severity,
        'fact_request.handled_total.' || applicant as subject,
        came_in::varchar as expected,
        accounted_for::varchar as actual,
        format(
            'In the column {} {} requests came in ({} new and {} carried over from last year), '
            || 'but {} are accounted for ({} handled and {} carried over to next year).',
            label_zh, came_in, new_requests, carried_in, accounted_for, handled_total, carried_out
        ) as message,
        format(
            '“{}”一列本年新收加上年结转是{}（新收{}、上年结转{}），办理总计加结转下年度却是{}（办理{}、结转下年度{}），'
            || '两者应当相等。',
            label_zh, came_in, new_requests, carried_in, accounted_for, handled_total, carried_out
        ) as message_zh
    from violations
    inner join applicants using (applicant)
    order by report_id, applicant
)

select * from final
