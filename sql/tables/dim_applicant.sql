with
staged_rows as (
    select * from staged.dim_applicant
),

final as (
    select
        applicant,
        label_zh,
        label_en,
        applicant_group,
        forms,
        sort_order,
        is_total
    from staged_rows
    order by sort_order
)

select * from final
