-- What is in force must be what was in force a year ago, and what was issued, without what was repealed. Table two of
-- the 2021 form says all three, for rules and for normative documents.
with
items as (
    select * from item_pair()
),

labels as (
    select distinct clause, item, item_label_zh from dim_proactive_measure where measure = 'in_force'
),

-- A sum with a NULL in it is NULL, and a comparison with it is not true: such an item is skipped.
violations as (
    select *, previously_in_force + issued - repealed as expected_in_force
    from items
    where in_force != expected_in_force
),

final as (
    select
        report_id,
        township_code,
        report_year,
        'in_force_roll' as rule,
        'warning' as severity,
        concat_ws('.', 'fact_proactive', clause, item, 'in_force') as subject,
        plain_number(expected_in_force) as expected,
        plain_number(in_force) as actual,
        format(
            '{}: {} were in force at the end of {}, {} were issued and {} repealed since, which makes {}; this report '
            || 'has {} in force. The other report is {}.',
            item_label_zh,
            plain_number(previously_in_force),
            previous_year,
            plain_number(issued),
            plain_number(repealed),
            plain_number(expected_in_force),
            plain_number(in_force),
            previous_source_path
        ) as message,
        format(
            '{}：{}年底现行有效{}件，此后制发{}件、废止{}件，应为{}件，本报告现行有效的却是{}件。上一年度的报告是{}。',
            item_label_zh,
            previous_year,
            plain_number(previously_in_force),
            plain_number(issued),
            plain_number(repealed),
            plain_number(expected_in_force),
            plain_number(in_force),
            previous_source_path
        ) as message_zh
    from violations
    inner join labels using (clause, item)
    order by report_id, clause, item
)

select * from final
