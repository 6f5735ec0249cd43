-- Each item of table two of a report whose agency has one for the year before with that item too: what year_pair() says
-- of the reports, the numbers of the item, and those of the year before that the next must follow from.
create macro item_pair() as table
with
pairs as (
    select * from year_pair()
),

cells as (
    select report_id, clause, item, measure, value from fact_proactive
),

items as (
    select
        report_id,
        clause,
        item,
        any_value(value) filter (measure = 'issued') as issued,
        any_value(value) filter (measure = 'repealed') as repealed,
        any_value(value) filter (measure = 'in_force') as in_force,
        any_value(value) filter (measure = 'prior_year_items') as prior_year_items,
        any_value(value) filter (measure = 'change') as change
    from cells
    group by report_id, clause, item
),

final as (
    select
        pairs.*,
        later.* exclude (report_id),
        earlier.in_force as previously_in_force,
        earlier.prior_year_items as previous_prior_year_items,
        earlier.change as previous_change
    from pairs
    inner join items as later on pairs.report_id = later.report_id
    inner join items as earlier
        on pairs.previous_report_id = earlier.report_id
        and later.clause = earlier.clause
        and later.item = earlier.item
)

select * from final
