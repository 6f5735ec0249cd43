with
staged_rows as (
    select * from staged.dim_request_line
),

final as (
    select
        line,
        label_zh,
        label_en,
        line_group,
        forms,
        sort_order,
        is_total
    from staged_rows
    order by sort_order
)

select * from final
