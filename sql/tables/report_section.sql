with
staged_rows as (
    select * from staged.report_section
),

final as (
    select
        report_id,
        section_no,
        heading,
        text
    from staged_rows
    order by report_id, section_no
)

select * from final
