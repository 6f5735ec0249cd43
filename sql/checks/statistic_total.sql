-- On the statistics form of 2014 the parts of an indicator must add up to it, in each period.
with
cells as (
    select * from fact_statistic
),

indicators as (
    select * from dim_statistic_indicator
),

parts as (
    select parent, indicator, list_contains(forms, '2014') as is_of_form from indicators where is_part
),

-- Forerunners part an indicator otherwise: where one of their own parts is printed, the form's are not all.
part_counts as (
    select parent, count(*) filter (is_of_form) as part_count from parts group by parent
),

summed as (
    select
        cells.report_id,
        parts.parent as indicator,
        cells.period,
        complete_sum(cells.value, parts.is_of_form, any_value(part_counts.part_count)) as sum_of_parts,
        bool_or(not parts.is_of_form) as has_other_parts
    from cells
    inner join parts using (indicator)
    inner join part_counts on parts.parent = part_counts.parent
    group by cells.report_id, parts.parent, cells.period
),

violations as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.indicator,
        cells.period,
        cells.value,
        summed.sum_of_parts
    from cells
    inner join summed using (report_id, indicator, period)
    where summed.sum_of_parts != cells.value and not summed.has_other_parts
),

final as (
    select
        violations.report_id,
        violations.township_code,
        violations.report_year,
        'statistic_total' as rule,
        'error' as severity,
        concat_ws('.', 'fact_statistic', violations.indicator, violations.period) as subject,
        plain_number(violations.sum_of_parts) as expected,
        plain_number(violations.value) as actual,
        format(
            'The parts of {} add up to {}, but the report prints {}.',
            indicators.label_zh, plain_number(violations.sum_of_parts), plain_number(violations.value)
        ) as message,
        format(
            '“{}”各分项相加是{}，报告却写{}。',
            indicators.label_zh, plain_number(violations.sum_of_parts), plain_number(violations.value)
        ) as message_zh
    from violations
    inner join indicators using (indicator)
    order by violations.report_id, violations.indicator, violations.period
)

select * from final
