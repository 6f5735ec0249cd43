with
staged_rows as (
    select * from staged.dim_measure_form
),

final as (
    select
        measure,
        form,
        first_year,
        comparability,
        note_zh,
        note_en,
        sort_order
    from staged_rows
    order by sort_order
)

select * from final
