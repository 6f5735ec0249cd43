with
staged_rows as (
    select * from staged.dim_statistic_indicator
),

final as (
    select
        indicator,
        parent,
        label_zh,
        label_en,
        unit,
        printed_unit,
        is_part,
        forms,
        sort_order
    from staged_rows
    order by sort_order
)

select * from final
