-- The items of last year and their change must give what the next report calls the items of last year. Table two of the
-- 2019 form asks for both.
with
items as (
    select * from item_pair()
),

labels as (
    select distinct clause, item, item_label_zh from dim_proactive_measure where measure = 'prior_year_items'
),

-- A sum with a NULL in it is NULL, and a comparison with it is not true: such an item is skipped.
violations as (
    select *, previous_prior_year_items + previous_change as expected_items
    from items
    where prior_year_items != expected_items
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'items_roll' as rule,
        'warning' as severity,
        concat_ws('.', 'fact_proactive', clause, item, 'prior_year_items') as subject,
        plain_number(expected_items) as expected,
        plain_number(prior_year_items) as actual,
        format(
            '{}: the report for {} has {} items and a change of {}, which makes {}; this report says that there were '
            || '{}. The other report is {}.',
            item_label_zh,
            previous_year,
            plain_number(previous_prior_year_items),
            plain_number(previous_change),
            plain_number(expected_items),
            plain_number(prior_year_items),
            previous_source_path
        ) as message,
        format(
            '{}：{}年的报告有{}项，增减{}项，应为{}项，本报告的上一年项目数量却是{}项。上一年度的报告是{}。',
            item_label_zh,
            previous_year,
            plain_number(previous_prior_year_items),
            plain_number(previous_change),
            plain_number(expected_items),
            plain_number(prior_year_items),
            previous_source_path
        ) as message_zh
    from violations
    inner join labels using (clause, item)
    order by report_id, clause, item
)

select * from final
