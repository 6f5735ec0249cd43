-- The six kinds of applicant must add up to the printed total of their line.
with
cells as (
    select * from fact_request
),

applicants as (
    select applicant, is_total from dim_applicant
),

lines as (
    select line, label_zh from dim_request_line
),

-- A line counts only if all its kinds of applicant have a value: otherwise the sum is unknown.
summed as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.line,
        complete_sum(
            cells.value, not applicants.is_total, (select count(*) from applicants where not is_total)
        ) as sum_of_kinds,
        any_value(cells.value) filter (applicants.is_total) as printed_total
    from cells
    inner join applicants using (applicant)
    group by cells.report_id, cells.township_code, cells.report_year, cells.line
),

violations as (
    select * from summed where sum_of_kinds != printed_total
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'applicant_total' as rule,
        'error' as severity,
        'fact_request.' || line || '.total' as subject,
        sum_of_kinds::varchar as expected,
        printed_total::varchar as actual,
        format(
            'In the line {} the six kinds of applicant add up to {}, but the printed total is {}.',
            label_zh, sum_of_kinds, printed_total
        ) as message,
        format(
            '“{}”一行六类申请人相加是{}，“总计”却是{}。', label_zh, sum_of_kinds, printed_total
        ) as message_zh
    from violations
    inner join lines using (line)
    order by report_id, line
)

select * from final
