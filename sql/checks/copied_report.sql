-- A table whose every number is that of the year before was perhaps copied.
--
-- Stocks, such as documents in force, may well stay the same: some other number must not be 0. Small numbers are often
-- equal by chance, so that the finding is only a note where none has two digits. A line that only one of the two forms
-- has counts as 0. A table with a cell that could not be read in either year is skipped.
with
pairs as (
    select * from year_pair()
),

cells as (
    select
        report_id,
        'fact_request' as table_name,
        concat_ws('.', line, applicant) as cell,
        value::decimal(18, 2) as value,
        cell_status,
        false as is_stock
    from fact_request
    union all by name
    select
        report_id,
        'fact_review' as table_name,
        concat_ws('.', procedure, result) as cell,
        value::decimal(18, 2) as value,
        cell_status,
        false as is_stock
    from fact_review
    union all by name
    select
        report_id,
        'fact_proactive' as table_name,
        concat_ws('.', clause, item, measure) as cell,
        value,
        cell_status,
        measure in ('in_force', 'disclosed_to_date', 'prior_year_items') as is_stock
    from fact_proactive
),

later_cells as (
    select pairs.report_id, cells.* exclude (report_id)
    from pairs
    inner join cells using (report_id)
),

earlier_cells as (
    select pairs.report_id, cells.* exclude (report_id)
    from pairs
    inner join cells on pairs.previous_report_id = cells.report_id
),

compared as (
    select
        report_id,
        table_name,
        coalesce(later.is_stock, earlier.is_stock) as is_stock,
        if(later.cell_status is null, 0, later.value) as value,
        if(earlier.cell_status is null, 0, earlier.value) as previous_value,
        coalesce(later.cell_status in ('ambiguous', 'unreadable'), false)
        or coalesce(earlier.cell_status in ('ambiguous', 'unreadable'), false) as is_unknown
    from later_cells as later
    full join earlier_cells as earlier using (report_id, table_name, cell)
),

copied as (
    select
        report_id,
        table_name,
        count(value) as number_count,
        count(*) - count(value) as empty_count,
        max(abs(value)) filter (not is_stock) as largest
    from compared
    group by report_id, table_name
    having bool_and(not is_unknown and value is not distinct from previous_value) and largest > 0
),

final as (
    select
        report_id,
        pairs.township_code,
        pairs.report_year,
        'copied_report' as rule,
        if(copied.largest >= 10, 'warning', 'info') as severity,
        copied.table_name as subject,
        'numbers of ' || pairs.report_year as expected,
        'the numbers of ' || pairs.previous_year as actual,
        format(
            'All {} numbers of {} are those of the report for {} ({}).{}{}',
            copied.number_count,
            case copied.table_name
                when 'fact_request' then 'table three (requests)'
                when 'fact_review' then 'table four (reviews)'
                else 'table two (proactive disclosure)'
            end,
            pairs.previous_year,
            pairs.previous_source_path,
            if(copied.largest >= 10, '', ' They are small, so it may be chance.'),
            if(copied.empty_count > 0, format(' {} cells have no value in either.', copied.empty_count), '')
        ) as message,
        format(
            '{}的{}个数字与{}年的报告（{}）完全相同，可能是照抄。{}{}',
            case copied.table_name
                when 'fact_request' then '收到和处理政府信息公开申请情况表'
                when 'fact_review' then '行政复议、行政诉讼情况表'
                else '主动公开政府信息情况表'
            end,
            copied.number_count,
            pairs.previous_year,
            pairs.previous_source_path,
            if(copied.largest >= 10, '', '这些数字都很小，也可能是巧合。'),
            if(copied.empty_count > 0, format('两份报告中都没有数的有{}格。', copied.empty_count), '')
        ) as message_zh
    from copied
    inner join pairs using (report_id)
    order by report_id, table_name
)

select * from final
