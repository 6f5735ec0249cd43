with
staged_rows as (
    select * from staged.dim_review_result
),

final as (
    select
        result,
        label_zh,
        label_en,
        result_group,
        forms,
        sort_order,
        is_total
    from staged_rows
    order by sort_order
)

select * from final
