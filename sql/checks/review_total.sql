-- The four results of a review procedure must add up to its printed total.
with
cells as (
    select * from fact_review
),

results as (
    select result, is_total from dim_review_result
),

procedures as (
    select procedure, label_zh from dim_review_procedure
),

-- A procedure counts only if all its results have a value: otherwise the sum is unknown.
summed as (
    select
        cells.report_id,
        cells.township_code,
        cells.report_year,
        cells.procedure,
        complete_sum(
            cells.value, not results.is_total, (select count(*) from results where not is_total)
        ) as sum_of_results,
        any_value(cells.value) filter (results.is_total) as printed_total
    from cells
    inner join results using (result)
    group by cells.report_id, cells.township_code, cells.report_year, cells.procedure
),

violations as (
    select * from summed where sum_of_results != printed_total
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'review_total' as rule,
        'error' as severity,
        'fact_review.' || procedure || '.total' as subject,
        sum_of_results::varchar as expected,
        printed_total::varchar as actual,
        format(
            'Under {} the four results add up to {}, but the printed total is {}.',
            label_zh, sum_of_results, printed_total
        ) as message,
        format('“{}”四种结果相加是{}，“总计”却是{}。', label_zh, sum_of_results, printed_total) as message_zh
    from violations
    inner join procedures using (procedure)
    order by report_id, procedure
)

select * from final
