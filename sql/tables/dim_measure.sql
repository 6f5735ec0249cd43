with
staged_rows as (
    select * from staged.dim_measure
),

final as (
    select
        measure,
        label_zh,
        label_en,
        unit,
        cells,
        sort_order
    from staged_rows
    order by sort_order
)

select * from final
