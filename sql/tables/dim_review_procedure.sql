with
staged_rows as (
    select * from staged.dim_review_procedure
),

final as (
    select
        procedure,
        label_zh,
        label_en,
        procedure_group,
        forms,
        sort_order,
        is_total
    from staged_rows
    order by sort_order
)

select * from final
