with
staged_rows as (
    select * from staged.dim_proactive_measure
),

final as (
    select
        form,
        clause,
        item,
        measure,
        item_label_zh,
        item_label_en,
        measure_label_zh,
        measure_label_en,
        unit,
        sort_order,
        is_total
    from staged_rows
    order by sort_order
)

select * from final
