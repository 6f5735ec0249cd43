-- The items of last year and their change must give what the next report calls the items of last year. Table two of the
-- 2019 form asks for both.
with
pairs as (
    select * from year_pair()
),

cells as (
    select report_id, clause, item, measure, value from fact_proactive
),

labels as (
    select distinct clause, item, item_label_zh from dim_proactive_measure where measure = 'prior_year_items'
),

items as (
    select
        report_id,
        clause,
        item,
        any_value(value) filter (measure = 'prior_year_items') as prior_year_items,
        any_value(value) filter (measure = 'change') as change
    from cells
    group by report_id, clause, item
),

-- A sum with a NULL in it is NULL, and a comparison with it is not true: such an item is skipped.
violations as (
    select
        pairs.*,
        later.clause,
        later.item,
        later.prior_year_items,
        earlier.prior_year_items as earlier_items,
        earlier.change as earlier_change,
        earlier.prior_year_items + earlier.change as expected_items
    from pairs
    inner join items as later on pairs.report_id = later.report_id
    inner join items as earlier
        on pairs.previous_report_id = earlier.report_id
        and later.clause = earlier.clause
        and later.item = earlier.item
    where later.prior_year_items != expected_items
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
            plain_number(earlier_items),
            plain_number(earlier_change),
            plain_number(expected_items),
            plain_number(prior_year_items),
            previous_source_path
        ) as message
    from violations
    inner join labels using (clause, item)
    order by report_id, clause, item
)

select * from final
